"""Whether a built site still is what building it again would give."""

import hashlib
import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

RECORD = ".cache/current.txt"
NOT_READ = {"__pycache__", "node_modules"}
SETTING = re.compile(r"!ENV (.+)")


def sources(root: Path, site: Path) -> str:
    """Return a hash of all that a build can read.

    That is every file of the project, not only those that it does read today, what
    the configurations take from outside, the date, all installed packages, and these
    modules, wherever they lie.
    """
    settings = {"SOURCE_DATE_EPOCH"}
    for configuration in root.glob("mkdocs*.yml"):
        for given in SETTING.findall(configuration.read_text("utf-8")):
            settings.update(re.findall(r"\w+", given))
    outside = [sys.version, sys.platform]
    outside += [f"{name}={os.environ.get(name)}" for name in sorted(settings)]
    outside += sorted(
        package.name for path in sys.path for package in Path(path).glob("*.dist-info")
    )
    own = _hash(_files(Path(__file__).parent))
    return _hash(_files(root, site), "\n".join([*outside, own]))


def is_current(root: Path, site: Path, made_from: str) -> bool:
    """Tell whether a site was made from these sources, and nobody has touched it."""
    record = root / RECORD
    return record.exists() and record.read_text("utf-8") == _known(site, made_from)


def remember(root: Path, site: Path, made_from: str) -> None:
    """Note what a site was made from."""
    (root / RECORD).write_text(_known(site, made_from), "utf-8")


def _known(site: Path, made_from: str) -> str:
    return f"sources {made_from}\nsite {_hash(_files(site))}\n"


def _files(folder: Path, without: Path | None = None) -> Iterator[tuple[str, Path]]:
    """Yield a folder's files with their paths in it, in order.

    What tools keep for themselves lies in hidden folders at the top.
    """
    for path, folders, names in os.walk(folder):
        here = Path(path)
        folders[:] = sorted(
            name
            for name in folders
            if not (name in NOT_READ or (name[0] == "." and here == folder))
            and here / name != without
        )
        for file in (here / name for name in sorted(names)):
            if file.is_file():
                yield file.relative_to(folder).as_posix(), file


def _hash(files: Iterator[tuple[str, Path]], more: str = "") -> str:
    digest = hashlib.sha256(more.encode())
    for name, file in files:
        content = hashlib.sha256(file.read_bytes()).hexdigest()
        digest.update(f"\n{name} {content}".encode())
    return digest.hexdigest()
