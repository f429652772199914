"""The loss is a bowl over the logits: no direction bends down."""

import numpy as np
from crossentropy import cross_entropy_gradient

from scores import label, q, z

hessian = np.diag(q) - np.outer(q, q)

bends = np.linalg.eigvalsh(hessian)
never_down = bends.min() > -1e-15
flat_one_way = np.abs(hessian @ np.ones(3)).max() < 1e-15

h = 1e-5
sides = [z + h * np.eye(3), z - h * np.eye(3)]
ahead, behind = (
    cross_entropy_gradient(side, [label] * 3, reduction="none")
    for side in sides
)
is_the_slope = np.abs((ahead - behind) / (2 * h) - hessian).max() < 1e-9
