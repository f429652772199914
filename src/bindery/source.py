"""What a snippet's source says, read without running it."""

import ast
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

# Stands in a comment for an explanation on the page.
MARKER = re.compile(r"#\s*\((\d+)\)!?")

# What is assigned inside of these is not seen outside.
_OWN_SCOPE = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


def visible(files: Iterable[Path]) -> Iterator[Path]:
    """Yield the files that an author sees, without the editors' own hidden ones."""
    return (f for f in files if not f.name.startswith(".") and f.is_file())


def parse(file: Path) -> ast.Module:
    """Return a snippet's syntax tree, an empty one where it has none.

    What is wrong with it is told when the snippet is run.
    """
    return _tree(file.read_bytes())


@lru_cache(maxsize=1024)
def _tree(source: bytes) -> ast.Module:
    try:
        return ast.parse(source.decode())
    except (SyntaxError, UnicodeDecodeError):
        return ast.Module(body=[], type_ignores=[])


@lru_cache(maxsize=1024)
def top_level_names(tree: ast.Module) -> dict[str, ast.stmt]:
    """Map each name that a top-level statement assigns to the last such statement.

    Imports, functions and classes are tools of the snippet, not its results.
    """
    names: dict[str, ast.stmt] = {}
    for statement in tree.body:
        for name in _assigned(statement):
            names[name] = statement
    return names


def _assigned(node: ast.AST) -> Iterator[str]:
    if isinstance(node, _OWN_SCOPE):
        return
    if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
        yield node.id
    for child in ast.iter_child_nodes(node):
        yield from _assigned(child)


def read_names(statement: ast.stmt) -> set[str]:
    """Return the names that a statement reads."""
    return {
        node.id
        for node in ast.walk(statement)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)
    }


def statement_of(path: Path, name: str) -> str:
    """Return the statement that made a name, on one line, without its comments."""
    tree = parse(path)
    return " ".join(ast.unparse(top_level_names(tree)[name]).split())


def lines_of(path: Path, name: str) -> tuple[int, str]:
    """Return the statement that made a name as it is written, with its first line.

    What explains it on a page, the markers of annotations, is left out.
    """
    statement = top_level_names(parse(path))[name]
    lines = path.read_text(encoding="utf-8").splitlines()
    written = "\n".join(lines[statement.lineno - 1 : statement.end_lineno])
    return statement.lineno, re.sub(r"[ \t]*" + MARKER.pattern, "", written)


@lru_cache(maxsize=1024)
def imports(tree: ast.Module) -> list[tuple[str, set[str], int]]:
    """Return each imported module, the names taken from it, and the line."""
    found: list[tuple[str, set[str], int]] = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names = _read_from(tree, alias.asname or alias.name)
                found.append((alias.name, names, node.lineno))
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            names = {alias.name for alias in node.names}
            found.append((module, names, node.lineno))
    return found


def _read_from(tree: ast.Module, module: str) -> set[str]:
    """Return the names that are read as a module's: what stands behind its dot."""
    return {
        node.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Name)
        and node.value.id == module
    }


def with_siblings(snippet: Path) -> list[Path]:
    """Return a snippet and the ones beside it whose numbers it takes, in order."""
    found = [snippet]
    for file in found:
        for module, _, _ in imports(parse(file)):
            sibling = snippet.parent / f"{module}.py"
            if sibling.is_file() and sibling not in found:
                found.append(sibling)
    return found
