"""The 1% result carries most of the match’s entropy."""

from crossentropy import entropy, information_content

china = 0.01
france = 1 - china

bits = entropy([china, france])  # (1)!
from_china = china * information_content(china)
from_france = france * information_content(france)
adds_up = abs(from_china + from_france - bits) < 1e-12  # (2)!

china_share = from_china / bits
times_rarer = france / china
