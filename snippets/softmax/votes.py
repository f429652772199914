"""A soft label may tell the network to believe less."""

import numpy as np
from crossentropy import cross_entropy_gradient, entropy

from scores import gradient, z

y = np.array([0.6, 0.1, 0.3])
push = cross_entropy_gradient(z, y)[0]
of_one_hot = gradient[0]
least = entropy(y, base=np.e)
