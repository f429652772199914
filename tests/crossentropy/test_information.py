import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from crossentropy import information_content

# The largest relative errors, in eps, of 12 million float64 p and 23 million float32 p,
# with and without AVX-512, rounded up (all bases but 2, 4, e and 10 share one bound).
BOUNDS = {
    (np.float64, 2): 0.55,
    (np.float64, math.e): 0.6,
    (np.float64, 10): 1.1,
    (np.float64, 4): 0.55,
    (np.float64, 3): 1.25,
    (np.float64, 1.5): 1.25,
    (np.float64, 1000): 1.25,
    (np.float32, 2): 1.3,
    (np.float32, math.e): 2.3,
    (np.float32, 10): 2,
    (np.float32, 4): 1.3,
    (np.float32, 3): 1.9,
    (np.float32, 1.5): 1.9,
    (np.float32, 1000): 1.9,
}
PROMISED = {np.float64: 1.5, np.float32: 2.5}
EPS = np.finfo(np.float64).eps
BASES = st.sampled_from([2, math.e, 10, 4, 3, 1.5, 1000])

probabilities = st.floats(0, 1)
unhurried = settings(deadline=None)


def exact(p, base):
    """-log p to 50 digits, of the very number that p stores."""
    with mpmath.workdps(50):
        true_base = mpmath.e if base == math.e else mpmath.mpf(base)
        return -mpmath.log(mpmath.mpf(float(p))) / mpmath.log(true_base)


def error_in_eps(result, p, base, dtype=np.float64):
    truth = exact(p, base)
    return float(abs(mpmath.mpf(float(result)) - truth) / truth) / np.finfo(dtype).eps


def close_to_each_limit(dtype):
    """p from all of (0, 1): evenly spread, close to 1, and down to the subnormals."""
    info = np.finfo(dtype)
    t = np.random.default_rng(1948).random((3, 800))
    spread = t[0]
    below_1 = 1 - 10 ** (np.log10(info.eps) * t[1])
    above_0 = 10 ** (np.log10(info.smallest_subnormal) * t[2])
    edges = [np.nextafter(dtype(1), dtype(0)), info.tiny, info.smallest_subnormal]
    p = np.concatenate([spread, below_1, above_0, edges]).astype(dtype)
    return p[(p > 0) & (p < 1)]


@pytest.mark.parametrize(("dtype", "base"), BOUNDS)
def test_within_the_bound_of_fifty_digits(dtype, base):
    p = close_to_each_limit(dtype)
    result = information_content(p, base=base)
    assert result.dtype == dtype
    worst = max(error_in_eps(r, x, base, dtype) for r, x in zip(result, p, strict=True))
    assert worst <= BOUNDS[dtype, base] < PROMISED[dtype]


@pytest.mark.parametrize("p", [5e-324, 1e-300, 0.01, 1 - 2**-30, 1 - 2**-53])
@pytest.mark.parametrize("base", [2, math.e, 10, 3])
def test_scalar_within_the_bound(p, base):
    assert error_in_eps(information_content(p, base=base), p, base) <= 1.25


def test_just_below_one_by_its_series():
    # -ln(1 - x) = x + x**2 / 2 + ..., and here x**2 is below half an eps of x.
    x = 2.0**-53
    assert information_content(1 - x, base=math.e) == x


def test_powers_of_two_are_exact():
    k = np.arange(1075)
    assert np.array_equal(information_content(np.ldexp(1.0, -k)), k)
    k = np.arange(150)
    p = np.ldexp(np.float32(1), -k)
    assert p.dtype == np.float32
    assert np.array_equal(information_content(p), k)


def test_powers_of_ten_are_exact():
    for k in range(308):
        assert information_content(float(f"1e-{k}"), base=10) == k


@pytest.mark.parametrize(
    ("p", "base", "by_hand"),
    [
        (1 / 8, 2, 3),  # three tosses of a coin
        (1 / 1024, 2, 10),  # ten of them
        (1 / 256, 256, 1),  # a byte, in bytes
        (1 / 16, 4, 2),  # two letters of four
        (0.125, np.float32(2), 3),
        (0.125, np.float16(2), 3),
        (0.125, np.int8(2), 3),
        (0.5, 2**1100, 1 / 1100),
    ],
)
def test_by_hand(p, base, by_hand):
    assert information_content(p, base=base) == by_hand


def test_one_percent_in_three_units():
    # Hand: log2 100 = 2 log2 10, ln 100 = 2 ln 10, log10 100 = 2.
    assert information_content(0.01) == pytest.approx(2 * 3.321928094887362, rel=EPS)
    assert information_content(0.01, base=math.e) == pytest.approx(
        2 * 2.302585092994046, rel=EPS
    )
    assert information_content(0.01, base=10) == 2


@pytest.mark.parametrize("base", [2, math.e, 10, 4, 3])
@pytest.mark.parametrize("zero", [0, 0.0, -0.0, False, np.float32(0)])
def test_the_impossible_carries_infinity(zero, base):
    assert information_content(zero, base=base) == math.inf
    assert information_content([zero], base=base)[0] == math.inf


@pytest.mark.parametrize("base", [2, math.e, 10, 4, 3])
@pytest.mark.parametrize("one", [1, 1.0, True, np.float32(1)])
def test_the_certain_carries_positive_zero(one, base):
    for result in (
        information_content(one, base=base),
        information_content([one], base=base)[0],
    ):
        assert result == 0
        assert math.copysign(1, result) == 1


@unhurried
@given(probabilities, BASES)
def test_never_negative(p, base):
    assert information_content(p, base=base) >= 0


@unhurried
@given(probabilities, probabilities, BASES)
def test_the_rarer_tells_more(p, q, base):
    rarer, likelier = sorted([p, q])
    of_rarer = information_content(rarer, base=base)
    of_likelier = information_content(likelier, base=base)
    assert of_rarer >= of_likelier * (1 - 2 * 1.25 * EPS)


@unhurried
@given(st.floats(1e-150, 1), st.floats(1e-150, 1))
def test_independent_outcomes_add_up(p, q):
    together = information_content(p * q)
    apart = information_content(p) + information_content(q)
    # p * q is rounded by eps / 2 of itself, so its logarithm by eps / 2 / ln 2 bits.
    assert abs(together - apart) <= EPS + 2 * EPS * apart


@unhurried
@given(probabilities.filter(bool), BASES)
def test_units_convert(p, base):
    nats = information_content(p, base=math.e)
    assert information_content(p, base=base) == pytest.approx(
        nats / math.log(base), rel=4 * EPS
    )


@unhurried
@given(st.floats(0, 100))
def test_undoes_the_power_of_one_half(bits):
    # The power is rounded by eps, which is eps / ln 2 bits.
    back = information_content(0.5**bits)
    assert back == pytest.approx(bits, abs=2 * EPS, rel=2 * EPS)


@unhurried
@given(
    st_np.arrays(
        st.sampled_from([np.float64, np.float32]),
        st_np.array_shapes(min_dims=1, max_dims=4, min_side=0, max_side=4),
        elements=st.floats(0, 1, width=32),
    )
)
def test_shape_and_dtype_stay(p):
    result = information_content(p)
    assert result.shape == p.shape
    assert result.dtype == p.dtype


@pytest.mark.parametrize(
    "lay_out",
    [
        lambda p: p,
        np.asfortranarray,
        lambda p: np.repeat(p, 3, axis=1)[:, ::3],
        lambda p: p[::-1, ::-1].copy()[::-1, ::-1],
        lambda p: p.astype(">f8"),
        lambda p: p.astype(np.float16),
        lambda p: p.tolist(),
        lambda p: tuple(map(tuple, p)),
    ],
)
def test_each_value_in_its_place(lay_out):
    k = np.arange(6.0).reshape(2, 3)
    result = information_content(lay_out(0.5**k))
    assert result.dtype == np.float64
    assert np.array_equal(result, k)


@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64, np.int64])
def test_integers_become_float64(dtype):
    result = information_content(np.array([0, 1], dtype))
    assert result.dtype == np.float64
    assert result.tolist() == [math.inf, 0]


@pytest.mark.parametrize("dtype", ["<f4", ">f4"])
def test_float32_stays_float32(dtype):
    result = information_content(np.array([0.5, 0.25], dtype))
    assert result.dtype == np.float32
    assert result.tolist() == [1, 2]


@pytest.mark.parametrize(
    "half", [0.5, np.float64(0.5), np.float32(0.5), np.float16(0.5), np.array(0.5)]
)
def test_scalar_gives_python_float(half):
    result = information_content(half)
    assert type(result) is float
    assert result == 1


def test_scalar_float32_is_worked_out_in_float64():
    p = np.float32(0.1)
    assert error_in_eps(information_content(p), p, 2) <= 0.55


@pytest.mark.parametrize("empty", [[], [[]], np.empty((0, 3)), np.empty((2, 0), int)])
def test_empty_stays_empty(empty):
    result = information_content(empty)
    assert result.shape == np.shape(empty)
    assert result.dtype == np.float64


@pytest.mark.parametrize("base", [2, 3])
def test_input_is_left_alone(base):
    p = np.array([0, 0.1, 0.5, 1])
    before = p.copy()
    p.flags.writeable = False
    result = information_content(p, base=base)
    assert np.array_equal(p, before)
    assert not np.shares_memory(p, result)
    assert result.flags.writeable


@pytest.mark.parametrize("base", [2, math.e, 10, 3])
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_error_state_neither_matters_nor_changes(dtype, base):
    p = np.array([0, np.finfo(dtype).smallest_subnormal, 0.5, 1], dtype)
    with np.errstate(all="raise"):
        before = np.geterr()
        assert information_content(p, base=base)[0] == math.inf
        assert np.geterr() == before
