"""Fingers: what they drag, what they scroll, and never one for the other."""

import math
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORDS = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["labels"]
LONGEST = "The address holds an impossible state, so the executed values are shown."
PHONE = {"width": 390, "has_touch": True}


def finger(page, start, end, steps=10):
    """Put a finger down, move it, lift it; return by how much the page scrolled."""
    session = page.context.new_cdp_session(page)

    def send(kind, *place):
        points = [dict(zip("xy", place, strict=True))] if place else []
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    before = page.evaluate("scrollY")
    send("touchStart", *start)
    for n in range(1, steps + 1):
        part = n / steps
        send(
            "touchMove",
            *(a + (b - a) * part for a, b in zip(start, end, strict=True)),
        )
        page.wait_for_timeout(16)
    send("touchEnd")
    page.wait_for_timeout(100)
    return page.evaluate("scrollY") - before


def inside(page, selector, x, y):
    """A place in an element, by its shares, brought to the middle of the screen."""
    element = page.locator(selector).first
    element.evaluate("e => e.scrollIntoView({block: 'center'})")
    box = element.bounding_box()
    return box["x"] + box["width"] * x, box["y"] + box["height"] * y


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


PICTURES = [
    ("information/", "ce-surprise"),
    ("", "ce-bars"),
    ("bits/", "ce-kraft"),
    ("bits/", "ce-questions"),
    ("entropy/", "ce-three"),
    ("cross_entropy/", "ce-valley"),
    ("likelihood/", "ce-tosses"),
    ("likelihood/", "ce-not_cat"),
    ("softmax/", "ce-logits"),
    ("digits/", "ce-run"),
]


@pytest.mark.parametrize(("chapter", "name"), PICTURES)
def test_a_page_scrolls_over_its_figures(open_page, chapter, name):
    """Also over what can be dragged sideways, which stays as it was."""
    page = open_page(chapter, **PHONE)
    if not page.locator(name).count():
        pytest.fail(f"{name} is no longer in {chapter}")
    places = [(f"{name} .explorable-live", x, 0.75) for x in (0.08, 0.7, 0.9)]
    if page.locator(f"{name} input[type=range]").count():
        places.append((f"{name} input[type=range]", 0.7, 0.5))
    for selector, x, y in places:
        x, y = inside(page, selector, x, y)
        assert finger(page, (x, y), (x + 4, y - 150)) > 100, selector
        assert search(page) == "", selector
    assert page.faults == []


UPRIGHT = [
    ("likelihood/", "ce-not_cat", ".not_cat-room", "not_cat.q"),
    ("information/", "ce-rounds", ".explorable-grip", "favourite.rounds"),
    ("digits/", "ce-draw", ".draw-field", "drawn.ink"),
]


@pytest.mark.parametrize(("chapter", "name", "handle", "changed"), UPRIGHT)
def test_what_is_dragged_upright_holds_the_page(
    open_page, chapter, name, handle, changed
):
    page = open_page(chapter, **PHONE)
    start = inside(page, f"{name} {handle}", 0.5, 0.5)
    assert finger(page, start, (start[0] + 3, start[1] + 40)) == 0
    assert changed in search(page)
    assert page.faults == []


def test_a_finger_draws_a_one(open_page):
    """From top to bottom, in one stroke, though pages scroll that way."""
    page = open_page("digits/", **PHONE)
    page.locator("ce-draw .explorable-button").first.tap()
    top = inside(page, ".draw-field", 0.5, 0.04)
    bottom = inside(page, ".draw-field", 0.5, 0.96)
    finger(page, top, bottom)
    inked = page.locator("ce-draw .explorable-pixel").evaluate_all(
        "cells => cells.map(cell => cell.style.fillOpacity > 0)"
    )
    assert [any(inked[8 * row : 8 * row + 8]) for row in range(8)] == [True] * 8
    assert "as 1," in page.locator("ce-draw output").inner_text()


def test_a_sentence_is_scrolled_over(open_page):
    page = open_page("information/", **PHONE)
    x, y = inside(page, ".react-input", 0.5, 0.5)
    assert finger(page, (x, y), (x + 12, y - 150)) > 100
    assert search(page) == ""
    x, y = inside(page, ".react-input", 0.5, 0.5)
    assert finger(page, (x, y), (x + 60, y + 5)) == 0
    assert "match.china" in search(page)


def test_a_scroll_keeps_the_count_of_steps(open_page):
    page = open_page("softmax/?logits.z=1,0.5,-1&logits.steps=3", **PHONE)
    before = search(page)
    x, y = inside(page, "ce-logits input[type=range]", 0.3, 0.5)
    assert finger(page, (x, y), (x + 4, y - 150)) > 100
    assert search(page) == before
    assert "After 3 steps" in page.locator("ce-logits output").inner_text()


# The bench.


def top_of(page, n):
    """Where the top of a bar is, by its value."""
    slider = page.locator("ce-bench input[type=range]").nth(n)
    slider.evaluate("e => e.scrollIntoView({block: 'center'})")
    box, value = slider.bounding_box(), float(slider.input_value())
    thumb = 44
    x = box["x"] + box["width"] / 2
    return x, box["y"] + box["height"] - thumb / 2 - value * (box["height"] - thumb)


def values(page):
    sliders = page.locator("ce-bench input[type=range]:visible").all()
    return [float(slider.input_value()) for slider in sliders]


@pytest.mark.parametrize("size", [2, 4, 6])
def test_a_bar_is_dragged_by_its_top_alone(open_page, language, size):
    even = ",".join(["0.5", "0.5"] + ["0"] * (size - 2))
    page = open_page(f"{language}bench/?presets.pq={even},{even}", **PHONE)
    x, y = top_of(page, 0)
    height = page.locator("ce-bench input[type=range]").first.bounding_box()["height"]
    unit = height - 44
    assert finger(page, (x, y), (x + 5, y - unit / 4)) == 0
    dragged = values(page)
    assert dragged[0] == pytest.approx(0.75, abs=0.03)
    assert dragged[2] == pytest.approx(1 - dragged[0])
    x, y = top_of(page, 0)  # and from below it the page is scrolled
    assert finger(page, (x, y + 60), (x + 5, y - 140)) > 100
    assert values(page) == dragged
    assert page.faults == []


def test_a_broken_off_drag_is_forgotten(open_page):
    """The keys go on from what is shown, not from where a finger once began."""
    page = open_page("bench/", **PHONE)
    bar = page.locator("ce-bench input[type=range]").first
    for kind in ("pointerdown", "pointercancel"):
        bar.dispatch_event(kind, {"isPrimary": True, "bubbles": True})
    page.locator(".bench-presets button").nth(2).evaluate("e => e.click()")
    bar.press("ArrowUp")
    p = values(page)[::2]
    assert p[:1] == [0.51]
    assert p[1] / p[2] == pytest.approx(1.5, abs=0.06)


def test_bars_and_bills_are_seen_at_once_on_a_phone_held_across(open_page, language):
    page = open_page(f"{language}bench/", 844, has_touch=True)
    page.set_viewport_size({"width": 844, "height": 390})
    parts = [".bench-outcome", ".bench-bills"]
    boxes = [page.locator(part).first.bounding_box() for part in parts]
    top = min(box["y"] for box in boxes)
    assert max(box["y"] + box["height"] for box in boxes) - top < 390 - 51


def test_large_text_loses_nothing(open_page, language):
    """At 195 pixels a phone has room for as much as for text of twice its size."""
    state = "presets.pq=0.3,0.2,0.2,0.1,0.1,0.1,0.1,0.1,0.1,0.2,0.2,0.3"
    page = open_page(f"{language}bench/?{state}", 195, has_touch=True)
    right = page.locator("ce-bench").bounding_box()
    amounts = page.locator(".bench-sum b").all()
    assert len(amounts) > 2
    for amount in amounts:
        box = amount.bounding_box()
        assert box["x"] + box["width"] <= right["x"] + right["width"]
    ends = 0
    for share in page.locator(".bench-share").all():
        box = share.evaluate(
            "e => { const r = document.createRange(); r.selectNodeContents(e);"
            " const b = r.getBoundingClientRect(); return [b.left, b.right] }"
        )
        assert box[0] >= ends
        ends = box[1]


REFUSED = """words => [...document.querySelectorAll(".explorable")].filter(e => {
    e.origin.textContent = words
    const controls = e.querySelector(".explorable-controls")
    return controls.scrollHeight > controls.clientHeight
}).map(e => e.localName)"""


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_a_refused_address_is_told_within_the_room(open_page, settle, language, width):
    """The longest sentence there is, below the longest result of the start."""
    page = open_page(language, width)
    root = page.url
    words = WORDS[LONGEST] if language else LONGEST
    for chapter in sorted({chapter for chapter, _ in PICTURES}):
        page.goto(root + chapter)
        settle(page)
        assert page.evaluate(REFUSED, words) == [], chapter


# Targets.


def test_digits_are_chosen_with_a_thumb(open_page, language):
    page = open_page(f"{language}digits/", **PHONE)
    for name in ("ce-run", "ce-draw"):
        for choice in page.locator(f"{name} .explorable-choice label").all():
            box = choice.bounding_box()
            assert min(box["width"], box["height"]) >= 44


def test_one_nat_is_said_in_the_singular(open_page):
    q = 1 / math.e
    page = open_page(f"likelihood/?tosses.tosses=1&tosses.q={q}")
    assert "the loss 1 nat." in page.locator("ce-tosses output").inner_text()
