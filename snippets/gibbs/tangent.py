"""The logarithm lies below its tangent, and touches it once."""

import matplotlib.pyplot as plt
import numpy as np

t = np.linspace(0.02, 3, 200)
below = bool(np.all(np.log(t) < t - 1))

fig, ax = plt.subplots(figsize=(5, 2.7), layout="constrained")
ax.fill_between(t, np.log(t), t - 1, color="C2", alpha=0.12, lw=0)
ax.plot(t, t - 1, "C2")
ax.plot(t, np.log(t), "C0")
ax.plot(1, 0, "o", color="black", markersize=6)
ax.text(2.2, 1.45, "t − 1", color="C2", ha="right")
ax.text(2.45, 0.58, "ln t", color="C0", ha="left")
ax.text(1.06, -0.42, "they touch at t = 1")
ax.axhline(0, color="gray", linewidth=0.8)
ax.set(xlim=(0, 3), ylim=(-2, 2), xlabel="t")
