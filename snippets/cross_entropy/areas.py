"""Nature sets heights, belief widths, and the area is the bill."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content
from crossentropy.drawing import areas

from champions import p, q

fig, axes = plt.subplots(1, 2, figsize=(5, 2.9), sharey=True)
for ax, belief, color, name in [
    (axes[0], p, "C0", "P"),
    (axes[1], q, "C1", "Q"),
]:
    widths = information_content(belief)
    bars = areas(ax, p, widths, color=color)
    for bar, height, width in zip(bars, p, widths, strict=True):
        ax.text(
            bar.get_width() / 2,
            bar.get_y() + height / 2,
            f"{height * width:.3g}",
            ha="center",
            va="center",
        )
    total = np.dot(p, widths)
    ax.set(title=f"words for {name}: {total:.4g} digits")
    ax.set(xlim=(0, 3.15), xlabel="length of the word in digits")
    ax.set_xticks(range(4))

axes[0].set_ylabel("probability p")
