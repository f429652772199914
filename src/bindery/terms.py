"""The words that pages, figures and numbers share: docs/terms.yml."""

import re
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bindery.faults import Fault

# What needs no translation in a figure: numerals with their signs.
NUMERAL = re.compile(r"[\d.,:%+\-−–×·/⁰¹²³⁴⁵⁶⁷⁸⁹⁻ ]+")


@dataclass(frozen=True)
class Terms:
    """Units and labels with their translations, and which of them scripts say."""

    units: dict[str, dict[str, Any]]
    labels: dict[str, str]
    symbols: frozenset[str]
    scripts: dict[str, list[str]] = field(default_factory=dict)

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
    try:
        content = yaml.safe_load(file.read_text(encoding="utf-8")) or {}
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise Fault(f"docs/terms.yml:{line}: {error.problem}") from None
    return Terms(
        units=content.get("units", {}),
        labels=content.get("labels", {}),
        symbols=frozenset(content.get("symbols", [])),
        scripts=content.get("scripts", {}),
    )
