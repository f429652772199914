"""One word for a dozen matches costs far less than a dozen words."""

from itertools import product
from math import prod

import numpy as np
from crossentropy import entropy, huffman_code

from lopsided import match


def block(n):
    """Return the probabilities of all ways in which n matches end."""
    return [prod(results) for results in product(match, repeat=n)]


def per_match(n):
    """Return the digits a match if n of them share a word."""
    lengths = [len(word) for word in huffman_code(block(n))]
    return np.dot(block(n), lengths) / n


sizes = range(1, 13)
mean_news = entropy(match)
adds_up = all(
    abs(entropy(block(n)) - n * mean_news) < 1e-12 for n in sizes
)
digits = [per_match(n) for n in sizes]
bounds_hold = all(
    mean_news <= d < mean_news + 1 / n
    for n, d in zip(sizes, digits, strict=True)
)
most = sizes[-1]
words = 2**most
