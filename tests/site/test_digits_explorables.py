"""The run and the field of the chapter on digits: arithmetic, use, weight."""

import gzip
import json
import random
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
CHAPTER = "digits/"
WORDS = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["labels"]


@pytest.fixture(scope="module")
def values():
    """What the snippets of both figures left."""
    by_name = results(ROOT).by_name
    return {name: by_name[f"digits/{name}"].values for name in ("run", "drawn")}


@pytest.fixture(scope="module")
def kept_open(browser, address, settle):
    """The chapter in both languages, opened once; each test sets it back."""
    pages = {}
    for language in ("", "zh/"):
        context = browser.new_context(viewport={"width": 1280, "height": 844})
        page = pages[language] = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error, page=page: page.faults.append(str(error)))
        page.goto(address + language + CHAPTER)
        settle(page)
    yield pages
    for page in pages.values():
        assert page.faults == []
        page.context.close()


@pytest.fixture
def chapter(kept_open, language):
    page = kept_open[language]
    for reset in page.locator(".explorable-reset").all():
        if reset.is_visible():
            reset.click()
    return page


def told(page, name):
    return page.locator(f"ce-{name} output").inner_text()


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def ink(page):
    """The sixteenths that are seen."""
    return page.locator("ce-draw .explorable-pixel").evaluate_all(
        "cells => cells.map(cell => Math.round(16 * cell.style.fillOpacity))"
    )


def seen(language, label):
    """A pattern of the words in which a label is told."""
    template = WORDS[label] if language else label
    return re.escape(template).replace(r"\{\}", "(.+)")


# The arithmetic.


def test_a_run_is_computed_as_in_the_library(kept_open, values):
    run = values["run"]
    names = ("kept", "losses", "held_out_losses", "inks", "thousandths")
    data = {name: run[name] for name in names}
    cases = [
        {"step": step, "digit": digit, "hard": hard}
        for step in run["kept"]
        for digit in range(10)
        for hard in (0, 1)
    ]
    found = kept_open[""].evaluate(
        "([cases, data]) => cases.map(c => explorables.models.run({ ...data, ...c }))",
        [cases, data],
    )
    for case, ours in zip(cases, found, strict=True):
        at = run["kept"].index(case["step"])
        z = np.divide(run["thousandths"][at][case["digit"] + 10 * case["hard"]], 1000)
        assert ours["q"] == pytest.approx(crossentropy.softmax(z), abs=1e-12)
        loss = crossentropy.cross_entropy_with_logits([z], [case["digit"]])
        assert ours["surprise"] == pytest.approx(loss / np.log(2), rel=1e-9, abs=1e-12)
        assert (ours["loss"], ours["held_out_loss"]) == (
            *(run["losses"][at], run["held_out_losses"][at]),
        )


DATA = ("thousandths", "offsets", "samples", "sample_labels")


def test_a_drawing_is_computed_as_in_the_library(kept_open, values):
    drawn, chance = values["drawn"], random.Random(4)
    inks = [[0] * 64, [16] * 64, drawn["ink"]]
    inks += [[chance.randrange(17) for _ in range(64)] for _ in range(40)]
    data = {name: drawn[name] for name in DATA}
    found = kept_open[""].evaluate(
        """([inks, data]) => inks.map((ink, n) =>
            explorables.models.draw({ ...data, ink, label: n % 10 }))""",
        [inks, data],
    )
    weights = np.divide(drawn["thousandths"], 1000)
    for n, (pixels, ours) in enumerate(zip(inks, found, strict=True)):
        z = np.divide(pixels, 16) @ weights + np.divide(drawn["offsets"], 1000)
        assert ours["q"] == pytest.approx(crossentropy.softmax(z), abs=1e-12)
        loss = crossentropy.cross_entropy_with_logits([z], [n % 10])
        assert ours["surprise"] == pytest.approx(loss / np.log(2), rel=1e-9)
    assert found[2]["q"] == pytest.approx(drawn["q"], rel=1e-12)


def test_a_loss_in_bits(kept_open):
    for loss in (0.01, 0.3, 1, 2.3):
        found = kept_open[""].evaluate(f"explorables.models.saved({{ loss: {loss} }})")
        assert found["usual_chance"] == pytest.approx(2 ** -found["left_bits"])
        assert found["left_bits"] == pytest.approx(loss / np.log(2), rel=1e-12)
        assert 2 ** found["saved_bits"] == pytest.approx(10 * np.exp(-loss))


# The run.

AFTER = (
    "After {} steps the right answer, {}, has {} and costs {}. "
    "The held-out digits cost {} nats in the mean."
)


def test_the_run_starts_at_its_end(chapter, language, values):
    run = values["run"]
    numbers = re.fullmatch(seen(language, AFTER), told(chapter, "run")).groups()
    assert numbers[:3] == ("200", "4", f"{run['q'][4]:.1%}")
    assert numbers[3].startswith(f"{run['surprise']:.3g}")
    assert numbers[4] == f"{run['held_out_loss']:.3f}"
    bars = chapter.locator("ce-run .explorable-live path[style*='--fig-q']")
    assert bars.count() == 10


def test_the_keyboard_walks_back_to_ignorance(chapter, language):
    slider = chapter.locator("ce-run input[type=range]")
    slider.press("ArrowLeft")
    assert search(chapter) == "?run.step=150"
    slider.press("Home")
    numbers = re.fullmatch(seen(language, AFTER), told(chapter, "run")).groups()
    assert numbers[:3] == ("0", "4", "10.0%")
    assert numbers[3].startswith("3.32")
    assert numbers[4] == "2.303"
    heights = chapter.locator(
        "ce-run .explorable-live path[style*='--fig-q']"
    ).evaluate_all("bars => bars.map(bar => bar.getBBox().height)")
    assert max(heights) - min(heights) < 0.1


def test_a_digit_is_chosen(chapter, values):
    box = chapter.locator("ce-run")
    box.locator(".explorable-choice input[name$=digit]").nth(7).check(force=True)
    box.locator(".explorable-choice input[name$=hard]").nth(0).check(force=True)
    assert search(chapter) == "?run.digit=7&run.hard=0"
    shown = chapter.locator("ce-run .explorable-pixel").evaluate_all(
        "cells => cells.map(cell => Math.round(16 * cell.style.fillOpacity))"
    )
    assert shown == values["run"]["inks"][7]


def test_the_pointer_moves_the_step(chapter):
    picture = chapter.locator("ce-run .explorable-live")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    x, y = box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.7
    chapter.mouse.move(x, y)
    chapter.mouse.down()
    chapter.mouse.move(box["x"] + box["width"] * 0.53, y, steps=3)
    chapter.mouse.up()
    assert search(chapter) == "?run.step=15"


# The field.

READ = "Read as {}, with a chance of {}. You meant {}, which costs {}."


def test_the_field_starts_as_executed(chapter, language, values):
    drawn = values["drawn"]
    assert ink(chapter) == drawn["ink"]
    numbers = re.fullmatch(seen(language, READ), told(chapter, "draw")).groups()
    most = int(np.argmax(drawn["q"]))
    assert numbers[:3] == (str(most), f"{max(drawn['q']):.1%}", str(drawn["label"]))
    assert numbers[3].startswith(f"{drawn['surprise']:.3g}")


def stroke(page, points):
    """Drag a pen over the field, from point to point, each in pixels of the field."""
    box = page.locator("ce-draw .draw-field").bounding_box()
    for n, (x, y) in enumerate(points):
        page.mouse.move(
            box["x"] + box["width"] * x / 8, box["y"] + box["height"] * y / 8
        )
        if n == 0:
            page.mouse.down()
    page.mouse.up()


def press(page, label, language):
    page.locator("ce-draw").get_by_text(WORDS[label] if language else label).click()


def test_a_one_is_drawn_and_read(chapter, language, open_page):
    press(chapter, "Clear", language)
    assert ink(chapter) == [0] * 64
    chapter.locator("ce-draw input[name$=label]").nth(1).check(force=True)
    stroke(chapter, [(4, 0.3), (4, 7.7)])
    one = ink(chapter)
    columns = np.reshape(one, (8, 8)).sum(axis=0)
    assert (columns[[0, 1, 2, 5, 6, 7]] == 0).all()
    assert columns[3] == columns[4] > 40  # the pen is 4.4 points wide, half on each
    stroke(chapter, [(4, 0.3), (4, 7.7)])  # what is covered counts once
    assert ink(chapter) == one
    numbers = re.fullmatch(seen(language, READ), told(chapter, "draw")).groups()
    assert (numbers[0], numbers[2]) == ("1", "1")
    asked = search(chapter)
    assert asked == f"?drawn.ink={','.join(map(str, one))}&drawn.label=1"
    if not language:
        assert ink(open_page(CHAPTER + asked)) == one


def test_the_keyboard_inks_and_wipes(chapter, language):
    press(chapter, "Clear", language)
    field = chapter.locator("ce-draw .draw-field")
    field.focus()
    field.press("ArrowUp")
    assert chapter.locator(".draw-cursor").is_visible()
    for key in ["ArrowUp"] * 8 + ["ArrowLeft"] * 2 + ["Space", "ArrowDown", "Enter"]:
        field.press(key)
    assert [n for n, x in enumerate(ink(chapter)) if x] == [1, 9]
    assert ink(chapter)[9] == 16
    field.press("Space")
    assert [n for n, x in enumerate(ink(chapter)) if x] == [1]
    top = chapter.evaluate("scrollY")
    field.press("ArrowDown")
    assert chapter.evaluate("scrollY") == top


def test_a_held_out_digit_is_taken(chapter, language, values):
    drawn = values["drawn"]
    pictures = list(zip(drawn["samples"], drawn["sample_labels"], strict=True))
    assert len({label for _, label in pictures}) > 5
    for sample, label in (*pictures, pictures[0]):
        press(chapter, "A held-out digit", language)
        assert ink(chapter) == sample
        numbers = re.fullmatch(seen(language, READ), told(chapter, "draw")).groups()
        assert numbers[2] == str(label)  # what it shows is what is meant
    for _ in range(9):
        press(chapter, "A held-out digit", language)


def test_a_finger_draws(open_page):
    page = open_page(CHAPTER, 390, has_touch=True)
    press(page, "Clear", "")
    field = page.locator("ce-draw .draw-field")
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    assert sum(ink(page)) == 16  # the points within 2.2 of a corner
    assert field.evaluate("e => getComputedStyle(e).touchAction") == "none"
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.faults == []


@pytest.mark.parametrize(
    ("name", "state"),
    [
        ("run", "run.step=4"),
        ("run", "run.step=150&run.hard=2"),
        ("run", "run.digit=10"),
        ("run", "run.digit=1.5"),
        ("draw", "drawn.label=10"),
        ("draw", "drawn.ink=1,2,3"),
        ("draw", f"drawn.ink={','.join(['17'] * 64)}"),
        ("draw", f"drawn.ink={','.join(['0.5'] * 64)}"),
    ],
)
def test_an_impossible_state_is_refused(open_page, name, state, values):
    page = open_page(f"{CHAPTER}?{state}")
    said = page.locator(f"ce-{name} small").last.inner_text()
    assert "impossible state" in said
    assert told(page, "run").startswith("After 200 steps the right answer, 4,")
    assert ink(page) == values["drawn"]["ink"]
    assert page.faults == []


FULL = ",".join(["16"] * 64)


def test_no_state_moves_the_page(open_page, language, width):
    tops = set()
    states = (
        "",
        f"run.step=0&run.digit=0&drawn.ink={FULL}",
        "run.step=4&drawn.label=x",
    )
    for state in states:
        page = open_page(f"{language}{CHAPTER}?{state}", width)
        tops.add(page.locator("figcaption").last.bounding_box()["y"])
        for controls in page.locator(".explorable-controls").all():
            assert controls.evaluate("e => e.scrollHeight <= e.clientHeight"), state
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert len(tops) == 1


def test_without_scripts_the_figures_stand(open_page, language):
    page = open_page(language + CHAPTER, java_script_enabled=False)
    for name in ("run", "draw"):
        assert page.locator(f"ce-{name} .figure > svg").is_visible()
        assert page.locator(f"ce-{name} input").count() == 0


@pytest.mark.parametrize("name", ["run", "draw"])
def test_live_and_static_axes_agree(open_page, name):
    """The same words, and at nearly the same places."""
    places = """texts => texts.map(text => {
        const box = text.getBoundingClientRect()
        const figure = text.closest('svg').getBoundingClientRect()
        return [text.textContent, box.x + box.width / 2 - figure.x,
                box.y + box.height / 2 - figure.y]
    })"""
    static = open_page(CHAPTER, java_script_enabled=False)
    live = open_page(CHAPTER)
    drawn = static.locator(f"ce-{name} svg text").evaluate_all(places)
    made = live.locator(f"ce-{name} .explorable-axes text").evaluate_all(places)
    assert len(made) >= 13
    for words, x, y in made:
        near = [d for d in drawn if d[0] == words]
        assert any(abs(x - a) < 2 and abs(y - b) < 2 for _, a, b in near), words


def test_the_page_is_light(site, language):
    html = (site / language / CHAPTER / "index.html").read_bytes()
    assert len(gzip.compress(html)) < 60_000
    starts = re.findall(r'data-start="([^"]*)"', html.decode())
    sizes = [len(json.dumps(start)) for start in starts]
    assert sum(sizes) < 50_000
