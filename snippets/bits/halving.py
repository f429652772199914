"""Two questions for everyone: too many for the favourite."""

import matplotlib.pyplot as plt
from crossentropy import information_content
from crossentropy.drawing import areas

from plan import mean_news, mean_questions, p, questions

fig = plt.figure(figsize=(5, 2.9), layout="none")
ax = fig.add_axes((0.14, 0.17, 0.82, 0.8))
areas(ax, p, information_content(p))
bars = areas(ax, p, questions, color="C1", fill=False)
heights = [bar.get_y() + bar.get_height() / 2 for bar in bars]

bold = {"weight": "bold", "ha": "right", "va": "center"}
mean = f"mean: {mean_questions:.3g} questions"
ax.text(4, 0.87, mean, color="C1", **bold)
ax.text(4, 0.74, f"news: {mean_news:.3g} bits", color="C0", **bold)
ax.set(xlim=(0, 4), ylim=(-0.01, 1.01), xlabel="questions, bits")
ax.set_xticks(range(5))
ax.set_yticks(heights, ["A, 1/2", "B, 1/4", "C, 1/8", "D, 1/8"])
ax.tick_params(axis="y", length=0)
