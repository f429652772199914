"""What readers can change on the page about bits: the plan of questions, the budget."""

import itertools
import math
import re
from pathlib import Path

import pytest

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
CHAPTER = "bits/"
BEST = "plan.first=1,0,0,0&plan.second=0,1,0,0&plan.third=0,0,1,0"
COMPUTED = {"": "Computed in your browser.", "zh/": "由你的浏览器算出。"}
EXECUTED = {"": "As the build computed it.", "zh/": "构建时算出的值。"}


@pytest.fixture(scope="module")
def script(browser):
    """A function that evaluates JavaScript with the arithmetic and both models."""
    page = browser.new_page()
    own = [ASSETS / "explorables" / f"{name}.js" for name in ("kraft", "questions")]
    for file in (ASSETS / "arithmetic.js", ASSETS / "explorable.js", *own):
        page.add_script_tag(content=file.read_text("utf-8"))
    yield page.evaluate
    page.close()


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + CHAPTER)


def executed(name):
    return results(ROOT).by_name[f"bits/{name}"].values


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def said(page, name):
    """The result and where it comes from."""
    return page.locator(f"ce-{name} .explorable-controls p").inner_text()


def picture(page, name):
    """All that is written in the live picture."""
    texts = page.locator(f"ce-{name} .explorable-live text").all_text_contents()
    return list(filter(None, texts))


def numbers(page, name):
    """The numbers that the emphasised labels of the live picture say."""
    labels = page.locator(f"ce-{name} .explorable-live text[style*=bold]")
    texts = labels.all_text_contents()
    return [re.search(r"[\d.]+", text)[0] for text in texts if text]


# The models.


def close(found, expected):
    assert found == pytest.approx(expected, rel=1e-12)


def test_kraft_starts_where_the_snippet_ended(script):
    kraft = executed("kraft")
    given = {"p": list(kraft["p"]), "lengths": list(kraft["lengths"])}
    found = script("given => explorables.models.kraft(given)", given)
    assert found.keys() == kraft.keys() - given.keys()
    close(found, {name: kraft[name] for name in found})


def test_kraft_elsewhere(script):
    p = [0.7, 0.2, 0.1]
    for lengths in itertools.product(range(1, 5), repeat=3):
        given = {"p": p, "lengths": lengths}
        found = script("given => explorables.models.kraft(given)", given)
        close(found["budget"], sum(2 ** (4 - length) for length in lengths) / 16)
        mean = math.fsum(x * n for x, n in zip(p, lengths, strict=True))
        close(found["mean_length"], mean)
        close(found["mean_news"], crossentropy.entropy(p))


def asked(answers):
    """How many answers each team needs, by dividing the teams again and again."""
    needed = [math.inf] * 4
    groups = [[0, 1, 2, 3]]
    for n in (1, 2, 3):
        groups = [
            [team for team in group if answers[n - 1][team] == answer]
            for group in groups
            for answer in (0, 1)
        ]
        for group in groups:
            if len(group) == 1:
                needed[group[0]] = min(needed[group[0]], n)
    return needed


def test_questions_start_where_the_snippet_ended(script):
    plan = executed("plan")
    given = {name: list(plan[name]) for name in ("p", "first", "second", "third")}
    found = script("given => explorables.models.questions(given)", given)
    for name in ("questions", "mean_questions", "mean_news"):
        close(found[name], plan[name])


def test_questions_elsewhere(script):
    p = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
    rows = list(itertools.product((0, 1), repeat=4))
    plans = list(itertools.product(rows, repeat=3))
    found = script(
        """([p, plans]) => plans.map(([first, second, third]) =>
        explorables.models.questions({ p, first, second, third }))""",
        [p, plans],
    )
    best = math.inf
    for plan, ours in zip(plans, found, strict=True):
        needed = asked(plan)
        assert ours["questions"] == needed, plan
        mean = sum(x * n for x, n in zip(p, needed, strict=True))
        assert ours["mean_questions"] == mean
        best = min(best, mean)
    assert best == crossentropy.entropy(p) == 1.75


# How the budget is used.


def sliders(page):
    return page.locator("ce-kraft input[type=range]")


def test_kraft_starts_as_executed(chapter, language):
    assert [slider.input_value() for slider in sliders(chapter).all()] == [
        "1",
        "2",
        "2",
    ]
    assert numbers(chapter, "kraft") == ["1", "1.3", "1.16"]
    assert re.findall(r"[01]+", said(chapter, "kraft")) == ["0", "10", "11"]
    assert EXECUTED[language] in said(chapter, "kraft")
    assert search(chapter) == ""
    assert chapter.faults == []


def test_kraft_by_keyboard(chapter, language):
    sliders(chapter).nth(1).focus()
    chapter.keyboard.press("ArrowRight")
    sliders(chapter).nth(2).focus()
    chapter.keyboard.press("End")
    assert numbers(chapter, "kraft") == ["0.6875", "1.7", "1.16"]
    assert re.findall(r"[01]+", said(chapter, "kraft")) == ["0", "100", "1010"]
    assert COMPUTED[language] in said(chapter, "kraft")
    assert search(chapter) == "?kraft.lengths=1,3,4"
    spoken = "document.querySelector('.explorable-voice').textContent"
    chapter.wait_for_function(f"{spoken}.includes('0.6875')")


def test_kraft_words_make_a_prefix_code(script):
    tried = list(itertools.product(range(1, 5), repeat=3))
    allowed = [t for t in tried if sum(2**-length for length in t) <= 1]
    assert len(allowed) < len(tried)
    codes = script(
        "all => all.map(customElements.get('ce-kraft').prototype.wordsOf)", allowed
    )
    for lengths, words in zip(allowed, codes, strict=True):
        assert tuple(map(len, words)) == lengths
        for word, other in itertools.permutations(words, 2):
            assert not other.startswith(word)


NO_CODE = {"": "No prefix code", "zh/": "没有哪种前缀码"}


def test_kraft_over_the_budget(open_page, language):
    page = open_page(f"{language}{CHAPTER}?kraft.lengths=1,1,2")
    assert numbers(page, "kraft") == ["1.25", "1.1", "1.16"]
    assert NO_CODE[language] in said(page, "kraft")
    sliders(page).nth(1).press("ArrowRight")
    assert NO_CODE[language] not in said(page, "kraft")


def drag(page, share, to, touch=False):
    """Drag in the upper bar from one place on the budget's axis to another."""
    live = page.locator("ce-kraft .explorable-live")
    live.scroll_into_view_if_needed()
    box = live.bounding_box()
    unit = box["width"] / 360
    y = box["y"] + 50 * unit
    xs = [box["x"] + unit * (10.8 + 338.4 * at / 1.5) for at in (share, to)]
    if not touch:
        page.mouse.move(xs[0], y)
        page.mouse.down()
        page.mouse.move(xs[1], y, steps=6)
        page.mouse.up()
        return
    wire = page.context.new_cdp_session(page)
    steps = [xs[0] + (xs[1] - xs[0]) * n / 6 for n in range(7)]
    for kind, x in [("Start", xs[0]), *(("Move", x) for x in steps)]:
        point = {"x": x, "y": y}
        event = {"type": f"touch{kind}", "touchPoints": [point]}
        wire.send("Input.dispatchTouchEvent", event)
    wire.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_kraft_is_dragged(open_page, language, touch):
    page = open_page(language + CHAPTER, 390, has_touch=touch)
    drag(page, 0.74, 0.62, touch)  # the draw, from its end at 3/4 to an eighth
    assert sliders(page).nth(1).input_value() == "3"
    assert numbers(page, "kraft")[0] == "0.875"
    assert page.faults == []


def test_kraft_slides_under_a_finger(open_page, language):
    page = open_page(language + CHAPTER, 390, has_touch=True)
    sliders(page).nth(2).scroll_into_view_if_needed()
    box = sliders(page).nth(2).bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 2, box["y"] + box["height"] / 2)
    assert numbers(page, "kraft")[0] == "0.8125"


def test_kraft_reset(open_page, language):
    page = open_page(f"{language}{CHAPTER}?kraft.lengths=3,3,3")
    page.locator("ce-kraft .explorable-reset").click()
    assert numbers(page, "kraft") == ["1", "1.3", "1.16"]
    assert search(page) == ""


# How the plan of questions is used.


def boxes(page):
    return page.locator("ce-questions input[type=checkbox]")


def ticked(page):
    return [int(box.is_checked()) for box in boxes(page).all()]


def test_questions_start_as_executed(chapter, language):
    plan = executed("plan")
    assert ticked(chapter) == [*plan["first"], *plan["second"], *plan["third"]]
    assert numbers(chapter, "questions") == ["2", "1.75"]
    assert EXECUTED[language] in said(chapter, "questions")
    assert search(chapter) == ""


NO_BETTER = {"": "no plan is better", "zh/": "没有更好的问法"}
NOT_ALL = {"": "cannot be told apart", "zh/": "分不出来"}


def test_questions_by_keyboard(chapter, language):
    for n in (1, 4, 5, 6, 10):  # A? B? C?
        boxes(chapter).nth(n).focus()
        chapter.keyboard.press("Space")
    assert numbers(chapter, "questions") == ["1.75", "1.75"]
    assert NO_BETTER[language] in said(chapter, "questions")
    assert COMPUTED[language] in said(chapter, "questions")
    assert search(chapter) == f"?{BEST}"


def test_questions_under_a_finger(open_page, language):
    page = open_page(language + CHAPTER, 390, has_touch=True)
    boxes(page).nth(6).tap()  # now the second question does not help
    assert NOT_ALL[language] in said(page, "questions")
    assert numbers(page, "questions") == ["1.75"]
    assert page.faults == []


def test_questions_in_the_address(open_page, language):
    page = open_page(f"{language}{CHAPTER}?{BEST}")
    assert ticked(page) == [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0]
    page.click("a.language")
    page.wait_for_url(f"**/{CHAPTER}?{BEST}")
    page.wait_for_load_state("networkidle")
    assert numbers(page, "questions") == ["1.75", "1.75"]
    page.locator("ce-questions .explorable-reset").click()
    assert numbers(page, "questions") == ["2", "1.75"]
    assert search(page) == ""


# Both.


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        ("kraft", "kraft.lengths=1,2"),
        ("kraft", "kraft.lengths=0,2,2"),
        ("kraft", "kraft.lengths=1,2,5"),
        ("kraft", "kraft.lengths=1.5,2,2"),
        ("kraft", "kraft.lengths=a,b,c"),
        ("questions", "plan.first=1,1,0"),
        ("questions", "plan.second=1,0,2,0"),
    ],
)
def test_a_bad_address_changes_nothing_and_says_so(open_page, name, asked):
    page = open_page(f"{CHAPTER}?{asked}")
    assert "impossible state" in said(page, name)
    start = {"kraft": ["1", "1.3", "1.16"], "questions": ["2", "1.75"]}
    assert numbers(page, name) == start[name]
    assert page.faults == []


@pytest.mark.parametrize("name", ["kraft", "questions"])
def test_the_drawn_figure_and_the_live_one_say_the_same(chapter, name):
    """Each label of the figure that the build drew stands in the live one too."""
    drawn = chapter.locator(f"ce-{name} .figure > svg:not(.explorable-live) text")
    assert sorted(drawn.all_text_contents()) == sorted(picture(chapter, name))


def test_without_scripts_the_figures_stand(open_page, language, width):
    static = open_page(language + CHAPTER, width, java_script_enabled=False)
    live = open_page(language + CHAPTER, width)
    for name in ("kraft", "questions"):
        assert static.locator(f"ce-{name} svg").is_visible()
        assert static.locator(f"ce-{name} input").count() == 0
        one = static.locator(f"ce-{name} svg").bounding_box()
        other = live.locator(f"ce-{name} svg.explorable-live").bounding_box()
        assert (one["width"], one["height"]) == (other["width"], other["height"])


def test_no_state_moves_the_page(open_page, language, width):
    tops = set()
    for state in (
        "",
        BEST,
        "plan.first=0,0,0,0",
        "kraft.lengths=1,1,1",
        "kraft.lengths=4,4,4",
        "kraft.lengths=9,9,9",
    ):
        page = open_page(f"{language}{CHAPTER}?{state}", width)
        tops.add(page.locator("figcaption").last.bounding_box()["y"])
        for controls in page.locator(".explorable-controls").all():
            assert controls.evaluate("e => e.scrollHeight <= e.clientHeight"), state
        assert page.evaluate("document.documentElement.scrollWidth") == width
    assert len(tops) == 1


def test_controls_can_be_hit_and_seen(open_page, language, width):
    state = f"{BEST}&kraft.lengths=2,2,2"
    page = open_page(f"{language}{CHAPTER}?{state}", width, has_touch=True)
    for selector in (
        "ce-questions .explorable-choice label",
        "ce-kraft input",
        ".explorable-reset",
    ):
        for control in page.locator(selector).all():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44, selector
    for control in page.locator("ce-kraft input, ce-questions input").all():
        control.focus()
        page.keyboard.press("Shift")
        assert control.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


def test_print_shows_what_was_executed(open_page, language):
    page = open_page(f"{language}{CHAPTER}?{BEST}&kraft.lengths=3,3,3")
    page.emulate_media(media="print")
    for name in ("kraft", "questions"):
        assert page.locator(f"ce-{name} svg").first.is_visible()
        assert not page.locator(f"ce-{name} .explorable-live").is_visible()
        assert not page.locator(f"ce-{name} .explorable-controls").is_visible()
