"""Each value of the page "bench", reached again by another road."""

from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.stats

mpmath.mp.dps = 50


def close(value, expected):
    return value == pytest.approx(float(expected), rel=1e-12)


def log2(x):
    return mpmath.log(mpmath.mpf(x), 2)


def test_presets(snippet):
    """Of the first pair in fifty digits, and the other pairs as distributions."""
    found = snippet("presets")
    p, q = ("0.01", "0.99"), ("0.1", "0.9")
    for prefix, one, other in (("", p, q), ("other_", q, p)):
        bill = -sum(mpmath.mpf(a) * log2(b) for a, b in zip(one, other, strict=True))
        lowest = -sum(mpmath.mpf(a) * log2(a) for a in one)
        assert close(found[f"{prefix}bill"], bill)
        assert close(found[f"{prefix}unavoidable"], lowest)
        assert close(found[f"{prefix}fine"], bill - lowest)
    expected = [mpmath.mpf("0.01") * log2("0.1"), mpmath.mpf("0.99") * log2("1.1")]
    assert all(map(close, found["terms"], expected))
    assert found["pq"] == [0.01, 0.99, 0.1, 0.9]
    for one, other in found["pairs"]:
        assert 2 <= len(one) == len(other) <= 6
        for chances in (one, other):
            assert sum(map(Fraction, map(str, chances))) == 1
            assert min(chances) >= 0


def test_presets_are_those_of_the_chapters(snippet, any_snippet):
    pairs = [tuple(map(tuple, pair)) for pair in snippet("presets")["pairs"]]
    for page, name, names in (
        ("cross_entropy", "bookmaker", ("match", "belief")),
        ("gibbs", "two_ways", ("match", "belief")),
        ("gibbs", "steps", ("p", "q")),
        ("cross_entropy", "mirror", ("p", "q")),
        ("cross_entropy", "champions", ("p", "q")),
    ):
        left = any_snippet(page, name)
        assert tuple(tuple(map(float, left[n])) for n in names) in pairs


def test_presets_are_what_their_names_say(snippet):
    """In the order of their names in bench.js."""
    _, even, _, equal, _, apart = snippet("presets")["pairs"]
    assert even[0] == [0.5, 0.5] != even[1]
    assert scipy.stats.entropy(equal[0]) == pytest.approx(scipy.stats.entropy(equal[1]))
    assert np.multiply(*apart).max() == 0


def test_opposite(snippet):
    found = snippet("opposite")
    assert found["q"] == found["p"][::-1]
    assert close(found["fine"], mpmath.mpf("0.98") * log2(99))
    assert found["same_entropy"] is True


def test_parting(snippet):
    """One match before, the bands still overlap: variances with exact fractions."""
    found = snippet("parting")
    p, q = ("0.01", "0.99"), ("0.1", "0.9")
    limits, errors = [], []
    for belief in (q, p):
        prices = [-log2(chance) for chance in belief]
        mean = sum(mpmath.mpf(a) * x for a, x in zip(p, prices, strict=True))
        square = sum(mpmath.mpf(a) * x**2 for a, x in zip(p, prices, strict=True))
        limits.append(mean)
        errors.append(2 * mpmath.sqrt(square - mean**2))
    for matches, parted in ((found["matches"], True), (found["matches"] - 1, False)):
        root = mpmath.sqrt(matches)
        above = limits[0] - errors[0] / root, limits[1] + errors[1] / root
        assert (above[0] >= above[1]) is parted
    # The difference takes two values, with probabilities p and 1 − p.
    gains = [log2(believed) - log2(true) for true, believed in zip(p, q, strict=True)]
    spread = mpmath.sqrt(mpmath.mpf(p[0]) * mpmath.mpf(p[1])) * abs(gains[0] - gains[1])
    for matches, parted in ((found["in_pairs"], True), (found["in_pairs"] - 1, False)):
        left = limits[0] - limits[1] - 2 * spread / mpmath.sqrt(matches)
        assert (left >= 0) is parted


def test_first_draws_the_pair_and_its_bills(snippet):
    bars, costs = snippet("first")["fig"].axes
    heights = [bar.get_height() for bar in bars.patches]
    assert heights == [0.01, 0.99, 0.1, 0.9]
    given = snippet("presets")
    ends = [bar.get_x() + bar.get_width() for bar in costs.patches]
    expected = [given[n] for n in ("unavoidable", "bill")]
    expected += [given[n] for n in ("other_unavoidable", "other_bill")]
    assert ends == pytest.approx(expected)
    rows = [bar.get_y() + bar.get_height() / 2 for bar in costs.patches]
    assert rows == pytest.approx([0, 0, 1, 1])
