"""Three results: the draw carries more than half of the entropy."""

from itertools import permutations

from crossentropy import entropy, information_content

match = [0.01, 0.05, 0.94]  # a win, a draw, a loss

contributions = match * information_content(match)
bits = entropy(match)

orders = [entropy(order) for order in permutations(match)]
same = max(orders) - min(orders) < 1e-12
