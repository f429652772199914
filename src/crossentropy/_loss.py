"""The loss of a classifier, in nats, its gradient, and the perplexity of a model."""

import math
import warnings
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import as_real_array, check_base, first_index, place, slack_of
from crossentropy._labels import labels_for, weighted
from crossentropy._rows import blocks, row_sums
from crossentropy._softmax import Logits, probabilities

Reduction = Literal["mean", "sum", "none"]


def cross_entropy_with_logits(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    ignore_index: int | None = None,
    reduction: Reduction = "mean",
) -> Any:
    """L."""
    batch = _Batch(logits, labels, weight, label_smoothing, ignore_index)
    losses = Losses(reduction, batch.logits.shape[:-1], batch.rows.dtype)
    with np.errstate(all="ignore"):
        for block in blocks(*batch.rows.shape):
            losses.add(*batch.losses(block))
    return losses.reduced()


def cross_entropy_gradient(
    logits: ArrayLike,
    labels: ArrayLike,
    *,
    weight: ArrayLike | None = None,
    label_smoothing: float = 0.0,
    ignore_index: int | None = None,
    reduction: Reduction = "mean",
) -> NDArray[np.floating]:
    """G."""
    check_reduction(reduction)
    batch = _Batch(logits, labels, weight, label_smoothing, ignore_index)
    result = np.empty_like(batch.rows)
    masses = []
    with np.errstate(all="ignore"):
        for block in blocks(*batch.rows.shape):
            result[block], mass = batch.gradients(block)
            masses.append(mass)
        if reduction == "mean":
            result /= math.fsum(masses) or math.nan
    return batch.logits.restored(result)


def perplexity(nll: ArrayLike, *, base: float = math.e) -> Any:
    """P."""
    check_base(base)
    values = as_real_array("nll", nll, "a mean loss")
    if not values.min(initial=0) >= 0:
        index = first_index(~(values >= 0))
        raise ValueError(
            f"{place('nll', index)} is {values[index]!s}, but a mean of -log q is not "
            "negative; pass the loss, not the log-likelihood"
        )
    power = {2: np.exp2, math.e: np.exp}.get(base, lambda x: np.power(float(base), x))
    with np.errstate(all="ignore"):
        result = power(values.astype(np.float64) if not values.ndim else values)
    return result if values.ndim else float(result)


def check_reduction(reduction: Reduction) -> None:
    """Raise unless the reduction has one of the three names."""
    if reduction not in ("mean", "sum", "none"):
        raise ValueError(
            f"reduction is {reduction!r}; "
            "pass 'mean', 'sum', or 'none' for that of each example"
        )


class Losses:
    """Losses on their way to a reduction, block by block."""

    def __init__(
        self, reduction: Reduction, shape: tuple[int, ...], dtype: Any
    ) -> None:
        """Take how to reduce them, and the shape and dtype of those for each example."""
        check_reduction(reduction)
        self.reduction = reduction
        self.shape = shape
        self.each: list[NDArray[Any]] = [np.empty(0, dtype)]
        self.sums: list[float] = []
        self.masses: list[float] = []

    def add(self, losses: NDArray[Any], mass: Any) -> None:
        """Take the losses of a block, and how much they count in the mean together."""
        if self.reduction == "none":
            self.each.append(losses.reshape(-1).astype(self.each[0].dtype))
        self.sums.append(losses.sum(dtype=np.float64))
        self.masses.append(mass)

    def reduced(self) -> Any:
        """Return each loss, their sum, or their mean, which over nothing is nan."""
        if self.reduction == "none":
            each = np.concatenate(self.each)
            return each.reshape(self.shape) if self.shape else float(each[0])
        total = math.fsum(self.sums)
        if self.reduction == "sum":
            return total
        return total / (math.fsum(self.masses) or math.nan)


class _Batch:
    """Logits and labels, with the coefficients c of the loss sum(c[k] * -log q[k]).

    c[k] = weight[k] * ((1 - label_smoothing) * y[k] + label_smoothing / K).
    """

    def __init__(
        self,
        logits: ArrayLike,
        labels: ArrayLike,
        weight: ArrayLike | None,
        label_smoothing: float,
        ignore_index: int | None,
    ) -> None:
        self.logits = Logits("logits", logits)
        self.rows = self.logits.rows
        k = self.rows.shape[1]
        self.labels = labels_for(labels, self.logits.shape, ignore_index)
        self.weight = _class_weight(weight, k)
        _check_smoothing(label_smoothing)
        self.kept = 1 - label_smoothing
        self.spread = label_smoothing / k * self.weight
        if _look_like_probabilities(self.rows):
            warnings.warn(
                "logits look like probabilities: each row lies between 0 and 1 and "
                "sums to 1, and softmax would be applied once more; pass the scores "
                "from before the softmax, or np.log of these",
                stacklevel=4,
            )

    def losses(self, block: slice) -> tuple[NDArray[Any], Any]:
        """Return the loss of each row, and how much they count in the mean together."""
        terms = self.logits.exponentials(block)
        losses, mass = self.labels.losses(block, terms, self.weight)
        if self.kept < 1:
            counted = self.labels.counted[block, None]
            smoothing, _ = weighted(self.spread * counted, terms)
            losses = (self.kept * losses if self.kept else 0) + smoothing
        return losses, mass.sum()

    def gradients(self, block: slice) -> tuple[NDArray[Any], Any]:
        """Return the gradient of each row's loss, and how much the rows count.

        It is sum(c) * q - c. Of a q close to 1 that would keep no digit; there it is
        the sum of the other c, less sum(c) times the sum of the other q.
        """
        terms = self.logits.exponentials(block)
        weights = self.weight * self.labels.targets(block)
        counted = self.labels.counted[block, None]
        c = self.kept * weights + self.spread * counted
        total = row_sums(c)
        rows = np.arange(len(c))
        large = rows[terms.rest < 1], terms.largest[terms.rest < 1]
        others = terms.rest / (1 + terms.rest)
        exact = (total - c[rows, terms.largest]) - total * others
        gradients = total[:, None] * probabilities(terms) - c
        gradients[large] = exact[large[0]]
        return gradients, weights.sum()


def _class_weight(weight: ArrayLike | None, k: int) -> NDArray[np.float64]:
    if weight is None:
        return np.ones(k)
    values = as_real_array("weight", weight, "a weight").astype(np.float64)
    if values.shape != (k,):
        raise ValueError(
            f"weight has shape {values.shape}, but there are {k} classes; "
            f"pass one weight for each, of shape ({k},)"
        )
    wrong = ~((values >= 0) & (values < math.inf))
    if wrong.any():
        index = first_index(wrong)
        raise ValueError(
            f"{place('weight', index)} is {values[index]!s}, but a weight says how "
            "much a class counts; pass finite numbers of at least 0"
        )
    return values


def _check_smoothing(label_smoothing: float) -> None:
    is_number = isinstance(label_smoothing, (int, float, np.integer, np.floating))
    if not (is_number and 0 <= label_smoothing <= 1):
        raise ValueError(
            f"label_smoothing is {label_smoothing!r}, but it is the share of a label "
            "that is spread over all classes; pass a number from 0 to 1"
        )


def _look_like_probabilities(rows: NDArray[np.floating]) -> bool:
    if len(rows) < 8 or not _are_distributions(rows[:8]):
        return False
    parts = [rows[block] for block in blocks(*rows.shape)]
    are_all = all(_are_distributions(part) for part in parts)
    return are_all and not all((part.max(axis=1) == 1).all() for part in parts)


def _are_distributions(rows: NDArray[np.floating]) -> bool:
    slack = slack_of(rows.dtype, rows.shape[1])
    return bool(rows.min() >= 0 and (abs(row_sums(rows) - 1) <= slack).all())
