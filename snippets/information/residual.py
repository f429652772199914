"""Of three candidates only the logarithm adds up everywhere."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

levels = [-1, -0.75, -0.5, -0.25, -0.01, 0.01, 1, 4, 16, 1000]
alphas = [0.9, 0.65, 0.4, 0.2]
colors = [("C1", a) for a in alphas] + [("lightgray", 0.4)]
colors += [("C0", a) for a in reversed(alphas)]

candidates = [
    ("f(p) = 1/p", lambda p: 1 / p),
    ("f(p) = 1 − p", lambda p: 1 - p),
    ("f(p) = −log₂ p", information_content),
]
a, b = np.meshgrid(np.linspace(0.04, 1, 25), np.linspace(0.04, 1, 25))
fig, axes = plt.subplots(
    1, 3, figsize=(5, 2.8), sharey=True, layout="constrained"
)
for ax, (name, f) in zip(axes, candidates, strict=True):
    residual = f(a * b) - f(a) - f(b)
    bands = ax.contourf(a, b, residual, levels, colors=colors)
    ax.set_title(name, fontsize=10)
    ax.set(aspect="equal", xlabel="a")
    ax.set_xticks([0.5, 1], ["0.5", "1"])
    ax.set_yticks([0.5, 1], ["0.5", "1"])
axes[0].set_ylabel("b")
middle = {"ha": "center", "va": "center", "fontsize": 10}
axes[2].text(0.52, 0.52, "0 everywhere", **middle)

key = fig.colorbar(
    bands, ax=axes, location="bottom", shrink=0.6, aspect=24
)
key.set_label("f(ab) − f(a) − f(b)")
key.set_ticks([-1, 0, 1, 4, 16], labels=["−1", "0", "1", "4", "16"])
ends = {"va": "center", "transform": key.ax.transAxes}
key.ax.text(-0.03, 0.5, "too little", ha="right", **ends)
key.ax.text(1.03, 0.5, "too much", ha="left", **ends)
