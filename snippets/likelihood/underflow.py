"""The product vanishes after a thousand factors, the sum never."""

import matplotlib.pyplot as plt
import numpy as np

q = np.full(2000, 0.5)
images = len(q)
product = np.prod(q)
total = -np.sum(np.log(q))
loss = total / images

running = np.cumprod(q)
last = np.count_nonzero(running)
smallest = np.log10(running[last - 1])
lowest = np.sum(np.log10(q))
gone = product == 0

n = np.arange(1, images + 1)
fig, ax = plt.subplots(figsize=(5, 2.8), layout="constrained")
ax.plot(n, np.cumsum(np.log10(q)), "C0")
ax.plot(
    n[:last], np.log10(running[:last]), "C1", linewidth=5, alpha=0.5
)
ax.axhline(smallest, color="gray", linewidth=1, linestyle="--")
ax.plot(last, smallest, "X", color="C1", markersize=8)
ax.text(1980, smallest + 18, "the least positive float64", ha="right")
ax.text(1190, -470, "sum of logarithms", color="C0", ha="right")
ax.text(390, -55, "product", color="C1")
ax.set(xlim=(0, images), ylim=(-640, 0), xlabel="number of factors")
ax.xaxis.set_major_formatter("{x:,.0f}")
ax.set_ylabel("log₁₀ of the likelihood")
