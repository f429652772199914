"""The digits of the season give back every match."""

from fractions import Fraction

from season import china, matches, season, word

point = Fraction(int(word, 2), 2 ** len(word))
read = []
for _ in range(matches):
    if point < china:
        point = point / china
        read.append("China")
    else:
        point = (point - china) / (1 - china)
        read.append("France")
understood = read == season
