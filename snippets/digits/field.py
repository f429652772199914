"""Sixty-four pixels in, ten probabilities out."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.drawing import pixels

from drawn import ink, label, q

fig, (field, bars) = plt.subplots(
    1, 2, figsize=(5, 2.6), width_ratios=[1, 1], layout="constrained"
)
pixels(field, ink.reshape(8, 8), np.linspace(0, 16, 10))
colors = ["C1" if k == label else ("C1", 0.35) for k in range(10)]
bars.barh(range(10), q, color=colors, height=0.7)
bars.set(xlim=(0, 1), ylim=(9.6, -0.6), yticks=range(10), xlabel="q")
bars.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
