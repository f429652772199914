"""What two variables tell about each other, in bits unless asked otherwise."""

import math
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_real_array,
    check_base,
    first_index,
    not_a_distribution,
    place,
    slack_of,
)
from crossentropy._divergence import NEAR, kl_by_definition, kl_terms
from crossentropy._information import mean_information
from crossentropy._rows import FloatOrArray, Rows, row_sums

_SPLIT = 2.0**27 + 1  # halves the 53 bits of a float
_TINY = float(np.finfo(np.float64).tiny)


def conditional_entropy(joint: ArrayLike, *, base: float = 2) -> FloatOrArray:
    r"""Return what is left to learn about X for one who knows Y: H(X given Y).

    $$\begin{aligned}
    H(X \mid Y) &= -\sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(y)} \\
    &= H(X, Y) - H(Y)
    \end{aligned}$$

    In bits; `base=math.e` gives nats, `base=10` hartleys. Within 4 eps.

    Args:
        joint: A table with a row for each x and a column for each y, or an array of
            such tables in its last two axes. Of floats, it holds probabilities with the
            sum 1; of integers, it counts how often each pair occurred, and is divided
            by its sum.
        base: The base of the logarithm, a finite number greater than 1.

    Returns:
        A float for one table, otherwise an array of the leading shape. float32 stays
        float32.

    Raises:
        ValueError: joint is no table of probabilities or of counts, or base is not a
            finite number greater than 1.

    Examples:
        Two equal bits: who knows one knows the other. Two independent ones:

        >>> conditional_entropy([[1 / 2, 0], [0, 1 / 2]])
        0.0
        >>> conditional_entropy([[1 / 4, 1 / 4], [1 / 4, 1 / 4]])
        1.0

    Source: C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical
    Journal 27 (1948), section 6. Cover and Thomas (2006), section 2.2.
    """
    check_base(base)
    return _by_tables(lambda table: _conditional_entropy(table, base), joint)


def mutual_information(joint: ArrayLike, *, base: float = 2) -> FloatOrArray:
    r"""Return how much X and Y tell about each other: I(X; Y).

    $$\begin{aligned}
    I(X; Y) &= \sum_{x, y} p(x, y) \log \frac{p(x, y)}{p(x)\, p(y)} \\
    &= H(X) - H(X \mid Y)
    \end{aligned}$$

    Never negative, and exactly 0 for counts of an independent table. In bits;
    `base=math.e` gives nats, `base=10` hartleys. Within 7 eps above `1e-24`.

    Args:
        joint: A table with a row for each x and a column for each y, or an array of
            such tables in its last two axes. Of floats, it holds probabilities with the
            sum 1; of integers, it counts how often each pair occurred, and is divided
            by its sum.
        base: The base of the logarithm, a finite number greater than 1.

    Returns:
        A float for one table, otherwise an array of the leading shape. float32 stays
        float32.

    Raises:
        ValueError: joint is no table of probabilities or of counts, or base is not a
            finite number greater than 1.

    Examples:
        Two equal bits, and counts in which both rows are alike:

        >>> mutual_information([[1 / 2, 0], [0, 1 / 2]])
        1.0
        >>> mutual_information([[10, 20], [30, 60]])
        0.0

    Source: C. E. Shannon, A Mathematical Theory of Communication, Bell System Technical
    Journal 27 (1948), section 12. Cover and Thomas (2006), section 2.3.
    """
    check_base(base)
    return _by_tables(lambda table: _mutual_information(table, base), joint)


def _by_tables(
    function: Callable[[NDArray[np.float64]], float], joint: ArrayLike
) -> FloatOrArray:
    values = as_real_array("joint", joint, "a probability or a count")
    with np.errstate(all="ignore"):
        _check_joint(values)
        tables: NDArray[Any] = values.reshape(-1, *values.shape[-2:])
        results = [function(table.astype(np.float64)) for table in tables]
    if values.ndim == 2:
        return results[0]
    dtype = np.float32 if values.dtype.type is np.float32 else np.float64
    each: NDArray[np.floating] = np.array(results, dtype)
    return each.reshape(values.shape[:-2])


def _check_joint(values: NDArray[Any]) -> None:
    if values.ndim < 2 or 0 in values.shape[-2:]:
        raise ValueError(
            f"joint has shape {values.shape}; pass a table with a row for each x "
            "and a column for each y, at least one of each"
        )
    axes = (values.ndim - 2, values.ndim - 1)
    sums = values.sum(axis=axes, dtype=np.float64)
    if values.dtype.kind in "biu":
        _check_counts(values, sums)
        return
    slack = slack_of(values.dtype, values.shape[-2] * values.shape[-1])
    if not (values.min(initial=0) >= 0 and (abs(sums - 1) <= slack).all()):
        problem = not_a_distribution("joint", values, axes)
        counts = ", or pass counts as integers" if values.min() >= 0 else ""
        raise ValueError(problem + counts)


def _check_counts(values: NDArray[Any], sums: NDArray[np.float64]) -> None:
    if values.min(initial=0) < 0:
        index = first_index(values < 0)
        raise ValueError(
            f"{place('joint', index)} is {values[index]!s}, but a count is not "
            "negative; pass how often each pair occurred"
        )
    if not sums.all():
        where = place("joint", first_index(sums == 0))
        raise ValueError(f"{where} holds no counts; leave it out, or count something")


def _conditional_entropy(table: NDArray[np.float64], base: float) -> float:
    """Return the entropies of the columns, weighted with the columns' sums."""
    columns = np.ascontiguousarray(table.T)
    columns = columns[columns.any(axis=1)]
    weights = row_sums(columns)
    given_y = columns / weights[:, None]
    rows = Rows(given_y, row_sums(given_y))
    return float(weights.dot(mean_information(rows, rows, base)) / weights.sum())


def _mutual_information(table: NDArray[np.float64], base: float) -> float:
    """Return the divergence of the table from the product of its margins."""
    rows, columns = table.sum(axis=1, keepdims=True), table.sum(axis=0, keepdims=True)
    total = table.sum()
    product = rows * columns / total
    p = Rows(table.reshape(-1), total)
    # A product that underflows counts for nothing here, but 0 would make it infinite.
    above_0 = np.maximum(product, np.where(table > 0, _TINY, 0)).reshape(-1)
    q = Rows(above_0, above_0.sum())
    result = kl_by_definition(p, q, base)
    if result > NEAR / math.log(base):
        return float(result)
    log_p_over_q = np.where(
        product > _TINY,
        np.log(table / product),
        np.log(table / rows) - np.log(columns / total),
    )
    difference = _cross_differences(table)
    terms = kl_terms(table * total, product * total, difference, log_p_over_q)
    return float(terms.sum() / total**2 / math.log(base))


def _cross_differences(table: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return table * total - row * column without rounding of sums or products.

    It is 0 where the variables are independent, and small where they nearly are.
    """
    rows, rows_low = _exact_sum(table, 1)
    columns, columns_low = _exact_sum(table, 0)
    total, total_low = _exact_sum(rows, 0)
    total_low = total_low + rows_low.sum()
    rows, rows_low = rows[:, None], rows_low[:, None]
    joint, joint_low = _exact_product(table, total)
    product, product_low = _exact_product(rows, columns)
    joint_low += table * total_low
    product_low += rows * columns_low + rows_low * columns
    return (joint - product) + (joint_low - product_low)


def _exact_sum(values: NDArray[Any], axis: int) -> tuple[NDArray[Any], NDArray[Any]]:
    """Return a sum and what its rounding lost (Knuth's two-sum, term by term)."""
    terms = np.moveaxis(values, axis, 0)
    total, lost = np.zeros_like(terms[0]), np.zeros_like(terms[0])
    for term in terms:
        new = total + term
        added = new - total
        lost = lost + ((total - (new - added)) + (term - added))
        total = new
    return total, lost


def _exact_product(
    a: NDArray[np.float64], b: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return a product and what its rounding lost (Dekker's two-product)."""
    product = a * b
    a_high, b_high = a * _SPLIT, b * _SPLIT
    a_high, b_high = a_high - (a_high - a), b_high - (b_high - b)
    a_low, b_low = a - a_high, b - b_high
    lost = (a_high * b_high - product) + a_high * b_low + a_low * b_high
    return product, lost + a_low * b_low
