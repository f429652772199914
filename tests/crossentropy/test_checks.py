import math
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from crossentropy import (
    conditional_entropy,
    cross_entropy,
    entropy,
    information_content,
    js_divergence,
    kl_divergence,
    mutual_information,
)

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


# What every function of distributions refuses, as its p and as its q.

each_argument = pytest.mark.parametrize(
    ("function", "name"),
    [
        (entropy, "p"),
        *(
            (f, name)
            for f in (cross_entropy, kl_divergence, js_divergence)
            for name in "pq"
        ),
    ],
)


def uniform_like(given, axis):
    """A table of distributions of the shape of the given one, where it has one."""
    try:
        shape = np.shape(given)
        return np.full(shape, 1 / shape[axis])
    except (ValueError, IndexError, ZeroDivisionError, TypeError):
        return [0.5, 0.5]


def call(function, name, given, axis=-1, **kwargs):
    """Pass the given as the argument of that name, and something right beside it."""
    if function is entropy:
        return entropy(given, axis=axis, **kwargs)
    pair = {"p": uniform_like(given, axis), "q": uniform_like(given, axis), name: given}
    return function(pair["p"], pair["q"], axis=axis, **kwargs)


def refusal(function, name, given, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        call(function, name, given, **kwargs)
    return str(raised.value)


@each_argument
@pytest.mark.parametrize(
    ("given", "where", "repair"),
    [
        ([0.5, -0.5, 1.0], "[1] is -0.5", LOGARITHMS),
        ([-0.7, -0.7], "[0] is -0.7", LOGARITHMS),
        ([0.0, -math.inf], "[1] is -inf", LOGARITHMS),
        (
            [1.0, -1e-17],
            "[1] is -1e-17",
            "if this is rounding error, pass np.clip({}, 0, 1)",
        ),
        ([0.5, math.nan], "[1] is nan", NOT_FINITE),
        ([0.5, math.inf], "[1] is inf", NOT_FINITE),
        ([math.inf, -math.inf], "[0] is inf", NOT_FINITE),
        ([[0.5, 0.5], [0.5, math.nan]], "[1, 1] is nan", NOT_FINITE),
        (np.array([0.5, math.nan], np.float32), "[1] is nan", NOT_FINITE),
        (np.array([[2, -1]]), "[0, 1] is -1", LOGARITHMS),
    ],
)
def test_no_probability(function, name, given, where, repair):
    assert refusal(function, name, given) == (
        f"{name}{where}, but a probability lies between 0 and 1; {repair.format(name)}"
    )


DIVIDE = "divide by its sum: {0} / np.sum({0})"
DIVIDE_ROWS = "divide by its sum: {{0}} / np.sum({{0}}, axis={}, keepdims=True)"
NOTHING = "give it at least one outcome that can occur"


@each_argument
@pytest.mark.parametrize(
    ("given", "axis", "message"),
    [
        ([0.5, 0.57], -1, "{0} sums to 1.07; " + DIVIDE),
        ([30, 70], -1, "{0} sums to 100; " + DIVIDE),
        ([50.0, 25.0, 25.0], 0, "{0} sums to 100; " + DIVIDE),
        ([0.5, 0.25], -1, "{0} sums to 0.75; " + DIVIDE),
        ([0.5, 0.5 + 1e-8], -1, "{0} sums to 1.00000001; " + DIVIDE),
        ([0.5, 0.5 - 2e-9], -1, "{0} sums to 0.999999998; " + DIVIDE),
        ([2], -1, "{0} sums to 2; " + DIVIDE),
        ([[0.5, 0.57]], -1, "{0}[0] sums to 1.07; " + DIVIDE),
        ([1e308, 1e308], -1, "{0} sums to inf; "),
        ([0, 0], -1, "{0} sums to 0; " + NOTHING),
        ([[0.5, 0.5], [0, 0]], -1, "{0}[1] sums to 0; " + NOTHING),
        (
            [[0.5, 0.5]] * 3 + [[0.5, 0.57]] + [[9, 9]],
            -1,
            "{0}[3] sums to 1.07; " + DIVIDE_ROWS.format(1),
        ),
        (
            [[0.5] * 3 + [0.25], [0.5] * 3 + [0.5]],
            0,
            "{0}[:, 3] sums to 0.75; " + DIVIDE_ROWS.format(0),
        ),
        (
            [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.25, 0.25]]],
            -1,
            "{0}[1, 1] sums to 0.5; " + DIVIDE_ROWS.format(2),
        ),
        (
            [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.25]]],
            1,
            "{0}[1, :, 1] sums to 0.75; " + DIVIDE_ROWS.format(1),
        ),
        (
            [[[0.5, 0.5], [0.5, 0.5]], [[0.5, 0.5], [0.5, 0.25]]],
            -3,
            "{0}[:, 1, 1] sums to 0.75; " + DIVIDE_ROWS.format(0),
        ),
    ],
)
def test_sum_beside_one(function, name, given, axis, message):
    told = refusal(function, name, given, axis=axis)
    assert told.startswith(message.format(name))
    assert message.endswith("inf; ") or told == message.format(name)


@each_argument
def test_the_wrong_row_is_found_in_any_block(function, name):
    given = np.full((60_000, 4), 0.25)
    given[45_678, 2] = 0.5
    assert refusal(function, name, given).startswith(f"{name}[45678] sums to 1.25; ")
    given[45_678, 2] = -0.25
    assert refusal(function, name, given).startswith(f"{name}[45678, 2] is -0.25, ")
    turned = given.T
    told = refusal(function, name, turned, axis=0)
    assert told.startswith(f"{name}[2, 45678] is -0.25, ")


@each_argument
@pytest.mark.parametrize(
    ("given", "axis"),
    [
        ([30, 70], -1),
        ([0.5, 0.57], -1),
        ([[0.5, 0.57]], -1),
        ([[30, 70], [5, 5], [1, 2]], -1),
        ([[30, 70], [5, 5], [1, 2]], 0),
        (np.arange(1, 25.0).reshape(2, 3, 4), 1),
        (np.array([1, 2, 4], np.uint8), -1),
        (np.array([0.1, 0.7], np.float32), -1),
        (np.array([0.1, 0.9], np.float16), -1),
        (np.array([[0.1, 0.9], [0.3, 0.7]], np.float16), -1),
        # Added up one by one in float32, a column is 3 parts in 10,000 off.
        (np.full((100_000, 2), 0.3, np.float32), 0),
    ],
)
def test_the_division_works(function, name, given, axis):
    told = refusal(function, name, given, axis=axis)
    repair = told.split("divide by its sum: ")[1]
    repaired = eval(repair, {"np": np, name: given})
    assert np.isfinite(call(function, name, repaired, axis)).all()


@each_argument
@pytest.mark.parametrize("given", [[1.0, -1e-17], [[1 + 1e-10, -1e-10], [0.5, 0.5]]])
def test_the_clipping_works(function, name, given):
    told = refusal(function, name, given)
    repair = told.split("if this is rounding error, pass ")[1]
    repaired = eval(repair, {"np": np, name: given})
    assert not np.isnan(call(function, name, repaired)).any()


@each_argument
@pytest.mark.parametrize(("dtype", "slack"), [(np.float64, 1e-9), (np.float32, 1e-4)])
@pytest.mark.parametrize("k", [1, 2, 1000])
def test_how_far_from_one_a_sum_may_be(function, name, dtype, slack, k):
    given = np.full(k, 1 / k)
    for off in (0.99 * slack, -0.99 * slack):
        assert math.isfinite(call(function, name, (given * (1 + off)).astype(dtype)))
    for off in (1.01 * slack, -1.01 * slack):
        told = refusal(function, name, (given * (1 + off)).astype(dtype))
        assert told.startswith(f"{name} sums to ")


@each_argument
def test_at_the_very_edge_it_passes_or_is_refused(function, name):
    # Two orders of adding up may find a sum on either side of the edge.
    rng = np.random.default_rng(1949)
    for k in (10, 100, 1000):
        slack = 1e-9 + 4 * math.sqrt(k) * 2**-52
        p = rng.random((100, k))
        p *= (1 + slack) / p.sum(axis=1, keepdims=True)
        told = []
        for row in p:
            try:
                call(function, name, row)
            except ValueError as error:
                told.append(str(error))
        assert 0 < len(told) < len(p)
        assert all(text.startswith(f"{name} sums to 1.000000001") for text in told)


def test_rounding_of_a_million_passes():
    p = np.random.default_rng(1950).random(10**6)
    for q in (p / p.sum(), p / math.fsum(p), (p / p.sum()).astype(np.float32)):
        assert 19 < entropy(q) < 20


@each_argument
def test_a_single_number(function, name):
    assert refusal(function, name, 0.5) == (
        f"{name} is the single number 0.5; "
        "pass an array with one entry for each outcome"
    )


@each_argument
@pytest.mark.parametrize(
    ("given", "axis", "shape"),
    [([], -1, "(0,)"), ([[], []], -1, "(2, 0)"), (np.empty((0, 3)), 0, "(0, 3)")],
)
def test_no_outcome(function, name, given, axis, shape):
    assert refusal(function, name, given, axis=axis) == (
        f"{name} has shape {shape}, so no outcome along axis {axis}; pass at least one"
    )


@pytest.mark.parametrize("function", [entropy, cross_entropy, kl_divergence])
@pytest.mark.parametrize(
    ("shape", "axis", "integers"),
    [
        ((2,), 1, "from -1 to 0"),
        ((2,), -2, "from -1 to 0"),
        ((2,), None, "from -1 to 0"),
        ((2,), 0.0, "from -1 to 0"),
        ((2, 2), 2, "from -2 to 1"),
        ((2, 2), (0, 1), "from -2 to 1"),
        ((2, 2, 2), -4, "from -3 to 2"),
    ],
)
def test_axis(function, shape, axis, integers):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*[np.full(shape, 0.5)] * (1 if function is entropy else 2), axis=axis)
    assert str(raised.value) == (
        f"axis is {axis}, but p has shape {shape}; pass an integer {integers}"
    )


def test_an_axis_that_only_one_of_them_has():
    with pytest.raises(ValueError, match=r"axis is 1, but q has shape \(2,\)"):
        cross_entropy([[0.5, 0.5]], [0.5, 0.5], axis=1)


each_of_two = pytest.mark.parametrize(
    "function", [cross_entropy, kl_divergence, js_divergence]
)


@each_of_two
@pytest.mark.parametrize(
    ("p", "q", "counts"),
    [
        ([0.5, 0.5], [0.5, 0.25, 0.25], "2 and 3"),
        ([1], [0.5, 0.5], "1 and 2"),
        ([0.5, 0.5], [[1.0]], "2 and 1"),
        ([[0.5, 0.5]] * 3, [[0.5, 0.25, 0.25]] * 2, "2 and 3"),
    ],
)
def test_other_outcomes(function, p, q, counts):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(p, q)
    assert str(raised.value) == (
        f"p and q have {counts} outcomes; give both the same outcomes, "
        "with probability 0 where one cannot occur"
    )


@each_of_two
@pytest.mark.parametrize(
    ("shapes", "axis"),
    [
        (((2, 2), (3, 2)), -1),
        (((2, 3, 2), (2, 2)), -1),
        (((2, 2), (2, 3)), 0),
    ],
)
def test_leading_axes_that_do_not_fit(function, shapes, axis):
    p, q = (np.full(shape, 0.5) for shape in shapes)
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(p, q, axis=axis)
    assert str(raised.value) == (
        f"p and q have shapes {shapes[0]} and {shapes[1]}; "
        "give them equal leading axes, or one of them a single distribution"
    )


@each_argument
def test_what_information_content_refuses_too(function, name):
    assert refusal(function, name, [[0.5, 0.5], [1]]) == (
        f"{name} is not a rectangular array; give all of its rows the same length"
    )
    assert refusal(function, name, np.ma.array([0.5, 0.5], mask=[False, True])) == (
        f"{name} is a masked array, and its mask would be lost; "
        f"pass {name}.compressed() or {name}.filled(...)"
    )
    for wrong, dtype in (([0.5j, 1], "complex128"), ([None, 1], "object")):
        assert refusal(function, name, wrong) == (
            f"{name} has dtype {dtype}, but a probability is a real number; "
            "pass integers or floats of at most 64 bits"
        )


@each_argument
@pytest.mark.parametrize("base", [1, 0, -2, math.inf, math.nan, None, True, "2", 0.5])
def test_base_of_the_others(function, name, base):
    assert refusal(function, name, [0.5, 0.5], base=base) == (
        f"base is {base!r}, but a logarithm needs a finite base greater than 1, "
        "an integer or a float of at most 64 bits; "
        "pass 2 for bits, math.e for nats, 10 for hartleys"
    )


@pytest.mark.parametrize("function", [entropy, cross_entropy, kl_divergence])
def test_options_are_by_name_only(function):
    with pytest.raises(TypeError):
        function([1], [1], 2)


any_values = st_np.arrays(
    st.sampled_from([np.float64, np.float32]),
    st_np.array_shapes(min_dims=1, max_dims=2, min_side=1, max_side=5),
    elements=st.one_of(
        st.floats(0, 1, width=32), st.floats(width=32), st.sampled_from([0.0, 0.5, 1.0])
    ),
)


def sums_to_one(rows):
    """Whether every row does, within the slack; at its very edge either may be said."""
    k = rows.shape[-1]
    slack = 1e-4 if rows.dtype == np.float32 else 1e-9 + 4 * math.sqrt(k) * 2**-52
    if not (np.isfinite(rows) & (rows >= 0)).all():
        return False
    off = [abs(math.fsum(row) - 1) for row in rows.tolist()]
    assume(all(abs(x - slack) > 1e-14 for x in off))
    return all(x < slack for x in off)


@settings(deadline=None, max_examples=300)
@given(any_values, st.booleans())
def test_nothing_that_is_no_distribution_passes(given, divided):
    if divided and np.isfinite(given).all() and given.sum(dtype=float) > 0:
        # Divided as a whole: for a batch this is wrong too.
        given = given / given.sum(dtype=float)
    passes = sums_to_one(np.atleast_2d(given))
    for function in (entropy, cross_entropy, kl_divergence, js_divergence):
        tables = [given] if function is entropy else [given, given]
        if passes:
            assert (np.asarray(function(*tables)) >= 0).all()
        else:
            with pytest.raises(ValueError, match=r" sums to | is "):
                function(*tables)


@settings(deadline=None, max_examples=200)
@given(any_values.filter(lambda values: values.ndim == 2))
def test_nothing_that_is_no_table_passes(given):
    passes = sums_to_one(given.reshape(1, -1))
    for function in (conditional_entropy, mutual_information):
        if passes:
            assert function(given) >= 0
        else:
            with pytest.raises(ValueError, match=r" sums to | is "):
                function(given)
