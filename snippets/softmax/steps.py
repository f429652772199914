"""Each line of the derivation says the same, for soft labels too."""

import numpy as np
from crossentropy import cross_entropy_gradient, logsumexp

from scores import q, z

y = np.array([0.6, 0.1, 0.3])
lse = logsumexp(z)

lines = [
    -np.sum(y * np.log(q)),
    -np.sum(y * (z - lse)),
    lse * np.sum(y) - np.sum(y * z),
    lse - np.sum(y * z),
]
same = max(lines) - min(lines) < 1e-14

gradient = cross_entropy_gradient(z, y)
is_q_minus_y = np.abs(gradient - (q - y)).max() < 1e-15
rest = np.abs(cross_entropy_gradient(np.log(y), y)).max()
rests_at_the_label = rest < 1e-15
