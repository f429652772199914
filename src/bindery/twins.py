"""Twins: the English and the Chinese page of one name, compared block by block."""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bindery.faults import Fault
from bindery.pages import (
    FIGURE,
    FORMULA,
    HEADING,
    INCLUDE,
    LANGUAGES,
    LINK,
    OPEN,
    Block,
    Page,
    mirror_hash,
    pages,
    split_front_matter,
)
from bindery.values import PLACEHOLDER, near


def twins(root: Path) -> Iterator[str]:
    """List the pages without a twin, and each pair's first difference."""
    english, chinese = pages(root, "en"), pages(root, "zh")
    for name in sorted(english.keys() ^ chinese.keys()):
        here, there = ("en", "zh") if name in english else ("zh", "en")
        yield f"docs/{here}/{name}: has no twin docs/{there}/{name}"
    for name in sorted(english.keys() & chinese.keys()):
        difference = twin_difference(english[name], chinese[name])
        if difference:
            yield difference
        expected = mirror_hash(english[name])
        if chinese[name].front_matter.get("mirrors") != expected:
            yield (
                f"docs/zh/{name}:1: mirrors an older docs/en/{name}; read both, then "
                f"run: python -m bindery still-true {name.removesuffix('.md')}"
            )


def still_true(root: Path, name: str) -> str:
    """Write the English page's hash into its Chinese twin, and say what was done."""
    sides = {lang: pages(root, lang) for lang in LANGUAGES}
    known = [file.removesuffix(".md") for file in sides["en"] | sides["zh"]]
    if name not in known:
        raise Fault(f"there is no page {name}{near(name, known)}")
    for lang, found in sides.items():
        if f"{name}.md" not in found:
            raise Fault(f"the page {name} has no docs/{lang}/{name}.md; write it first")
    english, chinese = (found[f"{name}.md"] for found in sides.values())
    if difference := twin_difference(english, chinese):
        raise Fault(difference)
    mirrored = mirror_hash(english)
    what = f"{chinese.file.as_posix()} mirrors {english.file.as_posix()}"
    if chinese.front_matter.get("mirrors") == mirrored:
        return f"{what} already"
    front, body = split_front_matter(chinese.text)
    kept = [line for line in front.splitlines() if not line.startswith("mirrors:")]
    head = "\n".join(["---", *kept, f"mirrors: {mirrored}", "---", ""])
    text = head + ("" if front else "\n") + body
    (root / chinese.file).write_text(text, encoding="utf-8", newline="\n")
    return f"{what} as it is now"


def twin_difference(english: Page, chinese: Page) -> str | None:
    """Return the first difference between two twins, block by block."""
    for ours, theirs in zip(english.blocks, chinese.blocks, strict=False):
        for what, en, zh in zip(
            ("block", *_FEATURES), _features(ours), _features(theirs), strict=True
        ):
            if en != zh:
                return (
                    f"{chinese.file.as_posix()}:{theirs.line}: {what} {_told(zh, en)}, "
                    f"but {english.file.as_posix()}:{ours.line} has {_told(en, zh)}"
                )
    longer, shorter = sorted((english, chinese), key=lambda p: -len(p.blocks))
    if extra := longer.blocks[len(shorter.blocks) :]:
        return (
            f"{longer.file.as_posix()}:{extra[0].line}: a {extra[0].kind} more "
            f"than {shorter.file.as_posix()} has"
        )
    return None


_FEATURES = (
    "placeholders",
    "formulas",
    "figures",
    "links",
    "listing",
    "items",
    "footnotes",
)


def _features(block: Block) -> tuple[object, ...]:
    """Return what a block must share with its twin; what is in words is left out."""
    text = block.text if block.kind == "code" else block.prose
    listing = [line.strip() for line in block.text.split("\n") if INCLUDE.match(line)]
    return (
        _identity(block),
        Counter(match[0] for match in PLACEHOLDER.finditer(text)),
        Counter(_formulas(block)),
        [match["name"] for match in FIGURE.finditer(text)],
        Counter(m["target"] for m in LINK.finditer(text) if ":" not in m["target"]),
        listing,
        block.items,
        Counter(re.findall(r"\[\^[\w-]+\]", text)),
    )


def _identity(block: Block) -> str:
    if block.kind == "heading" and (match := HEADING.match(block.text)):
        return f"heading {match['level']} #{match['id']}"
    if block.kind == "open" and (match := OPEN.match(block.text)):
        named = match["name"] in {"exercise", "explorable", "react"}
        return f"/// {match['name']}" + (f" | {match['argument']}" if named else "")
    if block.kind == "options":
        # A hint is words; the name of the wrong answer that it is for is not.
        kept = {k: sorted(v) if k == "wrong" else v for k, v in block.options.items()}
        return f"options {kept}"
    if block.kind == "reference":
        return block.text
    if block.kind == "admonition":
        return " ".join(block.text.split()[:2])
    if block.kind == "list":
        return "numbered list" if block.text.lstrip()[0].isdigit() else "list"
    return block.kind


def _formulas(block: Block) -> list[str]:
    if block.kind == "code":
        return []
    found = (
        [block.text.strip("$ \n")]
        if block.kind == "formula"
        else [match["tex"] for match in FORMULA.finditer(block.prose)]
    )
    return [re.sub(r"\\text\{[^}]*\}", r"\\text{}", tex) for tex in found]


def _told(one: object, other: object) -> str:
    """Return what one side has that the other lacks, for reading."""
    if isinstance(one, Counter) and isinstance(other, Counter):
        return ", ".join(map(str, (one - other))) or "nothing more"
    return str(one)
