"""The first pair, bar by bar, and its bill in both directions."""

import matplotlib.pyplot as plt
import numpy as np
from crossentropy.drawing import bill

from presets import bill as paid
from presets import other_bill, p, q

fig, (bars, costs) = plt.subplots(
    2, 1, figsize=(5, 4), height_ratios=[3, 2], layout="constrained"
)
outcomes = np.arange(1, 3)
for name, chances, color, side in [
    ("P", p, "C0", -0.18),
    ("Q", q, "C1", 0.18),
]:
    row = bars.bar(
        outcomes + side, chances, 0.34, color=color, label=name
    )
    bars.bar_label(row, [f"{x:g}" for x in chances], padding=2)
bars.legend(loc="upper left", borderaxespad=0)
bars.set(xlim=(0.4, 2.6), ylim=(0, 1.15), ylabel="probability")
bars.set_xticks(outcomes, [f"outcome {k}" for k in outcomes])
bars.set_yticks([0, 0.5, 1])
bars.tick_params(bottom=False)

bill(costs, p, q)
costs.legend(loc="upper right", borderaxespad=0)
(unavoidable,), (fine,) = bill(costs, q, p)
unavoidable.set(y=0.7, facecolor="C1", edgecolor="C1")
fine.set_y(0.7)
for row, total in enumerate((paid, other_bill)):
    costs.text(total + 0.01, row, f"{total:.4f}", va="center")
costs.set(xlim=(0, 0.76), ylim=(1.5, -0.5), xlabel="bits a match")
costs.set_yticks([0, 1], ["H(P,Q)", "H(Q,P)"])
costs.spines["left"].set_visible(False)
costs.tick_params(left=False)
