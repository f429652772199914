"""The five most surprising digits, and what they were taken for."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.drawing import pixels

from surprising import bits, images, labels, taken_for, worst

fig, axes = plt.subplots(1, 5, figsize=(5, 1.9), layout="constrained")
for ax, n, other in zip(axes, worst, taken_for, strict=True):
    pixels(ax, images[n].reshape(8, 8), np.linspace(0, 1, 10))
    ax.set_title(f"{labels[n]}", loc="center")
    told = {"ha": "center", "va": "top"}
    ax.text(4, 8.4, f"{bits[n]:.2f} bits", weight="bold", **told)
    ax.text(4, 9.8, f"read as {other}", color="gray", **told)
    ax.set_ylim(11, 0)
