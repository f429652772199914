"""Listings on a page: each line of a snippet has an id that links can lead to."""

import re
from collections.abc import Iterator
from pathlib import Path

from bindery.pages import INCLUDE, Page

_SECTION = re.compile(r"-+8<-+ +\[ *(?P<edge>start|end) *: *(?P<name>[\w-]+) *\]")
_FENCE = re.compile(r"^(?P<fence>\s*(?:```+|~~~+)) *(?P<language>\w+)\s*$")


def listing_id(key: str) -> str:
    """Return the id of the listing of a snippet, by "page/snippet"."""
    return f"listing-{key.replace('/', '-')}"


def line_id(key: str, line: int) -> str:
    """Return the id of one line of a snippet, the same on every page."""
    return f"{listing_id(key)}-{line}"


def shown_lines(file: Path, section: str | None) -> dict[int, str]:
    """Return the lines of a file, or of a section of it, by their numbers in it."""
    shown: dict[int, str] = {}
    inside = section is None
    text = file.read_text(encoding="utf-8") if file.is_file() else ""
    for number, line in enumerate(text.splitlines(), 1):
        if edge := _SECTION.search(line):
            inside = inside if edge["name"] != section else edge["edge"] == "start"
        elif inside:
            shown[number] = line
    return shown


def name_listings(lines: list[str], root: Path) -> Iterator[tuple[str, list[int]]]:
    """Give each fence that holds one snippet an id, changing the lines in place.

    Yield the snippets with the numbers of the lines that they show.
    """
    named: set[str] = set()
    for block in Page(Path(), "\n".join(lines)).blocks:
        if block.kind != "code" or block.text.count("\n") != 2:
            continue
        fence, include, _ = block.text.split("\n")
        opening, match = _FENCE.match(fence), INCLUDE.match(include)
        if not (opening and match and match["file"].endswith(".py")):
            continue
        key = match["file"].removesuffix(".py")
        if key not in named:
            named.add(key)
            attributes = f"{{ .{opening['language']} #{listing_id(key)} }}"
            lines[block.line - 1] = f"{opening['fence']} {attributes}"
            yield (
                key,
                list(shown_lines(root / "snippets" / match["file"], match["section"])),
            )


def number_lines(html: str, key: str, numbers: list[int]) -> str:
    """Return a highlighted listing with an id on each of its lines."""
    head, opening, rest = html.partition("<code>")
    code, closing, tail = rest.rpartition("</code>")
    lines = code.splitlines(keepends=True)
    for at, number in enumerate(numbers[: len(lines)]):
        lines[at] = f'<span id="{line_id(key, number)}">{lines[at]}</span>'
    return head + opening + "".join(lines) + closing + tail
