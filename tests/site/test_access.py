"""The site for everyone: what axe finds, and what a keyboard reaches."""

import itertools
from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from bs4 import BeautifulSoup

DOCS = Path(__file__).parents[2] / "docs" / "en"
CHAPTERS = [
    "" if page.stem == "index" else f"{page.stem}/"
    for page in sorted(DOCS.glob("*.md"))
]
PATHS = [*CHAPTERS, "snippets/", "snippets/information/match/", "404.html"]

# What axe finds by every rule of WCAG 2.2, A and AA, and of what it holds to be good
# practice. It reads no MathML, so a heading that is a formula looks empty to it.
FAULTS = """async () => {
    const runOnly = ['2a', '2aa', '21a', '21aa', '22aa'].map((level) => 'wcag' + level)
    const found = await axe.run(document, {
        runOnly: [...runOnly, 'best-practice'], resultTypes: ['violations'] })
    const isFormula = (id, node) => id === 'empty-table-header'
        && document.querySelector(node.target[0]).querySelector('math')
    return found.violations.flatMap(({ id, nodes }) => nodes
        .filter((node) => !isFormula(id, node))
        .map((node) => [id, ...node.target, ...node.any, ...node.all, ...node.none]
            .map((part) => part.message ?? part).join(' | ')))
}"""
UNFOLD = """() => {
    document.querySelectorAll('details').forEach((box) => { box.open = true })
    document.querySelector('.certificates [role=switch]')?.click()
    document.querySelector('data.bound[role=button]')?.click()
}"""


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(open_page, language, path):
    """With each solution unfolded, the switch on and a card open.

    The page is wide and light, then narrow and dark, its twin the other way round.
    """
    page = open_page(
        language + path, 1280, "dark" if language else "light", reduced_motion="reduce"
    )
    page.evaluate(AXE_SCRIPT)
    page.evaluate(UNFOLD)
    assert page.evaluate(FAULTS) == []
    page.locator("[data-md-component=palette] button:not([hidden])").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(
        f"body[data-md-color-scheme={'default' if language else 'slate'}]"
    ).wait_for()
    assert page.evaluate(FAULTS) == []


def test_axe_finds_nothing_in_open_menus(open_page, language):
    page = open_page(f"{language}information/", 390, reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    page.locator("button[for=__drawer]").click()
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("Escape")
    page.locator("button[for=__search]").click()
    page.fill("input.md-search__input", "信息量" if language else "surprise")
    page.press("input.md-search__input", "End")  # the theme listens to keys
    page.wait_for_selector(".md-search-result__link")
    assert page.evaluate(FAULTS) == []


# Where the focus is: what it is on, and what keeps it from being seen.
STOP = """() => {
    const element = document.activeElement
    if (element === document.body) return null
    const { left, right, top, bottom } = element.getBoundingClientRect()
    const at = document.elementFromPoint((left + right) / 2, (top + bottom) / 2)
    const style = getComputedStyle(element)
    const faults = Object.entries({
        'is hidden': !element.checkVisibility({
            opacityProperty: true, visibilityProperty: true }),
        'is off the screen':
            right <= 0 || left >= innerWidth || bottom <= 0 || top >= innerHeight,
        'is covered': !element.contains(at) && !at?.contains(element),
        'has no outline':
            style.outlineStyle === 'none' || parseFloat(style.outlineWidth) < 2,
    }).flatMap(([fault, holds]) => holds ? [fault] : [])
    element.dataset.reached = true
    return [element.outerHTML.slice(0, 120), ...faults]
}"""
# Of radio buttons the keyboard reaches the group; a number in a formula has its button.
MISSED = """() => [...document.querySelectorAll(
        'a[href], button, input, select, textarea, summary, [tabindex="0"]')]
    .filter((element) => element.checkVisibility({ visibilityProperty: true })
        && element.type !== 'radio' && element.tabIndex >= 0
        && !element.dataset.reached)
    .map((element) => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("path", ["information/", "bench/", "notation/"])
def test_the_keyboard_reaches_everything_in_sight(open_page, language, width, path):
    page = open_page(language + path, width, reduced_motion="reduce")
    stops = []
    while len(stops) < 300:
        page.keyboard.press("Tab")
        stop = page.evaluate(STOP)
        if stop is None:
            break
        if len(stop) > 1:  # the theme opens its search only a moment later
            page.wait_for_timeout(500)
            stop = page.evaluate(STOP)
        stops.append(stop)
        page.keyboard.press("Escape")  # what opened by itself
        # The theme lets the page scroll again only a moment after its search closes.
        page.wait_for_selector("body:not([data-md-scrolllock])")
    assert len(stops) < 300
    assert "md-skip" in stops[0][0]
    assert [stop for stop in stops if len(stop) > 1] == []
    assert page.evaluate(MISSED) == []


def focused(page, selector):
    """Tell whether the focus is on what a selector names."""
    return page.locator(selector).evaluate("(e) => e === document.activeElement")


def test_the_skip_link_leads_past_the_menu(open_page, language, width):
    page = open_page(f"{language}information/", width)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_the_menu_works_by_keyboard(open_page, language):
    page = open_page(f"{language}information/", 390, reduced_motion="reduce")
    menu, links = "button[for=__drawer]", ".md-nav--primary a.md-nav__link"
    assert page.locator(menu).get_attribute("aria-expanded") == "false"
    assert not page.locator(links).first.is_visible()
    # Nor does it take any time: it is not even laid out.
    assert page.locator(".md-nav--primary").bounding_box() is None
    page.focus(menu)
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.closest('.md-nav--primary')")
    assert page.locator(menu).get_attribute("aria-expanded") == "true"
    section = ".md-nav--primary button.md-nav__link[for=__nav_4]"
    page.focus(section)
    page.keyboard.press("Space")
    back = "button.md-nav__title[for=__nav_4]"
    page.wait_for_function(f"document.activeElement.matches('{back}')")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.pathname.endsWith('glossary/')")
    page.focus(back)
    page.keyboard.press("Enter")
    page.wait_for_function(
        "(wanted) => document.activeElement.matches(wanted)", arg=section
    )
    page.keyboard.press("Escape")
    page.wait_for_function(f"document.activeElement.matches('{menu}')")
    assert page.locator(menu).get_attribute("aria-expanded") == "false"
    assert page.faults == []


def test_the_menus_titles_are_no_buttons_where_they_do_nothing(open_page):
    count = "document.querySelectorAll('.md-nav--primary button').length"
    page = open_page("information/", 1280)
    page.wait_for_function(f"{count} === 0")
    page.set_viewport_size({"width": 390, "height": 844})
    page.wait_for_function(f"{count} > 0")
    page.set_viewport_size({"width": 1280, "height": 844})
    page.wait_for_function(f"{count} === 0")


def test_search_and_scheme_work_by_keyboard(open_page, language):
    page = open_page(f"{language}bits/", 390, reduced_motion="reduce")
    for shown in ("slate", "default", "slate"):
        button = "[data-md-component=palette] button:not([hidden])"
        if shown == "slate":
            page.focus(button)  # after a press it has kept the focus
        page.keyboard.press("Enter")
        page.locator(f"body[data-md-color-scheme={shown}]").wait_for()
        page.wait_for_function(f"document.activeElement.matches('{button}')")
    page.focus("button[for=__search]")
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement.matches('.md-search__input')")
    assert page.faults == []


@pytest.mark.parametrize("width", [320, 1280])
def test_what_scrolls_sideways_is_a_stop_and_nothing_else(open_page, width):
    boxes = ".formula-display, .md-typeset__scrollwrap"
    kinds = set()
    for path in ("gibbs/", "notation/", "entropy/"):
        page = open_page(path, width)
        page.wait_for_function(
            "(boxes) => [...document.querySelectorAll(boxes)]"
            ".every((e) => (e.tabIndex === 0) === (e.scrollWidth > e.clientWidth))",
            arg=boxes,
        )
        kinds |= set(
            page.locator(boxes).evaluate_all("(all) => all.map(e => e.tabIndex)")
        )
    assert kinds == ({0, -1} if width == 320 else {-1})


def test_nothing_is_lost_at_320_pixels(open_page, address, language, settle):
    """As on a screen of 1280 pixels that is zoomed to 400 %."""
    page = open_page(language, 320)
    for path in PATHS:
        page.goto(address + language + path)
        page.wait_for_load_state("networkidle")
        settle(page)
        assert page.evaluate("document.documentElement.scrollWidth") == 320, path


def exposed(page):
    """Return what Chromium tells a screen reader: the role and name of each node."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    return [
        (node["role"]["value"], node.get("name", {}).get("value", ""), node)
        for node in nodes
        if not node["ignored"]
    ]


def test_formulas_figures_and_controls_are_told_as_what_they_are(open_page, language):
    page = open_page(f"{language}information/")
    page.wait_for_timeout(500)  # the theme moves notes into listings
    nodes = exposed(page)
    shown = "(all) => all.filter((e) => e.checkVisibility()).length"
    formulas = page.locator("math").evaluate_all(shown)
    assert formulas > 20
    assert [role for role, *_ in nodes].count("MathMLMath") == formulas
    assert {"MathMLFraction", "MathMLSub"} <= {role for role, *_ in nodes}
    figures = [name for role, name, _ in nodes if role in {"image", "img"}]
    own = [name for name in figures if len(name) > 25]
    assert len(own) >= 5
    fields = [
        (name, node["value"]["value"])
        for role, name, node in nodes
        if role in {"slider", "spinbutton"}
    ]
    assert fields
    assert all(name and str(value) for name, value in fields)
    if language:
        assert all(any("\u4e00" <= c <= "\u9fff" for c in name) for name in own)


STATIC = [f"{path}index.html" if "." not in path else path for path in PATHS]


@pytest.mark.parametrize("name", STATIC)
def test_the_html_is_sound(site, language, name):
    """What a validator and axe would say, as far as plain HTML shows it."""
    if name == "404.html":  # one for both
        language = ""
    page = BeautifulSoup((site / language / name).read_text("utf-8"), "html.parser")
    ids = [element["id"] for element in page.select("[id]")]
    assert len(ids) == len(set(ids))
    for attribute in ("for", "aria-labelledby", "aria-describedby", "aria-controls"):
        for element in page.select(f"[{attribute}]"):
            assert set(element[attribute].split()) <= set(ids), element
    assert page.select('[tabindex=""], input[type=checkbox][autocomplete]') == []
    assert page.select("[role=dialog]:not([aria-label]), nav[aria-expanded]") == []
    assert len(page.select("main")) == len(page.select("h1")) == 1
    assert [
        h for h in page.select("h1, h2, h3, h4") if not h.get_text(strip=True)
    ] == []
    levels = [int(heading.name[1]) for heading in page.select("h1, h2, h3, h4")]
    assert all(b <= a + 1 for a, b in itertools.pairwise(levels))
