import ast

import pytest

from bindery.source import (
    imports,
    lines_of,
    read_names,
    statement_of,
    top_level_names,
)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("a = 1", {"a"}),
        ("a = b = 1\nc, (d, *e) = f", {"a", "b", "c", "d", "e"}),
        ("a: float = 1\na += 1", {"a"}),
        ("for i, x in y:\n    z = x", {"i", "x", "z"}),
        ("with f() as g:\n    if g:\n        h = 1", {"g", "h"}),
        ("import math\nfrom a import b as c", set()),
        ("def f(x):\n    y = x\nclass C:\n    z = 1", set()),
        ("if a:\n    def f():\n        y = 1", set()),
        ("async def f():\n    y = 1", set()),
        ("a = [i for i in range(3)]", {"a"}),
        ("a = sum(i for j in x for i in j)\nb = {k: v for k, v in c}", {"a", "b"}),
        ("a[0] = 1\nb.c = 2", set()),
    ],
)
def test_top_level_names(text, names):
    assert set(top_level_names(ast.parse(text))) == names


def test_a_name_belongs_to_the_last_statement_that_binds_it():
    tree = ast.parse("a = 1\na = 2\nb = [a for a in c]")
    assert top_level_names(tree)["a"] is tree.body[1]


def test_read_names():
    [statement] = ast.parse("a = b + f(c.d, e[g])").body
    assert read_names(statement) == {"b", "f", "c", "e", "g"}


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("from a import b, c as d\ne = b.f", [("a", {"b", "c"}, 1)]),
        ("import a\nb = a.c + f(a.d.e)", [("a", {"c", "d"}, 1)]),
        ("\nimport a as b, c\nd = a.x + b.y", [("a", {"y"}, 2), ("c", set(), 2)]),
        ("from . import a", [(".", {"a"}, 1)]),
    ],
)
def test_imports_tell_what_is_taken(text, taken):
    assert imports(ast.parse(text)) == taken


@pytest.mark.parametrize(
    ("text", "statement"),
    [
        ("a = 1  # why\na = (\n    2 +  # two\n    b\n)", "a = 2 + b"),
        ("a, b = f(1)", "a, b = f(1)"),
        ("a = 1\nb = a", "a = 1"),
    ],
)
def test_statement_of(tmp_path, text, statement):
    file = tmp_path / "s.py"
    file.write_text(text)
    assert statement_of(file, "a") == statement


@pytest.mark.parametrize(
    ("text", "line", "written"),
    [
        (
            "a = 1\na = (\n    2 +  # two\n    b\n)",
            2,
            "a = (\n    2 +  # two\n    b\n)",
        ),
        ("b = 2\na = b  # (1)!", 2, "a = b"),
        ("a = b  # the sum (1)", 1, "a = b  # the sum (1)"),
        ("for a in b:\n    c(a)  # (2)\nd = a", 1, "for a in b:\n    c(a)"),
    ],
)
def test_lines_of(tmp_path, text, line, written):
    file = tmp_path / "s.py"
    file.write_text(text)
    assert lines_of(file, "a") == (line, written)
