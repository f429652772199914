"""Behind, the loss falls by one for one; ahead, it flattens out."""

from functools import partial

import matplotlib.pyplot as plt
import numpy as np
from crossentropy import (
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
)

losses = partial(binary_cross_entropy_with_logits, reduction="none")
gap = np.linspace(-6, 6, 121)
points = np.array([-4.0, 0.0, 3.0])
at = losses(points, np.ones(3))
slopes = [binary_cross_entropy_gradient(x, 1) for x in points]

fig, ax = plt.subplots(figsize=(5, 2.8), layout="constrained")
ax.plot(gap, losses(gap, np.ones(121)), "C1")
for x, loss, slope, dx in zip(
    points, at, slopes, (12, 12, 0), strict=True
):
    ends = np.array([x - 1.3, x + 1.3])
    ax.plot(ends, loss + slope * (ends - x), "C2", linewidth=1.2)
    ax.plot(x, loss, "o", color="C2", markersize=6, clip_on=False)
    text = f"slope {slope:.2f}".replace("-", "−")
    ax.annotate(text, (x, loss), (dx, 12), textcoords="offset points")
ax.set(xlim=(-6, 6), ylim=(0, 6.5), ylabel="loss in nats")
ax.set_xlabel("gap: logit of the label minus the other")
