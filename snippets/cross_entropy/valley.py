"""Whatever nature does, the cheapest belief is the truth."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import cross_entropy, entropy

from bookmaker import china

q = np.linspace(0.002, 0.998, 250)
beliefs = np.stack([q, 1 - q], axis=1)

fig, ax = plt.subplots(layout="constrained")
for p, color in [(0.5, "C3"), (0.3, "C1"), (china, "C0")]:
    match = [p, 1 - p]
    bill = cross_entropy(match, beliefs)
    ax.plot(q, bill, color, label=f"p = {p}")
    ax.plot(p, entropy(match), "o", color=color, markersize=7)

truth = np.linspace(0.0005, 0.9995, 400)
floor = entropy(np.stack([truth, 1 - truth], axis=1))
ax.plot(truth, floor, "gray", linewidth=1, linestyle="--")
ax.text(0.9, 0.33, "H(P)", color="gray", ha="right")
ax.legend(loc="upper center", bbox_to_anchor=(0.42, 1))

ax.set(xlim=(0, 1), ylim=(0, 2.5))
ax.set(xlabel="belief q", ylabel="H(P,Q) in bits")
