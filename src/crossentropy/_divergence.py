"""How far one distribution is from another, in bits unless asked otherwise."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import check_base
from crossentropy._information import log
from crossentropy._rows import Distributions, Rows, by_rows, corrected, row_sums

# Below this many nats the terms of the defining sum cancel so far that they lose digits.
NEAR = 0.125

# atanh(u) - u = u**3 (1/3 + u**2/5 + ...); at u = 0.3 what is left out is below eps.
_ATANH = [1 / n for n in range(33, 1, -2)]


def kl_divergence(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | NDArray[np.floating]:
    """D."""
    check_base(base)
    return by_rows(
        lambda p, q: _kl(p, q, base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def js_divergence(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | NDArray[np.floating]:
    """JS."""
    check_base(base)
    return by_rows(
        lambda p, q: _js(p, q, base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def _kl(p: Rows, q: Rows, base: float) -> Any:
    result = kl_by_definition(p, q, base)
    # Also inf may be wrong: 0.5 / 5e-324 overflows.
    doubtful = ~((result > NEAR / math.log(base)) & (result < math.inf))
    return corrected(result, doubtful, _kl_exactly, p, q, base)


def kl_by_definition(p: Rows, q: Rows, base: float) -> Any:
    """Return the sum of p log(p/q) of rows divided by their sums."""
    terms = p.values / q.values
    if p.has_zero:
        terms[p.values == 0] = 1
    terms = log(terms, base)
    terms *= p.values
    excess = row_sums(q.values - p.values) / p.sums
    return row_sums(terms) / p.sums + np.log1p(excess) / math.log(base)


def _kl_exactly(p: Rows, q: Rows, base: float) -> Any:
    q_scaled, difference = _scaled(p, q)
    terms = kl_terms(p.values, q_scaled, difference)
    return row_sums(terms) / p.sums / math.log(base)


def _scaled(p: Rows, q: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return q scaled to the sum of p, and p - q, which is exact where they are close.

    A q that is p times a number has then no distance left but the rounding of q.
    """
    difference = p.values - q.values
    excess = row_sums(difference) / q.sums  # of p: sum(p) = sum(q) * (1 + excess)
    change = q.values * excess[..., None]
    return q.values + change, difference - change


def kl_terms(
    p: NDArray[np.float64], q: NDArray[np.float64], difference: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return p log(p/q) - p + q in nats, of which none is negative, given p - q.

    Their sum is the divergence of equal sums, and no term cancels another. With
    s = p + q and u = (p - q) / s a term is s (u atanh(u) + atanh(u) - u); the series
    of the last two keeps the digits that they would cancel.
    """
    s = p + q
    u = difference / s
    u_squared = u * u
    series = np.full_like(u, _ATANH[0])
    for coefficient in _ATANH[1:]:
        series *= u_squared
        series += coefficient
    near = s * u_squared * (1 + (1 + u) * u * series)
    far = p * _log_ratio(p, q) - difference
    terms = np.where(u_squared < 0.09, near, far)
    terms[s == 0] = 0
    return np.where(p == 0, q, terms)


def _log_ratio(p: NDArray[np.float64], q: NDArray[np.float64]) -> NDArray[np.float64]:
    ratio = p / q
    # The ratio of a tiny number to a large one may leave the range of floats.
    in_range = (ratio > 0) & (ratio < math.inf)
    return np.where(in_range, np.log(ratio), np.log(p) - np.log(q))


def _js(p: Rows, q: Rows, base: float) -> Any:
    """Return the sum of s g(u) / 2, s = p + q, u = |p - q| / s, no term negative.

    g(u) = u atanh(u) + log(1 - u**2) / 2. Where u is close to 1 its rounding would
    show, and the logarithms of 1 + u and of 1 - u = 2 min(p, q) / s take over.
    """
    q_scaled, difference = _scaled(p, q)
    s = p.values + q_scaled
    u = abs(difference / s)
    near = u * np.arctanh(u) + np.log1p(-u * u) / 2
    small = 2 * np.minimum(p.values, q_scaled) / s
    far = ((1 + u) * np.log1p(u) + small * np.log(small + (small == 0))) / 2
    terms = s * np.where(u < 0.7, near, far)
    terms[s == 0] = 0
    return row_sums(terms) / 2 / p.sums / math.log(base)
