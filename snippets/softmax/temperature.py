"""Cold sharpens the belief, heat evens it out; the order stays."""

import numpy as np
from crossentropy import entropy, softmax

from scores import z

T = [0.25, 1, 4]

beliefs = np.array([softmax(z, temperature=t) for t in T])
bits = entropy(beliefs)
limit = np.log2(3)
evens_out = limit - entropy(softmax(z, temperature=1e6)) < 1e-9
order_stays = bool(np.all(beliefs.argsort(axis=1) == z.argsort()))
