"""Four answers lead from sixteen teams to one."""

import matplotlib.pyplot as plt

from sixteen import index, questions, teams, word

columns = {"word": 4.6, "index": 5.5, "place": 6.3}
center = {"ha": "center", "va": "center"}
fig, ax = plt.subplots(figsize=(5, 4.4), layout="constrained")
for depth, answer in enumerate(word):
    size = teams >> depth  # how many teams are left
    for first in range(0, teams, size):
        middle = first + size / 2 - 0.5
        for digit, turn in [("0", -size / 4), ("1", size / 4)]:
            end = middle + turn
            x, y = [depth, depth + 1], [middle, end]
            ax.plot(x, y, "gray", linewidth=0.8, zorder=1)
            if answer == digit and first <= index < first + size:
                ax.plot(x, y, "C0", linewidth=2.5)
                x, y = depth + 0.5, middle + turn / 2
                up = y - 0.6 if turn < 0 else y + 0.6
                side = x - 0.12 if turn < 0 else x
                look = {"color": "C0", "weight": "bold"} | center
                ax.text(side, up, digit, **look)
    ax.text(depth + 0.5, -1.3, str(depth + 1), color="gray", **center)
    ax.text(depth, teams + 0.3, str(size), color="gray", **center)

for team in range(teams):
    look = {"color": "C0", "weight": "bold"} if team == index else {}
    texts = [format(team, f"0{questions}b"), str(team), str(team + 1)]
    for x, text in zip(columns.values(), texts, strict=True):
        ax.text(x, team, text, **look, **center)
for name, x in {"question": 2, **columns}.items():
    ax.text(x, -2.4, name, color="gray", **center)
ax.text(questions, teams + 0.3, "1", color="gray", **center)
ax.text(4.3, teams + 0.3, "teams left", color="gray", va="center")
ax.set(xlim=(-0.2, 6.6), ylim=(teams + 0.8, -2.8))
ax.axis("off")
