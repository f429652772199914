"""Softmax down the images is no belief about any of them."""

import numpy as np
from crossentropy import softmax

z = np.array([[2, -1, 0.5], [-1, -2, -3]])  # a row for each image

down = softmax(z, axis=0)
sums = down.sum(axis=1)
across = softmax(z, axis=1)
sums_to_one = np.abs(across.sum(axis=1) - 1).max() < 1e-15
