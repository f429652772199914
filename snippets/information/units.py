"""The base of the logarithm is a unit, as metre and foot are."""

import math

from crossentropy import information_content

from match import china, france

results = [china, 1 / 2, france]

bits = information_content(results)
nats = information_content(results, base=math.e)
hartleys = information_content(results, base=10)

bits_in_a_nat = information_content(1 / math.e)
only_a_factor = all(abs(bits / nats - bits_in_a_nat) < 1e-12)
