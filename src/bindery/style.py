"""One look for every figure: matplotlib's settings, and SVG that follows the page.

Snippets name ordinary colours, so that run alone they show ordinary figures.
Here each becomes a CSS variable, and one SVG serves the light and the dark scheme.
"""

import base64
import io
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# matplotlib's colour -> (its role, light, dark).  P, Q and D keep theirs all over the
# site.  Any two stay apart for colour-blind readers, and each can be read as text on
# its page: the tests measure both.
PALETTE = {
    "#1f77b4": ("p", "#0b5cad", "#7cb8ff"),  # C0
    "#ff7f0e": ("q", "#b4500b", "#ffa95c"),  # C1
    "#2ca02c": ("d", "#66102f", "#e5638a"),  # C2
    "#d62728": ("e", "#22767a", "#86f0e0"),  # C3
    "#000000": ("fg", "#20242c", "#e4e7ee"),  # black
    "#808080": ("muted", "#5c6470", "#a4acba"),  # gray
    "#d3d3d3": ("grid", "#dfe3e9", "#3a404d"),  # lightgray
    "#ffffff": ("bg", "#ffffff", "#16191f"),  # white
}

_MARK = re.compile(r'<path id="([^"]+)" d="([^"]+)"(?: style="([^"]*)")?/>')
_USE = re.compile(
    r'<use xlink:href="#(?P<name>[^"]+)" x="(?P<x>[^"]+)" y="(?P<y>[^"]+)"'
    r'(?: style="(?P<style>[^"]*)")?/>'
)
_STYLE = re.compile(r"([\w-]+): ([^;]+)")
_GROUP = re.compile(r"</?g\b[^>]*>")
# Groups in a row that are clipped alike, each with one path.
_CLIPPED = re.compile(
    r'(<g clip-path="[^"]*">)\s*<path [^>]*/>\s*</g>'
    r"(?:\s*\1\s*<path [^>]*/>\s*</g>)+"
)
# Commands that a path may hold to be written as matplotlib does.
LONGEST = 6

RC = {
    "svg.fonttype": "none",
    "svg.hashsalt": "cross-entropy, executed",
    "figure.figsize": (5.0, 3.0),
    "figure.constrained_layout.use": True,
    "savefig.transparent": True,
    "font.family": "DejaVu Sans",
    "font.size": 11.0,
    "axes.titlesize": 11.0,
    "axes.titlelocation": "left",
    "axes.titlepad": 8.0,
    "axes.labelsize": 11.0,
    "axes.labelcolor": "gray",
    "axes.edgecolor": "gray",
    "axes.linewidth": 0.8,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "axes.unicode_minus": True,
    "xtick.color": "gray",
    "ytick.color": "gray",
    "xtick.labelsize": 10.0,
    "ytick.labelsize": 10.0,
    "xtick.major.size": 3.0,
    "ytick.major.size": 3.0,
    "grid.color": "lightgray",
    "grid.linewidth": 0.8,
    "legend.frameon": False,
    "lines.linewidth": 2.0,
    "lines.solid_capstyle": "round",
    "hatch.linewidth": 0.8,
}


def apply() -> None:
    """Give matplotlib the site's style, whatever it had before."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcdefaults()
    matplotlib.rcParams.update(RC)  # type: ignore[arg-type]


def to_svg(figure: "Figure", prefix: str) -> str:
    """Return the figure as SVG to stand inside a page.

    Text stays text, colours are CSS variables, ids begin with the prefix.
    """
    buffer = io.StringIO()
    metadata = dict.fromkeys(["Date", "Creator", "Format", "Type"])
    figure.savefig(buffer, format="svg", metadata=metadata)
    svg = buffer.getvalue()
    svg = svg[svg.index("<svg") :]
    for noise in (
        r"<metadata>.*?</metadata>",
        r"<!--.*?-->",
        r"<style[^>]*>.*?</style>",
    ):
        svg = re.sub(noise, "", svg, flags=re.DOTALL)
    svg = _own_ids(svg, prefix)
    svg = _own_colours(svg)
    svg = re.sub(r"<[^>]+>", _cut, svg)
    svg = _in_place(svg)
    svg = re.sub(r'(?<= d=")[^"]+', _in_steps, svg)
    svg = _without_idle_groups(svg)
    svg = re.sub(r"<defs>\s*</defs>", "", svg)
    svg = re.sub(r"data:image/png;base64,([^\"]+)", _small, svg)
    # The family comes from the page; DejaVu Sans only measured the text.
    svg = re.sub(r"; font-family: [^;\"]*", "", svg)
    svg = re.sub(r' transform="rotate\(-?0 [^"]*"', "", svg)
    svg = re.sub(
        r'<svg [^>]*viewBox="0 0 ([\d.]+) ([\d.]+)"[^>]*>',
        r'<svg viewBox="0 0 \1 \2" width="\1" height="\2" '
        r'style="fill: var(--fig-fg)">',
        svg,
        count=1,
    )
    return re.sub(r"\s*\n\s*", "\n", svg).strip()


def with_real_colours(svg: str) -> str:
    """Return a figure to stand on its own: light colours on a white ground."""
    for role, light, _ in PALETTE.values():
        svg = svg.replace(f"var(--fig-{role})", light)
    head, _, body = svg.partition(">")
    return (
        head.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg" '
                     'xmlns:xlink="http://www.w3.org/1999/xlink" '
                     'font-family="system-ui, sans-serif"', 1)
        + '><rect width="100%" height="100%" style="fill: #ffffff"/>'
        + body
        + "\n"
    )  # fmt: skip


def _own_ids(svg: str, prefix: str) -> str:
    """Drop the ids that nothing points at; begin the others with the prefix."""
    used = set(re.findall(r'(?:url\(#|href="#)([^")]+)', svg))

    def rename(match: re.Match[str]) -> str:
        return f' id="{prefix}{match[1]}"' if match[1] in used else ""

    svg = re.sub(r' id="([^"]+)"', rename, svg)
    return re.sub(r'(url\(#|href="#)', rf"\g<1>{prefix}", svg)


def _own_colours(svg: str) -> str:
    for colour, (role, _, _) in PALETTE.items():
        svg = svg.replace(colour, f"var(--fig-{role})")
    if foreign := sorted(set(re.findall(r"#[0-9a-f]{6}\b", svg))):
        raise ValueError(
            f"the figure uses {', '.join(foreign)}, which the site's palette lacks; "
            "use C0 (P), C1 (Q), C2 (D), C3, black, gray, lightgray or white, "
            'with an alpha where a lighter one is needed: ("C0", 0.3)'
        )
    return svg


def _in_place(svg: str) -> str:
    """Draw each mark where it stands; browsers copy anew what is used once more."""
    marks = {name: (_steps(d, 100), style) for name, d, style in _MARK.findall(svg)}

    def draw(use: re.Match[str]) -> str:
        if use["name"] not in marks:
            return use[0]
        steps, style = marks[use["name"]]
        styles = dict(_STYLE.findall(f"{use['style'] or ''}; {style}"))
        written = "; ".join(f"{name}: {value}" for name, value in styles.items())
        drawn = f'<path d="{_moved(steps, float(use["x"]), float(use["y"]))}"'
        return drawn + (f' style="{written}"/>' if written else "/>")

    svg = _USE.sub(draw, svg)
    return _MARK.sub(lambda mark: mark[0] if f"#{mark[1]}" in svg else "", svg)


def _moved(steps: str, x: float, y: float) -> str:
    def move(start: re.Match[str]) -> str:
        return f"m{float(start[1]) + x:.2f} {float(start[2]) + y:.2f}"

    return re.sub(r"^m(-?[\d.]+) ?(-?[\d.]+)", move, steps)


def _without_idle_groups(svg: str) -> str:
    """Leave out the groups that say nothing, and join those that say the same."""
    is_kept: list[bool] = []  # of each group that is open

    def group(tag: re.Match[str]) -> str:
        if tag[0].endswith("/>"):
            return ""  # it is empty
        if tag[0] != "</g>":
            is_kept.append(tag[0] != "<g>")
            return tag[0] if is_kept[-1] else ""
        return tag[0] if is_kept.pop() else ""

    svg = _GROUP.sub(group, svg)
    return _CLIPPED.sub(lambda run: f"{run[1]}{_GROUP.sub('', run[0])}</g>", svg)


def _small(picture: re.Match[str]) -> str:
    """Embed a photograph as WebP, in a small part of its bytes.

    What was drawn has few colours or lets the page through; it stays as sharp as it is.
    """
    from PIL import Image

    image = Image.open(io.BytesIO(base64.b64decode(picture[1])))
    opaque = set(image.convert("RGBA").getchannel("A").tobytes()) == {255}
    if image.getcolors(256) or not opaque:
        return picture[0]
    buffer = io.BytesIO()
    image.convert("RGB").save(buffer, "WEBP", quality=25, method=6)
    return "data:image/webp;base64," + base64.b64encode(buffer.getvalue()).decode()


def _cut(tag: re.Match[str]) -> str:
    """Cut the numbers inside a tag to hundredths; the text between stays exact."""
    return re.sub(r"(-?\d+\.\d\d)\d+", r"\1", tag[0])


def _in_steps(path: re.Match[str]) -> str:
    """Write a long path in steps of whole tenths, which are shorter than places.

    A short one, such as a frame or a bar, keeps the places that explorables read.
    """
    is_long = len(re.findall("[MLQCz]", path[0])) > LONGEST
    return _steps(path[0], 10) if is_long else path[0]


def _steps(d: str, parts: int) -> str:
    """Write a path in steps of whole parts of a unit."""
    at = start = (0, 0)
    written = []
    for command, numbers in re.findall(r"([MLQCz])([^MLQCz]*)", d):
        whole = [round(parts * float(number)) for number in numbers.split()]
        points = list(zip(whole[::2], whole[1::2], strict=True))
        x, y = at
        at = points[-1] if points else start
        if command == "M":
            start = at
        steps = [n for point in points for n in (point[0] - x, point[1] - y)]
        if command == "L" and 0 in steps:
            command, steps = ("V", steps[1:]) if steps[0] == 0 else ("H", steps[:1])
        written.append(command.lower() + " ".join(f"{n / parts:g}" for n in steps))
    return re.sub(r"(?<![\d.])0\.| (?=-)", lambda m: m[0].strip(" 0"), "".join(written))
