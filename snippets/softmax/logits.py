"""From logits to a belief; the arrows lead from it to the label."""

import matplotlib.pyplot as plt
from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
    softmax,
)

import scores

z, label = scores.z, scores.label
temperature = 1
q = softmax(z / temperature)
loss = cross_entropy_with_logits(z / temperature, label)
gradient = cross_entropy_gradient(z / temperature, label) / temperature

fig, (left, right) = plt.subplots(
    1, 2, figsize=(5, 2.5), layout="constrained", sharey=True
)
fig.get_layout_engine().set(rect=(0, 0, 0.69, 1))
left.barh(range(3), z, 0.4, color="gray")
right.barh(range(3), q, 0.4, color="C1")
arrow = {"arrowstyle": "-|>", "color": "C2", "shrinkA": 0, "shrinkB": 0}
at = {"ha": "right", "va": "center"}
for k in range(3):
    y, height = int(k == label), k + 0.33
    right.plot([y, y], [k - 0.2, k + 0.45], "C0", linewidth=3)
    right.annotate("", (y, height), (q[k], height), arrowprops=arrow)
    right.text(1.62, k, f"{q[k]:.4f}", color="C1", **at)
    slope = f"{gradient[k]:.4f}".replace("-", "−")
    right.text(2.28, k, slope, color="C2", **at)
right.text(1.62, -0.7, "q", color="C1", **at)
right.text(2.28, -0.7, "q − y", color="C2", **at)
left.axvline(0, color="gray", linewidth=0.8)
left.set_yticks(range(3), ["cat", "dog", "fox"])
left.set_xticks([-3, 0, 3])
left.set(xlim=(-5, 5), ylim=(2.6, -0.9), xlabel="logit z")
right.set(xlim=(0, 1), xlabel="belief q", xticks=[0, 1])
