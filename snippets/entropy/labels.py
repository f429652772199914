"""What a label is worth to somebody who knows only the frequencies."""

import numpy as np
from crossentropy import entropy
from sklearn import datasets

names = ["breast_cancer", "wine", "iris", "digits"]
examples, classes, bits, most = {}, {}, {}, {}
for name in names:
    labels = getattr(datasets, f"load_{name}")().target
    counts = np.bincount(labels)
    examples[name] = len(labels)
    classes[name] = len(counts)
    bits[name] = entropy(counts / len(labels))
    most[name] = np.log2(len(counts))

all_below = all(bits[name] <= most[name] + 1e-12 for name in names)
