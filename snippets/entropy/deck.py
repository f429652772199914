"""A well-shuffled deck, for somebody who has not seen it."""

from math import factorial, log2

cards = 52
bits = log2(factorial(cards))
