"""The cards by which previews show a page."""

import dataclasses
import io
import re
from pathlib import Path
from types import SimpleNamespace

import pytest
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from bindery import cards
from bindery.cards import Card, draw, for_theme, in_lines
from bindery.faults import Fault
from bindery.font import FONTS

ROOT = Path(__file__).resolve().parents[2]
HOME = "https://example.org/book/"
NAMES = {"en": "Cross-Entropy, Executed", "zh": "交叉熵，算给你看"}
CARDS = ["card.png", "page/card.png", "zh/card.png", "zh/page/card.png"]
RENEW = "run `make font`"
CLOSING = "，。、；：？！”》）"


@pytest.fixture
def addressed(site):
    """The tiny site, which knows its address and has a mark."""
    site.append("mkdocs.yml", f"site_url: {HOME}")
    site.append("mkdocs.zh.yml", f"site_url: {HOME}zh/")
    site.write("CHANGELOG.md", "# Changelog\n\n## Unreleased\n\n- A page.\n")
    site.replace("docs/zh/index.md", "# 首页", "# 记号")
    site.write(cards.MARK, (ROOT / cards.MARK).read_text("utf-8"))
    return site


def kept(site):
    """When each of the cards that the cache keeps was drawn, by its page and hash.

    The languages are built by processes of their own, so calls are not counted.
    """
    files = (site.root / ".cache/cards").glob("*.png")
    return {file.name: file.stat().st_mtime_ns for file in files}


def pictures(site):
    """The site's cards with their bytes."""
    found = {name.removeprefix("site/"): data for name, data in site.built().items()}
    return {name: data for name, data in found.items() if name.endswith(".png")}


def card(title, lang="en", root=ROOT):
    return Card(root, lang, f"docs/{lang}/page.md", title, NAMES[lang])


def broken(title, lang):
    size, lines = in_lines(card(title, lang), 700)
    assert size <= 88
    return [line for line, _ in lines]


def test_each_page_of_the_navigation_has_a_card(addressed):
    assert addressed.build()
    assert sorted(pictures(addressed)) == CARDS
    assert len(kept(addressed)) == 4
    assert len(set(pictures(addressed).values())) == 4  # the sites' names differ


def test_without_an_address_there_is_none(site):
    assert site.build()
    assert not pictures(site)
    assert not kept(site)


def test_only_a_card_that_changed_is_drawn_again(addressed):
    assert addressed.build()
    before, first = pictures(addressed), kept(addressed)
    assert addressed.build()
    assert kept(addressed) == first
    assert pictures(addressed) == before
    addressed.replace("docs/en/page.md", "# A page", "# A bit")
    assert addressed.build()
    [(name, _)] = kept(addressed).items() - first.items()
    assert name.startswith("docs.en.page.md-")
    changed = {
        name for name, data in pictures(addressed).items() if data != before[name]
    }
    assert changed == {"page/card.png"}
    assert len(kept(addressed)) == 4  # what was superseded is gone


def test_another_mark_draws_every_card_again(addressed):
    assert addressed.build()
    first = kept(addressed)
    addressed.replace(cards.MARK, 'rx="1"', 'rx="2"')
    assert addressed.build()
    assert len(kept(addressed).keys() - first.keys()) == 4


def test_the_same_card_gives_the_same_bytes():
    assert draw(card("A page")) == draw(card("A page"))


def test_a_title_is_read_without_its_markup(addressed, monkeypatch):
    drawn = []

    def noting(card):  # English is built by this very process
        drawn.append(card.title)
        return draw(card)

    monkeypatch.setattr(cards, "draw", noting)
    addressed.replace("docs/en/page.md", "# A page", "# A *page* with `code` and $p$")
    assert addressed.build()
    assert "A page with code and p" in drawn


def test_a_character_that_the_font_lacks(addressed):
    assert addressed.build()
    addressed.replace("docs/zh/index.md", "# 记号", "# 龘")
    addressed.replace("docs/en/index.md", "# Home", "# Home ∎")
    assert addressed.errors() == [
        "docs/en/index.md: the title has “∎” (U+220E), which the font of its card "
        "lacks; to add it, run: make font",
        "docs/zh/index.md: the title has “龘” (U+9F98), which the font of its card "
        "lacks; to add it, run: make font",
    ]


def test_a_title_is_drawn_as_it_is_measured_and_dollars_are_no_formula():
    title = "$1 or $2"
    picture = Image.open(io.BytesIO(draw(card(title)))).convert("RGB")
    words = picture.crop((0, 450, 840, 630)).convert("L").point(lambda v: 255 - v)
    left, _, right, _ = words.getbbox()
    with TTFont(cards.FONTS["en"]) as font:
        glyphs = [font.getBestCmap()[ord(character)] for character in title]
        advance = sum(font["hmtx"][glyph][0] for glyph in glyphs) / 1000
    assert right - left == pytest.approx(88 * advance, abs=12)


def test_a_site_name_that_the_font_lacks():
    told = "docs/en/page.md: the site's name has “叉”"
    with pytest.raises(Fault, match=re.escape(told)):
        draw(dataclasses.replace(card("A page"), site_name="A 叉"))


def test_a_title_that_is_too_long():
    title = "Word upon word, " * 9 + "and no end"
    told = f"docs/en/page.md: the title “{title}” is too long for its card; shorten it"
    with pytest.raises(Fault, match=re.escape(told)):
        draw(card(title))


def test_a_site_without_a_home_page_has_no_card_to_share():
    nav = SimpleNamespace(pages=[], homepage=None)
    assert for_theme(None, nav, None, ROOT) == {}


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("en", "Glossary"),
        ("en", "A colon: / here"),
        ("en", "One at 12:30"),
        ("en", "The bookmaker’s / belief?"),
        ("zh", "记号"),
        ("zh", "熵： / 多少？"),
        ("zh", "数据： / 谁是 P，谁是 Q？"),
        ("zh", "中国胜法国， / 是多大的新闻？"),
        # Neither is a word broken, nor does a mark or the last character stand alone.
        ("zh", "你给一个网络的 / 函数速查表在哪里"),
        ("zh", "你给一个网络的 / 函数速查表在哪，看"),
    ],
)
def test_where_a_title_is_broken(lang, lines):
    title = lines.replace(" / ", " " if lang == "en" else "")
    assert " / ".join(broken(title, lang)) == lines


@settings(max_examples=50, deadline=None)
@given(st.text("一不个中什从代是的 P" + CLOSING, min_size=3, max_size=20))
def test_a_line_begins_with_no_mark_and_is_no_single_character(title):
    title = " ".join(f"中国{title}中国".split())
    title = re.sub(rf" (?=[{CLOSING}])", "", title)  # as none is written
    lines = broken(title, "zh")
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    topic = re.match(".+?：", title)
    for line in lines:
        assert line[0] not in CLOSING or title.startswith(line) or topic
        assert len(line) > 1


def test_the_bill_is_as_high_as_its_parts():
    picture = Image.open(io.BytesIO(draw(card("A page")))).convert("RGB")
    roles = {tuple(bytes.fromhex(cards.COLOURS[role][1:])): role for role in "pqd"}
    columns = {}
    for x in (870, 1030):  # left of the labels
        column = [roles.get(picture.getpixel((x, y))) for y in range(20, 630)]
        columns[x] = column
    bill, parts = ([role for role in x if role] for x in columns.values())
    assert set(bill) == {"q"}
    assert sorted(set(parts)) == ["d", "p"]
    assert parts.index("p") == parts.count("d")  # D stands on P
    ends = [
        [at for at, role in enumerate(column) if role] for column in columns.values()
    ]
    assert ends[0][0] == ends[1][0]
    assert ends[0][-1] == ends[1][-1]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_font_has_what_titles_are_written_with(lang):
    pages = [
        *(ROOT / "docs" / lang).rglob("*.md"),
        *(ROOT / "docs" / lang).rglob("*.py"),
    ]
    pages += (ROOT / "src/bindery/example/docs" / lang).glob("*.md")
    titles = [
        re.search(r"(?m)^(?:# )?# (.+) \{ #", p.read_text("utf-8"))[1] for p in pages
    ]
    configuration = {"en": "mkdocs.yml", "zh": "mkdocs.zh.yml"}[lang]
    named = re.search(
        r"(?m)^site_name: (.+)$", (ROOT / configuration).read_text("utf-8")
    )
    assert named[1] == NAMES[lang]
    with TTFont(cards.FONTS[lang]) as font:
        known = font.getBestCmap()
    needed = {c for text in [*titles, named[1], "H(P, Q)D"] for c in text}
    assert not {c for c in needed if ord(c) not in known}, RENEW


@pytest.mark.parametrize("font", FONTS[1:], ids=lambda font: font.target.stem)
def test_a_font_holds_what_its_command_would_write(font, tmp_path):
    with TTFont(font.target) as held:
        points = set(held.getBestCmap())
        copyright = held["name"].getDebugName(0)
    again = tmp_path / font.target.name
    dataclasses.replace(font, needed=lambda: points).shrink(font.target, again)
    assert again.read_bytes() == font.target.read_bytes()
    assert font.target.stat().st_size < 100_000
    assert copyright
    licence = font.target.with_name(font.licence).read_text("utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
