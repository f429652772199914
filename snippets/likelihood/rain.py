"""The likelihood is largest at the share of rainy days."""

import numpy as np

rainy, days = 3, 12
tried = np.arange(1, 1000) / 1000
likelihoods = tried**rainy * (1 - tried) ** (days - rainy)
best = tried[likelihoods.argmax()]
shrug = 0.5
odds = rainy / (days - rainy)
