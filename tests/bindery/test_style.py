import base64
import io
import itertools
import re
import subprocess
import sys
import xml.etree.ElementTree as etree
from inspect import getsource
from pathlib import Path

import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pytest
from PIL import Image

from bindery import style

ROOT = Path(__file__).resolve().parents[2]

IMPORTS = "import sys; import matplotlib.pyplot as plt; from bindery import style\n"


def draw():
    style.apply()
    fig, ax = plt.subplots()
    for n in range(4):
        ax.plot([0, 1], [n, 1 / 3], f"C{n}o-", label=f"{n} bits")
    ax.fill_between([0, 1], [0, 0.123456789], color="C0", alpha=0.3, hatch="//")
    ax.imshow([[0, 1], [1, 0]], cmap="gray", extent=(0, 1, 0, 1))
    ax.text(0.5, 0.5, "p < 0.123456789 & so on", color="black", rotation=30)
    ax.grid()
    ax.legend()
    svg = style.to_svg(fig, "page-curve-")
    plt.close(fig)
    return svg


@pytest.fixture(autouse=True)
def own_settings():
    with mpl.rc_context():
        yield
    plt.close("all")


@pytest.fixture(scope="module")
def svg():
    with mpl.rc_context():
        return draw()


def test_the_same_bytes_twice_and_in_another_process(svg):
    assert draw() == svg
    code = f"{IMPORTS}{getsource(draw)}sys.stdout.buffer.write(draw().encode())"
    other = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert other.stdout.decode() == svg


def test_it_stands_in_a_page(svg):
    root = etree.fromstring(svg.replace("xlink:href", "href"))
    left, top, width, height = map(float, root.get("viewBox").split())
    assert (left, top) == (0, 0)
    assert (float(root.get("width")), float(root.get("height"))) == (width, height)
    assert not re.search(r"<metadata|<style|<!--|<\?xml|<!DOCTYPE|font-family", svg)


def test_ids_are_the_figures_own_and_none_is_idle(svg):
    ids = re.findall(r' id="([^"]+)"', svg)
    used = re.findall(r'(?:url\(#|href="#)([^")]+)', svg)
    assert ids
    assert len(ids) == len(set(ids))
    assert set(ids) == set(used)
    assert all(name.startswith("page-curve-") for name in ids)


def test_colours_are_the_pages(svg):
    assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!\))", re.sub(r'"#[^"]*"', "", svg))
    roles = {role for role, _, _ in style.PALETTE.values()}
    assert set(re.findall(r"var\(--fig-(\w+)\)", svg)) == roles - {"bg"}


def test_a_foreign_colour_is_named():
    style.apply()
    fig, ax = plt.subplots()
    ax.plot([0, 1], color="#123456")
    ax.text(0, 0, "x", color="red")
    with pytest.raises(ValueError, match="the figure uses #123456, #ff0000, which the"):
        style.to_svg(fig, "x-")


def test_text_stays_text_to_its_last_digit(svg):
    texts = ["".join(t.itertext()) for t in etree_texts(svg)]
    assert "p < 0.123456789 & so on" in texts
    assert {"0 bits", "1 bits", "2 bits", "3 bits"} <= set(texts)


def etree_texts(svg):
    root = etree.fromstring(svg.replace("xlink:href", "href"))
    return [element for element in root.iter() if element.tag.endswith("text")]


def test_coordinates_are_cut_to_hundredths(svg):
    tags = "".join(re.findall(r"<[^>]+>", re.sub(r'href="data:[^"]*"', "", svg)))
    assert re.search(r"\d\.\d\d", tags)
    assert not re.search(r"\d\.\d{3}", tags)


def pictures(fig):
    """Return each picture in a figure, opened, and how many bytes it takes."""
    found = re.findall(r'href="data:image/\w+;base64,([^"]+)"', style.to_svg(fig, "x-"))
    data = [base64.b64decode(text) for text in found]
    return [(Image.open(io.BytesIO(picture)), len(picture)) for picture in data]


def photograph():
    """A picture as smooth and as full of colours as a sky."""
    down, across = np.mgrid[0:120, 0:180]
    return np.stack([down * 2, across, 255 - down - across // 2], -1).astype(np.uint8)


def test_a_photograph_is_embedded_small_and_whole():
    style.apply()
    fig, ax = plt.subplots()
    ax.imshow(photograph(), interpolation="none")
    [(shown, size)] = pictures(fig)
    assert (shown.format, shown.size) == ("WEBP", (180, 120))
    off = np.abs(np.asarray(shown.convert("RGB"), int) - photograph())
    assert off.mean() < 3
    assert size < photograph().size / 20


def test_what_was_drawn_stays_as_it_is():
    style.apply()
    fig, axes = plt.subplots(1, 2)
    axes[0].imshow(photograph()[..., 0], cmap="gray", interpolation="none")
    veiled = np.dstack([photograph(), np.full((120, 180), 128, np.uint8)])
    axes[1].imshow(veiled, interpolation="none")
    (gray, _), (through, _) = pictures(fig)
    assert (gray.format, through.format) == ("PNG", "PNG")
    assert len(np.unique(gray.convert("L"))) == 120
    assert np.array_equal(through, veiled)


def test_a_figure_of_its_own_has_real_colours(svg):
    whole = style.with_real_colours(svg)
    root = etree.fromstring(whole)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "var(" not in whole
    used = set(re.findall(r"#[0-9a-f]{6}\b", re.sub(r"[(\"]#[^)\"]*", "", whole)))
    assert used == {light for _, light, _ in style.PALETTE.values()}


def test_settings_from_elsewhere_do_not_count(svg):
    mpl.rcParams["lines.linewidth"] = 9
    mpl.rcParams["font.size"] = 30
    assert draw() == svg


# The palette: what the style sheet says, and what eyes can tell apart.

LIGHT, DARK = (
    {role: shades[scheme] for role, *shades in style.PALETTE.values()}
    for scheme in (0, 1)
)
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])


def declared(text):
    return dict(re.findall(r"--fig-(\w+):\s*(#[0-9a-f]+)", text))


def test_the_style_sheet_declares_the_palette():
    sheet = (ROOT / "docs/theme/assets/site.css").read_text("utf-8")
    rules = re.findall(r"([^{}]+)\{([^{}]*--fig-\w+:[^{}]*)\}", sheet)
    selectors = [selector.split("*/")[-1].strip() for selector, _ in rules]
    own_colours = "[data-md-color-scheme]"  # of a reader who has the system's forced
    assert selectors == [":root", '[data-md-color-scheme="slate"]', own_colours]
    assert [declared(body) for _, body in rules[:2]] == [LIGHT, DARK]


@pytest.mark.parametrize("sheet", sorted((ROOT / "docs/theme").rglob("*.css")))
def test_each_block_of_a_sheet_is_closed(sheet):
    """Browsers read on in silence where one is not."""
    text = re.sub(r"/\*.*?\*/|\"[^\"]*\"", "", sheet.read_text("utf-8"), flags=re.S)
    assert text.count("{") == text.count("}")


def linear(colour):
    channels = np.array([int(colour[n : n + 2], 16) for n in (1, 3, 5)]) / 255
    low = channels <= 0.04045
    return np.where(low, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def contrast(one, other):
    """WCAG 2's ratio of relative luminances."""
    light, dark = sorted(
        (np.dot([0.2126, 0.7152, 0.0722], linear(c)) for c in (one, other)),
        reverse=True,
    )
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_wcags():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@SCHEMES
@pytest.mark.parametrize("role", ["p", "q", "d", "e", "fg", "muted"])
def test_text_can_be_read(scheme, role):
    assert contrast(scheme[role], scheme["bg"]) >= 4.5


# Machado, Oliveira and Fernandes 2009, severity 1, on linear RGB.
SIGHT = {
    "full": np.eye(3),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
}
TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
# A difference of 2.3 can just be noticed side by side (Mahy 1994). Thin lines stand
# apart and on no common ground, so we ask for eight times as much.
APART = 8 * 2.3


def lab(colour, sight):
    seen = np.clip(SIGHT[sight] @ linear(colour), 0, 1)
    ratio = TO_XYZ @ seen / TO_XYZ.sum(axis=1)
    small = ratio <= (6 / 29) ** 3
    f = np.where(small, ratio * (29 / 6) ** 2 / 3 + 4 / 29, np.cbrt(ratio))
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_lab_is_cies():
    assert lab("#ffffff", "full") == pytest.approx([100, 0, 0], abs=0.01)
    assert lab("#ff0000", "full") == pytest.approx([53.24, 80.09, 67.20], abs=0.02)


@SCHEMES
@pytest.mark.parametrize("sight", SIGHT)
@pytest.mark.parametrize(("one", "other"), [*itertools.combinations("pqde", 2)])
def test_no_two_colours_look_alike(scheme, sight, one, other):
    distance = np.linalg.norm(lab(scheme[one], sight) - lab(scheme[other], sight))
    assert distance >= APART


def walked(path):
    """Return where a path's commands lead, each by its letter, as SVG defines them."""
    x = y = 0.0
    start = (x, y)
    for letter, numbers in re.findall(r"([a-zA-Z])([^a-zA-Z]*)", path):
        steps = [float(n) for n in re.findall(r"-?(?:\d+\.?\d*|\.\d+)", numbers)]
        relative = letter.islower()
        if letter in "zZ":
            x, y = start
        elif letter in "hH":
            x = steps[0] + x * relative
        elif letter in "vV":
            y = steps[0] + y * relative
        else:
            points = list(zip(steps[::2], steps[1::2], strict=True))
            places = [(a + x * relative, b + y * relative) for a, b in points]
            x, y = places[-1]
            if letter in "mM":
                start = x, y
            yield letter.upper(), [(round(a, 4), round(b, 4)) for a, b in places]
            continue
        yield ("Z" if letter in "zZ" else "L"), [(round(x, 4), round(y, 4))]


def test_a_path_in_steps_leads_where_matplotlib_drew_it(monkeypatch):
    def paths():
        return re.findall(r' d="([^"]+)"', draw())

    steps = paths()
    monkeypatch.setattr(style, "LONGEST", 10**6)
    places = paths()
    long = [old != new for old, new in zip(places, steps, strict=True)]
    assert any(long)
    assert not all(long)
    for old, new in zip(places, steps, strict=True):
        there, here = list(walked(old)), list(walked(new))
        assert [letter for letter, _ in here] == [letter for letter, _ in there]
        far = np.subtract(
            [place for _, points in here for place in points],
            [place for _, points in there for place in points],
        )
        assert np.abs(far).max() <= 0.05 + 1e-9
        assert len(new) <= len(old)


def scattered():
    """Return a figure with marks of all kinds, and what matplotlib writes of it."""
    style.apply()
    fig, ax = plt.subplots()
    ax.plot([0, 1, 2], [0, 0.3, 1], "C0o-", alpha=0.5)
    ax.plot([0, 1, 2], [1, 0.4, 0], "C1^", markeredgecolor="black")
    across = np.linspace(0, 2, 12)
    ax.scatter(across, across**2, color=["C0", "C1", "C2"] * 4, marker="s")
    ax.bar([0, 1], [0.2, 0.3], color="lightgray", hatch="//")
    ax.tick_params(axis="y", length=0)  # of a tick like this an empty group is left
    buffer = io.StringIO()
    fig.savefig(buffer, format="svg")
    return fig, buffer.getvalue()


def drawn(svg):
    """Yield what a browser draws of an SVG, in order: each path's points and style."""
    root = etree.fromstring(re.sub(r' xmlns="[^"]*"|(?<=[</ ])\w+:(?=\w)', "", svg))
    parents = {child: parent for parent in root.iter() for child in parent}

    def above(element):
        parent = parents.get(element)
        return [] if parent is None else [parent, *above(parent)]

    named = {e.get("id"): e for e in root.iter("path") if e.get("id")}
    for element in root.iter():
        around = above(element)
        if element.tag not in ("path", "use") or any(e.tag == "defs" for e in around):
            continue
        path = named[element.get("href")[1:]] if element.tag == "use" else element
        off = [float(element.get(side, 0)) for side in "xy"]
        styles = [e.get("style", "") for e in dict.fromkeys((element, path))]
        places = [place for _, points in walked(path.get("d")) for place in points]
        look = dict(re.findall(r"([\w-]+): ([^;]+)", "; ".join(styles)))
        look["clips"] = sum("clip-path" in e.attrib for e in (element, *around))
        yield np.add(places, off), look


def test_every_mark_stands_where_matplotlib_puts_it_and_looks_as_it_does():
    fig, raw = scattered()
    ours = list(drawn(style.to_svg(fig, "")))
    theirs = list(drawn(style._own_colours(raw[raw.index("<svg") :])))
    assert len(ours) == len(theirs) > 12 + 3 + 3
    for (here, look), (there, their_look) in zip(ours, theirs, strict=True):
        assert np.abs(here - there).max() < 0.1
        assert look == their_look


def test_no_element_is_idle():
    fig, raw = scattered()
    svg = style.to_svg(fig, "x-")
    assert "<use " in raw
    assert re.search("<g [^>]*/>", raw)
    assert not re.search(r"<use |<g>|<g[^>]*/>|<defs>\s*</defs>", svg)
    clip = re.search(r'<g clip-path="[^"]+">', svg)[0]
    assert svg.count(clip) == 3  # one for each series of marks
    assert svg.count("<g ") == svg.count("</g>") == 3


def test_steps_are_written_as_short_as_svg_reads_them():
    path = "M 9 20 L 9.5 20 L 9.52 21 Q 1 2 3 4 L 3 4 C 1 2 3 4 5 6.3 L 4 5.5 z M 5 5"
    written = "m9 20h.5v1q-8.5-19-6.5-17v0c-2-2 0 0 2 2.3l-1-.8zm-4-15"
    assert re.sub(".+", style._in_steps, path) == written
    frame = "M 0 216 L 360 216 L 360 0 L 0 0 z"
    assert re.sub(".+", style._in_steps, frame) == frame
