"""The likelihood is highest where the loss is lowest."""

import matplotlib.pyplot as plt
import numpy as np

from tosses import (
    best,
    highest,
    least,
    likelihood,
    likelihood_of,
    loss,
    q,
)

x = np.linspace(0.002, 0.998, 250)
unit = 1e-6

fig, (left, right) = plt.subplots(1, 2, figsize=(5, 2.7))
for ax, curve, top, here in [
    (left, likelihood_of(x) / unit, highest / unit, likelihood / unit),
    (right, -np.log(likelihood_of(x)) / 20, least, loss),
]:
    ax.axvline(
        best, color="gray", linewidth=1, linestyle="--", zorder=0
    )
    ax.plot(x, curve, "C1")
    ax.plot(best, top, "o", color="C1", markersize=6)
    ax.plot(q, here, "o", mfc="white", mec="C1", markersize=6)
    ax.set(xlim=(0, 1), xlabel="q")
    ax.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])

left.set(ylim=(0, 3), ylabel="likelihood in units of 10⁻⁶")
left.set_yticks(range(4))
right.set(ylim=(0, 2), ylabel="loss in nats")
right.set_yticks([0, 0.5, 1, 1.5, 2])
