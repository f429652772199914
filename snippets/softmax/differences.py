"""The slope measured by two losses is q − y, at the right step."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import cross_entropy_with_logits

from scores import gradient, label, z

h = 10.0 ** np.arange(-13, 0.01, 0.25)
shift = h[:, None, None] * np.eye(3)
labels = np.full((len(h), 3), label)
above, below = (
    cross_entropy_with_logits(moved, labels, reduction="none")
    for moved in (z + shift, z - shift)
)
slopes = (above - below) / (2 * h[:, None])
errors = np.abs(slopes - gradient).max(axis=1)

agrees = errors.min() < 1e-9
best_in_between = 1e-7 < h[errors.argmin()] < 1e-4
fine, coarse = errors[-9], errors[-5]  # h = 0.01 and 0.1
times = coarse / fine

fig, ax = plt.subplots(figsize=(5, 2.9), layout="constrained")
ax.loglog(h, errors, "o-", color="C2", markersize=4, linewidth=1)
ax.text(3e-11, 3e-6, "rounding, like 1/h", color="gray")
ax.text(0.1, 2e-3, "curvature, like h²", color="gray", ha="right")
ax.set(xlim=(5e-14, 2), ylim=(1e-13, 1), xlabel="step h")
ax.set_ylabel("largest error of the slope")
powers = np.arange(-12, 1, 3)
names = ["10⁻¹²", "10⁻⁹", "10⁻⁶", "10⁻³", "1"]
ax.set_xticks(10.0**powers, names)
ax.set_yticks(10.0**powers, names)
ax.minorticks_off()
