"""Information, entropy and cross-entropy, in bits unless asked otherwise."""

import math
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_probabilities, check_base
from crossentropy._rows import (
    Distributions,
    FloatOrArray,
    Rows,
    by_rows,
    corrected,
    product,
    row_sums,
)

# log2(2**-29) is exactly -29, where log(2**-29) / log(2) is -29.000000000000004.
_LOGARITHMS = {2: np.log2, math.e: np.log, 10: np.log10}


@overload
def information_content(p: float | np.generic, *, base: float = 2) -> float: ...
@overload
def information_content(p: ArrayLike, *, base: float = 2) -> NDArray[np.floating]: ...
def information_content(p: ArrayLike, *, base: float = 2) -> FloatOrArray:
    r"""Return how much each outcome of probability p tells when it occurs.

    $$I(p) = -\log p$$

    Also called surprisal or self-information: inf for p = 0, and 0.0 for p = 1.
    In bits; `base=math.e` gives nats, `base=10` hartleys, any other base a unit of its
    own. Within 1.5 eps in float64, 2.5 eps in float32.

    Args:
        p: Probabilities, a scalar or an array of any shape. Each stands for itself:
            they need not sum to 1.
        base: The base of the logarithm, a finite number greater than 1.

    Returns:
        A float for a scalar, otherwise an array of the shape of p. An array of float32
        gives float32, anything else is worked out in float64.

    Raises:
        ValueError: A p lies outside 0 to 1 or is no real number of at most 64 bits, or
            base is not a finite number greater than 1.

    Examples:
        One of four equally likely suits, one of two colours, and what is certain:

        >>> information_content(1 / 4)
        2.0
        >>> information_content([1 / 4, 1 / 2, 1])
        array([2., 1., 0.])

    Source: T. M. Cover and J. A. Thomas, Elements of Information Theory, 2nd edition
    (2006), section 2.1, where entropy is the expected value of log 1/p(X).
    C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical Journal
    27 (1948), names the bit in its introduction.
    """
    check_base(base)
    values = as_probabilities("p", p)
    with np.errstate(all="ignore"):
        information = np.asarray(log(values, base))
    # From 0, since negation would give -0.0 where p is 1.
    np.subtract(0, information, out=information)
    return information if values.ndim else float(information)


def entropy(p: ArrayLike, *, base: float = 2, axis: int = -1) -> FloatOrArray:
    r"""Return the mean information content of a distribution: its entropy.

    $$H(P) = -\sum_k p_k \log p_k$$

    Here $0 \log 0 = 0$. In bits; `base=math.e` gives nats, `base=10` hartleys. Within 3
    eps, also where one outcome is all but certain.

    Args:
        p: Probabilities, an array of any shape. Along the axis they sum to 1; what
            rounding left of their sum is divided out.
        base: The base of the logarithm, a finite number greater than 1.
        axis: The axis along which the outcomes lie.

    Returns:
        A float for one distribution, otherwise an array of the shape that is left.
        float32 stays float32.

    Raises:
        ValueError: p is not made of distributions, there is no such axis, or base is
            not a finite number greater than 1.

    Examples:
        A fair coin; four equal suits, and four letters of which one is frequent:

        >>> entropy([1 / 2, 1 / 2])
        1.0
        >>> letters = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
        >>> entropy([[1 / 4, 1 / 4, 1 / 4, 1 / 4], letters])
        array([2.  , 1.75])

    Source: C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical
    Journal 27 (1948), section 6. Cover and Thomas (2006), section 2.1.
    """
    check_base(base)
    return by_rows(lambda p: mean_information(p, p, base), Distributions("p", p, axis))


def cross_entropy(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> FloatOrArray:
    r"""Return the mean of −log q when the outcomes come from p: the cross-entropy.

    $$\begin{aligned}
    H(P, Q) &= -\sum_k p_k \log q_k \\
    &= H(P) + D(P \Vert Q)
    \end{aligned}$$

    Here $0 \log 0 = 0$. The truth P comes first, the belief Q second. It is inf where Q
    rules out what can occur. In bits; `base=math.e` gives nats, `base=10` hartleys.
    Within 4 eps.

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
        Four letters, coded as if they were equally frequent, and with their own code:

        >>> letters = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
        >>> cross_entropy(letters, [1 / 4, 1 / 4, 1 / 4, 1 / 4])
        2.0
        >>> cross_entropy(letters, letters)
        1.75

    Source: I. J. Good, Some terminology and notation in information theory, Proceedings
    of the IEE, Part C, 103 (1956). Cover and Thomas (2006), theorem 5.4.3, where it is
    the length of a code made for q when p is true.
    """
    check_base(base)
    return by_rows(
        lambda p, q: mean_information(p, q, base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def mean_information(p: Rows, q: Rows, base: float) -> Any:
    """Return H(P,Q) for rows divided by their sums."""
    terms = product(p.values, log(q.values, base))
    result = log(q.sums, base) - row_sums(terms) / p.sums
    is_below_a_bit = result < math.log(2, base)
    return corrected(
        result, is_below_a_bit, lambda p, q: _below_a_bit(p, q, base), p, q
    )


def _below_a_bit(p: Rows, q: Rows, base: float) -> Any:
    """Return H(P,Q) where it is below a bit, so that one q may be close to 1.

    Its information is log1p(rest / q), rest the sum of the others: for [1, 1e-300] the
    sum of both is 1, and only the rest knows better.
    """
    is_large = q.values > 0.75
    rest = row_sums(np.where(is_large, 0, q.values))
    information = np.where(
        is_large,
        np.log1p(rest[..., None] / q.values) / math.log(base),
        log(q.sums, base)[..., None] - log(q.values, base),
    )
    return row_sums(product(p.values, information)) / p.sums


def log(p: Any, base: float) -> Any:
    """Return the logarithm; of whole powers of the bases 2 and 10 it is exact."""
    if base in _LOGARITHMS:
        return _LOGARITHMS[base](p)
    return np.log2(p) / math.log2(base)
