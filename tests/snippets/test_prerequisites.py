"""Each value of the page "prerequisites", reached again by another road."""

import math
from fractions import Fraction

import mpmath
import pytest

mpmath.mp.dps = 50


def test_hundred(snippet):
    found = snippet("hundred")
    assert Fraction(found["wins"], found["matches"]) == Fraction("0.01")
    assert found["share"] == 0.01
    faint, strong = found["fig"].axes[0].collections
    assert len(strong.get_offsets()) == found["wins"]
    assert len(faint.get_offsets()) == found["matches"] - found["wins"]
    places = {tuple(p) for dots in (faint, strong) for p in dots.get_offsets()}
    assert len(places) == found["matches"]


def test_title(snippet):
    found = snippet("title")
    reach, win = (Fraction(str(found[n])) for n in ("final", "win_given_final"))
    assert Fraction(str(found["title"])) == reach * win == Fraction(1, 5)
    whole, final, title = found["fig"].axes[0].patches
    area = title.get_width() * title.get_height()
    assert area == pytest.approx(found["title"])
    assert final.get_width() * final.get_height() == pytest.approx(found["final"])
    assert whole.get_width() * whole.get_height() == 1


def test_rounds(snippet):
    found = snippet("rounds")
    left, played = found["teams"], 0
    rows = [left]
    while left > 1:
        left, played = left // 2, played + 1
        rows.append(left)
    assert found["rounds"] == played == 5
    assert found["exact"] is True
    drawn = found["fig"].axes[0].collections
    assert [len(row.get_offsets()) for row in drawn] == rows


def test_rules(snippet):
    found = snippet("rules")
    assert (2 ** found["four"], 2 ** found["eight"]) == (4, 8)
    assert 2 ** found["product"] == 32
    assert found["half"] == -1
    assert found["adds_up"] is True
    assert found["hundredth"] == pytest.approx(float(-mpmath.log(100, 2)), rel=1e-15)
    assert found["natural"] == pytest.approx(float(-mpmath.log(100)), rel=1e-15)
    assert found["one_factor"] is True


def test_goals(snippet):
    found = snippet("goals")
    chances = [Fraction(str(p)) for p in found["chances"]]
    assert sum(chances) == 1
    mean = sum(x * p for x, p in enumerate(chances))
    assert mean == Fraction("1.55")
    assert found["mean"] == pytest.approx(float(mean), rel=1e-15)
    assert found["shares"] == pytest.approx([0, 0.3, 0.6, 0.45, 0.2], rel=1e-15)
    # Balance: the turning moments about the mean cancel.
    assert sum((x - mean) * p for x, p in enumerate(chances)) == 0
    # The bound is no luck: five standard errors of such a season are below it.
    variance = sum((x - mean) ** 2 * p for x, p in enumerate(chances))
    assert 5 * math.sqrt(variance / found["matches"]) < found["within"]
    assert found["settles"] is True


def test_goals_figure_puts_the_mark_at_the_mean(snippet):
    found = snippet("goals")
    ax = found["fig"].axes[0]
    mark = next(line for line in ax.lines if line.get_marker() == "^")
    assert mark.get_xdata()[0] == pytest.approx(1.55)
    assert [bar.get_height() for bar in ax.patches] == list(found["chances"])


def test_two_matches(snippet):
    found = snippet("two_matches")
    # Of 100 seasons 60 begin with a win, and half of these go on with one.
    assert found["both"] == pytest.approx(60 / 2 / 100, rel=1e-15)
    assert found["added"] == pytest.approx(1.1, rel=1e-15)
    assert found["averaged"] == pytest.approx(0.55, rel=1e-15)


def test_big_cup(snippet):
    found = snippet("big_cup")
    assert 2 ** found["rounds"] == found["teams"] == 2 * 32
    assert found["rounds"] == 6
    assert found["after_one"] == 32


def test_eighth(snippet):
    found = snippet("eighth")
    assert 2 ** found["log"] == 1 / 8
    assert found["opposite"] == 3
    assert found["natural"] == pytest.approx(float(-3 * mpmath.log(2)), rel=1e-15)


def test_striker(snippet):
    found = snippet("striker")
    assert found["mean"] == pytest.approx((5 * 0 + 3 * 1 + 2 * 2) / 10, rel=1e-15)
    assert found["plain"] == 1
