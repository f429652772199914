"""The loss of a yes-or-no prediction, in nats, and its gradient."""

import math
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_probabilities,
    as_real_array,
    check_no_nan,
    first_index,
    place,
)
from crossentropy._loss import Losses, Reduction, check_reduction
from crossentropy._rows import FloatOrArray, blocks, product


def binary_cross_entropy(
    q: ArrayLike, y: ArrayLike, *, reduction: Reduction = "mean"
) -> FloatOrArray:
    r"""Return the loss of a predicted probability q of a yes, given the label y.

    $$L = -y \ln q - (1 - y) \ln (1 - q)$$

    Here $0 \ln 0 = 0$. In nats, the prediction before the label. It is inf for a
    prediction that was certain and wrong. Within 3 eps. If q comes from a logit, the
    logit knows more: `binary_cross_entropy_with_logits`.

    Args:
        q: Predicted probabilities, a scalar or an array of any shape.
        y: For each its label: 1 for yes, 0 for no, or the probability of a yes.
        reduction: `"mean"`, `"sum"`, or `"none"` for the loss of each prediction.

    Returns:
        A float, or for `"none"` an array of the shape of q. float32 stays float32; sum
        and mean are added up in float64. The mean over nothing is nan.

    Raises:
        ValueError: A q or y lies outside 0 to 1, their shapes differ, or there is no
            such reduction.

    Examples:
        A fair guess costs ln 2, whatever comes; a certain and right one nothing:

        >>> round(binary_cross_entropy([0.5, 0.5], [1, 0]), 4)
        0.6931
        >>> binary_cross_entropy(1.0, 1)
        0.0

    Source: Bishop (2006), section 4.3.2, equation 4.90.
    """
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
) -> FloatOrArray:
    r"""Return the loss of the logit of a yes, given the label y.

    $$\begin{aligned}
    L &= -w \, y \ln \sigma(z) - (1 - y) \ln \sigma(-z) \\
    \sigma(z) &= \frac{1}{1 + e^{-z}}
    \end{aligned}$$

    In nats, the prediction before the label. It equals the loss of the two logits 0
    and z. No logit is too large for it, inf included. Within 3 eps.

    Args:
        logits: z, a scalar or an array of any shape.
        y: For each its label: 1 for yes, 0 for no, or the probability of a yes.
        pos_weight: How much a yes counts, a finite number of at least 0, or one for
            each entry of the last axis; as much as a no, if it is None.
        reduction: `"mean"`, `"sum"`, or `"none"` for the loss of each logit. The mean
            divides by how many there are, whatever they weigh.

    Returns:
        A float, or for `"none"` an array of the shape of logits. float32 stays float32;
        sum and mean are added up in float64, and inf where the sum overflows. The mean
        over nothing is nan.

    Raises:
        ValueError: A logit is nan, a y lies outside 0 to 1, shapes do not fit, or an
            option is not what it must be.

    Examples:
        A logit of 0 is a fair guess and costs ln 2; one of −1000 for a yes costs 1000:

        >>> round(binary_cross_entropy_with_logits(0, 1), 4)
        0.6931
        >>> z = [-1000, 1000]
        >>> binary_cross_entropy_with_logits(z, [1, 1], reduction="none")
        array([1000.,    0.])

    Source: Bishop (2006), sections 4.2 and 4.3.2.
    """
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
) -> FloatOrArray:
    r"""Return the gradient of binary_cross_entropy_with_logits by the logits.

    $$\frac{\partial L}{\partial z} = (1 - y) \, \sigma(z) - w \, y \, \sigma(-z)$$

    Without a weight it is $\sigma(z) - y$. In nats per unit of logit. Within 3 eps
    where y is 0 or 1.

    Args:
        logits: z, a scalar or an array of any shape.
        y: For each its label: 1 for yes, 0 for no, or the probability of a yes.
        pos_weight: How much a yes counts, a finite number of at least 0, or one for
            each entry of the last axis; as much as a no, if it is None.
        reduction: That of the loss, `"mean"` or `"sum"`; `"none"` for the gradient of
            each logit’s own loss.

    Returns:
        A float for a scalar, otherwise an array of the shape of logits. float32 stays
        float32.

    Raises:
        ValueError: A logit is nan, a y lies outside 0 to 1, shapes do not fit, or an
            option is not what it must be.

    Examples:
        A logit of 0 is a q of 1/2: half too little for a yes, half too much for a no.

        >>> binary_cross_entropy_gradient([0, 0], [1, 0], reduction="none")
        array([-0.5,  0.5])

    Source: Bishop (2006), section 4.3.2, equation 4.91.
    """
    check_reduction(reduction)
    batch = _Batch(logits, y, pos_weight)
    result = np.empty_like(batch.z)
    with np.errstate(all="ignore"):
        for block in blocks(*batch.z.shape):
            result[block] = batch.gradients(block)
        if reduction == "mean":
            result /= result.size
    return result.reshape(batch.shape) if batch.shape else float(result[0, 0])


class _Batch:
    """Logits z and labels y as rows, whose columns are weighted alike."""

    def __init__(
        self, logits: ArrayLike, y: ArrayLike, pos_weight: ArrayLike | None
    ) -> None:
        z = as_real_array("logits", logits, "a logit")
        check_no_nan("logits", z)
        is_single = z.ndim and z.dtype.type is np.float32
        z = z.astype(np.float32 if is_single else np.float64, copy=False)
        self.shape = z.shape
        self.is_weighted = pos_weight is not None
        self.pos_weight = _positive_weight(pos_weight, z.shape)
        labels = _labels_like("logits", z, y)
        table = (z.size, 1)
        if self.pos_weight.ndim:
            table = (math.prod(z.shape[:-1]), z.shape[-1])
        self.y, self.z = labels.reshape(table), z.reshape(table)

    def losses(self, block: slice) -> NDArray[np.floating]:
        """Return (1 - y) softplus(z) + pos_weight y softplus(-z), term by term.

        Softplus(z) is max(z, 0) + log1p(exp(-|z|)): no part of it is negative.
        """
        z, no, yes = self._parts(block)
        losses = np.log1p(np.exp(-abs(z)))
        if self.is_weighted:
            losses *= no + yes
        losses += product(no, np.maximum(z, 0))
        losses += product(yes, np.maximum(-z, 0))
        return losses

    def gradients(self, block: slice) -> NDArray[np.floating]:
        """Return (1 - y) sigmoid(z) - pos_weight y sigmoid(-z)."""
        z, no, yes = self._parts(block)
        gradients = no * np.exp(np.minimum(z, 0))
        gradients -= yes * np.exp(np.minimum(-z, 0))
        gradients /= 1 + np.exp(-abs(z))
        return gradients

    def _parts(self, block: slice) -> tuple[NDArray[Any], NDArray[Any], NDArray[Any]]:
        z = self.z[block]
        y = self.y[block].astype(z.dtype, copy=False)
        return z, 1 - y, y * self.pos_weight if self.is_weighted else y


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
