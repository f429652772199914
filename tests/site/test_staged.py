"""The staged pages, rendered by another renderer, say what the built site says."""

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from bindery.pages import pages, split_front_matter
from bindery.stage import stage

ROOT = Path(__file__).parents[2]
PAGES = sorted(pages(ROOT, "en"))


@pytest.fixture(scope="module")
def staged(tmp_path_factory):
    folder = tmp_path_factory.mktemp("staged") / "out"
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        assert stage(ROOT, folder)
    return folder


@pytest.fixture(params=["en", "zh"])
def language(request):
    return request.param


@pytest.fixture(params=PAGES)
def text(request, staged, language):
    return (staged / language / request.param).read_text("utf-8")


def rendered(text):
    _, body = split_front_matter(text)
    html = MarkdownIt("commonmark").enable("table").render(body)
    return BeautifulSoup(html, "html.parser")


def words(content):
    """Return what a page's content says, its figures' alt texts too, in order."""
    own = "script, style, button, template, .headerlink, [data-search-exclude]"
    own += ", .notebook"  # the page alone offers a download
    for element in content.select(own):
        element.decompose()
    for figure in content.find_all(["img", "svg"]):
        label = figure.get("alt") or figure.get("aria-label") or ""
        figure.replace_with(f" {label} ")
    # The theme's script turns # (1)! into a button; elsewhere # (1) says enough.
    return "".join(re.sub(r"(# \(\d+\))!", r"\1", content.text).split())


def built(site, language, name):
    folder = site if language == "en" else site / "zh"
    stem = name.removesuffix(".md")
    file = "index.html" if stem == "index" else f"{stem}/index.html"
    html = (folder / file).read_text("utf-8")
    return BeautifulSoup(html, "html.parser").article


@pytest.mark.parametrize("name", PAGES)
def test_both_say_the_same(site, staged, language, name):
    ours = built(site, language, name)
    theirs = rendered((staged / language / name).read_text("utf-8"))
    assert len(theirs.find_all("math")) == len(ours.find_all("math"))
    expected, found = words(ours), words(theirs)
    number = r"\d(?:[\d.,]*\d)?"
    assert expected
    assert re.findall(number, found) == re.findall(number, expected)
    assert found == expected


def test_nothing_of_the_houses_own_grammar_is_left(text):
    content = rendered(text)
    for element in content.find_all(["pre", "code"]):
        element.decompose()
    for left in (
        "{{",
        "}}",
        "///",
        "--8<--",
        "$",
        "!!!",
        "figure:",
        "[^",
        "**",
        "var(",
    ):
        assert left not in str(content), left
    assert "--8<--" not in text


def test_links_and_images_lead_somewhere(staged, language):
    for file in (staged / language).rglob("*.md"):
        content = rendered(file.read_text("utf-8"))
        targets = [a["href"] for a in content.find_all("a", href=True)]
        targets += [image["src"] for image in content.find_all("img")]
        for target in targets:
            if re.match(r"\w+:", target):
                continue
            path, _, anchor = target.partition("#")
            there = file.parent / path if path else file
            assert there.is_file(), target
            if anchor:
                assert rendered(there.read_text("utf-8")).find(id=anchor), target


def test_figures_stand_alone(staged, language):
    figures = set((staged / language / "figures").glob("*.svg"))
    shown = set()
    for file in (staged / language).rglob("*.md"):
        for image in rendered(file.read_text("utf-8")).find_all("img"):
            shown.add((file.parent / image["src"]).resolve())
    assert figures == shown
    assert figures
    for figure in figures:
        svg = figure.read_text("utf-8")
        ElementTree.fromstring(svg)
        assert "var(" not in svg
