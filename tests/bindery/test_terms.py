import os
import re

import pytest

from bindery.faults import Fault
from bindery.terms import Terms, terms

TERMS = Terms(
    units={"bit": {"en": ["bit", "bits"], "zh": "比特"}},
    labels={
        "rising": "上升",
        "surprise of {}": "{} 的惊异度",
        "{} bits": "{} 比特",
        "a{}a": "甲{}甲",
    },
    symbols=frozenset({"x", "H(P)"}),
)


@pytest.mark.parametrize(
    ("number", "lang", "word"),
    [
        ("1", "en", "bit"),
        ("2", "en", "bits"),
        ("0", "en", "bits"),
        ("1.0", "en", "bits"),
        ("0.5", "en", "bits"),
        ("−1", "en", "bits"),
        ("1", "zh", "比特"),
        ("2", "zh", "比特"),
    ],
)
def test_units(number, lang, word):
    assert TERMS.unit("bit", number, lang) == word


@pytest.mark.parametrize(
    ("label", "translation"),
    [
        ("rising", "上升"),
        ("surprise of H(P)", "H(P) 的惊异度"),
        ("surprise of 0.5", "0.5 的惊异度"),
        ("6.64 bits", "6.64 比特"),
        ("x", "x"),
        ("1,797", "1,797"),
        ("−0.5", "−0.5"),
        ("5 × 10⁻¹⁷", "5 × 10⁻¹⁷"),
        ("82%", "82%"),
        ("1/2", "1/2"),
        ("falling", None),
        ("Rising", None),
        ("surprise of nobody", None),
        ("surprise of ", None),
        ("a", None),
        ("aa", None),
        ("1 x", None),
    ],
)
def test_labels(label, translation):
    assert TERMS.translate(label) == translation


def test_without_a_file_there_are_no_terms(tmp_path):
    assert terms(tmp_path) == Terms({}, {}, frozenset())


@pytest.mark.parametrize("text", ["", "labels:\nsymbols:\nunits:\nterms:\n"])
def test_a_part_may_be_empty(tmp_path, text):
    file = tmp_path / "docs" / "terms.yml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    assert terms(tmp_path) == Terms({}, {}, frozenset())


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("- a\n", "it is no mapping; it has terms, units, labels, symbols, scripts"),
        ("labels: [a]\n", "labels is not a mapping, name: word"),
        ("terms: {a: 甲}\n", "terms is not a list, each behind a dash"),
    ],
)
def test_a_part_of_another_form_is_told(tmp_path, text, told):
    file = tmp_path / "docs" / "terms.yml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(Fault, match=re.escape(f"docs/terms.yml: {told}")):
        terms(tmp_path)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("labels: {a: 甲}\nsymbols: [x\n", "3: expected ',' or ']', but got "),
        ("labels: {a: 甲}\nsymbols: [\x07]\n", "2: unacceptable character #x0007: "),
    ],
)
def test_what_is_no_yaml_is_told_with_its_line(tmp_path, text, told):
    file = tmp_path / "docs" / "terms.yml"
    file.parent.mkdir()
    file.write_text(text, "utf-8")
    with pytest.raises(Fault, match=re.escape(f"docs/terms.yml:{told}")):
        terms(tmp_path)


def test_the_file_is_read_again_when_it_changed(tmp_path):
    file = tmp_path / "docs" / "terms.yml"
    file.parent.mkdir()
    file.write_text("labels: {a: 甲}\nsymbols: [x]\n", "utf-8")
    assert terms(tmp_path) == Terms({}, {"a": "甲"}, frozenset("x"))
    file.write_text("labels: {a: 乙}\n", "utf-8")
    os.utime(file, ns=(1, 1))  # a coarse clock may not have moved
    assert terms(tmp_path).labels == {"a": "乙"}
