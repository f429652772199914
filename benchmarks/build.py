"""Times a build of this site: cold, unchanged, one page, one snippet, the library.

Each row is the median of several runs in one sitting, both languages in one process,
also as a ratio to the theme alone on the same pages with their values filled in, since
machines differ and are busy.
"""

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 5
ALONE = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
for name in ("mkdocs.yml", "mkdocs.zh.yml"):
    build(load_config(name))
"""
KEPT = (
    *("docs", "snippets", "src", "tests/snippets", "mkdocs.yml", "mkdocs.zh.yml"),
    *("pyproject.toml", "README.md", "LICENSE"),  # of which the wheel is made
)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch)
        for name in KEPT:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            copy(ROOT / name, tree / name)
        rows = {
            "cold": lambda: shutil.rmtree(tree / ".cache", ignore_errors=True),
            "no change": lambda: None,
            "one page": lambda: touch(tree / "docs/en/information.md"),
            "one snippet": lambda: touch(tree / "snippets/information/match.py"),
            "the library": lambda: touch(tree / "src/crossentropy/_information.py"),
        }
        bindery = [sys.executable, "-m", "bindery", "build"]
        seconds = {name: times(change, bindery, tree) for name, change in rows.items()}
        bare = bare_tree(tree)
        alone = times(lambda: None, [sys.executable, "-c", ALONE], bare)
    theme = statistics.median(alone)
    print(f"{'what':24} seconds  ratio to the theme alone")
    print(f"{'the theme alone':24} {theme:7.2f}   1.00")
    for name, measured in seconds.items():
        median = statistics.median(measured)
        print(f"{name:24} {median:7.2f} {median / theme:6.2f}")


def times(change: Callable[[], object], command: list[str], tree: Path) -> list[float]:
    """Return the seconds of several builds, each after the change."""
    seconds = []
    for _ in range(RUNS):
        change()
        seconds.append(timed(command, tree))
    return seconds


def timed(command: list[str], folder: Path) -> float:
    """Return the seconds that a command takes; its failure stops the benchmark."""
    began = time.perf_counter()
    subprocess.run(command, cwd=folder, check=True, capture_output=True)
    return time.perf_counter() - began


def touch(file: Path) -> None:
    """Change a file's content without changing what it says."""
    mark = "\n<!-- -->\n" if file.suffix == ".md" else "\n"
    file.write_text(file.read_text("utf-8") + mark, encoding="utf-8")


def bare_tree(tree: Path) -> Path:
    """Return a copy without the bindery: figures left out, values filled with 1."""
    bare = tree / "bare"
    shutil.copytree(tree / "docs", bare / "docs")
    for page in bare.glob("docs/*/*.md"):
        text = re.sub(r"\{\{ [^}]* \}\}", "1", page.read_text("utf-8"))
        text = re.sub(r"!\[[^\]]*\]\(figure:[^)]*\)", "figure", text)
        ours = r"--8<--.*|^(?:/// (?:exercise|solution|install)|:::).*"
        text = re.sub(ours, "", text, flags=re.M)
        page.write_text(text, encoding="utf-8")
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        text = (tree / name).read_text("utf-8")
        ours = r"^  (?:bindery\.markdown|mkdocstrings):.*\n(?:    .*\n)*"
        text = re.sub(ours + "|^(?:hooks|watch): .*", "", text, flags=re.M)
        text = text.replace("strict: true", "strict: false")
        text = text.replace("base_path: [snippets]", "base_path: [.]")
        (bare / name).write_text(text, "utf-8")
    return bare


if __name__ == "__main__":
    main()
