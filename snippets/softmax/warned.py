"""The library notices probabilities in the place of logits."""

import warnings

import numpy as np
from crossentropy import cross_entropy_with_logits, softmax

chance = np.random.default_rng(7)
batch = softmax(chance.normal(size=(8, 3)))
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    cross_entropy_with_logits(batch, [0] * 8)
warned = "look like probabilities" in str(caught[0].message)
