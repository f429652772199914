"""The built site, read as its HTML says it."""

import ast
import html.parser
import re
from pathlib import Path

import pytest

from bindery.build import build
from bindery.snippets import results, snippet_files

ROOT = Path(__file__).parents[2]
PAGES = [
    "index.html" if page.stem == "index" else f"{page.stem}/index.html"
    for page in sorted((ROOT / "docs" / "en").glob("*.md"))
]
PAGES += [f"labs/{lab.stem}/index.html" for lab in (ROOT / "docs/en/labs").glob("*.py")]


class Reader(html.parser.HTMLParser):
    """Collects what a page's tags say."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def all(self, tag, **wanted):
        return [a for t, a in self.tags if t == tag and wanted.items() <= a.items()]


@pytest.fixture(params=["", "zh/"], ids=["en", "zh"])
def language(request):
    return request.param


@pytest.fixture(params=PAGES)
def page(request, language, site):
    return (site / language / request.param).read_text("utf-8")


def test_pages_are_the_listed_ones(site, language):
    folder = site / language
    built = {p.relative_to(folder).as_posix() for p in folder.rglob("index.html")}
    snippets = {f"snippets/{key}/index.html" for key in snippet_files(ROOT)}
    expected = {*PAGES, *snippets, "snippets/index.html"}
    assert {name for name in built if not name.startswith("zh/")} == expected


def test_language_is_declared(page, language):
    declared = Reader(page).all("html")[0]["lang"]
    assert declared == ("zh" if language else "en")


def test_nothing_comes_from_another_host(page):
    reader = Reader(page)
    fetched = [a.get("src") for t, a in reader.tags if t in {"script", "img", "iframe"}]
    fetched += [a["href"] for a in reader.all("link") if a["rel"] != "canonical"]
    assert fetched
    assert not [url for url in fetched if url and re.match(r"(https?:)?//", url)]


def test_formulas_are_mathml(page):
    reader = Reader(page)
    formulas = [a for _, a in reader.tags if "data-tex" in a]
    assert len(formulas) == len(reader.all("math"))
    prose = re.sub(r"<(pre|script|math|code)\b.*?</\1>", "", page, flags=re.DOTALL)
    assert not re.search(r"\\[a-z]+[{(]|\\\(|\\\[", re.sub(r"<[^>]*>", "", prose))


def test_figures_have_alt_texts_that_state_what_is_seen(page):
    for figure in Reader(page).all("svg", role="img"):
        assert len(figure["aria-label"]) > 25
        assert "{{" not in figure["aria-label"]


def test_ids_are_unique(page):
    ids = [
        attributes["id"] for _, attributes in Reader(page).tags if "id" in attributes
    ]
    assert sorted(ids) == sorted(set(ids))


def bound(page):
    """Return the certificate of each bound number, in prose and in formulas."""
    for tag, attributes in Reader(page).tags:
        if tag in {"data", "mn"} and "data-source" in attributes:
            value = attributes["value" if tag == "data" else "data-value"]
            yield value, attributes["data-source"], attributes["data-name"]


def parsed(value, like):
    """Return a certificate's value in the type of another: text stands as it is."""
    if isinstance(like, str):
        return value
    return float(value) if value.endswith("inf") else ast.literal_eval(value)


def test_each_certificate_names_the_value_that_its_snippet_left(page):
    by_name = results(ROOT).by_name
    for value, source, name in bound(page):
        key = source.removeprefix("snippets/").removesuffix(".py")
        left = by_name[key].values
        expected = eval(name, {"__builtins__": {}}, left)
        assert parsed(value, expected) == expected


def test_the_chapter_has_figures_and_certificates(site):
    page = (site / "information/index.html").read_text("utf-8")
    assert len(Reader(page).all("svg", role="img")) == 5
    assert len(list(bound(page))) > 50


def test_both_languages_show_the_same_numbers(site):
    for name in PAGES:
        english = sorted(bound((site / name).read_text("utf-8")))
        chinese = sorted(bound((site / "zh" / name).read_text("utf-8")))
        assert english == chinese


def test_the_chinese_page_speaks_chinese_in_its_figures(site):
    page = (site / "zh/information/index.html").read_text("utf-8")
    labels = re.findall(r"<text\b[^>]*>([^<]*)</text>", page)
    assert "信息量（比特）" in labels
    latin = {label for label in labels if re.search(r"[a-z]{3,}", label)}
    assert latin == {"f(p) = −log₂ p", "−log₂ p"}


def test_the_navs_sections_speak_the_pages_language(site, language):
    nav = (site / language / "index.html").read_text("utf-8")
    for english, chinese in {"Way in": "入门", "Chapters": "正文"}.items():
        assert (chinese if language else english) in nav
        assert (english if language else chinese) not in nav


def test_the_same_tree_gives_the_same_bytes(site, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    monkeypatch.chdir(ROOT)
    assert build(ROOT, tmp_path / "again")
    first = {p.relative_to(site): p for p in site.rglob("*") if p.is_file()}
    again = [p for p in (tmp_path / "again").rglob("*") if p.is_file()]
    assert len(first) == len(again)
    for file in again:
        name = file.relative_to(tmp_path / "again")
        assert file.read_bytes() == first[name].read_bytes(), name


def test_scripts_are_sent_without_their_comments_and_with_all_their_words(site):
    for script in (ROOT / "docs/theme").rglob("*.js"):
        written = script.read_text("utf-8")
        code = re.sub(r"(?m)^\s*//.*$|\s//\s.*$", "", written)
        for root in (site, site / "zh"):
            sent = (root / script.relative_to(ROOT / "docs/theme")).read_text("utf-8")
            assert len(sent) < len(code), script
            assert re.findall(r'"[^"\n]*"', sent) == re.findall(r'"[^"\n]*"', code)
