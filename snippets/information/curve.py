"""Surprise is nothing for the certain, without bound towards p = 0."""

import math

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

from match import china, france

probability = np.linspace(0.004, 1, 250)
fig, ax = plt.subplots(layout="constrained")
ax.plot(probability, information_content(probability), "C0")

for p, result, right, up, side in [
    (china, "China beat France", 12, 0, "left"),
    (0.5, "a coin shows heads", 4, 44, "left"),
    (france, "France beat China", 0, 34, "right"),
]:
    bits = information_content(p)
    news = "1 bit" if bits == 1 else f"{bits:.3g} bits"
    ax.plot(p, bits, "o", color="C0", markersize=7, clip_on=False)
    style = {"textcoords": "offset points", "ha": side}
    ax.annotate(result, (p, bits), (right, up), **style)
    ax.annotate(
        news, (p, bits), (right, up - 14), weight="bold", **style
    )

ax.set(xlim=(0, 1), ylim=(0, 8))
ax.set(xlabel="probability", ylabel="information in bits")
nats = ax.secondary_yaxis(
    "right",
    functions=(lambda b: b * math.log(2), lambda n: n / math.log(2)),
)
nats.set_ylabel("information in nats")
nats.spines["right"].set_visible(True)
