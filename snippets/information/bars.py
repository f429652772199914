"""One result fills the page, the other can hardly be seen."""

import matplotlib.pyplot as plt

from match import china, china_bits, france, france_bits

fig, ax = plt.subplots(figsize=(5, 1.8), layout="constrained")
for row, result, p, bits in [
    (0, "France win", france, france_bits),
    (1, "China win", china, china_bits),
]:
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
ax.axis("off")
