"""A chance of one per cent is one match in a hundred."""

import matplotlib.pyplot as plt
import numpy as np

matches = 100
wins = 1
share = wins / matches

row, column = np.divmod(np.arange(matches), 20)
fig, ax = plt.subplots(figsize=(5, 1.5), layout="constrained")
ax.scatter(column[wins:], -row[wins:], 90, "none", edgecolors="gray")
ax.scatter(column[:wins], -row[:wins], 90, color="C0")
ax.set(xlim=(-0.6, 19.6), ylim=(-4.6, 0.6), aspect="equal")
ax.axis("off")
