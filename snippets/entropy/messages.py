"""After one message the entropy is higher, in the mean it is lower."""

import matplotlib.pyplot as plt

from red_card import after, after_not, after_red, before, red

fig, ax = plt.subplots(figsize=(5, 2.6), layout="constrained")
for row, name, p, bits, color in [
    (3.5, "before", None, before, "C0"),
    (2, "red card", red, after_red, ("C0", 0.4)),
    (1, "no red card", 1 - red, after_not, ("C0", 0.4)),
    (-0.5, "mean after", None, after, "C0"),
]:
    ax.barh(row, bits, 0.62, color=color)
    words = "1 bit" if bits == 1 else f"{bits:.3g} bits"
    x = max(bits, before) + 0.02
    ax.text(x, row, words, va="center", weight="bold")
    up = 0.16 if p else 0
    style = {"ha": "right", "va": "center"}
    ax.text(-0.02, row + up, name, **style)
    if p:
        ax.text(-0.02, row - 0.27, f"p = {p}", color="gray", **style)

ax.plot([before, before], [3.2, -0.85], ":", color="gray", lw=1)
ax.set(xlim=(-0.3, 1.2), ylim=(-0.95, 3.9))
ax.axis("off")
