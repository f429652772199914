"""Two parts of news make up the whole."""

from crossentropy import information_content

teams = 32
reach_final = 2 / teams
win_final = 1 / 2  # (1)!
champion = reach_final * win_final

first_part = information_content(reach_final)
second_part = information_content(win_final)
at_once = information_content(champion)
adds_up = first_part + second_part == at_once  # (2)!

naive = first_part + at_once  # (3)!
