import math
import re
import xml.etree.ElementTree as etree
from decimal import ROUND_HALF_EVEN, Context, Decimal

import pytest

from bindery.faults import Fault
from bindery.snippets import Result, Results
from bindery.terms import Terms
from bindery.units import WORDS
from bindery.values import PLACEHOLDER, bind

NBSP = "\N{NO-BREAK SPACE}"
WORDS_OF = {
    "bit": {"en": ["bit", "bits"], "zh": "比特"},
    "nat": {"en": ["nat", "nats"], "zh": "纳特"},
    "hartley": {"en": ["hartley", "hartleys"], "zh": "哈特利"},
}


def bound(written, value, lang="en", tolerance=(), units=WORDS_OF):
    results = Results({"page/a": Result({"x": value}, dict(tolerance))}, 0)
    match = PLACEHOLDER.fullmatch(written)
    return bind(match, "page", lang, results, Terms(units, {}, frozenset()), None)


def other(written, value, **given):
    return bound(written, value, **given).switched.get("data-other")


def rounded(value, digits):
    """What a value in bits is in nats, with so many significant digits, by decimals."""
    ln2 = Decimal("0.693147180559945309417232121458176568")
    return Context(digits, ROUND_HALF_EVEN).create_decimal(Decimal(value) * ln2)


@pytest.mark.parametrize(
    ("value", "shown", "digits"),
    [
        (6.643856189774724, ".2f", 3),
        (6.643856189774724, ".5f", 6),
        (0.014499569695115089, ".4f", 3),
        (14.4, ".1f", 3),
        (14.43, ".2f", 4),
        (5.0, ".0f", 3),  # one digit would make 5 bits 3 nats
        (1.0, ".0f", 3),
        (5, "", 3),
        (1000, "", 4),
        (1442695.0, ",.0f", 7),
        (-6.643856189774724, ".2f", 3),
        (14.42, ".2f", 4),
    ],
)
def test_it_has_as_many_significant_digits(value, shown, digits):
    written = f"{{{{ a.x{':' if shown else ''}{shown} bit }}}}"
    number, _, unit = other(written, value).partition(NBSP)
    assert unit == "nats"
    assert Decimal(number.replace(",", "").replace("−", "-")) == rounded(value, digits)
    assert ("," in number) is ("," in shown)


def test_powers_of_ten_stay_powers_of_ten():
    assert other("{{ a.x:.1e bit }}", 6.643856e-7) == f"4.61 × 10⁻⁷{NBSP}nats"


def test_nothing_and_everything_have_no_digits():
    assert other("{{ a.x:.0f bit }}", 0.0) == f"0{NBSP}nats"
    assert other("{{ a.x:.1f bit }}", math.inf) == f"∞{NBSP}nats"


def test_bits_for_nats_and_both_languages():
    assert other("{{ a.x:.2f nat }}", math.log(100)) == f"6.64{NBSP}bits"
    assert other("{{ a.x:.2f bit }}", 6.64386, lang="zh") == f"4.61{NBSP}纳特"


def test_the_unrounded_value_is_given_too():
    given = bound("{{ a.x:.2f bit }}", 6.643856189774724).switched
    assert float(given["data-other-value"]) == pytest.approx(math.log(100), rel=1e-14)


def test_the_chapters_unit_stays_what_it_was():
    one = bound("{{ a.x:.2f bit }}", 6.643856189774724)
    assert (one.text, one.value) == (f"6.64{NBSP}bits", "6.643856189774724")


@pytest.mark.parametrize(
    "written", ["{{ a.x:.2f bit! }}", "{{ a.x:.2f }}", "{{ a.x:.2f hartley }}"]
)
def test_other_numbers_have_one_text(written):
    assert bound(written, 6.6439).switched == {}


def test_a_fixed_unit_reads_like_any_other():
    assert bound("{{ a.x:.2f bit! }}", 6.6439).text == f"6.64{NBSP}bits"
    with pytest.raises(Fault, match=r"docs/terms.yml has no unit bits; did you mean"):
        bound("{{ a.x:.2f bits! }}", 6.6439)


def test_without_the_other_unit_among_the_terms_there_is_none():
    assert other("{{ a.x:.2f bit }}", 2.5, units={"bit": WORDS_OF["bit"]}) is None


def test_a_trained_value_shows_the_digits_that_are_sure():
    unsure = {"x": 2e-3}
    assert other("{{ a.x:.0f bit }}", 5.0, tolerance=unsure) == f"3.5{NBSP}nats"


def test_unsure_digits_are_told():
    value = 4.65 / math.log(2)  # 6.7085: sure in bits, half way between in nats
    with pytest.raises(Fault, match=r"a\.py: x, in the unit nat, = 4\.6[45]\d* shows"):
        bound("{{ a.x:.1f bit }}", value, tolerance={"x": 2e-3})


@pytest.fixture
def both(render, tmp_path):
    """A function from a page's text to its tree, where nats are known too."""

    def convert(text, lang="en"):
        file = tmp_path / "docs" / "terms.yml"
        words = file.read_text("utf-8")
        if "nat" not in words:
            words = words.replace(
                "labels:", "  nat: { en: [nat, nats], zh: 纳特 }\nlabels:"
            )
            file.write_text(words, "utf-8")
        html, told = render(text, lang)
        assert not told
        return etree.fromstring(f"<page>{html}</page>".replace("&para;", "¶"))

    return convert


def switches(tree):
    return [b for b in tree.iter("button") if b.get("class") == "unit-switch"]


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(("own", "to"), [("bit", "nat"), ("nat", "bit")])
def test_the_switch_stands_beside_the_certificates(both, lang, own, to):
    tree = both(f"# T {{ #t }}\n\nIt is {{{{ a.bits:.2f {own} }}}}.", lang)
    first, second = tree.find("p[@class='certificates']")
    assert second.get("class") == "unit-switch"
    assert (second.get("data-own"), second.get("data-other")) == (own, to)
    assert second.text == WORDS[lang][to]
    assert first.get("class") is None


@pytest.mark.parametrize(
    "text",
    [
        "It is {{ a.bits:.2f }}.",
        "It is {{ a.bits:.2f bit! }}.",
        "It is $x = {{ a.bits:.2f bit }}$.",
        "## It is {{ a.bits:.2f bit }} { #so }\n\nIt is {{ a.half:.1f }}.",
        "/// exercise | news\n    answer: a.bits\n\nIs it {{ a.bits:.2f bit }}?\n///\n"
        "\n/// solution\nIt is {{ a.bits:.2f bit }}.\n///",
    ],
)
def test_where_no_number_can_change_there_is_no_switch(both, text):
    tree = both(text)
    assert switches(tree) == []
    assert [e for e in tree.iter() if e.get("data-other")] == []


def test_one_switch_changes_numbers_of_one_unit(both):
    tree = both("It is {{ a.bits:.2f bit }}, not {{ a.half:.2f nat }}.")
    [switch] = switches(tree)
    assert switch.get("data-own") == "bit"
    changed = [e.text for e in tree.iter("data") if e.get("data-other")]
    assert changed == [f"6.64{NBSP}bits"]


def test_the_twins_say_the_same():
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    assert all(not re.search("[a-z]", text) for text in WORDS["zh"].values())
