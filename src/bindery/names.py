"""What a page can use: the names that its snippets leave, and how to write them."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bindery.faults import Fault
from bindery.pages import Page, pages
from bindery.snippets import Result, results, snippet_files
from bindery.source import parse, top_level_names
from bindery.values import PLACEHOLDER, near, shown

WIDEST = 40  # characters of a value, more or less


@dataclass(frozen=True)
class Name:
    """One name that a snippet leaves."""

    name: str
    kind: str  # value, claim or figure
    value: str
    used: bool
    written: str  # on the page, or as it could be

    @property
    def cells(self) -> tuple[str, str, str, str]:
        """The columns of the list."""
        return self.name, self.kind, self.value, "used" if self.used else ""


def list_names(root: Path, page_name: str) -> Iterator[str]:
    """Yield the lines of a page's list, with what it takes from other pages.

    Snippets that failed are told last, as an error.
    """
    page = _page(root, page_name)
    uses = list(page.uses())
    files = snippet_files(root)
    own = [key for key in files if key.startswith(f"{page_name}/")]
    taken = sorted({key for key, _, _ in uses} & files.keys() - {*own})
    if not own and not taken:
        raise Fault(f"the page {page_name} has no snippets and uses none of the others")
    by_name = results(root).by_name
    written = _written(page)
    used = {(key, name) for key, name, _ in uses}
    lists = {}
    for key in [*own, *taken]:
        order = top_level_names(parse(files[key]))
        names = _names(key, by_name[key], order, page_name, used, written)
        lists[key] = [name for name in names if name.used or key in own]
    widths = _widths([name for found in lists.values() for name in found])
    for key, found in lists.items():
        says = (ast.get_docstring(parse(files[key])) or "").split("\n")[0]
        yield f"snippets/{key}.py: {says}"
        for name in found:
            cells = zip(name.cells, widths, strict=True)
            yield "  " + "  ".join([*(f"{c:{w}}" for c, w in cells), name.written])
    failures = {key: by_name[key].failure for key in lists}
    told = [f"snippets/{key}.py: {what}" for key, what in failures.items() if what]
    if told:
        raise Fault("\nerror: ".join(told))


def _page(root: Path, name: str) -> Page:
    """Return the English page, an empty one where only its snippets are there."""
    english = pages(root, "en")
    folders = {key.partition("/")[0] for key in snippet_files(root)}
    known = {file.removesuffix(".md") for file in english} | folders
    if name not in known:
        raise Fault(f"there is no page {name}{near(name, sorted(known))}")
    return english.get(f"{name}.md", Page(Path("docs", "en", f"{name}.md"), ""))


def _names(
    key: str,
    result: Result,
    order: Iterable[str],
    page: str,
    used: set[tuple[str, str | None]],
    written: dict[tuple[str, str], list[str]],
) -> Iterator[Name]:
    """Yield what a page can bind of one snippet's result, in the snippet's order."""
    stem = key.removeprefix(f"{page}/")
    for name in order:
        is_used = bool({(key, name), (key, "*")} & used)
        if name == "fig" and result.figure is not None:
            image = f"![what is to be seen](figure:{stem})"
            yield Name("fig", "figure", "", is_used, image)
            continue
        value = result.values.get(name)
        index, entry = next(_entries(value), ("", None))
        if entry is not None:
            kind = "claim" if isinstance(value, bool) else "value"
            texts = written.get((key, name)) or [
                f"{{{{ {stem}.{name}{index}{_format_of(entry)} }}}}"
            ]
            yield Name(name, kind, _in_short(value), is_used, "  ".join(texts))


def _entries(value: Any, index: str = "") -> Iterator[tuple[str, Any]]:
    """Yield each number or text of a value, with the index that a page writes."""
    inside: Iterable[tuple[Any, Any]] = ()
    if isinstance(value, list):
        inside = enumerate(value)
    elif isinstance(value, dict) and "entries" in value:
        inside = value["entries"].items()
    elif value is not None and not (isinstance(value, dict) and "unbindable" in value):
        yield index, value
    for key, entry in inside:
        if re.fullmatch(r"[^\[\]\s]+", str(key)):
            yield from _entries(entry, f"{index}[{key}]")


def _in_short(value: Any) -> str:
    """Return what Python shows of a value; of a long list its ends and its length."""
    found = [(index, shown(entry)) for index, entry in _entries(value)]
    if found[0][0] == "":
        return found[0][1]
    texts = [
        text if isinstance(value, list) else f"{i[1:-1]}: {text}" for i, text in found
    ]
    if len(", ".join(texts)) <= WIDEST:
        return ", ".join(texts)
    return f"{texts[0]}, ..., {texts[-1]} ({len(texts)})"


def _format_of(value: Any) -> str:
    """Return the format that a value of this type needs."""
    if isinstance(value, bool):
        return ":claim"
    return "" if isinstance(value, int | str) else ":.4g"


def _written(page: Page) -> dict[tuple[str, str], list[str]]:
    """Return the placeholders that a page holds, by snippet and name, each once."""
    found: dict[tuple[str, str], list[str]] = {}
    for block in page.blocks:
        for match in PLACEHOLDER.finditer(block.prose):
            key = f"{match['page'] or page.name}/{match['snippet']}"
            texts = found.setdefault((key, match["name"]), [])
            if match[0] not in texts:
                texts.append(match[0])
    return found


def _widths(listed: list[Name]) -> list[int]:
    """Return the columns' widths; a long value does not push the others away."""
    columns = zip(*(name.cells for name in listed), strict=True)
    return [min(WIDEST, max(map(len, column))) for column in columns]
