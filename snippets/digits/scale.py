"""Large first weights are beliefs for which nobody has a reason."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.models import SoftmaxRegression

from pictures import K, d, test, train

sigmas = np.geomspace(0.01, 3, 12)
draws = range(5)
losses = np.empty((len(draws), len(sigmas)))
for seed in draws:
    for n, sigma in enumerate(sigmas):
        model = SoftmaxRegression(d, K, sigma=sigma, seed=seed)
        start = model.fit(*train, eta=0.5, steps=0)
        losses[seed, n] = start.train_loss[0]

large = losses[0, -1]
narrow, within = 0.05, 0.02
hardly_more = losses[:, sigmas < narrow] < (1 + within) * np.log(K)
is_ignorant = bool(hardly_more.all())
lowest, highest = losses[:, -1].min(), losses[:, -1].max()
model = SoftmaxRegression(d, K, sigma=3.0, seed=0)
late = model.fit(*train, eta=0.5, steps=200, test=test)
later, later_right = late.test_loss[-1], late.test_accuracy[-1]
_tolerance = {"later": 1e-4}

fig, ax = plt.subplots(layout="constrained")
for seed in draws:
    color, width = ("C0", 2) if seed == 0 else ("gray", 0.8)
    ax.plot(sigmas, losses[seed], color, linewidth=width)
ax.axhline(np.log(K), color="gray", linewidth=1, linestyle="--")
ax.text(0.012, np.log(K) * 1.08, "ln 10", color="gray")
ax.set(xscale="log", yscale="log", xlim=(0.01, 3), ylim=(2, 30))
ax.set(xlabel="width of the first weights")
ax.set(ylabel="loss in nats before the first step")
ax.set_xticks([0.01, 0.1, 1, 3], ["0.01", "0.1", "1", "3"])
ax.set_yticks([2, 5, 10, 20], ["2", "5", "10", "20"])
ax.minorticks_off()
