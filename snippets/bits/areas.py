"""The bookmaker pays an area: how often, times how many digits."""

import matplotlib.pyplot as plt
from crossentropy import information_content
from crossentropy.drawing import areas

from telegram import lengths, mean_length, mean_news, p, words

fig, ax = plt.subplots(figsize=(5, 3.2), layout="constrained")
areas(ax, p, information_content(p))
bars = areas(ax, p, lengths, color="C1", fill=False)
heights = [bar.get_y() + bar.get_height() / 2 for bar in bars]
names = [f"win, {p[0]}", f"draw, {p[1]}", f"loss, {p[2]}"]

ends = [1.08, 2.4, 3.4]
notes = ["word {}: longer than its news", *["word {}: shorter"] * 2]
for x, y, note, word in zip(ends, heights, notes, words, strict=True):
    ax.text(x, y, note.format(word), va="center")
paid = f"mean length: {mean_length:.3g} digits"
worth = f"mean news: {mean_news:.3g} bits"
bold = {"weight": "bold", "va": "center"}
ax.text(1.08, 0.9, paid, color="C1", **bold)
ax.text(1.08, 0.78, worth, color="C0", **bold)

ax.set(xlim=(0, 5), ylim=(-0.01, 1.01))
ax.set_xlabel("digits of the word, bits of the news")
ax.set_xticks(range(5))
ax.set_yticks(heights, names)
ax.tick_params(axis="y", length=0)
