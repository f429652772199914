import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossentropy import (
    conditional_entropy,
    entropy,
    kl_divergence,
    mutual_information,
)

from . import oracle

# The largest relative errors, in eps, of 90,000 tables (3.4 and 6.3).
BOUNDS = {conditional_entropy: 4, mutual_information: 7}
TRUTHS = {
    conditional_entropy: oracle.conditional_entropy,
    mutual_information: oracle.mutual_information,
}
EPS = np.finfo(np.float64).eps
BASES = [2, math.e, 10, 3]

unhurried = settings(deadline=None)
each = pytest.mark.parametrize("function", TRUTHS)


def flat(rng, n, x, y):
    return _divided(rng.random((n, x, y)))


def sparse(rng, n, x, y):
    p = rng.random((n, x, y)) * (rng.random((n, x, y)) < 0.5)
    p[:, 0, 0] += 0.1
    return _divided(p)


def nearly_independent(rng, n, x, y):
    p = rng.random((n, x, 1)) * rng.random((n, 1, y))
    distance = 10 ** -(10 * rng.random((n, 1, 1)))
    return _divided(p * abs(1 + distance * rng.standard_normal((n, x, y))))


def nearly_a_function(rng, n, x, y):
    p = 10 ** -(30 * rng.random((n, x, y)))
    p[:, np.arange(y) % x, np.arange(y)] += 1
    return _divided(p)


def tiny(rng, n, x, y):
    p = 10 ** -(300 * rng.random((n, x, y)))
    p[:, 0, 0] = 1
    return p / p.sum(axis=(1, 2), keepdims=True)


def counts(rng, n, x, y):
    table = rng.integers(0, 50, (n, x, y))
    table[:, 0, 0] += 1
    return table


def nearly_independent_counts(rng, n, x, y):
    table = rng.integers(1, 10**4, (n, x, 1)) * rng.integers(1, 10**4, (n, 1, y))
    table[:, 0, 0] += 1
    return table


KINDS = {
    flat: 50,
    sparse: 50,
    nearly_independent: 60,
    nearly_a_function: 100,
    tiny: oracle.DEEP,
    counts: 50,
    nearly_independent_counts: 60,
}


def _divided(p):
    return p / p.sum(axis=(1, 2), keepdims=True)


@each
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("off", [0, 1e-10, -1e-9])
def test_within_the_bound(function, kind, base, off):
    rng = np.random.default_rng(1971)
    for shape in ((2, 2), (4, 3), (1, 3), (3, 1)):
        tables = kind(rng, 3, *shape)
        if off and tables.dtype.kind == "i":
            continue
        tables = tables * (1 + off) if off else tables
        results = function(tables, base=base)
        assert (results >= 0).all()
        for table, result in zip(tables, results, strict=True):
            truth = TRUTHS[function](table, base, KINDS[kind])
            if truth > 1e-290:
                assert oracle.error_in_eps(result, truth) <= BOUNDS[function]
            else:
                assert result <= 1e-289


@each
def test_a_larger_table_within_the_bound(function):
    table = np.random.default_rng(1972).integers(0, 5, (60, 70))
    assert (
        oracle.error_in_eps(function(table), TRUTHS[function](table))
        <= BOUNDS[function]
    )


@pytest.mark.parametrize("smallest", [1e-150, 1e-200, 1e-300, 5e-324])
def test_a_tiny_pair_is_no_reason_for_infinity(smallest):
    # The two are functions of each other, so all of the entropy is shared.
    table = [[1, 0], [0, smallest]]
    assert conditional_entropy(table) == 0
    assert mutual_information(table) == pytest.approx(
        entropy([1, smallest]), rel=8 * EPS, abs=1e-322
    )


@pytest.mark.parametrize(
    "table",
    [
        [[0.25, 0.25], [0.25, 0.25]],
        [[0.5, 0.5]],
        [[0.5], [0.5]],
        [[1]],
        [[1.0]],
        [[0.125, 0.375], [0.125, 0.375]],
        [[1, 2, 3], [10, 20, 30]],
        [[1, 0, 3], [0, 0, 0], [7, 0, 21]],
    ],
)
@pytest.mark.parametrize("base", BASES)
def test_independent_by_hand(table, base):
    assert mutual_information(table, base=base) == 0
    of_x = entropy(np.sum(table, axis=1) / np.sum(table), base=base)
    assert conditional_entropy(table, base=base) == pytest.approx(of_x, rel=8 * EPS)


def test_independent_counts_share_exactly_nothing():
    rng = np.random.default_rng(1973)
    for largest in (3, 100, 10**4, 2**24):
        for shape in ((2, 2), (3, 5), (17, 11)):
            of_x = rng.integers(0, largest, (100, shape[0], 1))
            of_y = rng.integers(0, largest, (100, 1, shape[1]))
            of_x[:, 0], of_y[:, :, 0] = 1, 1
            assert (mutual_information(of_x * of_y) == 0).all()


def test_one_count_more_shares_a_little():
    # Beside the margins every one of four equal cells is off by 1/4 of 1e-9 of itself,
    # and half the mean of the squares is what they share, in nats.
    table = np.full((2, 2), 10**9)
    table[0, 0] += 1
    shared = mutual_information(table, base=math.e)
    assert shared == pytest.approx((1e-9 / 4) ** 2 / 2, rel=1e-8)


@pytest.mark.parametrize(
    ("table", "of_x_given_y", "shared"),
    [
        ([[0.5, 0], [0, 0.5]], 0, 1),
        ([[1, 0], [0, 1]], 0, 1),
        ([[0.5, 0.5], [0, 0]], 0, 0),
        # X is one of four, Y says in which half it is.
        ([[1, 0], [1, 0], [0, 1], [0, 1]], 1, 1),
        # The transpose: Y tells all of X.
        ([[1, 1, 0, 0], [0, 0, 1, 1]], 0, 1),
        # Two coins: X is the first, Y the number of heads.
        ([[0.25, 0.25, 0], [0, 0.25, 0.25]], 0.5, 0.5),
        # The same the other way round: the first coin tells half of 1.5 bits.
        ([[1, 0], [1, 1], [0, 1]], 1, 0.5),
        # Cover and Thomas, example 2.2.1, with X and Y in its columns and rows.
        (
            np.array([[4, 2, 1, 1], [2, 4, 1, 1], [2, 2, 2, 2], [8, 0, 0, 0]]).T,
            11 / 8,
            3 / 8,
        ),
    ],
)
def test_by_hand(table, of_x_given_y, shared):
    assert conditional_entropy(table) == pytest.approx(of_x_given_y, rel=4 * EPS, abs=0)
    assert mutual_information(table) == pytest.approx(shared, rel=8 * EPS, abs=0)


def test_the_deck_of_cards():
    # X is the card, Y its suit: 13 cards are left of 52.
    table = np.zeros((52, 4), int)
    table[np.arange(52), np.arange(52) // 13] = 1
    assert conditional_entropy(table) == pytest.approx(math.log2(13), rel=4 * EPS)
    assert mutual_information(table) == pytest.approx(2, rel=4 * EPS)


def test_a_red_card():
    # A match that is won once in a hundred; a red card, as rare, makes it one in two.
    won_else = (0.01 - 0.01 * 0.5) / 0.99
    table = [[0.005, 0.99 * won_else], [0.005, 0.99 * (1 - won_else)]]

    def of_two(x):
        return -(x * math.log2(x) + (1 - x) * math.log2(1 - x))

    left = 0.01 * of_two(0.5) + 0.99 * of_two(won_else)
    assert conditional_entropy(table) == pytest.approx(left, rel=1e-14)
    assert mutual_information(table) == pytest.approx(of_two(0.01) - left, rel=1e-13)
    assert f"{conditional_entropy(table):.4f}" == "0.0553"
    assert f"{mutual_information(table):.4f}" == "0.0255"
    assert f"{of_two(0.01):.4f}" == "0.0808"


# What is even less would be lost from a product of margins.
cells = st.one_of(st.floats(1e-6, 1), st.floats(1e-120, 1e-6), st.just(0.0))
shapes = st.tuples(st.integers(1, 5), st.integers(1, 5))
tables = shapes.flatmap(
    lambda shape: (
        st.lists(cells, min_size=shape[0] * shape[1], max_size=25)
        .map(lambda w: np.reshape(w[: shape[0] * shape[1]], shape))
        .filter(lambda w: w.sum() > 1e-12)
        .map(lambda w: w / w.sum())
    )
)
of_counts = shapes.flatmap(
    lambda shape: (
        st.lists(st.integers(0, 1000), min_size=shape[0] * shape[1], max_size=25)
        .map(lambda n: np.reshape(n[: shape[0] * shape[1]], shape))
        .filter(np.any)
    )
)
any_table = st.one_of(tables, of_counts)


@unhurried
@given(any_table, st.sampled_from(BASES))
def test_the_chain_rule(table, base):
    p = table / table.sum()
    both = entropy(p.ravel(), base=base)
    of_y = entropy(p.sum(axis=0), base=base)
    given_y = conditional_entropy(table, base=base)
    assert both == pytest.approx(of_y + given_y, rel=30 * EPS, abs=30 * EPS)


@unhurried
@given(any_table, st.sampled_from(BASES))
def test_what_is_shared_is_what_y_takes_away(table, base):
    of_x = entropy((table / table.sum()).sum(axis=1), base=base)
    given_y = conditional_entropy(table, base=base)
    shared = mutual_information(table, base=base)
    assert shared == pytest.approx(of_x - given_y, abs=60 * EPS)


@unhurried
@given(any_table)
def test_both_share_alike(table):
    assert mutual_information(table.T) == pytest.approx(
        mutual_information(table), rel=20 * EPS, abs=1e-30
    )


@unhurried
@given(tables)
def test_shared_is_the_divergence_from_independence(table):
    apart = np.outer(table.sum(axis=1), table.sum(axis=0))
    from_apart = kl_divergence(table.ravel(), apart.ravel())
    assert mutual_information(table) == pytest.approx(from_apart, rel=1e-9, abs=1e-15)


@unhurried
@given(any_table)
def test_neither_is_negative_nor_more_than_there_is(table):
    of_x = entropy((table / table.sum()).sum(axis=1))
    for value in (conditional_entropy(table), mutual_information(table)):
        assert 0 <= value <= of_x * (1 + 30 * EPS) + 30 * EPS


@unhurried
@given(of_counts, st.integers(2, 1000))
def test_counts_are_divided_by_their_sum(table, times):
    assert mutual_information(table * times) == pytest.approx(
        mutual_information(table), rel=20 * EPS, abs=1e-30
    )
    assert conditional_entropy(table) == pytest.approx(
        conditional_entropy(table / table.sum()), rel=20 * EPS, abs=1e-300
    )


@each
@unhurried
@given(table=any_table, random=st.randoms())
def test_the_order_of_rows_and_columns_does_not_matter(function, table, random):
    x, y = (random.sample(range(n), n) for n in table.shape)
    assert function(table[x][:, y]) == pytest.approx(
        function(table), rel=20 * EPS, abs=1e-30
    )


@each
@unhurried
@given(table=any_table)
def test_what_cannot_occur_changes_nothing(function, table):
    wider = np.pad(table, ((1, 2), (0, 1)))
    assert function(wider) == pytest.approx(function(table), rel=20 * EPS, abs=1e-30)


@unhurried
@given(any_table)
def test_a_coarser_y_never_tells_more(table):
    coarser = np.stack([table[:, ::2].sum(axis=1), table[:, 1::2].sum(axis=1)], axis=1)
    shared = mutual_information(table)
    rounding = 10 * EPS * math.sqrt(shared) + 1e-30
    assert mutual_information(coarser) <= shared * (1 + 30 * EPS) + rounding
    left = conditional_entropy(table)
    assert conditional_entropy(coarser) >= left * (1 - 30 * EPS)


@each
@pytest.mark.parametrize("lead", [(1,), (5,), (2, 3), (0,), (2, 0)])
@pytest.mark.parametrize("kind", [sparse, counts])
def test_any_leading_shape(function, lead, kind):
    each_table = kind(np.random.default_rng(1974), math.prod(lead), 3, 4)
    result = function(each_table.reshape(*lead, 3, 4))
    assert result.shape == lead
    assert result.dtype == np.float64
    assert result.ravel().tolist() == [function(table) for table in each_table]


@each
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64, np.uint8, bool])
def test_one_table_gives_a_python_float(function, dtype):
    table = np.array([[1, 0], [0, 1]])
    table = (table if np.dtype(dtype).kind in "biu" else table / 2).astype(dtype)
    result = function(table)
    assert type(result) is float
    assert result == (function is mutual_information)


@each
def test_float32_stays_float32(function):
    p = flat(np.random.default_rng(1975), 20, 3, 4).astype(np.float32)
    result = function(p)
    assert result.dtype == np.float32
    for table, one in zip(p, result, strict=True):
        truth = TRUTHS[function](table)
        assert oracle.error_in_eps(one, truth, np.float32) <= 0.51
        assert oracle.error_in_eps(function(table), truth) <= BOUNDS[function]


@each
@pytest.mark.parametrize(
    "lay_out",
    [
        np.asfortranarray,
        lambda p: np.repeat(p, 3, axis=-1)[..., ::3],
        lambda p: p[..., ::-1].copy()[..., ::-1],
        lambda p: p.astype(">f8"),
        lambda p: p.tolist(),
    ],
)
def test_any_layout(function, lay_out):
    p = sparse(np.random.default_rng(1976), 4, 3, 5)
    expected = function(p)
    assert function(lay_out(p)) == pytest.approx(expected, rel=8 * EPS, abs=1e-30)


@each
@pytest.mark.parametrize("kind", [sparse, tiny, counts])
def test_input_and_error_state_are_left_alone(function, kind):
    table = kind(np.random.default_rng(1977), 3, 4, 4)
    table.flags.writeable = False
    before = table.copy()
    with np.errstate(all="raise"):
        state = np.geterr()
        function(table)
        function(table[0])
        assert np.geterr() == state
    assert np.array_equal(table, before)


def test_mutual_information_as_scikit_learn_says():
    metrics = pytest.importorskip("sklearn.metrics")
    rng = np.random.default_rng(1978)
    for _ in range(50):
        table = rng.integers(0, 30, (4, 6)) + np.eye(4, 6, dtype=int)
        expected = metrics.mutual_info_score(None, None, contingency=table)
        nats = mutual_information(table, base=math.e)
        assert nats == pytest.approx(expected, rel=1e-11)


def refusal(function, joint):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(joint)
    return str(raised.value)


@each
@pytest.mark.parametrize(
    ("joint", "message"),
    [
        (0.5, "joint has shape (); {table}"),
        ([0.5, 0.5], "joint has shape (2,); {table}"),
        ([[]], "joint has shape (1, 0); {table}"),
        (np.empty((0, 2)), "joint has shape (0, 2); {table}"),
        (np.empty((3, 0, 2)), "joint has shape (3, 0, 2); {table}"),
        ([[3, -1]], "joint[0, 1] is -1, but {count}"),
        ([[[3, 1]], [[-2, 5]]], "joint[1, 0, 0] is -2, but {count}"),
        ([[0, 0], [0, 0]], "joint holds no counts; {none}"),
        ([[[1, 1]], [[0, 0]]], "joint[1] holds no counts; {none}"),
        (
            [[0.5, 0.57]],
            "joint sums to 1.07; divide by its sum: joint / np.sum(joint), {counts}",
        ),
        (
            [[3.0, 1.0]],
            "joint sums to 4; divide by its sum: joint / np.sum(joint), {counts}",
        ),
        (
            [[[0.5, 0.5]], [[0.5, 0.25]]],
            "joint[1] sums to 0.75; divide by its sum: "
            "joint / np.sum(joint, axis=(1, 2), keepdims=True), {counts}",
        ),
    ],
)
def test_not_a_table(function, joint, message):
    assert refusal(function, joint) == message.format(
        table="pass a table with a row for each x and a column for each y, "
        "at least one of each",
        count="a count is not negative; pass how often each pair occurred",
        none="leave it out, or count something",
        counts="or pass counts as integers",
    )


@each
@pytest.mark.parametrize(
    ("joint", "where"),
    [
        ([[0.5, math.nan]], "joint[0, 1] is nan"),
        ([[math.inf, 0.5]], "joint[0, 0] is inf"),
        ([[math.inf, -math.inf]], "joint[0, 0] is inf"),
        ([[1.5, -0.5]], "joint[0, 1] is -0.5"),
        ([[[0.5, 0.5]], [[0.5, -math.inf]]], "joint[1, 0, 1] is -inf"),
    ],
)
def test_no_probabilities(function, joint, where):
    message = refusal(function, joint)
    assert message.startswith(f"{where}, but a probability lies between 0 and 1; ")


@each
def test_a_sum_beyond_all_floats(function):
    assert refusal(function, [[1e308, 1e308]]).startswith("joint sums to inf; ")


@each
def test_as_wrong_under_any_error_state(function):
    for joint in ([[math.inf, -math.inf]], [[1e308, 1e308]], [[math.nan, 1]]):
        with np.errstate(all="raise"):
            refusal(function, joint)


@each
@pytest.mark.parametrize(
    "joint",
    [
        np.array([[3.0, 1.0], [2.0, 2.0]]),
        np.array([[[3.0, 1.0]], [[2.0, 2.0]]]),
        np.array([[[3.0, 1.0]], [[2.0, 2.0]]], np.float32),
    ],
)
def test_the_repair_works(function, joint):
    message = refusal(function, joint)
    repair = message.split("divide by its sum: ")[1].split(", or pass")[0]
    repaired = function(eval(repair, {"np": np, "joint": joint}))
    expected = function(joint.astype(int))
    assert repaired == pytest.approx(expected, rel=1e-6, abs=1e-12)


@each
def test_refusals_shared_by_all(function):
    assert refusal(function, [[0.5], [0.25, 0.25]]) == (
        "joint is not a rectangular array; give all of its rows the same length"
    )
    assert refusal(function, np.ma.array([[0.5, 0.5]], mask=[[False, True]])) == (
        "joint is a masked array, and its mask would be lost; "
        "pass joint.compressed() or joint.filled(...)"
    )
    assert refusal(function, [[0.5j, 0.5]]) == (
        "joint has dtype complex128, but a probability or a count is a real number; "
        "pass integers or floats of at most 64 bits"
    )
    with pytest.raises(ValueError, match="base is 1, but a logarithm needs"):
        function([[1]], base=1)
    with pytest.raises(TypeError):
        function([[1]], 2)
