"""What readers can change on the page about entropy, in a browser."""

import itertools
import math
import random
import re
from pathlib import Path

import pytest

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
CHAPTER = "entropy/"
KINDS = ["ce-three", "ce-red_card"]
NAMES = {
    "": ["China win", "draw", "France win"],
    "zh/": ["中国胜", "平", "法国胜"],
}


@pytest.fixture(scope="module")
def model(browser):
    """A function from a model's name and its inputs to what it computes."""
    page = browser.new_page()
    own = [ASSETS / "explorables" / f"{name}.js" for name in ("three", "red_card")]
    for file in (ASSETS / "arithmetic.js", ASSETS / "explorable.js", *own):
        page.add_script_tag(content=file.read_text("utf-8"))
    call = "([name, given]) => explorables.models[name](given)"
    yield lambda name, **given: page.evaluate(call, [name, given])
    page.close()


# The arithmetic.


@pytest.mark.parametrize(
    ("name", "snippet", "takes"),
    [
        ("three", "group", ["match"]),
        ("red_card", "red_card", ["win", "red", "win_if_red"]),
    ],
)
def test_a_model_starts_where_its_snippet_ended(model, name, snippet, takes):
    left = results(ROOT).by_name[f"entropy/{snippet}"].values
    found = model(name, **{taken: left[taken] for taken in takes})
    assert found
    for given, value in found.items():
        assert value == pytest.approx(left[given], rel=1e-12), given


def test_three_elsewhere(model):
    chance = random.Random(4)
    drawn = [[chance.random() ** 3 for _ in range(3)] for _ in range(200)]
    cases = [[x / math.fsum(row) for x in row] for row in drawn]
    for p in [[1, 0, 0], [0, 0.5, 0.5], [1 / 3] * 3, *cases]:
        found = model("three", match=p)
        bits = crossentropy.entropy(p)
        assert found["bits"] == pytest.approx(bits, abs=1e-9)
        assert math.fsum(found["contributions"]) == pytest.approx(bits, abs=1e-9)
        for x, part in zip(p, found["contributions"], strict=True):
            # x log(1/x), from the library's H(x, 1 - x) less the other's part.
            rest = -(1 - x) * math.log1p(-x) / math.log(2) if x < 1 else 0
            both = crossentropy.entropy([x, 1 - x])
            assert part == pytest.approx(both - rest, abs=1e-9)


@pytest.mark.parametrize("red", [0, 0.0005, 0.005, 0.015, 0.02])
def test_red_card_elsewhere(model, red):
    found = model("red_card", win=0.01, red=red, win_if_red=0.5)
    win = [red / 2, 0.01 - red / 2]
    table = [win, [red / 2, 1 - red - win[1]]]
    after = crossentropy.conditional_entropy(table)
    gain = crossentropy.mutual_information(table)
    assert found["after"] == pytest.approx(after, abs=1e-9)
    assert found["gain"] == pytest.approx(gain, abs=1e-9)


# How they are used.


def shown(page, kind):
    """The texts of the picture that stands there now."""
    return page.locator(f"{kind} .explorable-live text").all_text_contents()


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def sliders(page):
    return page.locator("ce-three input[type=range]")


def values(page):
    return [float(slider.input_value()) for slider in sliders(page).all()]


def fields(page):
    numbers = page.locator("ce-three input[type=number]").all()
    return [float(field.input_value()) for field in numbers]


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + CHAPTER)


def test_they_start_as_executed(chapter, language):
    left = results(ROOT).by_name
    group = left["entropy/group"].values
    parts = [f"{bits:.3f}" for bits in [*group["contributions"], group["bits"]]]
    assert shown(chapter, "ce-three")[-4:] == parts
    assert fields(chapter) == group["match"]
    card = left["entropy/red_card"].values
    drawn = " ".join(shown(chapter, "ce-red_card"))
    for name in ("before", "after_red", "after_not", "after"):
        assert f"{card[name]:.3g}" in drawn
    for kind in KINDS:
        said = chapter.locator(f"{kind} small").inner_text()
        assert said == ("构建时算出的值。" if language else "As the build computed it.")
        assert not chapter.locator(f"{kind} .explorable-reset").is_visible()
    assert search(chapter) == ""


def test_live_and_static_picture_are_the_same(open_page, language, width):
    """Labels and numbers lie where the build has them."""
    page = open_page(language + CHAPTER, width)
    texts = """kind => [...document.querySelectorAll(kind + ' svg')].map(svg =>
        [...svg.querySelectorAll('text')].map(text =>
            [text.textContent.trim(), ...['x', 'y'].map(n => +text.getAttribute(n))])
            .filter(([words]) => words))"""
    for kind in KINDS:
        static, live = page.evaluate(texts, kind)
        assert sorted(t[0] for t in static) == sorted(t[0] for t in live), kind
        for words, x, y in live:
            apart = [math.dist((x, y), at) for text, *at in static if text == words]
            assert min(apart) < 3, (kind, words)


def test_the_keyboard_moves_one_and_the_others_follow(chapter):
    slider = sliders(chapter).nth(1)
    slider.focus()
    for _ in range(5):
        slider.press("ArrowRight")
    win, draw, loss = fields(chapter)
    assert draw == 0.1
    assert win + draw + loss == pytest.approx(1, abs=1e-6)
    assert loss / win == pytest.approx(94, rel=1e-3)  # they share as they did
    bits = crossentropy.entropy([win, draw, 1 - win - draw])
    assert shown(chapter, "ce-three")[-1] == f"{bits:.3f}"
    state = search(chapter).removeprefix("?group.match=").split(",")
    assert [*map(float, state)] == fields(chapter)
    voice = "document.querySelector('.explorable-voice').textContent"
    chapter.wait_for_function(f"{voice}.includes('{bits:.3g}')")


def test_the_ends_hold_and_leave_a_way_back(chapter):
    sliders(chapter).nth(0).press("End")
    assert fields(chapter) == [1, 0, 0]
    assert shown(chapter, "ce-three")[-4:] == ["0.000"] * 4
    for _ in range(2):
        sliders(chapter).nth(0).press("ArrowLeft")
    assert fields(chapter) == [0.98, 0.01, 0.01]
    sliders(chapter).nth(0).press("Home")
    assert fields(chapter) == [0, 0.5, 0.5]
    assert shown(chapter, "ce-three")[-1] == "1.000"


def test_typed_numbers_of_many_digits_stay_a_distribution(chapter):
    chance = random.Random(5)
    for k in [0, 1, 2] * 5:
        typed = repr(chance.random())
        chapter.locator("ce-three input[type=number]").nth(k).fill(typed)
        state = search(chapter).removeprefix("?group.match=").split(",")
        assert float(state[k]) == float(typed)
        assert math.fsum(map(float, state)) == pytest.approx(1, abs=1e-6)


def test_shuffling_goes_through_all_orders_and_leaves_the_entropy(chapter, language):
    button = chapter.get_by_role(
        "button", name="换个次序" if language else "Shuffle the labels"
    )
    orders, sums, said = [], set(), set()
    for _ in range(6):
        button.click()
        orders.append(tuple(fields(chapter)))
        sums.add(shown(chapter, "ce-three")[-1])
        said.add(chapter.locator("ce-three output").inner_text())
    assert sorted(orders) == sorted(itertools.permutations([0.01, 0.05, 0.94]))
    assert sums == {"0.366"}
    assert len(said) == 1
    assert search(chapter) == ""  # the sixth is the first again


def test_near_the_top_the_sum_stays_clear_of_the_line(open_page, language):
    page = open_page(f"{language}{CHAPTER}?group.match=0.333333,0.333333,0.333334")
    boxes = page.evaluate(
        """() => ['log₂ 3', '1.585'].map(words => {
            const live = document.querySelectorAll('ce-three .explorable-live text')
            const texts = [...live]
            const {top, bottom} = texts.find(text => text.textContent === words)
                .getBoundingClientRect()
            return [top, bottom]
        })"""
    )
    assert boxes[0][1] <= boxes[1][0]


def test_touch_moves_a_slider(open_page, language):
    page = open_page(language + CHAPTER, 390, has_touch=True)
    slider = sliders(page).nth(0)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert values(page)[0] == pytest.approx(0.5, abs=0.03)
    assert sum(fields(page)) == pytest.approx(1, abs=1e-6)
    card = page.locator("ce-red_card input[type=range]")
    card.scroll_into_view_if_needed()
    box = card.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    assert float(card.input_value()) == pytest.approx(0.02, abs=0.0006)


def test_red_card_by_keyboard(chapter):
    slider = chapter.locator("ce-red_card input[type=range]")
    slider.press("End")
    # Now China win only after a red card: the other message leaves nothing open.
    assert {"p = 0.02", "p = 0.98"} <= {*shown(chapter, "ce-red_card")}
    drawn = [text.partition(" ")[0] for text in shown(chapter, "ce-red_card")]
    assert {"0.0808", "1", "0", "0.02"} <= {*drawn}
    assert search(chapter) == "?red_card.red=0.02"
    slider.press("Home")
    # A message that never comes changes nothing.
    drawn = [text.partition(" ")[0] for text in shown(chapter, "ce-red_card")]
    assert drawn.count("0.0808") == 3


def test_an_address_is_a_state_in_both_languages(open_page, language):
    state = "group.match=0.25,0.5,0.25&red_card.red=0.005"
    page = open_page(f"{language}{CHAPTER}?{state}#names")
    assert shown(page, "ce-three")[-1] == "1.500"
    assert fields(page) == [0.25, 0.5, 0.25]
    page.click("a.language")
    page.wait_for_url(f"**/{CHAPTER}?{state}")
    page.wait_for_load_state("networkidle")
    assert shown(page, "ce-three")[-1] == "1.500"
    assert page.locator("ce-red_card input[type=range]").input_value() == "0.005"
    assert page.faults == []


@pytest.mark.parametrize(
    "asked",
    [
        "group.match=0.5,0.5",
        "group.match=0.5,0.5,0.5",
        "group.match=1.5,-0.5,0",
        "group.match=a,b,c",
        "red_card.red=0.03",
        "red_card.red=-1",
    ],
)
def test_a_bad_address_changes_nothing(open_page, language, asked):
    page = open_page(f"{language}{CHAPTER}?{asked}")
    assert shown(page, "ce-three")[-1] == "0.366"
    kind = "ce-three" if asked.startswith("group") else "ce-red_card"
    said = page.locator(f"{kind} small").inner_text()
    assert ("不成立" if language else "impossible state") in said
    assert search(page) == ""
    assert page.faults == []


@pytest.mark.parametrize(
    ("kind", "state"),
    [("ce-three", "group.match=0.2,0.3,0.5"), ("ce-red_card", "red_card.red=0.005")],
)
def test_reset_restores_what_was_executed(open_page, language, kind, state):
    before = shown(open_page(language + CHAPTER), kind)
    page = open_page(f"{language}{CHAPTER}?{state}")
    assert shown(page, kind) != before
    page.locator(f"{kind} .explorable-reset").click()
    assert shown(page, kind) == before
    assert search(page) == ""


def test_without_scripts_and_in_print_the_figures_stand(open_page, language):
    page = open_page(language + CHAPTER, java_script_enabled=False)
    for kind in KINDS:
        assert page.locator(f"{kind} svg").is_visible()
        assert page.locator(f"{kind} input").count() == 0
    page = open_page(f"{language}{CHAPTER}?group.match=0.2,0.3,0.5")
    page.emulate_media(media="print")
    for kind in KINDS:
        assert page.locator(f"{kind} svg").first.is_visible()
        assert not page.locator(f"{kind} .explorable-live").is_visible()
        assert not page.locator(f"{kind} .explorable-controls").is_visible()


def test_nothing_moves_when_the_script_takes_over(open_page, language, width):
    tall = {}
    for scripts in (True, False):
        page = open_page(language + CHAPTER, width)
        if not scripts:
            page.route("**/assets/explorable.js", lambda route: route.abort())
            page.reload()
            page.wait_for_load_state("networkidle")
        live = page.locator(".explorable.live").count()
        assert live == (2 if scripts else 0)
        tall[scripts] = [page.locator(kind).bounding_box()["height"] for kind in KINDS]
    assert tall[True] == pytest.approx(tall[False], abs=0.1)


@pytest.mark.parametrize(
    "state", ["", "group.match=0.333333,0.333333,0.333334&red_card.red=0.0005"]
)
def test_all_fits(open_page, language, width, state):
    page = open_page(f"{language}{CHAPTER}?{state}", width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for kind in KINDS:
        panel = page.locator(f"{kind} .explorable-controls")
        assert panel.evaluate("e => e.scrollHeight <= e.clientHeight"), kind
    for control in page.locator(".explorable input, .explorable-button").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 44


def test_controls_and_pictures_have_names(chapter, language):
    for name in NAMES[language]:
        assert chapter.get_by_role("slider", name=name).count() == 1
        assert chapter.get_by_role("spinbutton", name=name).count() == 1
    card = "出现红牌的概率" if language else "probability of a red card"
    assert chapter.get_by_role("slider", name=card).count() == 1
    picture = chapter.locator("ce-three .explorable-live").get_attribute("aria-label")
    for part in [*NAMES[language], "0.216", "0.366", "23%"]:
        assert part in picture
    picture = chapter.locator("ce-red_card .explorable-live").get_attribute(
        "aria-label"
    )
    assert re.search(r"0\.0553.*0\.0255", picture)


def test_opens_without_a_fault(open_page, language, width, scheme):
    page = open_page(f"{language}{CHAPTER}?group.match=0.2,0.3,0.5", width, scheme)
    assert page.faults == []
