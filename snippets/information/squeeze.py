"""What adds up and never rises is pinned ever tighter to log 1/p."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import information_content

fig, ax = plt.subplots(layout="constrained")
for steps, alpha, name in [
    (1, 0.18, "one pin for each halving"),
    (4, 0.55, "four pins for each halving"),
]:
    pins = 2.0 ** -(np.arange(4 * steps + 1) / steps)
    news = information_content(pins)
    look = {"color": "C0", "alpha": alpha, "linewidth": 0}
    for i in range(4 * steps):
        box = ax.fill_between(
            pins[i : i + 2], news[i], news[i + 1], **look
        )
    box.set_label(name)

pins = 2.0 ** -np.arange(5)
news = information_content(pins)
ax.plot(pins, news, "o-", color="C0", markersize=7, clip_on=False)
ax.text(0.52, 1.14, "−log₂ p")
ax.legend(loc="upper right", borderaxespad=0)

ax.set_xscale("log", base=2)
ax.set(xlim=(1 / 16, 1), ylim=(0, 4))
ax.set(xlabel="probability", ylabel="f in units of f(1/2)")
ax.set_xticks(pins, ["1", "1/2", "1/4", "1/8", "1/16"])
ax.set_yticks(range(5))
