"""The loss of the best constant answer is the labels’ entropy."""

import numpy as np
from crossentropy import cross_entropy, entropy
from sklearn.datasets import load_breast_cancer

labels = load_breast_cancer().target
examples = len(labels)
share = labels.mean()
shares = [1 - share, share]

label_entropy = entropy(shares, base=np.e)
tried = np.arange(1, 1000) / 1000
answers = np.stack([1 - tried, tried], axis=1)
losses = cross_entropy(shares, answers, base=np.e)
none_is_better = losses.min() >= label_entropy
shrug = cross_entropy(shares, [0.5, 0.5], base=np.e)
