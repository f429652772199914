"""What must happen one after the other multiplies."""

import matplotlib.pyplot as plt

final = 0.4
win_given_final = 0.5
title = final * win_given_final

fig, ax = plt.subplots(figsize=(5, 2.9), layout="constrained")
ax.barh(0.5, 1, 1, facecolor="none", edgecolor="gray")
ax.barh(0.5, final, 1, facecolor=("C0", 0.2), edgecolor="C0")
ax.barh(
    win_given_final / 2,
    final,
    win_given_final,
    facecolor=("C0", 0.5),
    edgecolor="C0",
)
ax.text(final / 2, 1.04, "in the final", ha="center", va="bottom")
ax.text(final / 2, -0.06, f"{final}", ha="center", va="top")
side = {"ha": "right", "va": "center"}
ax.text(-0.03, win_given_final / 2, f"{win_given_final}", **side)
middle = {"ha": "center", "va": "center"}
ax.text(final / 2, 0.31, "title", **middle)
ax.text(final / 2, 0.16, f"{title}", weight="bold", **middle)
ax.text(0.7, 0.5, "out earlier", color="gray", **middle)
ax.set(xlim=(-0.14, 1.04), ylim=(-0.16, 1.14), aspect="equal")
ax.axis("off")
