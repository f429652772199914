"""The bands of the two bills part after some hundred matches."""

import numpy as np
from crossentropy import information_content, kl_divergence

from presets import p, q


def deviation(prices):
    """Return by how much the price of a single match usually varies."""
    return np.sqrt(p @ (prices - p @ prices) ** 2)


p, q = np.array(p), np.array(q)
true, believed = information_content(p), information_content(q)
both = 2 * (deviation(true) + deviation(believed))
fine = kl_divergence(p, q)
matches = int(np.ceil((both / fine) ** 2))  # (1)!

difference = 2 * deviation(believed - true)
in_pairs = int(np.ceil((difference / fine) ** 2))
