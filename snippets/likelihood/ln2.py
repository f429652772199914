"""A loss of ln 2 is the answer “one half”."""

import numpy as np

loss = np.log(2)
q = np.exp(-loss)
in_bits = 2**-loss
