"""A new page: an example that builds, in both languages, to be written over."""

import re
from collections.abc import Iterator
from pathlib import Path

import yaml

from bindery.faults import Fault
from bindery.manifest import listed
from bindery.pages import Page, mirror_hash
from bindery.snippets import snippet_files

EXAMPLE = Path(__file__).parent / "example"
NAME = "fair_coin"  # the example's own
# What the example's figure says; most likely another figure says it already.
LABELS = {"probability": "概率", "information in bits": "信息量（比特）"}
# Folders of the built site that are no page's.
TAKEN = ("assets", "labs", "search", "snippets", "wheels", "zh")


def new(root: Path, name: str) -> Iterator[str]:
    """Make a page with its twin, snippets and test, or nothing; yield what was done."""
    _check_name(name)
    made = _files(name)
    there = [path for path in _places(name) if (root / path).exists()]
    if there:
        raise Fault(f"already there: {', '.join(there)}; choose another name")
    changed = {"docs/terms.yml": _with_labels(_read(root, "docs/terms.yml"))}
    chapters = [key.partition("/")[0] for key in snippet_files(root)]
    nav = _with_page(_read(root, "mkdocs.yml"), f"{name}.md", chapters)
    if nav is not None:
        changed["mkdocs.yml"] = nav
    _write(root, made, changed)
    yield from (f"Made {path}" for path in made)
    if nav is None:
        yield f"Add it to the nav of mkdocs.yml yourself: - {name}.md"
    else:
        yield f"Added {name}.md to the nav of mkdocs.yml"
    yield "It is a small example that builds and passes: write your own page over it"


def _check_name(name: str) -> None:
    if name in TAKEN:
        raise Fault(f"{name} is a folder of the built site; choose another name")
    if re.fullmatch(r"[a-z][a-z0-9_]*", name):
        return
    words = re.findall(r"[a-z0-9]+", name.lower().removesuffix(".md"))
    better = "_".join(words) if words and words[0][0].isalpha() else NAME
    raise Fault(
        f"{name!r} cannot name a page: files, snippets and tests share the name, "
        "so it has small letters, digits and underscores only, a letter first; "
        f"try {better}"
    )


def _places(name: str) -> list[str]:
    """Return what a page of this name has for its own."""
    return [
        f"docs/en/{name}.md",
        f"docs/zh/{name}.md",
        f"snippets/{name}",
        f"tests/snippets/test_{name}.py",
    ]


def _files(name: str) -> dict[str, str]:
    """Return the new files' texts by their paths."""
    files = {}
    for file in sorted(EXAMPLE.rglob("*")):
        if file.suffix in {".md", ".py"}:
            text = file.read_text(encoding="utf-8").replace(NAME, name)
            text = text.replace(NAME.replace("_", "-"), name.replace("_", "-"))
            path = file.relative_to(EXAMPLE).as_posix().replace(NAME, name)
            files[path] = text
    english, chinese, *_ = _places(name)
    mirrored = mirror_hash(Page(Path(english), files[english]))
    files[chinese] = re.sub("mirrors: 0+", f"mirrors: {mirrored}", files[chinese])
    return files


def _with_page(config: str, file: str, chapters: list[str]) -> str | None:
    """Return the configuration with a page more in its nav, after the last chapter.

    None where its text is not as simple as that.
    """
    before, nav, after = config.partition("\nnav:\n")
    items = list(re.finditer(r"^( *)- (?:.*\W)?(\w+)\.md$", after, re.MULTILINE))
    if not (nav and items):
        return None
    last = [item for item in items if item[2] in chapters] or items
    end = last[-1].end()
    text = f"{before}{nav}{after[:end]}\n{last[-1][1]}- {file}{after[end:]}"
    # Read without its tags, such as !ENV.
    old, new = (yaml.load(t, yaml.BaseLoader) for t in (config, text))
    order = listed(new.pop("nav"))
    if file in order:
        order.remove(file)
        return text if order == listed(old.pop("nav")) and old == new else None
    return None


def _with_labels(terms: str) -> str:
    """Return the terms with the example's labels, which most often are there."""
    old = (yaml.safe_load(terms) or {}).get("labels") or {}
    lines = [f"  {en}: {zh}\n" for en, zh in LABELS.items() if en not in old]
    text = re.sub(r"^labels:\n", lambda m: m[0] + "".join(lines), terms, flags=re.M)
    if (yaml.safe_load(text) or {}).get("labels") != LABELS | old:
        told = ", ".join(line.strip() for line in lines)
        raise Fault(f"docs/terms.yml: add to its labels what the example needs: {told}")
    return text


def _read(root: Path, name: str) -> str:
    file = root / name
    return file.read_text(encoding="utf-8") if file.exists() else ""


def _write(root: Path, made: dict[str, str], changed: dict[str, str]) -> None:
    """Make files and change others; after an error all is as before."""
    before = {name: (root / name).read_bytes() for name in changed}
    done: list[Path] = []
    try:
        for name, text in made.items():
            file = root / name
            for folder in [*reversed(file.parents)]:
                if not folder.exists():
                    folder.mkdir()
                    done.append(folder)
            with file.open("x", encoding="utf-8", newline="\n") as opened:
                done.append(file)
                opened.write(text)
        for name, text in changed.items():
            (root / name).write_bytes(text.encode())
    except BaseException as error:
        for name, content in before.items():
            (root / name).write_bytes(content)
        for path in reversed(done):
            path.rmdir() if path.is_dir() else path.unlink()
        if isinstance(error, OSError):
            raise Fault(
                f"{error.filename}: {error.strerror}; nothing was made"
            ) from None
        raise
