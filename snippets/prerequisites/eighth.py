"""The logarithm of a probability is not positive."""

import math

log = math.log2(1 / 8)
opposite = -log
natural = math.log(1 / 8)
