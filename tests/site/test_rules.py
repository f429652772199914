"""The rules of the house hold for the real pages and snippets."""

import re
from html import unescape
from pathlib import Path

import pytest
import yaml

from bindery import checks, labs, start, twins
from bindery.pages import pages
from bindery.snippets import results

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    "check",
    [
        checks.house_rules,
        checks.page_rules,
        twins.twins,
        labs.faults,
        checks.typed_results,
        checks.unused,
        start.missing,
    ],
)
def test_pages_and_snippets(check):
    found = list(check(ROOT))
    assert not found, "\n" + "\n".join(found)


def test_names():
    found = list(checks.unused_names(ROOT, results(ROOT)))
    assert not found, "\n" + "\n".join(found)


def test_nav_lists_the_pages_in_both_languages():
    english = (ROOT / "mkdocs.yml").read_text("utf-8")
    nav = yaml.load(english, yaml.BaseLoader)["nav"]  # BaseLoader leaves !ENV alone
    listed, sections = [], []
    for item in nav:
        if isinstance(item, str):
            listed.append(item)
        for section, inside in item.items() if isinstance(item, dict) else ():
            sections.append(section)
            listed += inside
    assert sorted(listed) == sorted([*pages(ROOT, "en"), *labs.labs(ROOT, "en")])
    file = (ROOT / "mkdocs.zh.yml").read_text("utf-8")
    chinese = yaml.load(file, yaml.BaseLoader)
    assert "nav" not in chinese  # it inherits the order
    assert [*chinese["extra"]["sections"]] == sections


def test_terms_stand_on_the_page_that_introduces_them():
    content = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
    for term in content["terms"]:
        for lang in ("en", "zh"):
            text = pages(ROOT, lang)[f"{term['page']}.md"].text
            word = rf"\b{term[lang]}\b" if lang == "en" else term[lang]
            assert re.search(word, re.sub(r"\{\{.*?\}\}", "", text)), term


def test_labels_are_used():
    content = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))
    drawn = "".join(r.figure or "" for r in results(ROOT).by_name.values())
    texts = {unescape(text) for text in re.findall(r"<text[^>]*>([^<]*)<", drawn)}
    texts |= {label for said in content["scripts"].values() for label in said}
    for lab in labs.labs(ROOT, "en").values():
        for cell in lab.code:
            texts |= set(re.findall(r'"([^"\n]*)"', cell.text))
    for label in content["labels"]:
        pattern = re.escape(label).replace(r"\{\}", ".+")
        assert any(re.fullmatch(pattern, text) for text in texts), label
    for symbol in content["symbols"]:
        forms = [symbol, *(label.replace("{}", symbol) for label in content["labels"])]
        assert texts & set(forms), symbol
