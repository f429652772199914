"""From the bill to its two parts, one line at a time."""

import numpy as np

from bookmaker import belief, match

p, q = np.array(match), np.array(belief)

first = -np.sum(p * np.log2(q))
second = np.sum(p * (-np.log2(p) + np.log2(p) - np.log2(q)))
third = -np.sum(p * np.log2(p)) + np.sum(p * np.log2(p / q))
same = max(first, second, third) - min(first, second, third) < 1e-12

china_term, france_term = p * np.log2(p / q)
