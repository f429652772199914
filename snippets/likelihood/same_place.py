"""From the likelihood to the cross-entropy, one line at a time."""

import numpy as np
from crossentropy import cross_entropy, entropy

from tosses import least, likelihood_of, tosses

q = 0.6
believed = np.array([1 - q, q])
counts = np.bincount(tosses)
n = len(tosses)

first = -np.log(likelihood_of(q)) / n
second = -sum(np.log(believed[toss]) for toss in tosses) / n
third = -np.sum(counts * np.log(believed)) / n
fourth = -np.sum(counts / n * np.log(believed))
fifth = cross_entropy(counts / n, believed, base=np.e)
lines = [first, second, third, fourth, fifth]
same = max(lines) - min(lines) < 1e-12

tried = np.arange(1, 100) / 100
likelihoods = [likelihood_of(q) for q in tried]
losses = -np.log(likelihoods) / n
best = tried[np.argmax(likelihoods)]
same_place = best == tried[np.argmin(losses)]
floor_is_entropy = abs(least - entropy(counts / n, base=np.e)) < 1e-12
