"""The numbers, claims, figures and exercises of a built site, read from its HTML."""

import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from bindery.pages import LANGUAGES, pages

# Of one place: page, language, anchor, kind, source, name, value and text.
Entry = dict[str, str]


def read_site(root: Path, site: Path) -> list[Entry]:
    """Return what each of the authors' pages shows in a built site, in order."""
    found = []
    for lang, folder in zip(LANGUAGES, (site, site / LANGUAGES[1]), strict=True):
        for name in pages(root, lang):
            place = Path(name).with_suffix("")
            file = folder / (place.parent if place.name == "index" else place)
            html = (file / "index.html").read_text(encoding="utf-8")
            where = {"page": place.as_posix(), "language": lang}
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
    elif element.name.startswith("ce-"):
        for value in json.loads(given.get("data-start", "[]")):
            yield {"kind": "explorable", **value, "text": ""}
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

    Its source stands on the box round it, or begins the ids inside of it.
    """
    box = svg.find_parent(attrs={"data-source": True})
    ids = [str(inside["id"]) for inside in svg.find_all(id=True)] or [""]
    named = re.sub(r"(\w+)-(\w+)-.*|.*", _source, ids[0], count=1)
    source = str(box["data-source"]) if box else named
    drawing = str(svg.get("viewbox")) + svg.decode_contents()
    digest = hashlib.sha256(drawing.encode()).hexdigest()[:12]
    given = {"kind": "figure", "source": source, "name": "fig", "value": digest}
    return given | {"text": str(svg.get("aria-label", ""))}


def _source(match: re.Match[str]) -> str:
    return f"snippets/{match[1]}/{match[2]}.py" if match[1] else ""


def _exercise(given: dict[str, str]) -> Iterator[Entry]:
    """Yield the accepted answer, and each wrong one with its hint."""
    name, answer = given.get("id", ""), given["data-answer"]
    start = {"kind": "exercise", "source": ""}
    text = f"{answer}, tolerance {given.get('data-tolerance', '')}"
    yield {**start, "name": name, "value": answer, "text": text}
    wrong = json.loads(given.get("data-wrong", "{}"))
    hints = (
        [(value, hint) for value, hint in wrong.items()]
        if isinstance(wrong, dict)  # as it was written at first
        else [(one.get("value", ""), one["hint"]) for one in wrong]
    )
    for number, (value, hint) in enumerate(hints, 1):
        text, wrong_name = f"{value}: {hint}", f"{name}, wrong answer {number}"
        yield {**start, "name": wrong_name, "value": value, "text": text}
