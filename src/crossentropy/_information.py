"""Information measures, in bits unless another base is asked for."""

import math
from typing import overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_probabilities, check_base

# log2(2**-29) is exactly -29, where log(2**-29) / log(2) is -29.000000000000004.
_LOGARITHMS = {2: np.log2, math.e: np.log, 10: np.log10}


@overload
def information_content(p: float | np.generic, *, base: float = 2) -> float: ...
@overload
def information_content(p: ArrayLike, *, base: float = 2) -> NDArray[np.floating]: ...
def information_content(
    p: ArrayLike, *, base: float = 2
) -> float | NDArray[np.floating]:
    """Return how much each outcome of probability p tells when it occurs.

    I(p) = -log_base(p), also called surprisal or self-information: inf for p = 0, and
    0.0 for p = 1.

    The unit is the bit; `base=math.e` gives nats, `base=10` hartleys, and any other
    base greater than 1 a unit of its own.

    p is a scalar, and the result a Python float; or p is array-like, of any shape, and
    the result an array of that shape. Each p stands for itself: they need not sum to 1.
    An array of float32 gives float32, anything else is worked out in float64. The
    result is within 1.5 eps of the exact one in float64, within 2.5 eps in float32.

    One of four equally likely suits, one of two colours, and what is certain anyway:

    >>> information_content(1 / 4)
    2.0
    >>> information_content([1 / 4, 1 / 2, 1])
    array([2., 1., 0.])

    A p outside 0 to 1, NaN, or anything but real numbers of at most 64 bits raises
    ValueError, and so does a base that is not a finite number greater than 1.

    Source: T. M. Cover and J. A. Thomas, Elements of Information Theory, 2nd ed.,
    section 2.1, where entropy is the expected value of log 1/p(X). C. E. Shannon,
    A Mathematical Theory of Communication, Bell System Technical Journal 27 (1948),
    defines that entropy in section 6 and names the bit in the introduction.
    """
    check_base(base)
    information = _negative_log(as_probabilities("p", p), base)
    return information if information.ndim else float(information)


def _negative_log(p: NDArray[np.floating], base: float) -> NDArray[np.floating]:
    result = np.empty_like(p)
    with np.errstate(divide="ignore"):  # the log of 0 is -inf: an answer, no accident
        _LOGARITHMS.get(base, np.log2)(p, out=result)
    if base not in _LOGARITHMS:
        result /= math.log2(base)
    # Where p is 1, negation would give -0.0.
    return np.subtract(0, result, out=result)
