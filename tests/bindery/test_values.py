import math

import numpy as np
import pytest

from bindery.snippets import Result, Results
from bindery.terms import Terms
from bindery.values import (
    PLACEHOLDER,
    Fault,
    bind,
    find_number,
    find_result,
    find_scalar,
    near,
)
from bindery.worker import LARGEST, plain

NBSP = "\N{NO-BREAK SPACE}"
TERMS = Terms({"bit": {"en": ["bit", "bits"], "zh": "比特"}}, {}, frozenset())
SOURCE = "snippets/page/a.py"


def results(values, tolerance=()):
    left = {name: plain(value) for name, value in values.items()}
    return Results(
        {
            "page/a": Result(left, dict(tolerance)),
            "other/b": Result({"x": 2}),
            "page/broken": Result(failure="it broke"),
        },
        0,
    )


def bound(written, lang="en", root=None, tolerance=(), **values):
    match = PLACEHOLDER.fullmatch(written)
    return bind(match, "page", lang, results(values, tolerance), TERMS, root)


def fault(written, **given):
    with pytest.raises(Fault) as raised:
        bound(written, **given)
    return str(raised.value)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("{{ a.x }}", (None, "a", "x", "", None, None)),
        ("{{ a.x:.3f }}", (None, "a", "x", "", ".3f", None)),
        ("{{ a.x:.3f bit }}", (None, "a", "x", "", ".3f", "bit")),
        ("{{ a.x bit }}", (None, "a", "x", "", None, "bit")),
        ("{{ other/a_1.X_2:claim }}", ("other", "a_1", "X_2", "", "claim", None)),
        ("{{ a.x[0][low]:, }}", (None, "a", "x", "[0][low]", ",", None)),
        ("{{ a.x[-1] }}", (None, "a", "x", "[-1]", None, None)),
        (r"\frac{{ a.x:.2f }}{2}", (None, "a", "x", "", ".2f", None)),
    ],
)
def test_what_is_a_placeholder(text, parts):
    assert PLACEHOLDER.search(text).groups() == parts


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{{1}}{{2}}",
        "{{x}}",
        "{{ x }}",
        "{{a.x}}",
        "{{ a.x}}",
        "{{  a.x }}",
        "{{ a.x: .3f }}",
        "{{ a.x:.3f bit more }}",
        "{{ a.x | round }}",
        "{{ A.x }}",
        "{{ a.1 }}",
        "{{ a.x[] }}",
        "{ a.x }",
        "{{ a.x\n}}",
    ],
)
def test_what_is_none(text):
    assert not PLACEHOLDER.search(text)


@pytest.mark.parametrize(
    ("value", "shown", "text"),
    [
        (0.08079313589591118, ":.3f", "0.081"),
        (0.5, ":.0%", "50%"),
        (1234567.3, ":,.1f", "1,234,567.3"),
        (1797, ":,", "1,797"),
        (1797, "", "1797"),
        (5e-17, ":.0e", "5 × 10⁻¹⁷"),
        (6.02e23, ":.2e", "6.02 × 10²³"),
        (-6.02e23, ":.2e", "−6.02 × 10²³"),
        (-1.5, ":.1f", "−1.5"),
        (-3, "", "−3"),
        (math.inf, ":.1f", "∞"),
        (-math.inf, ":.1f", "−∞"),
        (0.0, ":.1f", "0.0"),
        (np.int64(7), "", "7"),
        (np.float32(0.1), ":.2f", "0.10"),
        (np.array(0.5), ":.1f", "0.5"),
        ("information", "", "information"),
        ("-x", "", "-x"),
    ],
)
def test_numbers_as_text(value, shown, text):
    assert bound(f"{{{{ a.x{shown} }}}}", x=value).text == text


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (0.1 + 0.2, "0.30000000000000004"),
        (np.float64(0.1), "0.1"),
        (np.float32(0.1), "0.1"),
        (np.float32(1 / 3), "0.33333334"),
        (np.float16(1 / 3), "0.3333"),
        (-1e-17, "-1e-17"),
        (math.inf, "inf"),
        (7, "7"),
    ],
)
def test_the_certificate_has_the_unrounded_value(value, written):
    shown = ":.0e" if isinstance(value, float | np.floating) else ""
    assert bound(f"{{{{ a.x{shown} }}}}", x=value).value == written


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("{{ a.x[1]:.1f }}", "0.2"),
        ("{{ a.x[-1]:.1f }}", "0.3"),
        ("{{ a.rows[1][0] }}", "3"),
        ("{{ a.of[low]:.1f }}", "0.1"),
        ("{{ a.of[deep][0] }}", "9"),
        ("{{ a.of[2] }}", "8"),
        ("{{ a.pair[1] }}", "b"),
        ("{{ other/b.x }}", "2"),
    ],
)
def test_indices_and_other_pages(written, text):
    shown = bound(
        written,
        x=np.array([0.1, 0.2, 0.3]),
        rows=[[1, 2], [3, 4]],
        of={"low": 0.1, "deep": [9], 2: 8},
        pair=("a", "b"),
    )
    assert shown.text == text


def test_source_and_name():
    one = bound("{{ a.rows[1][0] bit }}", rows=[[1], [3]])
    assert one.attributes == {
        "data-source": SOURCE,
        "data-name": "rows[1][0]",
        "data-unit": "bit",
    }
    assert bound("{{ other/b.x }}").attributes == {
        "data-source": "snippets/other/b.py",
        "data-name": "x",
    }


@pytest.mark.parametrize(
    ("value", "shown", "lang", "text"),
    [
        (1, "", "en", f"1{NBSP}bit"),
        (2, "", "en", f"2{NBSP}bits"),
        (1.0, ":.0f", "en", f"1{NBSP}bit"),
        (1.0, ":.2f", "en", f"1.00{NBSP}bits"),
        (-1.5, ":.1f", "en", f"−1.5{NBSP}bits"),
        (5e-17, ":.0e", "en", f"5 × 10⁻¹⁷{NBSP}bits"),
        (1, "", "zh", f"1{NBSP}比特"),
        (6.64, ":.2f", "zh", f"6.64{NBSP}比特"),
    ],
)
def test_units(value, shown, lang, text):
    assert bound(f"{{{{ a.x{shown} bit }}}}", lang, x=value).text == text


@pytest.mark.parametrize("true", [True, np.True_])
def test_a_true_claim_is_a_check_mark(true):
    one = bound("{{ a.x:claim }}", x=true)
    assert (one.text, one.value, one.claim) == ("✓", "True", True)


@pytest.mark.parametrize(
    ("written", "name", "statement"),
    [
        ("{{ a.equal:claim }}", "equal", "equal = 1 == 2"),
        ("{{ a.all_of[1]:claim }}", "all_of[1]", "all_of = [True, equal]"),
    ],
)
def test_a_false_claim_shows_its_statement(tmp_path, written, name, statement):
    file = tmp_path / SOURCE
    file.parent.mkdir(parents=True)
    file.write_text("equal = 1 == 2  # no\nall_of = [\n    True,\n    equal,\n]\n")
    told = fault(written, root=tmp_path, equal=np.False_, all_of=[True, False])
    assert told == f"{SOURCE}: the claim {name} is false: {statement}"


VALUES = {
    "half": 0.5,
    "three": 3,
    "huge": 2**2000,
    "word": "heads",
    "certain": True,
    "terms": [0.5, 0.25],
    "rows": [[1, 2], [3, 4]],
    "of": {"high": 1, "low": 2},
    "large": np.zeros(LARGEST + 1),
    "function": math.log,
    "narrow": np.float32(0.5),
    "imaginary": 1j,
    "nothing": math.nan,
    "narrow_nothing": np.float32(math.nan),
}


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ a.hal:.1f }}", "{} has no name hal; did you mean half?"),
        (
            "{{ aa.half:.1f }}",
            "there is no snippet snippets/page/aa.py; did you mean page/a?",
        ),
        (
            "{{ pge/a.half:.1f }}",
            "there is no folder snippets/pge; did you mean page?",
        ),
        ("{{ a.terms[5]:.1f }}", "{}: terms is a list of 2 and has no [5]"),
        ("{{ a.terms[x]:.1f }}", "{}: terms is a list of 2 and has no [x]"),
        ("{{ a.rows[0][7] }}", "{}: rows[0] is a list of 2 and has no [7]"),
        (
            "{{ a.of[hig] }}",
            "{}: of is a dict of 2 and has no [hig]; did you mean high?",
        ),
        ("{{ a.half[0]:.1f }}", "{}: half is the number 0.5 and has no [0]"),
        ("{{ a.narrow[0]:.1f }}", "{}: narrow is the number 0.5 and has no [0]"),
        (
            "{{ a.half }}",
            "{}: half is a float and needs a format, such as {{{{ ...:.3f }}}}",
        ),
        (
            "{{ a.terms:.1f }}",
            "{}: terms is a list of 2; bind one number or text of it",
        ),
        ("{{ a.of }}", "{}: of is a dict of 2; bind one number or text of it"),
        (
            "{{ a.large:.1f }}",
            "{}: large is an array of 10,001 numbers; bind one number or text of it",
        ),
        (
            "{{ a.function }}",
            "{}: function is of type builtin_function_or_method; "
            "bind one number or text of it",
        ),
        (
            "{{ a.imaginary:.1f }}",
            "{}: imaginary is of type complex; bind one number or text of it",
        ),
        ("{{ a.certain }}", "{}: certain is a claim; write certain:claim"),
        ("{{ a.certain:.1f }}", "{}: certain is a claim; write certain:claim"),
        ("{{ a.half:claim }}", "{}: half is the number 0.5, not True or False"),
        ("{{ a.word:claim }}", "{}: word is the text heads, not True or False"),
        ("{{ a.nothing:.1f }}", "{}: nothing is NaN, which no page can show"),
        (
            "{{ a.narrow_nothing:.1f }}",
            "{}: narrow_nothing is NaN, which no page can show",
        ),
        (
            "{{ a.half:.1f bits }}",
            "docs/terms.yml has no unit bits; did you mean bit?",
        ),
    ],
)
def test_faults(written, told):
    assert fault(written, **VALUES) == told.format(SOURCE)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("{{ a.half:.2q }}", "half is a float, for which '.2q' is no format: "),
        ("{{ a.three:.2q }}", "three is a int, for which '.2q' is no format: "),
        ("{{ a.word:.2f }}", "word is a str, for which '.2f' is no format: "),
        (
            "{{ a.huge:.2f }}",
            "huge is a int, for which '.2f' is no format: int too large to convert",
        ),
    ],
)
def test_unknown_formats(written, told):
    assert fault(written, **VALUES).startswith(f"{SOURCE}: {told}")


def test_a_number_too_large_for_another_unit():
    units = {unit: {"en": [unit, f"{unit}s"], "zh": unit} for unit in ("bit", "nat")}
    match = PLACEHOLDER.fullmatch("{{ a.huge bit }}")
    given = ("page", "en", results({"huge": 2**2000}), Terms(units, {}, frozenset()))
    told = f"^{SOURCE}: huge, in the unit nat, has no number: int too large to convert"
    with pytest.raises(Fault, match=told):
        bind(match, *given, None)


@pytest.mark.parametrize(
    ("value", "shown", "tolerance", "told"),
    [
        (
            0.125,
            ".2f",
            {},
            "0.125 shows as 0.12 with '.2f', but as 0.13 when it is off by a factor "
            "of 1e-09; show other digits, or compute the value more exactly",
        ),
        (
            2.4999999999,
            ".0f",
            {},
            "2.4999999999 shows as 2 with '.0f', but as 3 when it is off by a factor "
            "of 1e-09; show other digits, or compute the value more exactly",
        ),
        (
            0.5678,
            ".3f",
            {"x": 2e-3},
            "0.5678 shows as 0.568 with '.3f', but as 0.567 when it is off by a "
            "factor of 0.002; show other digits",
        ),
        (
            0.01,
            ".12f",
            {},
            "0.01 shows as 0.010000000000 with '.12f', but as 0.009999999990 when it "
            "is off by a factor of 1e-09; show other digits, or compute the value "
            "more exactly",
        ),
    ],
)
def test_digits_that_would_flip(value, shown, tolerance, told):
    said = fault(f"{{{{ a.x:{shown} }}}}", tolerance=tolerance, x=value)
    assert said == f"{SOURCE}: x = {told}"


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("{{ a.x:.2f }}", "0.57"),
        ("{{ a.y:.3f }}", "0.568"),  # a tolerance is for the name that declares it
    ],
)
def test_digits_that_hold(written, text):
    shown = bound(written, tolerance={"x": 2e-3}, x=0.5678, y=0.5678)
    assert shown.text == text


def test_a_declared_tolerance_covers_what_is_inside():
    told = fault("{{ a.x[0]:.3f }}", tolerance={"x": 2e-3}, x=[0.5678])
    assert "off by a factor of 0.002" in told


@pytest.mark.parametrize(
    ("value", "shown"),
    [(-0.0, ".1f"), (-1e-17, ".3f"), (-1e-9, ".2%"), (-0.0, ".0f"), (-0.0, ".1e")],
)
def test_no_negative_zero(value, shown):
    told = fault(f"{{{{ a.x:{shown} }}}}", x=value)
    assert told == (
        f"{SOURCE}: x = {value!r} shows as a negative zero; show it as a claim"
    )


def test_a_failed_snippet_is_told_elsewhere():
    assert bound("{{ broken.x:.1f }}") is None
    assert find_number("broken.x", "page", results({})) is None


@pytest.mark.parametrize(
    ("reference", "number"),
    [
        ("a.half", "0.5"),
        ("a.narrow", "0.5"),
        ("a.terms[1]", "0.25"),
        ("a.three", "3"),
        ("other/b.x", "2"),
    ],
)
def test_find_number(reference, number):
    found = find_number(reference, "page", results(VALUES))
    assert found.value == number
    snippet, _, name = reference.rpartition("/")[2].partition(".")
    assert found.source.endswith(f"/{snippet}.py")
    assert found.name == name


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("half", 0.5),
        ("three", 3),
        ("word", "heads"),
        ("certain", True),
        ("terms[1]", 0.25),
    ],
)
def test_find_scalar(name, value):
    found = find_scalar(SOURCE, name, results(VALUES))
    assert (found, type(found)) == (value, type(value))


def test_a_narrow_float_is_found_in_its_own_digits():
    narrow = {"x": np.float32(0.1)}
    assert find_scalar(SOURCE, "x", results(narrow)) == 0.1


def test_what_is_no_scalar_is_not_found():
    with pytest.raises(Fault, match="terms is no number, text or claim"):
        find_scalar(SOURCE, "terms", results(VALUES))


@pytest.mark.parametrize(
    ("reference", "told"),
    [
        ("", "'' names no value; write snippet.name"),
        ("half", "'half' names no value; write snippet.name"),
        ("a.hal", f"{SOURCE} has no name hal; did you mean half?"),
        ("a.word", f"{SOURCE}: a.word is the text heads, not a number"),
        ("a.terms", f"{SOURCE}: a.terms is a list of 2, not a number"),
        ("a.certain", f"{SOURCE}: a.certain is a claim, not a number"),
        ("a.nothing", f"{SOURCE}: a.nothing is NaN, not a number"),
    ],
)
def test_no_number_is_found(reference, told):
    with pytest.raises(Fault) as raised:
        find_number(reference, "page", results(VALUES))
    assert str(raised.value) == told


def test_without_a_near_name_the_known_ones_are_told_if_they_are_few():
    with pytest.raises(Fault, match=r"snippets/zzz; there are other, page$"):
        find_result("zzz/q", results({}))
    assert near("q", []) == ""
    known = list("abcdefghijklm")
    assert near("zzz", known[:12]) == "; there are a, b, c, d, e, f, g, h, i, j, k, l"
    assert near("zzz", known) == ""
