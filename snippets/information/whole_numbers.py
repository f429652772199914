"""Whole numbers are enough to pin the news."""

from crossentropy import information_content

from match import china

one_in = round(1 / china)
wins = 1000
heads = (one_in**wins).bit_length() - 1  # (1)!

at_least = heads / wins
at_most = (heads + 1) / wins
news = information_content(china)
pinned = at_least <= news <= at_most
