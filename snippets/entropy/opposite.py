"""Opposite beliefs can have the same entropy."""

from crossentropy import entropy

nature = [0.2, 0.8]
bookmaker = [0.8, 0.2]

bits = entropy(nature)
same = entropy(bookmaker) == bits
