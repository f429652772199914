"""Photographs cut into squares, and eight numbers for each square."""

import numpy as np
from skimage import data

side = 25
photos = [
    data.chelsea(),
    data.coffee(),
    data.rocket(),
    data.astronaut(),
]


def features(photo):
    """Return eight numbers for each patch: (rows, columns, 8)."""
    rows, columns = photo.shape[0] // side, photo.shape[1] // side
    whole = photo[: rows * side, : columns * side] / 255
    patches = whole.reshape(rows, side, columns, side, 3)

    red, green, blue = np.moveaxis(patches.mean(axis=(1, 3)), -1, 0)
    bright = (red + green + blue) / 3
    colour = np.stack([red - green, green - blue, bright], axis=-1)

    gray = patches.mean(axis=-1)
    across = np.abs(np.diff(gray, axis=3)).mean(axis=(1, 3))
    down = np.abs(np.diff(gray, axis=1)).mean(axis=(1, 3))
    edges = np.log(np.stack([across, down], axis=-1) + 1 / 255)
    return np.concatenate([colour, colour**2, edges], axis=-1)
