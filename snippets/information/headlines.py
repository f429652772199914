"""Whoever has read of the final learns only one bit from the title."""

from crossentropy import information_content

finalist, champion = 1 / 16, 1 / 32

saturday = information_content(finalist)
monday = information_content(champion)
sunday = information_content(champion / finalist)
naive = saturday + monday
