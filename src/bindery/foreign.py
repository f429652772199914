"""Words of the other language, marked so that they are read and set as what they are.

A screen reader changes its voice there, and quotation marks take the words' own glyphs.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown.util import AtomicString, HtmlStash

_LETTER = "[A-Za-z\u00c0-\u024f]"
_WORD = rf"{_LETTER}+(?:['’‐–-]{_LETTER}+)*"
# What the other language's words look like in a page of each; not right behind a mark
# of Python-Markdown's own, which is letters too.
_RUNS = {
    "zh": re.compile(rf"(?<![\x02\w]){_WORD}(?:[.,;:’”]*\s[“(]*{_WORD})*"),
    "en": re.compile("《?[\u3400-\u9fff][\u3000-\u303f\u3400-\u9fff\uff00-\uffef]*"),
}
# Symbols and short forms, such as P and KL, are of both languages.
_PROSE = re.compile(
    rf"[a-z\u00df-\u00ff]{_LETTER}|{_LETTER}[a-z\u00df-\u00ff]|[^\0-\u2fff]"
)
# Where words are none of prose, or what stands there is the computer's.
_SILENT = frozenset(
    {
        *("code", "pre", "kbd", "data", "output", "math", "svg"),
        *("script", "style", "template"),
    }
)
# What follows a tag that an author wrote.
_RAW = re.compile(r"\x02wzxhzdk:(\d+)\x03[^\x02]*")


class Marker:
    """Gives each run of foreign words inside an element its language."""

    def __init__(self, lang: str, stash: HtmlStash) -> None:
        self.lang, self.stash = lang, stash
        self.other = "en" if lang == "zh" else "zh"

    def mark(self, element: etree.Element) -> None:
        """Change a page's tree in place."""
        element.text, first = self._marked(element.text)
        for child in list(element):
            if not _is_silent(child):
                self.mark(child)
            child.tail, after = self._marked(child.tail)
            at = list(element).index(child) + 1
            element[at:at] = after
        element[0:0] = first

    def _marked(self, text: str | None) -> tuple[str | None, list[etree.Element]]:
        """Return the text before the first run, and the runs with what follows them."""
        if not text or isinstance(text, AtomicString):
            return text, []
        before, marks, end = text, list[etree.Element](), 0
        for start, stop in self._runs(text):
            if marks:
                marks[-1].tail = text[end:start]
            else:
                before = text[:start]
            marks.append(etree.Element("span", {"lang": self.other}))
            marks[-1].text, marks[-1].tail, end = text[start:stop], text[stop:], stop
        return before, marks

    def _runs(self, text: str) -> Iterator[tuple[int, int]]:
        told = list(self._told(text))
        for match in _RUNS[self.lang].finditer(text):
            start, stop = match.span()
            if not _PROSE.search(match[0]) or any(start in span for span in told):
                continue
            # The end of a quotation that began inside, and of one in brackets.
            for opening, closing in ("“”", "()"):
                inside = match[0].count(opening) > match[0].count(closing)
                stop += inside and text.startswith(closing, stop)
            yield start, stop

    def _told(self, text: str) -> Iterator[range]:
        """Yield where an author's own tag says the language."""
        for match in _RAW.finditer(text):
            if " lang=" in str(self.stash.rawHtmlBlocks[int(match[1])]):
                yield range(*match.span())


def _is_silent(element: etree.Element) -> bool:
    return element.tag in _SILENT or element.get("lang") is not None
