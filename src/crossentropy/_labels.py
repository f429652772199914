"""The labels of a batch: a class for each row, or a distribution over the classes."""

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_real_array, first_index, place
from crossentropy._rows import Distributions, product, row_sums
from crossentropy._softmax import Exponentials


class HardLabels:
    """One class for each row, some rows ignored."""

    def __init__(self, labels: NDArray[Any], k: int, ignore_index: int | None) -> None:
        """Raise for a class that does not exist."""
        self.k = k
        self.counted = np.ones(labels.size, bool)
        if ignore_index is not None:
            self.counted = (labels != ignore_index).reshape(-1)
            labels = np.where(labels == ignore_index, 0, labels)
        if labels.size and not (labels.min() >= 0 and labels.max() < k):
            index = first_index((labels < 0) | (labels >= k))
            hint = "count from 0"
            if labels[index] < 0 and ignore_index is None:
                hint = (
                    f"pass ignore_index={labels[index]} if it marks rows to leave out"
                )
            raise ValueError(
                f"{place('labels', index)} is {labels[index]}, but the {k} classes "
                f"have the numbers 0 to {k - 1}; {hint}"
            )
        self.classes = labels.reshape(-1).astype(np.intp, copy=False)

    def losses(
        self, block: slice, terms: Exponentials, weight: NDArray[np.float64]
    ) -> tuple[NDArray[Any], NDArray[np.float64]]:
        """Return the sum over k of weight[k] y[k] -log q[k], and without the log."""
        y = self.classes[block]
        mass = weight[y] * self.counted[block]
        information = np.log1p(terms.rest) - (terms.z[np.arange(len(y)), y] - terms.top)
        return product(mass, information), mass

    def targets(self, block: slice) -> NDArray[np.float64]:
        """Return y, one-hot, or 0 throughout where the row is ignored."""
        y = self.classes[block]
        targets = np.zeros((len(y), self.k))
        targets[np.arange(len(y)), y] = self.counted[block]
        return targets


class SoftLabels:
    """A distribution over the classes for each row."""

    def __init__(self, labels: ArrayLike) -> None:
        """Raise for all that is wrong but for the values."""
        self.distributions = Distributions("labels", labels, -1)
        values = self.distributions.values
        self.rows = values.reshape(-1, values.shape[-1])
        self.counted = np.ones(len(self.rows), bool)

    def losses(
        self, block: slice, terms: Exponentials, weight: NDArray[np.float64]
    ) -> tuple[NDArray[Any], NDArray[np.float64]]:
        """Return the sum over k of weight[k] y[k] -log q[k], and without the log."""
        return weighted(self.targets(block) * weight, terms)

    def targets(self, block: slice) -> NDArray[np.float64]:
        """Return y."""
        rows = self.distributions.rows(self.rows[block])
        return rows.values / rows.sums[:, None]


def labels_for(
    labels: ArrayLike, shape: tuple[int, ...], ignore_index: int | None
) -> HardLabels | SoftLabels:
    """Return the labels of logits of that shape, or raise."""
    given = as_real_array("labels", labels, "a label")
    if given.shape == shape:
        if ignore_index is not None:
            raise ValueError(
                f"ignore_index is {ignore_index!r}, but labels are distributions; "
                "leave their rows out of logits and labels instead"
            )
        return SoftLabels(given)
    if given.shape != shape[:-1]:
        raise ValueError(
            f"labels has shape {given.shape}, but logits has {shape}; pass classes of "
            f"shape {shape[:-1]} or distributions of shape {shape}"
        )
    if given.dtype.kind == "f":
        raise ValueError(
            f"labels has dtype {given.dtype}, but a class is an integer; "
            "pass np.asarray(labels).astype(int)"
        )
    if not (ignore_index is None or isinstance(ignore_index, (int, np.integer))):
        raise ValueError(
            f"ignore_index is {ignore_index!r}, but a class is an integer; "
            "pass the integer that marks the rows to leave out"
        )
    return HardLabels(given, shape[-1], ignore_index)


def weighted(
    coefficients: NDArray[np.float64], terms: Exponentials
) -> tuple[NDArray[Any], NDArray[np.float64]]:
    """Return the sum over k of c[k] -log q[k], and the sum of c, for each row."""
    mass = row_sums(coefficients)
    inside = row_sums(product(coefficients, terms.z - terms.top[:, None]))
    return mass * np.log1p(terms.rest) - inside, mass
