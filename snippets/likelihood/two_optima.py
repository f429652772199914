"""One q for all images: both terms have a valley, one term a slide."""

import matplotlib.pyplot as plt
import numpy as np

from not_cat import both_terms, q, y

shared = np.linspace(0.005, 0.995, 199)
share = y.mean()
cat_term = -share * np.log(shared)
both = cat_term - (1 - share) * np.log(1 - shared)
best = shared[both.argmin()]
lowest = both.min()
only_falls = bool(np.all(np.diff(cat_term) < 0))

fig, (left, right) = plt.subplots(
    1, 2, figsize=(5, 2.9), width_ratios=[1.15, 1]
)
left.bar(range(4), q, width=0.62, color=("C1", 0.45))
left.bar(range(4), y, width=0.7, fc="none", ec="C0", linewidth=1.6)
for n, chance in enumerate(q):
    left.text(n, 0.04, f"{chance:.2f}", ha="center")
names = ["cat" if cat else "not cat" for cat in y]
left.set_xticks(range(4), names)
left.set(ylim=(0, 1.03), ylabel="q: probability of cat")
left.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])
left.tick_params(bottom=False)

right.plot(shared, both, "black")
right.plot(shared, cat_term, "C3", linestyle="--")
right.plot(best, lowest, "o", color="black", markersize=6)
right.plot(1, 0, "o", color="C3", markersize=6, clip_on=False)
right.axhline(both_terms, color="C1", linewidth=1.2, linestyle="--")
right.text(0.5, 1.15, "both terms", ha="center")
right.text(0.27, 0.13, "one term", color="C3", ha="center")
right.set(xlim=(0, 1), ylim=(0, 2))
right.set(xlabel="one q for all images", ylabel="loss in nats")
right.set_xticks([0, 0.5, 1], ["0", "0.5", "1"])
right.set_yticks([0, 0.5, 1, 1.5, 2])
