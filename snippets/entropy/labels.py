"""What a label is worth to somebody who knows only the frequencies."""

import numpy as np
from crossentropy import entropy
from sklearn import datasets

names = ["breast_cancer", "wine", "iris", "digits"]
examples, classes, bits = [], [], []
for name in names:
    labels = getattr(datasets, f"load_{name}")().target
    counts = np.bincount(labels)
    examples.append(len(labels))
    classes.append(len(counts))
    bits.append(entropy(counts / len(labels)))

most = np.log2(classes)
all_below = all(bits <= most + 1e-12)
