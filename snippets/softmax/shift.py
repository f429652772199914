"""Adding the same to all logits changes nothing."""

import numpy as np
from crossentropy import softmax

from scores import q, z

c = 100
unchanged = np.abs(softmax(z + c) - q).max() < 1e-13
