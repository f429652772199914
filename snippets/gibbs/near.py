"""Close to the truth the fine is a square of the error."""

import numpy as np
from crossentropy import kl_divergence

p = np.array([0.3, 0.7])
error = 0.01
shift = np.array([error, -error])

fine = kl_divergence(p, p + shift)
square = np.sum(shift**2 / p) / (2 * np.log(2))
twice = kl_divergence(p, p + 2 * shift)
ratio = twice / fine
nearly = abs(fine / square - 1) < 0.02
double = 2
