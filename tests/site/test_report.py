"""Where readers report mistakes: on each page, on each card, given a repository."""

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from bs4 import BeautifulSoup

from bindery.pages import pages

ROOT = Path(__file__).parents[2]
NAMES = sorted(name.removesuffix(".md") for name in pages(ROOT, "en"))
FORM = "https://github.com/someone/book/issues/new"


def read(site, language, name):
    file = "index.html" if name == "index" else f"{name}/index.html"
    html = (site / language / file).read_text("utf-8")
    return BeautifulSoup(html, "html.parser")


def filled_in(link):
    assert link["href"].startswith(f"{FORM}?")
    return parse_qs(urlsplit(link["href"]).query)


@pytest.mark.parametrize("name", NAMES)
def test_each_page_has_a_link_that_names_it(published, language, name):
    [link] = read(published[0], language, name).select(".report a")
    form = filled_in(link)
    for [text] in (form["title"], form["body"]):
        assert f"docs/{language.rstrip('/') or 'en'}/{name}.md" in text


def test_each_card_has_a_link_that_names_the_number(published, language):
    page = read(published[0], language, "information")
    cards = page.find_all("div", {"data-names": True})
    assert len(cards) > 20
    for card in cards:
        *_, link = card.select(".certificate-links a")
        place = f"{card['data-source']}: {', '.join(card['data-names'].split())}"
        [title] = filled_in(link)["title"]
        assert title.endswith(f"/information.md, {place}")


@pytest.mark.parametrize("name", NAMES)
def test_without_a_repository_there_is_none(site, language, name):
    page = read(site, language, name)
    assert not page.select(".report")
    assert "issues/new" not in str(page)


def test_on_paper_it_is_left_out(published, open_page, language):
    _, home = published
    page = open_page(language + "information/", home=home)
    link = page.locator(".report a")
    assert link.is_visible()
    page.emulate_media(media="print")
    assert not link.is_visible()
