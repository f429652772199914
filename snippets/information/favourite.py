"""Probabilities multiply along the rounds, and information adds up."""

from math import prod

from crossentropy import information_content

rounds = [0.75, 0.70, 0.60, 0.55, 0.50]

champion = prod(rounds)
at_once = information_content(champion)
round_by_round = sum(information_content(p) for p in rounds)
adds_up = abs(round_by_round - at_once) < 1e-12
