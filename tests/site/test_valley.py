"""The valley of the chapter on cross-entropy: its arithmetic, and how it is used."""

import re
from pathlib import Path

import pytest
import scipy.stats
import yaml

from bindery.snippets import results

ROOT = Path(__file__).parents[2]
CHAPTER = "cross_entropy/"
WORDS = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["labels"]


@pytest.fixture
def valley(open_page, language):
    return open_page(language + CHAPTER)


def slider(page, name):
    place = ["believed", "china"].index(name)
    return page.locator("ce-valley input[type=range]").nth(place)


def shown(page):
    """The bill and its parts, which the picture, the words and the sentence tell."""
    texts = page.locator("ce-valley .explorable-live text").all_text_contents()
    numbers = [re.match(r"[\d.]+", text)[0] for text in texts[-3:]]
    told = page.locator("ce-valley output").inner_text()
    sentence = page.locator("div.react p").inner_text()
    for text in (told, sentence):
        assert re.findall(r"\d\.\d+|\d", text.split("%")[-1]) == numbers
    return [float(number) for number in numbers]


def test_it_starts_as_executed(valley):
    found = results(ROOT).by_name["cross_entropy/bookmaker"].values
    expected = [found[name] for name in ("bill", "unavoidable", "fine")]
    assert shown(valley) == [float(f"{value:.3g}") for value in expected]
    assert slider(valley, "believed").input_value() == "0.1"
    assert slider(valley, "china").input_value() == "0.01"
    assert valley.locator("data.computed").count() == 0


@pytest.mark.parametrize(
    ("p", "q"), [(0.3, 0.6), (0.5, 0.5), (0.995, 0.005), (0.005, 0.995)]
)
def test_an_address_is_a_state(open_page, p, q):
    page = open_page(f"{CHAPTER}?bookmaker.china={p}&bookmaker.believed={q}")
    entropy = scipy.stats.entropy([p, 1 - p], base=2)
    fine = scipy.stats.entropy([p, 1 - p], [q, 1 - q], base=2)
    expected = [entropy + fine, entropy, fine]
    assert shown(page) == [float(f"{value:.3g}") for value in expected]
    assert page.faults == []


def test_the_keyboard_walks_down_to_the_truth(valley):
    slider(valley, "believed").press("Home")
    slider(valley, "believed").press("ArrowRight")
    bill, unavoidable, fine = shown(valley)
    assert (bill, fine) == (unavoidable, 0)
    slider(valley, "china").press("ArrowRight")
    assert shown(valley)[2] > 0
    assert "bookmaker.believed=0.01" in valley.evaluate(
        "new Promise(done => setTimeout(() => done(location.search), 300))"
    )


def test_at_one_half_every_nature_costs_one_bit(open_page):
    for p in ("0.005", "0.4", "0.9"):
        page = open_page(f"{CHAPTER}?bookmaker.china={p}&bookmaker.believed=0.5")
        assert shown(page)[0] == 1


def test_the_pointer_moves_the_belief(valley):
    valley.locator("ce-valley").scroll_into_view_if_needed()
    box = valley.locator("ce-valley .explorable-live").bounding_box()
    y = box["y"] + box["height"] / 2
    valley.mouse.move(box["x"] + box["width"] * 0.3, y)
    valley.mouse.down()
    valley.mouse.move(box["x"] + box["width"] * 0.7, y, steps=4)
    valley.mouse.up()
    assert 0.5 < float(slider(valley, "believed").input_value()) < 0.8
    assert slider(valley, "china").input_value() == "0.01"


def test_its_words_are_the_pages(valley, language):
    words = valley.locator("ce-valley output").inner_text()
    label = "The bill is {}: {} that nobody can avoid, and a fine of {}."
    template = WORDS[label] if language else label
    pattern = re.escape(template).replace(r"\{\}", r"[\d.]+\s\S+?")
    assert re.fullmatch(pattern, words)


def test_without_scripts_the_three_valleys_stand(browser, address):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + CHAPTER)
    assert page.locator("ce-valley .figure > svg").is_visible()
    assert page.locator("ce-valley input").count() == 0
    context.close()
