"""The hardest four at the end of the run, and the run’s two losses."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.drawing import pixels

from run import digit, hard, held_out_losses, inks, kept, losses, q

fig = plt.figure(figsize=(5, 3.9), layout="constrained")
grid = fig.add_gridspec(
    2, 2, width_ratios=[1, 1.9], height_ratios=[1, 1]
)
picture, bars = fig.add_subplot(grid[0, 0]), fig.add_subplot(grid[0, 1])
image = inks[digit + 10 * hard].reshape(8, 8)
pixels(picture, image, np.linspace(0, 16, 10))

colors = ["C1" if k == digit else ("C1", 0.35) for k in range(10)]
bars.bar(range(10), q, color=colors, width=0.7)
bars.set(ylim=(0, 1), xlim=(-0.6, 9.6), xticks=range(10), ylabel="q")
bars.set_yticks([0, 0.5, 1], ["0", "0.5", "1"])

curves = fig.add_subplot(grid[1, :])
places = range(len(kept))
curves.plot(places, losses, "C3", label="learnt from")
curves.plot(places, held_out_losses, "k-.", label="held out")
curves.plot(places[-1], held_out_losses[-1], "o", color="black")
curves.legend(loc="lower left")
ticks = [
    n for n, t in enumerate(kept) if t not in (3, 7, 15, 30, 70, 150)
]
curves.set_xticks(ticks, [str(kept[n]) for n in ticks])
curves.set(xlim=(0, len(kept) - 1), ylim=(0, 2.5), yticks=[0, 1, 2])
curves.set(xlabel="step", ylabel="loss in nats")
