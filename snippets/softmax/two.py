"""Two logits are one: softmax is the sigmoid of their difference."""

import numpy as np
from crossentropy import softmax

z = np.array([-0.5, 1.7])

q = softmax(z)
gap = z[1] - z[0]
sigmoid = 1 / (1 + np.exp(-gap))
same = abs(q[1] - sigmoid) < 1e-15
