"""Lengths 1, 2 and 2 spend the whole budget, and not more."""

import numpy as np
from crossentropy import entropy

import telegram

p = telegram.p
lengths = [1, 2, 2]

budget = sum(2.0**-length for length in lengths)
mean_length = np.dot(p, lengths)
mean_news = entropy(p)
