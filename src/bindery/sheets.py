"""Sends style sheets as short as they can be, the theme's without what nothing matches.

Most of the theme's rules are for parts that other sites have. One goes if it needs a
class that stands in no page and in no script, or an attribute's value that no page has.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

# Attributes whose values the pages list, those too that a script will set.
LISTED = ("dir", *(f"data-md-color-{name}" for name in ("scheme", "primary", "accent")))
_NESTING = {"media", "supports"}
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
# They begin with what is literal, which is found ten times as fast.
_CLASSES = re.compile(r' class="([^"]*)"')
_VALUES = {name: re.compile(rf' {name}="([^"]*)"') for name in LISTED}
# What a script may call a class: words with a dash, and each in quotes alone.
_NAMES = re.compile(r"""\w+-[\w-]+|(?<=["'`])\w+(?=["'`])""")
_READ = re.compile(r"(?<![\w-])--md-[\w-]+(?!\s*:|[\w-])")


class Used:
    """The classes, values of attributes and properties that a site's files name."""

    def __init__(self, site: Path) -> None:
        self.classes: set[str] = set()
        self.values: set[tuple[str, str]] = set()
        scripts = {file.read_text("utf-8") for file in site.rglob("*.js")}
        for file in site.rglob("*.html"):
            html = file.read_text("utf-8")
            for classes in set(_CLASSES.findall(html)):
                self.classes.update(classes.split())
            for name, value in _VALUES.items():
                self.values.update((name, found) for found in value.findall(html))
            scripts.update(_SCRIPT.findall(html))
        for script in scripts:
            self.classes.update(_NAMES.findall(script))
        texts = scripts.union(f.read_text("utf-8") for f in site.rglob("*.css"))
        self.properties = {name for text in texts for name in _READ.findall(text)}

    def can_match(self, selector: list[Any]) -> bool:
        """Tell whether pages have all that a selector asks for."""
        for before, token in zip([None, *selector], selector, strict=False):
            if before == "." and token.type == "ident":
                if token.value not in self.classes:
                    return False
            elif token.type == "[] block":
                name, *rest = [t for t in token.content if t.type != "whitespace"]
                asked = name.value, rest[1].value if rest[:1] == ["="] else None
                if name.value in LISTED and asked[1] and asked not in self.values:
                    return False
        return True


def slim(site: Path) -> None:
    """Rewrite the style sheets of a built site, all its languages together."""
    used = Used(site)
    written: dict[str, str] = {}  # each language has its copies
    for sheet in site.rglob("*.css"):
        css = sheet.read_text("utf-8")
        if css not in written:
            rules = tinycss2.parse_stylesheet(css, True, True)
            themes = sheet.parent.name == "stylesheets"
            written[css] = "".join(_written(rules, used if themes else None))
        sheet.write_text(written[css], "utf-8")


def _written(rules: Iterable[Any], used: Used | None) -> Iterator[str]:
    """Yield the rules that something can match."""
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = _selectors(rule.prelude)
            if used:
                selectors = [s for s in selectors if used.can_match(s)]
            if selectors:
                listed = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                yield f"{listed}{{{_declarations(rule.content, used)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTING:
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            if kept := "".join(_written(inside, used)):
                condition = tinycss2.serialize(rule.prelude).strip()
                yield f"@{rule.at_keyword} {condition}{{{kept}}}"
        else:
            yield rule.serialize()


def _selectors(prelude: Iterable[Any]) -> list[list[Any]]:
    """Return a rule's selectors, each as its tokens."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return selectors


def _declarations(content: Iterable[Any], used: Used | None) -> str:
    """Return what a rule declares, but for the theme's properties that none reads."""
    parts = [
        part
        for part in tinycss2.parse_blocks_contents(content, True, True)
        if not (used and part.type == "declaration" and part.name.startswith("--md-"))
        or part.name in used.properties
    ]
    written = (
        part.serialize().strip() + ";" * (part.type == "declaration") for part in parts
    )
    return "".join(written).removesuffix(";")
