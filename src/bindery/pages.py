"""A page's source, read block by block: what it shows, and where.

Tests compare twins by it, and the build learns which snippets a page uses.
"""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any

import yaml

from bindery.faults import Fault, not_yaml
from bindery.source import visible
from bindery.values import PLACEHOLDER

LANGUAGES = ("en", "zh")

INCLUDE = re.compile(
    r"""^\s*-+8<-+ +(["'])(?P<file>[^"':]+)(?::(?P<section>[^"']*))?\1\s*$"""
)
FIGURE = re.compile(
    r"!\[(?P<alt>(?:[^\[\]]|\[[^\]]*\])*)\]\(figure:(?P<name>[^)\s]+)\)"
)
FORMULA = re.compile(r"(?<![\\$])\$(?!\s)(?P<tex>[^$\n]+?)(?<!\s)\$(?!\d)")
INLINE_CODE = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)")
LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\((?P<target>[^)\s]+)[^)]*\)")
HEADING = re.compile(
    r"^(?P<level>#{1,6}) (?P<title>.*?)(?:\s*\{ ?#(?P<id>[\w-]+)[^}]*\})?\s*$"
)
FENCE = re.compile(r"^\s*(?P<fence>```+|~~~+)(?P<info>.*)$")
OPEN = re.compile(r"^(?P<slashes>/{3,}) *(?P<name>[\w-]+)(?: *\| *(?P<argument>.*))?$")
CLOSE = re.compile(r"^/{3,}\s*$")
ITEM = re.compile(r"^(?:\d+\.|[-*+]) ")
REFERENCE = re.compile(
    r"(?:(?P<page>[a-z]\w*)/)?(?P<snippet>[a-z]\w*)\.(?P<name>[A-Za-z]\w*)"
)
START = re.compile(r"    start: *([a-z][\w/]*) *$")


@dataclass(frozen=True)
class Block:
    """A stretch of a page's source that stands for itself."""

    kind: str
    line: int
    text: str

    @cached_property
    def prose(self) -> str:
        """The text without code, which passes untouched."""
        return "" if self.kind == "code" else INLINE_CODE.sub("", self.text)

    @property
    def numbered_lines(self) -> Iterator[tuple[int, str]]:
        """The lines of the prose with their numbers."""
        return enumerate(self.prose.split("\n"), self.line)

    @property
    def options(self) -> dict[str, Any]:
        """What a block of options says; nothing if it is no YAML."""
        given = {} if self.problem else yaml.safe_load(self.text)
        return given if isinstance(given, dict) else {}

    @property
    def problem(self) -> str | None:
        """Where a block of options is no YAML, and why; None if it is."""
        try:
            yaml.safe_load(self.text)
        except yaml.YAMLError as error:
            line, why = not_yaml(error, self.text)
            return f"its options are no YAML on line {self.line + line - 1}: {why}"
        return None

    @property
    def items(self) -> int:
        """How many items a list has, or rows a table."""
        lines = self.text.split("\n")
        if self.kind == "table":
            return len(lines)
        return sum(bool(ITEM.match(x)) for x in lines) if self.kind == "list" else 0


@dataclass(frozen=True)
class Page:
    """One page's source: its front matter and its blocks."""

    file: Path  # relative to the root
    text: str

    @property
    def name(self) -> str:
        """The page's name, which its snippets' folder bears too."""
        return self.file.stem

    @cached_property
    def front_matter(self) -> dict[str, object]:
        """The page's metadata."""
        front, _ = split_front_matter(self.text)
        if not front and self.text.startswith("---\n"):
            raise Fault(
                f"{self.file.as_posix()}:1: its front matter has no end; "
                "write --- on a line of its own after it"
            )
        try:
            # As text: a hash of decimal digits would be read as a number.
            found = yaml.load(front, yaml.BaseLoader)
        except yaml.YAMLError as error:
            line, why = not_yaml(error, front)
            where = f"{self.file.as_posix()}:{line + 1}"
            raise Fault(f"{where}: the front matter is no YAML: {why}") from None
        return found if isinstance(found, dict) else {}

    @cached_property
    def blocks(self) -> list[Block]:
        """The page's blocks, in order."""
        return list(_blocks(self.text))

    def uses(self) -> Iterator[tuple[str, str | None, int]]:
        """Yield what the page takes: "page/snippet", the name in it or None, line.

        The name is "fig" for a figure, None for an included listing, and "*" where an
        explorable starts from the snippet.
        """
        for block in self.blocks:
            if block.kind == "code":
                for number, line in enumerate(block.text.split("\n"), block.line):
                    if (match := INCLUDE.match(line)) and match["file"].endswith(".py"):
                        yield match["file"].removesuffix(".py"), None, number
                continue
            for number, line in block.numbered_lines:
                for match in PLACEHOLDER.finditer(line):
                    yield self._key(match), match["name"], number
                for match in FIGURE.finditer(line):
                    yield self.key(match["name"]), "fig", number
                if block.kind == "options":
                    for match in REFERENCE.finditer(line):
                        yield self._key(match), match["name"], number
                    if match := START.match(line):
                        yield self.key(match[1]), "*", number

    @property
    def uri(self) -> str:
        """The page's path among the sources of its language."""
        return self.file.relative_to(Path(*self.file.parts[:2])).as_posix()

    def section(self, line: int) -> tuple[str, str]:
        """Return the id and the title of the heading that a line stands under.

        What stands above the first heading belongs to it.
        """
        headings = self._headings
        before = [found for found in headings if found[0] <= line] or headings[:1]
        return before[-1][1:] if before else ("", self.name)

    @cached_property
    def _headings(self) -> list[tuple[int, str, str]]:
        """Each heading's line, id and title."""
        return [
            (block.line, match["id"] or "", match["title"])
            for block in self.blocks
            if block.kind == "heading" and (match := HEADING.match(block.text))
        ]

    def key(self, reference: str) -> str:
        """Return "page/snippet" for a snippet as this page names it."""
        return reference if "/" in reference else f"{self.name}/{reference}"

    def lines_of(self, cause: str, *, in_code: bool = False) -> Iterator[int]:
        """Yield the lines on which a text begins, however deep it is indented."""
        lines = r"\n\s*".join(map(re.escape, cause.split("\n")))
        pattern = re.compile(lines + r"(?!(?<=\w)\w)")  # a.bit is no cause in a.bits
        for block in self.blocks:
            text = block.text if in_code else block.prose
            for match in pattern.finditer(text):
                yield block.line + text.count("\n", 0, match.start())

    def _key(self, match: re.Match[str]) -> str:
        return f"{match['page'] or self.name}/{match['snippet']}"


def pages(root: Path, lang: str) -> dict[str, Page]:
    """Return a language's pages by their paths inside it."""
    folder = root / "docs" / lang
    return {
        file.relative_to(folder).as_posix(): _page(file, root, file.stat().st_mtime_ns)
        for file in sorted(visible(folder.rglob("*.md")))
    }


def bad_front_matter(root: Path, lang: str) -> Iterator[str]:
    """List the pages whose metadata cannot be read."""
    for page in pages(root, lang).values():
        try:
            page.front_matter  # noqa: B018
        except Fault as fault:
            yield str(fault)


def page_at(file: Path, root: Path) -> Page | None:
    """Return the page in a file, None where there is no file: it is generated."""
    return _page(file, root, file.stat().st_mtime_ns) if file.exists() else None


def unlinked(text: str) -> str:
    """Return a text's words without their links, so that it can stand in a link."""
    return LINK.sub(lambda match: match[0][1:].rpartition("](")[0], text)


def split_front_matter(text: str) -> tuple[str, str]:
    """Return a page's metadata, as it is written, and the rest."""
    match = re.match(r"---\n(.*?\n)---\n", text, re.DOTALL)
    return (match[1], text[match.end() :]) if match else ("", text)


def mirror_hash(page: Page) -> str:
    """Return the twelve hex digits by which a twin names what it mirrors."""
    return hashlib.sha256(page.text.encode()).hexdigest()[:12]


@cache
def _page(file: Path, root: Path, _changed: int) -> Page:
    return Page(file.relative_to(root), file.read_text(encoding="utf-8"))


def _blocks(text: str) -> Iterator[Block]:
    lines = text.split("\n")
    at = 0
    if lines[0] == "---" and "---" in lines[1:]:
        at = lines.index("---", 1) + 1
    while at < len(lines):
        line = lines[at]
        if not line.strip():
            at += 1
            continue
        kind, end = _extent(lines, at)
        yield Block(kind, at + 1, "\n".join(lines[at:end]))
        at = end
        if kind == "open" and at < len(lines) and lines[at].startswith("    "):
            end = next((n for n in range(at, len(lines)) if not lines[n].strip()), at)
            yield Block("options", at + 1, "\n".join(lines[at:end]))
            at = end


def _extent(lines: list[str], at: int) -> tuple[str, int]:
    """Return the kind of the block that begins here, and the line after it."""
    line = lines[at]
    if fence := FENCE.match(line):
        close = fence["fence"]
        ends = (n for n in range(at + 1, len(lines)) if lines[n].strip() == close)
        return "code", next(ends, len(lines) - 1) + 1
    if line.strip() == "$$":
        ends = (n for n in range(at + 1, len(lines)) if lines[n].strip() == "$$")
        return "formula", next(ends, len(lines) - 1) + 1
    if HEADING.match(line):
        return "heading", at + 1
    if OPEN.match(line):
        return "open", at + 1
    if CLOSE.match(line):
        return "close", at + 1
    end = at + 1
    while end < len(lines) and lines[end].strip() and not _begins(lines[end]):
        end += 1
    return _kind(line), end


def _begins(line: str) -> bool:
    """Tell whether a line ends the paragraph before it."""
    return bool(FENCE.match(line) or CLOSE.match(line) or line.strip() == "$$")


def _kind(line: str) -> str:
    if ITEM.match(line.lstrip()):
        return "list"
    if line.startswith("|"):
        return "table"
    if line.startswith("::: "):
        return "reference"
    if line.startswith(("!!!", "???")):
        return "admonition"
    if line.startswith(">"):
        return "quotation"
    if re.match(r"\[\^[\w-]+\]:", line):
        return "citation"
    return "html" if line.startswith("<") else "paragraph"
