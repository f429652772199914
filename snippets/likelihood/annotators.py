"""Three of four annotators see a cat: below this no model comes."""

import numpy as np
from crossentropy import entropy

share = 3 / 4
floor = entropy([share, 1 - share], base=np.e)
in_bits = entropy([share, 1 - share])
of_a_label = entropy([1, 0])
