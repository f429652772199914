"""Renews the fonts: subsets of one for formulas, and of one a language for cards.

`python -m bindery.font` (or `make font`) fetches each with npm, keeps the characters
that are needed, and writes the same bytes every time. The math font keeps its MATH
table, the characters of `REPERTOIRE` and what they grow into (tall brackets, long
braces). A formula that needs another character fails `tests/site/test_font.py`: add
the character here and run it again. The fonts of the cards keep what titles need.
"""

import hashlib
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from bindery import cards

ROOT = Path(__file__).resolve().parents[2]

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


def for_cards(lang: str) -> set[int]:
    """Return what the cards of a language show, and what most other titles need."""
    marks = {"en": "‘’“”–—…", "zh": "，。、；：？！‘’“”（）《》—…"}
    ascii_points = range(0x20, 0x7F)
    return {*ascii_points, *map(ord, marks[lang] + "".join(cards.words(ROOT, lang)))}


@dataclass(frozen=True)
class Font:
    """A font that the project holds a subset of."""

    package: str
    sha256: str  # of the archive that npm fetches
    file: str  # in that archive
    target: Path
    licence: str  # the file beside it
    needed: Callable[[], set[int]]
    features: str

    def renew(self) -> None:
        """Write the subset and, beside it, its licence."""
        print(f"Fetching {self.package}", flush=True)
        self.target.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory() as folder:
            package = self.fetch(Path(folder))
            whole = package / "files" / self.file
            self.shrink(whole, self.target)
            text = (package / "LICENSE").read_text("utf-8").strip() + "\n"
            before, after = whole.stat().st_size, self.target.stat().st_size
        self.target.with_name(self.licence).write_text(text, "utf-8", newline="\n")
        print(f"{len(self.needed())} characters; {after:,} of {before:,} bytes")

    def fetch(self, folder: Path) -> Path:
        """Fetch the npm package into a folder, and return where it lies there."""
        npm = shutil.which("npm")
        if npm is None:
            sys.exit("npm is needed to fetch the font, and was not found")
        pack = [npm, "pack", "--silent", self.package]
        subprocess.run(pack, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        [archive] = folder.glob("*.tgz")
        digest = hashlib.sha256(archive.read_bytes()).hexdigest()
        if digest != self.sha256:
            sys.exit(f"{self.package} is not what was pinned: its sha256 is {digest}")
        shutil.unpack_archive(archive, folder, "gztar")
        return folder / "package"

    def shrink(self, font: Path, target: Path) -> None:
        """Write what is needed of a font, compressed if its name says so."""
        points = ",".join(f"{point:X}" for point in sorted(self.needed()))
        flavour = "woff2" if target.suffix == ".woff2" else "none"
        command = [
            *(sys.executable, "-m", "fontTools.subset", str(font)),
            f"--unicodes={points}",
            f"--layout-features={self.features}",
            "--name-IDs+=13,14",  # the licence; the copyright is kept anyway
            "--no-hinting",
            "--notdef-outline",
            "--no-recalc-timestamp",
            f"--flavor={flavour}",
            f"--output-file={target}",
        ]
        subprocess.run(command, check=True)


FONTS = [
    Font(
        package="@fontsource/stix-two-math@5.3.0",
        sha256="948de1b5470fbbd745fedbe6135797454fe833d94feecc6f2073cd771fe2f5fd",
        file="stix-two-math-latin-400-normal.woff2",
        target=ROOT / "docs/theme/assets/fonts/stix-two-math.woff2",
        licence="OFL.txt",
        needed=repertoire,
        features="kern,ssty,dtls,flac",  # of the last three it has none yet
    ),
    Font(
        package="@fontsource/noto-sans@5.3.0",
        sha256="f62f8ed40e378f15134e32bed2fd5718d81e9ec7a5603d1022d7b385e2297abc",
        file="noto-sans-latin-700-normal.woff2",
        target=cards.FONTS["en"],
        licence="OFL-noto-sans.txt",
        needed=lambda: for_cards("en"),
        features="kern",
    ),
    Font(
        package="@fontsource/noto-sans-sc@5.3.0",
        sha256="05a7abac78a6cac4bd1361e7b24c680ee820fcc2f22cf5cc92673f4cd12771c5",
        file="noto-sans-sc-chinese-simplified-700-normal.woff2",
        target=cards.FONTS["zh"],
        licence="OFL-noto-sans-sc.txt",
        needed=lambda: for_cards("zh"),
        features="kern",
    ),
]


if __name__ == "__main__":
    for font in FONTS:
        font.renew()
