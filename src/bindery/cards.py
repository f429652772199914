"""The picture by which messengers and social networks preview a page.

It shows the page's title, the site's name, and its mark: the bill H(P, Q) beside the
two parts that it consists of. A card is kept under a hash of all that can change it.
"""

import io
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import combinations, pairwise, product
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from markupsafe import Markup
from mkdocs.utils.yaml import yaml_load

from bindery.book import log
from bindery.build import CONFIGURATIONS
from bindery.faults import Fault
from bindery.kept import kept, tools
from bindery.labs import labs
from bindery.pages import pages
from bindery.style import PALETTE

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.ft2font import FT2Font
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page

FILE = "card.png"
HERE = Path(__file__).parent
FONTS = {"en": HERE / "fonts/noto-sans.ttf", "zh": HERE / "fonts/noto-sans-sc.ttf"}
MARK = "docs/theme/assets/mark.svg"
ALT = {
    "en": "“{}” in large letters; beside it a bar, the bill H(P, Q), "
    "as high as the bars of H(P) and D together.",
    "zh": "大字标题“{}”；旁边一根条形是账单 H(P, Q)，与叠起来的 H(P) 和 D 一样高。",
}
LABELS = {"q": "H(P, Q)", "p": "H(P)", "d": "D"}
COLOURS = {role: light for role, light, _ in PALETTE.values()}

# In pixels; the mark is drawn in units of its own. A title fills the room that it has.
WIDTH, HEIGHT, MARGIN, UNIT = 1200, 630, 72, 20
ROOM, LARGEST, SMALLEST, LEADING, LINES = 380, 88, 52, 1.24, 4

CLOSING = "，。、；：？！…”’》）"
TOPIC = re.compile(r"(.+?(?:: |：))(.+)")


@dataclass(frozen=True)
class Card:
    """What one page's card shows."""

    root: Path
    lang: str
    file: str  # the page's, for messages
    title: str
    site_name: str

    @property
    def alt(self) -> str:
        """What is to be seen, in the page's language."""
        return ALT[self.lang].format(self.title)

    def png(self) -> bytes:
        """Return the picture, drawn unless it is kept."""
        name = re.sub(r"\W", ".", self.file)
        mark = (self.root / MARK).read_bytes()
        key = (_tools(self.lang), mark, self.title, self.site_name)
        folder = self.root / ".cache/cards"
        return kept(folder, f"{name}.png", key, lambda: draw(self))


@cache
def _tools(lang: str) -> str:
    """Return what all cards of a language depend on."""
    files = [Path(__file__), HERE / "style.py", FONTS[lang]]
    return tools(files, ("jieba", "matplotlib", "pillow"))


def words(root: Path, lang: str) -> Iterator[str]:
    """Yield every text that the cards of a language show."""
    configuration, _ = CONFIGURATIONS[lang]
    with (root / configuration).open(encoding="utf-8") as file:
        yield yaml_load(file)["site_name"]
    yield from LABELS.values()
    found = [*pages(root, lang).values(), *pages(HERE / "example", lang).values()]
    for page in [*found, *(lab.page for lab in labs(root, lang).values())]:
        yield page.section(1)[1]


def for_theme(
    page: "Page", nav: "Navigation", config: "MkDocsConfig", root: Path
) -> dict[str, str | int]:
    """Write a page's card beside it; return what the theme says of it.

    A page that the navigation doesn't list is given the home page's.
    """
    shown = page if page in nav.pages else nav.homepage
    if shown is None:
        return {}
    lang = Path(config.docs_dir).name
    title = Markup(shown.title).striptags()
    file = f"docs/{lang}/{shown.file.src_uri}"
    card = Card(root, lang, file, title, config.site_name)
    if shown is page:
        try:
            picture = card.png()
        except Fault as fault:
            log.error(fault)
            return {}
        place = Path(config.site_dir, page.file.dest_uri).with_name(FILE)
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(picture)
    address = f"{shown.canonical_url}{FILE}"
    return {"address": address, "alt": card.alt, "width": WIDTH, "height": HEIGHT}


def draw(card: Card) -> bytes:
    """Draw a card as PNG; the same card gives the same bytes."""
    import matplotlib
    from matplotlib.figure import Figure
    from PIL import Image

    _check_characters(card)
    with matplotlib.rc_context():
        matplotlib.rcdefaults()
        matplotlib.rcParams["text.hinting"] = "no_hinting"
        figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
        axes = figure.add_axes((0, 0, 1, 1), xlim=(0, WIDTH), ylim=(HEIGHT, 0))
        axes.set_axis_off()
        _draw_stripe(axes)
        left = _draw_mark(axes, card)
        _draw_words(axes, card, left - 2 * MARGIN)
        pixels = io.BytesIO()
        figure.savefig(pixels, format="raw")
    drawn = Image.frombytes("RGBA", (WIDTH, HEIGHT), pixels.getvalue()).convert("RGB")
    palette = Image.new("P", (1, 1))
    palette.putpalette(_blends())
    png = io.BytesIO()
    drawn.quantize(palette=palette, dither=Image.Dither.NONE).save(png, "PNG")
    return png.getvalue()


def _check_characters(card: Card) -> None:
    known = _font(card.lang).get_charmap()
    for what, text in (("title", card.title), ("site's name", card.site_name)):
        for character in text:
            if ord(character) not in known:
                raise Fault(
                    f"{card.file}: the {what} has “{character}” "
                    f"(U+{ord(character):04X}), which the font of its card lacks; "
                    "to add it, run: make font"
                )


def _draw_stripe(axes: "Axes") -> None:
    """Draw above what the header of each page has below."""
    from matplotlib.patches import Rectangle

    third = WIDTH / 3
    for number, role in enumerate("pqd"):
        corner = number * third, 0
        axes.add_patch(Rectangle(corner, third, 12, color=COLOURS[role], lw=0))


def _draw_mark(axes: "Axes", card: Card) -> float:
    """Draw the mark in the lower right corner, labelled; return where it begins."""
    from matplotlib.patches import FancyBboxPatch

    boxes = {
        rect.get("style", "").partition("--fig-")[2][:1]: [
            float(rect.get(name, 0)) * UNIT
            for name in ("x", "y", "width", "height", "rx")
        ]
        for rect in etree.parse(card.root / MARK).getroot()
    }
    right = WIDTH - MARGIN - max(x + width for x, _, width, _, _ in boxes.values())
    down = HEIGHT - MARGIN - max(y + height for _, y, _, height, _ in boxes.values())
    for role, (x, y, width, height, radius) in boxes.items():
        corner, rounded = (right + x, down + y), f"round, pad=0, rounding_size={radius}"
        box = FancyBboxPatch(corner, width, height, rounded, color=COLOURS[role], lw=0)
        axes.add_patch(box)
        place = right + x + width / 2, down + y + height - UNIT
        _write(axes, card, place, LABELS[role], 30, "bg", "center")
    return right + min(x for x, *_ in boxes.values())


def _draw_words(axes: "Axes", card: Card, width: float) -> None:
    """Draw the site's name above, and the title from the margin up."""
    _write(axes, card, (MARGIN, MARGIN + 40), card.site_name, 40, "muted")
    size, lines = in_lines(card, width)
    for number, (line, role) in enumerate(reversed(lines)):
        place = MARGIN, HEIGHT - MARGIN - number * size * LEADING
        _write(axes, card, place, line, size, role)


def _write(
    axes: "Axes",
    card: Card,
    place: tuple[float, float],
    text: str,
    size: float,
    role: str,
    align: Literal["left", "center"] = "left",
) -> None:
    axes.text(
        *place,
        text,
        font=FONTS[card.lang],
        size=size * 72 / 100,  # in points
        color=COLOURS[role],
        ha=align,
        parse_math=False,
    )


def in_lines(card: Card, width: float) -> tuple[float, list[tuple[str, str]]]:
    """Return the size at which a title stands in a width, and its lines with colours.

    Behind a colon a new line begins. Otherwise it is broken so that it is large, where
    a line more has to make it larger by a fifth, and in lines of about one length.
    """
    match = TOPIC.fullmatch(card.title)
    parts = [(match[1], "p"), (match[2], "fg")] if match else [(card.title, "fg")]
    for pieces in PIECES[card.lang]:
        choices = []
        for chosen in product(*(_broken(pieces(text), role) for text, role in parts)):
            lines = [line for part in chosen for line in part]
            widths = [_width(line, card.lang) for line, _ in lines]
            high = ROOM / LEADING / len(lines)
            size = min(LARGEST, high, width / max(widths))
            uneven = sum(width**2 for width in widths)
            if len(lines) <= LINES and size >= SMALLEST:
                choices.append((-size / 1.2 ** len(lines), uneven, size, lines))
        if choices:
            *_, size, lines = min(choices)
            return size, lines
    raise Fault(
        f"{card.file}: the title “{card.title}” is too long for its card; shorten it"
    )


def _english_words(text: str) -> list[str]:
    """Return the words, an article with its noun."""
    return re.findall(r"(?:(?:[Aa]n?|[Tt]he) )*\S+\s*", text)


def _clauses(text: str) -> list[str]:
    return re.findall(rf".+?(?:[{CLOSING}]+|$)", text)


def _chinese_words(text: str) -> list[str]:
    """Return the words, a mark with the word that it belongs to."""
    import jieba  # type: ignore[import-untyped]

    words = "\0".join(jieba.cut(text))
    return re.sub(rf"\0(?=[{CLOSING}\s])|(?<=[“‘《（])\0", "", words).split("\0")


# Where a title may be broken: in Chinese behind a mark, inside of a clause only if it
# is too long for a line.
PIECES = {"en": [_english_words], "zh": [_clauses, _chinese_words]}


def _broken(pieces: list[str], role: str) -> Iterator[list[tuple[str, str]]]:
    """Yield the ways to break a text into lines, each with its colour.

    No line has a single character, with or without a mark behind it.
    """
    for number in range(min(LINES, len(pieces))):
        for cuts in combinations(range(1, len(pieces)), number):
            ends = pairwise([0, *cuts, len(pieces)])
            lines = ["".join(pieces[begin:end]).strip() for begin, end in ends]
            if not cuts or min(map(len, lines)) > 2:
                yield [(line, role) for line in lines]


@cache
def _font(lang: str) -> "FT2Font":
    from matplotlib.ft2font import FT2Font

    font = FT2Font(str(FONTS[lang]))
    font.set_size(100, 72)
    return font


@cache
def _width(text: str, lang: str) -> float:
    """Return how many times as wide as its size a text is."""
    from matplotlib.ft2font import LoadFlags

    font = _font(lang)
    font.set_text(text, flags=LoadFlags.NO_HINTING)
    return font.get_width_height()[0] / 64 / 100


@cache
def _blends() -> list[int]:
    """Return the colours of a card: from white to each of its own."""
    return [
        round(255 - (255 - value) * step / 16)
        for role in ("fg", "muted", *LABELS)
        for step in range(17)
        for value in bytes.fromhex(COLOURS[role][1:])
    ]
