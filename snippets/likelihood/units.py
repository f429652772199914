"""A nat is 1 / ln 2 bits."""

import numpy as np

nat_in_bits = 1 / np.log(2)
