"""A hundred matches in ten digits, without a code book."""

from fractions import Fraction
from math import ceil, log2

from lopsided import mean_news

china = Fraction(1, 100)
matches = 100
upset = 37  # (1)!
season = ["France"] * matches
season[upset - 1] = "China"

low, width = Fraction(0), Fraction(1)
for winner in season:
    if winner == "China":
        width *= china  # (2)!
    else:
        low += width * china  # (3)!
        width *= 1 - china

news = -log2(width)
as_expected = abs(news - matches * mean_news) < 1e-9
length = ceil(news) + 1
share = Fraction(1, 2**length)
number = ceil(low / share)  # (4)!
start, end = number * share, (number + 1) * share
inside = low <= start and end <= low + width
word = format(number, f"0{length}b")
