"""Single terms may be negative; their sum never is."""

import matplotlib.pyplot as plt

from steps import fine, terms

fig, ax = plt.subplots(figsize=(5, 2.5), layout="constrained")
ax.axhline(0, color="gray", linewidth=0.8)
labels = ["win", "draw", "loss", "together"]
values = [*terms, fine]
colors = ["C3", "C3", "C3", "C2"]
for x, (value, color) in enumerate(zip(values, colors, strict=True)):
    ax.bar(x, value, width=0.55, color=color)
    side, shift = ("bottom", 0.03) if value >= 0 else ("top", -0.03)
    ax.text(
        x,
        value + shift,
        f"{value:+.3f}".replace("-", "−") if value else "0",
        ha="center",
        va=side,
    )
ax.set_xticks(range(4), labels)
ax.set(ylim=(-0.45, 0.85), ylabel="bits")
ax.spines["bottom"].set_visible(False)
ax.tick_params(bottom=False)
