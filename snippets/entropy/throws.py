"""Entropy estimated from few throws comes out too low."""

from math import comb, log, log2

faces = 16
throws = 20
true = log2(faces)

estimate = 0.0
for k in range(1, throws + 1):  # (1)!
    chance = (
        comb(throws, k) * (faces - 1) ** (throws - k) / faces**throws
    )
    estimate -= faces * chance * (k / throws) * log2(k / throws)

one_each = log2(throws)
first_order = true - (faces - 1) / (2 * throws * log(2))
