"""Whoever has read of the final learns only one bit from the title."""

from crossentropy import information_content

from cup import champion, reach_final

saturday = information_content(reach_final)
monday = information_content(champion)
sunday = information_content(champion / reach_final)
naive = saturday + monday
