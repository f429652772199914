"""Which digits are taken for which: eights are read as ones."""

import numpy as np
from crossentropy import softmax

from pictures import K, test
from training import model

images, labels = test
answers = softmax(model.logits(images)).argmax(axis=1)
table = np.zeros((K, K), int)
np.add.at(table, (labels, answers), 1)
errors = table - np.diag(np.diag(table))
commonest = int(errors.max())
eight, one = (int(k) for k in np.unravel_index(errors.argmax(), (K, K)))
eights = int(table[eight].sum())
