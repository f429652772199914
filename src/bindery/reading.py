"""The numbers, claims, figures and exercises of a built site, read from its HTML."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from bindery.pages import LANGUAGES

# Of one place: page, language, anchor, kind, source, name, value and text.
Entry = dict[str, str]


def read_site(site: Path) -> list[Entry]:
    """Return what each page of a built site shows, in reading order."""
    found = []
    for file in sorted(site.rglob("index.html")):
        *folders, page = ["", *file.relative_to(site).parent.parts]
        language = LANGUAGES[1] if LANGUAGES[1] in [*folders, page] else LANGUAGES[0]
        where = {"page": "index" if page in ("", language) else page}
        where["language"] = language
        html = file.read_text(encoding="utf-8")
        found += [where | entry for entry in read_page(html)]
    return found


def read_page(html: str) -> Iterator[Entry]:
    """Yield what one page shows, in reading order."""
    anchor = ""
    for element in BeautifulSoup(html, "html.parser").find_all(True):
        if re.fullmatch("h[1-6]", element.name):
            anchor = str(element.get("id", anchor))
        for entry in _entries(element):
            yield {"anchor": anchor, **entry}


def _entries(element: Tag) -> Iterator[Entry]:
    given = {key: str(value) for key, value in element.attrs.items()}
    classes = element.get_attribute_list("class")
    named = {"source": given.get("data-source", ""), "name": given.get("data-name", "")}
    if element.name == "data" and "bound" in classes:
        kind = "claim" if "claim" in classes else "value"
        text = element.get_text()
        yield {"kind": kind, **named, "value": given["value"], "text": text}
    elif element.name == "mn" and "data-value" in given:
        value = given["data-value"]
        text = _in_formula(element, value)
        yield {"kind": "value", **named, "value": value, "text": text}
    elif element.name == "svg" and given.get("role") == "img":
        yield _figure(element)
    elif element.name == "div" and "data-answer" in given:
        yield from _exercise(given)


def _in_formula(element: Tag, value: str) -> str:
    """Return a formula's number with the sign, power and unit that stand round it."""
    text = ("−" if value.startswith("-") else "") + element.get_text()
    after = [*element.find_next_siblings(), None, None, None]
    first, second, third = after[:3]
    if first and second and (first.get_text(), second.name) == ("×", "msup"):
        text += f" × 10^{second.get_text().removeprefix('10')}"
        first = third
    return text + first.get_text() if first and first.name == "mtext" else text


def _figure(svg: Tag) -> Entry:
    """Return a figure with its drawing's hash for a value; the alt text is its text.

    Its source begins the ids inside of it.
    """
    ids = [str(inside["id"]) for inside in svg.find_all(id=True)] or [""]
    source = re.sub(r"(\w+)-(\w+)-.*|.*", _source, ids[0], count=1)
    drawing = str(svg.get("viewbox")) + svg.decode_contents()
    digest = hashlib.sha256(drawing.encode()).hexdigest()[:12]
    text = str(svg.get("aria-label", ""))
    named = {"source": source, "name": "fig"}
    return {"kind": "figure", **named, "value": digest, "text": text}


def _source(match: re.Match[str]) -> str:
    return f"snippets/{match[1]}/{match[2]}.py" if match[1] else ""


def _exercise(given: dict[str, str]) -> Iterator[Entry]:
    """Yield the accepted answer, and each wrong one with its hint."""
    name, answer = given.get("id", ""), given["data-answer"]
    start = {"kind": "exercise", "source": ""}
    text = f"{answer}, tolerance {given.get('data-tolerance', '')}"
    yield {**start, "name": name, "value": answer, "text": text}
    hints = json.loads(given.get("data-wrong", "{}"))
    for number, (wrong, hint) in enumerate(hints.items(), 1):
        text, wrong_name = f"{wrong}: {hint}", f"{name}, wrong answer {number}"
        yield {**start, "name": wrong_name, "value": wrong, "text": text}
