"""The first ten digits that are held out happen to be one of each."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.drawing import pixels

from pictures import test

images, labels = test
shown = labels[:10]
one_of_each = sorted(shown) == list(range(10))

fig, axes = plt.subplots(2, 5, figsize=(5, 2.5), layout="constrained")
for n, ax in enumerate(axes.flat):
    pixels(ax, images[n].reshape(8, 8), np.linspace(0, 1, 10))
    ax.set_title(f"{shown[n]}", loc="center")
