"""The mean bills of two beliefs part for good."""

import matplotlib.pyplot as plt
import numpy as np

from long_run import bill, matches, mean_bill, p, q, unavoidable

played = np.unique(np.geomspace(10, matches, 120).astype(int))
fig, ax = plt.subplots(layout="constrained")
for belief, limit, color, name in [
    (q, bill, "C1", "who believes Q pays"),
    (p, unavoidable, "C0", "who knows P pays"),
]:
    mean, error = mean_bill(belief, played)
    band = limit - 2 * error, limit + 2 * error
    ax.fill_between(played, *band, color=color, alpha=0.15, linewidth=0)
    ax.axhline(limit, color=color, linewidth=1, linestyle="--")
    ax.plot(played, mean, color, label=name)

ax.legend(loc="upper right", borderaxespad=0)
ax.set(xscale="log", xlim=(10, matches), ylim=(0, 1.4))
ax.set(xlabel="matches played", ylabel="bits a match, so far")
ax.set_xticks(
    10 ** np.arange(1, 6), [f"{10**n:,}" for n in range(1, 6)]
)
