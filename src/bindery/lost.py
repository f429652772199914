"""What the page for addresses that lead nowhere offers, in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bindery.manifest import page_order
from bindery.pages import LANGUAGES, pages, unlinked

ALSO = ("index", "glossary")  # beside the pages that compute something
WORDS = {
    "en": {
        "words": "Perhaps it has moved, or the address has a slip. "
        "The search at the top finds words, and these are the pages to read:",
        "perhaps": "You may have meant ",
    },
    "zh": {
        "words": "也许它搬走了，也许网址里有笔误。上方的搜索可以查词；正文都在这里：",
        "perhaps": "你要找的也许是：",
    },
}


def languages(root: Path) -> Iterator[dict[str, Any]]:
    """Yield each language's words, and its pages with their paths on the site."""
    for lang in LANGUAGES:
        known = pages(root, lang)
        above = "" if lang == "en" else f"{lang}/"
        found = []
        for name in page_order(root, lang):
            if name in ALSO or (root / "snippets" / name).is_dir():
                _, title = known[f"{name}.md"].section(0)
                path = above if name == "index" else f"{above}{name}/"
                found.append(
                    {"name": name, "title": unlinked(title), "path": path or "."}
                )
        yield {"lang": lang, "pages": found, **WORDS[lang]}
