"""Pairs of distributions to begin with, and the first one’s bill."""

from crossentropy import (
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
)

pairs = [  # nature's P, the belief Q
    ([0.01, 0.99], [0.1, 0.9]),
    ([0.5, 0.5], [0.25, 0.75]),
    ([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]),
    ([0.2, 0.8], [0.8, 0.2]),
    ([1 / 2, 1 / 4, 1 / 8, 1 / 8], [1 / 8, 1 / 2, 1 / 4, 1 / 8]),
    ([0.5, 0.5, 0, 0], [0, 0, 0.5, 0.5]),
]
presets = [[*p, *q] for p, q in pairs]
pq = presets[0]

p, q = pairs[0]
unavoidable, other_unavoidable = entropy(p), entropy(q)
bill, other_bill = cross_entropy(p, q), cross_entropy(q, p)
fine, other_fine = kl_divergence(p, q), kl_divergence(q, p)
terms = [
    p_k * (information_content(q_k) - information_content(p_k))
    for p_k, q_k in zip(p, q, strict=True)
]
