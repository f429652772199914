"""Bits or nats: the switch, and what keeps the chapter's unit."""

import gzip
import math
import re
from pathlib import Path

import pytest

ASSETS = Path(__file__).parents[2] / "docs" / "theme" / "assets"
PARTS = ("answer.js", "exercise.js", "unit.js")
CARD = "[role=dialog].certificate"


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + "information/")


def switch(page):
    return page.locator(".unit-switch")


def texts(page):
    return page.locator("data[data-other]").all_inner_texts()


def parts(text):
    number, unit = re.fullmatch(r"([\d.]+)\s(\S+)", text).groups()
    return float(number), number, unit


def test_the_numbers_of_the_text_change(chapter, language):
    bits = texts(chapter)
    assert len(bits) >= 5
    switch(chapter).click()
    for before, after in zip(bits, texts(chapter), strict=True):
        in_bits, written, _ = parts(before)
        in_nats, shown, unit = parts(after)
        assert unit == ("纳特" if language else "nats")
        # The bits were rounded: by half a step of their last digit.
        half = 0.5 * 10 ** -len(written.partition(".")[2])
        step = 0.5 * 10 ** -len(shown.partition(".")[2])
        assert abs(in_nats - in_bits * math.log(2)) <= half * math.log(2) + step
        digits = len(shown.replace(".", "").lstrip("0"))
        assert digits == max(3, len(written.replace(".", "").lstrip("0")))
    switch(chapter).click()
    assert texts(chapter) == bits
    assert chapter.faults == []


def test_singular_and_plural(chapter, language):
    one = chapter.locator("p > data[data-name=second_part]").first
    assert one.inner_text() == ("1\xa0比特" if language else "1\xa0bit")
    switch(chapter).click()
    assert one.inner_text() == ("0.693\xa0纳特" if language else "0.693\xa0nats")


def test_formulas_figures_and_exercises_keep_their_unit(chapter):
    kept = ":is(figure, .exercise, [data-tex], table, [data-name=bits_in_a_nat])"
    kept += ":not(aside *)"  # the theme's notes, which it puts away a moment later
    before = chapter.locator(kept).all_inner_texts()
    switch(chapter).click()
    assert chapter.locator(kept).all_inner_texts() == before
    assert len(before) > 20


def test_the_keyboard_turns_it_and_it_says_so(chapter):
    control = switch(chapter)
    control.focus()
    assert control.get_attribute("role") == "switch"
    for key, state in (("Space", "true"), ("Enter", "false")):
        chapter.keyboard.press(key)
        assert control.get_attribute("aria-checked") == state
    outline = "e => getComputedStyle(e).outlineStyle"
    assert control.evaluate(outline) == "solid"


def test_it_is_remembered_in_both_languages(open_page, address, settle):
    page = open_page("information/")
    switch(page).click()
    for path, word in (("information/", "nats"), ("zh/information/", "纳特")):
        page.goto(address + path)
        settle(page)
        assert switch(page).get_attribute("aria-checked") == "true"
        assert all(text.endswith(word) for text in texts(page))
    switch(page).click()
    page.goto(f"{address}information/")
    settle(page)
    assert switch(page).get_attribute("aria-checked") == "false"
    assert texts(page)[0].endswith("bits")


def test_the_card_shows_the_executed_value_and_the_other(chapter, language):
    number = chapter.locator("p > data[data-name=china_bits]").first
    strong = chapter.locator(f"{CARD} strong")
    value = chapter.locator(f"{CARD} .certificate-value")
    bits, nats = ("比特", "纳特") if language else ("bits", "nats")
    number.click()
    assert value.inner_text() == f"china_bits = 6.643856189774724\xa0{bits}"
    chapter.keyboard.press("Escape")
    switch(chapter).click()
    number.click()
    assert strong.inner_text() == f"6.643856189774724\xa0{bits}"
    _, other = value.inner_text().split("bits = " if not language else "比特 = ")[-2:]
    assert other.endswith(f"\xa0{nats}")
    assert float(other.partition("\xa0")[0]) == pytest.approx(math.log(100), rel=1e-14)


def test_blocks_stay_in_their_order_and_width(open_page, language):
    page = open_page(language + "information/", 390)
    switch(page).click()
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    top = "document.querySelector('h1').getBoundingClientRect().top + scrollY"
    turned = page.evaluate(top)
    switch(page).click()
    assert page.evaluate(top) == turned


SHIFTS = """new Promise(resolve => new PerformanceObserver(list =>
    resolve(list.getEntries().map(entry => entry.value))
).observe({type: 'layout-shift', buffered: true})
|| setTimeout(resolve, 500, []))"""


def test_a_remembered_unit_moves_nothing(open_page, language):
    page = open_page(language + "information/", 390)
    switch(page).click()

    def slowly(route):
        page.wait_for_timeout(400)
        route.continue_()

    page.route("**/unit.js", slowly)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert switch(page).get_attribute("aria-checked") == "true"
    assert page.evaluate(SHIFTS) == []


def test_the_switches_can_be_hit(open_page, language, width):
    page = open_page(language + "information/", width, has_touch=True)
    boxes = [b.bounding_box() for b in page.locator(".certificates button").all()]
    assert len(boxes) == 2
    assert all(min(box["width"], box["height"]) >= 44 for box in boxes)
    one, other = boxes
    beside = one["x"] + one["width"] <= other["x"]
    assert beside or one["y"] + one["height"] <= other["y"]


def test_without_scripts_the_chapters_unit_stands_there(open_page, language):
    page = open_page(language + "information/", java_script_enabled=False)
    assert switch(page).is_visible() is False
    word = "比特" if language else "bit"
    assert all(word in text for text in texts(page))


def test_only_pages_with_such_numbers_have_switch_and_script(site):
    users = 0
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        uses = "<data" in html and " data-other-value=" in html
        users += uses
        assert ('class="unit-switch"' in html) is uses, file
        head, _, _ = html.partition("<body")
        script = r'<script src="[^"]*unit\.js" defer></script>'
        assert bool(re.search(script, head)) is uses
    assert users >= 2


def test_scripts_and_styles_of_exercises_and_units_are_light(site):
    sent = [ASSETS / "exercise.css", *(site / "assets" / part for part in PARTS)]
    sizes = [len(gzip.compress(file.read_bytes())) for file in sent]
    assert sum(sizes) < 5 * 1024
