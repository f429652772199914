"""What holds for every function of distributions, whatever it works out."""

import itertools
import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossentropy import cross_entropy, entropy, js_divergence, kl_divergence
from crossentropy._rows import BLOCK, blocks, row_sums

from . import oracle

OF_TWO = [cross_entropy, kl_divergence, js_divergence]
# Two roads to the same row may round differently, each within 6 eps.
SAME = 12 * np.finfo(np.float64).eps

each = pytest.mark.parametrize("function", [entropy, *OF_TWO])
each_of_two = pytest.mark.parametrize("function", OF_TWO)


def same(result, expected):
    return result == pytest.approx(expected, rel=SAME, abs=0)


def arguments(function, *shape, seed=1948, zeros=True):
    """One or two tables of distributions, with zeros in them; q has those of p."""
    rng = np.random.default_rng(seed)
    p, q = 0.1 + rng.random((2, *shape))
    if zeros:
        p[rng.random(shape) < 0.3] = 0
        p[..., 0] += 0.1
        q[(p == 0) & (rng.random(shape) < 0.5)] = 0
    tables = [oracle.normalised(p), oracle.normalised(q)]
    return tables[: 1 if function is entropy else 2]


def row_by_row(function, *tables):
    """Each row for itself."""
    lead = np.broadcast_shapes(*(table.shape[:-1] for table in tables))
    shape = (*lead, tables[0].shape[-1])
    tables = [np.broadcast_to(table, shape) for table in tables]
    result = np.empty(lead)
    for i in itertools.product(*map(range, lead)):
        result[i] = function(*(table[i] for table in tables))
    return result


@settings(deadline=None)
@given(st.integers(0, 300_000), st.integers(0, 100_000))
def test_blocks_cover_every_row_once(n, k):
    if n * k > 10**8:
        n = 10**8 // k
    cut = list(blocks(n, k))
    assert [block.start for block in cut] == [0, *(block.stop for block in cut)][:-1]
    assert (cut[-1].stop if cut else 0) == n
    for block in cut:
        rows = block.stop - block.start
        assert rows == 1 or 1 < rows * max(k, 1) <= BLOCK


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("k", [1, 7, BLOCK, BLOCK + 1])
def test_row_sums(k, dtype):
    values = np.arange(3 * k).reshape(3, k) % 8
    result = row_sums(values.astype(dtype))
    assert result.dtype == dtype
    assert result.tolist() == values.sum(axis=1).tolist()
    assert row_sums(values[1].astype(dtype)) == values[1].sum()


@each
@pytest.mark.parametrize("shape", [(1, 4), (5, 4), (4, 4), (3, 1), (2, 3, 4), (2,) * 5])
def test_any_leading_shape(function, shape):
    tables = arguments(function, *shape)
    result = function(*tables)
    assert result.shape == shape[:-1]
    assert result.dtype == np.float64
    assert same(result, row_by_row(function, *tables))


@each
@pytest.mark.parametrize("axis", [-3, -2, -1, 0, 1, 2, np.int64(1)])
def test_any_axis(function, axis):
    shape = (3, 4, 5)
    tables = arguments(function, *(n for n in shape if n != shape[axis]), shape[axis])
    moved = [np.moveaxis(table, -1, axis) for table in tables]
    assert moved[0].shape == shape
    assert same(function(*moved, axis=axis), row_by_row(function, *tables))


@each_of_two
@pytest.mark.parametrize(
    ("shape_of_p", "shape_of_q"),
    [
        ((4,), (6, 4)),
        ((4,), (4, 4)),  # as many rows as outcomes
        ((4,), (1, 4)),
        ((6, 4), (4,)),
        ((4, 4), (4,)),
        ((1, 4), (6, 4)),
        ((6, 4), (1, 4)),
        ((3, 1, 4), (5, 4)),
        ((2, 3, 4), (4,)),
        ((4,), (2, 3, 4)),
        ((2, 1, 4), (1, 3, 4)),
    ],
)
@pytest.mark.parametrize("zeros", [True, False])
def test_leading_axes_broadcast(function, shape_of_p, shape_of_q, zeros):
    p = arguments(entropy, *shape_of_p, seed=1, zeros=zeros)[0]
    q = arguments(entropy, *shape_of_q, seed=2, zeros=zeros)[0]
    result = function(p, q)
    assert result.shape == np.broadcast_shapes(shape_of_p[:-1], shape_of_q[:-1])
    assert same(result, row_by_row(function, p, q))
    assert same(result, function(*np.broadcast_arrays(p, q)))


@each_of_two
def test_one_against_many_along_the_first_axis(function):
    p, q = arguments(function, 6, 4)
    expected = row_by_row(function, p[0], q)
    assert same(function(p[0], q.T, axis=0), expected)


def test_one_certainty_against_many_by_hand():
    q = [[1, 0], [0.5, 0.5], [0.25, 0.75], [0, 1]]
    bits = [0, 1, 2, math.inf]
    assert cross_entropy([1, 0], q).tolist() == bits
    assert kl_divergence([1, 0], q).tolist() == bits
    assert cross_entropy([[0.5, 0.5], [1, 0]], [0.5, 0.5]).tolist() == [1, 1]
    assert cross_entropy([[1, 0], [0.5, 0.5]], [1, 0]).tolist() == [0, math.inf]
    assert kl_divergence([[1, 0], [0.5, 0.5]], [1, 0]).tolist() == [0, math.inf]


@each
@pytest.mark.parametrize(
    "lay_out",
    [
        list,
        np.asfortranarray,
        lambda p: np.repeat(p, 3, axis=1)[:, ::3],
        lambda p: p[::-1, ::-1].copy()[::-1, ::-1],
        lambda p: p.astype(">f8"),
        lambda p: p.tolist(),
        lambda p: tuple(map(tuple, p.tolist())),
    ],
)
def test_any_layout(function, lay_out):
    tables = arguments(function, 5, 7)
    result = function(*map(lay_out, tables))
    assert result.dtype == np.float64
    assert same(result, function(*tables))


@each
@pytest.mark.parametrize("dtype", [bool, np.int8, np.uint64, np.int64, np.float16])
def test_integers_and_float16_become_float64(function, dtype):
    p = np.array([[0, 1], [1, 0]], dtype)
    result = function(*[p] * len(arguments(function, 1)))
    assert result.dtype == np.float64
    assert result.tolist() == [0, 0]


@each
@pytest.mark.parametrize("dtype", ["<f4", ">f4"])
def test_float32_stays_float32(function, dtype):
    tables = [table.astype(dtype) for table in arguments(function, 50, 6)]
    result = function(*tables)
    assert result.dtype == np.float32
    # One alone is not rounded to float32.
    alone = row_by_row(function, *(table.astype(np.float32) for table in tables))
    assert np.array_equal(result, alone.astype(np.float32))


@each
@pytest.mark.parametrize("given", [list, np.array, lambda p: np.array(p, np.float32)])
def test_one_distribution_gives_a_python_float(function, given):
    p = given([0.5, 0.25, 0.25])
    assert type(function(*[p] * len(arguments(function, 1)))) is float


@each
@pytest.mark.parametrize("shape", [(0, 3), (2, 0, 3), (0, 1)])
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.int64])
def test_an_empty_batch_gives_an_empty_batch(function, shape, dtype):
    result = function(*[np.empty(shape, dtype)] * len(arguments(function, 1)))
    assert result.shape == shape[:-1]
    assert result.dtype == (np.float32 if dtype == np.float32 else np.float64)


@each_of_two
def test_one_against_none(function):
    assert function([0.5, 0.5], np.empty((0, 2))).shape == (0,)
    assert function(np.empty((0, 2)), [0.5, 0.5]).shape == (0,)


@each
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("shape", [(6,), (9, 6)])
def test_input_is_left_alone(function, shape, dtype):
    tables = [table.astype(dtype) for table in arguments(function, *shape)]
    before = [table.copy() for table in tables]
    for table in tables:
        table.flags.writeable = False
    result = np.asarray(function(*tables))
    assert all(map(np.array_equal, tables, before))
    assert result.flags.writeable
    assert not any(np.shares_memory(result, table) for table in tables)


@each
@pytest.mark.parametrize("batch", [True, False])
def test_error_state_neither_matters_nor_changes(function, batch):
    p = [0.5, 0, 0.5 - 1e-300, 1e-300, 5e-324]
    q = [1, 0, 1e-300, 0, 5e-324]
    tables = [p, q][: len(arguments(function, 1))]
    if batch:
        tables = [[table, table] for table in tables]
    expected = function(*tables)
    with np.errstate(all="raise"):
        before = np.geterr()
        result = function(*tables)
        assert np.geterr() == before
    assert np.array_equal(result, expected)


@each
@pytest.mark.parametrize("k", [7, 4000])
def test_many_blocks_give_the_same_as_row_by_row(function, k):
    n = 3 * BLOCK // k + 5
    tables = arguments(function, n, k)
    result = function(*tables)
    some = [*range(0, n, n // 25), *range(n - 5, n)]
    assert same(result[some], row_by_row(function, *(table[some] for table in tables)))


@each
def test_rows_longer_than_a_block(function):
    tables = arguments(function, 3, BLOCK + 4464)
    assert same(function(*tables), row_by_row(function, *tables))


@each
def test_the_place_in_the_batch_does_not_matter(function):
    tables = arguments(function, 3000, 5)
    order = np.random.default_rng(3).permutation(3000)
    result = function(*tables)
    assert same(function(*(table[order] for table in tables)), result[order])


@each
def test_a_row_in_doubt_leaves_the_others_alone(function):
    # Equal, close, far and infinitely far ones take different roads.
    tables = arguments(function, 400, 4)
    if len(tables) == 2:
        p, q = tables
        q[::4] = p[::4]
        q[1::4] = oracle.near(np.random.default_rng(4), p[1::4], 1e-6)
        q[2::40] = [0, 0, 0, 1]
        p[2::40] = [1, 0, 0, 0]
    assert same(function(*tables), row_by_row(function, *tables))


def test_mixed_dtypes_meet_in_float64():
    p = np.array([[0.5, 0.5]], np.float32)
    for q in ([[0.5, 0.5]], np.array([[1, 0]]), np.array([[0.5, 0.5]])):
        assert cross_entropy(p, q).dtype == np.float64
    assert cross_entropy(p, p[0]).dtype == np.float32
