"""Each value of the chapter "bits", reached again by another road."""

import heapq
import itertools
import random
import re
from fractions import Fraction

import mpmath
import pytest

mpmath.mp.dps = 50
HUNDREDTH = mpmath.mpf(0.01)  # the float that stands in the snippets
TENTHS = [Fraction(7, 10), Fraction(2, 10), Fraction(1, 10)]  # win, draw, loss


def exact_entropy(p):
    """H(P) in bits to fifty digits, the textbook's way."""
    values = [mpmath.mpf(x.numerator) / x.denominator for x in map(Fraction, p)]
    return float(-sum(x * mpmath.log(x, 2) for x in values))


def least_mean_length(p):
    """The mean length of Huffman's code is the sum of all joint probabilities."""
    heap, total = sorted(p), 0
    while len(heap) > 1:
        joint = heapq.heappop(heap) + heapq.heappop(heap)
        total += joint
        heapq.heappush(heap, joint)
    return total


def share(word):
    """Where the numbers begin and end whose binary digits begin with the word."""
    return [Fraction(int(word, 2) + end, 2 ** len(word)) for end in (0, 1)]


def test_sixteen(snippet):
    found = snippet("sixteen")
    listed = ["".join(digits) for digits in itertools.product("01", repeat=4)]
    assert len(listed) == found["teams"]
    assert listed.index("0101") == found["index"]
    assert listed[found["place"] - 1] == found["word"] == "0101"
    assert listed[found["naive"] - 1] == found["naive_word"] != found["word"]


def test_sixteen_questions(snippet):
    found = snippet("sixteen")
    left, asked = found["teams"], 0
    while left > 1:
        left, asked = (left + 1) // 2, asked + 1  # the larger half, at worst
    assert found["questions"] == found["news"] == asked == 4
    assert found["each_answer"] * asked == found["news"]
    assert found["none_fewer"] is True


def test_tree_leads_to_the_index(snippet):
    found = snippet("tree")
    ax = found["fig"].axes[0]
    path = [line.get_xydata() for line in ax.lines if line.get_linewidth() > 2]
    assert len(path) == 4
    for before, after in itertools.pairwise(path):
        assert tuple(before[1]) == tuple(after[0])
    assert tuple(path[-1][1]) == (4, 5)
    assert len(ax.lines) == 4 + 30  # a tree of 16 leaves has 30 branches
    bold = {text.get_text() for text in ax.texts if text.get_weight() == "bold"}
    assert {"0101", "5", "6"} < bold


def test_uneven(snippet):
    found = snippet("uneven")
    assert found["favourite"] + 15 * found["other"] == pytest.approx(1, rel=1e-15)
    assert found["favourite_bits"] == 1
    assert found["other_bits"] == pytest.approx(float(mpmath.log(30, 2)), rel=1e-14)


def test_lopsided(snippet, any_snippet):
    found = snippet("lopsided")
    assert found["china"] == any_snippet("information", "match")["china"] == 0.01
    assert found["yes"] == pytest.approx(float(-mpmath.log(HUNDREDTH, 2)), rel=1e-14)
    no = -mpmath.log1p(-HUNDREDTH) / mpmath.log(2)
    assert found["no"] == pytest.approx(float(no), rel=1e-13)
    mean = exact_entropy([Fraction(1, 100), Fraction(99, 100)])
    assert found["mean_news"] == pytest.approx(mean, rel=1e-13)
    assert found["is_entropy"]
    assert found["even"] == 1


def test_plan(snippet):
    """Yes-yes, yes-no, no-yes and no-no tell the teams apart after two answers."""
    found = snippet("plan")
    rows = [row[:2] for row in found["answers"]]
    assert rows == [(1, 1), (1, 0), (0, 1), (0, 0)]
    assert found["questions"] == [2, 2, 2, 2]
    assert found["mean_questions"] == 2
    assert found["mean_news"] == 1 / 2 + 2 / 4 + 3 / 8 + 3 / 8
    assert found["until_alone"]((1, 0, 0)) == 2


def test_halving_shows_the_plan(snippet):
    patches = snippet("halving")["fig"].axes[0].patches
    assert [bar.get_width() for bar in patches] == [1, 2, 3, 3, 2, 2, 2, 2]
    areas = [bar.get_width() * bar.get_height() for bar in patches]
    assert (sum(areas[:4]), sum(areas[4:])) == pytest.approx((1.75, 2))


def test_best_plan(snippet):
    found = snippet("best_plan")
    p = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8)]
    assert found["mean"] == least_mean_length(p) == Fraction(7, 4)
    assert found["no_plan_is_better"]
    assert found["halving"] == 2
    assert found["unweighted"] == Fraction(1 + 2 + 3 + 3, 4)
    assert found["outsiders_first"] == Fraction(3, 2) + Fraction(3, 4) + Fraction(3, 8)


def test_telegram(snippet):
    found = snippet("telegram")
    assert [Fraction(str(p)) for p in found["p"]] == TENTHS
    assert found["mean_length"] == pytest.approx(1.3, rel=1e-15)
    assert least_mean_length(TENTHS) == Fraction(13, 10)
    assert found["lengths"] == [len(word) for word in found["words"]] == [1, 2, 2]
    assert found["equal_length"] == 2
    assert found["mean_news"] == pytest.approx(exact_entropy(TENTHS), rel=1e-14)


def test_stream(snippet):
    found = snippet("stream")
    words = re.findall("0|10|11", found["digits"])
    assert "".join(words) == found["digits"]
    names = {"0": "win", "10": "draw", "11": "loss"}
    assert [names[word] for word in words] == found["season"]
    assert found["understood"] is True


def test_areas_are_the_means(snippet):
    patches = snippet("areas")["fig"].axes[0].patches
    areas = [bar.get_width() * bar.get_height() for bar in patches]
    assert sum(areas[:3]) == pytest.approx(exact_entropy(TENTHS), rel=1e-14)
    assert sum(areas[3:]) == pytest.approx(1.3, rel=1e-14)


def test_kraft(snippet):
    found = snippet("kraft")
    shares = [Fraction(1, 2), Fraction(1, 4), Fraction(1, 4)]
    assert [Fraction(1, 2) ** length for length in found["lengths"]] == shares
    assert found["budget"] == sum(shares) == 1
    assert found["mean_length"] == pytest.approx(7 / 10 + 4 / 10 + 2 / 10, rel=1e-15)
    assert found["mean_news"] == pytest.approx(exact_entropy(TENTHS), rel=1e-14)


def test_budget_bars_end_where_the_sums_are(snippet):
    top, low = snippet("budget")["fig"].axes
    for ax, end in ((top, 1), (low, 1.3)):
        edges = [(bar.get_x() + bar.get_width(), bar.get_x()) for bar in ax.patches]
        assert edges[0][0] == pytest.approx(0, abs=1e-15)
        for (_, before), (after, _) in itertools.pairwise(edges):
            assert after == pytest.approx(before)
        assert edges[-1][1] == pytest.approx(end)
    assert top.lines[0].get_xdata()[0] == 1
    assert low.lines[0].get_xdata()[0] == pytest.approx(exact_entropy(TENTHS))


def test_bound(snippet):
    found = snippet("bound")
    lengths = []
    for p in TENTHS:
        length = 0
        while Fraction(1, 2) ** length > p:
            length += 1
        lengths.append(length)
    assert list(found["lengths"]) == lengths == [1, 3, 4]
    assert found["budget"] == 1 / 2 + 1 / 8 + 1 / 16 == 0.6875
    mean = sum(p * n for p, n in zip(TENTHS, lengths, strict=True))
    assert found["mean_length"] == pytest.approx(float(mean), rel=1e-15)
    for p, news in zip(TENTHS, found["news"], strict=True):
        exact = mpmath.log(mpmath.mpf(p.denominator) / p.numerator, 2)
        assert news == pytest.approx(float(exact), rel=1e-14)
    for claim in ("rounded_up", "none_above", "it_fits", "less_than_a_bit_more"):
        assert found[claim], claim


def test_no_cheaper(snippet):
    found = snippet("no_cheaper")
    assert found["tried"] == 12**3
    whole = 2**12  # in units of the smallest share
    fits = [
        lengths
        for lengths in itertools.product(range(1, 13), repeat=3)
        if sum(whole >> length for length in lengths) <= whole
    ]
    assert found["allowed"] == fits
    assert found["in_budget"] == len(fits)
    least = min(
        sum(p * n for p, n in zip(TENTHS, lengths, strict=True)) for lengths in fits
    )
    assert least == Fraction(13, 10)
    assert found["huffman_is_best"]
    assert found["never_below"] is True


def test_no_cheaper_would_notice_what_is_over_the_budget():
    """Lengths 1, 1 and 2, which no code has, would beat the mean news."""
    assert sum(p * n for p, n in zip(TENTHS, (1, 1, 2), strict=True)) < exact_entropy(
        TENTHS
    )


def test_multiples(snippet):
    found = snippet("multiples")
    assert found["same_words"] is True
    assert found["none_begins_another"] is True
    chance = random.Random(3)
    tried = 0
    while tried < 200:
        lengths = [chance.randint(1, 8) for _ in range(chance.randint(2, 12))]
        if sum(Fraction(1, 2) ** length for length in lengths) > 1:
            continue
        tried += 1
        words = found["words_of"](lengths)
        assert [len(word) for word in words] == sorted(lengths)
        for (_, end), (begin, _) in itertools.pairwise(map(share, words)):
            assert end == begin  # no gap and nothing shared: all were whole multiples


def test_cases(snippet):
    found = snippet("cases")
    cases = [
        [Fraction(1, 3)] * 3,
        TENTHS,
        [Fraction(1, 2), Fraction(1, 4), Fraction(1, 8), Fraction(1, 8)],
        [Fraction(1, 100), Fraction(99, 100)],
    ]
    for p, given, digits, bits in zip(
        cases, found["cases"], found["digits"], found["bits"], strict=True
    ):
        assert given == pytest.approx([float(x) for x in p], rel=1e-15)
        assert digits == pytest.approx(float(least_mean_length(p)), rel=1e-15)
        assert bits == pytest.approx(exact_entropy(p), rel=1e-13)
    assert found["digits"][2] == found["bits"][2] == 1.75
    assert found["bounds_hold"] is True
    assert found["equal"]


def test_blocks(snippet):
    found = snippet("blocks")
    china, france = Fraction(1, 100), Fraction(99, 100)
    for n, digits in zip(found["sizes"], found["digits"], strict=True):
        block = [
            china ** results.count("China") * france ** results.count("France")
            for results in itertools.product(["China", "France"], repeat=n)
        ]
        exact = least_mean_length(block) / n
        assert digits == pytest.approx(float(exact), rel=1e-12)
    assert found["most"] == 12
    assert found["words"] == len(block)
    assert found["mean_news"] == pytest.approx(exact_entropy([china, france]))
    assert found["adds_up"] is True
    assert found["bounds_hold"] is True


def test_longer_shows_the_blocks(snippet):
    ax = snippet("longer")["fig"].axes[0]
    news, curve = ax.lines
    digits = snippet("blocks")["digits"]
    assert list(curve.get_xdata()) == list(range(1, 13))
    assert list(curve.get_ydata()) == digits
    h = exact_entropy([Fraction(1, 100), Fraction(99, 100)])
    assert news.get_ydata()[0] == pytest.approx(h)
    edge = {tuple(corner) for corner in ax.collections[0].get_paths()[0].vertices}
    for n in range(1, 13):
        ends = [y for x, y in edge if x == n]
        assert (min(ends), max(ends)) == pytest.approx((h, h + 1 / n))


def test_season(snippet):
    found = snippet("season")
    france = Fraction(99, 100)
    width = france**99 / 100
    assert found["width"] == width
    # All seasons that stand before this one: with an earlier win, or a later one more.
    assert found["low"] == 1 - france**36 + france**36 * (1 - france**63) / 100
    h = exact_entropy([Fraction(1, 100), france])
    assert found["news"] == pytest.approx(100 * h, rel=1e-12)
    assert found["as_expected"]
    begin, end = share(found["word"])
    assert found["low"] <= begin < end <= found["low"] + width
    assert found["inside"] is True
    assert found["length"] == len(found["word"]) < found["news"] + 2


def test_unpack(snippet):
    found = snippet("unpack")
    assert found["understood"] is True
    assert found["read"].count("China") == 1
    assert found["read"].index("China") == 36


def test_other_word(snippet):
    found = snippet("other_word")
    listed = ["".join(digits) for digits in itertools.product("01", repeat=4)]
    assert listed[found["index"]] == found["word"] == "1010"
    assert found["place"] == 11
    assert listed[found["backwards"]] == "0101"


def test_twenty(snippet):
    found = snippet("twenty")
    assert 2 ** found["too_few"] == found["reached"] == 16 < found["teams"]
    assert found["teams"] <= 2 ** found["questions"] == 32
    assert found["news"] == pytest.approx(float(mpmath.log(20, 2)), rel=1e-14)
    assert found["one_by_one"] == 19


def test_overdrawn(snippet):
    found = snippet("overdrawn")
    assert found["budget"] == Fraction(9, 8)
    assert found["over"] is True
    assert found["digits"] == 1 + 2 + 2 + 3
    assert found["without_last"] == 1


def test_turned(snippet):
    found = snippet("turned")
    paid = sum(p * n for p, n in zip(reversed(TENTHS), (1, 2, 2), strict=True))
    assert found["paid"] == pytest.approx(float(paid), rel=1e-15)
    assert found["better"] == pytest.approx(float(least_mean_length(TENTHS)))
    assert found["before"] == pytest.approx(1.3)
    assert found["extra"] == pytest.approx(0.6)
    assert found["mean_news"] == pytest.approx(exact_entropy(TENTHS))
    assert found["same_news"] is True


def test_ambiguous(snippet):
    found = snippet("ambiguous")
    readings = {
        row
        for size in range(1, 5)
        for row in itertools.product(found["words"], repeat=size)
        if "".join(row) == found["telegram"]
    }
    assert found["ways"] == len(readings) == 4
    assert found["budget"] == Fraction(5, 4)
    assert found["one_way"] < found["two_ways"] < found["ways"]
