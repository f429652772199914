"""What is made once and kept in .cache, until something that it depends on changes."""

import hashlib
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from tempfile import NamedTemporaryFile


def kept(folder: Path, name: str, key: object, make: Callable[[], bytes]) -> bytes:
    """Return what was made with this key; make it, and drop older ones, if it lacks.

    The key's repr has to tell all that can change it.
    """
    place = _place(folder, name, key)
    if not place.exists():
        made = make()
        folder.mkdir(parents=True, exist_ok=True)
        stem, dot, ending = name.rpartition(".")
        others = f"{stem}-{'[0-9a-f]' * 20}{dot}{ending}"
        for superseded in set(folder.glob(others)) - {place}:
            superseded.unlink(missing_ok=True)
        # Another process may be making the same.
        with NamedTemporaryFile(dir=folder, delete=False) as whole:
            whole.write(made)
        Path(whole.name).replace(place)
        return made
    return place.read_bytes()


def is_kept(folder: Path, name: str, key: object) -> bool:
    """Tell whether something with this key is kept."""
    return _place(folder, name, key).exists()


def _place(folder: Path, name: str, key: object) -> Path:
    digest = hashlib.sha256(repr(key).encode()).hexdigest()[:20]
    stem, dot, ending = name.rpartition(".")
    return folder / f"{stem}-{digest}{dot}{ending}"


def tools(files: Iterable[Path], packages: Iterable[str]) -> str:
    """Return a hash of what makes something: files, packages, and Python."""
    digest = hashlib.sha256(repr((sys.version_info[:3], sys.platform)).encode())
    for package in packages:
        digest.update(f"{package} {version(package)}\n".encode())
    contents = ((f.name, hashlib.sha256(f.read_bytes()).hexdigest()) for f in files)
    for name, content in sorted(contents):  # wherever they lie
        digest.update(f"{name} {content}\n".encode())
    return digest.hexdigest()
