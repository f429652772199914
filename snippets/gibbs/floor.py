"""The fine lies above Pinsker’s parabola."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import kl_divergence

chance = np.random.default_rng(3)
p, q = chance.dirichlet([1, 1, 1], size=(2, 10_000))
fines = kl_divergence(p, q)
apart = np.abs(p - q).sum(axis=1)
slack = fines - apart**2 / (2 * np.log(2))
pairs = len(fines)
never_below = bool(slack.min() >= 0)

fig, ax = plt.subplots(figsize=(5, 2.8), layout="constrained")
ax.plot(apart[:150], fines[:150], ".", color="C2", markersize=4)
x = np.linspace(0, 2, 60)
ax.plot(x, x**2 / (2 * np.log(2)), "black", linewidth=1.2)
ax.text(1.46, 0.98, "Pinsker’s floor", ha="left")
ax.set(xlim=(0, 2), ylim=(0, 4.5))
ax.set(xlabel="sum of |p − q|", ylabel="D(P‖Q) in bits")
