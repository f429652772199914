"""Line breaks in Chinese text: some show as spaces, some part what counts."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable

# Full-width punctuation, and all that is full width: marks, kana, characters.
_MARK = r"[\u2014\u2018\u2019\u201c\u201d\u2026\u3000-\u303f\uff00-\uffef]"
_WIDE = _MARK[:-1] + r"\u3040-\u30ff\u3400-\u9fff]"
# A line break that would show as a space where Chinese has none.
_WIDE_BREAK = re.compile(
    rf"(?<={_WIDE})\n *(?={_WIDE})|(?<={_MARK})\n *|\n *(?={_MARK})"
)
# What counts things, and stays with the number before it.
MEASURE = "[个次场支倍步位张年块条种行项类]"
_COUNTED = re.compile(rf"(?<=\d) (?={MEASURE})")
_COUNT = re.compile(rf" (?={MEASURE})")
_KEPT = "\N{NO-BREAK SPACE}"

Segment = tuple[Callable[[], str | None], Callable[[str], None]]


def join_wide_lines(root: etree.Element) -> None:
    """Remove line breaks beside full-width characters, which would show as spaces."""
    for block in root.iter():
        if block.tag in {"p", "li", "td", "th", "dd", "dt", "figcaption", "summary"}:
            segments = list(_text_segments(block))
            text = "".join(get() or "" for get, _ in segments)
            needless = {
                at for m in _WIDE_BREAK.finditer(text) for at in range(*m.span())
            }
            position = 0
            for get, put in segments:
                part = get() or ""
                kept = [c for at, c in enumerate(part, position) if at not in needless]
                position += len(part)
                if len(kept) < len(part):
                    put("".join(kept))


def keep_counts(root: etree.Element) -> None:
    """Let no line end between a number and what it counts."""
    for element in root.iter():
        if element.text and element.tag != "code":
            element.text = _COUNTED.sub(_KEPT, element.text)
        if element.tail:
            if element.tag == "data" and _COUNT.match(element.tail):
                element.tail = _KEPT + element.tail[1:]
            element.tail = _COUNTED.sub(_KEPT, element.tail)


def _text_segments(element: etree.Element) -> list[Segment]:
    """Return getters and setters of the text inside an element, in reading order."""

    def segment(owner: etree.Element, attribute: str) -> Segment:
        return (
            lambda: getattr(owner, attribute),
            lambda text: setattr(owner, attribute, text),
        )

    segments = [segment(element, "text")]
    for child in element:
        inside = _text_segments(child)
        if child.tag == "code":  # it passes untouched
            inside = [(get, lambda _: None) for get, _ in inside]
        segments += inside
        segments.append(segment(child, "tail"))
    return segments
