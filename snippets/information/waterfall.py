"""A title is as much news as its five wins together, for any team."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

from favourite import rounds as favourite

stages = ["last 32", "last 16", "last 8", "last 4", "final"]
equals = np.full(5, 0.5)

fig, ax = plt.subplots(layout="constrained")
for name, rounds, color, shift, side in [
    ("one of 32 equals", equals, "C0", -0.2, "right"),
    ("the favourite", favourite, "C3", 0.2, "left"),
]:
    news = information_content(rounds)
    so_far = np.cumsum(news)
    place = np.arange(5) + shift
    ax.bar(place, news, 0.36, so_far - news, color=color)
    for x, bits in zip(place[:-1], so_far[:-1], strict=True):
        ax.plot(
            [x - 0.18, x + 1.18], [bits, bits], color, linewidth=0.8
        )
    x, top = place[-1] + 1.3 * shift, so_far[-1]
    ax.text(x, top - 0.2, name, ha=side, color=color)
    bits = f"{top:.3g} bits"
    ax.text(x, top - 0.62, bits, ha=side, color=color, weight="bold")

ax.set(xlim=(-0.5, 5.6), ylim=(0, 5.3))
ax.set_ylabel("information in bits, so far")
ax.set_xticks(range(5), stages)
