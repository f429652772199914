"""The snippets' results: run what changed, keep the rest."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from bindery.source import visible, with_siblings

Worker = subprocess.Popen[str]
KEPT = ".cache/snippets"
TIMEOUT = 60.0  # seconds for one snippet
# What runs a snippet; its result depends on these modules too.
OWN = [
    Path(__file__).with_name(name) for name in ("worker.py", "style.py", "source.py")
]
VERSIONS = ("matplotlib", "numpy", "scikit-image", "scikit-learn")


@dataclass(frozen=True)
class Result:
    """What one snippet left: its values and figure, or the text of its failure."""

    values: dict[str, Any] = field(default_factory=dict)
    tolerance: dict[str, float] = field(default_factory=dict)
    figure: str | None = None
    failure: str | None = None


@dataclass(frozen=True)
class Results:
    """All snippets' results by "page/snippet", and how many were run for them."""

    by_name: dict[str, Result]
    executed: int

    @property
    def summary(self) -> str:
        """How many there are and how many were run, for the log."""
        return f"Snippets: {len(self.by_name)}, executed now: {self.executed}"


def snippet_files(root: Path) -> dict[str, Path]:
    """Return each snippet's file by "page/snippet", in order."""
    files = sorted(visible((root / "snippets").glob("*/*.py")))
    return {f"{file.parent.name}/{file.stem}": file for file in files}


def start_worker(root: Path) -> Worker:
    """Start what runs snippets; it waits to be told which."""
    return subprocess.Popen(
        [sys.executable, "-m", "bindery.worker"],
        stdin=subprocess.PIPE,
        text=True,
        env=_environment(root),
    )


def results(
    root: Path,
    worker: Callable[[Path], Worker] = start_worker,
    meanwhile: Callable[[], None] = lambda: None,
) -> Results:
    """Return every snippet's result, running only those that have none yet.

    What can be done while they run in processes of their own is done meanwhile.

    A result is kept under a hash of all that can change it: the snippet and those it
    imports, its page's data, the library, the style and the versions. A failure is
    not kept.
    """
    kept = root / KEPT
    kept.mkdir(parents=True, exist_ok=True)
    common = common_hash(root)
    files = snippet_files(root)
    places = {name: _place(kept, name, file, common) for name, file in files.items()}
    stale = {name: files[name] for name, place in places.items() if not place.exists()}
    if stale:
        by_name = _run(stale, places, root, worker, meanwhile)
    else:
        by_name = {}
        meanwhile()
    by_name |= {n: _read(place) for n, place in places.items() if n not in by_name}
    for superseded in set(kept.iterdir()) - set(places.values()):
        superseded.unlink(missing_ok=True)
    return Results({name: by_name[name] for name in files}, len(stale))


def _run(
    stale: dict[str, Path],
    places: dict[str, Path],
    root: Path,
    worker: Callable[[Path], Worker],
    meanwhile: Callable[[], None],
) -> dict[str, Result]:
    """Run snippets in child processes; move what succeeded to its place."""
    ran = {}
    with tempfile.TemporaryDirectory(dir=root / ".cache") as scratch:
        outs = {name: Path(scratch, places[name].name) for name in stale}
        jobs = [(str(file), str(outs[name])) for name, file in stale.items()]
        with worker(root) as running:
            try:
                _tell(running, json.dumps({"timeout": TIMEOUT, "jobs": jobs}))
                meanwhile()
                running.wait()
            except BaseException:
                running.kill()
                raise
        if running.returncode:
            raise subprocess.CalledProcessError(running.returncode, running.args)
        for name, out in outs.items():
            ran[name] = _read(out)
            if ran[name].failure is None:
                out.replace(places[name])
    return ran


def _tell(worker: Worker, work: str) -> None:
    """Give a worker all of its work; if it has died, its exit code tells so."""
    if worker.stdin is not None:
        with suppress(BrokenPipeError), worker.stdin:
            worker.stdin.write(work)


def _environment(root: Path) -> dict[str, str]:
    path = os.pathsep.join([str(root / "src"), os.environ.get("PYTHONPATH", "")])
    return {
        **os.environ,
        "MPLBACKEND": "svg",
        "OPENBLAS_NUM_THREADS": "1",  # a process with threads is not safe to fork
        "OMP_NUM_THREADS": "1",
        "PYTHONDONTWRITEBYTECODE": "1",  # the preview watches these folders
        "PYTHONHASHSEED": "0",
        "PYTHONPATH": path.rstrip(os.pathsep),
    }


def _read(place: Path) -> Result:
    return Result(**json.loads(place.read_text(encoding="utf-8")))


def _place(kept: Path, name: str, file: Path, common: bytes) -> Path:
    digest = hashlib.sha256(common)
    data = sorted(visible((file.parent / "data").rglob("*")))
    for part in [*with_siblings(file), *data]:
        digest.update(part.name.encode() + b"\0" + part.read_bytes())
    return kept / f"{name.replace('/', '.')}-{digest.hexdigest()[:20]}.json"


def common_hash(root: Path) -> bytes:
    """Return a hash of what every result depends on: library, style, versions."""
    digest = hashlib.sha256(_versions().encode())
    for file in [*sorted((root / "src" / "crossentropy").rglob("*.py")), *OWN]:
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.digest()


@cache
def _versions() -> str:
    found = [f"python {sys.version_info[:3]}", sys.platform]
    for package in VERSIONS:
        try:
            found.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return "; ".join(found)
