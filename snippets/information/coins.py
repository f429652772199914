"""A sensation lies between six heads in a row and seven."""

import math

from match import china_bits

fewer = math.floor(china_bits)
more = math.ceil(china_bits)
