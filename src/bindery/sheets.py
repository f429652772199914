"""Sends style as one short sheet, the theme's rules without what nothing matches.

Each sheet more is another way there and back before anything is painted. Most of the
theme's rules are for parts that other sites have. One goes if it needs a class that
stands in no page and in no script, or an attribute's value that no page has.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import tinycss2

# All pages' sheet. What one page alone needs lies in a folder and stays by itself.
JOINED = "style.css"
_SHEET = re.compile(
    r'\s*<link rel="stylesheet" href="([^"]*?assets/)((?:stylesheets/)?[\w.]+\.css)">'
)
# Attributes whose values the pages list, those too that a script will set.
LISTED = ("dir", *(f"data-md-color-{name}" for name in ("scheme", "primary", "accent")))
_NESTING = {"media", "supports"}
_SCRIPT = re.compile(r"<script\b[^>]*>(.*?)</script>", re.DOTALL)
# They begin with what is literal, which is found ten times as fast.
_CLASSES = re.compile(r' class="([^"]*)"')
_VALUES = re.compile(rf' ({"|".join(LISTED)})="([^"]*)"')
# What a script may call a class: words with a dash, and each in quotes alone.
_NAMES = re.compile(r"""\w+-[\w-]+|(?<=["'`])\w+(?=["'`])""")
# A property of the theme's, where it is read and where it is given a value.
_READ = re.compile(r"(?<![\w-])--md-[\w-]+(?!\s*:|[\w-])")
_PROPERTY = re.compile(r"""(?<=[{;])(--md-[\w-]+):(?:"(?:\\.|[^"\\])*"|[^"';}])*;?""")


# While the scheme is switched, and at the start of each visit, the theme holds every
# transition still by a rule for all elements, which takes more time than all scripts.
_COSTLY = "data-md-color-switching"


class Used:
    """The classes and values of attributes that a site's pages and scripts name."""

    def __init__(self, site: Path, pages: Iterable[str]) -> None:
        self.classes: set[str] = set()
        self.values: set[tuple[str, str]] = set()
        self.scripts = {file.read_text("utf-8") for file in site.rglob("*.js")}
        for html in pages:
            for classes in set(_CLASSES.findall(html)):
                self.classes.update(classes.split())
            self.values.update(_VALUES.findall(html))
            self.scripts.update(_SCRIPT.findall(html))
        for script in self.scripts:
            self.classes.update(_NAMES.findall(script))

    def can_match(self, selector: list[Any]) -> bool:
        """Tell whether pages have all that a selector asks for."""
        for before, token in zip([None, *selector], selector, strict=False):
            if before == "." and token.type == "ident":
                if token.value not in self.classes:
                    return False
            elif token.type == "[] block":
                name, *rest = [t for t in token.content if t.type != "whitespace"]
                if name.value == _COSTLY:
                    return False
                asked = name.value, rest[1].value if rest[:1] == ["="] else None
                if name.value in LISTED and asked[1] and asked not in self.values:
                    return False
        return True


def slimmed(site: Path) -> dict[Path, str | None]:
    """Return what becomes of a built site's sheets and pages, None for what goes.

    That is of all its languages together.
    """
    pages = {file: file.read_text("utf-8") for file in site.rglob("*.html")}
    used = Used(site, pages.values())
    sheets = {file: file.read_text("utf-8") for file in site.rglob("*.css")}
    # Each language has its copies.
    theirs = {css for file, css in sheets.items() if file.parent.name == "stylesheets"}
    short = {
        css: _written(css, used.can_match if css in theirs else lambda _: True)
        for css in set(sheets.values())
    }
    texts = used.scripts.union(short.values())
    read = {name for text in texts for name in _READ.findall(text)}
    for css in theirs:
        short[css] = _PROPERTY.sub(lambda m: m[0] if m[1] in read else "", short[css])
    shorter = {file: short[css] for file, css in sheets.items()}
    return shorter | _joined(site, pages, shorter)


def write(texts: dict[Path, str | None]) -> None:
    """Write files, and remove those without a text."""
    for file, text in texts.items():
        if text is None:
            file.unlink()
            if not any(file.parent.iterdir()):
                file.parent.rmdir()
        else:
            file.write_text(text, "utf-8")


def _joined(
    site: Path, texts: dict[Path, str], sheets: dict[Path, str]
) -> dict[Path, str | None]:
    """Return one sheet of those that the pages name, in their order, and the pages."""
    # Only heads are searched; the rest of a page is a hundred times as long.
    pages = {file: html.partition("</head>") for file, html in texts.items()}
    found = (_SHEET.findall(head) for head, _, _ in pages.values())
    names = dict.fromkeys(name for sheets in found for _, name in sheets)
    joined: dict[Path, str | None] = {}
    for assets in [site / "assets", *site.glob("*/assets")] if names else []:
        parts = [assets / name for name in names]
        maps = assets.glob("stylesheets/**/*.map")
        joined |= dict.fromkeys([*parts, *maps])
        joined[assets / JOINED] = "".join(sheets[part] for part in parts)
    for file, (head, *rest) in pages.items():
        head = _SHEET.sub(rf'\n<link rel="stylesheet" href="\1{JOINED}">', head, 1)
        joined[file] = "".join([_SHEET.sub(_left, head), *rest])
    return joined


def _left(sheet: re.Match[str]) -> str:
    return sheet[0] if sheet[2] == JOINED else ""


def _written(css: str, can_match: Callable[[list[Any]], bool]) -> str:
    """Return a sheet's rules that something can match, without comments and room."""
    return "".join(_rules(tinycss2.parse_stylesheet(css, True, True), can_match))


def _rules(
    rules: Iterable[Any], can_match: Callable[[list[Any]], bool]
) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            if selectors := list(filter(can_match, _selectors(rule.prelude))):
                listed = ",".join(tinycss2.serialize(s).strip() for s in selectors)
                yield f"{listed}{{{_declarations(rule.content)}}}"
        elif rule.type == "at-rule" and rule.lower_at_keyword in _NESTING:
            inside = tinycss2.parse_rule_list(rule.content, True, True)
            if kept := "".join(_rules(inside, can_match)):
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


def _declarations(content: Iterable[Any]) -> str:
    parts = tinycss2.parse_blocks_contents(content, True, True)
    ended = (p.serialize().strip() + ";" * (p.type == "declaration") for p in parts)
    return "".join(ended).removesuffix(";")
