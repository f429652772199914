import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import bindery
from bindery.faults import Fault
from bindery.numbers import numbers

NUMBERS = "snippets/page/numbers.py"
LIBRARY = "src/crossentropy/__init__.py"


def git(site, *arguments):
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    ran = subprocess.run(
        ["git", *author, *arguments],
        cwd=site.root,
        capture_output=True,
        text=True,
        check=True,
    )
    return ran.stdout


def commit(site, subject):
    git(site, "add", "--all")
    git(site, "commit", "--quiet", "--message", subject)


@pytest.fixture
def repository(site, monkeypatch):
    """The tiny site in git, with a bindery of its own, its scratch folder beside it."""
    shutil.copytree(
        Path(bindery.__file__).parent,
        site.root / "src/bindery",
        ignore=shutil.ignore_patterns("__pycache__"),
    )
    site.replace(NUMBERS, "news == 1", "news > 0")
    site.write(".gitignore", ".cache/\nsite/\nscratch/\n")
    scratch = site.root / "scratch"
    scratch.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(scratch))
    git(site, "init", "--quiet")
    commit(site, "First")
    return site


def told(site, revision=None, *, every=False):
    return list(numbers(site.root, revision, every=every))


def everything(root):
    return {
        file.relative_to(root).as_posix(): (file.read_bytes(), file.stat().st_mtime_ns)
        for file in sorted(root.rglob("*"))
        if file.is_file() and "__pycache__" not in file.parts
    }


def test_what_is_not_committed_is_compared_with_the_last_commit(repository):
    repository.replace(NUMBERS, "half = 0.5", "half = 0.2")
    first, *rest = told(repository)
    assert first.endswith("(First) to the working tree:")
    rows = [line.replace("\N{NO-BREAK SPACE}", " ").split() for line in rest]
    assert rows == [
        ["page"],
        ["en,", "zh", "2×", "numbers.half", "0.50", "->", "0.20"],
        ["en", "2×", "numbers.news", "1", "bit", "->", "2", "bits"],
        ["en,", "zh", "figure", "curve", "0.5", "->", "0.2"],
        ["en,", "zh", "exercise", "numbers.news", "1.0", "->", "2.321928094887362"],
        ["zh", "2×", "numbers.news", "1", "比特", "->", "2", "比特"],
    ]


def test_nothing_of_the_tree_or_of_git_is_touched_and_nothing_stays(repository):
    repository.replace(NUMBERS, "half = 0.5", "half = 0.2")
    git(repository, "add", "--all")
    repository.replace(NUMBERS, "half = 0.2", "half = 0.1")
    repository.write("docs/en/more.md", "# More { #more }\n")
    repository.write("docs/zh/more.md", "# 更多 { #more }\n")
    before = everything(repository.root)
    assert len(told(repository)) > 2
    assert everything(repository.root) == before
    assert git(repository, "worktree", "list").count("\n") == 1


def test_a_clean_tree_is_compared_with_the_commit_before_or_a_named_one(repository):
    repository.replace(NUMBERS, "half = 0.5", "half = 0.2")
    commit(repository, "Second")
    repository.append("docs/en/index.md", "More.")
    commit(repository, "Third")
    first, *rest = told(repository)
    assert first.endswith("(Second) to the working tree:")
    assert rest == ["Readers see no change"]
    first, *rest = told(repository, "HEAD~2")
    assert first.endswith("(First) to the working tree:")
    assert rest[1].split() == [
        *("en,", "zh", "2×", "numbers.half", "0.50", "->", "0.20")
    ]


def test_new_and_deleted_files_count(repository):
    repository.write("snippets/index/new.py", '"""New."""\n\nnew = 3\n')
    for language in ("en", "zh"):
        repository.append(f"docs/{language}/index.md", "{{ new.new }}")
    (repository.root / "docs/en/page.md").unlink()
    (repository.root / "docs/zh/page.md").unlink()
    shutil.rmtree(repository.root / "snippets/page")
    for language in ("en", "zh"):
        text = repository.read(f"docs/{language}/index.md").replace("(page.md)", "")
        repository.write(f"docs/{language}/index.md", text)
    _, *rest = told(repository)
    rows = [line.split() for line in rest]
    assert rows[:2] == [
        ["index"],
        ["en,", "zh", "new.new", "(not", "there)", "->", "3"],
    ]
    gone = ["en,", "zh", "claim", "numbers.certain", "✓", "->", "(not", "there)"]
    assert gone in rows


def test_each_tree_is_built_by_its_own_code(repository):
    """Both the library and the bindery are the other commit's, not the installed."""
    repository.replace(LIBRARY, "-math.log2(p)", "-3 * math.log2(p)")
    repository.replace("src/bindery/values.py", '"✓"', '"✔"')
    _, *rest = told(repository)
    rows = [line.split() for line in rest]
    assert ["en", "2×", "numbers.news", "1", "bit", "->", "3", "bits"] in rows
    assert ["en,", "zh", "claim", "numbers.certain", "✓", "->", "✔"] in rows


def test_another_code_on_the_path_does_not_come_first(repository, monkeypatch):
    other = repository.root / "scratch/other"
    for package in ("bindery", "crossentropy"):
        repository.write(
            f"scratch/other/{package}/__init__.py", "raise ImportError('the wrong one')"
        )
    monkeypatch.setenv("PYTHONPATH", str(other))
    repository.append("docs/en/index.md", "More.")
    assert told(repository)[1:] == ["Readers see no change"]


def test_what_is_kept_here_need_not_run_again(repository):
    """The trees take over results that are theirs by hash, and no others."""
    repository.append("docs/en/index.md", "More.")
    repository.build()
    [result] = (repository.root / ".cache/snippets").glob("page.numbers-*")
    text = result.read_text("utf-8")
    result.write_text(text.replace('"half": 0.5', '"half": 0.7'), "utf-8")
    assert told(repository)[1:] == ["Readers see no change"]  # both took it
    repository.append(NUMBERS, "# another snippet now")
    _, _, row, *_ = told(repository)
    assert row.split()[3:7] == ["numbers.half", "0.70", "->", "0.50"]


@pytest.mark.parametrize("which", ["commit", "tree"])
def test_a_tree_that_does_not_build_is_told_with_its_own_error(repository, which):
    repository.replace(NUMBERS, "half = 0.5", "half = 0.5 / 0")
    what = "the working tree"
    if which == "commit":
        commit(repository, "Broken")
        repository.replace(NUMBERS, "half = 0.5 / 0", "half = 0.5")
        what = "the commit "
    with pytest.raises(Fault) as fault:
        told(repository)
    first, second, *rest = str(fault.value).split("\n")
    assert first.startswith(what)
    assert first.endswith("does not build:")
    assert second == f"error: {NUMBERS}: Traceback (most recent call last):"
    assert rest[-1] == "ZeroDivisionError: float division by zero"
    assert os.listdir(repository.root / "scratch") == []


def test_a_first_commit_has_nothing_before_it(repository):
    assert told(repository) == [
        "Nothing to compare with: there is no commit before this one"
    ]


def test_a_shallow_clone_says_what_it_lacks(repository):
    repository.append("docs/en/index.md", "More.")
    commit(repository, "Second")
    clone = repository.root / "scratch/clone"
    source = repository.root.as_uri()
    git(repository, "clone", "--quiet", "--depth=1", source, str(clone))
    assert list(numbers(clone, None, every=False)) == [
        "Nothing to compare with: this clone is shallow; "
        "git fetch --deepen=1 brings the commit before"
    ]
    shutil.rmtree(clone)
    git(repository, "clone", "--quiet", "--depth=2", source, str(clone))
    first, *_ = numbers(clone, None, every=False)
    assert first.endswith("(First) to the working tree:")


def test_an_unknown_commit(repository):
    with pytest.raises(Fault) as fault:
        told(repository, "nowhere")
    assert str(fault.value) == (
        "git knows no commit nowhere; name one, such as HEAD~2 or main"
    )


def test_a_commit_without_a_bindery(repository):
    shutil.rmtree(repository.root / "src/bindery")
    commit(repository, "None")
    repository.append("docs/en/index.md", "More.")
    with pytest.raises(Fault, match=r"\(None\) has no src/bindery, so it has no"):
        told(repository)


def test_a_commit_that_lists_no_numbers(repository):
    repository.append("src/bindery/manifest.py", "write_manifest = lambda *_: None\n")
    commit(repository, "None")
    repository.append("docs/en/index.md", "More.")
    with pytest.raises(Fault, match=r"\(None\) writes no numbers.json, so there is"):
        told(repository)


def test_a_folder_without_git(site, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(site.root.parent))
    with pytest.raises(Fault, match="git status failed: fatal: not a git repository"):
        list(numbers(site.root, None, every=False))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(Fault, match="numbers compares commits and needs git"):
        list(numbers(site.root, None, every=False))


def test_the_command(repository):
    repository.replace(NUMBERS, "half = 0.5", "half = 0.5000000000001")
    command = [sys.executable, "-m", "bindery", "numbers"]
    counted = subprocess.run(
        command, cwd=repository.root, capture_output=True, text=True
    )
    assert (counted.returncode, counted.stderr) == (0, "")
    assert counted.stdout.splitlines()[-1].endswith("(--all lists them)")
    listed = subprocess.run(
        [*command, "HEAD", "--all"], cwd=repository.root, capture_output=True, text=True
    )
    assert "0.5  ->  0.5000000000001" in " ".join(listed.stdout.split(" "))
    unknown = subprocess.run(
        [*command, "nowhere"], cwd=repository.root, capture_output=True, text=True
    )
    assert unknown.returncode == 1
    assert unknown.stderr.startswith("error: git knows no commit nowhere")
