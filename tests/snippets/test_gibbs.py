"""Each value of the chapter "gibbs", reached again by another road."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.special
import scipy.stats

mpmath.mp.dps = 50


def close(value, expected, rel=1e-13):
    return value == pytest.approx(float(expected), rel=rel, abs=1e-300)


def divergence(p, q):
    """D(P‖Q) in bits, of the decimals as they are written, in fifty digits."""
    pairs = zip(map(mpmath.mpf, p), map(mpmath.mpf, q), strict=True)
    return sum(a * mpmath.log(a / b, 2) for a, b in pairs if a)


MATCH, BELIEF = ("0.01", "0.99"), ("0.1", "0.9")
P, Q = ("0.5", "0.3", "0.2"), ("0.2", "0.3", "0.5")


def test_tangent(snippet):
    """Below, for t - 1 - ln t has the slope 1 - 1/t: down to t = 1, then up."""
    found = snippet("tangent")
    assert found["below"] is True
    for t in (0.02, 0.5, 0.999, 1.001, 3):
        slope = mpmath.diff(lambda x: x - 1 - mpmath.log(x), t)
        assert (slope > 0) == (t > 1)


def test_steps(snippet):
    found = snippet("steps")
    assert close(found["fine"], divergence(P, Q))
    assert close(found["first"], -divergence(P, Q) * mpmath.log(2))
    # 0.5 (0.4 - 1) + 0.3 (1 - 1) + 0.2 (2.5 - 1) = -0.3 + 0 + 0.3
    assert found["second"] == pytest.approx(0, abs=1e-15)
    assert found["third"] == pytest.approx(0, abs=1e-15)
    win, draw, loss = found["terms"]
    assert close(win, mpmath.log(mpmath.mpf("2.5"), 2) / 2)
    assert draw == 0
    assert close(loss, mpmath.log(mpmath.mpf("0.4"), 2) / 5)
    assert found["holds"]
    assert found["ends_at_zero"]
    assert found["is_the_fine"]


def test_signs_draws_the_terms_and_their_sum(snippet):
    bars = [bar.get_height() for bar in snippet("signs")["fig"].axes[0].patches]
    assert bars[3] == pytest.approx(sum(bars[:3]))
    assert bars[0] > 0 > bars[2]


def test_sums(snippet):
    found = snippet("sums")
    assert close(found["below_zero"], mpmath.log(mpmath.mpf(5) / 9, 2))
    assert found["refused"] is True
    # What the page says of other programs: SciPy divides, or returns the number.
    p, q = found["p"], found["too_much"]
    assert scipy.stats.entropy(p, q) == 0
    assert scipy.special.rel_entr(p, q).sum() < 0


def test_promises(snippet):
    """H(X) - H(X|Y), with the numbers of the red card by hand."""
    found = snippet("promises")

    def h(p):
        p = mpmath.mpf(p)
        return -p * mpmath.log(p, 2) - (1 - p) * mpmath.log(1 - p, 2)

    without = (mpmath.mpf("0.01") - mpmath.mpf("0.005")) / mpmath.mpf("0.99")
    gain = h("0.01") - (mpmath.mpf("0.01") * 1 + mpmath.mpf("0.99") * h(without))
    assert close(found["fine"], gain, rel=1e-12)
    assert found["is_the_gain"]


def test_two_ways(snippet):
    found = snippet("two_ways")
    assert close(found["there"], divergence(MATCH, BELIEF))
    assert close(found["back"], divergence(BELIEF, MATCH))
    assert close(found["ratio"], divergence(BELIEF, MATCH) / divergence(MATCH, BELIEF))


def test_two_ways_are_those_of_the_bookmaker(snippet, any_snippet):
    found, before = snippet("two_ways"), any_snippet("cross_entropy", "bookmaker")
    assert found["match"] == before["match"] == snippet("four_sentences")["match"]
    assert found["belief"] == before["belief"]
    assert found["there"] == before["fine"]


def test_promises_are_kept_for_the_red_card_of_entropy(snippet, any_snippet):
    found, before = snippet("promises"), any_snippet("entropy", "red_card")
    assert found["red"] == before["red"]
    assert close(found["fine"], before["gain"], rel=1e-12)


def test_maps_are_each_others_mirror(snippet):
    found = snippet("maps")
    there, back = found["there"], found["back"]
    assert np.allclose(there, back.T, rtol=1e-12, atol=1e-14)
    assert np.all(np.diag(there) == 0)
    p, q = found["p"], found["q"]
    expected = scipy.special.rel_entr(p, q) + scipy.special.rel_entr(1 - p, 1 - q)
    assert there == pytest.approx(expected / np.log(2), abs=1e-12)
    # On the other diagonal both ways are equal; at the belief's edge there is larger.
    assert np.diag(there[::-1]) == pytest.approx(np.diag(back[::-1]))
    assert there[0, 12] > back[0, 12]
    assert (
        found["surer"].sum() == (25 * 25 - 49) / 2
    )  # half of all, the diagonals apart
    assert found["surer_is_dearer"] is True


def test_edge(snippet):
    found = snippet("edge")
    q = mpmath.mpf(10) ** -6
    expected = -1 - (mpmath.log(q, 2) + mpmath.log(1 - q, 2)) / 2
    assert close(found["one_in_a_million"], expected)
    assert found["step"] == pytest.approx(float(mpmath.log(10, 2) / 2), abs=1e-9)
    assert found["at_zero"] == np.inf


def test_detour(snippet):
    found = snippet("detour")
    first, second, straight = (
        divergence(*pair)
        for pair in (
            (("0.5", "0.5"), ("0.25", "0.75")),
            (("0.25", "0.75"), ("0.1", "0.9")),
            (("0.5", "0.5"), ("0.1", "0.9")),
        )
    )
    assert close(found["first"], first)
    assert close(found["second"], second)
    assert close(found["straight"], straight)
    assert close(found["detour"], first + second)
    assert found["shorter"] is True


def test_floor(snippet):
    found = snippet("floor")
    p, q = found["p"], found["q"]
    assert p.shape == q.shape == (found["pairs"], 3) == (10_000, 3)
    nats = scipy.stats.entropy(p, q, axis=1)
    total_variation = np.max(
        [np.abs((p - q) @ side) for side in np.ndindex(2, 2, 2)], axis=0
    )
    assert np.all(nats >= 2 * total_variation**2)
    assert found["never_below"] is True


def test_near(snippet):
    found = snippet("near")
    fine = divergence(("0.3", "0.7"), ("0.31", "0.69"))
    twice = divergence(("0.3", "0.7"), ("0.32", "0.68"))
    assert close(found["fine"], fine, rel=1e-11)
    assert close(found["ratio"], twice / fine, rel=1e-11)
    # (0.01² / 0.3 + 0.01² / 0.7) / 2 = 1 / 4200 nats
    assert close(found["square"], 1 / (4200 * mpmath.log(2)))
    assert found["nearly"]


def test_sure(snippet):
    found = snippet("sure")
    assert (found["fine"], found["reverse"], found["nothing"]) == (1, np.inf, 0)


def test_mean_ratio(snippet):
    found = snippet("mean_ratio")
    exact = sum(Fraction(q) for q in Q)
    assert found["mean_of_ratio"] == exact == 1
    assert found["log_of_mean"] == 0
    assert close(found["mean_of_log"], -divergence(P, Q))


def test_apart(snippet):
    found = snippet("apart")
    assert close(found["floor_nats"], Fraction(1, 50))
    assert close(found["floor"], 1 / (50 * mpmath.log(2)))


def test_four_sentences(snippet):
    found = snippet("four_sentences")
    assert found["right"] == 0
    numbers = [f"{n:04b}" for n in range(16)]
    assert numbers.index("0101") + 1 == 6
    assert found["fifth_is_another"]
    assert found["news_may_raise_entropy"]
    assert found["zero_is_possible"]
    assert found["is_not_symmetric"]
    assert close(found["there"], divergence(MATCH, ("0.5", "0.5")))
    assert close(found["back"], divergence(("0.5", "0.5"), MATCH))
