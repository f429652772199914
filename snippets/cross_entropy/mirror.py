"""Equal entropies, opposite beliefs: entropy forgets who is who."""

import matplotlib.pyplot as plt
from crossentropy import entropy, kl_divergence

p, q = [0.2, 0.8], [0.8, 0.2]

entropy_p = entropy(p)
entropy_q = entropy(q)
equal = abs(entropy_p - entropy_q) < 1e-12
fine = kl_divergence(p, q)

fig, axes = plt.subplots(1, 2, figsize=(5, 2.2), sharey=True)
for ax, name, chances, color in [
    (axes[0], "P", p, "C0"),
    (axes[1], "Q", q, "C1"),
]:
    bars = ax.bar(["win", "loss"], chances, width=0.6, color=color)
    ax.bar_label(bars, fmt="{:.1f}", padding=2)
    ax.set(title=name, ylim=(0, 1))
    ax.tick_params(bottom=False)
axes[0].set_ylabel("probability")
