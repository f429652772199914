"""The divergence is zero where p = q, and higher on one side."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import kl_divergence

side = np.linspace(0.02, 0.98, 25)
p, q = np.meshgrid(side, side)
pairs = [np.stack([x, 1 - x], axis=-1) for x in (p, q)]
there, back = kl_divergence(*pairs), kl_divergence(*pairs[::-1])
surer = abs(q - 0.5) > abs(p - 0.5) + 1e-9
surer_is_dearer = bool(np.all(there[surer] > back[surer]))

fig, axes = plt.subplots(
    1, 3, figsize=(5, 2.1), sharey=True, layout="constrained"
)
levels = [0, 0.05, 0.2, 0.5, 1, 2, 3, 6]
shades = [("C2", alpha) for alpha in np.linspace(0.06, 0.85, 7)]
for ax, values, title in [
    (axes[0], there, "D(P‖Q)"),
    (axes[1], back, "D(Q‖P)"),
]:
    ax.contourf(p, q, values, levels, colors=shades)
    ax.set(title=title)

levels = [-6, -1, -0.3, -0.05, 0.05, 0.3, 1, 6]
shades = [("C1", 0.8), ("C1", 0.45), ("C1", 0.15), ("white", 0)]
shades += [("C0", 0.15), ("C0", 0.45), ("C0", 0.8)]
axes[2].contourf(p, q, there - back, levels, colors=shades)
axes[2].set(title="difference")
for ax in axes:
    ax.plot([0, 1], [0, 1], "gray", linewidth=0.8, linestyle="--")
    ax.set(xlabel="p", aspect="equal", xlim=(0, 1), ylim=(0, 1))
    ax.set_xticks([0.5, 1], ["0.5", "1"])
axes[0].set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
axes[0].set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
axes[0].set_ylabel("q")
