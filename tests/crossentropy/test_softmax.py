import math
import warnings
from collections import Counter

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from crossentropy import log_softmax, logsumexp, softmax

# The largest errors in eps that a search of 8 million rows found, rounded up: of
# ordinary, confident and tied logits, up to 10 classes and up to 50257.
FEW, MANY = 4, 5

FUNCTIONS = [logsumexp, softmax, log_softmax]
DTYPES = [np.float64, np.float32]
unhurried = settings(deadline=None)


def digits(values):
    return [mpmath.mpf(float(value)) for value in values]


def total(z):
    """The sum of exp(z), equal logits taken together."""
    return mpmath.fsum(n * mpmath.exp(x) for x, n in Counter(z).items())


def exact_logsumexp(z):
    return mpmath.log(total(z))


def exact_softmax(z, temperature=1):
    z = [x / mpmath.mpf(float(temperature)) for x in z]
    sum_ = total(z)
    return [mpmath.exp(x) / sum_ for x in z]


def exact_log_softmax(z):
    # log1p of what the others hold keeps fifty digits next to 1.
    top = max(z)
    counts = Counter(x - top for x in z)
    counts[0] -= 1
    rest = mpmath.fsum(n * mpmath.exp(x) for x, n in counts.items())
    return [x - top - mpmath.log1p(rest) for x in z]


def error_in_eps(result, truth, dtype, scale=None):
    with mpmath.workdps(50):
        off = abs(mpmath.mpf(float(result)) - truth) / (scale or abs(truth) or 1)
        return float(off) / float(np.finfo(dtype).eps)


def worst(results, truths, dtype):
    """The largest relative error, of those that are no underflow."""
    tiny = np.finfo(dtype).tiny
    pairs = zip(np.ravel(results), truths, strict=True)
    return max(error_in_eps(r, t, dtype) for r, t in pairs if abs(t) > tiny)


ROWS = {
    "ordinary": [2.0, -1.0, 0.5],
    "two": [0.3, -0.2],
    "one": [3.7],
    "tie": [1.5, 1.5, 1.5],
    "tie at the top": [7.25, 7.25, -3.0],
    "confident": [40.1, 0.3, -2.2],
    "certain but for 1e-300": [690.1, 0.3, 0.2],
    "certain but for 1e-306": [705.3, 0.1, 0.2],
    "single precision": [15.3, 0.1, 0.2],
    "single precision, certain but for 1e-36": [82.3, 0.1, 0.2],
    "negative": [-1000.3, -1001.1, -999.7],
    "far": [1e4, 9999.5, -1e4],
    "ten": [3.1, -0.4, 2.7, 0.0, 1.1, -5.2, 0.9, 2.2, -1.7, 0.3],
}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
each_dtype = pytest.mark.parametrize("dtype", DTYPES)
each_function = pytest.mark.parametrize("function", FUNCTIONS)


@each_row
@each_dtype
def test_logsumexp_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    with mpmath.workdps(50):
        truth = exact_logsumexp(digits(z))
        # One ulp of the maximum is all that a sum with it can hold.
        scale = max(abs(truth), abs(mpmath.mpf(float(z.max()))))
    assert error_in_eps(logsumexp(z), truth, dtype, scale) <= FEW


@each_row
@each_dtype
def test_log_softmax_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    with mpmath.workdps(50):
        truth = exact_log_softmax(digits(z))
    result = log_softmax(z)
    assert result.dtype == dtype
    if len(row) == 1:
        assert result.tolist() == [0]
    else:
        assert worst(result, truth, dtype) <= FEW


@each_row
@each_dtype
def test_softmax_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    with mpmath.workdps(50):
        truth = exact_softmax(digits(z))
    result = softmax(z)
    assert result.dtype == dtype
    assert worst(result, truth, dtype) <= FEW


@pytest.mark.parametrize("temperature", [0.1, 0.7, 2, 10.0, np.float32(0.5), 1e3])
@each_dtype
def test_temperature_to_fifty_digits(temperature, dtype):
    z = np.array([1.3, 0.2, -0.4], dtype)
    with mpmath.workdps(50):
        truth = exact_softmax(digits(z), temperature)
    # The distance from the maximum, at most 17 when divided, is rounded by half an eps.
    result = softmax(z, temperature=temperature)
    assert worst(result, truth, dtype) <= 17 / 2 + FEW


@pytest.mark.parametrize("temperature", [0.5, 2, 4.0])
@each_dtype
def test_half_and_double_temperature_round_nothing(temperature, dtype):
    z = np.array([30.1, 0.3, -2.2], dtype)
    with mpmath.workdps(50):
        truth = exact_softmax(digits(z), temperature)
    assert worst(softmax(z, temperature=temperature), truth, dtype) <= FEW


@each_dtype
def test_random_rows_of_few_classes(dtype):
    rng = np.random.default_rng(1948)
    for k in (2, 3, 5, 10):
        z = rng.normal(0, 2, (100, k))
        z[50:, 0] += rng.uniform(0, 60, 50)
        z = z.astype(dtype)
        with mpmath.workdps(50):
            rows = [digits(row) for row in z]
            logs = [exact_log_softmax(row) for row in rows]
            chances = [exact_softmax(row) for row in rows]
        errors = [worst(r, t, dtype) for r, t in zip(log_softmax(z), logs, strict=True)]
        assert max(errors) <= FEW
        errors = [worst(r, t, dtype) for r, t in zip(softmax(z), chances, strict=True)]
        assert max(errors) <= FEW


@pytest.mark.parametrize("k", [100, 1000, 50257, 10**6])
@each_dtype
def test_many_classes(k, dtype):
    # All alike but for one: no rounding cancels another in such a sum.
    z = np.full(k, 0.4088, dtype)
    z[k // 3] = 0.4088 + math.log(40 * k)
    with mpmath.workdps(50):
        low, top = mpmath.mpf(float(z[0])), mpmath.mpf(float(z.max()))
        rest = (k - 1) * mpmath.exp(low - top)
        of_top, of_low = 1 / (1 + rest), mpmath.exp(low - top) / (1 + rest)
        log_sum = mpmath.log1p(rest)
    chances, logs = softmax(z), log_softmax(z)
    assert error_in_eps(logs.max(), -log_sum, dtype) <= MANY
    assert error_in_eps(logs.min(), low - top - log_sum, dtype) <= MANY
    assert error_in_eps(chances.max(), of_top, dtype) <= MANY
    assert error_in_eps(chances.min(), of_low, dtype) <= MANY
    assert error_in_eps(logsumexp(z), top + log_sum, dtype) <= MANY


@pytest.mark.parametrize("k", [50257, 10**6])
@each_dtype
def test_many_different_classes(k, dtype):
    rng = np.random.default_rng(2017)
    z = rng.choice(rng.normal(0, 3, 500), k).astype(dtype)
    with mpmath.workdps(50):
        counts = {mpmath.mpf(float(x)): n for x, n in Counter(z.tolist()).items()}
        truth = mpmath.log(mpmath.fsum(n * mpmath.exp(x) for x, n in counts.items()))
        some = digits(z[:50])
        logs = [x - truth for x in some]
        chances = [mpmath.exp(x) for x in logs]
    assert error_in_eps(logsumexp(z), truth, dtype) <= MANY
    assert worst(log_softmax(z)[:50], logs, dtype) <= MANY
    assert worst(softmax(z)[:50], chances, dtype) <= MANY


def test_by_hand():
    assert logsumexp([0.0, 0.0]) == math.log(2)
    assert softmax([5.0, 5.0, 5.0, 5.0]).tolist() == [0.25] * 4
    assert log_softmax([1.0]).tolist() == [0]
    # ln 1, ln 2 and ln 5 weigh 1, 2 and 5 eighths.
    result = softmax(np.log([1.0, 2.0, 5.0]))
    assert result == pytest.approx([1 / 8, 2 / 8, 5 / 8], rel=1e-15)


def test_the_largest_numbers_do_not_overflow():
    assert softmax([1e308, -1e308]).tolist() == [1, 0]
    assert log_softmax([1e308, 0.0]).tolist() == [0, -1e308]
    assert logsumexp([1e308, -1e308]) == 1e308
    largest = np.finfo(np.float32).max
    assert softmax(np.array([largest, -largest])).tolist() == [1, 0]
    assert logsumexp([-1e308, -1e308]) == -1e308


@pytest.mark.parametrize("size", [10.0, 59.0, 79.0, 88.0, 599.0, 699.0, 709.0, 1e6])
@pytest.mark.parametrize("sign", [-1, 1])
@each_dtype
def test_many_logits_of_any_size(size, sign, dtype):
    # Each exp may be finite, and their sum beyond the largest number.
    k = 10**5
    z = np.full(k, sign * size, dtype)
    with mpmath.workdps(50):
        truth = sign * mpmath.mpf(size) + mpmath.log(k)
        scale = max(abs(truth), mpmath.mpf(size))
        assert error_in_eps(logsumexp(z), truth, dtype, scale) <= MANY
        assert error_in_eps(softmax(z)[0], 1 / mpmath.mpf(k), dtype) <= MANY
        assert error_in_eps(log_softmax(z)[0], -mpmath.log(k), dtype) <= MANY


def test_infinite_logits():
    assert softmax([-math.inf, 0, 0]).tolist() == [0, 0.5, 0.5]
    assert log_softmax([-math.inf, 0]).tolist() == [-math.inf, 0]
    assert logsumexp([-math.inf, 3.5]) == 3.5
    assert softmax([math.inf, 0, 1e308]).tolist() == [1, 0, 0]
    assert softmax([math.inf, -math.inf]).tolist() == [1, 0]
    assert log_softmax([math.inf, 5]).tolist() == [0, -math.inf]


def test_logsumexp_of_infinities():
    assert logsumexp([-math.inf, -math.inf]) == -math.inf
    assert logsumexp([math.inf, 3]) == math.inf
    assert logsumexp([math.inf, -math.inf]) == math.inf
    assert logsumexp([math.inf, math.inf]) == math.inf
    z = [[1.0, 1.0], [-math.inf, -math.inf], [math.inf, math.inf], [2.0, -math.inf]]
    result = logsumexp(z)
    assert result[0] == pytest.approx(1 + math.log(2))
    assert result[1:].tolist() == [-math.inf, math.inf, 2]


def test_infinite_rows_leave_the_others_alone():
    z = np.array([[0.3, -1.2, 2.2], [math.inf, 0, 1], [-math.inf, 4.5, 1.5]])
    for function in (softmax, log_softmax):
        assert function(z)[0] == pytest.approx(function(z[0]), rel=1e-15)
        assert function(z)[2] == pytest.approx(function(z[2]), rel=1e-15)
    assert softmax(z)[1].tolist() == [1, 0, 0]


def message(function, *args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*args, **kwargs)
    return str(raised.value)


@each_function
@pytest.mark.parametrize(
    ("z", "axis", "where"),
    [
        ([1.0, math.nan], -1, "z[1]"),
        ([[1.0, 2.0], [math.nan, 4.0]], -1, "z[1, 0]"),
        ([[1.0, 2.0], [math.nan, 4.0]], 0, "z[1, 0]"),
        ([[math.inf, math.nan], [math.inf, 4.0]], -1, "z[0, 1]"),
        ([-math.inf, math.nan], -1, "z[1]"),
    ],
)
def test_nan(function, z, axis, where):
    assert message(function, z, axis=axis) == (
        f"{where} is nan, which is no logit; look for what made it: "
        "inf - inf, 0 * inf or the logarithm of a negative number"
    )


@pytest.mark.parametrize("function", [softmax, log_softmax])
@pytest.mark.parametrize(
    ("z", "axis", "where"),
    [
        ([-math.inf, -math.inf], -1, "z"),
        ([[0.0, 1.0], [-math.inf, -math.inf]], -1, "z[1]"),
        ([[0.0, -math.inf], [1.0, -math.inf]], 0, "z[:, 1]"),
    ],
)
def test_every_class_ruled_out(function, z, axis, where):
    assert message(function, z, axis=axis) == (
        f"{where} is -inf throughout, so every class is ruled out; "
        "leave one of them finite"
    )


@pytest.mark.parametrize("function", [softmax, log_softmax])
@pytest.mark.parametrize(
    ("z", "axis", "where"),
    [
        ([math.inf, 2.0, math.inf], -1, "z"),
        ([[0.0, 1.0], [math.inf, math.inf]], -1, "z[1]"),
        ([[0.0, math.inf], [1.0, math.inf]], 0, "z[:, 1]"),
    ],
)
def test_two_classes_certain(function, z, axis, where):
    assert message(function, z, axis=axis) == (
        f"{where} holds inf more than once, so two classes are certain; "
        "leave one of them"
    )


@each_function
@pytest.mark.parametrize(
    ("z", "axis", "said"),
    [
        (3.0, -1, "z is the single number 3.0; pass an array with one entry for each "),
        ([[1.0]], 2, "axis is 2, but z has shape (1, 1); pass an integer from -2 to 1"),
        ([1.0], 0.0, "axis is 0.0, but z has shape (1,); pass an integer from -1 to 0"),
        (np.empty((2, 0)), -1, "z has shape (2, 0), so no outcome along axis -1; pass"),
        ([1j], -1, "z has dtype complex128, but a logit is a real number; pass "),
        (["a"], -1, "z has dtype <U1, but a logit is a real number; pass integers or "),
        (
            [[1.0], [1.0, 2.0]],
            -1,
            "z is not a rectangular array; give all of its rows ",
        ),
        (np.ma.array([1.0]), -1, "z is a masked array, and its mask would be lost; "),
    ],
)
def test_no_logits(function, z, axis, said):
    assert message(function, z, axis=axis).startswith(said)


@pytest.mark.parametrize(
    ("temperature", "shown"),
    [
        (0, "0"),
        (0.0, "0.0"),
        (-1, "-1"),
        (math.inf, "inf"),
        (math.nan, "nan"),
        ("1", "'1'"),
        (None, "None"),
        (1j, "1j"),
        (np.float64(0), "np.float64(0.0)"),
        (np.array([1.0, 2.0]), "array([1., 2.])"),
        (10**309, f"1{309 * '0'}"),
    ],
)
def test_temperature(temperature, shown):
    assert message(softmax, [1.0, 2.0], temperature=temperature) == (
        f"temperature is {shown}, but logits are divided by it; "
        "pass a finite number above 0"
    )


@pytest.mark.parametrize("temperature", [5e-324, 1e-320, 1e-300, 1e-3])
def test_cold_is_the_argmax(temperature):
    z = [40.1, 0.3, 41.7]
    assert softmax(z, temperature=temperature).tolist() == [0, 0, 1]
    tie = softmax([2.5, 1.5, 2.5], temperature=temperature)
    assert tie.tolist() == [0.5, 0, 0.5]


def test_differences_beyond_the_largest_float():
    """The temperature brings them back: 1/(1 + e⁻²) and 1/(1 + e⁻²⁰⁰)."""
    found = softmax([[1e308, -1e308], [-1e308, 1e308]], temperature=1e308)
    by_hand = 1 / (1 + math.exp(-2))
    assert found[0] == pytest.approx([by_hand, 1 - by_hand], rel=1e-15)
    assert found[1].tolist() == found[0, ::-1].tolist()
    cold = softmax([1e308, -1e308], temperature=1e306)
    assert cold == pytest.approx([1, math.exp(-200)], rel=1e-12)


@pytest.mark.parametrize("temperature", [1e20, 1e308])
def test_hot_is_uniform(temperature):
    result = softmax([40.1, 0.3, -41.7, 2.0], temperature=temperature)
    assert result.tolist() == [0.25] * 4


def test_temperature_and_infinity():
    assert softmax([math.inf, 1, 2], temperature=3).tolist() == [1, 0, 0]
    result = softmax([-math.inf, 1, 1], temperature=0.1)
    assert result.tolist() == [0, 0.5, 0.5]


finite_rows = st.lists(st.floats(-50, 50), min_size=2, max_size=8)


@unhurried
@given(finite_rows, st.floats(-100, 100))
def test_shift_invariance(z, shift):
    z = np.array(z)
    # Each sum z + shift is rounded by half an eps of at most 150.
    slack = 150 * 2.0**-52 + 10 * 2.0**-52
    assert softmax(z + shift) == pytest.approx(softmax(z), rel=2 * slack, abs=1e-300)
    assert log_softmax(z + shift) == pytest.approx(log_softmax(z), abs=2 * slack)
    moved = logsumexp(z + shift)
    assert moved == pytest.approx(logsumexp(z) + shift, abs=2 * slack)


@unhurried
@given(finite_rows)
def test_chances(z):
    chances = softmax(z)
    assert (chances >= 0).all()
    assert math.fsum(chances) == pytest.approx(1, rel=8 * 2.0**-52)
    # A logarithm of 100 is rounded by 100 eps / 2, which exp makes relative.
    assert np.exp(log_softmax(z)) == pytest.approx(chances, rel=1e-13, abs=1e-300)
    assert (log_softmax(z) <= 0).all()
    assert logsumexp(z) >= max(z)


@unhurried
@given(
    finite_rows.flatmap(lambda z: st.tuples(st.just(z), st.permutations(range(len(z)))))
)
def test_permutation_equivariance(case):
    z, order = np.array(case[0]), list(case[1])
    for function in (softmax, log_softmax):
        assert function(z[order]) == pytest.approx(function(z)[order], rel=1e-14)
    assert logsumexp(z[order]) == pytest.approx(logsumexp(z), abs=100 * 2.0**-52)


@unhurried
@given(finite_rows, st.floats(0.05, 20))
def test_temperature_divides_the_logits(z, temperature):
    # Quotients of up to 2000 are rounded by half an eps each.
    once = softmax(z, temperature=temperature)
    before = softmax(np.array(z) / temperature)
    assert once == pytest.approx(before, rel=2000 * 2.0**-51, abs=1e-300)


@unhurried
@given(finite_rows)
def test_as_scipy_does(z):
    assert softmax(z) == pytest.approx(special.softmax(z), rel=1e-13, abs=1e-300)
    assert log_softmax(z) == pytest.approx(special.log_softmax(z), rel=1e-13, abs=1e-13)
    assert logsumexp(z) == pytest.approx(special.logsumexp(z), rel=1e-13, abs=1e-13)


def z_of_shape(shape, dtype=np.float64):
    return np.random.default_rng(5).normal(0, 3, shape).astype(dtype)


@each_function
@pytest.mark.parametrize("shape", [(3,), (4, 3), (2, 4, 3), (1, 2, 1, 3), (0, 3)])
@each_dtype
def test_every_shape(function, shape, dtype):
    z = z_of_shape(shape, dtype)
    result = function(z)
    rows = [function(row) for row in z.reshape(-1, shape[-1])]
    expected = shape[:-1] if function is logsumexp else shape
    assert np.shape(result) == expected
    if shape != (3,) or function is not logsumexp:
        assert result.dtype == dtype
    rel = 4 * float(np.finfo(dtype).eps)
    assert np.ravel(result) == pytest.approx(np.ravel(rows), rel=rel)


@each_function
@pytest.mark.parametrize("axis", [0, 1, 2, -2, -3, np.int64(1)])
def test_axis(function, axis):
    z = z_of_shape((4, 3, 5))
    moved = function(np.moveaxis(z, axis, -1).copy())
    expected = moved if function is logsumexp else np.moveaxis(moved, -1, axis)
    # Numbers that lie apart may be added in another order.
    assert function(z, axis=axis) == pytest.approx(expected, rel=1e-15)


def test_scalar_is_a_python_float():
    assert type(logsumexp([1, 2])) is float
    assert type(logsumexp(np.array([1, 2], np.float32))) is float


@each_function
@pytest.mark.parametrize(
    ("given_dtype", "dtype"),
    [
        ("<f4", np.float32),
        (">f4", np.float32),
        (">f8", np.float64),
        (np.float16, np.float64),
        (np.int8, np.float64),
        (np.uint64, np.float64),
        (bool, np.float64),
    ],
)
def test_dtypes(function, given_dtype, dtype):
    z = np.array([[0, 1, 1], [1, 0, 1]], given_dtype)
    result = function(z)
    assert result.dtype == dtype
    expected = function(z.astype(dtype))
    assert np.array_equal(result, expected)


@each_function
@pytest.mark.parametrize(
    "lay_out",
    [
        np.asfortranarray,
        lambda z: np.repeat(z, 3, axis=1)[:, ::3],
        lambda z: z[::-1, ::-1].copy()[::-1, ::-1],
        lambda z: z.tolist(),
    ],
)
def test_every_layout(function, lay_out):
    z = z_of_shape((6, 4))
    assert function(lay_out(z)) == pytest.approx(function(z), rel=1e-15)


@each_function
@each_dtype
@pytest.mark.parametrize("k", [3, 1000])
def test_several_blocks_equal_row_by_row(function, dtype, k):
    n = 150_000 // k
    z = z_of_shape((n, k), dtype)
    z[-1, 0] = -math.inf
    result = function(z)
    for i in (0, n // 3, n // 2, n - 1):
        # A product with a matrix may add up in another order than with a row.
        rel = 4 * float(np.finfo(dtype).eps)
        assert result[i] == pytest.approx(function(z[i]), rel=rel)


@each_function
def test_input_is_left_alone(function):
    z = np.array([[40.1, 0.3, -2.2], [math.inf, 0, -math.inf], [0.1, 0.2, 0.3]])
    before = z.copy()
    z.flags.writeable = False
    result = function(z)
    assert np.array_equal(z, before)
    assert not np.shares_memory(z, result)
    assert result.flags.writeable


@each_function
@each_dtype
def test_error_state_neither_matters_nor_changes(function, dtype):
    z = np.array(
        [[700, -700, 1], [-math.inf, 0, 1], [math.inf, 0, 1], [80, 0, 0]], dtype
    )
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        expected = function(z)
        with np.errstate(all="raise"):
            before = np.geterr()
            assert np.array_equal(function(z), expected)
            assert np.geterr() == before


def test_options_are_by_name_only():
    with pytest.raises(TypeError):
        softmax([1.0, 2.0], 1.0)
    with pytest.raises(TypeError):
        logsumexp([1.0, 2.0], 0)
