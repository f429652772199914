"""The few drawings that several figures share; they need matplotlib."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_real_array, first_index, place
from crossentropy._divergence import kl_divergence
from crossentropy._information import entropy

try:
    from matplotlib.axes import Axes
    from matplotlib.container import BarContainer
    from matplotlib.patches import PathPatch, Rectangle
    from matplotlib.path import Path
    from matplotlib.tri import Triangulation, TriContourSet
except ModuleNotFoundError as error:
    if error.name != "matplotlib":
        raise
    raise ModuleNotFoundError(
        "crossentropy.drawing needs matplotlib, which is not installed; "
        "install it with: pip install 'crossentropy[drawing]'",
        name=error.name,
    ) from error

MOST_BANDS = 9  # more shades of one colour cannot be told apart
OUTLINE = 0.6  # points: thin next to what it surrounds, yet seen where that is thinner
INK = ("none", *[("black", shade / 8) for shade in range(1, 9)])  # of a pen on paper
FINENESS = 32  # steps along a side of the triangle, for contours


def areas(
    ax: Axes,
    p: ArrayLike,
    lengths: ArrayLike,
    *,
    color: str = "C0",
    fill: bool = True,
) -> BarContainer:
    r"""Draw a rectangle for each outcome: as high as it is likely, as wide as its word.

    Each area is what the outcome costs on average, $p_k \ell_k$, and all of them
    together are the mean $\sum_k p_k \ell_k$: H(P) for the information content of p,
    H(P,Q) for that of q, and for code lengths the mean length of a word.

    The rectangles lie on each other, the first on top, and together they are 1 high.
    Each has an outline, so that the thinnest can be seen too; one without filling may
    lie over one with it.

    Args:
        ax: The axes to draw on; x takes the unit of lengths, y goes from 0 to 1.
        p: A distribution, of shape (K,).
        lengths: The width for each outcome, of shape (K,), finite where p is not 0.
        color: The colour of the outline, and lighter of the filling.
        fill: Whether to fill the rectangles.

    Returns:
        The rectangles in the order of p, so that a figure can write beside them.

    Raises:
        ValueError: p is no single distribution, or a length is negative or infinite.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().add_subplot()
        >>> bars = areas(ax, [0.5, 0.25, 0.25], [1, 2, 2])
        >>> [float(bar.get_width() * bar.get_height()) for bar in bars]
        [0.5, 0.5, 0.5]

    Source: C. Olah, Visual Information Theory (2015), draws code lengths so.
    """
    height = _distribution(p)
    width = as_real_array("lengths", lengths, "a length").astype(np.float64)
    if width.shape != height.shape:
        raise ValueError(
            f"lengths has shape {width.shape}, but p has {len(height)} outcomes; "
            f"pass one length for each, of shape {height.shape}"
        )
    width[height == 0] = 0
    wrong = ~((width >= 0) & (width < np.inf))
    if wrong.any():
        index = first_index(wrong)
        raise ValueError(
            f"{place('lengths', index)} is {width[index]!s}, but a rectangle's width "
            "is finite and at least 0; leave that outcome out, or write inf beside it"
        )
    bars = ax.barh(
        1 - np.cumsum(height),
        width,
        height,
        align="edge",
        facecolor=(color, 0.3) if fill else "none",
        edgecolor=color,
        linewidth=OUTLINE if fill else 1.5,
    )
    ax.set_ylim(0, 1)
    return bars


def bill(ax: Axes, p: ArrayLike, q: ArrayLike) -> tuple[BarContainer, BarContainer]:
    r"""Draw what each belief costs: what nobody can avoid, and a fine beside it.

    $$H(P,Q) = H(P) + D(P \Vert Q)$$

    One horizontal bar for each belief, the first on top: H(P) in the colour of P, then
    D(P‖Q) hatched, so that the bar ends at H(P,Q). In bits.

    Args:
        ax: The axes to draw on; x is in bits, the bars are at y = 0, 1, ... downwards.
        p: The true distribution, of shape (K,).
        q: One belief, of shape (K,), or several, of shape (M, K).

    Returns:
        The bars of H(P) and those of D(P‖Q), with these labels for a legend.

    Raises:
        ValueError: p or q is no distribution, or a belief rules out what can occur, so
            that its bar would have no end.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().add_subplot()
        >>> unavoidable, fine = bill(ax, [0.5, 0.5], [[0.5, 0.5], [0.25, 0.75]])
        >>> [float(bar.get_width()) for bar in unavoidable]
        [1.0, 1.0]
        >>> [round(float(bar.get_width()), 4) for bar in fine]
        [0.0, 0.2075]

    Source: T. M. Cover and J. A. Thomas, Elements of Information Theory, 2nd edition
    (2006), theorem 5.4.3, the penalty of the wrong code.
    """
    unavoidable = entropy(_distribution(p))
    fines = np.atleast_1d(kl_divergence(p, q))
    if fines.ndim > 1 or not len(fines):
        raise ValueError(
            f"q has shape {np.shape(q)}; pass one belief, of shape (K,), or several, "
            "of shape (M, K)"
        )
    if np.isinf(fines).any():
        index = first_index(np.isinf(fines))
        where = "q" if np.ndim(q) == 1 else place("q", index)
        raise ValueError(
            f"{where} rules out what p lets occur, so its bar would have no end; "
            "give that outcome a probability above 0, or write inf instead of a bar"
        )
    rows = np.arange(len(fines))
    look: dict[str, Any] = {"height": 0.6, "linewidth": 1}
    paid = ax.barh(rows, unavoidable, color="C0", edgecolor="C0", label="H(P)", **look)
    fine = ax.barh(
        rows,
        fines,
        left=unavoidable,
        facecolor="none",
        edgecolor="C2",
        hatch="////",
        label="D(P‖Q)",
        **look,
    )
    ax.set_ylim(len(fines) - 0.5, -0.5)
    return paid, fine


def simplex(ax: Axes, names: Sequence[str]) -> None:
    """Draw the triangle of all distributions over three outcomes.

    In a corner one outcome is certain, on the side across from it impossible, and in
    the middle all are equally likely.

    Args:
        ax: The axes to draw on, which lose their frame.
        names: What to write at the corners: left, right, top.

    Raises:
        ValueError: There are not three names.

    Source: J. Aitchison, The Statistical Analysis of Compositional Data (1986), draws
    shares of three parts in this triangle.
    """
    if len(names) != 3:
        raise ValueError(
            f"names are {list(names)}, but a triangle has three corners; pass three"
        )
    x, y = simplex_points(np.eye(3))
    ax.fill(x, y, facecolor="none", edgecolor="gray", linewidth=1, zorder=2)
    for corner, name, side in zip(range(3), names, (-1, -1, 1), strict=True):
        ax.annotate(
            name,
            (x[corner], y[corner]),
            (0, 6 * side),
            textcoords="offset points",
            ha="center",
            va="top" if side < 0 else "bottom",
        )
    ax.set_aspect("equal")
    ax.axis("off")


def simplex_points(p: ArrayLike) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    r"""Return where distributions over three outcomes lie in the triangle.

    $$(x, y) = \left(p_1 + \tfrac12 p_2,\ \tfrac{\sqrt3}{2}\, p_2\right)$$

    For outcomes 0, 1, 2 at the left, right and top corner of a triangle with sides of
    length 1: its distances to the sides are as the three probabilities. So
    `ax.plot(*simplex_points(p))` draws points or a path.

    Args:
        p: Distributions, of shape (3,) or (..., 3).

    Returns:
        x and y, each of the shape of p without its last axis.

    Raises:
        ValueError: p holds no distributions, or not over three outcomes.

    Examples:
        >>> x, y = simplex_points([[1, 0, 0], [0, 1, 0], [0.25, 0.25, 0.5]])
        >>> x
        array([0. , 1. , 0.5])
        >>> y.round(4)
        array([0.   , 0.   , 0.433])

    Source: J. Aitchison, The Statistical Analysis of Compositional Data (1986).
    """
    entropy(p)  # raises unless p holds distributions
    values = np.asarray(p, np.float64)
    if values.shape[-1] != 3:
        raise ValueError(
            f"p has {values.shape[-1]} outcomes, but a triangle has three corners; "
            "pass distributions over three"
        )
    return values[..., 1] + values[..., 2] / 2, values[..., 2] * np.sqrt(0.75)


def simplex_contours(
    ax: Axes,
    function: Callable[[NDArray[np.float64]], ArrayLike],
    levels: Sequence[float],
    *,
    color: str = "C0",
) -> TriContourSet:
    """Fill the triangle with the bands of a function of the distribution.

    The bands go from faint to strong as the values rise. What lies beyond the outermost
    levels, also inf, belongs to the outermost bands.

    Args:
        ax: The axes to draw on.
        function: Takes distributions of shape (M, 3), returns M numbers.
        levels: Where a band ends and the next begins: up to ten rising numbers.
        color: The colour of the bands.

    Returns:
        The bands, for `figure.colorbar`.

    Raises:
        ValueError: levels do not rise or are too many, or function returns a NaN or
            anything but M numbers.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().add_subplot()
        >>> bands = simplex_contours(ax, entropy, [0, 0.5, 1, 1.6])
        >>> len(bands.get_facecolors())
        3

    Source: the triangle is that of `simplex`, the bands are `Axes.tricontourf`.
    """
    edges = _levels(levels)
    i, j = np.indices((FINENESS + 1, FINENESS + 1)).reshape(2, -1)
    i, j = i[i + j <= FINENESS], j[i + j <= FINENESS]
    p = np.stack([FINENESS - i - j, i, j], axis=-1) / FINENESS
    values = as_real_array("function(p)", function(p), "its value")
    if values.shape != (len(p),):
        raise ValueError(
            f"function returns shape {values.shape} for distributions of shape "
            f"{p.shape}; return one number for each row, of shape ({len(p)},)"
        )
    if np.isnan(values).any():
        at = p[first_index(np.isnan(values))[0]].tolist()
        raise ValueError(f"function is nan at {at}; return a number there, or inf")
    alphas = np.linspace(0.08, 0.8, len(edges) - 1)
    return ax.tricontourf(
        Triangulation(*simplex_points(p)),
        np.clip(values, edges[0], np.nextafter(edges[-1], edges[0])),
        edges,
        colors=[(color, alpha) for alpha in alphas],
    )


def pixels(
    ax: Axes,
    image: ArrayLike,
    levels: Sequence[float],
    *,
    colors: Sequence[Any] = INK,
) -> list[PathPatch]:
    """Draw a small picture, each pixel a square in the colour of its band.

    The first row is on top. Neighbours of one colour are one rectangle and those of one
    band one path, so that a picture stays light and sharp. What lies beyond the
    outermost levels belongs to the outermost bands.

    Args:
        ax: The axes to draw on, which lose their frame for a thin one of the picture's.
        image: The values, of shape (rows, columns), finite.
        levels: Where a band ends and the next begins: up to ten rising numbers.
        colors: The colour of each band; "none" leaves its pixels out. If left out,
            nine shades from none to black.

    Returns:
        The bands that are drawn, from low to high.

    Raises:
        ValueError: image is no finite table, levels do not rise or are too many, or
            colors are not one for each band.

    Examples:
        >>> from matplotlib.figure import Figure
        >>> ax = Figure().add_subplot()
        >>> image = [[0, 9, 9], [9, 0, 0]]
        >>> bands = pixels(ax, image, [0, 5, 10], colors=["none", "black"])
        >>> len(bands)
        1
        >>> [int(x) for x in bands[0].get_path().get_extents().bounds]
        [0, 0, 3, 2]

    Source: the bands are those of `Axes.contourf`, without interpolation.
    """
    edges = _levels(levels)
    if len(colors) != len(edges) - 1:
        raise ValueError(
            f"there are {len(colors)} colors for {len(edges) - 1} bands; pass one for "
            "each band, which is one less than there are levels"
        )
    values = as_real_array("image", image, "a pixel")
    if values.ndim != 2 or not values.size:
        raise ValueError(
            f"image has shape {values.shape}; pass a table of pixels, of shape "
            "(rows, columns)"
        )
    if not (finite := np.isfinite(values)).all():
        index = first_index(~finite)
        raise ValueError(
            f"{place('image', index)} is {values[index]!s}, which lies in no band; "
            "replace nan and inf first"
        )
    rows, columns = values.shape
    band_of = np.clip(edges.searchsorted(values, "right") - 1, 0, len(colors) - 1)
    squares: list[list[Path]] = [[] for _ in colors]
    for row, bands in enumerate(band_of):
        left = 0
        for band, run in groupby(bands):
            right = left + len(list(run))
            corners = [(left, row), (right, row), (right, row + 1), (left, row + 1)]
            squares[band].append(Path([*corners, (left, row)], closed=True))
            left = right
    drawn = [
        PathPatch(Path.make_compound_path(*parts), facecolor=color, linewidth=0)
        for parts, color in zip(squares, colors, strict=True)
        if parts and color != "none"
    ]
    for patch in drawn:
        ax.add_patch(patch)
    frame: dict[str, Any] = {"fill": False, "edgecolor": "lightgray"}
    ax.add_patch(Rectangle((0, 0), columns, rows, **frame, linewidth=0.8))
    ax.set(xlim=(0, columns), ylim=(rows, 0), aspect="equal")
    ax.axis("off")
    return drawn


def _levels(levels: Sequence[float]) -> NDArray[np.float64]:
    """Return the edges of the bands, or raise."""
    edges = np.asarray(levels, np.float64)
    is_row = edges.ndim == 1 and 2 <= len(edges) <= MOST_BANDS + 1
    if not (is_row and np.isfinite(edges).all() and (np.diff(edges) > 0).all()):
        raise ValueError(
            f"levels are {levels!r}; pass 2 to {MOST_BANDS + 1} rising finite numbers: "
            f"more than {MOST_BANDS} shades of a colour cannot be told apart"
        )
    return edges


def _distribution(p: ArrayLike) -> NDArray[np.float64]:
    """Return a single distribution, or raise."""
    entropy(p)  # raises unless p holds distributions
    values = np.asarray(p, np.float64)
    if values.ndim > 1:
        raise ValueError(
            f"p has shape {values.shape}, but here is room for one distribution; "
            "pass one row at a time"
        )
    return values
