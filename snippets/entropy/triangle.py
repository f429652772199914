"""Entropy is largest in the middle and nothing in the corners."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import entropy
from crossentropy.drawing import (
    simplex,
    simplex_contours,
    simplex_points,
)

from group import match

middle = [1 / 3, 1 / 3, 1 / 3]
most = entropy(middle)
levels = [0, 0.2, 0.4, 0.6, 0.8, 1, 1.2, 1.4, np.log2(3)]

fig, ax = plt.subplots(figsize=(5, 3.4), layout="constrained")
bands = simplex_contours(ax, entropy, levels)
simplex(ax, ["China win", "draw", "France win"])

for p, name, right, up, color in [
    (match, "group match", 26, -12, "black"),
    (middle, "all equal", 0, 22, "white"),
]:
    x, y = simplex_points(p)
    ax.plot(x, y, "o", color=color, markersize=7)
    side = "left" if right else "center"
    style = {"textcoords": "offset points", "ha": side, "color": color}
    ax.annotate(name, (x, y), (right, up), **style)
    bits = f"{entropy(p):.3g} bits"
    ax.annotate(bits, (x, y), (right, up - 14), weight="bold", **style)

key = fig.colorbar(
    bands, ax=ax, shrink=0.8, aspect=16, ticks=levels[:-1:2]
)
key.set_label("entropy in bits")
