"""No lengths that the budget allows cost less than the mean news."""

from itertools import product

import numpy as np
from crossentropy import entropy

from telegram import mean_length, p

longest = 12
choices = list(product(range(1, longest + 1), repeat=3))
allowed = [c for c in choices if sum(2.0**-n for n in c) <= 1]
tried = len(choices)
in_budget = len(allowed)

never_below = all(
    min(np.dot(q, lengths) for lengths in allowed) >= entropy(q)
    for q in (p, [0.98, 0.01, 0.01], [0.4, 0.3, 0.3], [0.5, 0.25, 0.25])
)
huffman_is_best = mean_length == min(np.dot(p, c) for c in allowed)
