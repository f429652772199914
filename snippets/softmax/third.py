"""The parts of the gradient sum to 0, so two tell the third."""

from math import fsum

others = [0.15, 0.05]
missing = -fsum(others)
belief = 1 + missing
