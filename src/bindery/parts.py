"""Puts what stands further down a page into boxes, each to be laid out alone.

So the top of a page need not wait for the rest of it. The headings stay outside, since
the theme asks at once where each of them stands.
"""

import re
import xml.etree.ElementTree as etree

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, HtmlStash

ENOUGH = 100  # elements, which a slow phone lays out without a halt
_APART = {"h2", "h3", "h4", "h5", "h6", "template"}  # a template has no place
_TAG = re.compile(r"<\w")


class Parts(Treeprocessor):
    """Boxes the parts of a page, all but what may be in sight at once."""

    def run(self, root: etree.Element) -> None:
        """Change the page's tree in place; docstrings are inside a part of it."""
        if "mkdocstrings_headings" in self.md.treeprocessors:
            return
        blocks = list(root)
        root[:] = []
        part, size, above = root, 0, 0
        for block in blocks:
            apart = block.tag in _APART
            # What may be in sight at once would move if its box were laid out later.
            if apart or above < ENOUGH:
                part = root
            # A list may be notes, which the theme moves into the listing before it.
            elif part is root or (size >= ENOUGH and block.tag != "ol"):
                part, size = etree.SubElement(root, "div", {"class": "part"}), 0
                part.text = part.tail = "\n"
            part.append(block)
            found = weight(block, self.md.htmlStash)
            size, above = size + found, above + found


def weight(block: etree.Element, stash: HtmlStash) -> int:
    """Return how many elements a block has, those too that are put in later."""
    found = 0
    for element in block.iter():
        found += 1
        for text in (element.text, element.tail):
            for number in HTML_PLACEHOLDER_RE.findall(text or ""):
                raw = stash.rawHtmlBlocks[int(number)]
                if isinstance(raw, str):
                    found += len(_TAG.findall(raw))
    return found
