"""1,797 digits of 8 by 8 pixels; every third one is held out."""

import numpy as np
from sklearn.datasets import load_digits

X, y = load_digits(return_X_y=True)
X = X / 16  # (1)!
held_out = np.arange(len(y)) % 3 == 2  # (2)!
train = X[~held_out], y[~held_out]
test = X[held_out], y[held_out]

N, d = X.shape
side = round(d**0.5)
K = len(np.unique(y))
learnt_from, kept_back = len(train[1]), len(test[1])
