"""Each held-out patch has a loss; most pay little, some much."""

import matplotlib.pyplot as plt
import numpy as np

from held_out import labels, loss, losses
from verdict import label_entropy

fig, ax = plt.subplots(figsize=(5, 2.8), layout="constrained")
for is_cat, color, name in [(1, "C0", "cat"), (0, "C1", "not cat")]:
    ordered = np.sort(losses[labels == is_cat])[::-1]
    ax.plot(np.linspace(0, 1, len(ordered)), ordered, color, label=name)
for height, color, name in [
    (label_entropy, "gray", "label entropy"),
    (loss, "black", "mean"),
]:
    ax.axhline(height, color=color, linewidth=1.2, linestyle="--")
    ax.text(1, height + 0.06, name, color=color, ha="right")
ax.legend(loc="upper right", borderaxespad=0)
ax.set(xlim=(0, 1), ylim=(0, 2), ylabel="loss in nats")
ax.set_xlabel("held-out squares of each kind, by their loss")
ax.set_xticks([0, 0.5, 1], ["0%", "50%", "100%"])
ax.set_yticks([0, 0.5, 1, 1.5, 2])
