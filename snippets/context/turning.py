"""Turning a parameter downhill makes the right class more probable."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    softmax,
)

others = [1.0, 0.0]
rate = 1.0
steps = 12

w = [-1.5]
for _ in range(steps):
    slope = cross_entropy_gradient([w[-1], *others], 0)[0]
    w.append(w[-1] - rate * slope)
losses = [cross_entropy_with_logits([x, *others], 0) for x in w]
falls = bool(np.all(np.diff(losses) < 0))
before = softmax([w[0], *others])
after = softmax([w[-1], *others])

fig, axes = plt.subplots(
    1, 2, figsize=(5, 2.7), width_ratios=[1, 1.35], layout="constrained"
)
place = np.arange(3)
axes[0].bar(place - 0.2, before, 0.36, color=("C1", 0.35))
axes[0].bar(place + 0.2, after, 0.36, color="C1")
axes[0].set_xticks(place, ["cat", "dog", "fox"])
axes[0].set(ylim=(0, 1), ylabel="probability")

x = np.linspace(-2, 5, 100)
curve = [cross_entropy_with_logits([at, *others], 0) for at in x]
axes[1].plot(x, curve, "gray", linewidth=1)
axes[1].plot(w, losses, "o", color="C1", markersize=5)
axes[1].set(xlim=(-2, 5), ylim=(0, 3.5))
axes[1].set(xlabel="parameter", ylabel="loss in nats")
