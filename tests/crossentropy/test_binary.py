import math
import warnings
from itertools import product

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from sklearn.metrics import log_loss

from crossentropy import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    cross_entropy_gradient,
    cross_entropy_with_logits,
)

# The largest errors in eps that a long random search found, rounded up.
BOUND = {np.float64: 2, np.float32: 3}

DTYPES = [np.float64, np.float32]
EPS = 2.0**-52
each_dtype = pytest.mark.parametrize("dtype", DTYPES)
unhurried = settings(deadline=None)


def number(x):
    return mpmath.mpf(float(x))


def exact_of_chance(q, y):
    """-y log q - (1 - y) log(1 - q), where 0 log 0 is 0."""
    q, y = number(q), number(y)
    parts = [share * -mpmath.log(p) for share, p in ((y, q), (1 - y, 1 - q)) if share]
    return mpmath.fsum(parts)


def exact_of_logit(z, y, weight=1):
    """W y softplus(-z) + (1 - y) softplus(z)."""
    z, y, weight = number(z), number(y), number(weight)
    tail = mpmath.log1p(mpmath.exp(-abs(z)))
    wrong = abs(z) * (1 - y if z > 0 else weight * y)
    return wrong + (1 - y + weight * y) * tail


def exact_gradient(z, y, weight=1):
    """(1 - y) sigmoid(z) - w y sigmoid(-z), and the larger of both parts."""
    z, y, weight = number(z), number(y), number(weight)
    no = (1 - y) / (1 + mpmath.exp(-z))
    yes = weight * y / (1 + mpmath.exp(z))
    return no - yes, max(no, yes)


def error_in_eps(result, truth, dtype=np.float64, scale=None):
    off = abs(number(result) - truth) / (scale or abs(truth))
    return float(off) / float(np.finfo(dtype).eps)


def worst(results, truths, dtype):
    """The largest relative error, of those that are no underflow."""
    tiny = np.finfo(dtype).tiny
    pairs = [(r, t) for r, t in zip(results, truths, strict=True) if t >= tiny]
    assert pairs
    return max(error_in_eps(r, t, dtype) for r, t in pairs)


def chances(dtype):
    """q from all of (0, 1): evenly spread, close to 1, down to the subnormals."""
    info = np.finfo(dtype)
    t = np.random.default_rng(1948).random((3, 300))
    near_1 = 1 - 10 ** (np.log10(info.eps) * t[1])
    near_0 = 10 ** (np.log10(info.smallest_subnormal) * t[2])
    edges = [np.nextafter(dtype(1), dtype(0)), info.tiny, info.smallest_subnormal]
    q = np.concatenate([t[0], near_1, near_0, edges]).astype(dtype)
    return q[(q > 0) & (q < 1)]


def logits(dtype):
    """z of every size, both signs."""
    limit = 80 if dtype is np.float32 else 700
    rng = np.random.default_rng(1948)
    tiny = rng.choice([-1, 1], 200) * 10.0 ** rng.uniform(-37, 0, 200)
    parts = [rng.normal(0, 3, 300), rng.uniform(-limit, limit, 200), tiny]
    return np.concatenate([*parts, [0, 1e4, -1e4]]).astype(dtype)


def labels_of(n, kind, dtype):
    rng = np.random.default_rng(7)
    y = rng.random(n) if kind == "soft" else rng.integers(2, size=n)
    return y.astype(dtype)


each_kind = pytest.mark.parametrize("kind", ["hard", "soft"])


@each_dtype
@each_kind
def test_chances_to_fifty_digits(dtype, kind):
    q = chances(dtype)
    y = labels_of(q.size, kind, dtype)
    result = binary_cross_entropy(q, y, reduction="none")
    assert result.dtype == dtype
    with mpmath.workdps(400):  # 1 - 5e-324 has its digits too
        truth = [exact_of_chance(*pair) for pair in zip(q, y, strict=True)]
        assert worst(result, truth, dtype) <= BOUND[dtype]


@pytest.mark.parametrize("q", [1e-300, 5e-324, 1e-17, 0.5, 1 - 2**-30, 1 - 2**-53])
@pytest.mark.parametrize("y", [0, 1, 0.25])
def test_one_chance_to_fifty_digits(q, y):
    with mpmath.workdps(400):
        truth = exact_of_chance(q, y)
    assert error_in_eps(binary_cross_entropy(q, y), truth) <= BOUND[np.float64]


@each_dtype
@each_kind
@pytest.mark.parametrize("weight", [None, 0.3, 4.7, 0])
def test_logits_to_fifty_digits(dtype, kind, weight):
    z = logits(dtype)
    y = labels_of(z.size, kind, dtype)
    weight = weight if weight is None else dtype(weight)
    result = binary_cross_entropy_with_logits(z, y, pos_weight=weight, reduction="none")
    assert result.dtype == dtype
    w = 1 if weight is None else weight
    with mpmath.workdps(50):
        truth = [exact_of_logit(*pair, w) for pair in zip(z, y, strict=True)]
        assert worst(result, truth, dtype) <= BOUND[dtype] + (weight is not None)


@each_dtype
@each_kind
@pytest.mark.parametrize("weight", [None, 0.3, 4.7, 0])
def test_gradient_to_fifty_digits(dtype, kind, weight):
    z = logits(dtype)
    y = labels_of(z.size, kind, dtype)
    weight = weight if weight is None else dtype(weight)
    result = binary_cross_entropy_gradient(z, y, pos_weight=weight, reduction="sum")
    assert result.dtype == dtype
    w = 1 if weight is None else weight
    tiny = np.finfo(dtype).tiny
    with mpmath.workdps(50):
        truths = [exact_gradient(*pair, w) for pair in zip(z, y, strict=True)]
        # With y = 0 or 1 there is but one part; of two, both are rounded.
        errors = [
            error_in_eps(r, t, dtype, scale)
            for r, (t, scale) in zip(result, truths, strict=True)
            if scale >= tiny
        ]
    assert max(errors) <= BOUND[dtype] + (weight is not None)


LADDER = [1e4, 3e3, 1e3, 800, 745, 710, 500, 300, 100, 50, 20, 1]
LADDER = [*(-z for z in LADDER), 0, *reversed(LADDER)]


def test_twenty_five_logits():
    z = np.array(LADDER, float)
    assert z.size == 25
    for y in (0, 1):
        losses = binary_cross_entropy_with_logits(z, np.full(25, y), reduction="none")
        with mpmath.workdps(50):
            truth = np.array([float(exact_of_logit(x, y)) for x in z])
        # Below the normal numbers, there are multiples of 5e-324 only.
        assert losses == pytest.approx(truth, rel=2 * EPS, abs=5e-324)
        assert sorted(abs(z[losses == 0])) == [800, 1e3, 3e3, 1e4]


def test_at_infinity():
    z, y = [math.inf, math.inf, -math.inf, -math.inf], [1, 0, 1, 0]
    losses = binary_cross_entropy_with_logits(z, y, reduction="none")
    assert losses.tolist() == [0, math.inf, math.inf, 0]
    gradients = binary_cross_entropy_gradient(z, y, reduction="none")
    assert gradients.tolist() == [0, 1, -1, 0]
    half = binary_cross_entropy_with_logits([math.inf, -math.inf], [0.5, 0.5])
    assert half == math.inf
    weightless = binary_cross_entropy_with_logits(
        [-math.inf, math.inf, -3.0], [1, 1, 1], pos_weight=0, reduction="none"
    )
    assert weightless.tolist() == [0, 0, 0]


def test_certain_chances():
    q, y = [0, 0, 1, 1], [0, 1, 0, 1]
    losses = binary_cross_entropy(q, y, reduction="none")
    assert losses.tolist() == [0, math.inf, math.inf, 0]
    assert binary_cross_entropy(q, y) == math.inf
    assert binary_cross_entropy(0, 0.5) == math.inf


def test_by_hand():
    assert binary_cross_entropy(0.5, 1) == math.log(2)
    assert binary_cross_entropy([0.25, 0.75], [1, 1], reduction="sum") == pytest.approx(
        math.log(4) + math.log(4 / 3), rel=2 * EPS
    )
    # Soft: 1/4 ln 2 + 3/4 ln 2.
    assert binary_cross_entropy(0.5, 0.25) == pytest.approx(math.log(2), rel=EPS)
    # sigmoid(ln 3) = 3/4.
    z = math.log(3)
    assert binary_cross_entropy_with_logits(z, 1) == pytest.approx(math.log(4 / 3))
    assert binary_cross_entropy_with_logits(z, 0) == pytest.approx(math.log(4))
    weighted = binary_cross_entropy_with_logits([z, z], [1, 0], pos_weight=5)
    assert weighted == pytest.approx((5 * math.log(4 / 3) + math.log(4)) / 2)
    gradient = binary_cross_entropy_gradient([z, z], [1, 0], pos_weight=5)
    assert gradient == pytest.approx([-5 / 8, 3 / 8])


def test_a_weight_for_each_column():
    z = np.random.default_rng(3).normal(0, 2, (5, 2, 3))
    y = np.random.default_rng(4).random((5, 2, 3))
    weight = [0.5, 2.0, 0.0]
    losses = binary_cross_entropy_with_logits(z, y, pos_weight=weight, reduction="none")
    gradient = binary_cross_entropy_gradient(z, y, pos_weight=weight, reduction="sum")
    for i, w in enumerate(weight):
        alone = z[..., i], y[..., i]
        assert losses[..., i] == pytest.approx(
            binary_cross_entropy_with_logits(*alone, pos_weight=w, reduction="none"),
            rel=2 * EPS,
        )
        assert gradient[..., i] == pytest.approx(
            binary_cross_entropy_gradient(*alone, pos_weight=w, reduction="sum"),
            rel=2 * EPS,
        )


def test_mean_divides_by_the_count_whatever_the_weight():
    z, y = np.array([0.3, -1.2, 2.2]), np.array([1, 0, 1])
    options = {"pos_weight": 3.5}
    total = binary_cross_entropy_with_logits(z, y, **options, reduction="sum")
    mean = binary_cross_entropy_with_logits(z, y, **options)
    assert mean == pytest.approx(total / 3, rel=EPS)


def test_a_weight_beyond_single_precision():
    z = np.array([1.0, 2.0], np.float32)
    assert binary_cross_entropy_with_logits(z, [0, 0], pos_weight=1e39) < 3
    assert np.isfinite(binary_cross_entropy_gradient(z, [0, 0], pos_weight=1e39)).all()


finite = st.floats(-700, 700)
share = st.floats(0, 1)


@unhurried
@given(finite, share)
def test_is_the_loss_of_two_classes(z, y):
    binary = binary_cross_entropy_with_logits(z, y)
    assert binary >= 0
    two = cross_entropy_with_logits([0.0, z], [1 - y, y])
    # 1 - y is rounded, which its own logarithm of up to 700 multiplies.
    assert binary == pytest.approx(two, rel=8 * EPS, abs=700 * EPS * (0 < y < 1))
    gradient = cross_entropy_gradient([0.0, z], [1 - y, y])
    of_z = binary_cross_entropy_gradient(z, y)
    assert of_z == pytest.approx(gradient[1], rel=8 * EPS, abs=4 * EPS * (0 < y < 1))


@unhurried
@given(finite, st.booleans())
def test_is_the_loss_of_the_sigmoid(z, y):
    logit = -abs(z)  # of which 1 - sigmoid keeps all digits
    q = special.expit(logit)
    result = binary_cross_entropy_with_logits(logit, y)
    assert result == pytest.approx(binary_cross_entropy(q, y), rel=1e-15 * (8 + abs(z)))
    gradient = binary_cross_entropy_gradient(logit, y)
    assert gradient == pytest.approx(q - y, rel=1e-15 * (8 + abs(z)))


@unhurried
@given(finite, share)
def test_yes_and_no_are_alike(z, y):
    yes = binary_cross_entropy_with_logits(z, y)
    no = binary_cross_entropy_with_logits(-z, 1 - y)
    assert yes == pytest.approx(no, rel=8 * EPS, abs=700 * EPS * (0 < y < 1))


@unhurried
@given(st.floats(-30, 30), share, st.floats(0, 5))
def test_gradient_by_complex_step(z, y, weight):
    h = 1e-30
    # log(1 + e^z) in complex arithmetic, which subtracts nothing.
    moved = complex(z, h)
    no, yes = np.log1p(np.exp(moved)), np.log1p(np.exp(-moved))
    by_step = ((1 - y) * no + weight * y * yes).imag / h
    result = binary_cross_entropy_gradient(z, y, pos_weight=weight)
    assert result == pytest.approx(by_step, rel=1e-13, abs=1e-14 * max(1, weight))


@unhurried
@given(finite, finite, share, share, st.floats(0, 5))
def test_convex_along_a_line(z_0, z_1, t, y, weight):
    def loss(z):
        return binary_cross_entropy_with_logits(z, y, pos_weight=weight)

    chord = (1 - t) * loss(z_0) + t * loss(z_1)
    assert loss((1 - t) * z_0 + t * z_1) <= chord + 1e-12 * max(1, chord)


@unhurried
@given(st.lists(st.tuples(finite, share), min_size=1, max_size=20))
def test_the_three_reductions_agree(pairs):
    z, y = map(list, zip(*pairs, strict=True))
    none = binary_cross_entropy_with_logits(z, y, reduction="none")
    total = binary_cross_entropy_with_logits(z, y, reduction="sum")
    assert total == pytest.approx(math.fsum(none), rel=8 * EPS)
    mean = binary_cross_entropy_with_logits(z, y)
    assert mean == pytest.approx(total / len(z), rel=EPS)
    each = binary_cross_entropy_gradient(z, y, reduction="none")
    assert np.array_equal(each, binary_cross_entropy_gradient(z, y, reduction="sum"))
    assert np.array_equal(each / len(z), binary_cross_entropy_gradient(z, y))


def test_as_scikit_learn_does():
    rng = np.random.default_rng(9)
    q, y = rng.uniform(0.01, 0.99, 200), rng.integers(2, size=200)
    assert binary_cross_entropy(q, y) == pytest.approx(log_loss(y, q), rel=1e-13)
    z = special.logit(q)
    assert binary_cross_entropy_with_logits(z, y) == pytest.approx(
        log_loss(y, q), rel=1e-13
    )


# What they share is tried with numbers from 0 to 1, a q and a logit alike.
THREE = (
    binary_cross_entropy,
    binary_cross_entropy_with_logits,
    binary_cross_entropy_gradient,
)
each_function = pytest.mark.parametrize("function", THREE)


@each_function
@pytest.mark.parametrize("shape", [(1,), (5,), (2, 3), (2, 1, 4), (3, 0)])
@each_dtype
def test_every_shape(function, shape, dtype):
    z, y = np.random.default_rng(5).random((2, *shape)).astype(dtype)
    result = function(z, y, reduction="none")
    assert result.shape == shape
    assert result.dtype == dtype
    rel = 4 * float(np.finfo(dtype).eps)
    for i in np.ndindex(shape):
        one = function(z[i], y[i], reduction="none")
        assert result[i] == pytest.approx(one, rel=rel)


@each_function
@pytest.mark.parametrize("value", [1, 0.5, True, np.float32(0.5), np.array(0.5)])
def test_scalars_are_python_floats(function, value):
    for reduction in ("mean", "sum", "none"):
        assert type(function(value, 1, reduction=reduction)) is float
    single = np.array([value], np.float32)
    if function is not binary_cross_entropy_gradient:
        assert type(function(single, [1])) is float


@each_function
@pytest.mark.parametrize(
    ("given_dtype", "dtype"),
    [
        (">f4", np.float32),
        (">f8", np.float64),
        (np.float16, np.float64),
        (np.int8, np.float64),
        (bool, np.float64),
    ],
)
def test_dtypes(function, given_dtype, dtype):
    z = np.array([0, 1, 1], given_dtype)
    y = np.array([0.0, 1.0, 0.5])
    result = function(z, y, reduction="none")
    assert result.dtype == dtype
    assert np.array_equal(result, function(z.astype(dtype), y, reduction="none"))


@each_function
def test_empty(function):
    for shape in ((0,), (3, 0)):
        empty = np.empty(shape)
        assert function(empty, empty, reduction="none").shape == shape
        if function is binary_cross_entropy_gradient:
            assert function(empty, empty).shape == shape
        else:
            assert math.isnan(function(empty, empty))
            assert function(empty, empty, reduction="sum") == 0


@pytest.mark.parametrize("shape", [(3, 0), (0, 0), (0, 3)])
def test_no_columns_with_their_weights(shape):
    empty, weight = np.empty(shape), np.ones(shape[-1])
    options = {"pos_weight": weight, "reduction": "none"}
    losses = binary_cross_entropy_with_logits(empty, empty, **options)
    assert losses.shape == shape
    assert binary_cross_entropy_gradient(empty, empty, **options).shape == shape


@each_function
@each_dtype
def test_several_blocks_equal_one_by_one(function, dtype):
    n = 150_000
    z, y = np.random.default_rng(6).random((2, n)).astype(dtype)
    result = function(z, y, reduction="none")
    for i in (0, n // 3, n // 2, n - 1):
        one = function(z[i : i + 1], y[i : i + 1], reduction="none")
        rel = 4 * float(np.finfo(dtype).eps)
        assert result[i] == pytest.approx(one[0], rel=rel)


@pytest.mark.parametrize("function", THREE[:2])
def test_float32_mean_accumulates_in_float64(function):
    n = 300_000
    z, y = np.full(n, 0.3, np.float32), np.ones(n)
    each = function(z[:1], y[:1])
    assert function(z, y) == pytest.approx(each, rel=1e-12)
    assert function(z, y, reduction="sum") == pytest.approx(n * each, rel=1e-12)


def test_weights_over_several_blocks():
    z = np.random.default_rng(6).normal(0, 2, (100_000, 3))
    y = np.random.default_rng(7).random((100_000, 3))
    options = {"pos_weight": [0.5, 2.0, 3.0], "reduction": "none"}
    losses = binary_cross_entropy_with_logits(z, y, **options)
    gradients = binary_cross_entropy_gradient(z, y, **options)
    last = slice(99_990, None)
    assert losses[last] == pytest.approx(
        binary_cross_entropy_with_logits(z[last], y[last], **options), rel=4 * EPS
    )
    assert gradients[last] == pytest.approx(
        binary_cross_entropy_gradient(z[last], y[last], **options), rel=4 * EPS
    )


@each_function
@pytest.mark.parametrize(
    "lay_out",
    [
        np.asfortranarray,
        lambda a: np.repeat(a, 3, axis=1)[:, ::3],
        lambda a: a[::-1, ::-1].copy()[::-1, ::-1],
        lambda a: a.tolist(),
    ],
)
def test_every_layout(function, lay_out):
    z, y = np.random.default_rng(6).random((2, 6, 4))
    result = function(lay_out(z), lay_out(y), reduction="none")
    assert result == pytest.approx(function(z, y, reduction="none"), rel=2 * EPS)


@each_function
def test_input_is_left_alone(function):
    z, y = np.array([0.0, 0.25, 1.0]), np.array([0.0, 0.5, 1.0])
    before = z.copy(), y.copy()
    z.flags.writeable = y.flags.writeable = False
    result = function(z, y, reduction="none")
    assert np.array_equal(z, before[0])
    assert np.array_equal(y, before[1])
    assert not np.shares_memory(result, z)
    assert result.flags.writeable


@each_function
@each_dtype
def test_error_state_neither_matters_nor_changes(function, dtype):
    tiny = float(np.finfo(dtype).smallest_subnormal)
    q = np.array([0, tiny, 0.5, 1, 1], dtype)
    z = np.array([-math.inf, -708.5, 0.5, 1e4, math.inf], dtype)
    y = np.array([1, 0, 1e-310, 1, 0])
    given = q if function is binary_cross_entropy else z
    weighted = {} if function is binary_cross_entropy else {"pos_weight": 1e-320}
    for options, reduction in product(({}, weighted), ("mean", "sum", "none")):
        options = options | {"reduction": reduction}
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            expected = function(given, y, **options)
            with np.errstate(all="raise"):
                before = np.geterr()
                result = function(given, y, **options)
                assert np.geterr() == before
        assert np.array_equal(result, expected)


def message(function, *args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*args, **kwargs)
    return str(raised.value)


@each_function
@pytest.mark.parametrize(
    ("y", "said"),
    [
        (
            [0.5, 1.5],
            "y[1] is 1.5, but a probability lies between 0 and 1; "
            "divide percentages by 100, counts by their sum",
        ),
        (
            [0.5, math.nan],
            "y[1] is nan, but a probability lies between 0 and 1; "
            "replace or drop nan and inf first",
        ),
        (
            [0.5, None],
            "y has dtype object, but a probability is a real number; "
            "pass integers or floats of at most 64 bits",
        ),
    ],
)
def test_labels(function, y, said):
    assert message(function, [0.25, 0.5], y) == said


@each_function
def test_labels_of_minus_one_and_one(function):
    # The usual cause of a -1 is a label of another convention.
    said = message(function, [0.25, 0.5], [1, -1])
    assert said.startswith("y[1] is -1, but a ")


@each_function
@pytest.mark.parametrize(
    ("z", "y", "shapes"),
    [
        ([0.5, 0.5], 1, "y has shape (), but {} has (2,)"),
        (0.5, [1], "y has shape (1,), but {} has ()"),
        ([[0.5], [0.5]], [1, 0], "y has shape (2,), but {} has (2, 1)"),
        (np.empty((0, 2)), np.empty(0), "y has shape (0,), but {} has (0, 2)"),
    ],
)
def test_shapes_never_broadcast(function, z, y, shapes):
    # (N, 1) against (N,) would be a table of N * N losses.
    name = "q" if function is binary_cross_entropy else "logits"
    assert message(function, z, y) == (
        shapes.format(name) + "; give each prediction its own label"
    )


@pytest.mark.parametrize(
    ("q", "said"),
    [
        (
            1.5,
            "q is 1.5, but a probability lies between 0 and 1; "
            "divide percentages by 100, counts by their sum",
        ),
        (
            [0.5, -2.0],
            "q[1] is -2.0, but a probability lies between 0 and 1; "
            "take np.exp of log-probabilities, the softmax of logits",
        ),
        (
            [1 + 2**-52, 0.0],
            "q[0] is 1.0000000000000002, but a probability lies between 0 and 1; "
            "if this is rounding error, pass np.clip(q, 0, 1)",
        ),
        (
            [0.5, math.nan],
            "q[1] is nan, but a probability lies between 0 and 1; "
            "replace or drop nan and inf first",
        ),
    ],
)
def test_chance_outside_zero_to_one(q, said):
    assert message(binary_cross_entropy, q, np.ones(np.shape(q))) == said


@pytest.mark.parametrize("function", THREE[1:])
@pytest.mark.parametrize(
    ("z", "where"),
    [
        (math.nan, "logits"),
        ([0.0, math.nan], "logits[1]"),
        ([[0.0, math.inf], [math.nan, 0.0]], "logits[1, 0]"),
    ],
)
def test_nan(function, z, where):
    assert message(function, z, np.ones(np.shape(z))) == (
        f"{where} is nan, which is no logit; look for what made it: "
        "inf - inf, 0 * inf or the logarithm of a negative number"
    )


@pytest.mark.parametrize("function", THREE[1:])
@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (
            -1,
            "pos_weight is -1, but it says how much a positive label counts; "
            "pass finite numbers of at least 0",
        ),
        (
            [1.0, math.inf],
            "pos_weight[1] is inf, but it says how much a positive label counts; "
            "pass finite numbers of at least 0",
        ),
        (
            [math.nan, 1.0],
            "pos_weight[0] is nan, but it says how much a positive label counts; "
            "pass finite numbers of at least 0",
        ),
        (
            [1.0, 2.0, 3.0],
            "pos_weight has shape (3,), but logits has (1, 2); "
            "pass one number, or one for each entry of the last axis",
        ),
        (
            "3",
            "pos_weight has dtype <U1, but a weight is a real number; "
            "pass integers or floats of at most 64 bits",
        ),
    ],
)
def test_pos_weight(function, weight, said):
    assert message(function, [[0.5, 0.5]], [[1, 0]], pos_weight=weight) == said


@each_function
@pytest.mark.parametrize("reduction", ["Mean", "average", None, True, ["sum"]])
def test_reduction(function, reduction):
    assert message(function, [0.5], [1], reduction=reduction) == (
        f"reduction is {reduction!r}; "
        "pass 'mean', 'sum', or 'none' for that of each example"
    )


@pytest.mark.parametrize("function", THREE[1:])
def test_no_logits(function):
    assert message(function, ["a"], [1]) == (
        "logits has dtype <U1, but a logit is a real number; "
        "pass integers or floats of at most 64 bits"
    )
    assert message(function, np.ma.array([1.0]), [1]) == (
        "logits is a masked array, and its mask would be lost; "
        "pass logits.compressed() or logits.filled(...)"
    )


@each_function
def test_options_are_by_name_only(function):
    with pytest.raises(TypeError):
        function([0.5], [1], "mean")
