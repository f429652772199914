"""Each value of the page "context", reached again by another road."""

import math
from itertools import pairwise

import mpmath
import pytest

mpmath.mp.dps = 50


def test_picture(snippet):
    found = snippet("picture")
    chances = [found[name] for name in ("cat", "dog", "fox")]
    assert math.fsum(chances) == pytest.approx(1, rel=1e-15)
    assert found["loss"] == pytest.approx(float(mpmath.log(5)), rel=1e-15)
    smaller = mpmath.log(mpmath.mpf(5) / 4)
    assert found["smaller_loss"] == pytest.approx(float(smaller), rel=1e-14)


def loss(w):
    """The loss of the one cat, without the library: ln(1 + e^(1-w) + e^-w)."""
    return mpmath.log(1 + mpmath.exp(1 - w) + mpmath.exp(-w))


def test_turning(snippet):
    found = snippet("turning")
    w = [mpmath.mpf("-1.5")]
    for _ in range(found["steps"]):
        w.append(w[-1] - found["rate"] * mpmath.diff(loss, w[-1]))
    assert found["w"] == pytest.approx([float(x) for x in w], rel=1e-9)
    losses = [float(loss(x)) for x in w]
    assert found["losses"] == pytest.approx(losses, rel=1e-9)
    assert all(later < sooner for sooner, later in pairwise(losses))
    assert found["falls"] is True


@pytest.mark.parametrize(("name", "at"), [("before", 0), ("after", -1)])
def test_turning_answers_with_probabilities(snippet, name, at):
    found = snippet("turning")
    parts = [math.exp(z) for z in (found["w"][at], 1, 0)]
    expected = [part / sum(parts) for part in parts]
    assert found[name] == pytest.approx(expected, rel=1e-12)


def test_turning_draws_its_steps_on_the_curve(snippet):
    found = snippet("turning")
    bars, curve = found["fig"].axes
    steps = curve.lines[1].get_xydata()
    assert len(steps) == found["steps"] + 1
    for w, height in steps:
        assert height == pytest.approx(float(loss(w)), rel=1e-9)
    heights = [bar.get_height() for bar in bars.patches]
    assert heights == [*found["before"], *found["after"]]
