"""On P’s average the ratio q / p is 1, and its logarithm is below 0."""

import numpy as np

p = np.array([0.5, 0.3, 0.2])
q = np.array([0.2, 0.3, 0.5])

mean_of_ratio = np.sum(p * (q / p))
log_of_mean = abs(np.log2(mean_of_ratio))
mean_of_log = np.sum(p * np.log2(q / p))
