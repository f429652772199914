"""Shorter words cost less and take more of the budget."""

from itertools import accumulate

import matplotlib.pyplot as plt

from kraft import budget, lengths, mean_length, mean_news, p

shares = [2.0**-length for length in lengths]
costs = [p_k * length for p_k, length in zip(p, lengths, strict=True)]

fig = plt.figure(figsize=(5, 2.5), layout="none")
top = fig.add_axes((0.03, 0.62, 0.94, 0.2), xlim=(0, 1.5))
low = fig.add_axes((0.03, 0.14, 0.94, 0.2), xlim=(0, 4))
for ax, parts in [(top, shares), (low, costs)]:
    ends = accumulate(parts)
    shades = [("C1", 0.5), ("C1", 0.3), ("C1", 0.12)]
    for part, end, shade in zip(parts, ends, shades, strict=True):
        look = {"facecolor": shade, "edgecolor": "C1", "linewidth": 1}
        ax.barh(0, -part, 0.8, end, **look)
    ax.set(ylim=(-0.6, 0.6), yticks=[])
    ax.spines["left"].set_visible(False)

middle = {"ha": "center", "va": "center"}
for name, bar in zip(("win", "draw", "loss"), top.patches, strict=True):
    top.text(bar.get_x() + bar.get_width() / 2, 0, name, **middle)
top.axvline(1, color="black", linestyle="--")
low.axvline(mean_news, color="C0", linestyle="--")
top.set_xticks([0, 0.5, 1, 1.5], ["0", "1/2", "1", "3/2"])
low.set_xticks(range(5))
top.set_title("share of the budget")
low.set_title("digits a match, in the mean")
mine = {"loc": "right", "color": "C1", "weight": "bold"}
top.set_title(f"spent: {budget:.3g}", **mine)
low.set_title(f"mean length: {mean_length:.3g}", **mine)
news = {"ha": "right", "color": "C0", "weight": "bold"}
low.text(4, 0, f"mean news: {mean_news:.3g}", va="center", **news)
