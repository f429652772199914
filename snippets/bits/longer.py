"""The longer the block, the closer its cost comes to the news."""

import matplotlib.pyplot as plt
import numpy as np

from blocks import digits, mean_news, sizes

n = np.array(sizes)
fig, ax = plt.subplots(layout="constrained")
band = {"color": "C1", "alpha": 0.15, "linewidth": 0}
ax.fill_between(n, mean_news, mean_news + 1 / n, **band)
ax.axhline(mean_news, color="C0", linestyle="--")
ax.plot(n, digits, "o-", color="C1", markersize=5)
for k, right, up in [
    (1, 8, -4),
    (2, 8, 2),
    (4, 3, 8),
    (8, 0, 9),
    (12, -14, 9),
]:
    point = (k, digits[k - 1])
    away = {"xytext": (right, up), "textcoords": "offset points"}
    ax.annotate(f"{digits[k - 1]:.3g}", point, **away)
ax.text(3.2, 0.6, "less than one digit a block is lost", color="C1")
worth = f"mean news: {mean_news:.3g} bits"
ax.text(1, -0.035, worth, color="C0", fontsize=10)
ax.set(xlim=(0.7, 12.4), ylim=(-0.06, 1.12))
ax.set(xlabel="matches that share a word", ylabel="digits a match")
ax.set_xticks([1, 2, 4, 6, 8, 10, 12])
