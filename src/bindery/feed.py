"""The feed of changes: CHANGELOG.md in Atom, one entry for each of its versions.

It is in English alone, as the changelog is.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from markdown import markdown

from bindery.faults import Fault

FILE = "changes.xml"
CHANGELOG = "CHANGELOG.md"
# "## Unreleased" or "## 0.1.0 - 2026-12-01", which RELEASING.md asks for.
_VERSION = re.compile(r"^## (?P<name>\S+)(?: - (?P<date>\S+))?$", re.MULTILINE)


def feed(root: Path, title: str, address: str, built: int) -> str:
    """Return the changes in Atom.

    What is not released yet bears the date of the commit, in seconds since 1970.
    """
    changes = list(_changes(root, built))
    top = etree.Element(
        "feed", {"xmlns": "http://www.w3.org/2005/Atom", "xml:lang": "en"}
    )
    own = address + FILE
    _add(top, "id", own)
    _add(top, "title", f"{title}: what has changed")
    _add(top, "updated", max((date for _, date, _ in changes), default=_date(built)))
    _add(etree.SubElement(top, "author"), "name", title)
    etree.SubElement(top, "link", {"rel": "self", "href": own})
    etree.SubElement(top, "link", {"rel": "alternate", "href": address})
    for name, date, text in changes:
        entry = etree.SubElement(top, "entry")
        _add(entry, "id", f"{own}#{name.lower()}")
        _add(entry, "title", "Not released yet" if name == "Unreleased" else name)
        _add(entry, "updated", date)
        etree.SubElement(entry, "link", {"rel": "alternate", "href": address})
        _add(entry, "content", markdown(text.strip()), type="html")
    etree.indent(top)
    return etree.tostring(top, "unicode", xml_declaration=False) + "\n"


def _changes(root: Path, built: int) -> Iterator[tuple[str, str, str]]:
    """Yield each version's name, date and text, the newest first."""
    text = (root / CHANGELOG).read_text(encoding="utf-8")
    found = list(_VERSION.finditer(text))
    ends = [*(match.start() for match in found), len(text)][1:]
    for match, end in zip(found, ends, strict=True):
        name, date = match["name"], match["date"]
        body = text[match.end() : end]
        if date:
            yield name, _day(date, match[0]), body
        elif body.strip():
            yield name, _date(built), body


def _day(date: str, heading: str) -> str:
    try:
        return _date(int(datetime.fromisoformat(date).replace(tzinfo=UTC).timestamp()))
    except ValueError:
        raise Fault(
            f"{CHANGELOG}: {date} in {heading!r} is no day; write it as 2026-12-01"
        ) from None


def _date(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _add(parent: etree.Element, tag: str, text: str, **attributes: str) -> None:
    etree.SubElement(parent, tag, attributes).text = text
