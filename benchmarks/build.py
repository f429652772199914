"""Times a build of this site beside what it may take, and the preview of an edit.

The floor is the same theme on the same pages with everything filled in: what
`bindery stage` writes, built by MkDocs alone, with its search and highlighting.
From nothing a build may take that, and its snippets' time divided among the cores;
what its labs take is told beside it.
Floor and build take turns in one sitting, since machines differ and are busy; each row
is the median of its runs, but ten times as large it is built only once.
"""

import os
import re
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

ROOT = Path(__file__).parents[1]
RUNS = 3
TIMES = 10  # the pages, in the last row
WITHIN = 1.15  # of the floor, where nothing has changed and nothing is to be made
SPARE = 1.10  # of what a build from nothing needs
SHOWN = 2.0  # seconds from a save to the page that shows it
ALONE = """
from mkdocs.commands.build import build
from mkdocs.config import load_config
for name in ("mkdocs.yml", "mkdocs.zh.yml"):
    build(load_config(name))
"""
# Prints the processors' seconds, on all cores together, of what is run for the pages.
EXECUTED = """
import os
from pathlib import Path
from bindery.labs import run_ahead
from bindery.snippets import results
for execute in (results, run_ahead):
    before = os.times()
    execute(Path.cwd())
    after = os.times()
    user = after.children_user - before.children_user
    print(user + after.children_system - before.children_system)
"""
PYTHON = sys.executable
BUILD = [PYTHON, "-m", "bindery", "build"]
KEPT = (
    *("docs", "snippets", "src", "tests/snippets", "mkdocs.yml", "mkdocs.zh.yml"),
    *("pyproject.toml", "README.md", "LICENSE", "CHANGELOG.md"),
)
COUNTED = "snippets/information/counted.py"


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory() as scratch:
        tree, bare = Path(scratch, "tree"), Path(scratch, "bare")
        copy_tree(tree)
        print(f"{'what':30} {'seconds':>8}  demanded", flush=True)
        bare_tree(tree, bare)
        floors, colds, edited, unchanged, executed = [], [], [], [], []
        for _ in range(RUNS):
            shutil.rmtree(tree / ".cache")
            told = run([PYTHON, "-c", EXECUTED], tree).split()
            executed.append([float(seconds) for seconds in told])
            floors.append(timed([PYTHON, "-c", ALONE], bare))
            shutil.rmtree(tree / ".cache")
            colds.append(timed(BUILD, tree))
            edit_a_page(tree)
            edited.append(timed(BUILD, tree))
            unchanged.append(timed(BUILD, tree))
        floor, build = statistics.median(floors), statistics.median(edited)
        snippets, labs = map(statistics.median, zip(*executed, strict=True))
        row("the theme alone, the floor", floor, "")
        row("nothing changed", statistics.median(unchanged), at_most(WITHIN * floor))
        row("a page edited", build, f"{build / floor:.2f} of the floor")
        cores = os.cpu_count() or 1
        allowed = SPARE * (floor + snippets / cores)
        told = f"{snippets:.1f} s of snippets on {cores} cores; labs take {labs:.1f}"
        cold = statistics.median(colds)
        row("from nothing", cold, f"{at_most(allowed)}, with {told}")
        row("an edit in the preview", statistics.median(edits(tree)), at_most(SHOWN))
        multiply(tree)
        large = timed(BUILD, tree)
        row(f"{TIMES} times the pages", large, at_most(TIMES * build))


def row(what: str, seconds: float, demanded: str) -> None:
    """Print a row as soon as it is known."""
    print(f"{what:30} {seconds:8.2f}  {demanded}", flush=True)


def at_most(seconds: float) -> str:
    """Return what is demanded, in words."""
    return f"at most {seconds:.2f}"


def copy_tree(tree: Path) -> None:
    """Copy what a build reads, with a snippet to edit."""
    for name in KEPT:
        place = tree / name
        place.parent.mkdir(parents=True, exist_ok=True)
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, place)
    count(tree, 0)
    for page in tree.glob("docs/*/information.md"):
        text = page.read_text("utf-8")
        page.write_text(f"{text}\n{{{{ counted.edits }}}}\n", "utf-8")


def edit_a_page(tree: Path) -> None:
    """Add a sentence to a page, which has all pages made again."""
    page = tree / "docs" / "en" / "information.md"
    page.write_text(f"{page.read_text('utf-8')}\nOnce more.\n", "utf-8")


def count(tree: Path, edits: int) -> None:
    """Edit that snippet."""
    text = f'"""How often this was edited."""\n\nedits = {edits}\n'
    (tree / COUNTED).write_text(text, "utf-8")


def timed(command: list[str], folder: Path) -> float:
    """Return the seconds that a command takes; its failure stops the benchmark."""
    began = time.perf_counter()
    run(command, folder)
    return time.perf_counter() - began


def run(command: list[str], folder: Path) -> str:
    """Run a command and return what it prints; show it if it fails."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return done.stdout


def bare_tree(tree: Path, bare: Path) -> None:
    """Stage the tree's pages, and let MkDocs build them without what is ours."""
    run([PYTHON, "-m", "bindery", "stage", str(bare / "docs")], tree)
    (bare / "docs" / "README.md").unlink()
    shutil.copytree(tree / "docs" / "theme", bare / "docs" / "theme")
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        text = (tree / name).read_text("utf-8")
        plugin = r"^  (?:bindery\.markdown|mkdocstrings|mkdocs-jupyter):.*\n"
        ours = plugin + r"(?:    .*\n)*|^(?:hooks|watch): .*"
        text = re.sub(ours, "", text, flags=re.M).replace("_lab.py", "_lab.md")
        text = text.replace("strict: true", "strict: false")
        text = text.replace("base_path: [snippets]", "base_path: [.]")
        (bare / name).write_text(text, "utf-8")


def edits(tree: Path) -> list[float]:
    """Return the seconds from saves to the pages of both languages that show them."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [PYTHON, "-m", "bindery", "serve", "--port", str(port)]
    # Its own folder lies beside the tree, since it is ended without a goodbye: a
    # benchmark in the background ignores Ctrl-C, and so would the server.
    given = {**os.environ, "TMPDIR": str(tree.parent)}
    server = subprocess.Popen(command, cwd=tree, env=given, stdout=subprocess.DEVNULL)
    try:
        wait_for(port, 0)
        seconds = []
        for edit in range(1, RUNS + 1):
            time.sleep(3)
            count(tree, edit)
            began = time.perf_counter()
            wait_for(port, edit)
            seconds.append(time.perf_counter() - began)
        return seconds
    finally:
        server.terminate()
        server.wait()


def wait_for(port: int, edit: int) -> None:
    """Wait until the preview shows an edit, in both languages."""
    end = time.monotonic() + 600
    for path in ("information/", "zh/information/"):
        while f">{edit}</data>" not in fetched(f"http://127.0.0.1:{port}/{path}"):
            if time.monotonic() > end:
                sys.exit(f"the preview never showed edit {edit} on {path}")
            time.sleep(0.02)


def fetched(address: str) -> str:
    """Return a page as the preview serves it, nothing while there is none."""
    try:
        with urllib.request.urlopen(address, timeout=60) as answer:
            return str(answer.read().decode())
    except OSError:
        return ""


def multiply(tree: Path) -> None:
    """Copy each page with its snippets, and their results, outside of the navigation.

    MkDocs writes the whole navigation on every page, which is its own affair.
    """
    folders = [folder for folder in (tree / "snippets").iterdir() if folder.is_dir()]
    for folder in folders:
        for copy in (f"{folder.name}_copy{n}" for n in range(2, TIMES + 1)):
            shutil.copytree(folder, tree / "snippets" / copy)
            for page in tree.glob(f"docs/*/{folder.name}.md"):
                text = page.read_text("utf-8")
                text = text.replace(f'--8<-- "{folder.name}/', f'--8<-- "{copy}/')
                page.with_stem(copy).write_text(text, "utf-8")
            for kept in (tree / ".cache" / "snippets").glob(f"{folder.name}.*.json"):
                name = copy + kept.name.removeprefix(folder.name)
                shutil.copy(kept, kept.with_name(name))
    configuration = tree / "mkdocs.yml"
    text = configuration.read_text("utf-8")
    configuration.write_text(f'{text}\nnot_in_nav: "*_copy*.md"\n', "utf-8")


if __name__ == "__main__":
    main()
