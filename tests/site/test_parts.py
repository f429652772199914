"""The parts of a page that wait their turn, whether or not there are idle moments."""

import pytest

CHAPTER = "bits/"
HELD = "window.requestIdleCallback = (next) => { (window.held ??= []).push(next) }"
# As often as there is something to do in a moment, which may ask for one more.
RELEASE = "() => { for (const next of held) next() }"
LAID_OUT = "() => document.querySelectorAll('.part:not([style])').length === 0"
SHOWN = """() => [...document.querySelectorAll('.part')].map(part =>
    part.firstElementChild.checkVisibility({ contentVisibilityAuto: true }))"""
# What is in a page, and where.
PLACES = """() => [...document.querySelectorAll('article *')].map(element => {
    const { top, height } = element.getBoundingClientRect()
    return [element.localName, Math.round(top + scrollY), Math.round(height)].join(' ')
})"""


@pytest.fixture
def held(browser, address, language):
    """Return a function that opens a page whose browser never has an idle moment."""
    contexts = []

    def open_it(path=CHAPTER, width=390):
        context = browser.new_context(viewport={"width": width, "height": 844})
        contexts.append(context)
        page = context.new_page()
        page.add_init_script(HELD)
        page.goto(address + language + path)
        page.wait_for_function("document.readyState === 'complete'")
        return page

    yield open_it
    for context in contexts:
        context.close()


def test_what_is_far_below_waits(held):
    shown = held().evaluate(SHOWN)
    assert shown[-5:] == [False] * 5
    assert len(shown) > 10


def test_whoever_comes_near_finds_all_of_it(held):
    page = held()
    box = page.locator("ce-kraft")
    assert box.locator(".explorable-controls").count() == 0
    box.scroll_into_view_if_needed()
    visible = "box => box.checkVisibility({ contentVisibilityAuto: true })"
    page.wait_for_function(visible, arg=box.element_handle())
    box.locator(".explorable-controls").wait_for()  # it begins in a task of its own
    values = box.locator("input").evaluate_all("all => all.map(input => input.value)")
    assert values == ["1", "2", "2"]


def test_the_rest_follows_in_idle_moments_and_begins_with_a_key(held):
    page = held()
    page.evaluate("() => { window.requestIdleCallback = (next) => setTimeout(next) }")
    page.evaluate(RELEASE)
    page.wait_for_function(LAID_OUT)
    assert set(page.evaluate(SHOWN)) == {True}
    boxes = page.locator("[data-model]")
    assert page.locator(".live[data-model]").count() < boxes.count()
    assert page.locator("article pre .md-code__button").count() == 0
    page.keyboard.press("Tab")
    assert boxes.count() == page.locator(".live[data-model]").count() == 2
    notes = page.locator(".md-annotation")
    notes.nth(3).wait_for(state="attached")
    marks = page.locator("article pre", has_text="(1)!")
    assert marks.count() == 0
    listings = page.locator("article pre").count()
    assert page.locator("article pre .md-code__button").count() == listings > 0


@pytest.mark.parametrize("width", [390, 1280])
def test_in_the_end_all_stands_where_it_does_for_who_need_not_wait(
    open_page, language, width
):
    found = []
    for path in (CHAPTER, f"{CHAPTER}?a=b"):
        page = open_page(language + path, width)
        page.wait_for_timeout(500)  # the theme moves notes into listings
        found.append(page.evaluate(PLACES))
    waited, hurried = found
    assert waited == hurried


@pytest.mark.parametrize("where", ["#prices", "?a=b", "reload"])
def test_nothing_waits_where_a_place_or_a_state_is_asked_for(held, where):
    page = held(CHAPTER + where.replace("reload", ""))
    if where == "reload":
        page.reload()
    assert page.locator("html.unhurried").count() == 0
    assert set(page.evaluate(SHOWN)) == {True}


def test_what_is_read_stays_in_its_place_while_the_rest_is_laid_out(held):
    page = held()
    heading = page.locator("h2").nth(4)
    page.evaluate("heading => heading.scrollIntoView()", heading.element_handle())
    place = "(heading) => Math.round(heading.getBoundingClientRect().top)"
    page.wait_for_timeout(300)
    before = heading.evaluate(place)
    assert 0 <= before < 844
    page.evaluate(RELEASE)
    page.wait_for_timeout(600)
    assert set(page.evaluate(SHOWN)) == {True}
    assert abs(heading.evaluate(place) - before) <= 2


def test_paper_has_all_of_it(held):
    """But for explorables, which stand as executed, and notes, which stand as lists."""
    waiting, hurried = (len(held(CHAPTER + asked).pdf()) for asked in ("", "?a=b"))
    assert waiting > 0.8 * hurried  # with half of the parts left out, 0.66


SHIFTS = """() => new Promise(done => {
    new PerformanceObserver(list => done(list.getEntries().map(e => e.value)))
        .observe({ type: 'layout-shift', buffered: true })
    setTimeout(done, 300, [])
})"""


@pytest.mark.parametrize("path", ["", "about/", "errata/", "bits/", "labs/digits_lab/"])
def test_nothing_moves_at_first_sight(open_page, language, path, width):
    assert sum(open_page(language + path, width).evaluate(SHIFTS)) <= 0.01
