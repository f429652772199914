"""What lets a reader answer an exercise: its form, and the words of its script.

Progress pages list every exercise; the list is made from the pages, not typed.
"""

import json
import math
import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from bindery.manifest import page_order
from bindery.pages import OPEN, Page, pages, unlinked
from bindery.snippet_pages import carried
from bindery.terms import Terms

# The units that answers are converted between; docs/theme/assets/answer.js knows how.
UNITS = ("bit", "nat", "hartley")
LIST = "/// progress"
PAGE = "progress.md"
WORDS = {
    "en": {
        "exercise": "Exercise {}",
        "solution": "Solution",
        "label": "Your answer",
        "check": "Check",
        "note": "What you solve is noted in this browser only.",
        "progress": "Your progress",
        "count": "{} of {} solved",
        "all": "In all: ",
        "export": "Save to a file",
        "import": "Read from a file",
        "erase": "Erase",
        "item": "Exercise {}: {}",
    },
    "zh": {
        "exercise": "练习 {}",
        "solution": "解答",
        "label": "你的答案",
        "check": "检查",
        "note": "做对的题只记在这个浏览器里。",
        "progress": "学习进度",
        "count": "已做对 {} 题，共 {} 题",
        "all": "全站：",
        "export": "存为文件",
        "import": "从文件读入",
        "erase": "清除",
        "item": "练习 {}：{}",
    },
}
# What the script says, each under the name of the verdict or the event.
SAID = {
    "en": {
        "right": "Right.",
        "converted": "Right: converted to {asked}, that is the answer.",
        "unit": "That is the answer in {given}, but {asked} are asked for.",
        "unitless": "A plain number is asked for here, without a unit.",
        "sign": "The size is right, the sign is not.",
        "close": "Close. Keep more digits, or type a formula such as log2 100.",
        "wrong": "Not yet. Try again, or unfold the solution.",
        "empty": "Type a number first.",
        "unread": "I cannot read this as a number. You can type 0.25, 1/32, 2^-5, "
        "50%, ln 2 or log2 100{unit}.",
        "or-unit": ", or 5 bits",
        "solved": "solved",
        "sure": "Erase your progress? Only a saved file can bring it back.",
        "erased": "Your progress is erased.",
        "imported": "Read: {} more solved.",
        "no-json": "{} is not a progress file: it holds no JSON. Nothing was changed.",
        "not-ours": "{} is JSON, but not a progress file saved here. "
        "Nothing was changed.",
        "newer": "{} was saved by a newer version of this site. Nothing was changed.",
        "unkept": "This browser keeps nothing for this site, so it is lost when "
        "you leave the page.",
    },
    "zh": {
        "right": "答对了。",
        "converted": "答对了：换算成{asked}，正是这个答案。",
        "unit": "这是以{given}为单位的答案，题目问的是{asked}。",
        "unitless": "这里只要一个数，不带单位。",
        "sign": "大小对了，正负号不对。",
        "close": "很接近了。请多保留几位，或者输入算式，例如 log2 100。",
        "wrong": "还不对。再试一次，或者展开解答看看。",
        "empty": "请先输入一个数。",
        "unread": "输入的内容认不出是一个数。可以输入 0.25、1/32、2^-5、50%、ln 2 或 "
        "log2 100{unit}。",
        "or-unit": "，也可以带单位，例如 5 比特",
        "solved": "已做对",
        "sure": "要清除学习进度吗？清除之后，只有存下的文件能把它找回来。",
        "erased": "学习进度已清除。",
        "imported": "已读入：新增 {} 题。",
        "no-json": "{} 不是进度文件：内容不是 JSON。进度没有变动。",
        "not-ours": "{} 是 JSON，但不是在这里存下的进度文件。进度没有变动。",
        "newer": "{} 是由本站的新版本存下的。进度没有变动。",
        "unkept": "这个浏览器不保存本站的数据，离开本页后进度就没有了。",
    },
}


@dataclass(frozen=True)
class Exercise:
    """An exercise as its page's source holds it."""

    page: Page
    name: str
    answer: str
    unit: str
    question: str  # the last sentence


def key(uri: str, name: str, value: str, unit: str) -> str:
    """Return by what a solved exercise is remembered, in both languages.

    It holds the answer, so that an exercise with another one is not done.
    """
    page = uri.removesuffix(".md")
    return f"{page}/{name}: {float(value):.6g} {unit}".rstrip()


def faults(
    answer: float, tolerance: float, unit: str, wrong: dict[str, float]
) -> Iterator[str]:
    """List what keeps an exercise from being judged."""
    if not 0 < tolerance < 1:
        yield f"the tolerance {tolerance:g} is relative; write one between 0 and 1"
        return
    if unit and unit not in UNITS:
        yield f"an answer's unit can be {', '.join(UNITS)}, not {unit}"
    for name, value in wrong.items():
        if _near(value, answer, tolerance):
            yield (
                f"the wrong answer {name} is {value:g}, which counts as right: "
                f"the answer is {answer:g}, with a tolerance of {tolerance:g}"
            )
    for (one, value), (other, nearby) in combinations(wrong.items(), 2):
        if _near(value, nearby, tolerance):
            yield f"the wrong answers {one} and {other} cannot be told apart"


def _near(value: float, to: float, tolerance: float) -> bool:
    off = abs(value - to)
    return value == to or (math.isfinite(to) and off <= tolerance * (abs(to) or 1))


def form(name: str, unit: str, lang: str, terms: Terms) -> etree.Element:
    """Return the form; style hides it where no script can answer."""
    words = WORDS[lang]
    answer, verdict = f"{name}-answer", f"{name}-verdict"
    box = etree.Element("form", {"class": "answer", "data-search-exclude": ""})
    etree.SubElement(box, "label", {"for": answer}).text = words["label"]
    field = {"id": answer, "aria-describedby": verdict, "type": "text"}
    field |= {"autocomplete": "off", "autocapitalize": "off", "spellcheck": "false"}
    etree.SubElement(box, "input", field | {"enterkeyhint": "done"})
    if unit in terms.units:
        etree.SubElement(box, "span").text = terms.unit(unit, "", lang)
    etree.SubElement(box, "button", {"type": "submit"}).text = words["check"]
    etree.SubElement(box, "p", {"id": verdict, "class": "verdict", "role": "status"})
    return box


def note(folder: str, lang: str) -> etree.Element:
    """Return the line that says where progress is kept, for under the exercises."""
    line = etree.Element("p", {"class": "exercise-note", "data-search-exclude": ""})
    line.text = WORDS[lang]["note"] + ("" if lang == "zh" else " ")
    address = posixpath.relpath(PAGE, folder or ".")
    etree.SubElement(line, "a", {"href": address}).text = WORDS[lang]["progress"]
    return line


def template(lang: str, terms: Terms) -> etree.Element:
    """Return the template that holds what the script says."""
    names = {u: terms.unit(u, "", lang) if u in terms.units else u for u in UNITS}
    said = {f"data-{name}": text for name, text in SAID[lang].items()}
    units = {"data-units": json.dumps(names, ensure_ascii=False)}
    fixed = {"class": "exercises", "data-search-exclude": ""}
    return etree.Element("template", {**fixed, **units, **said})


def tools(lang: str) -> etree.Element:
    """Return the buttons under the list of a progress page."""
    box = etree.Element("div", {"class": "progress-tools", "data-search-exclude": ""})
    for name in ("export", "import", "erase"):
        attributes = {"type": "button", "data-does": name}
        etree.SubElement(box, "button", attributes).text = WORDS[lang][name]
    accepted = {"type": "file", "accept": ".json,application/json", "hidden": ""}
    label = {"aria-label": WORDS[lang]["import"]}
    etree.SubElement(box, "input", accepted | label)
    etree.SubElement(box, "p", {"role": "status"})
    return box


def exercises(page: Page) -> Iterator[Exercise]:
    """Yield a page's exercises in order."""
    name, question = "", ""
    given: dict[str, Any] = {}
    for block in page.blocks:
        opened = OPEN.match(block.text) if block.kind == "open" else None
        if opened and opened["name"] == "exercise":
            name, given, question = opened["argument"] or "", {}, ""
        elif name and block.kind == "options":
            given = block.options
        elif name and block.kind == "close":
            answer, unit = (str(given.get(key, "")) for key in ("answer", "unit"))
            yield Exercise(page, name, answer, unit, question)
            name = ""
        elif name and block.kind == "paragraph":
            question = block.text.strip().rpartition("\n")[2]


def chapters(root: Path, lang: str) -> Iterator[tuple[Page, list[Exercise]]]:
    """Yield each page that has exercises, in the order of the navigation."""
    known = pages(root, lang)
    for name in page_order(root, lang):
        page = known[f"{name}.md"]
        if found := list(exercises(page)):
            yield page, found


def heading(page: Page, uri: str, lang: str, count: int) -> str:
    """Return the Markdown that begins a chapter's part of the list."""
    _, title = page.section(0)
    name = page.uri.removesuffix(".md").replace("/", "-")
    there = posixpath.relpath(page.uri, posixpath.dirname(uri) or ".")
    link = f"[{unlinked(carried(title, page, uri))}]({there})"
    return f"## {link} {{ #progress-{name} }}\n\n{counted(lang, count)}"


def counted(lang: str, count: int, before: str = "") -> str:
    """Return the line that counts, which begins with none solved."""
    words = WORDS[lang]["count"].format(0, count)
    marks = '{: .progress-count data-search-exclude="" }'
    return f"{before}{words}\n{marks}"


def item(number: int, exercise: Exercise, uri: str, known_by: str, lang: str) -> str:
    """Return the Markdown of one exercise in the list, with its number on its page."""
    page = exercise.page
    there = posixpath.relpath(page.uri, posixpath.dirname(uri) or ".")
    question = unlinked(carried(exercise.question, page, uri))
    words = WORDS[lang]["item"].format(number, question)
    return f'1. [{words}]({there}#{exercise.name}){{: data-key="{known_by}" }}'
