"""How others find the pages: search engines, link previews, feed readers."""

import gzip
import json
import re
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest
import yaml
from bs4 import BeautifulSoup
from PIL import Image

from bindery.snippets import snippet_files

ROOT = Path(__file__).parents[2]
HOME = "https://example.org/book/"
PAGES = [
    "index.html" if page.stem == "index" else f"{page.stem}/index.html"
    for page in sorted((ROOT / "docs" / "en").glob("*.md"))
]
LANGUAGES = {"en": "", "zh-Hans": "zh/"}
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"
ATOM = "{http://www.w3.org/2005/Atom}"


def read(site, name):
    return (site / name).read_text("utf-8")


def all_of(site, name, selector):
    """Return the attributes of a page's elements."""
    found = BeautifulSoup(read(site, name), "html.parser").select(selector)
    return [element.attrs for element in found]


def url(name):
    return HOME + name.removesuffix("index.html")


def twins(name):
    """Return the addresses that both twins of a page name for each other."""
    name = name.removeprefix("zh/")
    known = {lang: url(folder + name) for lang, folder in LANGUAGES.items()}
    return known | {"x-default": url(name)}


def linked_data(site, name):
    """Return what a page tells of itself, None where it tells nothing."""
    scripts = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', read(site, name)
    )
    assert len(scripts) < 2
    return json.loads(scripts[0]) if scripts else None


def heads(site, name):
    """Return the properties that a page's meta elements name."""
    metas = all_of(site, name, "meta")
    return {a.get("property", a.get("name")): a.get("content") for a in metas}


def test_without_an_address_nothing_says_one(site, language):
    for name in ("index.html", "information/index.html", "glossary/index.html"):
        text = read(site, language + name)
        head = text[: text.index("</head>")]
        found = (
            r"hreflang|canonical|og:|twitter:|ld\+json|atom\+xml|https?://(?!www.w3)"
        )
        assert re.findall(found, head) == []
    for name in ("sitemap.xml", "sitemap.xml.gz", "robots.txt", "changes.xml"):
        assert not (site / language / name).exists()
    assert not list(site.rglob("card.png"))


@pytest.mark.parametrize("name", [*PAGES, "snippets/information/match/index.html"])
def test_each_page_names_itself_and_its_twin(addressed, language, name):
    name = language + name
    [canonical] = all_of(addressed, name, "link[rel=canonical]")
    assert canonical["href"] == url(name)
    named = all_of(addressed, name, "link[hreflang]:not([type])")
    assert {a["hreflang"]: a["href"] for a in named} == twins(name)


def test_one_sitemap_lists_both_languages(addressed):
    text = read(addressed, "sitemap.xml")
    entries = etree.fromstring(text.encode())
    listed = {
        entry.findtext(LOC): {
            a.get("hreflang"): a.get("href") for a in entry.iter(LINK)
        }
        for entry in entries
    }
    assert len(listed) == len(entries)
    snippets = [f"snippets/{key}/index.html" for key in snippet_files(ROOT)]
    labs = [f"labs/{lab.stem}/index.html" for lab in (ROOT / "docs/en").glob("labs/*")]
    names = [*PAGES, *labs, *snippets, "snippets/index.html"]
    assert listed == {
        url(folder + name): twins(name) for name in names for folder in ("", "zh/")
    }
    assert gzip.decompress((addressed / "sitemap.xml.gz").read_bytes()).decode() == text
    assert not (addressed / "zh/sitemap.xml").exists()


def test_robots_are_shown_the_sitemap(addressed):
    lines = read(addressed, "robots.txt").split("\n")
    assert f"Sitemap: {HOME}sitemap.xml" in lines
    assert not [line for line in lines if line.startswith("Disallow")]
    assert not (addressed / "zh/robots.txt").exists()


@pytest.mark.parametrize("name", PAGES)
def test_a_preview_says_what_the_page_says(addressed, language, name):
    told = heads(addressed, language + name)
    source = "index.md" if name == "index.html" else name.replace("/index.html", ".md")
    page = read(ROOT / "docs" / ("zh" if language else "en"), source)
    assert told["og:description"] == told["description"]
    assert told["og:description"] in page
    assert told["og:url"] == url(language + name)
    title = re.search(r"(?m)^# (.*?) \{ #", page)
    if name != "index.html":
        assert told["og:title"] == title[1]
    assert told["og:type"] == ("website" if name == "index.html" else "article")
    locales = ["en_GB", "zh_CN"]
    assert told["og:locale"] == locales[bool(language)]
    assert told["og:locale:alternate"] == locales[not language]
    assert told["twitter:card"] == "summary_large_image"


@pytest.mark.parametrize("name", [*PAGES, "labs/digits_lab/index.html"])
def test_a_preview_shows_the_pages_own_card(addressed, language, name):
    told = heads(addressed, language + name)
    assert told["og:image"] == told["og:url"] + "card.png"
    card = addressed / told["og:image"].removeprefix(HOME)
    assert card.stat().st_size < 40_000
    with Image.open(card) as picture:
        assert (picture.format, *picture.size) == ("PNG", 1200, 630)
        colours = {colour for _, colour in picture.convert("RGB").getcolors()}
        # Below the stripe nothing reaches the edges, or stands between title and mark.
        for box in [(0, 12, 70, 630), (70, 590, 1200, 630), (785, 12, 840, 630)]:
            assert picture.crop(box).convert("RGB").getcolors() == [
                ((box[2] - box[0]) * (box[3] - box[1]), (255, 255, 255))
            ]
    assert {tuple(bytes.fromhex(x)) for x in ("0b5cad", "b4500b", "66102f")} < colours
    assert told["og:image:type"] == "image/png"
    size = told["og:image:width"], told["og:image:height"]
    assert size == ("1200", "630")
    [h1] = BeautifulSoup(read(addressed, language + name), "html.parser").select("h1")
    title = re.sub(r"[¶\n]", "", h1.get_text()).strip()
    assert title in told["og:image:alt"]
    assert re.search("[大字]" if language else "large letters", told["og:image:alt"])


def test_no_two_pages_have_the_same_card(addressed):
    cards = [file.read_bytes() for file in addressed.rglob("card.png")]
    assert len(cards) == len(set(cards)) == 2 * (len(PAGES) + 1)


def test_the_pages_of_snippets_share_the_sites_card(addressed, language):
    home = heads(addressed, f"{language}index.html")
    for name in ("snippets/index.html", "snippets/information/match/index.html"):
        told = heads(addressed, language + name)
        shared = [key for key in told if key and key.startswith("og:image")]
        assert len(shared) == 5
        assert {key: told[key] for key in shared} == {key: home[key] for key in shared}


def test_descriptions_and_titles_are_each_pages_own(addressed, language):
    told = [heads(addressed, language + name) for name in PAGES]
    for key in ("og:title", "og:description"):
        assert len({page[key] for page in told}) == len(PAGES)


TERMS = yaml.safe_load(read(ROOT, "docs/terms.yml"))["terms"]
CHAPTERS = [name for name in PAGES if (ROOT / "snippets" / name.split("/")[0]).is_dir()]


@pytest.mark.parametrize("name", CHAPTERS)
def test_a_chapter_is_a_learning_resource(addressed, language, name):
    told = linked_data(addressed, language + name)
    lang, page = ("zh" if language else "en"), name.removesuffix("/index.html")
    assert told["@context"] == "https://schema.org"
    assert told["@type"] == ["LearningResource", "Article"]
    assert told["@id"] == told["url"] == url(language + name)
    meta = heads(addressed, language + name)
    assert told["name"] == meta["og:title"]
    assert told["description"] == meta["description"]
    assert told["inLanguage"] == ("zh-Hans" if language else "en")
    assert told["isAccessibleForFree"] is True
    assert told["license"] == "https://creativecommons.org/licenses/by/4.0/"
    home = linked_data(addressed, f"{language}index.html")
    assert told["isPartOf"]["@id"] == home["@id"]
    taught = {term["name"]: term["description"] for term in told.get("teaches", ())}
    own = [term for term in TERMS if term["page"] == page]
    assert taught == {str(term[lang]): term["means"][lang] for term in own}


def test_the_glossary_is_a_set_of_terms_that_stand_on_it(addressed, language):
    name = f"{language}glossary/index.html"
    told = linked_data(addressed, name)
    assert told["@type"] == "DefinedTermSet"
    terms = told["hasDefinedTerm"]
    assert len(terms) == len(TERMS)
    ids = {a["id"] for a in all_of(addressed, name, "[id]")}
    for term in terms:
        address, _, place = term["@id"].partition("#")
        assert address == url(name)
        assert place in ids


def test_home_is_the_site_and_what_only_lists_tells_nothing(addressed, language):
    home = linked_data(addressed, f"{language}index.html")
    assert "WebSite" in home["@type"]
    assert home["url"] == HOME + language
    assert linked_data(addressed, f"{language}errata/index.html") is None


def test_the_feed_is_linked_and_tells_what_the_changelog_tells(addressed, language):
    name = f"{language}bits/index.html"
    [link] = all_of(addressed, name, "link[type='application/atom+xml']")
    assert link["href"] == f"{HOME}changes.xml"
    assert link["hreflang"] == "en"
    feed = etree.fromstring(read(addressed, "changes.xml"))
    assert feed.findtext(f"{ATOM}id") == f"{HOME}changes.xml"
    versions = re.findall(r"(?m)^## (\S+)", read(ROOT, "CHANGELOG.md"))
    entries = feed.findall(f"{ATOM}entry")
    ids = [entry.findtext(f"{ATOM}id") for entry in entries]
    assert ids == [f"{HOME}changes.xml#{version.lower()}" for version in versions]
    content = "".join(entry.findtext(f"{ATOM}content") for entry in entries)
    changes = re.findall(r"(?m)^- ", read(ROOT, "CHANGELOG.md"))
    assert content.count("<li>") == len(changes)


def test_the_page_for_lost_readers_leads_home_from_any_depth(addressed):
    there = [
        found["href"]
        for found in all_of(addressed, "404.html", "link[href], a[href]")
        if not found["href"].startswith(("#", "https://www.", "https://squidfunk"))
    ]
    assert there
    assert all(re.match(r"/book/|https://example\.org/book/", url) for url in there)
