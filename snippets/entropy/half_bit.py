"""Half a bit needs a clear favourite, but not a sure one."""

from crossentropy import entropy

low, high = 0.0, 0.5
for _ in range(60):
    middle = (low + high) / 2
    if entropy([middle, 1 - middle]) < 0.5:
        low = middle
    else:
        high = middle

chance = high
favourite = 1 - chance
quarter = 0.25
quarter_bits = entropy([quarter, 1 - quarter])
