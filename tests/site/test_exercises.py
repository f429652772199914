"""Exercises answered in the browser, judged against an independent oracle."""

import json
import math
import re
from pathlib import Path

import pytest
import yaml

from bindery.exercises import UNITS

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"

# What is typed, and all that it may mean: the oracle's own values.
READ = [
    ("3", [3]),
    ("  3 ", [3]),
    ("3.0", [3]),
    ("+3", [3]),
    (".5", [0.5]),
    ("5.", [5]),
    ("1/32", [1 / 32]),
    ("1 / 32", [1 / 32]),
    ("½", [0.5]),
    ("2^-5", [2**-5]),
    ("2**-5", [2**-5]),
    ("2⁻⁵", [2**-5]),
    ("10²", [100]),
    ("1e-3", [0.001]),
    ("1E3", [1000]),
    ("3 × 10^-4", [3e-4]),
    ("2·3", [6]),
    ("6÷4", [1.5]),
    ("ln 2", [math.log(2)]),
    ("ln(2)", [math.log(2)]),
    ("log2 100", [math.log2(100)]),
    ("log_2 100", [math.log2(100)]),
    ("log_{2}(100)", [math.log2(100)]),
    ("log₂100", [math.log2(100)]),
    ("log₁₀ 100", [2]),
    ("log10(100)", [2]),
    ("-log2 1/32", [5]),
    ("-log2(0.01)", [-math.log2(0.01)]),
    ("−ln 0.01", [-math.log(0.01)]),
    ("ln 100/ln 2", [math.log2(100)]),
    ("ln(100)/2", [math.log(10)]),
    ("sqrt 2", [math.sqrt(2)]),
    ("e", [math.e]),
    ("1/e", [1 / math.e]),
    ("2*pi", [2 * math.pi]),
    ("(1+2)*3-4/2", [7]),
    ("-2^2", [-4]),
    ("2^3^2", [512]),
    ("1-2-3", [-4]),
    ("8/4/2", [1]),
    ("50%", [0.5]),
    ("50 %", [0.5]),
    ("５０％", [0.5]),
    ("５．０", [5]),
    ("−５．５", [-5.5]),
    ("－５", [-5]),
    ("–5", [-5]),
    ("5。5", [5.5]),
    ("１／３２", [1 / 32]),
    ("（1+2）×3", [9]),
    ("0,5", [0.5]),
    ("0，5", [0.5]),
    ("3,32", [3.32]),
    ("1,024", [1024, 1.024]),
    ("1,024.5", [1024.5]),
    ("1.024,5", [1024.5]),
    ("1,048,576", [1048576]),
    ("1/1,024", [1 / 1024, 1 / 1.024]),
    ("= 5", [5]),
    ("≈ 5.1", [5.1]),
    ("p = 1/2", [0.5]),
    ("C=1", [1]),
    ("5.", [5]),
    ("∞", [math.inf]),
    ("-inf", [-math.inf]),
    ("1/0", [math.inf]),
]
WITH_UNIT = [
    ("5 bit", 5, "bit"),
    ("5 bits", 5, "bit"),
    ("5bits", 5, "bit"),
    ("5 Bits.", 5, "bit"),
    ("5 比特", 5, "bit"),
    ("５比特", 5, "bit"),
    ("ln 2 nats", math.log(2), "nat"),
    ("0,693 nat", 0.693, "nat"),
    ("0.693纳特", 0.693, "nat"),
    ("2 hartleys", 2, "hartley"),
    ("2 哈特利", 2, "hartley"),
    ("1/2", 0.5, ""),
]
NO_NUMBER = [
    "",
    " ",
    "pizza",
    "five",
    "五",
    "5 apples",
    "bits",
    "1..2",
    "1,2,3",
    "1,02,4",
    "(1",
    "1)",
    "1+",
    "*2",
    "ln",
    "log 100",
    "log100",
    "log2100x",
    "ln -1",
    "0/0",
    "1½",
    "2 3",
    "constructor",
    "alert(1)",
    "__proto__",
    "1;2",
]


def oracle(value, given, answer, tolerance, unit, wrong, places):
    """The verdict on one reading, said in Python from the task's words."""
    in_nats = {"bit": math.log(2), "nat": 1, "hartley": math.log(10)}

    def accepted(x, y, off=tolerance):
        return math.isclose(x, y, rel_tol=0, abs_tol=off * abs(y) if y else off)

    if given and not unit:
        return "unitless"
    x = value * in_nats[given] / in_nats[unit] if given else value
    if accepted(x, answer):
        return "converted" if given not in ("", unit) else "right"
    if any(accepted(x, w) for w in wrong):
        return "hint"
    if unit and not given:
        for other, nats in in_nats.items():
            if other != unit and accepted(value * nats / in_nats[unit], answer):
                return "unit"
    if accepted(-x, answer):
        return "sign"
    shown = places is not None and x and round(answer, places) == round(x, places)
    return "close" if shown or accepted(x, answer, 5 * tolerance) else "wrong"


JUDGED = [
    # typed, value, unit given, decimal places, answer, tolerance, unit, wrong answers
    ("3", 3, "", 0, 3, 0.01, "bit", [5, 2]),
    ("3 bits", 3, "bit", 0, 3, 0.01, "bit", [5, 2]),
    ("2.0794 nats", 2.0794, "nat", 4, 3, 0.01, "bit", [5, 2]),
    ("2.0794", 2.0794, "", 4, 3, 0.01, "bit", [5]),
    ("0.903", 0.903, "", 3, 3, 0.01, "bit", [5]),
    ("0.903 hartleys", 0.903, "hartley", 3, 3, 0.01, "bit", [5]),
    ("5", 5, "", 0, 3, 0.01, "bit", [5, 2]),
    ("5 bits", 5, "bit", 0, 3, 0.01, "bit", [5, 2]),
    ("4", 4, "", 0, 3, 0.01, "bit", [5, 2]),
    ("2.9", 2.9, "", 1, 3, 0.01, "bit", [5, 2]),
    ("3.029", 3.029, "", 3, 3, 0.01, "bit", []),
    ("3.031", 3.031, "", 3, 3, 0.01, "bit", []),
    ("3.16", 3.16, "", 2, 3, 0.01, "bit", []),
    ("-3", -3, "", 0, 3, 0.01, "bit", []),
    ("3 bit", 3, "bit", 0, 3, 0.01, "", []),
    ("7", 7, "", 0, 6.6439, 0.001, "bit", []),
    ("6.6", 6.6, "", 1, 6.6439, 0.001, "bit", []),
    ("6.64", 6.64, "", 2, 6.6439, 0.001, "bit", []),
    ("6.5", 6.5, "", 1, 6.6439, 0.001, "bit", []),
    ("log2 100", math.log2(100), "", None, 6.6439, 0.001, "bit", []),
    ("0", 0, "", 0, 0.4, 0.01, "", []),
    ("0", 0, "", 0, 0, 0.01, "", []),
    ("0.02", 0.02, "", 2, 0, 0.01, "", []),
    ("0.001", 0.001, "", 3, 1 / 1024, 0.01, "", [1024]),
    ("0.000977", 0.000977, "", 6, 1 / 1024, 0.01, "", [1024]),
    ("-1", -1, "", 0, 1, 0.01, "", [-1]),
    ("∞", math.inf, "", None, math.inf, 0.01, "bit", []),
    ("5", 5, "", 0, math.inf, 0.01, "bit", []),
]


@pytest.fixture(scope="module")
def judge(browser):
    """Return a function that calls one of the script's on an empty page."""
    page = browser.new_page()
    page.add_script_tag(path=ASSETS / "answer.js")

    def call(name, *given):
        return page.evaluate(f"given => answers.{name}(...given)", list(given))

    yield call
    page.close()


@pytest.mark.parametrize(("text", "values"), READ)
def test_what_is_typed_is_read(judge, text, values):
    found = [reading["value"] for reading in judge("readings", text)]
    assert found == pytest.approx(values, rel=1e-15)


@pytest.mark.parametrize(("text", "value", "unit"), WITH_UNIT)
def test_units_are_read(judge, text, value, unit):
    [reading] = judge("readings", text)
    assert reading["value"] == pytest.approx(value, rel=1e-15)
    assert reading["unit"] == unit


@pytest.mark.parametrize("text", NO_NUMBER)
def test_what_is_no_number_is_not_read(judge, text):
    assert judge("readings", text) == []


@pytest.mark.parametrize("row", JUDGED, ids=lambda row: f"{row[0]} for {row[4]:.4g}")
def test_verdicts(judge, row):
    text, value, given, places, answer, tolerance, unit, wrong = row
    expected = oracle(value, given, answer, tolerance, unit, wrong, places)
    hints = [{"value": w, "hint": f"that is {w}"} for w in wrong]
    exercise = {"answer": answer, "tolerance": tolerance, "unit": unit, "wrong": hints}
    found = judge("judge", text, exercise)
    assert found["verdict"] == expected
    if expected == "hint":
        assert found["hint"] == f"that is {value:g}"


def test_the_table_holds_every_verdict():
    verdicts = {oracle(r[1], r[2], *r[4:7], r[7], r[3]) for r in JUDGED}
    assert verdicts == {
        *("right", "converted", "unitless", "hint", "unit", "sign", "close", "wrong")
    }


def test_a_comma_is_read_as_it_is_meant(judge):
    exercise = {"answer": 1.024, "tolerance": 0.001, "unit": "", "wrong": []}
    assert judge("judge", "1,024", exercise)["verdict"] == "right"
    exercise["answer"] = 1024
    assert judge("judge", "1,024", exercise)["verdict"] == "right"
    hint = {"value": 1.024, "hint": "a dot"}
    exercise |= {"answer": 7, "wrong": [hint]}
    assert judge("judge", "1,024", exercise) == {"verdict": "hint", "hint": "a dot"}


def test_every_unit_of_an_answer_is_known_to_the_script(judge):
    words = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["units"]
    for unit in UNITS:
        for word in [*words[unit]["en"], words[unit]["zh"]]:
            [reading] = judge("readings", f"1 {word}")
            assert reading["unit"] == unit


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + "information/")


def answer(page, name, text):
    field = page.locator(f"#{name} input")
    field.fill(text)
    field.press("Enter")
    return page.locator(f"#{name} .verdict")


def verdict(page, name):
    return page.locator(f"#{name} .verdict").get_attribute("data-verdict")


ANSWERED = [
    ("eight-teams", "3", "right"),
    ("eight-teams", "３ 比特", "right"),
    ("eight-teams", "log2 8", "right"),
    ("eight-teams", "ln 8 nats", "converted"),
    ("eight-teams", "ln 8", "unit"),
    ("eight-teams", "5", "hint"),
    ("eight-teams", "2", "hint"),
    ("eight-teams", "2.9", "close"),
    ("eight-teams", "17", "wrong"),
    ("eight-teams", "-3", "sign"),
    ("eight-teams", "", "empty"),
    ("eight-teams", "three", "unread"),
    ("sunday", "5", "hint"),
    ("sunday", "9", "hint"),
    ("ten-bits", "1/1,024", "right"),
    ("ten-bits", "2^-10", "right"),
    ("ten-bits", "0,000977", "right"),
    ("ten-bits", "1024", "hint"),
    ("ten-bits", "10%", "hint"),
    ("half-base", "1 bit", "unitless"),
    ("half-base", "−1", "hint"),
    ("reciprocal", "8", "hint"),
    ("reciprocal", "6", "hint"),
    ("reciprocal", "2", "right"),
]


def test_answers_are_judged(chapter):
    for name, text, expected in ANSWERED:
        details = chapter.locator(f"#{name} details")
        details.evaluate("e => { e.open = false }")
        said = answer(chapter, name, text).inner_text()
        assert verdict(chapter, name) == expected, (name, text)
        assert said
        assert "{" not in said
        assert "undefined" not in said
        right = expected in {"right", "converted"}
        assert details.evaluate("e => e.open") is right
        invalid = chapter.locator(f"#{name} input").get_attribute("aria-invalid")
        assert (invalid == "true") is (expected in {"empty", "unread"})
    solved = {name for name, _, expected in ANSWERED if expected == "right"}
    assert chapter.locator(".exercise-title .exercise-solved").count() == len(solved)
    assert chapter.faults == []


def test_the_verdicts_speak_the_pages_language(chapter, language):
    for text in ("3", "ln 8 nats", "ln 8", "5", "2.9", "17", "-3", "", "three"):
        said = answer(chapter, "eight-teams", text).inner_text()
        assert bool(re.search("[\u4e00-\u9fff]", said)) is bool(language), said


def test_the_keyboard_is_enough(chapter):
    field = chapter.locator("#eight-teams input")
    field.focus()
    chapter.keyboard.type("5")
    chapter.keyboard.press("Tab")
    assert chapter.locator("#eight-teams button").evaluate(
        "e => e === document.activeElement"
    )
    outline = "getComputedStyle(document.activeElement).outlineStyle"
    assert chapter.evaluate(outline) == "solid"
    chapter.keyboard.press("Space")
    assert verdict(chapter, "eight-teams") == "hint"
    chapter.keyboard.press("Shift+Tab")
    assert chapter.evaluate(outline) == "solid"
    chapter.keyboard.press("ControlOrMeta+a")
    chapter.keyboard.type("3")
    chapter.keyboard.press("Enter")
    assert verdict(chapter, "eight-teams") == "right"


def test_touch_is_enough_and_targets_are_large(open_page, language):
    page = open_page(language + "information/", 390, has_touch=True)
    page.locator("#eight-teams input").tap()
    page.keyboard.type("3")
    page.locator("#eight-teams button").tap()
    assert verdict(page, "eight-teams") == "right"
    page.goto(page.url.replace("information", "progress"))
    targets = page.locator(".progress-tools button")
    heights = targets.evaluate_all("l => l.map(e => e.offsetHeight)")
    page.goto(page.url.replace("progress", "information"))
    selector = ".exercise :is(input, button, summary)"
    heights += page.locator(selector).evaluate_all("l => l.map(e => e.offsetHeight)")
    assert len(heights) == 3 + 3 * page.locator(".exercise").count()
    assert min(heights) >= 44
    boxes = page.locator("#eight-teams form > :not(p)").evaluate_all(
        "l => l.map(e => e.getBoundingClientRect()).map(b => [b.top, b.bottom])"
    )
    tops, bottoms = zip(*boxes, strict=True)
    assert max(tops) < min(bottoms)  # on a phone too the form is one line
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_verdict_is_told(chapter):
    field = chapter.locator("#eight-teams input")
    box = chapter.locator(f"#{field.get_attribute('aria-describedby')}")
    assert box.get_attribute("role") == "status"  # which is polite
    answer(chapter, "eight-teams", "17")
    assert box.inner_text()
    assert chapter.locator("#eight-teams label").evaluate("e => e.control.id") == (
        field.get_attribute("id")
    )


def test_a_solved_exercise_is_remembered_in_both_languages(open_page, address):
    page = open_page("information/")
    answer(page, "eight-teams", "3")
    for path in ("information/", "zh/information/"):
        page.goto(address + path)
        page.locator("#eight-teams.solved .exercise-solved").wait_for()
        assert page.locator(".exercise.solved").count() == 1
        assert page.locator("#eight-teams input").input_value() == ""
        assert page.locator("#eight-teams details").evaluate("e => e.open") is False


def test_an_exercise_with_another_answer_is_open_again(open_page, address):
    page = open_page("information/")
    answer(page, "eight-teams", "3")

    def changed(route):
        text = route.fetch().text()
        assert "eight-teams: 3 bit" in text
        route.fulfill(body=text.replace("eight-teams: 3 bit", "eight-teams: 4 bit"))

    page.route(f"{address}information/", changed)
    page.goto(f"{address}information/")
    assert page.locator(".exercise.solved").count() == 0
    page.unroute(f"{address}information/")
    page.goto(f"{address}information/")
    assert page.locator(".exercise.solved").count() == 1


@pytest.mark.parametrize("path", ["information/", "progress/"])
def test_nothing_moves_when_the_page_has_loaded(open_page, language, path):
    """Before the scripts and after them, with a solved exercise, all is in place."""
    boxes = """() => [...document.querySelectorAll(
        '.exercise > *, .exercise form > *, .progress li, .progress p, .progress h2'
    )].map(e => e.getBoundingClientRect()).map(b => [b.left, b.top + scrollY, b.height]
        .map(Math.round).join()).join('\\n')"""
    page = open_page(language + path, 390)
    page.evaluate("localStorage.exercises = '[\"information/eight-teams: 3 bit\"]'")
    page.route("**/exercise.js", lambda route: route.abort())
    page.reload()
    page.wait_for_load_state("networkidle")
    before = page.evaluate(boxes)
    page.unroute("**/exercise.js")
    page.reload()
    page.wait_for_load_state("networkidle")
    solved = page.locator(".solved")
    assert solved.count() == 1
    assert page.evaluate(boxes) == before


def test_without_scripts_there_is_no_form_but_the_solution(open_page, language):
    page = open_page(language + "information/", java_script_enabled=False)
    for hidden in ("#eight-teams form", ".exercise-note"):
        assert page.locator(hidden).is_visible() is False
    page.locator("#eight-teams summary").click()
    assert page.locator("#eight-teams details p").is_visible()
    page = open_page(language + "progress/", java_script_enabled=False)
    assert page.locator(".progress li a").first.is_visible()
    for hidden in (".progress-tools", ".progress-count"):
        assert page.locator(hidden).first.is_visible() is False


def test_print_shows_no_form(open_page, language):
    page = open_page(language + "information/")
    page.emulate_media(media="print")
    assert page.locator("#eight-teams form").is_visible() is False


def test_where_nothing_may_be_kept_answers_work_and_say_so(open_page):
    page = open_page("information/")
    page.evaluate(
        "() => { Storage.prototype.setItem = () => { throw new Error('full') } }"
    )
    said = answer(page, "eight-teams", "3").inner_text()
    assert "keeps nothing" in said
    assert page.locator(".exercise.solved").count() == 1
    assert page.faults == []


DENIED = """for (const name of ["localStorage", "sessionStorage"])
    Object.defineProperty(window, name, {configurable: true, get() {
        throw new DOMException("denied", "SecurityError")
    }})"""
UNKEPT = {"": "keeps nothing", "zh/": "不保存"}


@pytest.fixture
def denied(open_page, language):
    """A page of a reader whose browser denies storage, even to look at it."""
    page = open_page(language + "information/")
    page.add_init_script(DENIED)
    page.reload()
    page.wait_for_load_state("networkidle")
    return page


def test_where_storage_is_denied_everything_works(denied, language):
    assert UNKEPT[language] not in denied.locator("article").inner_text()
    assert UNKEPT[language] in answer(denied, "eight-teams", "3").inner_text()
    assert UNKEPT[language] not in answer(denied, "sunday", "17").inner_text()
    assert denied.locator(".exercise.solved").count() == 1
    for control in denied.locator(".certificates button").all():
        control.click()
        assert control.get_attribute("aria-checked") == "true"
    assert denied.locator(".explorable.live").count() >= 2
    colour = "document.body.dataset.mdColorScheme"
    before = denied.evaluate(colour)
    denied.locator("[data-md-component=palette] button:visible").click()
    assert denied.evaluate(colour) != before
    assert denied.faults == []


def test_where_storage_is_denied_progress_says_so(denied, language, tmp_path):
    denied.goto(denied.url.replace("information", "progress"))
    file = tmp_path / "p.json"
    kept = {"format": "cross-entropy-executed/progress", "version": 1}
    file.write_text(json.dumps({**kept, "solved": ["information/sunday: 1 bit"]}))
    with denied.expect_file_chooser() as chooser:
        denied.locator("[data-does=import]").click()
    chooser.value.set_files(file)
    denied.locator(".progress a.solved").wait_for()
    assert UNKEPT[language] in said(denied)
    denied.on("dialog", lambda dialog: dialog.accept())
    denied.locator("[data-does=erase]").click()
    assert done(denied) == []
    assert UNKEPT[language] in said(denied)
    assert denied.faults == []


def test_what_an_earlier_version_kept_is_neither_shown_nor_lost(open_page, language):
    """An exercise that is gone, and one whose answer has changed since."""
    page = open_page(language + "progress/")
    old = ["information/gone: 3 bit", "information/eight-teams: 4 bit"]
    page.evaluate("old => { localStorage.exercises = JSON.stringify(old) }", old)
    page.reload()
    page.wait_for_load_state("networkidle")
    assert done(page) == []
    assert said(page) == ""
    first = page.locator(".progress-count").first.inner_text()
    assert re.findall(r"\d+", first)[-2:].count("0") == 1
    page.goto(page.url.replace("progress", "information"))
    assert page.locator(".exercise.solved").count() == 0
    answer(page, "eight-teams", "3")
    kept = json.loads(page.evaluate("localStorage.exercises"))
    assert sorted(kept) == sorted([*old, "information/eight-teams: 3 bit"])
    assert page.faults == []


def test_an_old_file_counts_what_is_still_here(progress, tmp_path):
    file = tmp_path / "old.json"
    kept = {"format": "cross-entropy-executed/progress", "version": 1}
    solved = ["information/gone: 3 bit", "information/sunday: 1 bit"]
    file.write_text(json.dumps({**kept, "solved": solved}))
    with progress.expect_file_chooser() as chooser:
        progress.locator("[data-does=import]").click()
    chooser.value.set_files(file)
    progress.locator(".progress a.solved").nth(2).wait_for()
    assert re.findall(r"\d+", said(progress)) == ["1"]


@pytest.mark.parametrize("kept", ["byte", "", "{}", "null"])
def test_an_unknown_unit_or_switch_is_ignored(open_page, kept):
    page = open_page("information/")
    page.evaluate("k => { localStorage.unit = localStorage.certificates = k }", kept)
    page.reload()
    page.wait_for_load_state("networkidle")
    for control in page.locator(".certificates button").all():
        assert control.get_attribute("aria-checked") == "false"
    assert page.faults == []


def test_what_else_is_kept_does_no_harm(open_page):
    page = open_page("information/")
    for kept in ("", "{", "5", "null", '{"a": 1}', "[1, 2]"):
        page.evaluate("kept => { localStorage.exercises = kept }", kept)
        page.reload()
        answer(page, "eight-teams", "3")
        found = json.loads(page.evaluate("localStorage.exercises"))
        assert found == ["information/eight-teams: 3 bit"]
    assert page.faults == []


# The progress page.


@pytest.fixture
def progress(open_page, language):
    """The progress page of a reader who has solved two exercises."""
    page = open_page(language + "information/")
    answer(page, "eight-teams", "3")
    answer(page, "ten-bits", "2^-10")
    page.goto(page.url.replace("information", "progress"))
    page.wait_for_load_state("networkidle")
    return page


def done(page):
    links = page.locator(".progress a.solved").evaluate_all("l => l.map(a => a.hash)")
    return [link.lstrip("#") for link in links]


def said(page):
    return page.locator(".progress-tools [role=status]").inner_text()


def test_it_lists_every_exercise_of_every_chapter(open_page, site, language):
    page = open_page(language + "progress/")
    links = page.locator(".progress li a").evaluate_all("l => l.map(a => a.href)")
    exercises = []
    for file in sorted((site / language).rglob("index.html")):
        if not language and (site / "zh") in file.parents:
            continue
        html = file.read_text("utf-8")
        exercises += re.findall(r'data-key="([^"]+)"[^>]*data-name', html)
    keys = page.locator(".progress li a").evaluate_all("l => l.map(a => a.dataset.key)")
    assert sorted(keys) == sorted(exercises)
    assert len(exercises) >= 5
    assert done(page) == []
    for link in links:
        page.goto(link)
        assert page.locator(":target form").count() == 1


def test_it_counts_what_is_solved(progress, language):
    assert done(progress) == ["eight-teams", "ten-bits"]
    counts = progress.locator(".progress-count").all_inner_texts()
    found = [list(map(int, re.findall(r"\d+", count))) for count in counts]
    assert [2, 5] in found[1:]  # the chapter "information", which has both
    assert found[0] == [sum(part) for part in zip(*found[1:], strict=True)]
    assert found[0] == [2, progress.locator(".progress li").count()]
    spoken = progress.locator(".progress a.solved").first.inner_text()
    assert ("已做对" if language else "solved") in spoken


def test_a_full_list_fits_a_phone_and_keeps_its_formulas(open_page, language):
    page = open_page(language + "progress/", 390)
    keys = page.locator(".progress li a").evaluate_all("l => l.map(a => a.dataset.key)")
    formulas = page.locator(".progress math").count()
    assert formulas >= 2
    page.evaluate("keys => { localStorage.exercises = JSON.stringify(keys) }", keys)
    page.reload()
    assert len(done(page)) == len(keys)
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    for at in range(formulas):
        formula = page.locator(".progress math").nth(at)
        formula.scroll_into_view_if_needed()
        box = formula.bounding_box()
        shown = page.evaluate(
            "at => document.elementFromPoint(...at)?.closest('math') !== null",
            [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2],
        )
        assert shown


def test_it_is_renewed_by_another_tab(progress):
    other = progress.context.new_page()
    other.goto(progress.url.replace("progress", "information"))
    answer(other, "sunday", "1")
    progress.locator(".progress a.solved").nth(2).wait_for()
    assert done(progress) == ["eight-teams", "sunday", "ten-bits"]


def test_what_is_saved_can_be_read(progress, tmp_path):
    with progress.expect_download() as download:
        progress.locator("[data-does=export]").click()
    file = tmp_path / download.value.suggested_filename
    download.value.save_as(file)
    assert json.loads(file.read_text("utf-8")) == {
        "format": "cross-entropy-executed/progress",
        "version": 1,
        "solved": [
            "information/eight-teams: 3 bit",
            "information/ten-bits: 0.000976562",
        ],
    }
    progress.evaluate("localStorage.exercises = '[\"information/sunday: 1 bit\"]'")
    with progress.expect_file_chooser() as chooser:
        progress.locator("[data-does=import]").click()
    chooser.value.set_files(file)
    progress.locator(".progress a.solved").nth(2).wait_for()
    assert done(progress) == ["eight-teams", "sunday", "ten-bits"]
    assert re.findall(r"\d+", said(progress)) == ["2"]


GOOD = {"format": "cross-entropy-executed/progress", "version": 1, "solved": []}


BAD = [
    ("", "bad.json is not a progress file: it holds no JSON."),
    ("{", "bad.json is not a progress file: it holds no JSON."),
    ("\x89PNG", "bad.json is not a progress file: it holds no JSON."),
    ("null", "bad.json is JSON, but not a progress file saved here."),
    ("[]", "bad.json is JSON, but not a progress file saved here."),
    ('"a"', "bad.json is JSON, but not a progress file saved here."),
    (json.dumps(GOOD | {"solved": [1]}), "bad.json is JSON, but not"),
    (json.dumps(GOOD | {"solved": "a"}), "bad.json is JSON, but not"),
    (json.dumps(GOOD | {"solved": None}), "bad.json is JSON, but not"),
    (json.dumps(GOOD | {"version": 2}), "bad.json was saved by a newer version"),
]


def test_a_bad_file_changes_nothing(progress, tmp_path, language):
    file = tmp_path / "bad.json"
    for text, english in BAD:
        file.write_text(text, "utf-8")
        progress.evaluate(
            "document.querySelector('.progress-tools [role=status]').textContent = ''"
        )
        progress.locator(".progress-tools input").set_input_files(file)
        progress.locator(".progress-tools [role=status]:not(:empty)").wait_for()
        assert said(progress).startswith("bad.json" if language else english), text
        assert ("进度没有变动" if language else "Nothing was changed.") in said(
            progress
        )
        assert done(progress) == ["eight-teams", "ten-bits"]
        assert len(json.loads(progress.evaluate("localStorage.exercises"))) == 2
    assert progress.faults == []


@pytest.mark.parametrize("sure", [True, False])
def test_it_is_erased_after_a_question(progress, sure):
    asked = []

    def reply(dialog):
        asked.append(dialog.message)
        dialog.accept() if sure else dialog.dismiss()

    progress.on("dialog", reply)
    progress.locator("[data-does=erase]").click()
    assert len(asked) == 1
    assert done(progress) == ([] if sure else ["eight-teams", "ten-bits"])
    progress.reload()
    assert done(progress) == ([] if sure else ["eight-teams", "ten-bits"])


# What is loaded, and where.


def test_only_pages_that_use_them_load_them(site):
    users = 0
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        uses = '<form class="answer"' in html or 'class="progress"' in html
        users += uses
        for part in ("answer.js", "exercise.js"):
            assert bool(re.search(f'="[^"]*{part}"', html)) is uses, file
    assert users >= 4


def test_scripts_are_deferred_and_inline_nothing(site):
    for name in ("information", "progress"):
        html = (site / name / "index.html").read_text("utf-8")
        for part in ("answer.js", "exercise.js"):
            assert re.search(rf'<script src="[^"]*{part}" defer>', html)
        assert not re.search(r"\son\w+=", html)
    for part in ("answer.js", "exercise.js"):
        text = (ASSETS / part).read_text("utf-8")
        assert not re.search(r"\bfetch\b|XMLHttp|\bimport\b *[({'\"]|\beval\b", text)


def test_the_words_stay_out_of_the_search(site, language):
    index = (site / language / "search" / "index.json").read_text("utf-8")
    for word in ("Your answer", "你的答案", "Save to a file", "存为文件"):
        assert word not in index
