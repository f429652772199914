"""A result adds most where it is neither common nor rare."""

import math

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

from match import china, france, from_china, from_france

peak = 1 / math.e
most = peak * information_content(peak)

p = np.linspace(0.0005, 1, 500)
bits = p * information_content(p)
is_peak = all(bits <= most)

fig, ax = plt.subplots(layout="constrained")
ax.plot(np.append(0, p), np.append(0, bits), "C0")
ax.plot([peak, peak], [0, most], ":", color="gray", lw=1)
for x, y, name, right, up, side in [
    (china, from_china, "China win", 12, 10, "left"),
    (peak, most, "p = 1/e", 0, 24, "center"),
    (france, from_france, "France win", -36, 17, "right"),
]:
    ax.plot(x, y, "o", color="C0", markersize=7, clip_on=False)
    style = {"textcoords": "offset points", "ha": side}
    ax.annotate(name, (x, y), (right, up), **style)
    label = f"{y:.3g} bits"
    ax.annotate(label, (x, y), (right, up - 14), weight="bold", **style)

ax.set(xlim=(0, 1), ylim=(0, 0.68))
ax.set(xlabel="probability", ylabel="contribution in bits")
