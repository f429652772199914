"""The map of the site: the pages that compute something, and what each builds on.

A page says in its English front matter what it needs; if it says nothing, that is the
one before it in the navigation.
"""

import xml.etree.ElementTree as etree
from pathlib import Path

from bindery.faults import Fault
from bindery.manifest import page_order
from bindery.pages import Page, pages, unlinked
from bindery.values import near

WORDS = {
    "en": {"builds": "Builds on: {}.", "title": "{}", "comma": ", "},
    "zh": {"builds": "需要先读{}。", "title": "《{}》", "comma": ""},
}


def needs(root: Path) -> dict[str, list[str]]:
    """Return what each page with snippets needs, in the order of the navigation."""
    english = pages(root, "en")
    found: dict[str, list[str]] = {}
    for name in page_order(root, "en"):
        if (root / "snippets" / name).is_dir():
            before = [*found]
            given = english[f"{name}.md"].front_matter.get("needs", before[-1:])
            found[name] = given if isinstance(given, list) else [str(given)]
            for need in found[name]:
                if need not in before:
                    raise Fault(
                        f"docs/en/{name}.md needs {need}, which is no page with "
                        f"snippets before it in the nav{near(need, before)}"
                    )
    return found


def rows(found: dict[str, list[str]]) -> list[list[str]]:
    """Return the pages in rows, each below all that it needs."""
    row: dict[str, int] = {}
    for name, needed in found.items():
        row[name] = max((row[need] + 1 for need in needed), default=0)
    count = max(row.values(), default=-1) + 1
    return [[name for name in row if row[name] == at] for at in range(count)]


def fill(box: etree.Element, root: Path, lang: str) -> None:
    """Draw the map: rows of links, and between them lines from need to page.

    What lies more than a row above is told in words alone, as all needs are to
    whoever sees no lines.
    """
    known, found = pages(root, lang), needs(root)
    above: list[str] = []
    for row in rows(found):
        if above:
            box.append(_lines(above, row, found))
        items = etree.SubElement(box, "ul")
        for name in row:
            stop = etree.SubElement(etree.SubElement(items, "li"), "div")
            page = known[f"{name}.md"]
            link = etree.SubElement(stop, "a", {"class": "stop", "href": page.uri})
            link.text = _title(page)
            if start := page.front_matter.get("start"):
                etree.SubElement(stop, "p").text = str(start)
            if found[name]:
                words = WORDS[lang]
                titles = (_title(known[f"{need}.md"]) for need in found[name])
                listed = words["comma"].join(map(words["title"].format, titles))
                told = etree.SubElement(stop, "p", {"class": "builds"})
                told.text = words["builds"].format(listed)
        above = row


def _title(page: Page) -> str:
    _, title = page.section(0)
    return unlinked(title)


def _lines(
    above: list[str], below: list[str], found: dict[str, list[str]]
) -> etree.Element:
    """Return the lines between two rows, whose links share the width evenly."""
    attributes = {"viewBox": "0 0 100 10", "preserveAspectRatio": "none"}
    hidden = {"aria-hidden": "true", "data-search-exclude": ""}
    lines = etree.Element("svg", attributes | hidden)
    for at, name in enumerate(below):
        for need in set(found[name]) & set(above):
            x = 100 * (above.index(need) + 0.5) / len(above)
            to = 100 * (at + 0.5) / len(below)
            d = f"M{x:g} 0C{x:g} 6 {to:g} 4 {to:g} 10"
            etree.SubElement(lines, "path", {"d": d})
    return lines
