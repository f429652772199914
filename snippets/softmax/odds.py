"""The gap of two logits is the logarithm of the odds."""

import math

from crossentropy import softmax

q = 0.99
gap = math.log(q / (1 - q))
checks = abs(softmax([gap, 0])[0] - q) < 1e-12
in_bits = math.log2(q / (1 - q))
loss = -math.log(q)
other = -math.log(1 - q)
