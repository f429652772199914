"""Every snippet has a test, and every test a snippet."""

import re
from pathlib import Path

HERE = Path(__file__).parent
SNIPPETS = HERE.parents[1] / "snippets"


def test_each_chapter_has_its_test_module():
    chapters = {file.parent.name for file in SNIPPETS.glob("*/*.py")}
    modules = {file.stem.removeprefix("test_") for file in HERE.glob("test_*.py")}
    assert modules - {"layout"} == chapters


def test_each_snippet_is_tested():
    for module in HERE.glob("test_*.py"):
        page = module.stem.removeprefix("test_")
        if page == "layout":
            continue
        tests = re.findall(r"def test_(\w+)\(", module.read_text("utf-8"))
        for snippet in (SNIPPETS / page).glob("*.py"):
            name = snippet.stem
            assert any(t == name or t.startswith(f"{name}_") for t in tests), name
