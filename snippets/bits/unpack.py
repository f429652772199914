"""The digits of the season give back every match."""

from fractions import Fraction

from season import china, matches, season, word

point = Fraction(int(word, 2), 2 ** len(word))
read = []
for _ in range(matches):
    china_wins = point < china
    point = (
        point / china if china_wins else (point - china) / (1 - china)
    )
    read.append(china_wins)
understood = read == season
