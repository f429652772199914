"""What an argument must be, and the errors that say how to repair it."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

_ROUNDING = 1e-6  # this close to 0 or 1, rounding is the likely cause, also in float32


def check_base(base: float) -> None:
    """Raise unless base is a finite number greater than 1."""
    # longdouble is left out: math.log2 would round it, 1e400 even to inf.
    is_number = isinstance(base, (int, float, np.integer, np.float16, np.float32))
    if not (is_number and 1 < base < math.inf):
        raise ValueError(
            f"base is {base!r}, but a logarithm needs a finite base greater than 1, "
            "an integer or a float of at most 64 bits; "
            "pass 2 for bits, math.e for nats, 10 for hartleys"
        )


def is_finite_number(given: Any) -> bool:
    """Tell whether it is a real number, and none beyond the largest float."""
    try:
        is_number = isinstance(given, (int, float, np.integer, np.floating))
        return is_number and math.isfinite(given)
    except OverflowError:
        return False


def as_real_array(name: str, given: ArrayLike, what: str) -> NDArray[Any]:
    """Return an array of real numbers of at most 64 bits; what says of what kind."""
    if isinstance(given, np.ma.MaskedArray):
        raise ValueError(
            f"{name} is a masked array, and its mask would be lost; "
            f"pass {name}.compressed() or {name}.filled(...)"
        )
    try:
        values = np.asarray(given)
    except ValueError as error:
        raise ValueError(
            f"{name} is not a rectangular array; give all of its rows the same length"
        ) from error
    if values.dtype.kind not in "biuf" or values.dtype.itemsize > 8:
        raise ValueError(
            f"{name} has dtype {values.dtype}, but {what} is a real number; "
            "pass integers or floats of at most 64 bits"
        )
    return values


def as_probabilities(name: str, given: ArrayLike) -> NDArray[np.floating]:
    """Return numbers from 0 to 1 as a float array, the given one where it is that.

    An array of float32 stays float32; a scalar is to return as a Python float and
    becomes float64, like every other real type.
    """
    values = as_real_array(name, given, "a probability")
    # "not (inside)" catches NaN too; initial=0 lets an empty array pass.
    if not (values.min(initial=0) >= 0 and values.max(initial=0) <= 1):
        inside = (values >= 0) & (values <= 1)
        raise ValueError(_not_a_probability(name, values, inside))
    is_single = values.ndim > 0 and values.dtype.type is np.float32
    return values.astype(np.float32 if is_single else np.float64, copy=False)


def check_no_nan(name: str, logits: NDArray[Any]) -> None:
    """Raise if one of the logits is NaN, which their minimum then is too."""
    if np.isnan(np.minimum.reduce(logits, axis=None, initial=0)):
        index = first_index(np.isnan(logits))
        raise ValueError(
            f"{place(name, index)} is nan, which is no logit; look for what made it: "
            "inf - inf, 0 * inf or the logarithm of a negative number"
        )


def check_axis(name: str, values: NDArray[Any], axis: int) -> None:
    """Raise unless values has that axis, and at least one outcome along it."""
    n = values.ndim
    if not n:
        raise ValueError(
            f"{name} is the single number {values!s}; "
            "pass an array with one entry for each outcome"
        )
    if not (isinstance(axis, (int, np.integer)) and -n <= axis < n):
        raise ValueError(
            f"axis is {axis!r}, but {name} has shape {values.shape}; "
            f"pass an integer from {-n} to {n - 1}"
        )
    if not values.shape[axis]:
        raise ValueError(
            f"{name} has shape {values.shape}, so no outcome along axis {axis}; "
            "pass at least one"
        )


def slack_of(dtype: np.dtype[Any], k: int) -> float:
    """Return how far from 1 rounding may have left the sum of k probabilities."""
    if dtype.type is np.float32:
        return 1e-4
    return 1e-9 + 4 * math.sqrt(k) * 2**-52


def not_a_distribution(name: str, values: NDArray[Any], axes: tuple[int, ...]) -> str:
    """Return what is wrong with values that ought to sum to 1 over the axes."""
    inside = (values >= 0) & (values < math.inf)
    if not inside.all():
        return _not_a_probability(name, values, inside)
    with np.errstate(over="ignore"):
        sums = values.sum(axis=axes, dtype=np.float64, keepdims=True)
    off = np.abs(sums - 1)
    slack = slack_of(values.dtype, values.size // sums.size)
    # A sum at the very edge may have been added up in another order.
    index = first_index(off >= min(slack, off.max()))
    if not sums[index]:
        repair = "give it at least one outcome that can occur"
    elif sums[index] == math.inf:
        repair = "divide by its largest entry first, then by the sum"
    else:
        options = [name]
        if sums.size > 1:
            options += [f"axis={axes if len(axes) > 1 else axes[0]}", "keepdims=True"]
        if values.dtype.itemsize < 8:  # added up in its own dtype it stays as far off
            options += ["dtype=float"]
        repair = f"divide by its sum: {name} / np.sum({', '.join(options)})"
    return f"{place(name, index, axes)} sums to {sums[index]:.12g}; {repair}"


def place(name: str, index: tuple[int, ...], axes: tuple[int, ...] = ()) -> str:
    """Return how to write an entry, or what lies along the axes: p[3], p[:, 3]."""
    parts = [":" if i in axes else str(j) for i, j in enumerate(index)]
    while parts and parts[-1] == ":":
        parts.pop()
    return f"{name}[{', '.join(parts)}]" if parts else name


def first_index(wrong: NDArray[np.bool_]) -> tuple[int, ...]:
    """Return the index of the first True."""
    return tuple(np.argwhere(wrong)[0].tolist())


def _not_a_probability(
    name: str, values: NDArray[Any], inside: NDArray[np.bool_]
) -> str:
    index = first_index(~inside)
    return (
        f"{place(name, index)} is {values[index]!s}, but a probability lies between "
        f"0 and 1; {_repair(name, values.min(), values.max())}"
    )


def _repair(name: str, low: float, high: float) -> str:
    if low >= -_ROUNDING and high <= 1 + _ROUNDING:
        return f"if this is rounding error, pass np.clip({name}, 0, 1)"
    if low >= 0 and high < math.inf:
        return "divide percentages by 100, counts by their sum"
    if high < math.inf:
        return "take np.exp of log-probabilities, the softmax of logits"
    return "replace or drop nan and inf first"
