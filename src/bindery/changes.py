"""What a change does to what readers see: two lists of a site's entries compared."""

import difflib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from bindery.pages import LANGUAGES

Entry = dict[str, str]
Key = tuple[str, ...]

ABSENT = "(not there)"
WIDEST = 48  # characters of an alt text


@dataclass(frozen=True)
class Change:
    """What a page said before and says after; empty where it said nothing."""

    page: str
    what: str
    before: str
    after: str


@dataclass
class Changes:
    """The changes, with how often each language's page has them."""

    seen: dict[Change, Counter[str]] = field(default_factory=dict)
    unseen: dict[Change, Counter[str]] = field(default_factory=dict)


def compare(old: Iterable[Entry], new: Iterable[Entry]) -> Changes:
    """Return what readers see change, and what changes behind the digits they see."""
    changes = Changes()
    before, after = _by_key(old), _by_key(new)
    order = {key: place for place, key in enumerate([*after, *before])}
    keys = sorted(order, key=lambda k: (k[0], LANGUAGES.index(k[1]), order[k]))
    for key in keys:
        page, language, kind, source, name = key
        what = _what(page, kind, source, name)
        for was, now in _pairs(before.get(key, []), after.get(key, [])):
            for kept, change in _differences(changes, page, what, kind, was, now):
                kept.setdefault(change, Counter())[language] += 1
    return changes


def table(changes: Changes, *, every: bool = False) -> Iterator[str]:
    """Yield the changes page by page; on demand those that no reader sees too."""
    yield from _rows(changes.seen)
    if not changes.seen:
        yield "Readers see no change"
    hidden = len(changes.unseen)
    if hidden and every:
        yield "Behind the digits that are shown:"
        yield from _rows(changes.unseen)
    elif hidden:
        yield f"Changed behind the digits that are shown: {hidden} (--all lists them)"


def _by_key(entries: Iterable[Entry]) -> dict[Key, list[Entry]]:
    groups: dict[Key, list[Entry]] = {}
    for entry in entries:
        key = tuple(entry[k] for k in ("page", "language", "kind", "source", "name"))
        groups.setdefault(key, []).append(entry)
    return groups


def _pairs(
    old: list[Entry], new: list[Entry]
) -> Iterator[tuple[Entry | None, Entry | None]]:
    """Pair the places that show one name, in order; None where one has no partner."""
    if len(old) == len(new):
        yield from zip(old, new, strict=True)
        return
    was, now = ([entry["text"] for entry in entries] for entries in (old, new))
    matcher = difflib.SequenceMatcher(None, was, now, autojunk=False)
    for _, i, i_end, j, j_end in matcher.get_opcodes():
        for at in range(max(i_end - i, j_end - j)):
            yield (
                old[i + at] if i + at < i_end else None,
                new[j + at] if j + at < j_end else None,
            )


def _differences(
    changes: Changes,
    page: str,
    what: str,
    kind: str,
    was: Entry | None,
    now: Entry | None,
) -> Iterator[tuple[dict[Change, Counter[str]], Change]]:
    """Yield what differs between two places, each with the list it belongs to."""
    before, after = (_shown(entry) if entry else "" for entry in (was, now))
    if before != after:
        parts = _parts(before, after) if kind == "figure" else [(before, after)]
        for part in parts:
            yield changes.seen, Change(page, what, *part)
    if was and now and was["value"] != now["value"]:
        if kind == "figure":
            yield changes.seen, Change(page, what, "its drawing", "another one")
        elif before == after:
            yield changes.unseen, Change(page, what, was["value"], now["value"])


def _shown(entry: Entry) -> str:
    """Return what a reader meets: the text, or the value that an exercise asks for."""
    return entry["text"] or entry["value"]


def _what(page: str, kind: str, source: str, name: str) -> str:
    """Return a name as its page writes it."""
    file = PurePosixPath(source)
    stem = file.stem if file.parent.name == page else f"{file.parent.name}/{file.stem}"
    if kind == "figure":
        return f"figure {stem}"
    return f"{stem}.{name}" if kind == "value" else f"{kind} {stem}.{name}"


def _parts(before: str, after: str) -> list[tuple[str, str]]:
    """Return what differs in two longer texts: their numbers alone where they can."""
    old, new = (re.findall(r"\d(?:[\d.,]*\d)?|\D+", text) for text in (before, after))
    differing = [pair for pair in zip(old, new, strict=False) if pair[0] != pair[1]]
    numbers = all(one[0].isdigit() and other[0].isdigit() for one, other in differing)
    if len(old) == len(new) and numbers:
        return differing
    pairs = enumerate(zip(before, after, strict=False))
    start = max(0, next((at for at, (a, b) in pairs if a != b), 0) - 12)
    return [(_excerpt(before, start), _excerpt(after, start))]


def _excerpt(text: str, start: int) -> str:
    rest = text[start:]
    kept = rest if len(rest) <= WIDEST else f"{rest[: WIDEST - 1]}…"
    return f"…{kept}" if start else kept


def _rows(found: dict[Change, Counter[str]]) -> Iterator[str]:
    rows = [
        (
            ", ".join(lang for lang in LANGUAGES if lang in times),
            f"{most}×" if (most := max(times.values())) > 1 else "",
            change.what,
            change.before or ABSENT,
            "->",
            change.after or ABSENT,
        )
        for change, times in found.items()
    ]
    widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
    page = None
    for change, row in zip(found, rows, strict=True):
        if change.page != page:
            page = change.page
            yield page
        cells = (
            cell + " " * (width - _width(cell))
            for cell, width in zip(row, widths, strict=True)
        )
        yield "  " + "  ".join(cells).rstrip()


def _width(text: str) -> int:
    """Return how many columns a text takes: two for a Chinese character."""
    return sum(1 + (unicodedata.east_asian_width(c) in "WF") for c in text)
