import math

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as st_np

from crossentropy import cross_entropy, entropy, information_content

from . import oracle

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
# The same of 175,000 entropies (2.6) and 110,000 cross-entropies (3.7) of up to 1,000
# outcomes, in the bases 2, e, 10 and 3.
ENTROPY_BOUND = 3
CROSS_BOUND = 4
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


# Of a whole distribution: entropy and cross_entropy.


@pytest.mark.parametrize("base", [2, math.e, 10, 3])
@pytest.mark.parametrize("kind", oracle.KINDS)
def test_entropy_within_the_bound(kind, base):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1948)
    for k in (2, 3, 17):
        p = distributions(rng, 12, k)
        for row, result in zip(p, entropy(p, base=base), strict=True):
            truth = oracle.entropy(row, base, digits)
            assert oracle.error_in_eps(result, truth) <= ENTROPY_BOUND


@pytest.mark.parametrize("base", [2, math.e, 10, 3])
@pytest.mark.parametrize("kind", oracle.KINDS)
def test_cross_entropy_within_the_bound(kind, base):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1949)
    for k in (2, 3, 17):
        p = distributions(rng, 12, k)
        # The first six q are of another order; the others are close.
        q = np.concatenate([rng.permuted(p[:6], axis=1), oracle.near(rng, p[6:], 0.1)])
        results = cross_entropy(p, q, base=base)
        for *rows, result in zip(p, q, results, strict=True):
            truth = oracle.cross_entropy(*rows, base, digits)
            assert oracle.error_in_eps(result, truth) <= CROSS_BOUND


@pytest.mark.parametrize("k", [1000, 65_536, 65_537, 1_000_000])
def test_many_outcomes_within_the_bound(k):
    rng = np.random.default_rng(k)
    p, q = oracle.normalised(rng.choice(rng.random((2, 40)), k, axis=1))
    assert oracle.error_in_eps(entropy(p), oracle.entropy(p)) <= ENTROPY_BOUND
    truth = oracle.cross_entropy(p, q)
    assert oracle.error_in_eps(cross_entropy(p, q), truth) <= CROSS_BOUND


@pytest.mark.parametrize("off", [1e-12, -1e-10, 1e-9, -1e-9])
@pytest.mark.parametrize("kind", ["spread", "spiky", "nearly certain"])
def test_a_sum_beside_one_is_divided_out(kind, off):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1950)
    for k in (2, 9):
        p = distributions(rng, 10, k) * (1 + off)
        q = distributions(rng, 10, k) * (1 - off)
        of_p, of_both = entropy(p), cross_entropy(p, q)
        for i in range(len(p)):
            truth = oracle.entropy(p[i], digits=digits)
            assert oracle.error_in_eps(of_p[i], truth) <= ENTROPY_BOUND
            truth = oracle.cross_entropy(p[i], q[i], digits=digits)
            assert oracle.error_in_eps(of_both[i], truth) <= CROSS_BOUND


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_two_that_both_exceed_one_half(dtype):
    # Of a sum a little above 1 both halves may be more than a half.
    some = 2e-10 if dtype == np.float64 else 2e-5
    for more in np.linspace(0, 2, 201):
        q = np.array([0.5 + some * more, 0.5 + some], dtype)
        assert oracle.error_in_eps(entropy(q), oracle.entropy(q)) <= ENTROPY_BOUND
        truth = oracle.cross_entropy([1, 0], q)
        assert oracle.error_in_eps(cross_entropy([1, 0], q), truth) <= CROSS_BOUND


@pytest.mark.parametrize("kind", ["spread", "spiky", "sparse", "nearly certain"])
def test_float32_is_rounded_from_float64(kind):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1951)
    p = distributions(rng, 30, 5).astype(np.float32)
    q = oracle.near(rng, p.astype(np.float64), 0.3).astype(np.float32)
    of_p, of_both = entropy(p), cross_entropy(p, q)
    assert of_p.dtype == of_both.dtype == np.float32
    for i in range(len(p)):
        truth = oracle.entropy(p[i], digits=digits)
        if truth == 0 or truth > np.finfo(np.float32).tiny:
            assert oracle.error_in_eps(of_p[i], truth, np.float32) <= 0.51
            # One alone returns a Python float, and has no need to round.
            assert oracle.error_in_eps(entropy(p[i]), truth) <= ENTROPY_BOUND
        truth = oracle.cross_entropy(p[i], q[i], digits=digits)
        if truth == 0 or truth > np.finfo(np.float32).tiny:
            assert oracle.error_in_eps(of_both[i], truth, np.float32) <= 0.51


def test_what_the_certain_lacks():
    # H of (1 - x, x) is x log2(e / x) + ..., and here 1 - x is stored as 1.
    x = 1e-300
    by_hand = x * (math.log2(math.e) + 300 * math.log2(10))
    assert entropy([1, x]) == pytest.approx(by_hand, rel=4 * EPS, abs=0)
    assert cross_entropy([1, 0], [1, x]) == pytest.approx(
        x * math.log2(math.e), rel=4 * EPS, abs=0
    )


@pytest.mark.parametrize("bits", [0, 1, 5, 10, 20])
def test_equal_outcomes_by_hand(bits):
    p = np.full(2**bits, 0.5**bits)
    assert entropy(p) == bits
    assert cross_entropy(p, p) == bits
    assert entropy(p, base=4) == bits / 2


@pytest.mark.parametrize(
    ("p", "bits"),
    [
        ([1], 0),
        ([0, 1, 0], 0),
        ([0.25] * 4, 2),  # the suit of a card
        ([1 / 32] * 32, 5),  # the champion, were 32 teams equal
        ([0.5, 0.25, 0.125, 0.125], 1.75),  # four horses
        ([0, 0.5, 0.25, 0, 0.125, 0.125], 1.75),
    ],
)
def test_entropy_by_hand(p, bits):
    assert entropy(p) == bits
    assert math.copysign(1, entropy(p)) == 1


@pytest.mark.parametrize(("k", "hartleys"), [(10, 1), (100, 2), (1000, 3)])
def test_equal_outcomes_in_hartleys(k, hartleys):
    assert entropy([1 / k] * k, base=10) == pytest.approx(hartleys, rel=2 * EPS)


def test_a_match_that_is_won_once_in_a_hundred():
    by_hand = 0.01 * math.log2(100) + 0.99 * (math.log2(100) - math.log2(99))
    assert entropy([0.01, 0.99]) == pytest.approx(by_hand, rel=20 * EPS)
    assert f"{entropy([0.01, 0.99]):.4f}" == "0.0808"


@pytest.mark.parametrize(
    ("p", "q", "bits"),
    [
        ([1, 0], [0.25, 0.75], 2),
        ([0.25, 0.75], [1, 0], math.inf),
        ([0.5, 0.5], [0.25, 0.75], 1.5 - 0.5 * math.log2(1.5)),
        ([0.5, 0.25, 0.125, 0.125], [0.25] * 4, 2),
        ([0.25] * 4, [0.5, 0.25, 0.125, 0.125], (1 + 2 + 3 + 3) / 4),
        ([0.5, 0.5, 0], [0.25, 0.75, 0], 1.5 - 0.5 * math.log2(1.5)),
        ([0.5, 0.5, 0], [1, 0, 0], math.inf),
        ([1, 0, 0], [1, 0, 0], 0),
        ([0, 0, 1], [1, 0, 0], math.inf),
    ],
)
def test_cross_entropy_by_hand(p, q, bits):
    assert cross_entropy(p, q) == pytest.approx(bits, rel=2 * EPS)
    assert cross_entropy([p, p], [q, q]) == pytest.approx(bits, rel=2 * EPS)
    assert math.copysign(1, cross_entropy(p, q)) == 1


def weights(k):
    """Weights of k outcomes, of which some can occur."""
    some = st.one_of(st.floats(1e-6, 1), st.floats(0, 1e-6), st.just(0.0))
    return st.lists(some, min_size=k, max_size=k).filter(lambda w: sum(w) > 1e-12)


distributions = st.integers(1, 8).flatmap(weights).map(lambda w: np.divide(w, sum(w)))
pairs_of_distributions = st.integers(1, 8).flatmap(
    lambda k: st.tuples(*[weights(k).map(lambda w: np.divide(w, sum(w)))] * 2)
)
TOLERANCE = 4 * CROSS_BOUND * EPS
TINIEST = np.finfo(np.float64).tiny


@unhurried
@given(distributions, BASES)
def test_entropy_lies_between_zero_and_log_k(p, base):
    most = math.log(len(p)) / math.log(base)
    assert 0 <= entropy(p, base=base) <= most * (1 + TOLERANCE)


@unhurried
@given(pairs_of_distributions)
def test_cross_entropy_is_least_at_the_truth(pair):
    p, q = pair
    assert cross_entropy(p, q) >= entropy(p) * (1 - TOLERANCE)


@unhurried
@given(distributions)
def test_cross_entropy_with_itself_is_the_entropy(p):
    assert cross_entropy(p, p) == entropy(p)


@unhurried
@given(distributions, BASES)
def test_entropy_in_other_units(p, base):
    nats = entropy(p, base=math.e)
    assert entropy(p, base=base) == pytest.approx(
        nats / math.log(base), rel=TOLERANCE, abs=TINIEST
    )


@unhurried
@given(pairs_of_distributions, st.randoms())
def test_the_order_of_outcomes_does_not_matter(pair, random):
    p, q = pair
    order = random.sample(range(len(p)), len(p))
    assert entropy(p[order]) == pytest.approx(entropy(p), rel=TOLERANCE, abs=TINIEST)
    assert cross_entropy(p[order], q[order]) == pytest.approx(
        cross_entropy(p, q), rel=TOLERANCE, abs=TINIEST
    )


@unhurried
@given(distributions, st.floats(0, 1))
def test_a_choice_in_two_steps_adds_up(p, share):
    # Splitting the first outcome adds its probability times the entropy of the split.
    split = np.concatenate([[p[0] * share, p[0] * (1 - share)], p[1:]])
    of_split = entropy([share, 1 - share])
    assert entropy(split) == pytest.approx(
        entropy(p) + p[0] * of_split, rel=TOLERANCE, abs=8 * EPS
    )


@unhurried
@given(pairs_of_distributions, st.floats(0, 1))
def test_a_mixture_has_at_least_the_mean_entropy(pair, share):
    p, q = pair
    mean = share * entropy(p) + (1 - share) * entropy(q)
    mixed = share * p + (1 - share) * q
    assert entropy(mixed) >= mean * (1 - TOLERANCE) - 8 * EPS


def test_entropy_as_scipy_and_mean_information_say():
    stats = pytest.importorskip("scipy.stats")
    rng = np.random.default_rng(1952)
    p = oracle.sparse(rng, 200, 11)
    assert entropy(p) == pytest.approx(stats.entropy(p, base=2, axis=-1), rel=1e-14)
    q = oracle.spread(rng, 200, 11)
    expected = np.sum(p * information_content(q), axis=-1)
    assert cross_entropy(p, q) == pytest.approx(expected, rel=1e-14)
