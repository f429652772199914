import re
import xml.etree.ElementTree as etree

import pytest

from bindery.exercises import SAID, WORDS, faults, key

EXERCISE = """\
/// exercise | news
    answer: a.bits
    unit: bit
    wrong: {a.half: "So it is not."}

It is known.
How much is {{ a.half:.1f }}?
///

/// solution
It is {{ a.bits:.2f bit }}.
///
"""
EN = "docs/en/index.md"


def page(html):
    return etree.fromstring(f"<page>{html}</page>".replace("&para;", "¶"))


@pytest.mark.parametrize("words", [WORDS, SAID])
def test_both_languages_say_the_same_things(words):
    assert words["en"].keys() == words["zh"].keys()
    for name, said in words["en"].items():
        slots = sorted(re.findall(r"\{\w*\}", said))
        assert slots == sorted(re.findall(r"\{\w*\}", words["zh"][name])), name


@pytest.mark.parametrize(
    ("lang", "label", "unit", "check"),
    [("en", "Your answer", "bits", "Check"), ("zh", "你的答案", "比特", "检查")],
)
def test_the_form_stands_between_question_and_solution(
    render, lang, label, unit, check
):
    html, told = render(EXERCISE, lang)
    assert not told
    [exercise] = page(html).findall("div[@class='exercise']")
    _, _, form, solution = exercise
    assert solution.tag == "details"
    assert form.find("label").text == label
    assert form.find("label").get("for") == form.find("input").get("id")
    assert form.find("input").get("aria-describedby") == form.find("p").get("id")
    assert form.find("p").get("role") == "status"
    assert [form.find(tag).text for tag in ("span", "button")] == [unit, check]
    assert form.get("data-search-exclude") == ""


def test_without_a_unit_the_form_names_none(render):
    html, _ = render(EXERCISE.replace("    unit: bit\n", ""))
    [form] = page(html).iter("form")
    assert form.find("span") is None


def test_the_words_stand_once_and_only_where_they_are_needed(render):
    html, _ = render(EXERCISE + "\n" + EXERCISE.replace("news", "more"))
    assert html.count('class="exercises"') == 1
    assert 'class="exercises"' not in render("# No exercise { #no }")[0]


def test_an_exercise_is_known_by_its_answer(render):
    def known(text):
        [exercise] = page(render(text)[0]).findall("div[@class='exercise']")
        return exercise.get("data-key")

    assert known(EXERCISE) == "index/news: 6.64386 bit"
    assert known(EXERCISE.replace("It is known.", "In other words.")) == known(EXERCISE)
    assert known(EXERCISE.replace("answer: a.bits", "answer: a.loss")) != known(
        EXERCISE
    )


def test_the_last_digits_of_a_float_make_no_other_exercise():
    assert key("a.md", "b", "3.0000000000000004", "") == key("a.md", "b", "3", "")
    assert key("deep/a.md", "b", "inf", "bit") == "deep/a/b: inf bit"


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        (
            "unit: bit",
            "unit: bits",
            "an answer's unit can be bit, nat, hartley, not bits",
        ),
        (
            "unit: bit",
            "tolerance: 1",
            "the tolerance 1 is relative; write one between 0 and 1",
        ),
        (
            "unit: bit",
            "tolerance: 0",
            "the tolerance 0 is relative; write one between 0 and 1",
        ),
        (
            "{a.half:",
            "{a.bits:",
            "the wrong answer bits is 6.64386, which counts as right: "
            "the answer is 6.64386, with a tolerance of 0.01",
        ),
    ],
)
def test_what_cannot_be_judged(render, old, new, fault):
    told = render(EXERCISE.replace(old, new))[1]
    assert told == [f"{EN}:1: {fault}"]


def test_wrong_answers_can_be_told_apart():
    wrong = {"one": 2.0, "two": 5.0, "three": 2.01}
    assert list(faults(3, 0.01, "", wrong)) == [
        "the wrong answers one and three cannot be told apart"
    ]


def test_an_infinite_answer_is_judged_by_itself():
    assert list(faults(float("inf"), 0.01, "bit", {"one": 5.0})) == []
    assert list(faults(0, 0.01, "", {"one": 0.005})) != []


LIST = "# Progress { #progress }\n\n/// progress\n///\n"


@pytest.fixture
def listed(site):
    """The tiny site with a progress page in both languages."""
    digest = "000000000000"
    site.write("docs/en/progress.md", LIST)
    site.write("docs/zh/progress.md", f"---\nmirrors: {digest}\n---\n\n{LIST}")
    return site


def test_the_list_is_made_from_the_pages(listed):
    assert listed.build()
    for folder, count, first in (
        ("", "0 of 1 solved", "Exercise 1: "),
        ("zh/", "已做对 0 题，共 1 题", "练习 1："),
    ):
        html = listed.read(f"site/{folder}progress/index.html")
        html = re.sub(r'<span lang="en">(.*?)</span>', r"\1", html)
        one = r'<li><a data-key="page/news: 1" href="\.\./page/#news">'
        said = rf"{one}{first}How much news is it\?</a></li>"
        assert len(re.findall(said, html)) == 1
        assert html.count(count) == 2
        assert html.count("<form") == 0
        chapter = '<h2 id="progress-page"><a href="../page/">A page</a>'
        assert chapter in html


def test_the_list_follows_a_changed_answer(listed):
    for lang in ("en", "zh"):
        page = f"docs/{lang}/page.md"
        listed.replace(page, "answer: numbers.news", "answer: numbers.half")
    assert listed.build()
    for name in ("page", "progress"):
        assert 'data-key="page/news: 0.5"' in listed.read(f"site/{name}/index.html")


def test_a_broken_answer_is_told_once(listed):
    listed.replace("docs/en/page.md", "answer: numbers.news", "answer: numbers.new")
    at = listed.at("docs/en/page.md", "answer: numbers.new")
    listed.write("site/index.html", "kept")
    assert [error for error in listed.errors() if "no name new" in error] == [
        f"{at}: snippets/page/numbers.py has no name new; did you mean news?"
    ]


def test_where_there_is_a_list_the_exercises_lead_to_it(listed):
    assert listed.build()
    note = '<p class="exercise-note" data-search-exclude="">'
    html = listed.read("site/zh/page/index.html")
    assert f"{note}做对的题只记在这个浏览器里。<a href=" in html
    assert 'href="../progress/"' in html


def test_without_a_list_there_is_no_link(site):
    assert "exercise-note" not in site.read("site/page/index.html")


def test_a_list_is_staged_as_a_list(listed):
    from bindery.stage import stage

    assert stage(listed.root, listed.root / "out")
    text = listed.read("out/en/progress.md")
    assert "1. [Exercise 1: How much news is it?](page.md#news)\n" in text
    assert "solved" not in text
    assert "Save" not in text
