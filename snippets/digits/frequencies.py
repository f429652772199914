"""With b from the frequencies, the first loss is the label entropy."""

import math

import numpy as np
from crossentropy import cross_entropy_with_logits, entropy

from first_number import label_entropy, shares
from pictures import train

logits = np.tile(np.log(shares), (len(train[1]), 1))
first = cross_entropy_with_logits(logits, train[1])
is_label_entropy = math.isclose(first, label_entropy)

rare = 0.01
with_a_rare_class = entropy([1 - rare, rare], base=math.e)
even = entropy([0.5, 0.5], base=math.e)
