import json
import math
import xml.etree.ElementTree as etree

import pytest

from bindery.explorables import FOLDER, Model, find_model, start_values
from bindery.faults import Fault
from bindery.pages import Page
from bindery.snippets import Result, Results

EN = "docs/en/index.md"
FIRST = f"{EN}:1: "
SCRIPT = """\
// What the snippet computes.
explorables.models.news = ({ half }) => {
  const bits = arithmetic.information_content(half);
  return { bits };
};
customElements.define("ce-news", class extends explorables.Explorable {});
"""
WORDS = """
units:
  bit: { en: [bit, bits], zh: 比特 }
labels: { rising: 上升, Reset: 还原, chance: 机会 }
scripts: { all: [Reset], news: [chance] }
"""
EXPLORABLE = """\
/// explorable | news
    start: a

![It rises.](figure:a)
///

/// caption
From nothing.
///
"""
REACT = """\
/// react | news
    inputs: {a.half: [0.1, 0.9]}
    outputs: [a.bits]

With {{ a.half:.0% }} it is {{ a.bits:.3g bit }}, and not {{ a.loss:.1f }}.
///
"""


@pytest.fixture
def bind(render, tmp_path):
    """A function from one page's text to its elements and what was told."""
    (tmp_path / FOLDER).mkdir(parents=True)
    (tmp_path / FOLDER / "news.js").write_text(SCRIPT, "utf-8")
    (tmp_path / "docs/terms.yml").write_text(WORDS, "utf-8")

    def bind(text, lang="en"):
        html, told = render(text, lang)
        page = html.replace("&para;", "¶").replace("&nbsp;", " ")
        return etree.fromstring(f"<page>{page}</page>"), told

    return bind


def only(page, path):
    [found] = page.findall(path)
    return found


START = [
    {"source": "snippets/index/a.py", "name": "half", "value": "0.5"},
    {"source": "snippets/index/a.py", "name": "bits", "value": "6.643856189774724"},
]


def test_an_explorable_holds_its_start_its_words_and_the_figure(bind):
    page, told = bind(EXPLORABLE)
    assert not told
    found = only(page, ".//figure/ce-news")
    assert json.loads(found.get("data-start")) == START
    assert json.loads(found.get("data-words")) == {"Reset": "Reset", "chance": "chance"}
    assert (found.get("data-model"), found.get("data-snippet")) == ("news", "a")
    assert [child.get("class") for child in found] == ["figure"]
    assert only(page, ".//figure/figcaption") is not None
    assert len(page.findall(".//figure")) == 1


LISTS = SCRIPT.replace("half }) =>", "rows }) =>").replace("bits", "half")


def test_a_list_starts_from_each_of_its_numbers(bind, tmp_path):
    (tmp_path / FOLDER / "news.js").write_text(LISTS, "utf-8")
    page, told = bind(EXPLORABLE)
    assert not told
    start = json.loads(only(page, ".//ce-news").get("data-start"))
    assert [(s["name"], s["value"]) for s in start] == [
        ("rows[0][0]", "1"),
        ("rows[0][1]", "2"),
        ("rows[1][0]", "3"),
        ("rows[1][1]", "4"),
        ("half", "0.5"),
    ]


def start_of(rows):
    """What a model that takes rows starts from."""
    ran = Results({"index/a": Result({"rows": rows, "half": 0.5})}, 0)
    return start_values(Model("news", ("rows",), ("half",), True), "a", "index", ran)


def test_a_long_list_is_given_whole():
    rows = [[k, k / 8] for k in range(26)]
    assert start_of(rows) == [
        {"source": "snippets/index/a.py", "name": "rows", "value": rows},
        {"source": "snippets/index/a.py", "name": "half", "value": "0.5"},
    ]
    assert len(start_of(rows[1:])) == 51


@pytest.mark.parametrize("wrong", [math.inf, math.nan, "x", {"unbindable": "far"}])
def test_a_long_list_holds_finite_numbers(wrong):
    rows = [[k, k / 8] for k in range(26)]
    rows[3][1] = wrong
    with pytest.raises(Fault) as told:
        start_of(rows)
    assert str(told.value) == (
        f"snippets/index/a.py: rows[3][1] is {wrong!r}, but rows is data for a script; "
        "leave finite numbers in it, rounded to what can be seen"
    )


def test_a_sentence_shows_parts_of_a_list(bind, tmp_path):
    (tmp_path / FOLDER / "news.js").write_text(SCRIPT.replace("bits", "rows"), "utf-8")
    text = REACT.replace("[a.bits]", '["a.rows[1][0]"]')
    page, told = bind(text.replace("a.bits:.3g bit", "a.rows[1][0]:.3g"))
    assert not told
    shown = [n.get("data-name") for n in page.findall(".//data[@class='bound react']")]
    assert shown == ["half", "rows[1][0]"]


def test_a_sentence_cannot_change_a_list(bind, tmp_path):
    (tmp_path / FOLDER / "news.js").write_text(LISTS, "utf-8")
    assert bind(REACT.replace("a.half:", "a.rows:", 1))[1] == [
        "docs/en/index.md:1: a.rows is a list, of which a sentence can show parts, but "
        "which only an explorable can change"
    ]


def test_words_are_in_the_pages_language(bind):
    page, told = bind(EXPLORABLE, "zh")
    assert not told
    words = json.loads(only(page, ".//ce-news").get("data-words"))
    assert words == {"Reset": "还原", "chance": "机会"}


def test_a_sentence_holds_what_changes(bind):
    page, told = bind(REACT)
    assert not told
    box = only(page, ".//div[@class='react']")
    assert json.loads(box.get("data-inputs")) == {"half": [0.1, 0.9]}
    assert json.loads(box.get("data-start")) == START
    assert json.loads(box.get("data-units")) == {"bit": ["bit", "bits"]}
    numbers = [
        (n.get("class"), n.get("data-name"), n.get("data-format"), n.text)
        for n in only(box, "p").iter("data")
    ]
    assert numbers == [
        ("bound react", "half", ".0%", "50%"),
        ("bound react", "bits", ".3g", "6.64\N{NO-BREAK SPACE}bits"),
        ("bound", "loss", None, "−1.5"),
    ]


@pytest.mark.parametrize(("lang", "words"), [("en", "executed: "), ("zh", "构建时：")])
def test_the_executed_inputs_are_repeated(bind, lang, words):
    page, _ = bind(REACT, lang)
    box = only(page, ".//span[@class='react-executed']")
    assert box.text == words
    number = only(box, "data")
    assert (number.text, number.get("class"), number.get("value")) == (
        *("50%", "bound", "0.5"),
    )
    assert number.get("data-source") == "snippets/index/a.py"
    assert number.get("data-format") is None


def test_a_unit_of_one_form_is_one_word(bind):
    page, _ = bind(REACT, "zh")
    box = only(page, ".//div[@class='react']")
    assert json.loads(box.get("data-units")) == {"bit": ["比特"]}


def test_elsewhere_a_number_has_no_format(bind):
    page, _ = bind("It is {{ a.half:.1f }}.")
    assert only(page, ".//data").get("data-format") is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "| news",
            "| new",
            "there is no docs/theme/assets/explorables/new.js; did you mean news?",
        ),
        (
            "    start: a\n",
            "",
            "the explorable has no start; write start: snippet",
        ),
        (
            "start: a\n",
            "start: b\n",
            "there is no snippet snippets/index/b.py; there are index/a",
        ),
        (
            "![It rises.](figure:a)",
            "Nothing is drawn.",
            "the explorable has no figure inside, for print and no scripts",
        ),
        (
            "start: a",
            "begin: a",
            "the block explorable has no option begin; there are start, attrs",
        ),
    ],
)
def test_faults_of_explorables(bind, old, new, told):
    assert old in EXPLORABLE
    assert told in [
        e.removeprefix(FIRST) for e in bind(EXPLORABLE.replace(old, new))[1]
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "    inputs: {a.half: [0.1, 0.9]}\n",
            "",
            "the sentence has no inputs; write inputs: {snippet.name: [low, high]}",
        ),
        (
            "    outputs: [a.bits]\n",
            "",
            "the sentence has no outputs; write outputs: [snippet.name]",
        ),
        (
            "[0.1, 0.9]",
            "[0.6, 0.9]",
            "the range [0.6, 0.9] of a.half leaves out its executed value 0.5",
        ),
        ("[0.1, 0.9]", "0.1", "a.half needs a range [low, high], not 0.1"),
        (
            "[0.1, 0.9]",
            "[0.9, 0.1]",
            "a.half needs a range [low, high], not [0.9, 0.1]",
        ),
        (
            "{a.half: ",
            "{a.hal: ",
            "a.hal is no input of news; did you mean half?",
        ),
        (
            "[a.bits]",
            "[a.loss]",
            "news does not compute a.loss; it computes bits",
        ),
        (
            "[a.bits]",
            "[b.bits]",
            "inputs and outputs must name one snippet, not 'a' and 'b'",
        ),
        (
            "it is {{ a.bits:.3g bit }}",
            "it is much",
            "a.bits stands nowhere in the sentence",
        ),
        (
            ":.0%",
            ":.1e",
            "half changes while one reads; show it with .2f, ,.0f, .1% or .3g, "
            "not '.1e'",
        ),
    ],
)
def test_faults_of_sentences(bind, old, new, told):
    assert old in REACT
    assert bind(REACT.replace(old, new))[1] == [FIRST + told]


def test_a_number_that_would_not_follow(bind, tmp_path):
    more = SCRIPT.replace("return { bits }", "return { bits, loss }")
    (tmp_path / FOLDER / "news.js").write_text(more, "utf-8")
    told = bind(REACT)[1]
    assert told == [f"{FIRST}loss would not follow; name it among the outputs"]


def test_a_snippet_must_have_what_the_script_computes(bind, tmp_path):
    (tmp_path / FOLDER / "news.js").write_text(SCRIPT.replace("bits", "bit"), "utf-8")
    told = bind(EXPLORABLE)[1]
    assert told == [
        f"{FIRST}snippets/index/a.py has no name bit, which news computes; "
        "did you mean bits?"
    ]


def test_a_script_may_compute_and_not_draw(bind, tmp_path):
    file = tmp_path / FOLDER / "news.js"
    file.write_text(SCRIPT.partition("customElements")[0], "utf-8")
    assert bind(EXPLORABLE)[1] == [
        f"{FIRST}news.js defines no ce-news: it draws nothing"
    ]
    assert not bind(REACT)[1]


@pytest.mark.parametrize("text", ["", SCRIPT.replace("models.news", "models.old")])
def test_a_script_without_its_model(bind, tmp_path, text):
    (tmp_path / FOLDER / "news.js").write_text(text, "utf-8")
    with pytest.raises(Fault, match=r"news\.js has no model; write explorables\."):
        find_model(tmp_path, "news")


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            ", chance: 机会",
            "",
            'docs/terms.yml has no translation of "chance", which news says',
        ),
        (
            ", news: [chance]",
            "",
            "docs/terms.yml lists no words under scripts for news",
        ),
    ],
)
def test_words_that_are_missing(bind, tmp_path, old, new, told):
    assert old in WORDS
    (tmp_path / "docs/terms.yml").write_text(WORDS.replace(old, new), "utf-8")
    assert bind(EXPLORABLE, "zh")[1] == [f"docs/zh/index.md:1: {told}"]


def test_what_a_page_starts_from_counts_as_used(tmp_path):
    page = Page(tmp_path / "docs/en/index.md", EXPLORABLE + "\n" + REACT)
    uses = {(key, name) for key, name, _ in page.uses()}
    assert uses == {("index/a", name) for name in ("*", "fig", "half", "bits", "loss")}
