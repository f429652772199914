"""For lengths within the budget there is a prefix code."""

from fractions import Fraction
from itertools import permutations

from no_cheaper import allowed
from telegram import words


def words_of(lengths):
    """Lay the shares side by side, the largest first."""
    words, left = [], Fraction(0)
    for length in sorted(lengths):
        share = Fraction(1, 2**length)
        multiple = int(left / share)  # (1)!
        words.append(format(multiple, f"0{length}b"))
        left += share
    return words


same_words = words_of([1, 2, 2]) == words
none_begins_another = not any(
    other.startswith(word)
    for lengths in allowed
    for word, other in permutations(words_of(lengths), 2)
)
