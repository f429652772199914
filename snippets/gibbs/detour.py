"""A detour may be shorter than the straight way."""

import matplotlib.pyplot as plt
from crossentropy import kl_divergence

p, q, r = [0.5, 0.5], [0.25, 0.75], [0.1, 0.9]

straight = kl_divergence(p, r)
first = kl_divergence(p, q)
second = kl_divergence(q, r)
detour = first + second
shorter = detour < straight

fig, ax = plt.subplots(figsize=(5, 1.7), layout="constrained")
ax.barh(0, straight, 0.5, color="C2")
ax.text(straight + 0.015, 0, f"{straight:.3f}", va="center")
ax.barh(1, first, 0.5, color="C0")
ax.barh(1, second, 0.5, left=first, color="C3")
ax.text(detour + 0.015, 1, f"{detour:.3f}", va="center")
ax.set_yticks([0, 1], ["from P to R", "from P to Q to R"])
ax.set(xlim=(0, 0.85), ylim=(1.5, -0.5), xlabel="bits")
ax.spines["left"].set_visible(False)
ax.tick_params(left=False)
