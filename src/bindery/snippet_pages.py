"""A page for each snippet: what it shows, its values, who uses it, what confirms it.

They are written in Markdown before MkDocs begins; docs/hooks.py hands them over.
"""

import ast
import json
import posixpath
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from textwrap import indent
from typing import Any

from bindery.book import BOOK
from bindery.certificate import file_address, snippet_uri
from bindery.listings import line_id
from bindery.manifest import page_order
from bindery.pages import FIGURE, INCLUDE, LINK, Block, Page, pages, unlinked
from bindery.snippets import Results, snippet_files
from bindery.source import MARKER, imports, parse, top_level_names
from bindery.values import PLACEHOLDER

WORDS = {
    "en": {
        "index": "All snippets",
        "index description": "The programs that computed every number of this site.",
        "index lead": "Every number, figure and check mark of this site comes from "
        "one of these programs, which ran when it was built.\n"
        "Each begins with one line that says what it shows.",
        "description": "One program of this site: what it computed, and who checks it.",
        "run": "{} runs it",
        "values": "What it computed",
        "head": "| name | value | made in |\n|---|---|---|",
        "line": "line\N{NO-BREAK SPACE}{}",
        "count": "{} ({} values)",
        "figure": "What it draws",
        "uses": "Where it is used",
        "listing": "the listing",
        "drawing": "the figure",
        "start": "where a figure that moves starts",
        "beside": "Numbers taken and given",
        "takes": "It takes {1} from {0}.",
        "gives": "{0} takes {1} from it.",
        "tests": "What confirms it",
        "road": "The tests reach its values by another road, in {}.",
        "comma": ", ",
        "colon": ": ",
    },
    "zh": {
        "index": "全部代码",
        "index description": "本站的每个数字，都由这里的某段程序算出。",
        "index lead": "本站的每个数字、每幅图、每个对勾，都出自下面的某段程序，"
        "它们在构建网站时运行过。\n"
        "每段程序的第一行用英文写明它要展示什么。",
        "description": "本站的一段程序：它算出了什么，又由什么来验证。",
        "run": "运行：{}",
        "values": "算出的值",
        "head": "| 名称 | 值 | 出处 |\n|---|---|---|",
        "line": "第\N{NO-BREAK SPACE}{}\N{NO-BREAK SPACE}行",
        "count": "{}（共 {} 个值）",
        "figure": "画出的图",
        "uses": "用在哪里",
        "listing": "代码",
        "drawing": "插图",
        "start": "可调插图的起点",
        "beside": "数字的来与去",
        "takes": "它从 {0} 取用 {1}。",
        "gives": "{0} 从它取用 {1}。",
        "tests": "由什么验证",
        "road": "测试换一条路，把这些值重新算了一遍，见 {}。",
        "comma": "、",
        "colon": "：",
    },
}
INDEX = "snippets/index.md"
LONGEST = 12  # values of a list that are shown in full
SCALAR = (bool, int, float, str)
ASSIGNMENT = (ast.Assign, ast.AnnAssign, ast.AugAssign)


@dataclass(frozen=True)
class Scan:
    """What the pages of one language's snippets are made from, read once for all."""

    root: Path
    lang: str
    repository: str
    results: Results
    files: dict[str, Path]
    # What follows is by "page/snippet", or by the page's name.
    names: dict[str, list[str]]
    uses: dict[str, list[tuple[Page, str | None, int]]]
    explained: dict[str, tuple[Page, str]]  # the first list that explains its markers
    drawn: dict[str, tuple[Page, str]]  # the first alt text of its figure
    beside: dict[str, list[tuple[str, str, list[str]]]]  # takes or gives, which, what


def scan(root: Path, lang: str, repository: str) -> Scan:
    """Read what pages and snippets take from the snippets."""
    files = snippet_files(root)
    seen = Scan(root, lang, repository, BOOK.renew(root), files, {}, {}, {}, {}, {})
    for page in pages(root, lang).values():
        _scan_page(page, seen)
    taken: dict[tuple[str, str], list[str]] = {}
    for key, file in files.items():
        folder, _, name = key.partition("/")
        seen.names.setdefault(folder, []).append(name)
        for module, names, _ in imports(parse(file)):
            if names and (giver := f"{folder}/{module}") in files:
                taken.setdefault((key, giver), []).extend(sorted(names))
    for (taker, giver), what in taken.items():
        seen.beside.setdefault(taker, []).append(("takes", giver, what))
        seen.beside.setdefault(giver, []).append(("gives", taker, what))
    return seen


def _scan_page(page: Page, seen: Scan) -> None:
    for key, name, line in page.uses():
        seen.uses.setdefault(key, []).append((page, name, line))
    for code, after in pairwise(page.blocks):
        for key in _listed_whole(code) if after.kind == "list" else ():
            seen.explained.setdefault(key, (page, after.text))
    for block in page.blocks:
        for match in FIGURE.finditer(block.prose):
            seen.drawn.setdefault(page.key(match["name"]), (page, match["alt"]))


def _listed_whole(block: Block) -> Iterator[str]:
    """Yield the snippets that a block lists as a whole."""
    for line in block.text.split("\n") if block.kind == "code" else ():
        if (match := INCLUDE.match(line)) and match["section"] is None:
            yield match["file"].removesuffix(".py")


def snippet_pages(root: Path, lang: str, repository: str) -> dict[str, str]:
    """Return the texts of the generated pages by their paths among the sources."""
    seen = scan(root, lang, repository)
    made = {snippet_uri(key): SnippetPage(seen, key).text for key in seen.files}
    return {INDEX: _index(root, lang), **made} if made else {}


def _index(root: Path, lang: str) -> str:
    """Return the page that lists the snippets, chapter by chapter."""
    words = WORDS[lang]
    # In the order of the pages, as far as there is one for a folder.
    chapters: dict[str, list[str]] = {name: [] for name in page_order(root, lang)}
    for key, file in snippet_files(root).items():
        folder, _, name = key.partition("/")
        item = f"- [`{name}.py`]({folder}/{name}.md)\n  {_claim(file)}"
        chapters.setdefault(folder, []).append(item)
    titles = {page.name: title_link(page, INDEX) for page in pages(root, lang).values()}
    parts = [
        _front_matter(words["index"], words["index description"]),
        f"# {words['index']} {{ #snippets }}",
        words["index lead"],
    ]
    for folder, items in chapters.items():
        if items:
            title = titles.get(folder, folder)
            parts += [f"## {title} {{ #{folder} }}", "\n".join(items)]
    return "\n\n".join(parts) + "\n"


class SnippetPage:
    """Writes the page of one snippet, section by section; an empty one is left out."""

    def __init__(self, seen: Scan, key: str) -> None:
        self.seen, self.key = seen, key
        self.words = WORDS[seen.lang]
        self.uri = snippet_uri(key)
        self.folder, _, self.name = key.partition("/")
        self.file = seen.files[key]
        self.uses = seen.uses.get(key, [])

    @property
    def text(self) -> str:
        """The page in Markdown."""
        name = f"{self.key}.py"
        sections = {
            "figure": self._figure(),
            "values": self._values(),
            "uses": self._uses(),
            "beside": self._siblings(),
            "tests": self._tests(),
        }
        parts = [
            _front_matter(name, self.words["description"]),
            f"# `{name}` {{ #snippet }}",
            _claim(self.file),
            f'```python\n--8<-- "{name}"\n```',
            self._explanations(),
            self._around(),
        ]
        for what, section in sections.items():
            if section:
                parts += [f"## {self.words[what]} {{ #{what} }}", section]
        return "\n\n".join(part for part in parts if part) + "\n"

    def _around(self) -> str:
        """Return how to run it, and the ways to its file and to the other snippets."""
        path = f"snippets/{self.key}.py"
        run = self.words["run"].format(f"`python {path}`")
        every = f"[{self.words['index']}](../index.md)"
        file = self._file(path) if self.seen.repository else ""
        return " · ".join(part for part in (run, file, every) if part)

    def _explanations(self) -> str:
        """Return what a page says to the markers of the listing."""
        found = self.seen.explained.get(self.key)
        if found is None or not MARKER.search(self.file.read_text("utf-8")):
            return ""
        page, text = found
        return carried(text, page, self.uri)

    def _figure(self) -> str:
        """Return the figure with the alt text of the first page that shows it."""
        if self.key not in self.seen.drawn:
            return ""
        page, alt = self.seen.drawn[self.key]
        return f"![{carried(alt, page, self.uri)}](figure:{self.key})"

    def _values(self) -> str:
        """Return the table of the values, each with the line that made it."""
        values = self.seen.results.by_name[self.key].values
        bound = {name for _, name, _ in self.uses}
        rows = []
        for name, statement in top_level_names(parse(self.file)).items():
            public = isinstance(statement, ASSIGNMENT) and not name.startswith("_")
            value = self._written(values.get(name))
            if value and (public or name in bound):
                line = self.words["line"].format(statement.lineno)
                link = f"[{line}](#{line_id(self.key, statement.lineno)})"
                rows.append(f"| `{name}` | {value} | {link} |")
        return "\n".join([self.words["head"], *rows]) if rows else ""

    def _written(self, value: Any) -> str:
        """Return a value as the table shows it; a long list's ends are enough."""
        if not (leaves := _leaves(value)):
            return ""
        if len(leaves) <= LONGEST:
            return _code(_literal(value))
        ends = ", ".join([*map(_literal, leaves[:3]), "…", _literal(leaves[-1])])
        return self.words["count"].format(_code(f"[{ends}]"), len(leaves))

    def _uses(self) -> str:
        """Return the sections that use the snippet, and what each takes of it."""
        found: dict[str, list[str]] = {}
        told = {None: "listing", "fig": "drawing", "*": "start"}
        kinds = {name: self.words[word] for name, word in told.items()}
        for page, name, line in self.uses:
            place = title_link(page, self.uri, line)
            found.setdefault(place, []).append(kinds.get(name, f"`{name}`"))
        return "\n".join(
            f"- {place}{self.words['colon']}{self._listed(names)}"
            for place, names in found.items()
        )

    def _siblings(self) -> str:
        """Return what the snippet takes from those beside it, and they from it."""
        lines = []
        for way, other, names in self.seen.beside.get(self.key, []):
            link = f"[`{Path(other).name}.py`]({Path(other).name}.md)"
            taken = self._listed(f"`{name}`" for name in names)
            lines.append(f"- {self.words[way].format(link, taken)}")
        return "\n".join(lines)

    def _tests(self) -> str:
        """Return the tests of the snippet, folded, with their source."""
        path = f"tests/snippets/test_{self.folder}.py"
        file = self.seen.root / path
        if not file.is_file():
            return ""
        lines = file.read_text("utf-8").splitlines()
        parts = []
        for node in parse(file).body:
            if isinstance(node, ast.FunctionDef) and self._is_confirmed_by(node.name):
                first = min([node.lineno, *(d.lineno for d in node.decorator_list)])
                inside = ["```python", *lines[first - 1 : node.end_lineno], "```"]
                if self.seen.repository:
                    inside += ["", self._file(path, first)]
                folded = indent("\n".join(inside), "    ")
                parts.append(f'??? test "`{node.name}`"\n\n{folded}')
        road = self.words["road"].format(self._file(path))
        return "\n\n".join([road, *parts]) if parts else ""

    def _is_confirmed_by(self, test: str) -> bool:
        return confirmed(test, self.seen.names[self.folder]) == self.name

    def _file(self, path: str, line: int = 0) -> str:
        """Return a file's path, as a link where the repository has an address."""
        address = file_address(self.seen.repository, path, line)
        return f"[`{path}`]({address})" if self.seen.repository else f"`{path}`"

    def _listed(self, names: Iterable[str]) -> str:
        return self.words["comma"].join(dict.fromkeys(names))


def confirmed(test: str, snippets: Iterable[str]) -> str | None:
    """Return the snippet that a test confirms: the longest name that it begins with."""
    fitting = (s for s in snippets if f"{test}_".startswith(f"test_{s}_"))
    return max(fitting, key=len, default=None)


def _front_matter(title: str, description: str) -> str:
    quoted = json.dumps(description, ensure_ascii=False)
    lines = [f"title: {title}", f"description: {quoted}"]
    return "\n".join(["---", *lines, "search: { exclude: true }", "---"])


def _claim(file: Path) -> str:
    """Return the line that says what a snippet shows, which is in English."""
    claim, _, _ = (ast.get_docstring(parse(file)) or "").partition("\n")
    return f'<span lang="en">{_plain(claim)}</span>'


def _plain(text: str) -> str:
    """Return text that Markdown leaves as it is."""
    return re.sub(r"[^\w\s.,:;?()/=+-]", lambda m: f"&#{ord(m[0])};", text)


def title_link(page: Page, uri: str, line: int = 0) -> str:
    """Return a link to a section of a page, by default to all of it."""
    anchor, title = page.section(line)
    _, whole = page.section(0)
    words = whole if title == whole else f"{whole} › {title}"
    target = posixpath.relpath(page.uri, posixpath.dirname(uri))
    return f"[{carried(unlinked(words), page, uri)}]({target}{anchor and f'#{anchor}'})"


def carried(text: str, page: Page, uri: str) -> str:
    """Return a page's words as they can stand on another page."""

    def placeholder(match: re.Match[str]) -> str:
        return match[0] if match["page"] else f"{{{{ {page.name}/{match[0][3:]}"

    def link(match: re.Match[str]) -> str:
        target = match["target"]
        if ":" in target:
            return match[0]
        folder = posixpath.dirname(page.uri)
        path, hash_, anchor = target.partition("#")
        path = posixpath.join(folder, path) if path else page.uri
        moved = posixpath.relpath(path, posixpath.dirname(uri)) + hash_ + anchor
        return match[0].replace(f"]({target}", f"]({moved}")

    text = re.sub(r"\[\^[\w-]+\]", "", text)  # a footnote stays on its page
    return LINK.sub(link, PLACEHOLDER.sub(placeholder, text))


def _leaves(value: Any) -> list[Any] | None:
    """Return a value's scalars, in order; None if it has anything else."""
    if not isinstance(value, list):
        is_narrow = isinstance(value, dict) and "shortest" in value
        return [value] if is_narrow or isinstance(value, SCALAR) else None
    if all(isinstance(item, SCALAR) for item in value):
        return value
    inside = [_leaves(item) for item in value]
    return None if None in inside else [leaf for part in inside for leaf in part or []]


def _literal(value: Any) -> str:
    """Return a value as Python writes it, with its lists."""
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return str(value["shortest"]) if isinstance(value, dict) else repr(value)


def _code(text: str) -> str:
    return f"`` {text} ``" if "`" in text else f"`{text}`"
