"""Scores become a belief, the label a loss, and both a gradient."""

import numpy as np
from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    softmax,
)

z = np.array([2, -1, 0.5])  # (1)!
label = 0  # (2)!

q = softmax(z)  # (3)!
loss = cross_entropy_with_logits(z, label)  # (4)!
gradient = cross_entropy_gradient(z, label)

by_hand = np.exp(z) / np.sum(np.exp(z))
is_the_formula = np.abs(q - by_hand).max() < 1e-15
is_the_surprise = abs(loss + np.log(q[label])) < 1e-15
total = gradient.sum()
sums_to_zero = abs(total) < 1e-15
