"""What cannot happen adds nothing."""

import numpy as np
from crossentropy import entropy, information_content

largest = 30
n = np.arange(1, largest + 1)
bound = (n + 1) / 2.0**n
shrinks = all(bound[1:] <= 3 / 4 * bound[:-1])
last = bound[-1]

p = np.linspace(2.0 ** -(n + 1), 2.0**-n, 9)
stays_below = (p * information_content(p) <= bound).all()

half = [1 / 2, 1 / 2]
no_matter = entropy([*half, 0]) == entropy(half)
