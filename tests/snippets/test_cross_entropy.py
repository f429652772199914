"""Each value of the chapter "cross_entropy", reached again by another road."""

from fractions import Fraction
from itertools import product

import mpmath
import numpy as np
import pytest
import scipy.stats

mpmath.mp.dps = 50


def close(value, expected, rel=1e-13):
    return value == pytest.approx(float(expected), rel=rel, abs=1e-300)


def log2(x):
    return mpmath.log(x, 2)


def bill(p, q):
    """H(P, Q) of the decimals as they are written, in fifty digits."""
    pairs = zip(map(mpmath.mpf, p), map(mpmath.mpf, q), strict=True)
    return -sum(a * log2(b) for a, b in pairs if a)


MATCH, BELIEF = ("0.01", "0.99"), ("0.1", "0.9")


def test_bookmaker(snippet):
    found = snippet("bookmaker")
    assert close(found["bill"], bill(MATCH, BELIEF))
    assert close(found["unavoidable"], bill(MATCH, MATCH))
    assert close(found["fine"], bill(MATCH, BELIEF) - bill(MATCH, MATCH))
    assert close(found["china_price"], log2(10))
    assert close(found["france_price"], log2(mpmath.mpf(10) / 9))
    assert found["splits"] is True


def test_bookmaker_bets_on_the_match_of_the_first_chapter(snippet, any_snippet):
    assert snippet("bookmaker")["china"] == any_snippet("information", "match")["china"]


def test_bookmaker_pays_more_than_half_for_his_belief(snippet):
    found = snippet("bookmaker")
    assert found["fine"] > found["bill"] / 2


def test_step_by_step(snippet):
    found = snippet("step_by_step")
    assert close(found["china_term"], mpmath.mpf("0.01") * log2(mpmath.mpf("0.1")))
    assert close(found["france_term"], mpmath.mpf("0.99") * log2(mpmath.mpf("1.1")))
    assert found["same"]
    lines = [found[name] for name in ("first", "second", "third")]
    assert all(close(line, bill(MATCH, BELIEF)) for line in lines)


def test_beliefs(snippet):
    found = snippet("beliefs")
    assert found["believed"] == [0.001, 0.01, 0.05, 0.1, 0.5]
    for believed, paid, fine in zip(
        ("0.001", "0.01", "0.05", "0.1", "0.5"),
        found["bills"],
        found["fines"],
        strict=True,
    ):
        expected = bill(MATCH, (believed, 1 - mpmath.mpf(believed)))
        assert close(paid, expected)
        assert fine == pytest.approx(float(expected - bill(MATCH, MATCH)), abs=1e-14)
    assert found["fines"][1] == 0
    assert found["cheapest_is_the_truth"]


def test_valley_has_its_floors_on_the_entropy(snippet):
    """The slope of the bill, (q - p) / (q (1 - q) ln 2), is zero at q = p alone."""
    assert snippet("valley")["q"][0] == 0.002
    for p in (0.01, 0.3, 0.5):
        for q in (0.002, 0.2, 0.7, 0.998):
            slope = mpmath.diff(lambda x, p=p: -p * log2(x) - (1 - p) * log2(1 - x), q)
            expected = (q - p) / (q * (1 - q) * mpmath.log(2))
            assert close(float(slope), expected, rel=1e-9)


def test_champions(snippet):
    found = snippet("champions")
    assert [len(word) for word in found["words"]] == [3, 1, 2, 3]
    for one, other in product(found["words"], repeat=2):
        assert one == other or not other.startswith(one)
    p = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8)]
    assert found["mean_length"] == sum(
        a * n for a, n in zip(p, (3, 1, 2, 3), strict=True)
    )
    assert found["bill"] == Fraction(19, 8)
    assert found["shortest"] == Fraction(7, 4)
    assert found["fine"] == Fraction(19, 8) - Fraction(7, 4)
    # The other way: (1/8)(-2) + (1/2)(1) + (1/4)(1) + 0.
    assert found["other_way"] == Fraction(1, 2)
    assert found["exact"] is True


def test_areas_are_the_bills(snippet):
    axes = snippet("areas")["fig"].axes
    totals = [
        sum(bar.get_width() * bar.get_height() for bar in ax.patches) for ax in axes
    ]
    assert totals == [1.75, 2.375]


def test_mirror(snippet):
    found = snippet("mirror")
    one = bill(("0.2", "0.8"), ("0.2", "0.8"))
    assert close(found["entropy_p"], one)
    assert close(found["entropy_q"], one)
    assert close(found["fine"], 2 * mpmath.mpf("0.6"))  # 0.6 log2 4
    assert found["equal"] is True
    assert found["fine"] > found["entropy_p"]


def test_long_run(snippet):
    found = snippet("long_run")
    p, q = [0.01, 0.09, 0.90], [0.10, 0.20, 0.70]
    assert close(found["unavoidable"], scipy.stats.entropy(p, base=2))
    assert close(found["fine"], scipy.stats.entropy(p, q, base=2))
    assert close(found["bill"], bill(("0.01", "0.09", "0.90"), ("0.1", "0.2", "0.7")))
    assert found["within_the_bands"]


def test_long_run_is_near_its_limit_for_other_matches_too(snippet):
    """Within five standard errors, for counts drawn in another way."""
    found = snippet("long_run")
    n = found["matches"]
    counts = np.random.default_rng(1).multinomial(n, [0.01, 0.09, 0.90])
    prices = -np.log2([0.10, 0.20, 0.70])
    variance = np.dot([0.01, 0.09, 0.90], prices**2) - found["bill"] ** 2
    error = abs(counts @ prices / n - found["bill"])
    assert error < 5 * np.sqrt(variance / n)


def test_two_players_draws_the_means_at_the_matches_played(snippet):
    drawn = snippet("two_players")
    results, played = snippet("long_run")["results"], drawn["played"]
    _, his, _, lowest = drawn["fig"].axes[0].lines
    for line, chances in ((his, [0.1, 0.2, 0.7]), (lowest, [0.01, 0.09, 0.90])):
        for n, mean in list(zip(played, line.get_ydata(), strict=True))[::17]:
            counts = np.bincount(results[:n], minlength=3)
            assert mean == pytest.approx(-counts @ np.log2(chances) / n, rel=1e-12)


def test_certain(snippet):
    found = snippet("certain")
    assert found["fine"] == 0
    assert close(found["bill"], bill(("0.3", "0.7"), ("0.3", "0.7")))
    assert found["nothing_more"] is True


def test_four(snippet):
    """Every surprise is a whole number of bits: 2, 3, 3, 1 and 1, 2, 3, 3."""
    found = snippet("four")
    p = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8)]
    q = [Fraction(1, 4), Fraction(1, 8), Fraction(1, 8), Fraction(1, 2)]

    def mean(weights, surprises):
        return sum(w * s for w, s in zip(weights, surprises, strict=True))

    assert found["bill"] == mean(p, [2, 3, 3, 1]) == Fraction(9, 4)
    assert found["unavoidable"] == mean(p, [1, 2, 3, 3]) == Fraction(7, 4)
    assert found["fine"] == Fraction(1, 2)
    assert found["swapped"] == mean(q, [1, 2, 3, 3])


def test_one_result(snippet):
    found = snippet("one_result")
    assert (found["bill"], found["unavoidable"]) == (2, 0)
    assert found["of_the_belief"] == Fraction(1, 2) + Fraction(2, 4) * 2


def test_best(snippet):
    found = snippet("best")
    assert found["best"] == 0.3
    assert close(found["lowest"], bill(("0.3", "0.7"), ("0.3", "0.7")))
    assert found["is_the_truth"]


def test_hundred(snippet):
    found = snippet("hundred")
    whole, floor = 100 * bill(MATCH, BELIEF), 100 * bill(MATCH, MATCH)
    assert close(found["paid"], whole)
    assert close(found["spared_nobody"], floor)
    assert close(found["wasted"], whole - floor)


def test_shrug(snippet):
    found = snippet("shrug")
    assert found["bill"] == 1
    assert close(found["unavoidable"], bill(MATCH, MATCH))
    assert close(found["fine"], 1 - bill(MATCH, MATCH))
    assert found["always_one"] is True
