"""The unavoidable part is one for all; the fine is each one’s own."""

import matplotlib.pyplot as plt
from crossentropy import cross_entropy, kl_divergence
from crossentropy.drawing import bill

from bookmaker import match

believed = [0.001, 0.01, 0.05, 0.1, 0.5]
beliefs = [[q, 1 - q] for q in believed]
bills = cross_entropy(match, beliefs)
fines = kl_divergence(match, beliefs)
cheapest_is_the_truth = bills.argmin() == 1

fig, ax = plt.subplots(figsize=(5, 2.6), layout="constrained")
bill(ax, match, beliefs)
for row, paid in enumerate(bills):
    ax.text(paid + 0.015, row, f"{paid:.3f}", va="center")
ax.legend(loc="upper right", borderaxespad=0)
ax.set_yticks(range(5), [f"q = {q}" for q in believed])
ax.set(xlim=(0, 1.16), xlabel="bits a match")
ax.spines["left"].set_visible(False)
ax.tick_params(left=False)
