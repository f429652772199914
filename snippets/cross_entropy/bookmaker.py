"""He pays what nobody can avoid, and a fine for his belief."""

from crossentropy import (
    cross_entropy,
    entropy,
    information_content,
    kl_divergence,
)

china = 0.01  # (1)!
believed = 0.10  # (2)!

match = [china, 1 - china]
belief = [believed, 1 - believed]
china_price = information_content(believed)
france_price = information_content(1 - believed)

bill = cross_entropy(match, belief)  # (3)!
unavoidable = entropy(match)
fine = kl_divergence(match, belief)
splits = abs(bill - (unavoidable + fine)) < 1e-12
