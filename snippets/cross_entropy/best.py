"""The cheapest belief, found by trying them all, is the truth."""

import numpy as np
from crossentropy import cross_entropy, entropy

p = 0.3
tried = np.arange(1, 1000) / 1000
bills = cross_entropy([p, 1 - p], np.stack([tried, 1 - tried], axis=1))
best = tried[bills.argmin()]
lowest = bills.min()
is_the_truth = best == p and lowest == entropy([p, 1 - p])
even = 0.5
