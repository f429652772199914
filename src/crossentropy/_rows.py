"""Distributions taken row by row, in blocks that stay in the processor's cache."""

import math
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_real_array,
    check_axis,
    not_a_distribution,
    slack_of,
)

FloatOrArray = float | NDArray[np.floating]

# Temporaries of this many elements are reused by the allocator. Those of a whole
# (10000, 1000) input are not: their page faults make its entropy 3 times slower.
BLOCK = 2**15
# From this many elements on, NumPy's pairwise sum is as fast as a product with ones.
_LONG = 256
_ONES = {dtype: np.ones(_LONG, dtype) for dtype in (np.float32, np.float64)}


def blocks(n: int, k: int) -> Iterator[slice]:
    """Cut n rows of k elements into runs of about BLOCK elements, at least a row."""
    step = max(1, BLOCK // max(k, 1))
    for start in range(0, n, step):
        yield slice(start, min(start + step, n))


def row_sums(values: NDArray[Any]) -> Any:
    """Return the sums along the last axis, of short rows as a matrix times ones."""
    k = values.shape[-1]
    if k >= _LONG:
        return np.add.reduce(values, axis=-1)
    return values.dot(_ONES[values.dtype.type][:k])


def product(weights: Any, values: NDArray[Any]) -> NDArray[Any]:
    """Return the product, 0 where the weight is 0, also times inf or nan."""
    result = weights * values
    if np.isnan(np.minimum.reduce(result, axis=None, initial=0)):
        result[np.broadcast_to(weights == 0, result.shape)] = 0
    return result


class Rows(NamedTuple):
    """Distributions along the last axis, and the sums that they are divided by."""

    values: NDArray[np.float64]
    sums: Any  # of a single distribution, a number


class Distributions:
    """An argument read as distributions along an axis, each the last axis of values.

    Their values are checked by rows(), block by block, while they are in the cache.
    """

    def __init__(self, name: str, given: ArrayLike, axis: int) -> None:
        """Raise for all that is wrong but for the values."""
        self.name = name
        self.given = as_real_array(name, given, "a probability")
        check_axis(name, self.given, axis)
        self.axis = axis % self.given.ndim
        self.values = self.given
        if self.axis != self.given.ndim - 1:
            self.values = np.moveaxis(self.given, axis, -1)
        self.slack = slack_of(self.given.dtype, self.values.shape[-1])

    def rows(self, values: NDArray[Any]) -> Rows:
        """Return some of the values in float64, with their sums, or raise."""
        values = np.ascontiguousarray(values, np.float64)
        sums = row_sums(values)
        off = abs(sums - 1) > self.slack
        # NaN is not >= 0; and any() on a single bool would take a microsecond.
        is_inside = np.minimum.reduce(values, axis=None) >= 0
        if not is_inside or (off.any() if values.ndim > 1 else off):
            raise ValueError(not_a_distribution(self.name, self.given, (self.axis,)))
        return Rows(values, sums)


def by_rows(function: Callable[..., Any], *tables: Distributions) -> FloatOrArray:
    """Return a function of Rows for every row; the leading axes broadcast."""
    lead = _common_lead(tables)
    with np.errstate(all="ignore"):  # log 0 is -inf: an answer, no accident
        if not lead:
            return float(function(*(table.rows(table.values) for table in tables)))
        n, k = math.prod(lead), tables[0].values.shape[-1]
        is_single = all(table.given.dtype.type is np.float32 for table in tables)
        result: NDArray[np.floating]
        result = np.empty(n, np.float32 if is_single else np.float64)
        parts = [_parts(table, (*lead, k)) for table in tables]
        for block in blocks(n, k):
            result[block] = function(*(part(block) for part in parts))
    return result.reshape(lead)


def corrected(
    result: Any, doubtful: Any, exactly: Callable[[Rows, Rows], Any], p: Rows, q: Rows
) -> Any:
    """Return the result with its doubtful rows worked out again, exactly."""
    if p.values.ndim == q.values.ndim == 1:
        return exactly(p, q) if doubtful else result
    if doubtful.any():
        result[doubtful] = exactly(_some(p, doubtful), _some(q, doubtful))
    return result


def _some(rows: Rows, chosen: NDArray[np.bool_]) -> Rows:
    return Rows(rows.values[chosen], rows.sums[chosen])


def _parts(table: Distributions, shape: tuple[int, ...]) -> Callable[[slice], Rows]:
    """Return what gives the rows of a block, a single distribution for each of them."""
    if table.values.ndim > 1:
        values = np.broadcast_to(table.values, shape).reshape(-1, shape[-1])
        return lambda block: table.rows(values[block])
    alone = table.rows(table.values)

    def repeated(block: slice) -> Rows:
        n = block.stop - block.start
        values = np.broadcast_to(alone.values, (n, shape[-1]))
        return Rows(values, np.broadcast_to(alone.sums, n))

    return repeated


def _common_lead(tables: tuple[Distributions, ...]) -> tuple[int, ...]:
    shapes = [table.values.shape for table in tables]
    if all(shape == shapes[0] for shape in shapes):
        return shapes[0][:-1]
    names = " and ".join(table.name for table in tables)
    if len({shape[-1] for shape in shapes}) > 1:
        counts = " and ".join(str(shape[-1]) for shape in shapes)
        raise ValueError(
            f"{names} have {counts} outcomes; give both the same outcomes, "
            "with probability 0 where one cannot occur"
        )
    try:
        return np.broadcast_shapes(*(shape[:-1] for shape in shapes))
    except ValueError as error:
        given = " and ".join(str(table.given.shape) for table in tables)
        raise ValueError(
            f"{names} have shapes {given}; give them equal leading axes, "
            "or one of them a single distribution"
        ) from error
