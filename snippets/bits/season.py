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
number = ceil(low * 2**length)  # (4)!
word = format(number, f"0{length}b")

start, end = (
    Fraction(number, 2**length),
    Fraction(number + 1, 2**length),
)
inside = low <= start and end <= low + width
