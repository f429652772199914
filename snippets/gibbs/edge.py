"""The fine soon grows by one step for each factor of ten."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import kl_divergence

p = [0.5, 0.5]
zeros = np.arange(1, 13)
q = 10.0**-zeros
fines = kl_divergence(p, np.stack([q, 1 - q], axis=1))
one_in_a_million = fines[5]
steps = np.diff(fines)
step = steps[-1]
at_zero = kl_divergence(p, [0, 1])

fig, ax = plt.subplots(figsize=(5, 2.6), layout="constrained")
ax.plot(zeros, fines, "o-", color="C2", markersize=5)
ax.set(xlim=(0, 12.5), ylim=(0, 21), ylabel="D(P‖Q) in bits")
ax.set_xlabel("n, for the belief q = 10⁻ⁿ")
ax.set_xticks(range(0, 13, 2))
