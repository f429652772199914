"""The base of the logarithm is a unit, as metre and foot are."""

import math

from crossentropy import information_content

results = [0.01, 0.5, 0.99]

bits = information_content(results)
nats = information_content(results, base=math.e)
hartleys = information_content(results, base=10)

bits_in_a_nat = information_content(1 / math.e)
only_a_factor = all(abs(bits / nats - bits_in_a_nat) < 1e-12)
