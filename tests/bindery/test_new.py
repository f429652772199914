import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from bindery import build, checks, twins
from bindery.__main__ import main
from bindery.faults import Fault
from bindery.new import new
from bindery.snippets import results

ROOT = Path(__file__).resolve().parents[2]
MADE = [
    "docs/en/toss.md",
    "docs/zh/toss.md",
    "snippets/toss/bars.py",
    "snippets/toss/coin.py",
    "tests/snippets/test_toss.py",
]
NAV = "site_name: tiny\nnav:\n  - index.md\n  - page.md\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A copy of this project, with what its pages and tests need."""
    names = ("docs", "snippets", "src", "tests/snippets")
    for name in names:
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, tmp_path / name, ignore=ignored)
    for_the_wheel = ("pyproject.toml", "README.md", "LICENSE")
    for name in ("mkdocs.yml", "mkdocs.zh.yml", *for_the_wheel):
        shutil.copy(ROOT / name, tmp_path / name)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_page_builds_and_passes_unchanged(project, capsys):
    assert main(["new", "toss_it"]) == 0
    made = [path.replace("toss", "toss_it") for path in MADE]
    assert capsys.readouterr().out.splitlines() == [
        *(f"Made {path}" for path in made),
        "Added toss_it.md to the nav of mkdocs.yml",
        "It is a small example that builds and passes: write your own page over it",
    ]
    assert build.build(project, project / "site"), capsys.readouterr().err
    for check in (
        checks.house_rules,
        checks.page_rules,
        twins.twins,
        checks.typed_results,
        checks.unused,
    ):
        assert list(check(project)) == []
    assert list(checks.unused_names(project, results(project))) == []
    page = (project / "site/toss_it/index.html").read_text("utf-8")
    assert 'id="toss-it"' in page
    for path in made:
        assert not re.search("fair[_-]coin", (project / path).read_text("utf-8")), path
    for command in (["ruff", "check"], ["ruff", "format", "--check"], ["pytest", "-q"]):
        options = ["tests/snippets"] if command[0] == "pytest" else []
        ran = subprocess.run(
            [sys.executable, "-m", *command, *options],
            cwd=project,
            env={**os.environ, "PYTHONPATH": str(project / "src")},
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stdout + ran.stderr


def test_the_nav_lists_it_after_the_chapters_and_the_rest_of_the_file_stays(project):
    before = (project / "mkdocs.yml").read_text("utf-8")
    list(new(project, "toss"))
    after = (project / "mkdocs.yml").read_text("utf-8")
    line = "    - toss.md\n"
    assert after.replace(line, "") == before
    assert f"    - digits.md\n{line}    - labs/" in after


NAVS = {
    "sections": (
        "a: !ENV [X, '']\nnav:\n  - index.md\n  # the chapters\n  - Part:\n"
        "    - 'A page': page.md\n\nextra:\n  - 1 # one\n",
        "a: !ENV [X, '']\nnav:\n  - index.md\n  # the chapters\n  - Part:\n"
        "    - 'A page': page.md\n    - toss.md\n\nextra:\n  - 1 # one\n",
    ),
    "a section after the chapters": (
        "a: 1\nnav:\n  - Chapters:\n    - page.md\n  - Tools:\n    - index.md\n",
        "a: 1\nnav:\n  - Chapters:\n    - page.md\n    - toss.md\n"
        "  - Tools:\n    - index.md\n",
    ),
    "no line end": ("a: 1\nnav:\n- page.md", "a: 1\nnav:\n- page.md\n- toss.md"),
    "a list elsewhere": ("a: 1\nnav:\n  - index.md\nb:\n  - page.md\n", None),
    "one line": ("a: 1\nnav: [index.md, page.md]\n", None),
    "none": ("a: 1\n", None),
}


@pytest.mark.parametrize("kind", NAVS)
def test_navs(site, kind):
    before, after = NAVS[kind]
    site.write("mkdocs.yml", before)
    *_, told, _ = new(site.root, "toss")
    assert site.read("mkdocs.yml") == (after or before)
    assert told == (
        "Added toss.md to the nav of mkdocs.yml"
        if after
        else "Add it to the nav of mkdocs.yml yourself: - toss.md"
    )
    assert (site.root / MADE[0]).exists()


def test_labels_that_the_figure_needs_are_added_to_the_terms(site):
    before = yaml.safe_load(site.read("docs/terms.yml"))
    site.replace("docs/terms.yml", "labels:\n", "labels:\n  probability: 机率\n")
    list(new(site.root, "toss"))
    after = yaml.safe_load(site.read("docs/terms.yml"))
    assert after["labels"] == {
        **before["labels"],
        "probability": "机率",  # it stays as it was
        "information in bits": "信息量（比特）",
    }
    assert {**after, "labels": None} == {**before, "labels": None}
    text = site.read("docs/terms.yml")
    list(new(site.root, "again"))
    assert site.read("docs/terms.yml") == text


def files(root):
    return {
        path: path.read_bytes() if path.is_file() else None
        for path in root.rglob("*")
        if "__pycache__" not in path.parts
    }


BAD_NAMES = {
    "Fair Coin": "fair_coin",
    "entropy.md": "entropy",
    "cross-entropy": "cross_entropy",
    "../toss": "toss",
    "信息": "fair_coin",
    "3d": "fair_coin",
    "": "fair_coin",
}


@pytest.mark.parametrize("name", BAD_NAMES)
def test_bad_names(site, name, capsys):
    before = files(site.root)
    assert main(["new", name]) == 1
    assert capsys.readouterr().err == (
        f"error: {name!r} cannot name a page: files, snippets and tests share the "
        "name, so it has small letters, digits and underscores only, a letter first; "
        f"try {BAD_NAMES[name]}\n"
    )
    assert files(site.root) == before


@pytest.mark.parametrize(
    "name", ["assets", "labs", "search", "snippets", "wheels", "zh"]
)
def test_names_that_the_built_site_needs(site, name):
    with pytest.raises(Fault, match=f"^{name} is a folder of the built site; choose"):
        list(new(site.root, name))


@pytest.mark.parametrize("there", ["docs/zh/toss.md", "snippets/toss/a.py", MADE[-1]])
def test_nothing_is_overwritten(site, there):
    site.write("mkdocs.yml", NAV)
    site.write(there, "mine\n")
    before = files(site.root)
    place = "snippets/toss" if there.startswith("snippets") else there
    told = f"^already there: {re.escape(place)}; choose another name$"
    with pytest.raises(Fault, match=told):
        list(new(site.root, "toss"))
    assert files(site.root) == before


def test_an_existing_page_is_named_with_all_that_it_has(site):
    with pytest.raises(Fault) as fault:
        list(new(site.root, "page"))
    assert str(fault.value) == (
        "already there: docs/en/page.md, docs/zh/page.md, snippets/page; "
        "choose another name"
    )


@pytest.mark.parametrize("failing", [*MADE, "mkdocs.yml", "docs/terms.yml"])
@pytest.mark.parametrize(
    "error", [OSError(28, "No space left", "x"), KeyboardInterrupt()]
)
def test_a_failure_leaves_everything_as_it_was(site, monkeypatch, failing, error):
    site.write("mkdocs.yml", NAV)
    before = files(site.root)
    opened = Path.open

    def full(_):
        full.done = True
        raise error

    def fail(path, mode="r", *rest, **given):
        file = opened(path, mode, *rest, **given)
        if path == site.root / failing and "r" not in mode and not full.done:
            file.write = full
        return file

    full.done = False
    monkeypatch.setattr(Path, "open", fail)
    told = (Fault, "No space left; nothing was made$")
    expected, match = told if isinstance(error, OSError) else (KeyboardInterrupt, None)
    with pytest.raises(expected, match=match):
        list(new(site.root, "toss"))
    assert full.done
    monkeypatch.undo()
    assert files(site.root) == before


def test_labels_that_cannot_be_added_are_told(site):
    site.write("docs/terms.yml", "labels: { rising: 上升 }\n")
    before = files(site.root)
    with pytest.raises(Fault, match=r"^docs/terms.yml: add to its labels what the"):
        list(new(site.root, "toss"))
    assert files(site.root) == before
