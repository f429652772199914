"""Figures on a page: labels in the page's language, an alt text, ids of their own."""

import re
from html import escape, unescape
from pathlib import Path

from bindery.faults import Fault
from bindery.snippets import results
from bindery.style import with_real_colours
from bindery.terms import Terms
from bindery.values import find_result, near

_TEXT = re.compile(r"(<text\b[^>]*>)(.*?)(</text>)", re.DOTALL)


def inline_svg(svg: str, *, alt: str, lang: str, terms: Terms) -> str:
    """Return a snippet's figure as the page shows it."""
    if lang != "en":
        svg = translate(svg, terms)
    return svg.replace("<svg ", f'<svg role="img" aria-label="{escape(alt)}" ', 1)


def translate(svg: str, terms: Terms) -> str:
    """Return the figure with its labels translated; a missing one is an error."""
    missing: list[str] = []

    def replace(match: re.Match[str]) -> str:
        label = unescape(match[2]).strip()
        translation = terms.translate(label)
        if translation is None:
            missing.append(label)
            return match[0]
        return match[1] + escape(translation, quote=False) + match[3]

    svg = _TEXT.sub(replace, svg)
    if missing:
        hints = "; ".join(f'"{m}"{near(m, list(terms.labels))}' for m in missing)
        raise Fault(f"docs/terms.yml has no translation of the figure's label {hints}")
    return svg


def write_figure(root: Path, name: str, out: Path) -> None:
    """Write one snippet's figure, "page/snippet", as a file of its own."""
    result = find_result(name, results(root))
    if result.failure is not None:
        raise Fault(f"snippets/{name}.py: {result.failure}")
    if result.figure is None:
        raise Fault(f"snippets/{name}.py leaves no figure")
    out.write_text(with_real_colours(result.figure), encoding="utf-8", newline="\n")
