"""Each value of the chapter "entropy", reached again by another road."""

import math
from fractions import Fraction
from itertools import pairwise, product

import mpmath
import numpy as np
import pytest
from sklearn import datasets

mpmath.mp.dps = 50
HUNDREDTH = mpmath.mpf(0.01)  # the float that stands in the snippets


def exact_entropy(*p):
    """By the definition, with 50 digits; what is left of one is the last result."""
    p = [mpmath.mpf(x) for x in p]
    p.append(1 - mpmath.fsum(p))
    return -mpmath.fsum(x * mpmath.log(x, 2) for x in p if x)


def close(value, expected, rel=1e-13):
    return value == pytest.approx(float(expected), rel=rel, abs=1e-300)


def marks(ax):
    """The single points that a figure marks."""
    return [line.get_xydata()[0] for line in ax.lines if len(line.get_xdata()) == 1]


def test_match(snippet):
    match = snippet("match")
    total = exact_entropy(HUNDREDTH)
    from_china = -HUNDREDTH * mpmath.log(HUNDREDTH, 2)
    assert close(match["bits"], total)
    assert close(match["from_china"], from_china)
    assert close(match["from_france"], total - from_china)
    assert close(match["china_share"], from_china / total)
    assert match["times_rarer"] == pytest.approx(99)
    assert match["adds_up"] is True


def test_match_is_that_of_the_first_chapter(snippet, any_snippet):
    assert snippet("match")["china"] == any_snippet("information", "match")["china"]


def test_match_is_the_mean_of_many_matches(snippet):
    """The news of 200,000 drawn matches, within five standard errors."""
    wins = np.random.default_rng(3).random(200_000) < 0.01
    news = np.where(wins, math.log2(100), -math.log2(0.99))
    off = abs(news.mean() - snippet("match")["bits"])
    assert off < 5 * news.std() / math.sqrt(len(news))


def test_shares_fill_two_equal_bars(snippet):
    bars = snippet("shares")["fig"].axes[0].patches
    upper, lower = bars[:2], bars[2:]
    assert [b.get_width() for b in upper] == pytest.approx([0.01, 0.99])
    assert sum(b.get_width() for b in lower) == pytest.approx(1)
    china, france = lower
    assert france.get_x() == china.get_width()
    # One is 99 times as frequent, the other so many times as much news.
    ratio = math.log(100) / -math.log(0.99) / 99
    assert china.get_width() / france.get_width() == pytest.approx(ratio)


def test_two_results(snippet):
    found = snippet("two_results")
    assert found["derby_bits"] == 1
    ax = found["fig"].axes[0]
    for x, bits in marks(ax):
        assert close(bits, exact_entropy(x))
    arch = ax.lines[0].get_ydata()
    assert arch == pytest.approx(arch[::-1], abs=1e-15)
    assert arch.max() == 1


def test_blocks(snippet):
    """Huffman's mean length is the sum of all merged weights."""
    blocks = snippet("blocks")
    weights = sorted(
        math.prod(row) for row in product([0.01, 0.99], repeat=blocks["matches"])
    )
    merged = 0
    while len(weights) > 1:
        pair = weights[0] + weights[1]
        merged += pair
        place = np.searchsorted(weights[2:], pair)
        weights = [*weights[2 : 2 + place], pair, *weights[2 + place :]]
    assert blocks["alone"] == 1
    assert blocks["together"] == pytest.approx(merged / blocks["matches"])
    total = exact_entropy(HUNDREDTH)
    assert total < blocks["together"] < total + 1 / mpmath.mpf(blocks["matches"])
    assert blocks["not_below"]


def test_zero(snippet):
    zero = snippet("zero")
    bounds = [Fraction(n + 1, 2**n) for n in range(1, zero["largest"] + 1)]
    assert zero["last"] == bounds[-1]
    assert max(b / a for a, b in pairwise(bounds)) == Fraction(3, 4)
    for n, bound in enumerate(bounds, 1):
        for p in (2.0**-n, 0.7 * 2.0**-n, 2.0 ** -(n + 1)):
            assert -p * math.log2(p) <= bound
    assert zero["shrinks"] is True
    assert zero["stays_below"]
    assert zero["no_matter"] is True


def test_curve(snippet):
    found = snippet("curve")
    top = mpmath.findroot(lambda p: mpmath.diff(lambda x: -x * mpmath.log(x), p), 0.3)
    assert close(found["peak"], top)
    assert close(found["most"], -top * mpmath.log(top, 2))
    assert found["is_peak"] is True
    for p, bits in marks(found["fig"].axes[0]):
        assert close(bits, -mpmath.mpf(p) * mpmath.log(mpmath.mpf(p), 2))


def test_group(snippet):
    group = snippet("group")
    terms = [-p * mpmath.log(p, 2) for p in map(mpmath.mpf, ("0.01", "0.05", "0.94"))]
    assert list(group["contributions"]) == pytest.approx(
        [float(term) for term in terms], rel=1e-13
    )
    assert close(group["bits"], mpmath.fsum(terms))
    assert len(group["orders"]) == 6
    assert group["orders"] == pytest.approx([float(mpmath.fsum(terms))] * 6)
    assert group["same"] is True


def test_bound(snippet):
    bound = snippet("bound")
    assert bound["K"] == 3
    assert close(2 ** bound["most"], 3)
    gap = exact_entropy("0.01", "0.05") - mpmath.log(3, 2)
    for line in ("left", "line_1", "line_2", "line_3"):
        assert close(bound[line], gap, rel=1e-12), line
    # p (1/(3p) - 1) is 1/3 - p for each result, and three thirds are one.
    assert bound["line_4"] == pytest.approx(0, abs=1e-14)
    assert bound["line_5"] == pytest.approx(0, abs=1e-14)
    for claim in ("all_equal", "not_below", "both_zero", "line_above"):
        assert bound[claim] is True, claim


def test_bound_holds_for_many(snippet):
    """No drawn distribution exceeds log2 3, and the nearest lie in the middle."""
    p = np.random.default_rng(1).dirichlet([1, 1, 1], 10_000)
    bits = -(p * np.log2(p)).sum(axis=1)
    assert bits.max() <= snippet("bound")["most"]
    assert np.abs(p[bits.argmax()] - 1 / 3).max() < 0.02


def test_triangle(snippet):
    found = snippet("triangle")
    assert close(found["most"], mpmath.log(3, 2))
    assert found["levels"][-1] == found["most"]
    (near, middle) = marks(found["fig"].axes[0])
    # The heights above the base are as the probabilities that France win.
    assert near[1] / math.sqrt(0.75) == pytest.approx(0.94)
    assert middle[1] / math.sqrt(0.75) == pytest.approx(1 / 3)


def test_contributions_pile_up_to_the_entropy(snippet):
    each, total = snippet("contributions")["fig"].axes
    heights = [bar.get_height() for bar in each.patches]
    top = total.patches[-1].get_y() + total.patches[-1].get_height()
    expected = float(exact_entropy("0.01", "0.05"))
    assert sum(heights) == pytest.approx(expected)
    assert top == pytest.approx(expected)
    assert total.lines[0].get_ydata() == pytest.approx([math.log2(3)] * 2)


def test_opposite(snippet):
    opposite = snippet("opposite")
    # H(1/5, 4/5) = log2 5 - 8/5, by hand.
    assert close(opposite["bits"], mpmath.log(5, 2) - mpmath.mpf(8) / 5)
    assert opposite["nature"] == opposite["bookmaker"][::-1]
    assert opposite["same"] is True


def test_deck(snippet):
    deck = snippet("deck")
    card_by_card = mpmath.fsum(mpmath.log(n, 2) for n in range(1, 53))
    assert close(deck["bits"], card_by_card)


def test_red_card(snippet):
    found = snippet("red_card")
    rest = (Fraction(1, 100) - Fraction(1, 200)) / Fraction(99, 100)
    assert rest == Fraction(1, 198)
    assert close(found["win_if_not"], rest)
    after_not = exact_entropy(mpmath.mpf(1) / 198)
    before = exact_entropy("0.01")
    after = (1 + 99 * after_not) / 100
    assert close(found["before"], before)
    assert found["after_red"] == 1
    assert close(found["after_not"], after_not)
    assert close(found["after"], after)
    assert close(found["times"], 1 / before)
    assert close(found["gain"], before - after, rel=1e-12)


def test_joint(snippet):
    """By H(X|Y) = H(X,Y) - H(Y), and by the sum that defines I(X;Y)."""
    joint = snippet("joint")
    table = np.array(joint["table"])
    red = table.sum(axis=0)
    assert red == pytest.approx([0.01, 0.99])
    win = table.sum(axis=1)
    assert win == pytest.approx([0.01, 0.99])
    both, message = (-(p * np.log2(p)).sum() for p in (table, red))
    assert joint["after"] == pytest.approx(both - message)
    gain = (table * np.log2(table / np.outer(win, red))).sum()
    assert joint["gain"] == pytest.approx(gain)
    assert joint["same_mean"] is True
    assert joint["same_gain"] is True


def test_messages_shows_the_four_entropies(snippet):
    found = snippet("messages")
    lengths = [bar.get_width() for bar in found["fig"].axes[0].patches]
    card = snippet("red_card")
    assert lengths == [card[x] for x in ("before", "after_red", "after_not", "after")]


def test_labels(snippet):
    labels = snippet("labels")
    sizes = {
        "breast_cancer": [212, 357],
        "wine": [59, 71, 48],
        "iris": [50, 50, 50],
        "digits": [178, 182, 177, 183, 181, 182, 181, 179, 174, 180],
    }
    assert labels["names"] == list(sizes)
    for i, (name, counts) in enumerate(sizes.items()):
        target = list(getattr(datasets, f"load_{name}")().target)
        assert [target.count(k) for k in range(len(counts))] == counts
        total = sum(counts)
        assert labels["examples"][i] == total
        assert labels["classes"][i] == len(counts)
        spent = mpmath.fsum(n * mpmath.log(n, 2) for n in counts)
        assert close(labels["bits"][i], mpmath.log(total, 2) - spent / total)
        assert close(2 ** labels["most"][i], len(counts))
    assert labels["bits"][2] == labels["most"][2]
    assert labels["all_below"]


def test_one_zero(snippet):
    found = snippet("one_zero")
    assert found["largest"] == 0.5
    assert exact_entropy(found["largest"]) == found["bits"] == 1
    # No other split of two results is worth a bit.
    assert all(exact_entropy(p / mpmath.mpf(100)) < 1 for p in range(1, 50))
    assert found["is_one_bit"] is True
    assert 3 * found["third"] == found["certain"] == 1


def test_draw_share(snippet):
    found = snippet("draw_share")
    total = exact_entropy("0.01", "0.05")
    draw, loss = (
        -p * mpmath.log(p, 2) for p in (mpmath.mpf("0.05"), 1 - HUNDREDTH * 6)
    )
    assert close(found["in_bits"], draw)
    assert close(found["share"], draw / total)
    assert found["loss_share"] == pytest.approx(float(loss / total), rel=1e-12)
    assert close(found["news"], mpmath.log(20, 2))
    assert found["chance"] == 0.05


def test_half_bit(snippet):
    found = snippet("half_bit")
    root = mpmath.findroot(lambda p: exact_entropy(p) - mpmath.mpf(1) / 2, 0.1)
    assert close(found["chance"], root)
    assert close(found["favourite"], 1 - root)
    # H(1/4, 3/4) = 2 - (3/4) log2 3, by hand.
    assert close(found["quarter_bits"], 2 - 3 * mpmath.log(3, 2) / 4)


def test_two_matches(snippet):
    found = snippet("two_matches")
    alone = exact_entropy(HUNDREDTH)
    pairs = exact_entropy(HUNDREDTH / 2, HUNDREDTH / 2, (1 - HUNDREDTH) / 2)
    assert close(found["both"], pairs)
    assert close(found["both"], alone + 1)
    assert close(found["product"], alone)
    assert close(found["mean"], pairs / 2)
    assert found["derby_bits"] == 1
    assert found["adds_up"] is True


def test_throws(snippet):
    """By the distribution of one face's count, built throw by throw, exactly."""
    found = snippet("throws")
    counts = {0: Fraction(1)}
    for _ in range(20):
        after = dict.fromkeys(range(len(counts) + 1), Fraction(0))
        for k, chance in counts.items():
            after[k + 1] += chance / 16
            after[k] += chance * 15 / 16
        counts = after
    mean = 16 * mpmath.fsum(
        mpmath.mpf(chance.numerator)
        / chance.denominator
        * k
        / 20
        * mpmath.log(20 / mpmath.mpf(k), 2)
        for k, chance in counts.items()
        if k
    )
    assert close(found["estimate"], mean)
    assert found["true"] == 4
    assert 2 ** found["one_each"] == pytest.approx(20)
    assert close(found["first_order"], 4 - mpmath.mpf(15) / 40 / mpmath.log(2))
