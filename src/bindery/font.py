"""Renews the fonts: two subsets of one for formulas, and one a language for cards.

`python -m bindery.font` (or `make font`) fetches each with npm, keeps the characters
that are needed, and writes the same bytes every time. The math font comes in two
parts, both with its MATH table: the characters of `COMMON` and those of `RARE`, with
what they grow into (tall brackets, long braces). A formula that needs another one
fails `tests/site/test_font.py`: add it here, and to the unicode-range of the style
sheet, and run it again. The fonts of the cards keep what titles need.
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

# What most formulas are written with. Every page loads it.
COMMON = """
  0020-007E                                 ASCII
  00A0 00AC 00B1 00B7 00D7                  no-break space, not, plus-minus, dots, times
  00AF 02C6 0302 0304                       accents: bar and hat, wide too
  03B4 03B5 03B7 03C3 2113                  what a symbol in a text is written with
  1D434-1D467 210E                          italic Latin, its h
  1D6FC 1D6FD 1D6FF 1D700 1D702 1D703       italic alpha, beta, delta, epsilon, eta, ...
  1D706 1D707 1D70B 1D70E 1D711 1D716       theta, lambda, mu, pi, sigma, phi
  1D715 2202 2207                           partial signs, nabla
  2016 2026 2032 2061-2064 FE00             double bar, dots, prime, invisible operators
  2190 2192 21D2                            arrows
  2208 220F 2211 2212 221A 221D 221E        in, product, sum, minus, root, infinity
  2223 2225 2229 222B 2248                  bars, intersection, integral, nearly equal
  2260 2264 2265 22A4 22C5 22EF             not equal, less, greater, transpose, dots
  2308 2309                                 ceilings
"""
# What others need. A browser loads it for the page that shows one of them, by the
# unicode-range in docs/theme/assets/site.css.
RARE = """
  00A7 00B6 00F7                            section, paragraph, divided
  02C7 02D9 02DC 0303 0305 0308             accents: check, dot, tilde, line, two dots
  0332 0338 20D7                            line below, stroke, vector
  0391-03A9 03B1-03B3 03B6 03B8-03C2        Greek
  03C4-03C9 03D1 03D5 03F5 0131 0237 210F   the rest, dotless i and j, h-bar
  1D6A4 1D6A5 1D6FE 1D701 1D704 1D705       italic dotless i and j, gamma, zeta to kappa
  1D708-1D70A 1D70C 1D70D 1D70F 1D710       nu to omicron, rho, tau, upsilon
  1D712-1D714 1D717-1D71B                   chi to omega, other forms
  1D41A-1D433 1D7CE 1D7CF                   bold small Latin, 0 and 1: vectors
  1D49F 1D4A9 1D4B0 1D4B3 1D4B4             script D, N, U, X, Y
  210B 2112                                 script H, L
  2102 2115 2119 211A 211D 2124             double-struck C, N, P, Q, R, Z
  1D53C 1D541 1D54D 1D7D9                   double-struck E, J, V, 1
  2013 2014 2020 2022 2033 2034             dashes, dagger, bullet, more primes
  2191 2193 2194 2197 2198 21A6 27F5-27FA   arrows
  21D0 21D4                                 double arrows
  2200 2201 2203-2206 2209-220D 2213        quantifiers, sets, minus-plus
  2216-2219 2224 2226-2228 222A 2234        set minus, stars, and, or, union, therefore
  223C 2243 2245 2254 225C                  similar, equal by definition
  2261 226A 226B 227A 227B                  identical, much less, before, after
  2282-2287 2295-2299 22A5 22BB             subsets, circled operators, bottom
  22C0-22C4 22C6 22EE 22F0 22F1 25A1 2713   big operators, dots, square, check mark
  27C2 2A7D 2A7E 2AAF 2AB0                  perpendicular, slanted and curly relations
  230A 230B 23B4 23B5 23DE 23DF 27E8 27E9   floors, wide and angle brackets
"""


def points_of(table: str) -> set[int]:
    """Read the code points out of a table above."""
    points: set[int] = set()
    for line in table.strip().splitlines():
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


def for_formulas(name: str, table: str) -> Font:
    """Return the math font with the characters of a table, and its MATH table."""
    return Font(
        package="@fontsource/stix-two-math@5.3.0",
        sha256="948de1b5470fbbd745fedbe6135797454fe833d94feecc6f2073cd771fe2f5fd",
        file="stix-two-math-latin-400-normal.woff2",
        target=ROOT / "docs/theme/assets/fonts" / name,
        licence="OFL.txt",
        needed=lambda: points_of(table),
        features="ssty,dtls,flac",  # of which it has none yet
    )


FONTS = [
    for_formulas("stix-two-math.woff2", COMMON),
    for_formulas("stix-two-math-rare.woff2", RARE),
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
