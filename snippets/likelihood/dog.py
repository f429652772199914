"""For a picture that is no cat, the second term counts."""

import numpy as np
from crossentropy import binary_cross_entropy

q = 0.8
loss = binary_cross_entropy(q, 0)
as_cat = binary_cross_entropy(q, 1)
in_bits = -np.log2(1 - q)
