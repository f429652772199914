"""The words that pages, figures and numbers share: docs/terms.yml."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bindery.faults import Fault, not_yaml

# What needs no translation in a figure: numerals with their signs.
NUMERAL = re.compile(r"[\d.,:%+\-−–×·/⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ]+")


# What an entry under terms may say, and what it must.
MAY = ("en", "zh", "symbol", "page", "means", "common")
MUST = ("en", "zh", "page", "means")
PARTS = {"terms": list, "units": dict, "labels": dict, "symbols": list, "scripts": dict}


@dataclass(frozen=True)
class Term:
    """A word of the subject; names and meanings are by language."""

    name: dict[str, str] = field(hash=False)
    means: dict[str, str] = field(hash=False)
    page: str  # that introduces it
    line: int
    symbol: str = ""  # plain, such as D(P‖Q), or in TeX
    common: bool = False  # an everyday word too, which no page marks

    @property
    def tex(self) -> str:
        """The symbol as a formula, also where a bar would end a table's cell."""
        return self.symbol.replace("‖", r"\Vert ").replace("|", r"\mid ")

    @property
    def anchor(self) -> str:
        """Where the glossary has it, in both languages."""
        return "-".join(re.findall(r"[a-z0-9]+", self.name["en"].lower()))


@dataclass(frozen=True)
class Terms:
    """Units, labels and terms, and which of the labels scripts say.

    Faults are what keeps entries from being terms.
    """

    units: dict[str, dict[str, Any]]
    labels: dict[str, str]
    symbols: frozenset[str]
    scripts: dict[str, list[str]] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    faults: tuple[str, ...] = ()

    def unit(self, name: str, number: str, lang: str) -> str:
        """Return the unit's word for a number shown as this text."""
        words = self.units[name][lang]
        if isinstance(words, str):
            return words
        singular, plural = words
        return str(singular if number == "1" else plural)

    def translate(self, label: str) -> str | None:
        """Return a figure label's translation, None where there is none."""
        if NUMERAL.fullmatch(label) or label in self.symbols:
            return label
        if label in self.labels:
            return self.labels[label]
        for template, translation in self.labels.items():
            before, braces, after = template.partition("{}")
            if not braces or not (label.startswith(before) and label.endswith(after)):
                continue
            filling = label[len(before) : len(label) - len(after)]
            if NUMERAL.fullmatch(filling) or filling in self.symbols:
                return translation.replace("{}", filling)
        return None


def terms(root: Path) -> Terms:
    """Return the project's terms, read again only when the file changed."""
    file = root / "docs" / "terms.yml"
    return (
        _read(file, file.stat().st_mtime_ns)
        if file.exists()
        else Terms({}, {}, frozenset())
    )


@cache
def _read(file: Path, _changed: int) -> Terms:
    text = file.read_text(encoding="utf-8")
    try:
        loader = yaml.SafeLoader(text)
        top = loader.get_single_node()
        content = loader.construct_document(top) if top else {}
    except yaml.YAMLError as error:
        line, why = not_yaml(error, text)
        raise Fault(f"docs/terms.yml:{line}: {why}") from None
    if not isinstance(content, dict):
        raise Fault(f"docs/terms.yml: it is no mapping; it has {', '.join(PARTS)}")
    given = {part: _part(content, part) for part in PARTS}
    found, faults = _terms(given["terms"], list(_lines(top)))
    return Terms(
        units=given["units"],
        labels=given["labels"],
        symbols=frozenset(given["symbols"]),
        scripts=given["scripts"],
        terms=found,
        faults=faults,
    )


def _part(content: dict[str, Any], part: str) -> Any:
    """Return a part of the file, which may be left out or left empty."""
    kind = PARTS[part]
    found = content.get(part) or kind()
    if not isinstance(found, kind):
        form = "a mapping, name: word" if kind is dict else "a list, each behind a dash"
        raise Fault(f"docs/terms.yml: {part} is not {form}")
    return found


def _lines(top: yaml.Node | None) -> Iterator[int]:
    """Yield the line on which each entry under terms begins."""
    for key, value in top.value if isinstance(top, yaml.MappingNode) else ():
        if key.value == "terms" and isinstance(value, yaml.SequenceNode):
            yield from (entry.start_mark.line + 1 for entry in value.value)


def _terms(
    entries: list[Any], lines: list[int]
) -> tuple[tuple[Term, ...], tuple[str, ...]]:
    """Return the terms, and what is wrong with the entries that are none."""
    found: list[Term] = []
    faults: list[str] = []
    for entry, line in zip(entries, lines, strict=True):
        wrong = list(_wrong(entry))
        faults += [f"docs/terms.yml:{line}: {fault}" for fault in wrong]
        if not wrong:
            name = {lang: str(entry[lang]) for lang in ("en", "zh")}
            symbol, common = str(entry.get("symbol", "")), entry.get("common", False)
            found.append(
                Term(name, entry["means"], entry["page"], line, symbol, common)
            )
    faults += _doubled(found)
    return tuple(found), tuple(faults)


def _wrong(entry: Any) -> Iterator[str]:
    """Say what keeps an entry from being a term."""
    if not isinstance(entry, dict):
        yield f"the term {entry} needs {', '.join(MUST)}; write {{ en: ..., zh: ... }}"
        return
    name = f"the term {entry.get('en') or entry.get('zh') or '(without a name)'}"
    for key in entry.keys() - set(MAY):
        yield f"{name} has {key}, which no term has; it may have {', '.join(MAY)}"
    if missing := [key for key in MUST if not entry.get(key)]:
        yield f"{name} has no {' and no '.join(missing)}"
        return
    means = entry["means"] if isinstance(entry["means"], dict) else {}
    if missing := [lang for lang in ("en", "zh") if not means.get(lang)]:
        yield (
            f"{name} does not say what it means in {' and '.join(missing)}; "
            "write means: { en: One plain sentence., zh: 一句话。 }"
        )


def _doubled(found: list[Term]) -> Iterator[str]:
    """Say which terms stand twice, in either language."""
    for lang in ("en", "zh"):
        first: dict[str, int] = {}
        for term in found:
            line = first.setdefault(term.name[lang].lower(), term.line)
            if line != term.line:
                yield (
                    f"docs/terms.yml:{term.line}: the term {term.name[lang]} stands "
                    f"on line {line} already; keep one of them"
                )
