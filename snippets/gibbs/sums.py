"""What does not sum to 1 can push the number below zero."""

import numpy as np
from crossentropy import kl_divergence

p = np.array([0.5, 0.5])
too_much = np.array([0.9, 0.9])

below_zero = np.sum(p * np.log2(p / too_much))
try:
    kl_divergence(p, too_much)
except ValueError as error:
    refused = "sums to 1.8" in str(error)
