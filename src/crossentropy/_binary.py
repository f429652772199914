"""The loss of a yes-or-no prediction, in nats, and its gradient."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_probabilities, as_real_array, first_index, place
from crossentropy._labels import product
from crossentropy._loss import Losses, Reduction, check_reduction
from crossentropy._rows import blocks


def binary_cross_entropy(
    q: ArrayLike, y: ArrayLike, *, reduction: Reduction = "mean"
) -> Any:
    """B."""
    chances = as_probabilities("q", q)
    labels = _labels_like("q", chances, y).reshape(-1)
    losses = Losses(reduction, chances.shape, chances.dtype)
    flat = chances.reshape(-1)
    with np.errstate(all="ignore"):
        for block in blocks(flat.size, 1):
            q, y = flat[block], labels[block].astype(flat.dtype, copy=False)
            parts = product(y, -np.log(q)) + product(1 - y, -np.log1p(-q))
            losses.add(parts, parts.size)
    return losses.reduced()


def binary_cross_entropy_with_logits(
    logits: ArrayLike,
    y: ArrayLike,
    *,
    pos_weight: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> Any:
    """B."""
    batch = _Batch(logits, y, pos_weight)
    losses = Losses(reduction, batch.shape, batch.z.dtype)
    with np.errstate(all="ignore"):
        for block in blocks(*batch.z.shape):
            losses.add(parts := batch.losses(block), parts.size)
    return losses.reduced()


def binary_cross_entropy_gradient(
    logits: ArrayLike,
    y: ArrayLike,
    *,
    pos_weight: ArrayLike | None = None,
    reduction: Reduction = "mean",
) -> Any:
    """G."""
    check_reduction(reduction)
    batch = _Batch(logits, y, pos_weight)
    result = np.empty_like(batch.z)
    with np.errstate(all="ignore"):
        for block in blocks(*batch.z.shape):
            result[block] = batch.gradients(block)
    if reduction == "mean" and result.size:
        result /= result.size
    return result.reshape(batch.shape) if batch.shape else float(result[0, 0])


class _Batch:
    """Logits z and labels y as rows, whose columns are weighted alike."""

    def __init__(
        self, logits: ArrayLike, y: ArrayLike, pos_weight: ArrayLike | None
    ) -> None:
        z = as_real_array("logits", logits, "a logit")
        if np.isnan(z).any():
            index = first_index(np.isnan(z))
            raise ValueError(
                f"{place('logits', index)} is nan, which is no logit; look for what "
                "made it: inf - inf, 0 * inf or the logarithm of a negative number"
            )
        is_single = z.ndim and z.dtype.type is np.float32
        z = z.astype(np.float32 if is_single else np.float64, copy=False)
        self.shape = z.shape
        self.pos_weight = _positive_weight(pos_weight, z.shape)
        columns = self.pos_weight.size if self.pos_weight.ndim else 1
        self.y = _labels_like("logits", z, y).reshape(-1, columns)
        self.z = z.reshape(-1, columns)

    def losses(self, block: slice) -> NDArray[np.floating]:
        """Return (1 - y) softplus(z) + pos_weight y softplus(-z), term by term.

        Softplus(z) is max(z, 0) + log1p(exp(-|z|)): no part of it is negative.
        """
        z, no, yes = self._parts(block)
        size = abs(z)
        wrong = np.where(z >= 0, no, yes)
        return product(wrong, size) + np.log1p(np.exp(-size)) * (no + yes)

    def gradients(self, block: slice) -> NDArray[np.floating]:
        """Return (1 - y) sigmoid(z) - pos_weight y sigmoid(-z)."""
        z, no, yes = self._parts(block)
        small = np.exp(-abs(z))
        large, small = 1 / (1 + small), small / (1 + small)
        return np.where(z >= 0, no * large - yes * small, no * small - yes * large)

    def _parts(self, block: slice) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        z = self.z[block]
        y = self.y[block].astype(z.dtype, copy=False)
        return z, 1 - y, y * self.pos_weight.astype(z.dtype)


def _labels_like(name: str, predicted: NDArray[Any], y: ArrayLike) -> NDArray[Any]:
    labels = as_probabilities("y", y)
    if labels.shape != predicted.shape:
        raise ValueError(
            f"y has shape {labels.shape}, but {name} has {predicted.shape}; "
            "give each prediction its own label"
        )
    return labels


def _positive_weight(
    pos_weight: ArrayLike | None, shape: tuple[int, ...]
) -> NDArray[Any]:
    if pos_weight is None:
        return np.array(1.0)
    values = as_real_array("pos_weight", pos_weight, "a weight")
    if values.shape not in ((), shape[-1:]):
        raise ValueError(
            f"pos_weight has shape {values.shape}, but logits has {shape}; "
            "pass one number, or one for each entry of the last axis"
        )
    wrong = ~((values >= 0) & (values < math.inf))
    if wrong.any():
        index = first_index(wrong)
        raise ValueError(
            f"{place('pos_weight', index)} is {values[index]!s}, but it says how much "
            "a positive label counts; pass finite numbers of at least 0"
        )
    return values
