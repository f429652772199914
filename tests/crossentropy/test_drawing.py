import math
import re
import subprocess
import sys
from html import unescape

import matplotlib as mpl
import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.path import Path

from crossentropy import cross_entropy, entropy, information_content, kl_divergence
from crossentropy.drawing import (
    areas,
    bill,
    pixels,
    simplex,
    simplex_contours,
    simplex_points,
)

P = [0.5, 0.25, 0.125, 0.125]
Q = [0.125, 0.5, 0.25, 0.125]
THREE = np.random.default_rng(0).dirichlet([1, 1, 1], 200)


@pytest.fixture
def ax():
    return Figure().add_subplot()


def message(function, *args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*args, **kwargs)
    return str(raised.value)


def corners_of(bar):
    """The drawn rectangle's corners, in the units of the axes."""
    return bar.get_patch_transform().transform(bar.get_path().vertices)[:4]


def area_inside(corners):
    """Gauss's shoelace formula."""
    x, y = np.transpose(corners)
    return abs(np.dot(x, np.roll(y, 1)) - np.dot(y, np.roll(x, 1))) / 2


WITHOUT = """if True:
    import sys

    class Absent:
        def find_spec(name, *rest):
            if name == sys.argv[1]:
                raise ModuleNotFoundError(f"No module named {name!r}", name=name)

    sys.meta_path.insert(0, Absent)
    import crossentropy.drawing
"""


@pytest.mark.parametrize(
    ("absent", "expected"),
    [
        (
            "matplotlib",
            "crossentropy.drawing needs matplotlib, which is not installed; "
            "install it with: pip install 'crossentropy[drawing]'",
        ),
        ("PIL", "No module named 'PIL'"),  # what matplotlib itself lacks
    ],
)
def test_what_to_install(absent, expected):
    run = subprocess.run(
        [sys.executable, "-c", WITHOUT, absent], capture_output=True, text=True
    )
    assert run.stderr.splitlines()[-1] == f"ModuleNotFoundError: {expected}"


# The area picture.


@pytest.mark.parametrize(
    ("p", "q"), [(P, P), (P, Q), ([0.01, 0.99], [0.1, 0.9]), ([0, 1], [0.5, 0.5])]
)
def test_the_areas_together_are_the_cross_entropy(ax, p, q):
    bars = areas(ax, p, information_content(q))
    each = [area_inside(corners_of(bar)) for bar in bars]
    assert sum(each) == pytest.approx(cross_entropy(p, q), rel=1e-14)
    assert each == pytest.approx(-np.array(p) * np.log2(q), abs=1e-15)


def test_the_first_is_on_top_and_none_overlaps(ax):
    bars = areas(ax, P, [1, 2, 3, 3])
    tops, bottoms, lefts = [], [], []
    for bar in bars:
        x, y = corners_of(bar).T
        tops.append(y.max())
        bottoms.append(y.min())
        lefts.append(x.min())
    assert tops == [1, 0.5, 0.25, 0.125]
    assert bottoms == [0.5, 0.25, 0.125, 0]
    assert lefts == [0, 0, 0, 0]
    assert ax.get_ylim() == (0, 1)


def test_what_cannot_occur_has_no_area_whatever_its_length(ax):
    bars = areas(ax, [0.5, 0, 0.5], [1, math.inf, 1])
    assert [area_inside(corners_of(bar)) for bar in bars] == [0.5, 0, 0.5]


def test_filled_or_not(ax):
    (filled, _), (hollow, _) = (
        areas(ax, [0.5, 0.5], [1, 1], color="C1", fill=fill) for fill in (True, False)
    )
    c1 = mpl.colors.to_rgb("C1")
    assert filled.get_facecolor() == (*c1, 0.3)
    assert hollow.get_facecolor()[3] == 0
    assert filled.get_edgecolor() == hollow.get_edgecolor() == (*c1, 1)
    assert filled.get_linewidth() > 0


def test_bad_areas(ax):
    assert message(areas, ax, P, [1, 2, 3]) == (
        "lengths has shape (3,), but p has 4 outcomes; "
        "pass one length for each, of shape (4,)"
    )
    ends = (
        "but a rectangle's width is finite and at least 0; "
        "leave that outcome out, or write inf beside it"
    )
    assert message(areas, ax, [0.5, 0.5], [1, -1]) == f"lengths[1] is -1.0, {ends}"
    assert message(areas, ax, [0.5, 0.5], [math.inf, 1]) == f"lengths[0] is inf, {ends}"
    assert message(areas, ax, [0.5, 0.5], [1, math.nan]) == f"lengths[1] is nan, {ends}"
    assert message(areas, ax, [0.5, 0.6], [1, 1]) == message(entropy, [0.5, 0.6])
    assert message(areas, ax, [[0.5, 0.5]], [1, 1]) == (
        "p has shape (1, 2), but here is room for one distribution; "
        "pass one row at a time"
    )


def test_a_float32_distribution_is_one(ax):
    p = np.full(7, 1 / 7, np.float32)
    assert len(areas(ax, p, np.ones(7))) == 7
    simplex_points(np.full(3, 1 / 3, np.float32))


# The bill.


def test_a_bar_is_what_a_belief_costs(ax):
    p, beliefs = [0.01, 0.99], [0.01, 0.05, 0.1, 0.5, 0.001]
    unavoidable, fine = bill(ax, p, [[q, 1 - q] for q in beliefs])
    costs = [-0.01 * math.log2(q) - 0.99 * math.log2(1 - q) for q in beliefs]
    for row, (paid, more) in enumerate(zip(unavoidable, fine, strict=True)):
        (left, middle), (start, end) = (
            (corners_of(bar)[:, 0].min(), corners_of(bar)[:, 0].max())
            for bar in (paid, more)
        )
        assert left == 0
        assert middle == start == pytest.approx(costs[0])
        assert end == pytest.approx(costs[row])
        for bar in (paid, more):
            assert np.mean(corners_of(bar)[:, 1]) == pytest.approx(row)
    low, high = ax.get_ylim()
    assert low > 4 > 0 > high  # the first on top


def test_colours_and_names_of_the_parts(ax):
    unavoidable, fine = bill(ax, P, Q)
    assert unavoidable[0].get_facecolor() == mpl.colors.to_rgba("C0")
    assert fine[0].get_edgecolor() == mpl.colors.to_rgba("C2")
    assert fine[0].get_hatch()
    names = [text.get_text() for text in ax.legend().get_texts()]
    assert names == ["H(P)", "D(P‖Q)"]


def test_bad_bills(ax):
    endless = (
        "rules out what p lets occur, so its bar would have no end; "
        "give that outcome a probability above 0, or write inf instead of a bar"
    )
    assert message(bill, ax, [0.5, 0.5], [1, 0]) == f"q {endless}"
    assert message(bill, ax, [0.5, 0.5], [[0.5, 0.5], [0, 1]]) == f"q[1] {endless}"
    assert message(bill, ax, [1, 0], [[[1, 0]]]) == (
        "q has shape (1, 1, 2); "
        "pass one belief, of shape (K,), or several, of shape (M, K)"
    )
    assert message(bill, ax, [0.5, 0.6], P) == message(entropy, [0.5, 0.6])
    assert message(bill, ax, [0.5, 0.5], [[1, 1]]) == (
        message(kl_divergence, [0.5, 0.5], [[1, 1]])
    )
    assert message(bill, ax, [[0.5, 0.5]], [0.5, 0.5]).startswith("p has shape (1, 2)")


# The simplex.


def test_the_triangle_has_three_equal_sides():
    x, y = simplex_points(np.eye(3))
    corners = x + 1j * y
    assert abs(corners - np.roll(corners, 1)) == pytest.approx([1, 1, 1])
    left, right, top = corners
    assert left == 0
    assert right == 1
    assert top.imag > 0


def test_distances_from_the_sides_are_as_the_probabilities():
    corners = np.transpose(simplex_points(np.eye(3)))
    points = np.transpose(simplex_points(THREE))
    for k in range(3):
        a, b = np.delete(corners, k, axis=0)
        x, y = (points - a).T
        distance = abs(x * (b - a)[1] - y * (b - a)[0])
        assert distance / math.sqrt(0.75) == pytest.approx(THREE[:, k])


def test_points_have_the_shape_of_what_they_stand_for():
    x, y = simplex_points([0.2, 0.3, 0.5])
    assert np.shape(x) == np.shape(y) == ()
    x, y = simplex_points(THREE.reshape(4, 50, 3))
    assert np.shape(x) == np.shape(y) == (4, 50)


def test_the_outline_and_the_names_at_the_corners(ax):
    simplex(ax, ["win", "draw", "loss"])
    (outline,) = ax.patches
    assert area_inside(outline.get_xy()[:-1]) == pytest.approx(math.sqrt(3) / 4)
    named = {text.get_text(): text.xy for text in ax.texts}
    assert [*named] == ["win", "draw", "loss"]
    assert np.array([*named.values()]) == pytest.approx(
        np.transpose(simplex_points(np.eye(3)))
    )
    assert ax.get_aspect() == 1


LEVELS = [0, 0.25, 0.5, 0.75, 1, 1.25, 1.585]


def band_of(bands, points):
    """The number of the band that each point was drawn in, from 0."""
    inside = np.zeros((len(bands.get_paths()), len(points)), int)
    for around, band in zip(inside, bands.get_paths(), strict=True):
        for ring in band.to_polygons():
            around ^= Path(ring).contains_points(points)  # a ring in a ring is a hole
    assert (inside.sum(axis=0) == 1).all()
    return np.argmax(inside, axis=0)


def far_from_levels(values):
    return abs(np.subtract.outer(values, LEVELS)).min(axis=1) > 0.02


def test_each_distribution_lies_in_its_band(ax):
    bands = simplex_contours(ax, entropy, LEVELS)
    values = -np.sum(THREE * np.log2(THREE), axis=1)
    clear = far_from_levels(values)
    assert clear.sum() > 100
    drawn = band_of(bands, np.transpose(simplex_points(THREE[clear])))
    assert np.array_equal(drawn, np.digitize(values[clear], LEVELS) - 1)


def test_what_lies_beyond_the_levels_takes_the_outer_bands(ax):
    p = [0.2, 0.3, 0.5]
    bands = simplex_contours(ax, lambda q: kl_divergence(p, q) + 0.3, [0.4, 0.5, 0.6])
    edge = [[0.98, 0.01, 0.01], [0.001, 0.998, 0.001], [0.004, 0.004, 0.992], p]
    drawn = band_of(bands, np.transpose(simplex_points(edge)))
    assert drawn.tolist() == [1, 1, 1, 0]


@pytest.mark.parametrize("value", [0, 0.5, 1, -math.inf, math.inf])
def test_the_whole_triangle_is_filled(ax, value):
    bands = simplex_contours(ax, lambda p: np.full(len(p), value), [0, 0.5, 1])
    inside = np.concatenate([THREE, 0.998 * np.eye(3) + 0.002 / 3])
    drawn = band_of(bands, np.transpose(simplex_points(inside)))
    assert set(drawn) == {0 if value < 0.5 else 1}


def test_bands_go_from_faint_to_strong(ax):
    bands = simplex_contours(ax, entropy, np.linspace(0, 1.6, 10), color="C2")
    colours = bands.get_facecolors()
    assert len(colours) == 9
    assert {tuple(colour) for colour in colours[:, :3]} == {mpl.colors.to_rgb("C2")}
    assert (np.diff(colours[:, 3]) > 0.08).all()


def test_bad_simplices(ax):
    assert message(simplex, ax, ["win", "loss"]) == (
        "names are ['win', 'loss'], but a triangle has three corners; pass three"
    )
    assert message(simplex_points, P) == (
        "p has 4 outcomes, but a triangle has three corners; "
        "pass distributions over three"
    )
    assert message(simplex_points, [1, 1, 1]) == message(entropy, [1, 1, 1])
    for levels in ([1], [0, 0], [1, 0], [0, math.inf], [[0, 1]], 5, [*range(11)]):
        assert message(simplex_contours, ax, entropy, levels) == (
            f"levels are {levels}; pass 2 to 10 rising finite numbers: "
            "more than 9 shades of a colour cannot be told apart"
        )
    assert message(simplex_contours, ax, lambda p: p, [0, 1]) == (
        "function returns shape (561, 3) for distributions of shape (561, 3); "
        "return one number for each row, of shape (561,)"
    )

    def undefined(p):
        return np.where(p[:, 2] == 1, np.nan, 0)

    assert message(simplex_contours, ax, undefined, [0, 1]) == (
        "function is nan at [0.0, 0.0, 1.0]; return a number there, or inf"
    )


# On the site's pages: only its colours, and labels that can be translated.


def draw_areas(ax):
    areas(ax, P, information_content(P))
    areas(ax, P, information_content(Q), color="C1", fill=False)


def draw_bill(ax):
    bill(ax, P, [P, Q])
    ax.legend()


def draw_simplex(ax):
    simplex(ax, ["win", "draw", "loss"])
    bands = simplex_contours(ax, entropy, LEVELS, color="C3")
    ax.plot(*simplex_points(THREE[:5]), "C1o-")
    ax.figure.colorbar(bands, ax=ax)


LEVELS, SHADES = [0, 1, 2, 3], ["none", "C0", "C1"]


def covers(patch, column, row):
    """Whether the patch fills that pixel, seen from the pixel's middle."""
    return sum(
        path.contains_point((column + 0.5, row + 0.5))
        for path in map(Path, patch.get_path().to_polygons())
    )


def test_each_pixel_lies_in_its_band_once(ax):
    image = np.random.default_rng(2).integers(0, 3, (5, 7)) + 0.5
    one, other = pixels(ax, image, LEVELS, colors=SHADES)
    for row in range(5):
        for column in range(7):
            band = int(image[row, column])
            found = covers(one, column, row), covers(other, column, row)
            assert found == (int(band == 1), int(band == 2))
    assert [p.get_facecolor()[:3] for p in (one, other)] == [
        mpl.colors.to_rgb(color) for color in ("C0", "C1")
    ]
    assert (ax.get_xlim(), ax.get_ylim()) == ((0, 7), (5, 0))  # the first row on top
    assert not ax.axison


def test_pixels_beyond_the_levels_take_the_outer_bands(ax):
    one, other = pixels(ax, [[-9, 1, 1.5, 9, 3]], LEVELS, colors=["C0", "gray", "C1"])[
        ::2
    ]
    assert [covers(one, column, 0) for column in range(5)] == [1, 0, 0, 0, 0]
    assert [covers(other, column, 0) for column in range(5)] == [0, 0, 0, 1, 1]


def test_a_row_of_one_colour_is_one_rectangle(ax):
    [band] = pixels(ax, np.ones((3, 8)), [0, 2], colors=["C0"])
    assert len(band.get_path().to_polygons()) == 3


def test_ink_goes_from_none_to_black(ax):
    bands = pixels(ax, [range(9)], range(10))
    assert [covers(bands[0], column, 0) for column in range(3)] == [0, 1, 0]
    alphas = [band.get_alpha() or band.get_facecolor()[3] for band in bands]
    assert alphas == [shade / 8 for shade in range(1, 9)]


def test_bad_pixels(ax):
    told = message(pixels, ax, [[1]], LEVELS, colors=["C0"])
    assert told.startswith("there are 1 colors for 3 bands; pass one for each band")
    for image in ([1, 2], np.empty((0, 3))):
        told = message(pixels, ax, image, LEVELS, colors=SHADES)
        assert told.endswith("pass a table of pixels, of shape (rows, columns)")
    assert message(pixels, ax, [[1, math.nan]], LEVELS, colors=SHADES) == (
        "image[0, 1] is nan, which lies in no band; replace nan and inf first"
    )
    assert "rising finite numbers" in message(pixels, ax, [[1]], [2, 1], colors=["C0"])


@pytest.mark.parametrize(
    ("draw", "english", "chinese"),
    [
        (draw_areas, set(), set()),
        (draw_bill, {"H(P)", "D(P‖Q)"}, {"H(P)", "D(P‖Q)"}),
        (draw_simplex, {"win", "draw", "loss"}, {"胜", "平", "负"}),
    ],
)
def test_they_stand_in_a_page_of_either_language(draw, english, chinese):
    style = pytest.importorskip("bindery.style")
    figures = pytest.importorskip("bindery.figures")
    terms = pytest.importorskip("bindery.terms")
    labels = {"win": "胜", "draw": "平", "loss": "负"}
    known = terms.Terms({}, labels, frozenset({"H(P)", "D(P‖Q)"}))
    with mpl.rc_context():
        style.apply()
        figure = Figure(layout="constrained")
        draw(figure.add_subplot())
        svg = style.to_svg(figure, "page-")  # raises for a colour that is not its own
    for lang, expected in (("en", english), ("zh", chinese)):
        shown = figures.inline_svg(svg, alt="", lang=lang, terms=known)
        texts = map(unescape, re.findall(r"<text[^>]*>([^<]*)<", shown))
        assert {t for t in texts if not terms.NUMERAL.fullmatch(t)} == expected
