"""The terms on the pages: each explained where it is first met, and all in two lists.

A marked term is a link to the glossary, so it needs no script; style shows what it
means beside it, and a screen reader reads that as the link's description.
"""

import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from markdown.util import AtomicString

from bindery.manifest import page_order
from bindery.pages import Page, pages
from bindery.snippet_pages import title_link
from bindery.terms import Term, terms

PAGE = "glossary.md"
GLOSSARY, NOTATION = "/// glossary", "/// notation"
LISTS = ("glossary", "notation", "progress")  # pages that list what others say
# Where a term stays plain: what it stands in has a purpose of its own, or is no prose.
PLAIN = frozenset(
    {
        *("h1", "h2", "h3", "h4", "h5", "h6", "a", "button", "label", "summary"),
        *("code", "pre", "data", "svg", "script", "style", "template", "form"),
    }
)
PLAIN_CLASSES = frozenset(
    {"admonition-title", "arithmatex", "exercise-title", "figure", "footnote", "map"}
)
WORDS = {
    "en": {"head": "| symbol | what it is called | what it means |\n|---|---|---|"},
    "zh": {"head": "| 记号 | 名称 | 含义 |\n|---|---|---|"},
}


class Marker:
    """Marks each term at its first mention on one page."""

    def __init__(self, found: Iterable[Term], lang: str, uri: str) -> None:
        self.lang = lang
        page, folder = uri.removesuffix(".md"), posixpath.dirname(uri)
        self.address = posixpath.relpath(PAGE, folder or ".")
        self.terms = tuple(term for term in found if not term.common)
        # The page that introduces a term says itself what it means.
        self.left = {term for term in self.terms if term.page != page}

    def mark(self, root: etree.Element) -> None:
        """Change a page's tree in place."""
        if not self.left:
            return
        root.text, first = self._marked(root.text)
        for child in list(root):
            if not _is_plain(child):
                self.mark(child)
            child.tail, after = self._marked(child.tail)
            at = list(root).index(child) + 1
            root[at:at] = after
        root[0:0] = first

    def _marked(self, text: str | None) -> tuple[str | None, list[etree.Element]]:
        """Return the text before the first mark, and the marks with what follows."""
        if not text or isinstance(text, AtomicString):
            return text, []
        before, marks, end = text, list[etree.Element](), 0
        for match in _pattern(self.terms, self.lang).finditer(text):
            term = self.terms[int((match.lastgroup or "")[1:])]
            if term not in self.left:
                continue
            self.left.remove(term)
            if marks:
                marks[-1].tail = text[end : match.start()]
            else:
                before = text[: match.start()]
            end = match.end()
            marks.append(self._link(term, match[0]))
            marks[-1].tail = text[end:]
        return before, marks

    def _link(self, term: Term, words: str) -> etree.Element:
        link = etree.Element("a", {"class": "term"})
        link.set("href", f"{self.address}#{term.anchor}")
        link.set("aria-description", term.means[self.lang])
        link.text = words
        return link


def _is_plain(element: etree.Element) -> bool:
    classes = (element.get("class") or "").split()
    return element.tag in PLAIN or not PLAIN_CLASSES.isdisjoint(classes)


@cache
def _pattern(found: tuple[Term, ...], lang: str) -> re.Pattern[str]:
    """Return what finds the terms in a text, of two that begin alike the longer one."""
    order = sorted(range(len(found)), key=lambda at: -len(found[at].name[lang]))
    parts = (f"(?P<t{at}>{_mention(found[at].name[lang], lang)})" for at in order)
    one = "|".join(parts)
    # Looking for the whole word once, not for each term, is several times as fast.
    whole = rf"(?<![\w-])(?:{one})(?![\w-])" if lang == "en" else one
    return re.compile(whole, re.IGNORECASE)


def _mention(name: str, lang: str) -> str:
    """Return what a mention of a term looks like: in English a word or its plural."""
    if lang == "en":
        words = re.escape(name).replace(r"\ ", r"\s+")
        return f"(?:{words}|{words[:-1]}ies)" if words.endswith("y") else f"{words}s?"
    words = re.escape(name).replace(r"\ ", r"\s*")
    before = "(?<![a-z0-9])" if name[0].isascii() else ""
    after = "(?![a-z0-9])" if name[-1].isascii() else ""
    return before + words + after


def glossary(root: Path, lang: str) -> Iterator[str]:
    """Yield the glossary's Markdown: by letter, in Chinese by the page that introduces.

    Characters have no order of their own that Python knows.
    """
    known = pages(root, lang)
    listed = [term for term in _by_page(root) if f"{term.page}.md" in known]
    if lang == "en":
        listed.sort(key=lambda term: term.name["en"].lower())
    group = ""
    for term in listed:
        page = known[f"{term.page}.md"]
        letter = term.name["en"][0].upper()
        here = letter if lang == "en" else page.name
        if here != group:
            group = here
            yield (
                f"## {letter} {{ #letter-{letter.lower()} }}"
                if lang == "en"
                else f"## {title_link(page, PAGE)} {{ #page-{page.name} }}"
            )
        yield from _entry(term, page, lang)


def _entry(term: Term, page: Page, lang: str) -> Iterator[str]:
    other = "zh" if lang == "en" else "en"
    about = [f'<span lang="{other}">{term.name[other]}</span>']
    if term.symbol:
        about.append(f"${term.tex}$")
    if lang == "en":  # the Chinese list stands under its pages
        about.append(title_link(page, PAGE))
    yield f"### {term.name[lang]} {{ #{term.anchor} }}"
    yield " · ".join(about) + "\n{: .term-about }"
    yield term.means[lang]


def notation(root: Path, lang: str) -> Iterator[str]:
    """Yield the Markdown of the table of symbols, in the order in which they appear."""
    rows = [WORDS[lang]["head"]]
    for term in _by_page(root):
        if term.symbol:
            name = f"[{term.name[lang]}]({PAGE}#{term.anchor})"
            rows.append(f"| ${term.tex}$ | {name} | {term.means[lang]} |")
    yield "\n".join(rows)


def _by_page(root: Path) -> list[Term]:
    """Return the terms in the order of the pages that introduce them."""
    order = page_order(root, "en")
    found = [term for term in terms(root).terms if term.page in order]
    return sorted(found, key=lambda term: order.index(term.page))
