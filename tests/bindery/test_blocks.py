import json
import re
import xml.etree.ElementTree as etree

import pytest

from bindery.blocks import type_hint_texts

EN = "docs/en/index.md"
EXERCISE = """\
/// exercise | news
    answer: a.bits
    tolerance: 0.001
    wrong: {a.half: "Forgot the “logarithm”.", "a.rows[1][0]": "Off."}

How much is {{ a.half:.1f }}?
///

/// solution
It is {{ a.bits:.2f bit }}.
///
"""


def exercises(html):
    page = etree.fromstring(f"<page>{html}</page>")
    return [div for div in page.iter("div") if div.get("class") == "exercise"]


def test_an_exercise_holds_what_can_be_asked(render):
    html, told = render(EXERCISE)
    assert not told
    [exercise] = exercises(html)
    assert exercise.attrib == {
        "class": "exercise",
        "id": "news",
        "data-answer": "6.643856189774724",
        "data-source": "snippets/index/a.py",
        "data-name": "bits",
        "data-key": "index/news: 6.64386",
        "data-tolerance": "0.001",
        "data-wrong": exercise.get("data-wrong"),
    }
    source = {"source": "snippets/index/a.py"}
    assert json.loads(exercise.get("data-wrong")) == [
        source | {"name": "half", "value": "0.5", "hint": "Forgot the “logarithm”."},
        source | {"name": "rows[1][0]", "value": "3", "hint": "Off."},
    ]
    title, question, form, solution = exercise
    assert form.tag == "form"
    assert (title.get("class"), title.text) == ("exercise-title", "Exercise 1")
    assert "".join(question.itertext()) == "How much is 0.5?"
    assert (solution.tag, solution.get("class")) == ("details", "solution")
    assert solution[0].text == "Solution"
    assert "6.64" in "".join(solution.itertext())


def test_exercises_are_counted_in_the_pages_language(render):
    html, told = render(EXERCISE + "\n" + EXERCISE.replace("news", "more"), "zh")
    assert not told
    titles = [exercise[0].text for exercise in exercises(html)]
    assert titles == ["练习 1", "练习 2"]
    assert re.findall("<summary>(.*)</summary>", html) == ["解答", "解答"]


def test_without_options_the_tolerance_is_one_per_cent(render):
    text = re.sub(r"    (tolerance|wrong).*\n", "", EXERCISE)
    [exercise] = exercises(render(text)[0])
    assert exercise.get("data-tolerance") == "0.01"
    assert exercise.get("data-wrong") == "[]"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "answer: a.bits",
            "answer: a.bit",
            [f"{EN}:2: snippets/index/a.py has no name bit; did you mean bits?"],
        ),
        (
            "{a.half:",
            "{a.hal:",
            [f"{EN}:4: snippets/index/a.py has no name hal; did you mean half?"],
        ),
        (
            "    answer: a.bits\n",
            "",
            [f"{EN}:1: the exercise has no answer; write answer: snippet.name"],
        ),
        (
            "/// solution",
            "/// solutoin",
            [
                f"{EN}:1: the exercise has no solution",
                f"{EN}:9: there is no block solutoin; did you mean solution?",
            ],
        ),
        (
            "    tolerance:",
            "    tolerence:",
            [
                f"{EN}:1: the block exercise has no option tolerence; "
                "did you mean tolerance?"
            ],
        ),
        (
            "tolerance: 0.001",
            "tolerance: much",
            [
                f"{EN}:1: the option tolerance of the block exercise is 'much': "
                "Could not convert type <class 'str'> to a number"
            ],
        ),
        (
            "tolerance: 0.001",
            "tolerance: 0.001: so",
            [
                f"{EN}:1: its options are no YAML on line 3: "
                "mapping values are not allowed here"
            ],
        ),
        (
            "    answer: a.bits\n",
            "    answer a.bits\n",
            [
                f"{EN}:1: its options are no YAML on line 3: "
                "mapping values are not allowed here"
            ],
        ),
        (
            "tolerance: 0.001",
            "tolerance: \x07",
            [
                f"{EN}:1: its options are no YAML on line 3: "
                "unacceptable character #x0007: special characters are not allowed"
            ],
        ),
        (
            "exercise | news",
            "exercise",
            [f"{EN}:1: the block exercise needs a name; write /// exercise | name"],
        ),
        (
            "/// solution",
            "/// solution | mine",
            [
                f"{EN}:1: the exercise has no solution",
                f"{EN}:9: the block solution has no name of its own; "
                "write /// solution",
            ],
        ),
        (
            "It is",
            "///\n\nIt is",
            [f"{EN}:13: this closes no block; one begins with /// and a name"],
        ),
    ],
)
def test_faults(render, old, new, told):
    assert old in EXERCISE
    errors = render(EXERCISE.replace(old, new))[1]
    assert sorted(errors) == told


def test_an_exercise_needs_its_solution(render):
    told = render(EXERCISE.partition("/// solution")[0])[1]
    assert told == [f"{EN}:1: the exercise has no solution"]


@pytest.mark.parametrize("value", ["a hint", ["a"], 1, {"a.x": 1}, {1: "a"}])
def test_hints_are_texts_by_name(value):
    with pytest.raises(ValueError, match=r"\S"):
        type_hint_texts(value)


@pytest.mark.parametrize(("lang", "here"), [("en", "in its folder"), ("zh", "文件夹")])
def test_install_shows_the_command_the_text_and_the_wheel(render, tmp_path, lang, here):
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\nversion = "1"\n')
    html, told = render("/// install\nIt is here:\n///", lang)
    assert told == []
    command, text, link = re.findall(r"<(?:code|p)>(.*?)</(?:code|p)>", html, re.S)
    assert command.startswith("pip install .  # ")
    assert here in command
    assert re.sub("<[^>]*>", "", text) == "It is here:"
    above = "../" if lang == "zh" else ""
    assert link == f'<a href="{above}wheels/x-1-py3-none-any.whl">' + (
        "x-1-py3-none-any.whl</a>"
    )
