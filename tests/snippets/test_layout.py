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


def test_two_pages_may_use_one_name_for_a_snippet(any_snippet, tmp_path):
    for page, value in (("a", 1), ("b", 2)):
        folder = tmp_path / page
        folder.mkdir()
        (folder / "coin.py").write_text(f"heads = {value}\n", "utf-8")
        (folder / "use.py").write_text("from coin import heads\n", "utf-8")
    left = [any_snippet(page, "use", tmp_path)["heads"] for page in ("a", "b")]
    assert left == [1, 2]
