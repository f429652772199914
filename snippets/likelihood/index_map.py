"""The table of images and classes: sum across, then mean down."""

import matplotlib.pyplot as plt

from table import loss, losses, q, y

fig, ax = plt.subplots(figsize=(5, 3.1), layout="constrained")
ax.set(xlim=(-1.1, 4.9), ylim=(5.3, -0.6))
ax.axis("off")
arrow = {"arrowstyle": "->", "color": "gray"}


def write(x, y, text, ha="center", **look):
    """Write beside or into a cell."""
    ax.text(x, y, text, ha=ha, va="center", **look)


for k, name in enumerate(["cat", "dog", "fox"]):
    write(k + 0.47, -0.3, name)
write(4.35, -0.3, "−ln q")

for n, row in enumerate(q):
    middle = n + 0.43
    write(-0.15, middle, f"image {n + 1}", ha="right")
    for k, chance in enumerate(row):
        box = ax.barh(middle, 0.94, 0.86, k, color=("C1", 0.7 * chance))
        if k == y[n]:
            box[0].set(edgecolor="C0", linewidth=2.2)
        weight = "bold" if k == y[n] else "normal"
        write(k + 0.47, middle, f"{chance}", weight=weight)
    ax.annotate("", (3.8, middle), (3.05, middle), arrowprops=arrow)
    write(4.35, middle, f"{losses[n]:.4f}")

ax.annotate("", (4.35, 4.75), (4.35, 3.9), arrowprops=arrow)
write(4.35, 5.05, f"{loss:.4f}", weight="bold")
write(3.9, 5.05, "mean over the images", ha="right")
