"""Match by match a gamble, in the long run the cross-entropy."""

import numpy as np
from crossentropy import (
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
)

p = np.array([0.01, 0.09, 0.90])  # win, draw, loss
q = np.array([0.10, 0.20, 0.70])
unavoidable, bill = entropy(p), cross_entropy(p, q)
fine = kl_divergence(p, q)

matches = 100_000
results = np.random.default_rng(7).choice(3, size=matches, p=p)


def mean_bill(belief, played):
    """Return the mean after so many matches, and its usual error."""
    prices = information_content(belief)
    mean = np.cumsum(prices[results])[played - 1] / played
    deviation = np.sqrt(p @ (prices - p @ prices) ** 2)
    return mean, deviation / np.sqrt(played)


(his, his_error), (lowest, error) = (
    mean_bill(belief, matches) for belief in (q, p)
)
within_the_bands = (
    abs(his - bill) < 2 * his_error
    and abs(lowest - unavoidable) < 2 * error
)
