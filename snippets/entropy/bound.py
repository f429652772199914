"""The entropy is at most log K: line by line."""

from math import log, log2

from crossentropy import entropy

from group import match

K = len(match)
most = log2(K)

left = entropy(match) - most
line_1 = sum(p * (-log2(p) - most) for p in match)
line_2 = sum(p * log2(1 / (K * p)) for p in match)
line_3 = sum(p * log(1 / (K * p)) for p in match) / log(2)
line_4 = sum(p * (1 / (K * p) - 1) for p in match) / log(2)
line_5 = (sum(1 / K for p in match) - sum(match)) / log(2)

all_equal = all(
    abs(line - left) < 1e-12 for line in (line_1, line_2, line_3)
)
not_below = line_4 >= line_3
both_zero = max(abs(line_4), abs(line_5)) < 1e-12
line_above = all(t - 1 > log(t) for t in (0.01, 0.5, 0.9, 1.1, 2, 50))
