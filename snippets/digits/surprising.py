"""The five held-out digits that surprise the classifier most."""

import numpy as np
from crossentropy import information_content, softmax

from pictures import kept_back, test
from training import model

images, labels = test
q = softmax(model.logits(images))
bits = information_content(q[np.arange(kept_back), labels])
worst = np.argsort(-bits)[:5]

labels_of_worst = labels[worst]
taken_for = q[worst].argmax(axis=1)
bits_of_worst = bits[worst]
chance = q[worst[0], labels[worst[0]]]
mean, median = bits.mean(), np.median(bits)
share_of_worst = bits[worst].sum() / bits.sum()
is_wrong = q.argmax(axis=1) != labels
wrong = int(is_wrong.sum())
share_of_errors = wrong / kept_back
share_of_wrong = bits[is_wrong].sum() / bits.sum()
_trained = ["bits_of_worst", "chance", "mean", "median"]
_trained += ["share_of_worst", "share_of_wrong"]
_tolerance = dict.fromkeys(_trained, 1e-4)
