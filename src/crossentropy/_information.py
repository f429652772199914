"""Information measures, in bits unless another base is asked for."""

import math
from typing import Any, overload

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_probabilities, check_base
from crossentropy._rows import Distributions, Rows, by_rows, corrected, row_sums

# log2(2**-29) is exactly -29, where log(2**-29) / log(2) is -29.000000000000004.
_LOGARITHMS = {2: np.log2, math.e: np.log, 10: np.log10}


@overload
def information_content(p: float | np.generic, *, base: float = 2) -> float: ...
@overload
def information_content(p: ArrayLike, *, base: float = 2) -> NDArray[np.floating]: ...
def information_content(
    p: ArrayLike, *, base: float = 2
) -> float | NDArray[np.floating]:
    """Old docstring."""
    check_base(base)
    p = as_probabilities("p", p)
    with np.errstate(divide="ignore"):  # the log of 0 is -inf: an answer, no accident
        result = log(p, base)
    # Where p is 1, negation would give -0.0.
    result = np.subtract(0, result, out=result) if p.ndim else 0 - result
    return result if p.ndim else float(result)


def entropy(
    p: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | NDArray[np.floating]:
    """Return the entropy."""
    check_base(base)
    return by_rows(lambda p: mean_information(p, p, base), Distributions("p", p, axis))


def cross_entropy(
    p: ArrayLike, q: ArrayLike, *, base: float = 2, axis: int = -1
) -> float | NDArray[np.floating]:
    """Return the cross-entropy."""
    check_base(base)
    return by_rows(
        lambda p, q: mean_information(p, q, base),
        Distributions("p", p, axis),
        Distributions("q", q, axis),
    )


def mean_information(p: Rows, q: Rows, base: float) -> Any:
    """Return H(P,Q) for rows divided by their sums."""
    terms = log(q.values, base)
    if q.has_zero:
        terms[p.values == 0] = 0
    terms *= p.values
    result = log(q.sums, base) - row_sums(terms) / p.sums
    return corrected(result, result < math.log(2, base), _below_one_bit, p, q, base)


def _below_one_bit(p: Rows, q: Rows, base: float) -> Any:
    """Return H(P,Q) where it is below a bit, so that one q of each row is above 1/2.

    Its information is log1p(rest / q), rest the sum of the others: in [1, 1e-300] no
    sum shows what the 1 lacks.
    """
    large = q.values > 0.5
    rest = row_sums(np.where(large, 0, q.values))
    information = np.where(
        large,
        np.log1p(rest[..., None] / q.values) / math.log(base),
        log(q.sums, base)[..., None] - log(q.values, base),
    )
    if q.has_zero:
        information[p.values == 0] = 0
    information *= p.values
    return row_sums(information) / p.sums


def log(p: Any, base: float) -> Any:
    """Return the logarithm, exact for whole powers of the bases 2 and 10."""
    if base in _LOGARITHMS:
        return _LOGARITHMS[base](p)
    return np.log2(p) / math.log2(base)
