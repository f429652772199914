"""A logarithm makes sums of products, and is negative below one."""

import math

four = math.log2(4)
eight = math.log2(8)
product = math.log2(4 * 8)
adds_up = four + eight == product

half = math.log2(1 / 2)
hundredth = math.log2(1 / 100)
natural = math.log(1 / 100)
one_factor = all(
    abs(math.log(x) / math.log(2) - math.log2(x)) < 1e-12
    for x in (1 / 100, 1 / 2, 3, 4, 8, 1000)
)
