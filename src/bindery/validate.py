"""Reads every page of the built site with the validator of the W3C, the Nu checker.

`python -m bindery.validate` (or `make validate`) fetches it once with npm and runs it
with Java. The cheap part of what it says, the tests say too.
"""

import hashlib
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

PACKAGE = "vnu-jar@26.9.27"
# Of the archive that npm fetches.
SHA256 = "5970d3ffca91a627cf0965e5d91bb2e4242307c29292998de0b419d6a901b2b7"
JAR = "package/build/dist/vnu.jar"

# What it tells of pages that have no fault, as one regular expression:
UNKNOWING = "|".join(
    (
        # MathML Core has both on every element; the checker follows MathML 3.
        r"Attribute “(?:displaystyle|scriptlevel)” not allowed on element “m\w+”.*",
    )
)


def fetched(folder: Path) -> Path:
    """Return the checker, fetched into the folder unless it is there."""
    kept = folder / f"{PACKAGE.replace('@', '-')}.jar"
    if kept.exists():
        return kept
    with tempfile.TemporaryDirectory() as scratch:
        pack = [_tool("npm"), "pack", "--silent", PACKAGE]
        asked = subprocess.run(pack, cwd=scratch, capture_output=True, text=True)
        if asked.returncode:
            sys.exit(f"npm could not fetch {PACKAGE}: {asked.stderr.strip()}")
        archive = Path(scratch, asked.stdout.split()[-1])
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != SHA256:
            sys.exit(f"{PACKAGE} is not what it was: its SHA-256 is {digest}")
        with tarfile.open(archive) as packed:
            packed.extract(JAR, scratch, filter="data")
        folder.mkdir(parents=True, exist_ok=True)
        shutil.move(Path(scratch, JAR), kept)
    return kept


def main() -> int:
    """Check the pages of both languages and return the exit code."""
    pages = sorted(Path("site").rglob("*.html"))
    if not pages:
        sys.exit("there is no built page in site/; build it first: make site")
    java = [_tool("java"), "-Xss8m", "-jar", str(fetched(Path(".cache")))]
    told = ["--format", "gnu", "--skip-info-messages", "--filterpattern", UNKNOWING]
    code = subprocess.run([*java, *told, *map(str, pages)]).returncode
    print(f"{len(pages)} pages: " + ("see above" if code else "no error"))
    return code


def _tool(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        sys.exit(f"{name} is needed for the validator, and was not found")
    return found


if __name__ == "__main__":
    sys.exit(main())
