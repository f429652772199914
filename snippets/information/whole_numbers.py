"""Whole numbers alone pin the news of a win to a thousandth."""

from crossentropy import information_content

one_in = 100
wins = 1000
heads = (one_in**wins).bit_length() - 1  # (1)!

at_least = heads / wins
at_most = (heads + 1) / wins
pinned = at_least <= information_content(1 / one_in) <= at_most
