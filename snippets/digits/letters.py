"""The first loss of a classifier of 26 letters."""

import math

letters = 26
loss = math.log(letters)
in_bits = math.log2(letters)
of_digits = math.log(10)
