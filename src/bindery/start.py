"""A chapter's start: how long it takes to read, and what one can do afterwards.

A page with exercises says the latter in its front matter, in two or three lines.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path

from bindery.pages import FIGURE, FORMULA, INCLUDE, LANGUAGES, Page, pages, unlinked
from bindery.values import PLACEHOLDER

WORDS = {
    "en": "About {} minutes, after which you can:",
    "zh": "读完约需 {} 分钟，之后你能：",
}
# What is read in a minute: English words, or Chinese characters. A word of Latin
# letters on a Chinese page counts as two of them.
SPEED = {"en": 220, "zh": 400}
# Minutes for what is looked at rather than read: a figure, listing or formula.
LOOK = 0.5
STEP = 5  # minutes
UNREAD = frozenset({"citation", "close", "open", "options", "reference"})


def minutes(page: Page, lang: str) -> int:
    """Return about how long a page takes to read, in steps of five minutes."""
    words = characters = looks = 0
    for block in page.blocks:
        if block.kind == "formula":
            looks += 1
        elif block.kind == "code":
            looks += any(map(INCLUDE.match, block.text.split("\n")))
        elif block.kind not in UNREAD:
            looks += len(FIGURE.findall(block.prose))
            text = _words(block.prose)
            words += len(re.findall(r"[A-Za-z0-9][\w’'.,-]*", text))
            characters += len(re.findall(r"[\u3400-\u9fff]", text))
    read = words if lang == "en" else characters + 2 * words
    return max(round((read / SPEED[lang] + LOOK * looks) / STEP), 1) * STEP


def start(page: Page, lang: str) -> Iterator[etree.Element]:
    """Yield what stands under the title of a page that says what it is for."""
    able = page.front_matter.get("able")
    if isinstance(able, list) and able:
        box = etree.Element("div", {"class": "start"})
        etree.SubElement(box, "p").text = WORDS[lang].format(minutes(page, lang))
        items = etree.SubElement(box, "ul")
        for line in able:
            etree.SubElement(items, "li").text = str(line)
        yield box


def missing(root: Path) -> Iterator[str]:
    """List the pages with exercises that don't say what one can do afterwards."""
    for lang in LANGUAGES:
        for page in pages(root, lang).values():
            asks = any(b.text.startswith("/// exercise") for b in page.blocks)
            able = page.front_matter.get("able")
            lines = len(able) if isinstance(able, list) else 0
            if asks and lines not in (2, 3):
                yield (
                    f"{page.file.as_posix()}:1: a page with exercises says what its "
                    "readers can do afterwards; add able: with two or three lines to "
                    f"its front matter, which has {lines}"
                )


def _words(prose: str) -> str:
    """Return a text with one word for each value and formula, none for addresses."""
    text = FIGURE.sub("", PLACEHOLDER.sub(" 1 ", prose))
    return unlinked(FORMULA.sub(" x ", text))
