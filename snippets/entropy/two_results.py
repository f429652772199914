"""Two results are worth one bit at most, when both are as likely."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import entropy

from match import china

derby = 0.5
derby_bits = entropy([derby, 1 - derby])

p = np.linspace(0, 1, 401)
fig, ax = plt.subplots(layout="constrained")
ax.plot(p, entropy(np.stack([p, 1 - p], axis=-1)), "C0")

for x, name, right, up, side in [
    (china, "China against France", 12, 6, "left"),
    (derby, "a derby", 0, 22, "center"),
]:
    bits = entropy([x, 1 - x])
    words = "1 bit" if bits == 1 else f"{bits:.3g} bits"
    ax.plot(x, bits, "o", color="C0", markersize=7, clip_on=False)
    style = {"textcoords": "offset points", "ha": side}
    ax.annotate(name, (x, bits), (right, up), **style)
    ax.annotate(
        words, (x, bits), (right, up - 14), weight="bold", **style
    )

ax.set(xlim=(0, 1), ylim=(0, 1.25))
ax.set_yticks([0, 0.25, 0.5, 0.75, 1])
ax.set(xlabel="probability that the first team win")
ax.set_ylabel("entropy in bits")
