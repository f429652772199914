"""Twice the teams are one round more."""

import math

teams = 64
rounds = math.log2(teams)
after_one = teams / 2
