"""numbers.json: every bound value of the built site, page by page, in order.

Its format is described by numbers.schema.json, beside this module.
"""

import hashlib
import json
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from mkdocs.utils.yaml import yaml_load

from bindery.faults import Fault
from bindery.pages import pages
from bindery.snippets import Results
from bindery.values import find_scalar, find_source

VERSION = 1
# A bound element's class says of what kind it is; any other is a value.
KINDS = ("claim", "figure", "exercise", "explorable", "react")
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# No value stands inside of a figure, nor in a card, which would take long to read.
_INSIDE = re.compile(r"(<(?:svg|template)\b[^>]*>).*?(</(?:svg|template)>)", re.DOTALL)
# Nor does an element with a class alone round nothing but text; listings have many.
_COLOURED = re.compile(r'<span class="[^"]*">([^<]*)</span>')
VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "source", "wbr"})


def manifest_lines(
    root: Path, lang: str, site: Path, results: Results
) -> Iterator[str]:
    """Yield a line of the manifest for each value of a language's built site."""
    for page in page_order(root, lang):
        for entry in entries(site, lang, page, results):
            yield json.dumps(entry, ensure_ascii=False)


def write_manifest(site: Path, lines: list[str]) -> None:
    """Write the manifest of a site in all its languages, one value on each line."""
    text = f'{{"version": {VERSION}, "numbers": [\n' + ",\n".join(lines) + "\n]}\n"
    (site / "numbers.json").write_text(text, encoding="utf-8", newline="\n")


def page_order(root: Path, lang: str) -> list[str]:
    """Return the names of a language's pages in the order of the navigation."""
    file = root / "mkdocs.yml"
    nav = _nav(file, file.stat().st_mtime_ns)
    written = list(pages(root, lang))
    order = [*(uri for uri in nav if uri in written), *written]
    return [uri.removesuffix(".md") for uri in dict.fromkeys(order)]


@cache
def _nav(file: Path, _changed: int) -> list[str]:
    with file.open(encoding="utf-8") as content:
        return listed(yaml_load(content).get("nav") or [])


def listed(nav: Any) -> list[str]:
    """Return the pages of a navigation, however deep it lists them."""
    if isinstance(nav, str):
        return [nav]
    parts = nav.values() if isinstance(nav, dict) else nav
    return [page for part in parts for page in listed(part)]


def entries(
    site: Path, lang: str, page: str, results: Results
) -> Iterator[dict[str, Any]]:
    """Yield what the manifest says of the values on one page."""
    file = site / ("" if page == "index" else page) / "index.html"
    reader = _Reader()
    html = _INSIDE.sub(r"\1\2", file.read_text(encoding="utf-8"))
    reader.feed(_COLOURED.sub(r"\1", html))
    for found in reader.found:
        is_figure = found["kind"] == "figure"
        try:
            value = (_figure if is_figure else _value)(found, results)
        except Fault as fault:  # of what was not made of a placeholder
            place = f"docs/{lang}/{page}.md: near #{found['anchor']}"
            raise Fault(f"{place}, in HTML written by hand: {fault}") from None
        yield {
            "page": page,
            "language": lang,
            **{key: found[key] for key in ("anchor", "kind", "source", "name")},
            "value": value,
            "text": " ".join(found["text"].split()),
            **({"unit": found["unit"]} if found["unit"] else {}),
        }


def _value(found: dict[str, str], results: Results) -> float | int | str:
    """Return a value as JSON can hold it; infinity as Python writes it."""
    whole = find_source(found["source"], results).values.get(found["name"])
    if isinstance(whole, list):  # data of an explorable
        return _digest(json.dumps(whole))
    value = find_scalar(found["source"], found["name"], results)
    return str(value) if value in (float("inf"), -float("inf")) else value


def _figure(found: dict[str, str], results: Results) -> str:
    return _digest(find_source(found["source"], results).figure or "")


def _digest(text: str) -> str:
    """Return what changes when a figure, or a long list, does."""
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()[:16]}"


class _Reader(HTMLParser):
    """Collects a page's bound values, each with the nearest id before or around it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[dict[str, str]] = []
        self._open: list[tuple[str, str]] = []
        self._anchors = [""]
        self._reading = 0  # how deep the number lies whose text is read

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note where we are, and what is bound here."""
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            self._open.append((tag, given.get("id", "")))
            self._anchors += filter(None, [given.get("id")])
        if tag.startswith("ce-"):
            for start in json.loads(given["data-start"]):
                self._add("explorable", start["source"], start["name"], {})
        if "data-name" in given:
            self._bind(given)
        elif tag == "svg" and self.found and self.found[-1]["kind"] == "figure":
            self.found[-1]["text"] = given.get("aria-label", "")

    def handle_endtag(self, tag: str) -> None:
        """Leave an element; only a heading's id reaches beyond its end."""
        while tag in (name for name, _ in self._open):
            last, anchor = self._open.pop()
            if anchor and last not in HEADINGS:
                self._anchors.remove(anchor)
            if last == tag:
                break
        if len(self._open) < self._reading:
            self._reading = 0

    def handle_data(self, data: str) -> None:
        """Read a number's text."""
        if self._reading:
            self.found[-1]["text"] += data

    def _bind(self, given: dict[str, str]) -> None:
        classes = given.get("class", "").split()
        kind = next((kind for kind in KINDS if kind in classes), "value")
        self._add(kind, given.get("data-source", ""), given["data-name"], given)
        for wrong in json.loads(given.get("data-wrong", "[]")):
            self._add(kind, wrong["source"], wrong["name"], {})
        if kind in {"value", "claim", "react"} and "data-text" not in given:
            self._reading = len(self._open)

    def _add(self, kind: str, source: str, name: str, given: dict[str, str]) -> None:
        anchor, text = self._anchors[-1], given.get("data-text", "")
        unit = given.get("data-unit", "")
        self.found.append(
            {"anchor": anchor, "kind": kind, "source": source, "name": name}
            | {"text": text, "unit": unit}
        )
