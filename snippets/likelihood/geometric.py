"""The loss knows the geometric mean of the labels’ probabilities."""

import numpy as np

q = np.array([0.9, 0.9, 0.9, 0.01])

loss = -np.mean(np.log(q))
arithmetic = q.mean()
geometric = np.exp(-loss)
is_the_root = np.isclose(geometric, np.prod(q) ** (1 / 4), rtol=1e-12)
