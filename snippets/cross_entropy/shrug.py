"""Whoever shrugs pays one bit a match, whatever nature does."""

from crossentropy import cross_entropy, entropy, kl_divergence

shrug = [0.5, 0.5]
match = [0.01, 0.99]
bill = cross_entropy(match, shrug)
fine = kl_divergence(match, shrug)
unavoidable = entropy(match)
always_one = all(
    cross_entropy([p, 1 - p], shrug) == 1 for p in [0, 0.2, 1]
)
