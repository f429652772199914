"""What a snippet's source says, read without running it."""

import ast
from collections.abc import Iterator
from pathlib import Path

# What is assigned inside of these is not seen outside.
_OWN_SCOPE = (
    ast.FunctionDef,
    ast.ClassDef,
    ast.Lambda,
    ast.ListComp,
    ast.SetComp,
    ast.DictComp,
    ast.GeneratorExp,
)


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
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return " ".join(ast.unparse(top_level_names(tree)[name]).split())
