"""A tree's numbers beside another commit's: what readers would see change.

Both trees are copied into a folder of their own and built there by their own code,
so nothing of the working tree or of git's index is touched.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from bindery.changes import Entry, compare, table
from bindery.faults import Fault
from bindery.snippets import KEPT


def numbers(root: Path, revision: str | None, *, every: bool) -> Iterator[str]:
    """Yield the lines that compare a commit's numbers with the working tree's."""
    commit = _commit(root, revision)
    if commit is None:
        yield _nothing_to_compare_with(root)
        return
    subject = _git(root, "log", "-1", "--format=%h (%s)", commit)
    with tempfile.TemporaryDirectory(prefix="bindery-numbers-") as scratch:
        old, new = Path(scratch, "old"), Path(scratch, "new")
        _check_out(root, commit, old)
        _copy(root, new)
        before = numbers_of(old, f"the commit {subject}")
        after = numbers_of(new, "the working tree")
    yield f"From {subject} to the working tree:"
    yield from table(compare(before, after), every=every)


def numbers_of(tree: Path, what: str) -> list[Entry]:
    """Build a tree with its own code and return what its manifest lists."""
    if not (tree / "src" / "bindery").is_dir():
        raise Fault(f"{what} has no src/bindery, so it has no numbers to compare")
    # Before the installed project's own folder, which an editable install names.
    paths = [str(tree / "src"), os.environ.get("PYTHONPATH", "")]
    environment = {
        **os.environ,
        "PYTHONPATH": os.pathsep.join(filter(None, paths)),
        "SOURCE_DATE_EPOCH": "0",
    }
    for name in ("SITE_URL", "SITE_URL_ZH", "REPO_URL"):
        environment.pop(name, None)
    built = subprocess.run(
        [sys.executable, "-m", "bindery", "build"],
        cwd=tree,
        env=environment,
        capture_output=True,
        encoding="utf-8",
    )
    if built.returncode:
        told = (built.stderr or built.stdout).strip()
        raise Fault(f"{what} does not build:\n{told}")
    manifest = tree / "site" / "numbers.json"
    if not manifest.is_file():
        raise Fault(f"{what} writes no numbers.json, so there is nothing to compare")
    found = json.loads(manifest.read_text(encoding="utf-8"))["numbers"]
    return [{key: str(value) for key, value in entry.items()} for entry in found]


def _commit(root: Path, revision: str | None) -> str | None:
    """Return the commit to compare with: the named one, HEAD or its parent."""
    changed = _git(root, "status", "--porcelain", "--", ".")
    asked = revision or ("HEAD" if changed else "HEAD^")
    try:
        return _git(root, "rev-parse", "--verify", "--quiet", f"{asked}^{{commit}}")
    except Fault:
        if revision is None:
            return None
        raise Fault(
            f"git knows no commit {revision}; name one, such as HEAD~2 or main"
        ) from None


def _nothing_to_compare_with(root: Path) -> str:
    if _git(root, "rev-parse", "--is-shallow-repository") == "true":
        why = "this clone is shallow; git fetch --deepen=1 brings the commit before"
    else:
        why = "there is no commit before this one"
    return f"Nothing to compare with: {why}"


def _check_out(root: Path, commit: str, folder: Path) -> None:
    archive = _run_git(root, "archive", "--format=zip", commit)
    zipfile.ZipFile(BytesIO(archive)).extractall(folder)
    _copy_results(root, folder)


def _copy(root: Path, folder: Path) -> None:
    """Copy the working tree, with what is new in it and without what git ignores."""
    listed = _git(root, "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    for name in {*listed.split("\0")} - {""}:
        if (root / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(root / name, folder / name)
    _copy_results(root, folder)


def _copy_results(root: Path, folder: Path) -> None:
    """Let a tree begin with the snippets' results that are kept here.

    Their names hold a hash of all that can change them, so it takes only its own.
    """
    kept = folder / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    for file in (root / KEPT).glob("*.json"):
        shutil.copyfile(file, kept / file.name)


def _git(root: Path, *arguments: str) -> str:
    return _run_git(root, *arguments).decode().strip()


def _run_git(root: Path, *arguments: str) -> bytes:
    # Without locks, so that asking for the status does not write git's index.
    command = ["git", "--no-optional-locks", *arguments]
    try:
        ran = subprocess.run(command, cwd=root, capture_output=True)
    except FileNotFoundError:
        raise Fault(
            "numbers compares commits and needs git, which is not here"
        ) from None
    if ran.returncode:
        told = ran.stderr.decode(errors="replace").strip()
        raise Fault(f"git {arguments[0]} failed: {told}")
    return ran.stdout
