"""What a page tells machines about itself, in the vocabulary of schema.org.

Only addresses in full identify a page there, so a site without one tells nothing.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bindery.glossary import PAGE as GLOSSARY
from bindery.terms import Term, terms

LICENCE = "https://creativecommons.org/licenses/by/4.0/"
# As the hreflang of the links between the twins has it.
LANGUAGES = {"en": "en", "zh": "zh-Hans"}


class LinkedData:
    """Describes the pages of one language."""

    def __init__(self, root: Path, lang: str, title: str, home: str) -> None:
        self.root, self.lang, self.title = root, lang, title
        self.home = home  # the address of this language's site
        self.site = f"{home}#site"

    def of(self, uri: str, title: str, description: str, address: str) -> str:
        """Return a page's description as JSON to stand in a script, or nothing."""
        made = self._kind(uri)
        if not made:
            return ""
        told = {
            "@context": "https://schema.org",
            "@id": self.site if uri == "index.md" else address,
            "url": address,
            "name": title,
            "description": description,
            "inLanguage": LANGUAGES[self.lang],
            "isAccessibleForFree": True,
            "license": LICENCE,
        }
        if uri != "index.md":
            told["isPartOf"] = {"@id": self.site, "name": self.title, "url": self.home}
        text = json.dumps(told | made, ensure_ascii=False)
        return text.replace("</", r"<\/")  # what would end the script

    def _kind(self, uri: str) -> dict[str, Any]:
        """Return what only pages of this kind tell; nothing of a page of no kind."""
        if uri == "index.md":
            return {"@type": ["WebSite", "LearningResource"]}
        if uri == GLOSSARY:
            known = [self._term(term) for term in terms(self.root).terms]
            return {"@type": "DefinedTermSet", "hasDefinedTerm": known}
        page = uri.removesuffix(".md")
        if not (self.root / "snippets" / page).is_dir():
            return {}
        taught = list(self._taught(page))
        kind = {"@type": ["LearningResource", "Article"]}
        return kind | ({"teaches": taught} if taught else {})

    def _taught(self, page: str) -> Iterator[dict[str, str]]:
        for term in terms(self.root).terms:
            if term.page == page:
                yield self._term(term)

    def _term(self, term: Term) -> dict[str, str]:
        other = "zh" if self.lang == "en" else "en"
        address = f"{self.home}{GLOSSARY.removesuffix('.md')}/#{term.anchor}"
        return {
            "@type": "DefinedTerm",
            "@id": address,
            "name": term.name[self.lang],
            "alternateName": term.name[other],
            "description": term.means[self.lang],
        }
