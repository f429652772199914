import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from crossentropy import information_content

LONGDOUBLE = np.dtype(np.longdouble)
if_longer = pytest.mark.skipif(
    LONGDOUBLE.itemsize == 8, reason="longdouble has 64 bits here"
)

ROUNDING = "if this is rounding error, pass np.clip(p, 0, 1)"
SCALE = "divide percentages by 100, counts by their sum"
LOGARITHMS = "take np.exp of log-probabilities, the softmax of logits"
NOT_FINITE = "replace or drop nan and inf first"


def message(*args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        information_content(*args, **kwargs)
    return str(raised.value)


@pytest.mark.parametrize(
    ("p", "where", "repair"),
    [
        (1.2, "p is 1.2", SCALE),
        (30, "p is 30", SCALE),
        ([0.5, 0.2, 1.2], "p[2] is 1.2", SCALE),
        ([50.0, 30.0, 20.0], "p[0] is 50.0", SCALE),
        (np.array([0, 7, 1]), "p[1] is 7", SCALE),
        (np.array([0, 200], np.uint8), "p[1] is 200", SCALE),
        (np.array([0.1, 1.2], np.float32), "p[1] is 1.2", SCALE),
        (1.00001, "p is 1.00001", SCALE),
        (1 + 2**-52, "p is 1.0000000000000002", ROUNDING),
        (-1e-17, "p is -1e-17", ROUNDING),
        (-5e-324, "p is -5e-324", ROUNDING),
        ([1.0, -1e-17, 0.0], "p[1] is -1e-17", ROUNDING),
        (np.array([1 + 2**-23], np.float32), "p[0] is 1.0000001", ROUNDING),
        (-0.7, "p is -0.7", LOGARITHMS),
        (-1, "p is -1", LOGARITHMS),
        ([[0.1, 0.9], [-0.5, 1.5]], "p[1, 0] is -0.5", LOGARITHMS),
        ([0.0, -math.inf], "p[1] is -inf", LOGARITHMS),
        (math.nan, "p is nan", NOT_FINITE),
        (np.float32(math.nan), "p is nan", NOT_FINITE),
        ([[[0.2, 0.3, math.nan]]], "p[0, 0, 2] is nan", NOT_FINITE),
        ([math.inf, 0.2], "p[0] is inf", NOT_FINITE),
        ([-math.inf, math.inf], "p[0] is -inf", NOT_FINITE),
        ([1.2, math.nan], "p[0] is 1.2", NOT_FINITE),
    ],
)
def test_outside_zero_to_one(p, where, repair):
    expected = f"{where}, but a probability lies between 0 and 1; {repair}"
    assert message(p) == expected


@pytest.mark.parametrize(
    ("p", "repaired"),
    [
        ([0.5, 1 + 2**-52], lambda p: np.clip(p, 0, 1)),
        ([25.0, 75.0], lambda p: np.divide(p, 100)),
        ([1, 3], lambda p: np.divide(p, np.sum(p))),
        ([-1.0, -math.inf], np.exp),
    ],
)
def test_the_repair_works(p, repaired):
    message(p)
    assert (information_content(repaired(p)) >= 0).all()


@pytest.mark.parametrize(
    ("p", "dtype"),
    [
        (None, "object"),
        ([0.5, None], "object"),
        (Fraction(1, 2), "object"),
        ([10**30], "object"),
        (np.array([], object), "object"),
        ("0.5", str(np.dtype("U3"))),
        (b"0.5", "|S3"),
        (0.5j, "complex128"),
        (np.array([0.5], np.complex64), "complex64"),
        (np.timedelta64(1, "s"), "timedelta64[s]"),
        pytest.param(np.longdouble(0.5), str(LONGDOUBLE), marks=if_longer),
    ],
)
def test_not_real_numbers(p, dtype):
    assert message(p) == (
        f"p has dtype {dtype}, but a probability is a real number; "
        "pass integers or floats of at most 64 bits"
    )


def test_ragged_rows():
    assert message([[0.5], [0.25, 0.25]]) == (
        "p is not a rectangular array; give all of its rows the same length"
    )


def test_masked_array():
    assert message(np.ma.array([0.5, 0.25], mask=[False, True])) == (
        "p is a masked array, and its mask would be lost; "
        "pass p.compressed() or p.filled(...)"
    )


@pytest.mark.parametrize(
    ("base", "shown"),
    [
        (1, "1"),
        (1.0, "1.0"),
        (0, "0"),
        (0.5, "0.5"),
        (-2, "-2"),
        (True, "True"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        (np.float64(1), "np.float64(1.0)"),
        (np.float32(math.inf), "np.float32(inf)"),
        (None, "None"),
        ("2", "'2'"),
        (2j, "2j"),
        (Decimal(2), "Decimal('2')"),
        (Fraction(2), "Fraction(2, 1)"),
        ([2], "[2]"),
        (np.array([2.0, 3.0]), "array([2., 3.])"),
        (np.longdouble(2), "np.longdouble('2.0')"),
    ],
)
def test_base(base, shown):
    assert message(0.5, base=base) == (
        f"base is {shown}, but a logarithm needs a finite base greater than 1, "
        "an integer or a float of at most 64 bits; "
        "pass 2 for bits, math.e for nats, 10 for hartleys"
    )


def test_base_is_by_name_only():
    with pytest.raises(TypeError):
        information_content(0.5, 2)
