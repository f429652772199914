"""Each value of the chapter "information", reached again by another road."""

import math
from fractions import Fraction
from itertools import pairwise

import mpmath
import pytest

mpmath.mp.dps = 50
HUNDREDTH = mpmath.mpf(0.01)  # the float that stands in the snippets


def close(value, expected):
    return value == pytest.approx(float(expected), rel=1e-14, abs=1e-300)


def test_match(snippet):
    match = snippet("match")
    news = -mpmath.log(HUNDREDTH, 2)
    routine = -mpmath.log1p(-HUNDREDTH) / mpmath.log(2)
    assert close(match["china_bits"], news)
    # 1 - 0.01 is rounded before its logarithm is taken: an error of eps / 0.01.
    assert match["france_bits"] == pytest.approx(float(routine), rel=1e-13)
    assert match["ratio"] == pytest.approx(float(news / routine), rel=1e-13)


def test_coins(snippet):
    coins = snippet("coins")
    assert 2 ** coins["fewer"] < 100 < 2 ** coins["more"]
    assert coins["more"] - coins["fewer"] == 1


def test_cup(snippet):
    cup = snippet("cup")
    assert Fraction(cup["champion"]) == Fraction(1, 2) ** 5
    assert Fraction(cup["reach_final"]) == Fraction(1, 2) ** 4
    assert (cup["first_part"], cup["second_part"], cup["at_once"]) == (4, 1, 5)
    assert cup["adds_up"] is True


def test_cup_naive_counts_the_final_twice(snippet):
    cup = snippet("cup")
    assert cup["naive"] - cup["at_once"] == cup["first_part"]


def test_favourite(snippet):
    favourite = snippet("favourite")
    rounds = [Fraction(str(p)) for p in favourite["rounds"]]
    product = math.prod(rounds)
    assert product == Fraction("0.086625")
    assert favourite["champion"] == pytest.approx(float(product), rel=1e-15)
    news = mpmath.log(mpmath.mpf(product.denominator) / product.numerator, 2)
    assert favourite["at_once"] == pytest.approx(float(news), rel=1e-15)
    assert favourite["round_by_round"] == pytest.approx(float(news), rel=1e-15)
    assert favourite["adds_up"] is True


def test_whole_numbers(snippet):
    found = snippet("whole_numbers")
    heads = 0
    while 2 ** (heads + 1) <= found["one_in"] ** found["wins"]:
        heads += 1
    assert found["heads"] == heads
    assert found["at_least"] == heads / 1000
    assert found["at_most"] == (heads + 1) / 1000
    assert heads <= 1000 * mpmath.log(100, 2) <= heads + 1
    assert found["pinned"] is True


def test_units(snippet):
    units = snippet("units")
    for p, bits, nats, hartleys in zip(
        units["results"], units["bits"], units["nats"], units["hartleys"], strict=True
    ):
        exact = -mpmath.log(mpmath.mpf(p))
        assert close(nats, exact)
        assert close(bits, exact / mpmath.log(2))
        assert close(hartleys, exact / mpmath.log(10))
    assert units["only_a_factor"] is True


def test_units_bits_in_a_nat(snippet):
    assert close(snippet("units")["bits_in_a_nat"], 1 / mpmath.log(2))


def test_eight(snippet):
    eight = snippet("eight")
    assert 2 ** eight["champion"] == eight["teams"]
    assert 2 ** eight["reach_final"] == eight["teams"] / 2
    assert eight["naive"] == 5


def test_headlines(snippet):
    headlines = snippet("headlines")
    assert headlines["sunday"] == headlines["monday"] - headlines["saturday"] == 1
    assert headlines["naive"] == 9


def test_ten_bits(snippet):
    ten_bits = snippet("ten_bits")
    assert ten_bits["probability"] == 0.5**10
    assert ten_bits["one_in"] == 1024
    assert ten_bits["exact"] is True
    assert Fraction(str(ten_bits["tenth"])) == Fraction(1, 10)
    assert close(ten_bits["tenth_bits"], mpmath.log(10, 2))


def test_half_base(snippet):
    half_base = snippet("half_base")
    assert half_base["constant"] == pytest.approx(1, rel=1e-15)
    # Check the claim it stands for: C log_{1/2}(1/4) is the news of two coins.
    assert half_base["constant"] * math.log(1 / 4, 1 / 2) == pytest.approx(2)
    assert half_base["opposite"] == -half_base["constant"]


def test_reciprocal(snippet):
    reciprocal = snippet("reciprocal")
    assert reciprocal["first"] == 4 - 2 - 2
    assert reciprocal["at_once"] == 8
    assert reciprocal["in_parts"] == 2 + 4
    assert reciprocal["second"] == 2


def test_residual_of_the_candidates(snippet):
    """The three maps show what a hand calculation at a few points gives."""
    found = snippet("residual")
    candidates = dict(found["candidates"])
    one_over, one_minus, logarithm = candidates.values()

    def residual(f, a, b):
        return f(a * b) - f(a) - f(b)

    assert residual(one_over, 0.25, 0.75) == pytest.approx(0)  # where a + b = 1
    assert residual(one_over, 0.2, 0.2) == pytest.approx(15)  # 25 - 5 - 5
    assert residual(one_over, 0.8, 0.8) == pytest.approx(-0.9375)
    assert residual(one_minus, 0.2, 0.2) == pytest.approx(-0.64)  # -(1-a)(1-b)
    assert residual(logarithm, 0.2, 0.7) == pytest.approx(0, abs=1e-15)
    lowest, highest = found["levels"][0], found["levels"][-1]
    for f in candidates.values():
        corners = [residual(f, a, b) for a in (0.04, 1) for b in (0.04, 1)]
        assert lowest <= min(corners)
        assert max(corners) <= highest


def test_curve_marks_lie_on_the_curve(snippet):
    ax = snippet("curve")["fig"].axes[0]
    marks = [line.get_xydata()[0] for line in ax.lines if len(line.get_xdata()) == 1]
    assert len(marks) == 3
    for p, bits in marks:
        assert close(bits, -mpmath.log(mpmath.mpf(p), 2))


def test_squeeze_boxes_hold_the_logarithm(snippet):
    ax = snippet("squeeze")["fig"].axes[0]
    boxes = [c.get_paths()[0].get_extents() for c in ax.collections]
    assert len(boxes) == 4 + 16
    for box in boxes:
        assert 2**-box.y0 == pytest.approx(box.x1, rel=1e-12)
        assert 2**-box.y1 == pytest.approx(box.x0, rel=1e-12)


def test_waterfall_reaches_the_titles(snippet):
    bars = snippet("waterfall")["fig"].axes[0].patches
    tops = [bar.get_y() + bar.get_height() for bar in bars]
    assert tops[4] == pytest.approx(5, rel=1e-15)
    assert tops[9] == pytest.approx(-math.log2(0.086625), rel=1e-14)
    for before, bar in pairwise(bars[5:]):
        assert bar.get_y() == pytest.approx(before.get_y() + before.get_height())


def test_bars_have_the_lengths_of_the_match(snippet):
    bars = snippet("bars")["fig"].axes[0].patches
    match = snippet("match")
    lengths = [bar.get_width() for bar in bars]
    assert lengths == pytest.approx([match["france_bits"], match["china_bits"]])
