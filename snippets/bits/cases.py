"""The best code costs the mean news, and less than one digit more."""

import numpy as np
from crossentropy import entropy, huffman_code

from lopsided import match
from telegram import p

cases = [[1 / 3, 1 / 3, 1 / 3], p, [1 / 2, 1 / 4, 1 / 8, 1 / 8], match]


def mean_length(p):
    """Return the mean length of the best code for one result."""
    return np.dot(p, [len(word) for word in huffman_code(p)])


digits = [mean_length(p) for p in cases]
bits = [entropy(p) for p in cases]
bounds_hold = all(
    h <= d < h + 1 for d, h in zip(digits, bits, strict=True)
)
equal = digits[2] == bits[2]
