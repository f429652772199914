"""One result fills the page, the other can hardly be seen."""

import matplotlib.pyplot as plt

from crossentropy import information_content

fig, ax = plt.subplots(figsize=(5, 1.8), layout="constrained")
for row, (result, p) in enumerate(
    [("France win", 0.99), ("China win", 0.01)]
):
    bits = information_content(p)
    ax.barh(row, bits, height=0.55, color="C0")
    ax.text(
        bits + 0.1, row, f"{bits:.3g} bits", va="center", weight="bold"
    )
    ax.text(-0.1, row + 0.14, result, ha="right", va="center")
    ax.text(
        -0.1,
        row - 0.18,
        f"p = {p}",
        ha="right",
        va="center",
        color="gray",
    )

ax.set(xlim=(-1.6, 8.2), ylim=(-0.5, 1.5))
ax.axvline(0, color="gray", linewidth=0.8)
ax.axis("off")
