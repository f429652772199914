"""How far a belief is from the truth, in bits unless asked otherwise."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import check_base
from crossentropy._information import log
from crossentropy._rows import (
    Distributions,
    FloatOrArray,
    Rows,
    by_rows,
    corrected,
    product,
    row_sums,
)

# Below this many nats the terms p log(p/q) cancel so far that the sum loses digits.
NEAR = 0.125

# atanh(u) = u + u**3 / 3 + u**5 / 5 + ...: at u = 0.3 the rest is below an eps of it.
_SERIES = [1 / n for n in range(33, 1, -2)]


def kl_divergence(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> FloatOrArray:
    r"""Return what believing Q costs beyond the entropy of P: D(P‖Q).

    $$D(P \Vert Q) = \sum_k p_k \log \frac{p_k}{q_k} = H(P, Q) - H(P)$$

    The Kullback–Leibler divergence, or relative entropy: 0 if both are equal, never
    negative, inf where Q rules out what can occur, and not symmetric. In bits;
    `base=math.e` gives nats, `base=10` hartleys. Within 6 eps above `1e-24`.

    Args:
        p: The true probabilities, an array of any shape. Along the axis they sum to 1;
            what rounding left of their sum is divided out.
        q: The probabilities believed, for the same outcomes. The other axes of p and q
            broadcast: one p may meet many q.
        base: The base of the logarithm, a finite number greater than 1.
        axis: The axis along which the outcomes lie, in p as in q.

    Returns:
        A float for one pair of distributions, otherwise an array of the shape that is
        left. float32 stays float32 if both are.

    Raises:
        ValueError: p or q is not made of distributions, their shapes do not fit, there
            is no such axis, or base is not a finite number greater than 1.

    Examples:
        Four letters coded as if equally frequent, 2 bits each where 1.75 would do; a
        belief that excludes what happens half of the time:

        >>> letters = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
        >>> kl_divergence(letters, [1 / 4, 1 / 4, 1 / 4, 1 / 4])
        0.25
        >>> kl_divergence([1 / 2, 1 / 2], [1, 0])
        inf

    Source: S. Kullback and R. A. Leibler, On information and sufficiency, Annals of
    Mathematical Statistics 22 (1951). Cover and Thomas (2006), section 2.3.
    """
    check_base(base)
    return by_rows(
        lambda p, q: _kl(p, q, base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def js_divergence(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> FloatOrArray:
    r"""Return how much one outcome tells about which of P and Q it came from.

    $$\begin{aligned}
    \mathrm{JS}(P, Q) &= \tfrac12 D(P \Vert M) + \tfrac12 D(Q \Vert M) \\
    M &= \tfrac12 (P + Q)
    \end{aligned}$$

    The Jensen–Shannon divergence, not its square root: symmetric, 0 if both are equal,
    1 bit if they have no outcome in common. In bits; `base=math.e` gives nats,
    `base=10` hartleys. Within 5 eps above `1e-24`.

    Args:
        p: Probabilities, an array of any shape. Along the axis they sum to 1; what
            rounding left of their sum is divided out.
        q: Probabilities of the same outcomes. The other axes of p and q broadcast.
        base: The base of the logarithm, a finite number greater than 1.
        axis: The axis along which the outcomes lie, in p as in q.

    Returns:
        A float for one pair of distributions, otherwise an array of the shape that is
        left. float32 stays float32 if both are.

    Raises:
        ValueError: p or q is not made of distributions, their shapes do not fit, there
            is no such axis, or base is not a finite number greater than 1.

    Examples:
        Nothing in common, so that one outcome tells; and nothing to tell apart:

        >>> js_divergence([1, 0], [0, 1])
        1.0
        >>> js_divergence([1 / 4, 3 / 4], [1 / 4, 3 / 4])
        0.0

    Source: J. Lin, Divergence measures based on the Shannon entropy, IEEE Transactions
    on Information Theory 37 (1991).
    """
    check_base(base)
    return by_rows(
        lambda p, q: _js(p, q) / math.log(base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def _kl(p: Rows, q: Rows, base: float) -> Any:
    result = kl_by_definition(p, q, base)
    is_near = ~(result > NEAR / math.log(base))
    return corrected(
        result, is_near, lambda p, q: _kl_by_terms(p, q) / math.log(base), p, q
    )


def kl_by_definition(p: Rows, q: Rows, base: float) -> Any:
    """Return the sum of p log(p/q) for rows divided by their sums."""
    terms = product(p.values, log_ratio(p.values, q.values, base))
    excess = row_sums(q.values - p.values) / p.sums
    return row_sums(terms) / p.sums + np.log1p(excess) / math.log(base)


def log_ratio(
    p: NDArray[np.float64], q: NDArray[np.float64], base: float
) -> NDArray[np.float64]:
    """Return log(p/q), also where p/q leaves the range of floats."""
    result = log(p / q, base)
    if not np.isfinite(np.add.reduce(result, axis=None)):
        result = np.where(np.isfinite(result), result, log(p, base) - log(q, base))
    return result


def _kl_by_terms(p: Rows, q: Rows) -> Any:
    p_scaled, difference = _scaled(p, q)
    ratio = log_ratio(p_scaled, q.values, math.e)
    return row_sums(kl_terms(p_scaled, q.values, difference, ratio)) / q.sums


def _scaled(p: Rows, q: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return p scaled to the sum of q, and that minus q, exact where they are close.

    Not q: the logarithm of a subnormal would feel its rounding.
    """
    difference = p.values - q.values
    excess = row_sums(difference) / p.sums  # sum(q) is (1 - excess) sum(p)
    change = p.values * excess[..., None]
    return p.values - change, difference - change


def kl_terms(
    p: NDArray[np.float64],
    q: NDArray[np.float64],
    difference: NDArray[np.float64],
    log_p_over_q: NDArray[np.float64],
) -> NDArray[np.float64]:
    """Return p log(p/q) - p + q in nats, given p - q; none is negative.

    For equal sums they add up to the divergence, and no term cancels another. With
    s = p + q and u = (p - q) / s a term is s (u atanh(u) + atanh(u) - u), and for small
    u the series of atanh keeps what its difference from u would lose.
    """
    s = p + q
    u = difference / s
    u_squared = u * u
    series = np.full_like(u, _SERIES[0])
    for coefficient in _SERIES[1:]:
        series *= u_squared
        series += coefficient
    near = s * u_squared * (1 + (1 + u) * u * series)
    far = p * log_p_over_q - difference
    terms = np.where(u_squared < 0.09, near, far)
    terms[p == 0] = q[p == 0]
    return terms


def _js(p: Rows, q: Rows) -> Any:
    p_scaled, difference = _scaled(p, q)
    u = difference / (p_scaled + q.values)
    terms = product(p_scaled, np.log1p(u))
    terms += product(q.values, np.log1p(-u))
    result = row_sums(terms) / 2 / q.sums
    return corrected(result, ~(result > NEAR / 2), _js_by_terms, p, q)


def _js_by_terms(p: Rows, q: Rows) -> Any:
    """Return the sum of s g(u) / 2, s = p + q, u = |p - q| / s, no term negative.

    g(u) = u atanh(u) + log(1 - u**2) / 2. For u close to 1 its rounding would show, and
    the logarithms of 1 + u and of 1 - u = 2 min(p, q) / s take over.
    """
    p_scaled, difference = _scaled(p, q)
    s = p_scaled + q.values
    u = abs(difference / s)
    near = u * np.arctanh(u) + np.log1p(-u * u) / 2
    small = 2 * np.minimum(p_scaled, q.values) / s
    far = ((1 + u) * np.log1p(u) + small * np.log(small + (small == 0))) / 2
    terms = s * np.where(u < 0.7, near, far)
    terms[s == 0] = 0
    return row_sums(terms) / 2 / q.sums
