"""Twice the images: the sum doubles, the mean stays."""

import numpy as np
from crossentropy import binary_cross_entropy

from not_cat import q, y

mean = binary_cross_entropy(q, y)
total = binary_cross_entropy(q, y, reduction="sum")

twice_q, twice_y = np.tile(q, 2), np.tile(y, 2)
mean_of_twice = binary_cross_entropy(twice_q, twice_y)
total_of_twice = binary_cross_entropy(twice_q, twice_y, reduction="sum")
mean_stays = abs(mean_of_twice - mean) < 1e-12
