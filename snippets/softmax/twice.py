"""Softmax twice: a floor under the loss, and pushes that vanish."""

import numpy as np
from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    softmax,
)

import scores


def once(z):
    """Return the gradient of the loss of softmax(z)."""
    return cross_entropy_gradient(z, 0)


def twice(z):
    """Return that of the loss of softmax(softmax(z))."""
    q = softmax(z)
    outer = cross_entropy_gradient(q, 0)
    return q * (outer - q @ outer)


K, behind = 10, 10
others = K - 1
right, wrong = np.eye(K)[:2]
floor = cross_entropy_with_logits(right, 0)
ceiling = cross_entropy_with_logits(wrong, 0)
log_sum = np.log(np.e + others)
is_the_formula = np.allclose([floor, ceiling], [log_sum - 1, log_sum])

shrug = np.zeros(K)
weaker = once(shrug)[0] / twice(shrug)[0]
pushes = [np.linalg.norm(f(behind * wrong)) for f in (once, twice)]
lost = pushes[0] / pushes[1]
doubled = cross_entropy_with_logits(scores.q, scores.label)
