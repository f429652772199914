import itertools
import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossentropy import entropy, huffman_code

unhurried = settings(deadline=None, max_examples=60)


@st.composite
def distributions(draw, max_size=40):
    """Integer shares, zeros and ties among them, divided by their sum."""
    shares = draw(st.lists(st.integers(0, 50), min_size=2, max_size=max_size))
    shares[draw(st.integers(0, len(shares) - 1))] += 1
    return [Fraction(share, sum(shares)) for share in shares]


def floats(p):
    return [float(share) for share in p]


def mean_length(p, words):
    return sum(share * len(word) for share, word in zip(p, words, strict=True))


def kraft(words):
    return sum(Fraction(1, 2 ** len(word)) for word in words)


def cheapest(p):
    """The least mean length: of all lengths that Kraft admits, the best one."""
    k = len(p)
    by_share = sorted(p, reverse=True)
    admitted = (
        lengths
        for lengths in itertools.combinations_with_replacement(range(1, k), k)
        if sum(Fraction(1, 2**length) for length in lengths) <= 1
    )
    return min(
        sum(map(Fraction.__mul__, by_share, map(Fraction, each))) for each in admitted
    )


def test_by_hand():
    # b and d are joined to 3/10, with c to 6/10, with a to 1.
    assert huffman_code([0.4, 0.2, 0.3, 0.1]) == ["0", "110", "10", "111"]
    assert huffman_code([0.1, 0.2, 0.7]) == ["10", "11", "0"]
    assert huffman_code([0.5, 0.5]) == ["0", "1"]


def test_one_outcome_has_nothing_to_tell():
    assert huffman_code([1.0]) == [""]
    assert huffman_code(np.array([1])) == [""]


@unhurried
@given(distributions())
def test_prefix_free(p):
    words = huffman_code(floats(p))
    assert len(words) == len(p)
    assert all(set(word) <= {"0", "1"} for word in words)
    # Of words in order, one that begins another stands right before one that it begins.
    ordered = sorted(words)
    pairs = itertools.pairwise(ordered)
    assert not any(later.startswith(earlier) for earlier, later in pairs)


@unhurried
@given(distributions())
def test_nothing_is_wasted(p):
    assert kraft(huffman_code(floats(p))) == 1


@unhurried
@given(distributions())
def test_between_the_entropy_and_one_more(p):
    mean = float(mean_length(p, huffman_code(floats(p))))
    bits = entropy(floats(p))
    assert bits - 1e-12 <= mean
    # Two words cannot both be empty: 1 bit where one outcome is certain, H = 0.
    assert mean < bits + 1 or (mean == 1 and max(p) == 1)


@unhurried
@given(distributions(max_size=6))
def test_no_code_is_shorter(p):
    assert mean_length(p, huffman_code(floats(p))) == cheapest(p)


@pytest.mark.parametrize(
    "powers",
    [[1, 1], [1, 2, 2], [1, 2, 3, 3], [3, 2, 1, 3], [2] * 4, [1, *range(2, 30), 29]],
)
def test_dyadic_lengths_are_the_information(powers):
    words = huffman_code([2.0**-n for n in powers])
    assert [len(word) for word in words] == powers


@unhurried
@given(distributions())
def test_canonical(p):
    words = huffman_code(floats(p))
    # Shorter first, those of one length in the order of their outcomes: each word is
    # the one before plus 1, with zeros to its length.
    order = sorted(range(len(p)), key=lambda i: (len(words[i]), i))
    assert set(words[order[0]]) == {"0"}
    for before, after in itertools.pairwise(order):
        shorter, longer = words[before], words[after]
        grown = int(shorter, 2) + 1 << len(longer) - len(shorter)
        assert int(longer, 2) == grown
    assert set(words[order[-1]]) == {"1"}


@unhurried
@given(distributions())
def test_the_likelier_is_never_longer(p):
    words = huffman_code(floats(p))
    for (p_1, word_1), (p_2, word_2) in itertools.combinations(
        zip(p, words, strict=True), 2
    ):
        if p_1 > p_2:
            assert len(word_1) <= len(word_2)
        if p_2 > p_1:
            assert len(word_2) <= len(word_1)


def test_ties_are_settled_the_same_way_each_time():
    for k in (2, 3, 5, 8, 13):
        p = np.full(k, 1 / k)
        words = huffman_code(p)
        assert words == huffman_code(p.tolist())
        assert words == huffman_code(p.copy())
        # 2 ** (n + 1) - k words of n bits, the others of n + 1, where 2 ** n <= k.
        n = k.bit_length() - 1
        lengths = sorted(map(len, words))
        assert lengths == [n] * (2 ** (n + 1) - k) + [n + 1] * (2 * k - 2 ** (n + 1))


def test_of_codes_equally_good_the_least_deep():
    # For 6, 4, 3 and 3 sixteenths the lengths 2, 2, 2, 2 and 1, 2, 3, 3 both cost 2.
    # A joined pair comes after the outcomes of its own chance, so the tree is flat.
    words = huffman_code([0.25, 0.125, 0.125, 0.25, 0.25])
    assert words == ["00", "110", "111", "01", "10"]
    assert huffman_code([0.4, 0.2, 0.2, 0.2]) == ["00", "01", "10", "11"]
    assert huffman_code([0.375, 0.25, 0.1875, 0.1875]) == ["00", "01", "10", "11"]


def test_outcomes_that_cannot_occur_have_words_too():
    # 0 and 0 are joined, with the first 1/2 to another 1/2, with the last to 1.
    assert huffman_code([0.0, 0.5, 0.0, 0.5]) == ["110", "10", "111", "0"]
    assert huffman_code([1.0, 0.0]) == ["0", "1"]
    assert huffman_code([0.0, 1.0, 0.0]) == ["10", "0", "11"]


def test_many_outcomes():
    p = np.random.default_rng(3).dirichlet(np.full(5000, 0.05))
    words = huffman_code(p)
    assert kraft(words) == 1
    mean = sum(share * len(word) for share, word in zip(p.tolist(), words, strict=True))
    assert entropy(p) <= mean < entropy(p) + 1


def test_a_deep_tree():
    # The chances halve a thousand times: so deep that no recursion reaches it.
    p = [2.0**-n for n in [*range(1, 1060), 1059]]
    words = huffman_code(p)
    assert [len(word) for word in words] == [*range(1, 1060), 1059]
    assert words[-1] == "1" * 1059


@pytest.mark.parametrize("dtype", [np.float32, np.float64, np.float16])
def test_types(dtype):
    p = np.array([0.25, 0.5, 0.25], dtype)
    before = p.copy()
    p.flags.writeable = False
    words = huffman_code(p)
    assert words == ["10", "0", "11"]
    assert type(words) is list
    assert {type(word) for word in words} == {str}
    assert np.array_equal(p, before)


def test_the_error_state_does_not_matter():
    with np.errstate(all="raise"):
        before = np.geterr()
        assert huffman_code([1.0, 5e-324, 0.0]) == ["0", "10", "11"]
        assert np.geterr() == before


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (
            [[0.5, 0.5], [1.0, 0.0]],
            "p has shape (2, 2), but a code is made for one distribution; "
            "pass one row at a time",
        ),
        (
            1.0,
            "p is the single number 1.0; pass an array with one entry for each outcome",
        ),
        ([], "p has shape (0,), so no outcome along axis -1; pass at least one"),
        ([0.5, 0.4], "p sums to 0.9; divide by its sum: p / np.sum(p)"),
        ([3, 1], "p sums to 4; divide by its sum: p / np.sum(p)"),
        (
            [1e308, 1e308, 1e308],
            "p sums to inf; divide by its largest entry first, then by the sum",
        ),
        (
            [1.5, -0.5],
            "p[1] is -0.5, but a probability lies between 0 and 1; "
            "take np.exp of log-probabilities, the softmax of logits",
        ),
        (
            [math.nan, 1.0],
            "p[0] is nan, but a probability lies between 0 and 1; "
            "replace or drop nan and inf first",
        ),
        (
            ["a"],
            "p has dtype <U1, but a probability is a real number; "
            "pass integers or floats of at most 64 bits",
        ),
    ],
)
def test_no_distribution(p, said):
    with pytest.raises(ValueError, match=r"\S") as raised:
        huffman_code(p)
    assert str(raised.value) == said
