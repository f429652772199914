"""Both losses fall from ln 10, and never meet the floor of zero."""

import matplotlib.pyplot as plt
import numpy as np

from first_number import ignorance, label_entropy
from training import history, steps

fig, axes = plt.subplots(
    2, 1, figsize=(5, 4.8), sharex=True, layout="constrained"
)
curves = [
    (history.train_loss, history.train_accuracy, "C3-", "learnt from"),
    (history.test_loss, history.test_accuracy, "k-.", "held out"),
]
t = np.arange(steps + 1)
for loss, accuracy, style, name in curves:
    axes[0].plot(t, loss, style, label=name)
    axes[1].plot(t, accuracy, style)
for baseline, style in [(ignorance, "--"), (label_entropy, ":")]:
    axes[0].axhline(baseline, color="gray", linestyle=style)
axes[0].text(180, 2.4, "ln 10, label entropy", color="gray", ha="right")
axes[0].legend(loc="lower left")
axes[0].set(ylim=(0, 2.6), ylabel="loss in nats")
bit = np.log(2)
bits = axes[0].secondary_yaxis(
    "right", functions=(lambda x: x / bit, lambda x: x * bit)
)
bits.set(ylabel="in bits", yticks=[0, 1, 2, 3])
axes[1].set(ylim=(0, 1), ylabel="accuracy", xlabel="step")
axes[1].set_xscale("symlog", linthresh=1, linscale=0.4)
ticks = [0, 1, 2, 5, 10, 20, 50, 100, 200]
axes[1].set(xlim=(0, steps), xticks=ticks, xticklabels=map(str, ticks))
axes[1].minorticks_off()
learns = bool(np.all(np.diff(history.test_loss) < 0))
