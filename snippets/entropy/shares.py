"""One match in a hundred brings most of the news."""

import matplotlib.pyplot as plt

from match import china, china_share, from_china, from_france

fig, ax = plt.subplots(figsize=(5, 2.5), layout="constrained")
bold = {"ha": "center", "va": "center", "weight": "bold"}
for row, name, share in [
    (1, "of the matches", china),
    (0, "of the entropy", china_share),
]:
    ax.barh(row, share, 0.42, color="C0")
    ax.barh(row, 1 - share, 0.42, share, color=("C0", 0.25))
    ax.text(-0.03, row, name, ha="right", va="center")
    ax.text((1 + share) / 2, row, f"{1 - share:.0%}", **bold)
for end, top in [(0, 0), (china_share, china), (1, 1)]:
    ax.plot([end, top], [0.21, 0.79], color="gray", linewidth=0.8)

ax.text(china_share / 2, 0, f"{china_share:.0%}", color="white", **bold)
ax.text(0, 1.32, f"{china:.0%}", weight="bold")
ax.text(0.11, 1.32, "China win")
ax.text(1, 1.32, "France win", ha="right")
low = {"color": "gray", "va": "top"}
ax.text(0, -0.3, f"{from_china:.3g} bits", **low)
ax.text(1, -0.3, f"{from_france:.3g} bits", ha="right", **low)

ax.set(xlim=(-0.36, 1.02), ylim=(-0.6, 1.6))
ax.axis("off")
