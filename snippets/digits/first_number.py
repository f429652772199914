"""Before its first step a classifier pays what ignorance costs."""

import math

import numpy as np
from crossentropy import cross_entropy, entropy
from crossentropy.models import SoftmaxRegression

from pictures import K, d, test, train

model = SoftmaxRegression(d, K)  # (1)!
at_first = model.fit(*train, eta=0.5, steps=0).train_loss[0]
ignorance = math.log(K)
is_right = math.isclose(at_first, ignorance)  # (2)!

shares = np.bincount(train[1]) / len(train[1])
label_entropy = entropy(shares, base=math.e)
others = np.bincount(test[1]) / len(test[1])
on_held_out = cross_entropy(others, shares, base=math.e)
rarest, most_frequent = shares.min(), shares.max()
