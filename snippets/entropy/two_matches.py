"""The entropies of independent matches add up."""

import numpy as np
from crossentropy import entropy

from match import bits, china, france

derby_bits = 1.0
both = entropy(np.outer([china, france], [1 / 2, 1 / 2]).ravel())
adds_up = abs(both - (bits + derby_bits)) < 1e-12

product = bits * derby_bits
mean = both / 2
