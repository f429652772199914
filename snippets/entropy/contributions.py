"""The three contributions, on top of each other, are the entropy."""

import matplotlib.pyplot as plt
import numpy as np

from group import bits, contributions

most = np.log2(3)
shades = [("C0", alpha) for alpha in (1, 0.55, 0.25)]
above = {"ha": "center", "va": "bottom"}

fig, (each, total) = plt.subplots(
    1, 2, width_ratios=[3, 1], layout="constrained"
)
names = ["China win", "draw", "France win"]
each.bar(names, contributions, 0.6, color=shades)
for x, part in enumerate(contributions):
    each.text(x, part + 0.01, f"{part:.3f}", weight="bold", **above)
each.set(xlim=(-0.5, 2.5), ylim=(0, 0.6))
each.set_ylabel("contribution in bits")

below = np.cumsum(contributions) - contributions
total.bar(0, contributions, 0.6, below, color=shades)
total.text(0, bits + 0.03, f"{bits:.3f}", weight="bold", **above)
total.plot([-0.5, 0.5], [most, most], "--", color="gray", linewidth=1)
total.text(0, most + 0.02, "log₂ 3", color="gray", **above)
total.set(xlim=(-0.5, 0.5), ylim=(0, 1.8), ylabel="entropy in bits")
total.set_xticks([])
total.set_yticks([0, 0.5, 1, 1.5])
