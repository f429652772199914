"""Gibbs’ inequality, checked line by line."""

import numpy as np
from crossentropy import kl_divergence

p = np.array([0.5, 0.3, 0.2])
q = np.array([0.2, 0.3, 0.5])

first = np.sum(p * np.log(q / p))
second = np.sum(p * (q / p - 1))  # (1)!
third = np.sum(q) - np.sum(p)
holds = first < second and abs(second - third) < 1e-12
ends_at_zero = abs(third) < 1e-12

fine = kl_divergence(p, q)
is_the_fine = abs(fine + first / np.log(2)) < 1e-12
terms = p * np.log2(p / q)
