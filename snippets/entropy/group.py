"""Three results: the draw carries more than half of the entropy."""

from itertools import permutations

from crossentropy import entropy, information_content

win = 0.01
draw = 0.05
loss = 0.94
match = [win, draw, loss]

bits = entropy(match)
from_win, from_draw, from_loss = match * information_content(match)

orders = [entropy(order) for order in permutations(match)]
same = max(orders) - min(orders) < 1e-12
