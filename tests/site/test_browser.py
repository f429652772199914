"""The built site in a real browser, as its readers see it."""

from pathlib import Path

import pytest

DOCS = Path(__file__).parents[2] / "docs" / "en"
PATHS = [
    "" if page.stem == "index" else f"{page.stem}/"
    for page in sorted(DOCS.glob("*.md"))
]


def in_turn(page, start):
    """Open all pages one after the other, which is far quicker than each anew."""
    for path in PATHS:
        page.goto(start + path)
        page.wait_for_load_state("networkidle")
        yield path


def test_pages_open_without_a_fault(open_page, address, language, width, scheme):
    page = open_page(language, width, scheme)
    for path in in_turn(page, address + language):
        assert page.faults == [], path
        assert page.evaluate("document.documentElement.scrollWidth") == width, path
        shown = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
        assert shown == {"light": "default", "dark": "slate"}[scheme], path


def test_the_sites_name_is_not_cut_on_a_phone(open_page, language):
    page = open_page(language, 390)
    name = page.locator(".md-header__topic").first.locator(".md-ellipsis")
    assert name.evaluate("e => e.scrollWidth <= e.clientWidth")


OUTSIDE = """() => [...document.querySelectorAll('.figure text')]
        .filter(text => {
            const inner = text.getBoundingClientRect()
            const outer = text.closest('svg').getBoundingClientRect()
            return inner.left < outer.left - 1 || inner.right > outer.right + 1
                || inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1
        }).map(text => text.textContent)"""
OVERLAPS = """() => [...document.querySelectorAll('.figure svg')]
        .flatMap(svg => {
            const texts = [...svg.querySelectorAll('text')]
            const boxes = texts.map(text => text.getBoundingClientRect())
            return texts.flatMap((one, i) => texts.slice(i + 1).filter((_, k) => {
                const a = boxes[i], b = boxes[i + 1 + k]
                return Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
                    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4
            }).map(other => one.textContent + ' / ' + other.textContent))
        })"""


def test_labels_of_figures_can_be_read(open_page, address, language, width):
    page = open_page(language, width)
    for path in in_turn(page, address + language):
        assert page.evaluate(OUTSIDE) == [], path
        assert page.evaluate(OVERLAPS) == [], path


def test_figures_follow_the_scheme(open_page):
    colours = [
        open_page("information/", scheme=scheme).evaluate(
            "getComputedStyle(document.querySelector('.figure text')).fill"
        )
        for scheme in ("light", "dark")
    ]
    assert colours == ["rgb(32, 36, 44)", "rgb(228, 231, 238)"]


def test_formulas_use_the_math_font(open_page):
    page = open_page("information/")
    assert page.evaluate("document.fonts.check('16px \"STIX Two Math\"')")
    loaded = "[...document.fonts].filter(f => f.status == 'loaded').map(f => f.family)"
    assert any("STIX Two Math" in family for family in page.evaluate(loaded))


@pytest.mark.parametrize("path", PATHS)
def test_the_language_switch_stays_on_the_page(open_page, address, path):
    page = open_page(path, 390)
    page.click("a.language")
    page.wait_for_url(f"{address}zh/{path}")
    page.wait_for_load_state("networkidle")  # what a click cuts off is no fault
    assert page.evaluate("document.documentElement.lang") == "zh"
    page.click("a.language")
    page.wait_for_url(address + path)
    page.wait_for_load_state("networkidle")
    assert page.faults == []


def test_the_scheme_can_be_switched(open_page):
    page = open_page("information/")
    page.locator("[data-md-component=palette] button:visible").click()
    shown = page.evaluate("document.body.getAttribute('data-md-color-scheme')")
    assert shown == "slate"


def test_a_solution_unfolds(open_page, language):
    page = open_page(language + "information/", 390)
    solution = page.locator("#eight-teams details")
    assert not solution.locator("p").is_visible()
    solution.locator("summary").click()
    assert solution.locator("p").is_visible()


def test_an_annotation_opens(open_page, language):
    page = open_page(language + "information/")
    page.locator(".md-annotation").first.locator(".md-annotation__index").click()
    page.locator(".md-tooltip--active").wait_for(state="visible")


def test_print_shows_the_solutions(open_page, language):
    page = open_page(language + "information/")
    page.emulate_media(media="print")
    assert page.locator("#eight-teams details p").is_visible()


def test_without_scripts_everything_is_there(open_page, language):
    page = open_page(language + "information/", java_script_enabled=False)
    assert page.locator("math").first.is_visible()
    assert page.locator(".figure svg").first.is_visible()
    page.locator("#eight-teams summary").click()
    assert page.locator("#eight-teams details p").is_visible()


def test_signatures_are_whole(open_page, language, width):
    page = open_page(language + "reference/", width)
    cut = page.evaluate("""() => [...document.querySelectorAll('.api-signature code')]
        .filter(code => {
            const text = document.createRange()
            text.selectNodeContents(code)
            const inner = text.getBoundingClientRect()
            const outer = code.getBoundingClientRect()
            return inner.left < outer.left || inner.right > outer.right
                || code.scrollWidth > code.clientWidth
        }).map(code => code.textContent)""")
    assert cut == []


def test_search_finds_the_chapter(open_page, language):
    ready, word = (
        ("键入以开始搜索", "惊异度") if language else ("Type to start", "surprise")
    )
    page = open_page(language, 1280)
    page.locator(".md-search-result__meta", has_text=ready).wait_for(state="attached")
    page.fill("input.md-search__input", word)
    page.press("input.md-search__input", "End")  # the theme listens to keys
    page.wait_for_selector(".md-search-result__link")
    found = page.locator(".md-search-result__link").first.get_attribute("href")
    assert "information/" in found
    assert page.faults == []
