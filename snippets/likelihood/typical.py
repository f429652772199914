"""From a mean loss to the probability that the labels get."""

import numpy as np

loss = 0.25
q = np.exp(-loss)
one_minus = 1 - loss
base_two = 2**-loss
