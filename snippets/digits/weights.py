"""What the weights look like: for each class a picture of its own."""

import matplotlib.pyplot as plt
from crossentropy.drawing import pixels

from training import model

largest = abs(model.W).max()
levels = [-2, -1, -0.5, -0.2, -0.05, 0.05, 0.2, 0.5, 1, 2]
strengths = [0.9, 0.6, 0.3, 0.12]
colors = [("C1", alpha) for alpha in strengths] + ["none"]
colors += [("C0", alpha) for alpha in reversed(strengths)]

fig, axes = plt.subplots(2, 5, figsize=(5, 2.5), layout="constrained")
for k, ax in enumerate(axes.flat):
    pixels(ax, model.W[:, k].reshape(8, 8), levels, colors=colors)
    ax.set_title(f"{k}", loc="center")
