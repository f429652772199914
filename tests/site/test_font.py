"""The math font's subset: whole where formulas need it, small, and with its licence.

The tables in `bindery.font` are written by hand. Here the characters come from the
other side: from the MathML of formulas, as a browser would draw it.
"""

import html.parser
import re
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from math_core import LatexToMathML

from bindery.font import COMMON, RARE, points_of

ROOT = Path(__file__).resolve().parents[2]
FONTS = ROOT / "docs/theme/assets/fonts"
RENEW = (
    "add it to COMMON in src/bindery/font.py, or to RARE and to the unicode-range in "
    "docs/theme/assets/site.css, then run `make font`"
)

FORMULAS = [
    r"I(x) = -\log_2 p(x)",
    r"H(P) = -\sum_{i=1}^{n} p_i \log_2 p_i \ge 0",
    r"D_{\mathrm{KL}}(P \Vert Q) = \sum_i p_i \log\frac{p_i}{q_i}",
    r"H(P, Q) = \underbrace{H(P)}_{\text{entropy}} + \overbrace{D(P\,\|\,Q)}^{\ge 0}",
    r"\mathbb{E}_{x \sim P}\left[-\ln q(x)\right], \quad x \in \mathbb{R}^n",
    r"I(A \cap B) = I(A) + I(B \mid A), \quad A \cup B \subseteq \Omega",
    r"f(x) = \begin{cases} 1 & x > 0 \\ 0 & x \le 0 \end{cases}",
    r"\begin{aligned} f(ab) &= f(a) + f(b) \\ \Rightarrow f &= -c\log x \end{aligned}",
    r"\left\lceil \log_2 N \right\rceil \ne \lfloor x \rfloor, \lvert x \rvert",
    r"\hat{p}, \bar{x}, \tilde{q}, \vec{v}, \dot{x}, \widehat{pq}",
    r"\overline{ab}, f', f'', \langle x \rangle",
    r"\int_0^1 x\,\mathrm{d}x = \tfrac12, \frac{\partial L}{\partial z}, \nabla L",
    r"\prod_{n=1}^{N} q_n \approx \mathrm{e}^{-NH}, \sqrt{2\pi\sigma^2}, \sqrt[3]{h}",
    r"\alpha\beta\gamma\delta\epsilon\varepsilon\zeta\eta\theta\iota\kappa\lambda\mu\nu",
    r"\xi\pi\rho\sigma\tau\upsilon\phi\varphi\chi\psi\omega",
    r"\Gamma\Delta\Theta\Lambda\Pi\Sigma\Phi\Psi\Omega",
    r"\mathbf{x}^\top\mathbf{y}, \mathcal{L}, \mathcal{D}, \ell",
    r"a b c d e f g h i j k l m n o p q r s t u v w x y z",
    r"A B C D E F G H I J K L M N O P Q R S T U V W X Y Z",
    r"0 \cdot (-\infty) \to 0, \pm 1 \times 2 \div 3, 10^{-9}, x \mapsto 2^x",
    r"x \equiv y \propto z, x \ll y \gg z, p := q, P \implies Q \iff R",
    r"\forall \varepsilon \exists n, A \setminus \emptyset, X \perp Y, u \circ v, x^*",
    r"\arg\min_{\theta}, \operatorname{softmax}(z)_k, \max_i z_i, \mathbb{1}[x = y]",
    r"50\,\%, n!, \binom{n}{k}",
    r"\begin{pmatrix} 1 & \cdots \\ \ldots & 1 \end{pmatrix} \succeq 0",
]
STRETCHED_UP = "()[]{}|‖⌈⌉⌊⌋⟨⟩√∑∏∫⋃⋂"
STRETCHED_ALONG = "⏞⏟→\u0302\u0303\u0332"

CODE = re.compile(
    r"^([ \t]*)(`{3,}|~{3,}).*?^\1\2`*~*[ \t]*$|(`+)(?!`).+?(?<!`)\3(?!`)", re.M | re.S
)
FORMULA = re.compile(
    r"\$\$(.+?)\$\$|(?<![\\$])\$(?![\s$])([^$\n]+?)(?<![\s\\])\$", re.S
)
PLACEHOLDER = re.compile(r"\{\{ .+? \}\}")

# What text-transform: math-auto makes of a letter that stands alone, from Unicode's
# own data: U+1D44E MATHEMATICAL ITALIC SMALL A is a compatibility form of "a".
ITALIC = {
    chr(int(unicodedata.decomposition(chr(point)).split()[1], 16)): chr(point)
    for point in [*range(0x1D434, 0x1D468), *range(0x1D6A4, 0x1D71C), 0x210E]
    if unicodedata.name(chr(point), "").startswith(("MATHEMATICAL ITALIC", "PLANCK"))
}


class Drawn(html.parser.HTMLParser):
    """Collects the characters that a browser draws for a formula."""

    def __init__(self) -> None:
        super().__init__()
        self.characters: set[str] = set()
        self._italic = False
        self._text = ""

    def handle_starttag(self, tag, attrs):
        self._italic = tag == "mi" and dict(attrs).get("mathvariant") != "normal"
        self._text = ""

    def handle_data(self, data):
        self._text += data

    def handle_endtag(self, tag):
        text = self._text.strip()
        if self._italic and len(text) == 1:
            text = ITALIC.get(text, text)
        self.characters.update(text)
        self._text = ""


def drawn(markup: str) -> set[str]:
    """Return the characters of a formula's MathML that the math font must hold."""
    parser = Drawn()
    parser.feed(markup)
    parser.close()
    return {c for c in parser.characters if not (c.isspace() or by_system_font(c))}


def by_system_font(character: str) -> bool:
    """Chinese text has its own fonts; variation selectors draw nothing."""
    wide = unicodedata.east_asian_width(character) in "WF"
    return wide or unicodedata.name(character, "").startswith("VARIATION SELECTOR")


def formulas_in(text: str) -> list[str]:
    """Find the formulas of a page, leaving out its code."""
    found = FORMULA.finditer(CODE.sub("", text))
    return [PLACEHOLDER.sub("1", match[1] or match[2]) for match in found]


def missing(fonts: list[TTFont], tex: str) -> str:
    markup = LatexToMathML().convert_with_local_state(tex, displaystyle=True)
    return " ".join(
        f"U+{ord(character):04X} {unicodedata.name(character, '')}"
        for character in sorted(drawn(markup))
        if not any(ord(character) in font.getBestCmap() for font in fonts)
    )


@pytest.fixture(scope="module")
def fonts():
    names = ("stix-two-math.woff2", "stix-two-math-rare.woff2")
    with TTFont(FONTS / names[0]) as common, TTFont(FONTS / names[1]) as rare:
        yield [common, rare]


def test_both_subsets_keep_their_math_table(fonts):
    heights = [font["MATH"].table.MathConstants.AxisHeight.Value for font in fonts]
    assert heights[0] == heights[1] > 0


def test_no_character_is_common_and_rare(fonts):
    common, rare = points_of(COMMON), points_of(RARE)
    assert not common & rare
    for points, font in zip((common, rare), fonts, strict=True):
        lacks = points - set(font.getBestCmap())
        drawn = {p for p in lacks if unicodedata.name(chr(p), "")}
        assert not [hex(p) for p in drawn if not by_system_font(chr(p))]


def test_the_style_sheet_says_what_is_rare():
    css = (ROOT / "docs/theme/assets/site.css").read_text("utf-8")
    [face] = [f for f in css.split("@font-face")[1:] if "math-rare" in f]
    [listed] = re.findall(r"unicode-range:([^;]+);", face)
    points = set()
    for item in listed.split(","):
        first, _, last = item.strip().removeprefix("U+").partition("-")
        points.update(range(int(first, 16), int(last or first, 16) + 1))
    assert points == points_of(RARE)


def test_the_subsets_are_small():
    for font in FONTS.glob("*.woff2"):
        assert font.stat().st_size <= 25_000


def test_the_licence_stands_beside_the_fonts(fonts):
    licence = (FONTS / "OFL.txt").read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    for font in fonts:
        assert licence.splitlines()[0] == font["name"].getDebugName(0)


@pytest.mark.parametrize("tex", FORMULAS)
def test_the_font_draws_what_such_a_book_writes(fonts, tex):
    assert not missing(fonts, tex), RENEW


def test_the_font_draws_every_formula_of_the_pages(fonts):
    library = sorted((ROOT / "src/crossentropy").glob("*.py"))  # the reference shows it
    lacks = [
        f"{page.relative_to(ROOT).as_posix()}: ${tex}$ needs {lack}"
        for page in [*sorted((ROOT / "docs").rglob("*.md")), *library]
        for tex in formulas_in(page.read_text("utf-8"))
        if (lack := missing(fonts, tex))
    ]
    assert not lacks, "\n".join([*lacks, RENEW])


@pytest.mark.parametrize(
    ("coverage", "constructions", "characters"),
    [
        ("VertGlyphCoverage", "VertGlyphConstruction", STRETCHED_UP),
        ("HorizGlyphCoverage", "HorizGlyphConstruction", STRETCHED_ALONG),
    ],
)
def test_what_stretches_still_has_its_larger_forms(
    fonts, coverage, constructions, characters
):
    larger = {}
    for font in fonts:
        variants = font["MATH"].table.MathVariants
        glyphs = getattr(getattr(variants, coverage), "glyphs", [])
        made = dict(zip(glyphs, getattr(variants, constructions), strict=True))
        for point, glyph in font.getBestCmap().items():
            larger[chr(point)] = made.get(glyph)
    for character in characters:
        form = larger[character]
        assert form.MathGlyphVariantRecord or form.GlyphAssembly, character


def test_a_lone_letter_is_italic_and_a_word_is_not():
    assert drawn("<math><mi>h</mi><mi>KL</mi></math>") == set("ℎKL")
    assert drawn('<math><mi mathvariant="normal">Σ</mi></math>') == {"Σ"}
    assert drawn("<math><mi>θ</mi><mo>&ApplyFunction;</mo></math>") == set("𝜃\u2061")


def test_formulas_are_found_and_code_is_left_out():
    page = "A $p$ costs \\$5.\n\n```\n$no$\n```\n`$no$`\n\n$$\nx =\n{{ a.b:.3f }}\n$$\n"
    assert formulas_in(page) == ["p", "\nx =\n1\n"]
