"""A log that begins at 6.9078 has a thousand classes."""

import math

classes = 1000
loss = math.log(classes)
in_bits = 2**loss
by_ten = 10 * loss
