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


def as_probabilities(name: str, given: ArrayLike) -> NDArray[np.floating]:
    """Return numbers from 0 to 1 as a float array, the given one where it is that.

    An array of float32 stays float32; a scalar is to return as a Python float and
    becomes float64, like every other real type.
    """
    values = _as_real_array(name, given)
    # "not (inside)" catches NaN too; initial=0 lets an empty array pass.
    if not (values.min(initial=0) >= 0 and values.max(initial=0) <= 1):
        raise ValueError(_outside_message(name, values))
    is_single = values.ndim > 0 and values.dtype.type is np.float32
    return values.astype(np.float32 if is_single else np.float64, copy=False)


def _as_real_array(name: str, given: ArrayLike) -> NDArray[Any]:
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
            f"{name} has dtype {values.dtype}, but a probability is a real number; "
            "pass integers or floats of at most 64 bits"
        )
    return values


def _outside_message(name: str, values: NDArray[Any]) -> str:
    inside = (values >= 0) & (values <= 1)
    index = np.argwhere(~inside)[0].tolist()
    place = f"{name}{index}" if index else name
    repair = _repair(name, values.min(), values.max())
    return (
        f"{place} is {values[tuple(index)]!s}, "
        f"but a probability lies between 0 and 1; {repair}"
    )


def _repair(name: str, low: float, high: float) -> str:
    if low >= -_ROUNDING and high <= 1 + _ROUNDING:
        return f"if this is rounding error, pass np.clip({name}, 0, 1)"
    if low >= 0 and high < math.inf:
        return "divide percentages by 100, counts by their sum"
    if high < math.inf:
        return "take np.exp of log-probabilities, the softmax of logits"
    return "replace or drop nan and inf first"
