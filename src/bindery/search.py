"""The theme's search, loaded at the first question, and finding terms by all names.

What stands before the theme's worker is assets/javascripts/workers/search.js.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path

from bindery.terms import Term, terms

_WORKER = re.compile(r"(assets/javascripts/workers/)(search\.\w+\.min\.js)")


def with_own_worker(html: str) -> str:
    """Put our worker before the theme's, which it loads later."""
    return _WORKER.sub(r"\1search.js?\2", html)


def split_index(root: Path, site: Path) -> None:
    """Give the theme, which asks for the index at once, one without pages.

    The whole one knows a page by the names of its terms, in either language.
    """
    index = site / "search" / "search_index.json"
    if not index.exists():
        return
    whole = json.loads(index.read_text("utf-8"))
    known = terms(root).terms
    for page in whole["docs"]:
        page["tags"] = _names_on(page["location"], known)
    index.with_name("index.json").write_text(json.dumps(whole), "utf-8")
    index.write_text(json.dumps({**whole, "docs": []}), "utf-8")


def _names_on(location: str, known: Iterable[Term]) -> list[str]:
    """Return the names and symbols of the terms that a page introduces.

    Each is one word, since entropy leads elsewhere than cross-entropy; and once more
    with an end that only the whole name has, since softmax begins other names too.
    """
    names = [
        re.sub(r"[\s-]+", "_", name)
        for term in known
        if location == f"{term.page}/"
        for name in (*term.name.values(), term.symbol)
        if name
    ]
    return names + [f"{name.lower()}__" for name in names]
