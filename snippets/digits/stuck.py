"""A loss that stands at ln 10: each digit gets one tenth, for ever."""

import math

from first_number import ignorance

share = math.exp(-ignorance)
in_base_two = 2**-ignorance
