"""Wherever one starts, the flow leads to the label."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import softmax
from crossentropy.drawing import simplex, simplex_points

from walk import paths, soft, walk, z

fig, (left, right) = plt.subplots(
    1, 2, figsize=(5, 2.4), layout="constrained"
)
fig.get_layout_engine().set(wspace=0.12)
arrow = {"arrowstyle": "-|>", "color": "C1"}
for share in np.linspace(0.03, 0.97, 9):
    start = np.log([0.03, 0.97 * (1 - share), 0.97 * share])
    path = walk(start, [1, 0, 0], 0.1, 200)
    x, y = simplex_points(softmax(path))
    left.plot(x, y, "C1", linewidth=1.2)
    tip, tail = zip(x[12:8:-3], y[12:8:-3], strict=True)
    left.annotate("", tip, tail, arrowprops=arrow)

for path in paths:
    points = simplex_points(softmax(path))
    right.plot(*points, "C1", marker=".", linewidth=1)
right.plot(*simplex_points(soft), "o", color="C0", markersize=7)
right.plot(*simplex_points(softmax(z)), "o", color="black")
for ax in (left, right):
    simplex(ax, ["cat", "dog", "fox"])
