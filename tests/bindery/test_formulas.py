import re
import xml.etree.ElementTree as etree

import pytest

from bindery import formulas
from bindery.snippets import Result, Results
from bindery.terms import Terms
from bindery.values import Fault, bind

TERMS = Terms({"bit": {"en": ["bit", "bits"], "zh": "比特"}}, {}, frozenset())
VALUES = {
    "china": 0.01,
    "bits": 6.643856189774724,
    "loss": -1.5,
    "tiny": 5e-17,
    "wins": 1797,
    "certain": True,
    "rows": list(range(20)),
}
RESULTS = Results({"page/a": Result(VALUES), "page/broken": Result(failure="!")}, 0)


def mathml(tex, display=False):
    return formulas.mathml(
        tex,
        display=display,
        bind=lambda match: bind(match, "page", "en", RESULTS, TERMS, None),
    )


def mn(name, digits, text=""):
    value = VALUES[name]
    shown = f' data-text="{text}"' if text else ""
    return (
        f'<mn data-value="{value!r}" data-source="snippets/page/a.py" '
        f'data-name="{name}"{shown}>{digits}</mn>'
    )


@pytest.mark.parametrize(
    ("tex", "markup"),
    [
        ("{{ a.china:.2f }}", mn("china", "0.01")),
        ("{{ a.china:.0% }}", mn("china", "1%")),
        ("{{ a.wins:, }}", mn("wins", "1,797")),
        ("{{ a.loss:.1f }}", f"<mrow><mo>−</mo>{mn('loss', '1.5', '−1.5')}</mrow>"),
        (
            "{{ a.tiny:.0e }}",
            f"<mrow>{mn('tiny', '5', '5 × 10⁻¹⁷')}<mo>×</mo><msup><mn>10</mn>"
            "<mrow><mo>−</mo><mn>17</mn></mrow></msup></mrow>",
        ),
        (
            r"\frac{{ a.china:.2f }}{2}",
            f"<mfrac>{mn('china', '0.01')}<mn>2</mn></mfrac>",
        ),
        ("x^{{ a.wins }}", f"<msup><mi>x</mi>{mn('wins', '1797')}</msup>"),
        ("x^{ {{ a.wins }} }", f"<msup><mi>x</mi>{mn('wins', '1797')}</msup>"),
        (r"50\,\%", "%"),
        ("a < b", "<mo>&lt;</mo>"),
    ],
)
def test_what_stands_in_the_formula(tex, markup):
    made, _ = mathml(tex)
    assert markup in made
    assert etree.fromstring(made).tag == "math"


def test_a_unit_is_text_behind_its_number():
    made, _ = mathml("{{ a.bits:.2f bit }}")
    [number, unit] = etree.fromstring(made).find("mrow")
    assert number.attrib["data-unit"] == "bit"
    assert number.attrib["data-text"] == "6.64\N{NO-BREAK SPACE}bits"
    assert (unit.tag, unit.text) == ("mtext", "\N{NO-BREAK SPACE}bits")


def test_many_numbers_stay_apart():
    tex = " + ".join(f"{{{{ a.rows[{n}] }}}}" for n in range(20))
    made, plain = mathml(tex)
    numbers = etree.fromstring(made).iter("mn")
    assert [n.text for n in numbers] == [str(n) for n in range(20)]
    assert plain == " + ".join(f"{{{n}}}" for n in range(20))


def test_a_displayed_formula_is_a_block():
    assert etree.fromstring(mathml("x", display=True)[0]).get("display") == "block"
    assert etree.fromstring(mathml("x")[0]).get("display") != "block"


def test_a_macro_of_one_formula_is_unknown_in_the_next():
    made, _ = mathml(r"\newcommand{\news}{I} \news")
    assert "<mi>I</mi>" in made
    with pytest.raises(Fault, match="LaTeX error"):
        mathml(r"\news")


@pytest.mark.parametrize(
    ("tex", "plain"),
    [
        (r"\log_2 x", r"\log_2 x"),
        (r"\frac{{ a.china:.2f }}{2}", r"\frac{0.01}{2}"),
        ("p = {{ a.china:.0% }}", r"p = {1\%}"),
        ("{{ a.wins:, }}", "{1{,}797}"),
        ("{{ a.loss:.1f }}", "{-1.5}"),
        ("{{ a.tiny:.0e }}", r"{5 \times 10^{-17}}"),
        ("{{ a.bits:.2f bit }}", r"{6.64\ \text{bits}}"),
    ],
)
def test_tex_to_copy_can_be_read_again(tex, plain):
    assert mathml(tex)[1] == plain
    assert mathml(plain)


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        (
            "p = 5% x",
            "a bare % in the formula $p = 5% x$ would hide the rest; write \\%",
        ),
        (
            r"a \\% b",  # a line break, and then a comment
            "a bare % in the formula $a \\\\% b$ would hide the rest; write \\%",
        ),
        (
            r"\bigl(x\bigr)^2",
            r"a script after a bracket of its own size in $\bigl(x\bigr)^2$ would "
            r"shrink the bracket; put braces round both: {\bigl(...\bigr)}^2",
        ),
        ("{{ a.certain:claim }}", "the claim certain cannot stand in a formula"),
        (
            r"\text{{{ a.china:.2f }}}",
            r"china cannot stand in this place of $\text{{{ a.china:.2f }}}$",
        ),
    ],
)
def test_faults(tex, told):
    with pytest.raises(Fault) as raised:
        mathml(tex)
    assert str(raised.value) == told


@pytest.mark.parametrize("tex", [r"\foo{x}", r"\frac{1}", "{x", r"\left( x"])
def test_latex_errors_name_the_formula(tex):
    with pytest.raises(Fault) as raised:
        mathml(tex)
    assert str(raised.value).startswith(f"LaTeX error in ${tex}$: ")


def test_the_unknown_command_is_named():
    with pytest.raises(Fault, match=r"\\foo.*\\foo"):
        mathml(r"\foo{x}")


def test_a_long_formula_is_told_in_short():
    with pytest.raises(Fault) as raised:
        mathml("x +\n" * 40 + r"\foo")
    assert len(str(raised.value).partition("$: ")[0]) < 80


def test_a_failed_snippet_is_told_elsewhere():
    assert mathml("x + {{ broken.x:.1f }}")


@pytest.mark.parametrize("tex", ["{{a.bits:.2f}}", "x = {{ a.bits-.2f }}"])
def test_a_malformed_placeholder_is_told(tex):
    wrong = tex[tex.index("{{") :]
    told = f"{wrong} is no placeholder; write {{{{ snippet.name:.3f }}}}"
    with pytest.raises(Fault, match=re.escape(told)):
        mathml(tex)


def test_groups_of_tex_are_no_placeholders():
    mathml(r"\frac{{1}}{{2}} + {{x}}_{{1}} + {{{a}}}")


@pytest.mark.parametrize("function", [r"\ln", r"-\log_2", r"\log_{10}", r"2 \exp"])
def test_a_number_stands_apart_from_its_function(function):
    typed, _ = mathml(f"{function} 0.01")
    bound, plain = mathml(f"{function} {{{{ a.china:.2f }}}}")
    assert bound == typed.replace("<mn>0.01</mn>", mn("china", "0.01"))
    assert plain == f"{function} 0.01"
