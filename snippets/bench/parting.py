"""The bands of the two bills part after some hundred matches."""

import numpy as np
from crossentropy import information_content, kl_divergence

from presets import p, q


def deviation(belief):
    """Return by how much a single match’s price usually varies."""
    prices = information_content(belief)
    return np.sqrt(p @ (prices - p @ prices) ** 2)


p, q = np.array(p), np.array(q)
both = 2 * (deviation(p) + deviation(q))
fine = kl_divergence(p, q)
matches = int(np.ceil((both / fine) ** 2))  # (1)!

difference = 2 * np.sqrt(p @ (np.log2(p / q) - fine) ** 2)
in_pairs = int(np.ceil((difference / fine) ** 2))
