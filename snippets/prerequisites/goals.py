"""A mean is where the weighted outcomes balance."""

import matplotlib.pyplot as plt
import numpy as np

goals = np.arange(5)
chances = np.array([0.2, 0.3, 0.3, 0.15, 0.05])

shares = chances * goals
mean = shares.sum()

matches = 100_000
season = np.random.default_rng(0).choice(goals, matches, p=chances)
within = 0.02
settles = bool(abs(season.mean() - mean) < within)

fig, ax = plt.subplots(figsize=(5, 2.4), layout="constrained")
ax.bar(goals, chances, 0.6, color="C0")
ax.plot(mean, -0.025, "^", color="C1", markersize=10, clip_on=False)
low = {"ha": "center", "va": "top"}
ax.text(mean, -0.13, f"{mean:.3g}", color="C1", weight="bold", **low)
for x, p in zip(goals, chances, strict=True):
    ax.text(x, p + 0.008, f"{p:.2g}", ha="center", color="gray")
    ax.text(x, -0.05, f"{x}", color="gray", **low)
ax.text(4.4, -0.05, "goals", va="top", color="gray")
ax.axhline(0, color="gray", linewidth=0.8)
ax.set(xlim=(-0.6, 5), ylim=(-0.2, 0.36))
ax.axis("off")
