"""Likelihood and loss point to the same q: the share of heads."""

from math import log

tosses = [1, 1, 0, 1, 1, 1, 0, 1, 0, 1, 1, 0, 1, 1, 1, 0, 0, 1, 0, 1]
q = 0.5


def likelihood_of(q):
    """Return the probability that q gives to these very tosses."""
    product = 1
    for toss in tosses:
        product *= q if toss else 1 - q
    return product


heads = sum(tosses)
best = heads / len(tosses)

likelihood, highest = likelihood_of(q), likelihood_of(best)
loss = -log(likelihood) / len(tosses)
least = -log(highest) / len(tosses)
