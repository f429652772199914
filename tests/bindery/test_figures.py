import xml.etree.ElementTree as etree

import pytest

from bindery.figures import inline_svg, translate
from bindery.terms import Terms
from bindery.values import Fault

TERMS = Terms({}, {"rising": "上升", "p < {}": "p < {}", "R&D": "研发"}, frozenset("x"))


def svg(*labels):
    texts = "".join(f'<text x="1">{label}</text>' for label in labels)
    return f'<svg viewBox="0 0 9 9">{texts}</svg>'


def test_labels_are_translated_numerals_and_symbols_are_not():
    given = svg("rising", "0.5", "x", "p &lt; 0.5", "R&amp;D")
    made = translate(given, TERMS)
    assert made == svg("上升", "0.5", "x", "p &lt; 0.5", "研发")


def test_every_label_without_translation_is_told():
    with pytest.raises(Fault) as raised:
        translate(svg("risin", "rising", "zzz"), TERMS)
    assert str(raised.value) == (
        'docs/terms.yml has no translation of the figure\'s label "risin"'
        '; did you mean rising?; "zzz"; there are rising, p < {}, R&D'
    )


def test_english_needs_no_translation():
    shown = inline_svg(svg("falling"), alt="", lang="en", terms=TERMS)
    assert "falling" in shown


@pytest.mark.parametrize(("lang", "label"), [("en", "rising"), ("zh", "上升")])
def test_the_figure_is_an_image_with_a_label(lang, label):
    alt = 'p < 0.5 & "so"'
    root = etree.fromstring(inline_svg(svg("rising"), alt=alt, lang=lang, terms=TERMS))
    assert (root.get("role"), root.get("aria-label")) == ("img", alt)
    assert root[0].text == label
