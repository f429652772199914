"""Each step against the gradient lowers the loss, for any label."""

import numpy as np
from crossentropy import (
    cross_entropy_gradient,
    cross_entropy_with_logits,
)

from scores import z


def walk(z, y, eta, steps):
    """Return the logits before the first step and after each."""
    path = [z]
    for _ in range(steps):
        path += [path[-1] - eta * cross_entropy_gradient(path[-1], y)]
    return np.array(path)


steps = 15
soft = np.array([0.1, 0.5, 0.4])
labels = [*np.eye(3), soft]  # (1)!
paths = [walk(z, y, 1, steps) for y in labels]

losses = [
    [cross_entropy_with_logits(at, y) for at in path]
    for path, y in zip(paths, labels, strict=True)
]
falls = bool(np.all(np.diff(losses) < 0))
