"""Entropy estimated from few throws comes out too low."""

from math import comb, log, log2

faces = 16
throws = 20
true = log2(faces)

estimate = 0.0
for count in range(1, throws + 1):  # (1)!
    ways = comb(throws, count) * (faces - 1) ** (throws - count)
    chance = ways / faces**throws
    share = count / throws
    estimate -= faces * chance * share * log2(share)

one_each = log2(throws)
first_order = true - (faces - 1) / (2 * throws * log(2))
