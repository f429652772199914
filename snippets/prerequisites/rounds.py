"""Halving 32 teams five times leaves one."""

import math

import matplotlib.pyplot as plt
import numpy as np

teams = 32
rounds = math.log2(teams)
exact = 2**rounds == teams

fig, ax = plt.subplots(figsize=(5, 2.4), layout="constrained")
for played in range(int(rounds) + 1):
    left = teams // 2**played
    place = np.arange(left) - (left - 1) / 2
    ax.scatter(place, np.full(left, -played), 26, color="C0")
    ax.text(-18, -played, f"{left}", ha="right", va="center")
    ax.text(18, -played, f"{played}", va="center", weight="bold")
ax.text(-18, 0.8, "teams", ha="right", color="gray")
ax.text(18, 0.8, "rounds", color="gray")
ax.set(xlim=(-23, 23), ylim=(-5.4, 1.3))
ax.axis("off")
