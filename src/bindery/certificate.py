"""The birth certificates of a page's numbers, which its script shows one at a time.

All that a card says stands in the page: a template with one card for each statement,
however many numbers it made, and in words of the page's language.
"""

import posixpath
import xml.etree.ElementTree as etree
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from markdown.util import AtomicString, HtmlStash
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import PythonLexer

from bindery import report
from bindery.listings import line_id
from bindery.source import lines_of
from bindery.values import Bound

WORDS = {
    "en": {
        "switch": "Show where numbers come from",
        "label": "Where {} comes from",
        "holds": "It holds: the build stops where a claim is false.",
        "computed": "Computed in your browser by arithmetic.js, from {}. "
        "The build computed {}.",
        "line": "Line {} on this page",
        "snippet": "All of {}",
        "file": "In the repository",
        "figure": "How this was drawn",
    },
    "zh": {
        "switch": "显示数字的来历",
        "label": "{} 的来历",
        "holds": "成立：断言若不成立，网站就构建不出来。",
        "computed": "由你的浏览器用 arithmetic.js 算出，依据是 {}；"
        "构建网站时算出的是 {}。",
        "line": "看本页第 {} 行代码",
        "snippet": "{} 全文",
        "file": "在代码仓库中",
        "figure": "这幅图是怎么画的",
    },
}
LEXER, FORMATTER = PythonLexer(), HtmlFormatter(nowrap=True)
# Where a number stays plain: what it stands in has a purpose of its own.
PLAIN = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "a", "summary"})


def switch(lang: str) -> etree.Element:
    """Return the switch that underlines the page's numbers."""
    box = etree.Element("p", {"class": "certificates", "data-search-exclude": ""})
    attributes = {"type": "button", "role": "switch", "aria-checked": "false"}
    etree.SubElement(box, "button", attributes).text = WORDS[lang]["switch"]
    return box


def certify(
    element: etree.Element, formulas: dict[etree.Element, list[Bound]]
) -> Iterator[tuple[str, str]]:
    """Give the numbers in running text a title, for whoever reads without scripts.

    Yield the source and the name of each, those in formulas too.
    """
    for child in element:
        if child.tag in PLAIN:
            continue
        if "bound" in (child.get("class") or "").split():
            source, name = child.get("data-source", ""), child.get("data-name", "")
            child.set("title", f"{name} = {child.get('value')} · {source}")
            yield source, name.partition("[")[0]
        for bound in formulas.get(child, ()):
            yield bound.source, bound.name.partition("[")[0]
        yield from certify(child, formulas)


class Cards:
    """Writes the cards of one page."""

    def __init__(self, root: Path, file: Path, lang: str, repository: str) -> None:
        self.root, self.lang, self.repository = root, lang, repository
        self.words = WORDS[lang]
        self.folder = posixpath.dirname(file.relative_to(f"docs/{lang}").as_posix())
        self.itself = file.relative_to(f"docs/{lang}").as_posix()
        self.file = file.as_posix()

    def template(
        self,
        made: Iterable[tuple[str, str]],
        listings: dict[str, list[int]],
        stash: HtmlStash,
    ) -> etree.Element:
        """Return the template of all cards, one for each statement."""
        names: dict[tuple[str, int, str], list[str]] = {}
        for source, name in made:
            statement = (source, *lines_of(self.root / source, name))
            names.setdefault(statement, []).append(name)
        template = etree.Element(
            "template",
            {
                "class": "certificates",
                "data-search-exclude": "",
                "data-label": self.words["label"],
                "data-holds": self.words["holds"],
                "data-computed": self.words["computed"],
            },
        )
        for (source, line, text), bearing in names.items():
            card = etree.SubElement(
                template,
                "div",
                {"data-source": source, "data-names": " ".join(bearing)},
            )
            listing = etree.SubElement(card, "pre", {"class": "highlight"})
            code = etree.SubElement(listing, "code")
            code.text = AtomicString(stash.store(highlighted(text)))
            etree.SubElement(card, "p", {"class": "certificate-value"})
            links = etree.SubElement(card, "p", {"class": "certificate-links"})
            for address, words in [
                *self.links(source, line, listings),
                *self.reports(source, bearing),
            ]:
                etree.SubElement(links, "a", {"href": address}).text = words
        return template

    def links(
        self, source: str, line: int, listings: dict[str, list[int]]
    ) -> Iterable[tuple[str, str]]:
        """Yield the ways to a statement: on this page, its snippet's page, its file."""
        key = key_of(source)
        name = posixpath.basename(source)
        here = line_id(key, line)
        if line in listings.get(key, ()):
            yield f"#{here}", self.words["line"].format(line)
        if snippet_uri(key) != self.itself:
            yield f"{self.to_snippet(key)}#{here}", self.words["snippet"].format(name)
        if self.repository:
            yield file_address(self.repository, source, line), self.words["file"]

    def reports(self, source: str, names: list[str]) -> Iterator[tuple[str, str]]:
        """Yield the way to report a mistake in what a statement made."""
        if self.repository:
            where = (self.file, f"{source}: {', '.join(names)}")
            form = report.address(self.repository, self.lang, *where)
            yield form, report.WORDS[self.lang]["number"]

    def to_snippet(self, key: str) -> str:
        """Return the path from this page's source to a snippet's page."""
        return posixpath.relpath(snippet_uri(key), self.folder or ".")

    def figure_link(self, key: str) -> Iterator[etree.Element]:
        """Yield the link from a figure to the snippet that drew it, on other pages."""
        if snippet_uri(key) == self.itself:
            return
        attributes = {"class": "figure-source", "href": self.to_snippet(key)}
        link = etree.Element("a", attributes | {"data-search-exclude": ""})
        link.text = self.words["figure"]
        yield link


def highlighted(code: str) -> str:
    """Return Python as HTML in the classes that the site's listings have too."""
    html = highlight(code, LEXER, FORMATTER)
    return str(html).rstrip("\n")


def key_of(source: str) -> str:
    """Return "page/snippet" for "snippets/page/snippet.py"."""
    return source.removeprefix("snippets/").removesuffix(".py")


def snippet_uri(key: str) -> str:
    """Return the path of a snippet's page among the language's sources."""
    return f"snippets/{key}.md"


def file_address(repository: str, path: str, line: int = 0) -> str:
    """Return where a file of the repository can be read."""
    anchor = f"#L{line}" if line else ""
    return f"{repository.rstrip('/')}/blob/HEAD/{path}{anchor}"


def shown_ids(listings: dict[str, list[int]]) -> Collection[str]:
    """Return the ids of all lines that the page's listings show."""
    return [line_id(key, line) for key, lines in listings.items() for line in lines]
