"""Without the term for “not cat”, whoever always says cat wins."""

import numpy as np
from crossentropy import binary_cross_entropy

y = np.array([1, 0, 1, 0])  # (1)!
q = np.array([0.9, 0.2, 0.6, 0.7])

both_terms = binary_cross_entropy(q, y)  # (2)!
one_term = -np.mean(y * np.log(q))  # (3)!

always_cat = np.ones(4)
cheat = abs(np.mean(y * np.log(always_cat)))
found_out = binary_cross_entropy(always_cat, y)
sum_of_q = q.sum()
