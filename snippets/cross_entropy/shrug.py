"""Whoever shrugs pays one bit a match, whatever nature does."""

from crossentropy import cross_entropy, entropy, kl_divergence

from bookmaker import match

shrug = [0.5, 0.5]
bill = cross_entropy(match, shrug)
fine = kl_divergence(match, shrug)
unavoidable = entropy(match)
always_one = all(
    cross_entropy([p, 1 - p], shrug) == 1 for p in [0, 0.2, 1]
)
