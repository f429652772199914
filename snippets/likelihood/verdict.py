"""The model beats whoever knows only how many patches show the cat."""

import numpy as np
from crossentropy import binary_cross_entropy, entropy

from held_out import labels, loss, losses, q, y

learnt, learnt_cats = len(y), y.sum()
patches, cats = len(labels), labels.sum()
share = cats / patches
label_entropy = entropy([share, 1 - share], base=np.e)
beats_the_shares = loss < label_entropy / 2

library = binary_cross_entropy(q, labels)
is_their_mean = abs(library - loss) < 1e-12
right = np.mean((q > 0.5) == labels)
never_cat = 1 - share
worst = losses.max()
small = np.mean(losses < 0.1)
_tolerance = {"right": 1.5e-3, "worst": 5e-3, "small": 5e-3}
