"""The library finds the same mean, and the same gain, in one table."""

from crossentropy import conditional_entropy, mutual_information

from red_card import after, gain, no_red, red, win_if_not, win_if_red

china_win = [red * win_if_red, no_red * win_if_not]
france_win = [red * (1 - win_if_red), no_red * (1 - win_if_not)]
table = [china_win, france_win]  # (1)!

same_mean = abs(conditional_entropy(table) - after) < 1e-12
same_gain = abs(mutual_information(table) - gain) < 1e-12
