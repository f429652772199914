"""From logits to probabilities and their logarithms, which are in nats."""

import math
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_real_array,
    check_axis,
    check_no_nan,
    first_index,
    is_finite_number,
    place,
)
from crossentropy._rows import FloatOrArray, blocks, row_sums

# Up to this size exp(z) loses no digit to underflow, and no sum of it overflows.
_LIMIT = {np.float32: 60, np.float64: 600}


def logsumexp(z: ArrayLike, *, axis: int = -1) -> FloatOrArray:
    r"""Return the logarithm of the sum of exponentials, which a softmax divides by.

    $$\begin{aligned}
    \mathrm{LSE}(z) &= \ln \sum_k e^{z_k} = m + \ln \sum_k e^{z_k - m} \\
    m &= \max_k z_k
    \end{aligned}$$

    In nats. No logit is too large or too small for it. Within 5 eps of the larger of
    its size and that of $m$.

    Args:
        z: Logits, an array of any shape. `-inf` adds nothing; a slice of `-inf` only
            gives `-inf`, one with `inf` gives `inf`.
        axis: The axis to sum along.

    Returns:
        A float for one slice, otherwise an array of the shape that is left. float32
        stays float32.

    Raises:
        ValueError: A logit is nan or no real number of at most 64 bits, or there is no
            such axis.

    Examples:
        Two equal logits add ln 2 = 0.6931, however large they are:

        >>> round(logsumexp([1000, 1000]), 4)
        1000.6931

    Source: P. Blanchard, D. J. Higham and N. J. Higham, Accurately computing the
    log-sum-exp and softmax functions, IMA Journal of Numerical Analysis 41 (2021).
    """
    logits = Logits("z", z, axis)
    result = np.empty(len(logits.rows), logits.rows.dtype)
    with np.errstate(all="ignore"):
        for block in blocks(*logits.rows.shape):
            terms = exponentials(logits.rows[block])
            if np.isnan(terms.top).any():
                check_no_nan("z", logits.values)
            # An infinite maximum is the answer: no class is left, or one holds all.
            log_sum = terms.top + np.log1p(terms.rest)
            result[block] = np.where(np.isfinite(terms.top), log_sum, terms.top)
    return logits.restored(result)


def softmax(
    z: ArrayLike, *, temperature: float = 1.0, axis: int = -1
) -> NDArray[np.floating]:
    r"""Return the probabilities that belong to logits.

    $$q_k = \frac{e^{z_k / T}}{\sum_j e^{z_j / T}}$$

    Within 5 eps at T = 1.

    Args:
        z: Logits, an array of any shape. `-inf` rules a class out, one `inf` makes it
            certain.
        temperature: T, a finite number above 0. Large, it evens the probabilities out;
            small, it leaves the largest logit only.
        axis: The axis along which the classes lie.

    Returns:
        An array of the shape of z that sums to 1 along the axis. float32 stays float32.

    Raises:
        ValueError: A logit is nan or no real number of at most 64 bits, a slice holds
            `inf` twice or `-inf` only, there is no such axis, or the temperature is not
            a finite number above 0.

    Examples:
        A difference of ln 3 = 1.0986 in the logits makes one class 3 times as likely:

        >>> softmax([1.0986122886681098, 0])
        array([0.75, 0.25])

    Source: J. S. Bridle, Probabilistic interpretation of feedforward classification
    network outputs, in Neurocomputing (1990). C. M. Bishop, Pattern Recognition and
    Machine Learning (2006), section 4.3.4.
    """
    check_temperature(temperature)
    logits = Logits("z", z, axis)
    result = np.empty_like(logits.rows)
    with np.errstate(all="ignore"):
        for block in blocks(*logits.rows.shape):
            result[block] = probabilities(logits.exponentials(block, temperature))
    return logits.restored(result)


def log_softmax(z: ArrayLike, *, axis: int = -1) -> NDArray[np.floating]:
    r"""Return the logarithms of the probabilities that belong to logits.

    $$\ln q_k = z_k - \ln \sum_j e^{z_j}$$

    In nats. The logarithm of a softmax would be `-inf` where it underflows, and 0
    where it is close to 1; this is neither. Within 5 eps.

    Args:
        z: Logits, an array of any shape. `-inf` rules a class out, one `inf` makes it
            certain.
        axis: The axis along which the classes lie.

    Returns:
        An array of the shape of z, no entry above 0. float32 stays float32.

    Raises:
        ValueError: A logit is nan or no real number of at most 64 bits, a slice holds
            `inf` twice or `-inf` only, or there is no such axis.

    Examples:
        Of two equal logits each has −ln 2; next to a logit of 1000, nothing overflows:

        >>> log_softmax([0, 0])
        array([-0.69314718, -0.69314718])
        >>> log_softmax([0, 1000])
        array([-1000.,     0.])

    Source: Bishop (2006), section 4.3.4, whose $\ln p(C_k \mid x)$ it is.
    """
    logits = Logits("z", z, axis)
    result = np.empty_like(logits.rows)
    with np.errstate(all="ignore"):
        for block in blocks(*logits.rows.shape):
            terms = logits.exponentials(block)
            gaps = terms.z - terms.top[:, None]
            result[block] = gaps - np.log1p(terms.rest)[:, None]
    return logits.restored(result)


class Exponentials(NamedTuple):
    """What every function of a block of logits needs."""

    z: NDArray[np.floating]
    top: NDArray[np.floating]  # the maximum
    largest: NDArray[np.intp]  # its column
    others: NDArray[np.floating]  # unit * exp(z - max), but 0 for the maximum
    unit: NDArray[np.floating]  # what the maximum would have there
    rest: NDArray[np.floating]  # the sum of others / unit; with the maximum 1 + rest


def exponentials(z: NDArray[np.floating], temperature: float = 1.0) -> Exponentials:
    """Return the exponentials of rows relative to the maximum's, which is left out.

    Its 1 would swallow the others: log(1 + 1e-17) is 0, log1p(1e-17) is 1e-17.
    """
    rows = np.arange(len(z))
    largest = z.argmax(axis=1)
    top = z[rows, largest]
    limit = _LIMIT[z.dtype.type]
    lowest = np.minimum.reduce(z, axis=None, initial=0)
    highest = np.maximum.reduce(top, initial=0)
    if temperature == 1 and -limit < lowest and highest < limit:
        others = np.exp(z)  # of z itself, since z - max would be rounded
        unit = others[rows, largest]
    else:
        others = _exp_of_gaps(z, top[:, None], temperature)
        unit = np.ones_like(top)
    others[rows, largest] = 0
    return Exponentials(z, top, largest, others, unit, row_sums(others) / unit)


def _exp_of_gaps(
    z: NDArray[np.floating], top: NDArray[np.floating], temperature: float
) -> NDArray[np.floating]:
    """Return exp((z - max) / temperature), the rounding of z - max mended.

    Knuth's two-sum finds it: at a gap of 40 it is up to 16 eps of the exponential.
    """
    dtype = z.dtype
    z, top = z.astype(np.float64), top.astype(np.float64)
    gaps = z - top
    taken = z - gaps
    lost = (z - (gaps + taken)) + (taken - top)
    scaled = gaps / temperature
    if (too_far := np.isinf(gaps) & np.isfinite(z)).any():
        scaled[too_far] = (z / temperature - top / temperature)[too_far]
    others = np.exp(scaled)
    lost[(others == 0) | too_far] = 0  # where it is nan
    return (others * (1 + lost / temperature)).astype(dtype)


def probabilities(terms: Exponentials) -> NDArray[np.floating]:
    """Return the softmax; the terms are used up."""
    terms.others[np.arange(len(terms.largest)), terms.largest] = terms.unit
    total = terms.unit * (1 + terms.rest)
    return np.divide(terms.others, total[:, None], out=terms.others)


def check_temperature(temperature: float) -> None:
    """Raise unless the temperature is a finite positive number."""
    if not (is_finite_number(temperature) and temperature > 0):
        raise ValueError(
            f"temperature is {temperature!r}, but logits are divided by it; "
            "pass a finite number above 0"
        )


class Logits:
    """An argument read as rows of logits along an axis, checked block by block."""

    def __init__(self, name: str, given: ArrayLike, axis: int = -1) -> None:
        """Raise for all that is wrong but for the values."""
        values = as_real_array(name, given, "a logit")
        check_axis(name, values, axis)
        dtype = np.float32 if values.dtype.type is np.float32 else np.float64
        values = values.astype(dtype, copy=False)  # in the machine's byte order too
        self.name = name
        self.values = values
        self.axis = axis % values.ndim
        moved = values
        if self.axis != values.ndim - 1:
            moved = np.moveaxis(values, axis, -1)
        self.shape = moved.shape
        self.rows = moved.reshape(math.prod(moved.shape[:-1]), moved.shape[-1])

    def exponentials(self, block: slice, temperature: float = 1.0) -> Exponentials:
        """Return exp(z - max) of some rows, or raise."""
        rows = self.rows[block]
        terms = exponentials(rows, temperature)
        if not np.isfinite(terms.top).all():
            terms = exponentials(self._settled(rows, terms.top), temperature)
        return terms

    def _settled(
        self, rows: NDArray[np.floating], top: NDArray[np.floating]
    ) -> NDArray[np.floating]:
        """Return rows without +inf: it is a certainty, as 0 is next to -inf."""
        check_no_nan(self.name, self.values)
        ruled_out = np.isneginf(self.values).all(axis=self.axis, keepdims=True)
        self._refuse(
            ruled_out,
            "is -inf throughout, so every class is ruled out; leave one of them finite",
        )
        certain = np.isposinf(self.values).sum(axis=self.axis, keepdims=True)
        self._refuse(
            certain > 1,
            "holds inf more than once, so two classes are certain; leave one of them",
        )
        settled = rows.copy()
        settled[np.isposinf(top)] = -math.inf
        settled[np.isposinf(rows)] = 0
        return settled

    def _refuse(self, wrong: Any, message: str) -> None:
        if wrong.any():
            where = place(self.name, first_index(wrong), (self.axis,))
            raise ValueError(f"{where} {message}")

    def restored(self, result: NDArray[np.floating]) -> Any:
        """Return a result for each row, or each entry, in the shape of the argument."""
        if result.ndim == 2:
            return np.moveaxis(result.reshape(self.shape), -1, self.axis)
        return result.reshape(self.shape[:-1]) if self.shape[:-1] else float(result[0])
