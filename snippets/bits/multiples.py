"""For lengths within the budget there is a prefix code."""

from fractions import Fraction
from itertools import permutations

from no_cheaper import allowed
from telegram import words


def words_of(lengths):
    """Lay the shares side by side, the largest first."""
    code, left = {}, Fraction(0)
    for k in sorted(range(len(lengths)), key=lengths.__getitem__):
        share = Fraction(1, 2 ** lengths[k])
        multiple = int(left / share)  # (1)!
        code[k] = format(multiple, f"0{lengths[k]}b")
        left += share
    return [code[k] for k in range(len(lengths))]


same_words = words_of([1, 2, 2]) == words
none_begins_another = not any(
    other.startswith(word)
    for lengths in allowed
    for word, other in permutations(words_of(lengths), 2)
)
