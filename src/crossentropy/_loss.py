"""The loss of a classifier, in nats, its gradient, and the perplexity of a model."""

import math
import sys
import warnings
from typing import Any, Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_real_array,
    check_base,
    first_index,
    is_finite_number,
    place,
    slack_of,
)
from crossentropy._labels import labels_for, weighted
from crossentropy._rows import FloatOrArray, blocks, product, row_sums
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
) -> FloatOrArray:
    r"""Return the loss of a classifier, the cross-entropy of its labels and softmax.

    $$\begin{aligned}
    L &= -\sum_k w_k \, t_k \ln q_k \\
    q &= \mathrm{softmax}(z) \\
    t &= (1 - a) \, y + a / K
    \end{aligned}$$

    In nats, the prediction before the label. The mean divides by the sum of the
    weights of the labels, which is the sum of $w_k y_k$ over all rows. Within 5 eps for
    each row, also where the prediction is confident and right.

    Args:
        logits: The scores of the K classes on the last axis of an array of any shape.
            `-inf` rules a class out, one `inf` makes it certain.
        labels: For each row of logits its class, an integer from 0 to $K - 1$, or a
            distribution over the classes, an array of the shape of logits. What
            rounding left of the sum of such a distribution is divided out.
        weight: How much each class counts, K finite numbers of at least 0; equally, if
            it is None.
        label_smoothing: a, the share of each label that is spread over all classes,
            from 0 to 1.
        ignore_index: The integer that marks rows to leave out; None if there are none.
            Their loss is 0, and the mean does not count them.
        reduction: `"mean"`, `"sum"`, or `"none"` for the loss of each row.

    Returns:
        A float, or for `"none"` an array with a loss for each row. float32 stays
        float32; sum and mean are added up in float64, and inf where the sum overflows.
        The mean over no rows, over rows that are all ignored, or over labels of weight
        0 is nan.

    Raises:
        ValueError: A logit is nan, a row holds `inf` twice or `-inf` only, a label is
            no class or no distribution, shapes do not fit, or an option is not what it
            must be.

    Warns:
        UserWarning: Eight rows or more look like probabilities, to which softmax should
            not be applied again.

    Examples:
        Equal logits for 10 classes cost ln 10; a confident and right prediction costs
        almost nothing, but not 0:

        >>> round(cross_entropy_with_logits([0] * 10, 3), 4)
        2.3026
        >>> f"{cross_entropy_with_logits([[40, 0, 0]], [0]):.3e}"
        '8.497e-18'

    Source: Bishop (2006), section 4.3.4, equation 4.108. For smoothing: C. Szegedy et
    al., Rethinking the Inception architecture for computer vision, CVPR (2016).
    """
    with np.errstate(all="ignore"):
        batch = _Batch(logits, labels, weight, label_smoothing, ignore_index)
        losses = Losses(reduction, batch.logits.shape[:-1], batch.rows.dtype)
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
    r"""Return the gradient of cross_entropy_with_logits with respect to the logits.

    $$\frac{\partial L}{\partial z_k} = q_k - y_k, \qquad q = \mathrm{softmax}(z)$$

    This is for one row without weights and smoothing; with them $y_k$ is replaced by
    $w_k t_k$, where $t$ is the smoothed label of the loss, and $q_k$ by the sum of all
    $w_j t_j$ times $q_k$. In nats per unit of logit. The part of a class that is almost
    certain is as exact as what is left for the others.

    Args:
        logits: The scores of the K classes on the last axis of an array of any shape.
            `-inf` rules a class out, one `inf` makes it certain.
        labels: For each row of logits its class, an integer from 0 to $K - 1$, or a
            distribution over the classes, an array of the shape of logits. What
            rounding left of the sum of such a distribution is divided out.
        weight: How much each class counts, K finite numbers of at least 0; equally, if
            it is None.
        label_smoothing: a, the share of each label that is spread over all classes,
            from 0 to 1.
        ignore_index: The integer that marks rows to leave out; None if there are none.
            Their loss is 0, and the mean does not count them.
        reduction: That of the loss, `"mean"` or `"sum"`; `"none"` for the gradient of
            each row’s own loss.

    Returns:
        An array of the shape of logits. float32 stays float32. Where the mean is nan,
        so is its gradient.

    Raises:
        ValueError: A logit is nan, a row holds `inf` twice or `-inf` only, a label is
            no class or no distribution, shapes do not fit, or an option is not what it
            must be.

    Warns:
        UserWarning: Eight rows or more look like probabilities, to which softmax should
            not be applied again.

    Examples:
        Two equal logits have q = 1/2 each, the label wants 1 for the first:

        >>> cross_entropy_gradient([0, 0], 0)
        array([-0.5,  0.5])

    Source: Bishop (2006), section 4.3.4, equation 4.109.
    """
    check_reduction(reduction)
    with np.errstate(all="ignore"):
        batch = _Batch(logits, labels, weight, label_smoothing, ignore_index)
        result = np.empty_like(batch.rows)
        masses = []
        for block in blocks(*batch.rows.shape):
            result[block], mass = batch.gradients(block)
            masses.append(mass)
        if reduction == "mean":
            result /= math.fsum(masses) or math.nan
    return batch.logits.restored(result)


def perplexity(nll: ArrayLike, *, base: float = math.e) -> FloatOrArray:
    r"""Return how many equally likely choices would be as uncertain as the mean loss.

    $$\begin{aligned}
    \mathrm{PPL} &= b^{\mathrm{NLL}} \\
    \mathrm{NLL} &= -\frac1N \sum_n \log_b q(y_n)
    \end{aligned}$$

    The mean is that of all N tokens together. A mean of the perplexities of parts is
    another number, and so is a mean of their means unless they are equally long.

    Args:
        nll: The mean loss, a scalar or an array of any shape with one mean for each
            entry; a number of at least 0, inf included.
        base: The base of its logarithm: `math.e` for a loss in nats, 2 for bits.

    Returns:
        A float for a scalar, otherwise an array of the shape of nll. An array of
        float32 gives float32, anything else is worked out in float64.

    Raises:
        ValueError: nll is negative, nan or no real number of at most 64 bits, or base
            is not a finite number greater than 1.

    Examples:
        3 bits are the choice of one in 8, whether told in bits or in nats:

        >>> perplexity(3, base=2)
        8.0
        >>> round(perplexity(2.0794415416798357), 12)
        8.0

    Source: F. Jelinek et al., Perplexity: a measure of the difficulty of speech
    recognition tasks, Journal of the Acoustical Society of America 62 (1977).
    """
    check_base(base)
    values = as_real_array("nll", nll, "a mean loss")
    if np.isnan(values).any():
        raise ValueError(
            f"{place('nll', first_index(np.isnan(values)))} is nan, as a mean over "
            "nothing is; leave it out"
        )
    if values.min(initial=0) < 0:
        index = first_index(values < 0)
        raise ValueError(
            f"{place('nll', index)} is {values[index]!s}, but a mean of -log q is not "
            "negative; pass the loss, not the log-likelihood"
        )
    is_single = values.ndim > 0 and values.dtype.type is np.float32
    exponents = values.astype(np.float32 if is_single else np.float64, copy=False)
    with np.errstate(all="ignore"):  # beyond the largest float it is inf
        if base == math.e:
            result = np.exp(exponents)
        elif base <= sys.float_info.max:
            result = np.power(float(base), exponents)
        else:
            result = np.exp2(np.multiply(exponents, math.log2(base)))
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
        """Take how to reduce them, and what shape and dtype they have together."""
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

    def reduced(self) -> FloatOrArray:
        """Return each loss, their sum, or their mean, which over nothing is nan."""
        if self.reduction == "none":
            each = np.concatenate(self.each)
            return each.reshape(self.shape) if self.shape else float(each[0])
        try:
            total = math.fsum(self.sums)
        except OverflowError:  # beyond the largest float, as NumPy's sum would be
            total = math.inf
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
        self.smoothing = _checked_smoothing(label_smoothing)
        self.spread = self.smoothing / k * self.weight
        if _look_like_probabilities(self.rows):
            warnings.warn(
                "logits look like probabilities: each row lies between 0 and 1 and "
                "sums to 1, and softmax would be applied once more; pass the scores "
                "from before the softmax, or np.log of these",
                stacklevel=3,
            )

    def losses(self, block: slice) -> tuple[NDArray[Any], Any]:
        """Return the loss of each row, and how much they count in the mean together."""
        terms = self.logits.exponentials(block)
        losses, mass = self.labels.losses(block, terms, self.weight)
        if self.smoothing:
            counted = self.labels.counted[block, None]
            spread, _ = weighted(self.spread * counted, terms)
            losses = product(1 - self.smoothing, losses) + spread
        return losses, mass.sum()

    def gradients(self, block: slice) -> tuple[NDArray[Any], Any]:
        """Return the gradient of each row's loss, and how much the rows count.

        It is sum(c) * q - c. Where q is close to 1 that would keep no digit: there it
        is the sum of the other c, less sum(c) times the sum of the other q.
        """
        terms = self.logits.exponentials(block)
        c = self.labels.targets(block) * self.weight
        mass = c.sum()
        if self.smoothing:
            counted = self.labels.counted[block, None]
            c = (1 - self.smoothing) * c + self.spread * counted
        rows = np.arange(len(c))
        c_largest = c[rows, terms.largest]
        c[rows, terms.largest] = 0
        c_others = row_sums(c)
        total = c_others + c_largest
        q_others = terms.rest / (1 + terms.rest)
        q_largest = 1 / (1 + terms.rest)
        gradients = probabilities(terms)
        gradients *= total[:, None]
        gradients -= c
        gradients[rows, terms.largest] = np.where(
            terms.rest < 1, c_others - total * q_others, total * q_largest - c_largest
        )
        return gradients, mass


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


def _checked_smoothing(label_smoothing: float) -> float:
    if not (is_finite_number(label_smoothing) and 0 <= label_smoothing <= 1):
        raise ValueError(
            f"label_smoothing is {label_smoothing!r}, but it is the share of a label "
            "that is spread over all classes; pass a number from 0 to 1"
        )
    return float(label_smoothing)


def _look_like_probabilities(rows: NDArray[np.floating]) -> bool:
    if len(rows) < 8 or not _are_distributions(rows[:8]):
        return False
    parts = [rows[block] for block in blocks(*rows.shape)]
    are_all = all(_are_distributions(part) for part in parts)
    return are_all and not all((part.max(axis=1) == 1).all() for part in parts)


def _are_distributions(rows: NDArray[np.floating]) -> bool:
    slack = slack_of(rows.dtype, rows.shape[1])
    return bool(rows.min() >= 0 and (abs(row_sums(rows) - 1) <= slack).all())
