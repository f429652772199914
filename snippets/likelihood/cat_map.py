"""What the model takes for the cat shines, the rest is veiled."""

import matplotlib.pyplot as plt
import numpy as np
from skimage.transform import downscale_local_mean

from held_out import grids, probability_of_cat
from patches import photos, side

levels = [0, 0.1, 0.25, 0.5, 0.75, 0.9, 1]
veil = [("white", a) for a in (0.93, 0.85, 0.7, 0.45, 0.2, 0)]


def draw(ax, photo, grid, smaller=1):
    """Draw a photograph, the more veiled the smaller q."""
    rows, columns, _ = grid.shape
    box = 0, columns * side, rows * side, 0
    whole = photo[: rows * side, : columns * side] / 255
    shown = downscale_local_mean(whole, (smaller, smaller, 1))
    ax.imshow(shown, extent=box, interpolation="none")
    q = probability_of_cat(grid.reshape(-1, 8)).reshape(rows, columns)
    x, y = (np.r_[0, np.arange(0.5, n), n] * side for n in q.T.shape)
    ax.contourf(x, y, np.pad(q, 1, mode="edge"), levels, colors=veil)
    ax.axvline(box[1] / 2, color="black", linewidth=1.2, linestyle="--")
    ax.set_xticks([box[1] / 4, box[1] * 3 / 4], ["learnt", "held out"])
    ax.set_yticks([])


fig = plt.figure(figsize=(5, 5.6))
axes = fig.subplot_mosaic("aaaa;bbbk", height_ratios=[1.36, 1])
draw(axes["a"], photos[0], grids[0])
draw(axes["b"], photos[1], grids[1], smaller=2)
for n, shade in enumerate(veil):
    axes["k"].barh(n, 1, 1, color="black")
    axes["k"].barh(n, 1, 1, color=shade)
axes["k"].set_yticks(np.arange(7) - 0.5, [f"{q:g}" for q in levels])
axes["k"].set(xlim=(-0.5, 3), ylim=(-0.6, 5.6), xticks=[], title="q")
for ax in axes.values():
    ax.tick_params(length=0, labelcolor="gray")
    ax.spines[:].set_visible(False)
