"""Renews the math font: a subset of STIX Two Math that keeps its MATH table.

`python -m bindery.font` (or `make font`) fetches the font with npm, keeps the
characters of `REPERTOIRE` and what they grow into (tall brackets, long braces), and
writes the same bytes every time. A formula that needs another character fails
`tests/site/test_font.py`: add the character here and run it again.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PACKAGE = "@fontsource/stix-two-math@5.3.0"
# Of the archive that npm fetches.
SHA256 = "948de1b5470fbbd745fedbe6135797454fe833d94feecc6f2073cd771fe2f5fd"
FOLDER = Path(__file__).resolve().parents[2] / "docs/theme/assets/fonts"

REPERTOIRE = """
  0020-007E                                 ASCII
  00A0 00A7 00AC 00B1 00B6 00B7 00D7 00F7   no-break space, section, not, plus-minus
  00AF 02C6 02C7 02D9 02DC                  accents: bar, hat, check, dot, tilde
  0302-0305 0308 0332 0338 20D7             wide accents, lines, strokes, vector
  0391-03A9 03B1-03C9 03D1 03D5 03F5        Greek
  0131 0237 210F 2113                       dotless i and j, h-bar, script l
  1D434-1D467 210E 1D6A4 1D6A5              italic Latin, its h, dotless i and j
  1D6FC-1D71B                               italic small Greek, the partial sign
  1D41A-1D433 1D7CE 1D7CF                   bold small Latin, 0 and 1: vectors
  1D49F 1D4A9 1D4B0 1D4B3 1D4B4             script D, N, U, X, Y
  210B 2112                                 script H, L
  2102 2115 2119 211A 211D 2124             double-struck C, N, P, Q, R, Z
  1D53C 1D541 1D54D 1D7D9                   double-struck E, J, V, 1
  2013 2014 2016 2020 2022 2026 2032-2034   dashes, double bar, dagger, dots, primes
  2061-2064 FE00                            invisible operators, variant selector
  2190-2194 2197 2198 21A6 27F5-27FA        arrows
  21D0 21D2 21D4                            double arrows
  2200-220D 220F 2211-2213 2216-221A        quantifiers, sets, product, sum, root
  221D 221E 2223-222B 2234                  proportional, infinity, bars, integral
  223C 2243 2245 2248 2254 225C             similar, equal by definition
  2260 2261 2264 2265 226A 226B 227A 227B   not equal, identical, less, greater
  2282-2287 2295-2299 22A4 22A5 22BB        subsets, circled operators, top, bottom
  22C0-22C6 22EE-22F1 25A1 2713             big operators, dots, square, check mark
  27C2 2A7D 2A7E 2AAF 2AB0                  perpendicular, slanted and curly relations
  2308-230B 23B4 23B5 23DE 23DF 27E8 27E9   ceilings, floors, wide and angle brackets
"""


def repertoire() -> set[int]:
    """Read the code points out of the table above."""
    points: set[int] = set()
    for line in REPERTOIRE.strip().splitlines():
        ranges, _, _ = line.strip().partition("   ")
        for item in ranges.split():
            first, _, last = item.partition("-")
            points.update(range(int(first, 16), int(last or first, 16) + 1))
    return points


def fetch(folder: Path) -> tuple[Path, Path]:
    """Fetch the npm package into a folder: the whole font, and its licence."""
    npm = shutil.which("npm")
    if npm is None:
        sys.exit("npm is needed to fetch the font, and was not found")
    pack = [npm, "pack", "--silent", PACKAGE]
    subprocess.run(pack, cwd=folder, check=True, stdout=subprocess.DEVNULL)
    [archive] = folder.glob("*.tgz")
    digest = hashlib.sha256(archive.read_bytes()).hexdigest()
    if digest != SHA256:
        sys.exit(f"{PACKAGE} is not what was pinned: its sha256 is {digest}")
    shutil.unpack_archive(archive, folder, "gztar")
    [font] = folder.glob("package/files/*.woff2")
    return font, folder / "package/LICENSE"


def shrink(font: Path, target: Path) -> None:
    """Write the repertoire, with the MATH table and the features formulas use."""
    command = [
        *(sys.executable, "-m", "fontTools.subset", str(font)),
        "--unicodes=" + ",".join(f"{point:X}" for point in sorted(repertoire())),
        "--layout-features=kern,ssty,dtls,flac",  # of the last three it has none yet
        "--name-IDs+=13,14",  # the licence; the copyright is kept anyway
        "--no-hinting",
        "--notdef-outline",
        "--no-recalc-timestamp",
        "--flavor=woff2",
        f"--output-file={target}",
    ]
    subprocess.run(command, check=True)


def main() -> None:
    """Write the subset and, beside it, its licence."""
    print(f"Fetching {PACKAGE}", flush=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    target = FOLDER / "stix-two-math.woff2"
    with tempfile.TemporaryDirectory() as folder:
        font, licence = fetch(Path(folder))
        shrink(font, target)
        text = licence.read_text("utf-8").strip() + "\n"
        before, after = font.stat().st_size, target.stat().st_size
    (FOLDER / "OFL.txt").write_text(text, "utf-8", newline="\n")
    print(f"{len(repertoire())} characters; {after:,} of {before:,} bytes")


if __name__ == "__main__":
    main()
