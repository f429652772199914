import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossentropy import cross_entropy, entropy, js_divergence, kl_divergence

from . import oracle

# The largest relative errors, in eps, of 70,000 pairs of up to 1,000 outcomes, in the
# bases 2, e, 10 and 3, whose D is more than 1e-24: 5.7 and 4.1.
BOUNDS = {kl_divergence: 6, js_divergence: 5}
# And where a sum is off by 1e-10, which leaves no digit but these: D above 1e-20.
BOUNDS_OFF = {kl_divergence: 7, js_divergence: 5}
TRUTHS = {
    kl_divergence: oracle.kl_divergence,
    js_divergence: oracle.js_divergence,
}
EPS = np.finfo(np.float64).eps
TINIEST = np.finfo(np.float64).tiny
TOLERANCE = 20 * EPS
BASES = [2, math.e, 10, 3]

unhurried = settings(deadline=None)
each = pytest.mark.parametrize("divergence", BOUNDS)


def check(divergence, p, q, base=2, digits=60, bound=None, least=1e-300):
    """Hold every row against the oracle; below the least it need only be small."""
    results = divergence(p, q, base=base)
    assert (results >= 0).all()
    for *rows, result in zip(p, q, results, strict=True):
        truth = TRUTHS[divergence](*rows, base, digits)
        if truth >= least:
            error = oracle.error_in_eps(result, truth, results.dtype)
            assert error <= (bound or BOUNDS[divergence])
        else:
            assert result <= 2 * least


@each
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("kind", oracle.KINDS)
def test_far_pairs_within_the_bound(divergence, kind, base):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1951)
    for k in (2, 3, 11):
        p = distributions(rng, 6, k)
        check(divergence, p, rng.permuted(p, axis=1), base, digits)
        check(divergence, p, distributions(rng, 6, k), base, digits)


@each
@pytest.mark.parametrize("base", BASES)
@pytest.mark.parametrize("distance", [0.5, 0.1, 1e-2, 1e-4, 1e-8, 1e-11])
@pytest.mark.parametrize("kind", ["spread", "spiky", "sparse", "tiny"])
def test_near_pairs_within_the_bound(divergence, kind, distance, base):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1961)
    for k in (2, 7):
        p = distributions(rng, 4, k)
        check(divergence, p, oracle.near(rng, p, distance), base, digits, least=1e-24)


@each
def test_where_the_roads_part(divergence):
    # One road for less than an eighth of a nat, one for more; one for each u, too.
    t = np.linspace(0.01, 0.99, 99)
    p = np.stack([np.full(99, 0.5), np.full(99, 0.5)], axis=-1)
    q = np.stack([t, 1 - t], axis=-1)
    check(divergence, p, q)
    check(divergence, q, p)


@each
@pytest.mark.parametrize("k", [1000, 65_537, 1_000_000])
@pytest.mark.parametrize("distance", [1, 1e-6])
def test_many_outcomes_within_the_bound(divergence, k, distance):
    rng = np.random.default_rng(k)
    pairs = 0.1 + rng.random((2, 40))
    pairs[1] = abs(pairs[0] * (1 + distance * (pairs[1] - 0.5)))
    p, q = oracle.normalised(rng.choice(pairs, k, axis=1))
    check(divergence, p[None], q[None])


@each
@pytest.mark.parametrize("off", [1e-12, -1e-10, 1e-10])
@pytest.mark.parametrize("kind", ["spread", "sparse", "nearly certain", "subnormal"])
def test_a_sum_beside_one_is_divided_out(divergence, kind, off):
    distributions, digits = oracle.KINDS[kind]
    rng = np.random.default_rng(1962)
    for k in (2, 5):
        p = distributions(rng, 6, k)
        for q in (rng.permuted(p, axis=1), oracle.near(rng, p, 1e-3)):
            check(
                divergence,
                p * (1 + off),
                q,
                2,
                digits,
                bound=BOUNDS_OFF[divergence],
                least=1e-20,
            )
            check(
                divergence,
                p,
                q * (1 + off),
                2,
                digits,
                bound=BOUNDS_OFF[divergence],
                least=1e-20,
            )


@each
def test_float32_is_rounded_from_float64(divergence):
    rng = np.random.default_rng(1963)
    p = oracle.sparse(rng, 60, 5)
    for distance in (1, 1e-2, 1e-4):
        q = oracle.near(rng, p, distance).astype(np.float32)
        check(divergence, p.astype(np.float32), q, bound=0.51, least=1e-20)


@pytest.mark.parametrize(
    ("p", "q", "bits"),
    [
        ([1, 0], [0.5, 0.5], 1),
        ([0.5, 0.5], [1, 0], math.inf),
        ([1, 0], [0.25, 0.75], 2),
        ([0.5, 0.5], [0.25, 0.75], 1 - math.log2(3) / 2),
        ([0.25, 0.75], [0.5, 0.5], 0.75 * math.log2(3) - 1),
        ([0.5, 0.25, 0.125, 0.125], [0.25] * 4, 0.25),
        ([0.25] * 4, [0.5, 0.25, 0.125, 0.125], 0.25),
        ([0.5, 0.5, 0], [0.25, 0.25, 0.5], 1),
        ([0, 1, 0], [0, 1, 0], 0),
        ([0, 0, 1], [0.5, 0.5, 0], math.inf),
        ([1], [1], 0),
        # The suit is seen: from 52 equal cards to 13.
        ([1 / 13] * 13 + [0] * 39, [1 / 52] * 52, 2),
    ],
)
def test_kl_by_hand(p, q, bits):
    # A difference of logarithms by hand cancels at most three bits.
    assert kl_divergence(p, q) == pytest.approx(bits, rel=10 * EPS, abs=0)
    assert kl_divergence([p], [q]) == pytest.approx(bits, rel=10 * EPS, abs=0)


def test_the_horses_by_hand_exactly():
    p = [0.5, 0.25, 0.125, 0.125]
    assert kl_divergence(p, [0.25] * 4) == 0.25
    assert kl_divergence(p, [0.25] * 4, base=4) == 0.125
    assert kl_divergence([0.25] * 4, p) == 0.25


@pytest.mark.parametrize(
    ("p", "q", "bits"),
    [
        ([1, 0], [0, 1], 1),
        ([0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5], 1),
        ([0.5, 0.5, 0], [0, 0.5, 0.5], 0.5),
        # H(3/4, 1/4) - (H(1, 0) + H(1/2, 1/2)) / 2
        ([1, 0], [0.5, 0.5], 2 - 0.75 * math.log2(3) - 0.5),
        ([1], [1], 0),
        ([0, 1, 0], [0, 1, 0], 0),
    ],
)
def test_js_by_hand(p, q, bits):
    assert js_divergence(p, q) == pytest.approx(bits, rel=10 * EPS, abs=0)
    assert js_divergence(q, p) == pytest.approx(bits, rel=10 * EPS, abs=0)


def test_a_small_shift_by_its_series():
    # Between (1 + d, 1 - d) / 2 and halves D is d**2 / 2 + d**4 / 12 nats, and JS is
    # d**2 / 8 + ...
    for d in 2.0 ** -np.arange(14, 27):
        shifted = [0.5 + d / 2, 0.5 - d / 2]
        nats = kl_divergence(shifted, [0.5, 0.5], base=math.e)
        assert nats == pytest.approx(d**2 / 2 + d**4 / 12, rel=6 * EPS, abs=0)
        nats = js_divergence(shifted, [0.5, 0.5], base=math.e)
        assert nats == pytest.approx(d**2 / 8, rel=d**2 + 5 * EPS, abs=0)


@each
@pytest.mark.parametrize("kind", oracle.KINDS)
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_exactly_zero_for_equals(divergence, kind, dtype):
    distributions, _ = oracle.KINDS[kind]
    p = distributions(np.random.default_rng(1964), 200, 9).astype(dtype)
    assert (divergence(p, p) == 0).all()
    assert divergence(p[0], p[0].copy()) == 0
    assert math.copysign(1, divergence(p[0], p[0])) == 1


@each
@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_never_negative(divergence, dtype):
    rng = np.random.default_rng(1965)
    eps = np.finfo(dtype).eps
    for k in (2, 3, 30):
        p = oracle.spread(rng, 2000, k).astype(dtype)
        other_ulps = p * (1 + eps * rng.integers(-2, 3, p.shape).astype(dtype))
        scaled = p * dtype(1 + 4e5 * EPS if dtype == np.float64 else 1 + 50 * eps)
        renormalised = oracle.normalised(p)
        for q in (other_ulps, scaled, renormalised):
            assert q.dtype == dtype
            result = divergence(p, q)
            assert (result >= 0).all()
            # Rounding by a few eps is no more than that.
            assert (result <= k * (3 * eps) ** 2).all()


@each
def test_a_scale_alone_is_no_distance(divergence):
    # Only the rounding of 1 + 1e-10 times p is left, squared.
    p = oracle.spread(np.random.default_rng(1966), 2000, 5)
    result = divergence(p, p * (1 + 1e-10))
    assert (result >= 0).all()
    assert (result <= 5 * EPS**2).all()


@pytest.mark.parametrize("base", BASES)
def test_infinite_where_the_support_of_q_ends(base):
    for p_lost in (5e-324, 1e-300, 1e-17, 0.1):
        p, q = [1 - p_lost, p_lost], [1, 0]
        assert kl_divergence(p, q, base=base) == math.inf
        assert kl_divergence([p, q], [q, q], base=base).tolist() == [math.inf, 0]
        # The other way round it is finite, and so is the half-way measure.
        back = kl_divergence(q, p, base=base)
        assert back == pytest.approx(-math.log1p(-p_lost) / math.log(base), rel=4 * EPS)
        assert js_divergence(p, q, base=base) < 0.1


def test_not_infinite_where_only_the_ratio_overflows():
    # log2(5e-324) is -1074.
    far = kl_divergence([[0.5, 0.5], [0, 1]], [1, 5e-324])
    assert far == pytest.approx([(1074 - 2) / 2, 1074], rel=5 * EPS)
    scaled = kl_divergence([0, 1 + 1e-10], [1 - 1e-10, 5e-324])
    assert scaled == pytest.approx(1074 - 1e-10 * math.log2(math.e), rel=4 * EPS)
    truth = oracle.kl_divergence([0, 1 + 1e-10], [1 - 1e-10, 5e-324], 2, oracle.DEEP)
    assert oracle.error_in_eps(scaled, truth) <= BOUNDS_OFF[kl_divergence]


def test_a_subnormal_q_keeps_its_digits_beside_a_sum_off_one():
    # Dividing 5e-324 by a sum near 1 gives 5e-324 again, and with it 1e-10 too much.
    for x in (1e-2, 1e-4, 1e-10):
        p = np.multiply([1 - x, x], 1 + 1e-10)
        q = [1, 5e-324]
        truth = oracle.kl_divergence(p, q, 2, oracle.DEEP)
        error = oracle.error_in_eps(kl_divergence(p, q), truth)
        assert error <= BOUNDS_OFF[kl_divergence]


def weights(k):
    """Weights of which the product of two is no subnormal."""
    some = st.one_of(st.floats(1e-6, 1), st.floats(1e-140, 1e-6), st.just(0.0))
    return st.lists(some, min_size=k, max_size=k).filter(lambda w: sum(w) > 1e-12)


def distributions_of(k):
    return weights(k).map(lambda w: np.divide(w, math.fsum(w)))


def several(n, least=1):
    return st.integers(least, 7).flatmap(
        lambda k: st.tuples(*[distributions_of(k)] * n)
    )


@each
@unhurried
@given(pair=several(2), base=st.sampled_from(BASES))
def test_zero_for_equals_and_else_not_negative(divergence, pair, base):
    p, q = pair
    assert divergence(p, q, base=base) >= 0
    assert divergence(p, p, base=base) == 0


@unhurried
@given(several(2), st.sampled_from(BASES))
def test_cross_entropy_is_entropy_and_divergence(pair, base):
    p, q = pair
    assert cross_entropy(p, q, base=base) == pytest.approx(
        entropy(p, base=base) + kl_divergence(p, q, base=base),
        rel=TOLERANCE,
        abs=TINIEST,
    )


@unhurried
@given(several(1))
def test_from_uniform_it_is_what_entropy_lacks(one):
    [p] = one
    k = len(p)
    lack = kl_divergence(p, np.full(k, 1 / k), base=math.e)
    assert lack + entropy(p, base=math.e) == pytest.approx(math.log(k), abs=20 * EPS)


@each
@unhurried
@given(pair=several(2), base=st.sampled_from(BASES))
def test_units_convert(divergence, pair, base):
    nats = divergence(*pair, base=math.e)
    assert divergence(*pair, base=base) == pytest.approx(
        nats / math.log(base), rel=TOLERANCE, abs=1e-30
    )


@each
@unhurried
@given(pair=several(2), random=st.randoms())
def test_the_order_of_outcomes_does_not_matter(divergence, pair, random):
    p, q = pair
    order = random.sample(range(len(p)), len(p))
    assert divergence(p[order], q[order]) == pytest.approx(
        divergence(p, q), rel=TOLERANCE, abs=1e-30
    )


@each
@unhurried
@given(pair=several(2, least=2))
def test_merging_outcomes_never_tells_more(divergence, pair):
    merged = [np.concatenate([[p[0] + p[1]], p[2:]]) for p in pair]
    apart = divergence(*pair)
    # Rounding a sum p moves D by eps * p * log(p/q), which is about eps * sqrt(2 p D).
    rounding = 4 * EPS * math.sqrt(apart) + EPS**2
    assert divergence(*merged) <= apart * (1 + TOLERANCE) + rounding


@unhurried
@given(several(4))
def test_kl_of_independent_pairs_adds_up(four):
    p, q, r, s = four
    together = kl_divergence(np.outer(p, r).ravel(), np.outer(q, s).ravel())
    apart = kl_divergence(p, q) + kl_divergence(r, s)
    assert together == pytest.approx(apart, rel=TOLERANCE, abs=100 * EPS)


@unhurried
@given(several(2))
def test_js_is_symmetric_and_at_most_a_bit(pair):
    p, q = pair
    there = js_divergence(p, q)
    assert there == pytest.approx(js_divergence(q, p), rel=TOLERANCE, abs=1e-30)
    assert there <= 1 + 4 * EPS


@unhurried
@given(several(2))
def test_js_is_what_the_mixture_gains(pair):
    p, q = pair
    gained = entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2
    assert js_divergence(p, q) == pytest.approx(gained, abs=20 * EPS)


@unhurried
@given(several(2))
def test_js_is_the_mean_divergence_from_the_middle(pair):
    p, q = pair
    middle = (p + q) / 2
    mean = (kl_divergence(p, middle) + kl_divergence(q, middle)) / 2
    # Near each other the rounding of the middle shows.
    assert js_divergence(p, q) == pytest.approx(mean, rel=1e-7, abs=10 * EPS)


@unhurried
@given(several(3))
def test_the_root_of_js_is_a_metric(three):
    p, q, r = three
    around = math.sqrt(js_divergence(p, q)) + math.sqrt(js_divergence(q, r))
    assert math.sqrt(js_divergence(p, r)) <= around + 1e-15


@unhurried
@given(several(2))
def test_pinsker(pair):
    p, q = pair
    least = abs(p - q).sum() ** 2 / 2
    assert kl_divergence(p, q, base=math.e) >= least * (1 - 1e-12) - 1e-30


def test_as_scipy_says():
    stats = pytest.importorskip("scipy.stats")
    special = pytest.importorskip("scipy.special")
    distance = pytest.importorskip("scipy.spatial.distance")
    rng = np.random.default_rng(1967)
    p, q = oracle.sparse(rng, 200, 9), oracle.spread(rng, 200, 9)
    result = kl_divergence(p, q)
    assert result == pytest.approx(stats.entropy(p, q, base=2, axis=-1), rel=1e-12)
    nats = kl_divergence(p, q, base=math.e)
    assert nats == pytest.approx(special.rel_entr(p, q).sum(axis=-1), rel=1e-12)
    root = distance.jensenshannon(p, q, base=2, axis=-1)
    assert js_divergence(p, q) == pytest.approx(root**2, rel=1e-12)
