import inspect
import math
import warnings
from itertools import product

import mpmath
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from sklearn.metrics import log_loss

from crossentropy import (
    binary_cross_entropy_with_logits,
    cross_entropy_gradient,
    cross_entropy_with_logits,
    log_softmax,
    perplexity,
)

# The largest errors in eps that a search of 8 million rows found, rounded up: up to 10
# classes and up to 50257.
FEW, MANY = 4, 5
# A row's gradient is subtracted from once more, and multiplied by a weight.
OF_GRADIENT = 5

DTYPES = [np.float64, np.float32]
EPS = 2.0**-52
each_dtype = pytest.mark.parametrize("dtype", DTYPES)
unhurried = settings(deadline=None, max_examples=60)


def number(x):
    return mpmath.mpf(float(x))


def coefficients(label, k, weight=None, smoothing=0.0):
    """The c of the loss sum(c * -log q), and their sum before smoothing."""
    if np.ndim(label):
        total = mpmath.fsum(map(number, label))
        y = [number(value) / total for value in label]
    else:
        y = [mpmath.mpf(int(i == label)) for i in range(k)]
    w = [mpmath.mpf(1)] * k if weight is None else [number(value) for value in weight]
    a = number(smoothing)
    c = [w[i] * ((1 - a) * y[i] + a / k) for i in range(k)]
    return c, mpmath.fsum(w[i] * y[i] for i in range(k))


def exact_loss(z, c):
    """The sum of c * -log softmax(z), where 0 * inf is 0."""
    *others, top = sorted(number(x) for x in z)
    rest = mpmath.fsum(mpmath.exp(x - top) for x in others)
    terms = [c_k * (top - number(x)) for c_k, x in zip(c, z, strict=True) if c_k]
    return mpmath.fsum(c) * mpmath.log1p(rest) + mpmath.fsum(terms)


def exact_gradient(z, c):
    """sum(c) * softmax(z) - c, with digits enough for a softmax next to 1."""
    with mpmath.workdps(700):
        z = [number(x) for x in z]
        exps = [mpmath.exp(x - max(z)) for x in z]
        share = mpmath.fsum(c) / mpmath.fsum(exps)
        return [share * e - c_i for e, c_i in zip(exps, c, strict=True)]


def error_in_eps(result, truth, dtype=np.float64, scale=None):
    if mpmath.isinf(truth) or truth == 0:
        return 0 if result == truth else math.inf
    off = abs(number(result) - truth) / (scale or abs(truth))
    return float(off) / float(np.finfo(dtype).eps)


ROWS = {
    "ordinary": [2.0, -1.0, 0.5],
    "two": [0.3, -0.2],
    "tie": [1.5, 1.5, 1.5],
    "tie at the top": [7.25, 7.25, -3.0],
    "confident": [40.0, 0.0, 0.0],
    "confident, rounded": [40.1, 0.3, -2.2],
    "certain but for 1e-300": [690.1, 0.3, 0.2],
    "certain but for 1e-306": [705.3, 0.1, 0.2],
    "single precision": [15.0, 0.0, 0.0],
    "single precision, rounded": [15.3, 0.1, 0.2],
    "single precision, certain but for 1e-36": [82.3, 0.1, 0.2],
    "negative": [-1000.3, -1001.1, -999.7],
    "far": [1e4, 9999.5, -1e4],
    "one ruled out": [-math.inf, 0.25, 1.5],
    "ten": [3.1, -0.4, 2.7, 0.0, 1.1, -5.2, 0.9, 2.2, -1.7, 0.3],
}
each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def settings_of(k):
    rng = np.random.default_rng(k)
    weights = [None, rng.uniform(0.1, 3, k), np.arange(k)]
    return product(weights, [0.0, 0.1, 1.0])


@each_row
@each_dtype
def test_hard_labels_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    k = len(row)
    tiny = np.finfo(dtype).tiny
    for (weight, a), label in product(settings_of(k), range(k)):
        with mpmath.workdps(50):
            c, _ = coefficients(label, k, weight, a)
            truth = exact_loss(z, c)
            if 0 < truth < tiny:
                continue
            result = cross_entropy_with_logits(
                z[None], [label], weight=weight, label_smoothing=a, reduction="none"
            )
            assert result.dtype == dtype
            assert error_in_eps(result[0], truth, dtype) <= FEW


@each_row
@each_dtype
def test_soft_labels_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    k = len(row)
    rng = np.random.default_rng(k)
    labels = [np.eye(k)[0], np.eye(k)[-1], np.full(k, 1 / k)]
    labels += [y / y.sum() for y in rng.gamma(0.3, size=(4, k))]
    sparse = np.array([0] + [1 / (k - 1)] * (k - 1))
    tiny = np.finfo(dtype).tiny
    for (weight, a), y in product(settings_of(k), [*labels, sparse]):
        y = y.astype(dtype)
        with mpmath.workdps(50):
            c, _ = coefficients(y, k, weight, a)
            truth = exact_loss(z, c)
            if 0 < truth < tiny:
                continue
            result = cross_entropy_with_logits(
                z[None], y[None], weight=weight, label_smoothing=a, reduction="none"
            )
            assert error_in_eps(result[0], truth, dtype) <= FEW


@each_row
@each_dtype
def test_gradient_to_fifty_digits(row, dtype):
    z = np.array(row, dtype)
    k = len(row)
    tiny = float(np.finfo(dtype).tiny)
    for (weight, a), label in product(settings_of(k), range(k)):
        with mpmath.workdps(50):
            c, _ = coefficients(label, k, weight, a)
            truth = exact_gradient(z, c)
            result = cross_entropy_gradient(
                z, label, weight=weight, label_smoothing=a, reduction="sum"
            )
            assert result.dtype == dtype
            if not a:
                # One entry of c is not 0: its gradient is what is left to the others,
                # the others' are their softmaxes.
                for r, t in zip(result, truth, strict=True):
                    if abs(t) >= tiny or t == 0:
                        assert error_in_eps(r, t, dtype) <= OF_GRADIENT
            else:
                # Both parts are rounded, and they may cancel.
                scale = max(*c, *(abs(t) for t in truth))
                errors = [
                    float(abs(number(r) - t) / scale) / float(np.finfo(dtype).eps)
                    for r, t in zip(result, truth, strict=True)
                    if scale
                ]
                assert max(errors, default=0) <= OF_GRADIENT


@pytest.mark.parametrize("a", [1e-6, 1e-12, 1e-17])
def test_gradient_of_the_sure_keeps_what_smoothing_asks(a):
    # The class that has it all is pulled down by a * 2 / 3 and pushed up by 8.5e-18.
    with mpmath.workdps(50):
        c, _ = coefficients(0, 3, None, a)
        truth = exact_gradient([40, 0, 0], c)
    gradient = cross_entropy_gradient([40.0, 0, 0], 0, label_smoothing=a)
    assert error_in_eps(gradient[0], truth[0]) <= OF_GRADIENT


@pytest.mark.parametrize("left", [1e-6, 1e-10, 1e-17])
def test_gradient_of_the_sure_keeps_what_soft_labels_ask(left):
    y = [1 - left, left, 0]
    with mpmath.workdps(50):
        c, _ = coefficients(y, 3)
        truth = exact_gradient([40, 0, 0], c)
    gradient = cross_entropy_gradient([40.0, 0, 0], y)
    assert error_in_eps(gradient[0], truth[0]) <= OF_GRADIENT


@pytest.mark.parametrize("a", [1e-15, 5e-17, 1e-17, 1e-300])
def test_the_least_smoothing_counts(a):
    with mpmath.workdps(50):
        truth = exact_loss([40, 0, 0], coefficients(0, 3, None, a)[0])
    result = cross_entropy_with_logits([40.0, 0, 0], 0, label_smoothing=a)
    assert error_in_eps(result, truth) <= FEW
    ruled_out = cross_entropy_with_logits([0, -math.inf], 0, label_smoothing=a)
    assert ruled_out == math.inf


@pytest.mark.parametrize("dtype", [np.float16, np.float32])
def test_smoothing_of_few_bits_is_taken_as_it_is(dtype):
    a = dtype(0.1)
    short = cross_entropy_with_logits([4.0, 0, 0], 0, label_smoothing=a)
    assert short == cross_entropy_with_logits([4.0, 0, 0], 0, label_smoothing=float(a))


@pytest.mark.parametrize("k", [100, 1000, 50257, 10**6])
@each_dtype
def test_many_classes(k, dtype):
    # All alike but for one: no rounding cancels another in such a sum.
    z = np.full(k, 0.4088, dtype)
    z[k // 3] = 0.4088 + math.log(40 * k)
    with mpmath.workdps(50):
        low, top = number(z[0]), number(z.max())
        rest = (k - 1) * mpmath.exp(low - top)
        right, wrong = mpmath.log1p(rest), top - low + mpmath.log1p(rest)
        left = rest / (1 + rest)
        of_low = mpmath.exp(low - top) / (1 + rest)
        a = number(0.1)
        smooth = (1 - a) * right + a / k * (right + (k - 1) * wrong)
    z = z[None]
    losses = {
        (k // 3, 0.0): right,
        (0, 0.0): wrong,
        (k // 3, 0.1): smooth,
    }
    for (label, a), truth in losses.items():
        result = cross_entropy_with_logits(
            z, [label], label_smoothing=a, reduction="none"
        )
        assert error_in_eps(result[0], truth, dtype) <= MANY
    gradient = cross_entropy_gradient(z, [k // 3])[0]
    assert error_in_eps(gradient[k // 3], -left, dtype) <= MANY
    assert error_in_eps(gradient[0], of_low, dtype) <= MANY


@pytest.mark.parametrize("k", [50257, 10**6])
@each_dtype
def test_soft_labels_of_many_classes(k, dtype):
    rng = np.random.default_rng(2017)
    few = rng.normal(0, 3, 200).astype(dtype)
    of_few = rng.random(200)
    kind = rng.integers(200, size=k)
    counts = np.bincount(kind, minlength=200)
    y = of_few / (counts @ of_few)
    table = zip(counts, few, y, strict=True)
    with mpmath.workdps(50):
        parts = [(int(n), number(x), number(v)) for n, x, v in table]
        total = mpmath.fsum(n * v for n, x, v in parts)
        log_sum = mpmath.log(mpmath.fsum(n * mpmath.exp(x) for n, x, v in parts))
        truth = mpmath.fsum(n * v / total * (log_sum - x) for n, x, v in parts)
    result = cross_entropy_with_logits(few[kind][None], y[kind][None], reduction="none")
    assert error_in_eps(result[0], truth, dtype) <= MANY


def batch(n=6, k=4, dtype=np.float64, seed=7):
    rng = np.random.default_rng(seed)
    return rng.normal(0, 2, (n, k)).astype(dtype), rng.integers(k, size=n)


WEIGHT = [0.5, 2.0, 1.25, 0.0]
OPTIONS = [
    {"weight": weight, "label_smoothing": a}
    for weight, a in product([None, WEIGHT], [0.0, 0.1, 1.0])
]
each_option = pytest.mark.parametrize("options", OPTIONS, ids=str)


@each_option
@pytest.mark.parametrize("reduction", ["mean", "sum", "none"])
def test_one_hot_labels_equal_classes(options, reduction):
    z, y = batch()
    options = options | {"reduction": reduction}
    hard = cross_entropy_with_logits(z, y, **options)
    for one_hot in (np.eye(4)[y], np.eye(4, dtype=int)[y], np.eye(4, dtype=bool)[y]):
        soft = cross_entropy_with_logits(z, one_hot, **options)
        assert soft == pytest.approx(hard, rel=4 * EPS)
        assert cross_entropy_gradient(z, one_hot, **options) == pytest.approx(
            cross_entropy_gradient(z, y, **options), rel=4 * EPS, abs=EPS
        )


@each_option
def test_mean_divides_by_the_weight_of_the_labels(options):
    z, y = batch()
    rng = np.random.default_rng(1)
    soft = rng.dirichlet(np.ones(4), 6)
    with mpmath.workdps(50):
        for labels in (y, soft):
            parts = [
                coefficients(label, 4, options["weight"], options["label_smoothing"])
                for label in labels
            ]
            losses = [exact_loss(row, c) for row, (c, _) in zip(z, parts, strict=True)]
            mean = mpmath.fsum(losses) / mpmath.fsum(mass for _, mass in parts)
            result = cross_entropy_with_logits(z, labels, **options)
            assert error_in_eps(result, mean) <= FEW
            total = cross_entropy_with_logits(z, labels, **options, reduction="sum")
            assert error_in_eps(total, mpmath.fsum(losses)) <= FEW


def test_weighted_mean_by_hand():
    # Losses ln 2 and ln 4, weights 1 and 3: (ln 2 + 3 ln 4) / 4 = 7/4 ln 2.
    z = np.log([[1.0, 1.0], [3.0, 1.0]])
    result = cross_entropy_with_logits(z, [0, 1], weight=[1, 3])
    assert result == pytest.approx(7 / 4 * math.log(2), rel=4 * EPS)
    soft = cross_entropy_with_logits(z, [[1, 0], [0, 1]], weight=[1, 3])
    assert soft == pytest.approx(7 / 4 * math.log(2), rel=4 * EPS)


def test_smoothing_by_hand():
    # q = 1/4, 3/4. With a = 1/2 the label 1, 0 becomes 3/4, 1/4.
    z = np.log([1.0, 3.0])
    by_hand = 3 / 4 * math.log(4) + 1 / 4 * math.log(4 / 3)
    result = cross_entropy_with_logits(z, 0, label_smoothing=0.5)
    assert result == pytest.approx(by_hand, rel=4 * EPS)
    assert cross_entropy_gradient(z, 0, label_smoothing=0.5) == pytest.approx(
        [-0.5, 0.5], rel=4 * EPS
    )


def test_a_smoothed_label_is_a_soft_label():
    z, y = batch()
    smoothed = 0.9 * np.eye(4)[y] + 0.1 / 4
    assert cross_entropy_with_logits(z, smoothed) == pytest.approx(
        cross_entropy_with_logits(z, y, label_smoothing=0.1), rel=8 * EPS
    )


@each_option
def test_ignored_rows_are_as_if_they_were_not_there(options):
    z, y = batch(20)
    marked = np.where(np.arange(20) % 3, y, -100)
    kept = marked != -100
    options = options | {"reduction": "mean"}
    for reduction in ("mean", "sum"):
        options["reduction"] = reduction
        result = cross_entropy_with_logits(z, marked, ignore_index=-100, **options)
        without = cross_entropy_with_logits(z[kept], y[kept], **options)
        assert result == pytest.approx(without, rel=4 * EPS)
        gradient = cross_entropy_gradient(z, marked, ignore_index=-100, **options)
        assert not gradient[~kept].any()
        assert gradient[kept] == pytest.approx(
            cross_entropy_gradient(z[kept], y[kept], **options), rel=4 * EPS
        )
    options["reduction"] = "none"
    losses = cross_entropy_with_logits(z, marked, ignore_index=-100, **options)
    assert not losses[~kept].any()
    assert np.array_equal(
        losses[kept], cross_entropy_with_logits(z[kept], y[kept], **options)
    )


def test_ignore_index_masks_targets_not_classes():
    z, y = batch()
    y[0] = 1
    losses = cross_entropy_with_logits(z, y, ignore_index=1, reduction="none")
    assert not losses[y == 1].any()
    # Class 1 still takes its part of every other row's softmax.
    plain = cross_entropy_with_logits(z, y, reduction="none")
    assert np.array_equal(losses[y != 1], plain[y != 1])


@pytest.mark.parametrize(
    ("dtype", "mark"),
    [
        (np.uint8, 255),
        (np.uint8, -100),
        (np.int8, 300),
        (np.uint64, 2**64 - 1),
        (np.int64, np.int8(-1)),
        (np.int64, np.uint64(2**64 - 1)),
    ],
)
def test_ignore_index_of_any_integer_type(dtype, mark):
    z, y = batch(3)
    labels = y.astype(dtype)
    expected = [0, 1, 2]
    info = np.iinfo(dtype)
    if info.min <= mark <= info.max:
        labels[1] = mark
        expected = [0, 2]
    result = cross_entropy_with_logits(z, labels, ignore_index=mark)
    kept = cross_entropy_with_logits(z[expected], y[expected])
    assert result == pytest.approx(kept, rel=4 * EPS)


@pytest.mark.parametrize("labels", [np.full(3, -1), np.full(3, 2)])
@each_option
def test_all_ignored(labels, options):
    z, _ = batch(3)
    options = options | {"ignore_index": int(labels[0])}
    assert math.isnan(cross_entropy_with_logits(z, labels, **options))
    assert cross_entropy_with_logits(z, labels, **options, reduction="sum") == 0
    none = cross_entropy_with_logits(z, labels, **options, reduction="none")
    assert none.tolist() == [0, 0, 0]
    assert np.isnan(cross_entropy_gradient(z, labels, **options)).all()
    assert not cross_entropy_gradient(z, labels, **options, reduction="sum").any()


def test_labels_of_weight_zero():
    z, _ = batch(3)
    assert math.isnan(cross_entropy_with_logits(z, [3, 3, 3], weight=WEIGHT))
    assert cross_entropy_with_logits(z, [3] * 3, weight=WEIGHT, reduction="sum") == 0


def test_class_ruled_out():
    z = [[-math.inf, 0.0, 0.0]]
    assert cross_entropy_with_logits(z, [0]) == math.inf
    assert cross_entropy_with_logits(z, [1]) == math.log(2)
    soft = cross_entropy_with_logits(z, [[0, 0.25, 0.75]])
    assert soft == pytest.approx(math.log(2), rel=EPS)
    assert cross_entropy_with_logits(z, [[0.5, 0.5, 0]]) == math.inf
    # Smoothing asks for it too, but not where it weighs nothing.
    assert cross_entropy_with_logits(z, [1], label_smoothing=0.1) == math.inf
    weighted = cross_entropy_with_logits(z, [1], label_smoothing=0.1, weight=[0, 1, 1])
    assert weighted == pytest.approx((0.9 + 0.2 / 3) * math.log(2), rel=4 * EPS)
    assert cross_entropy_with_logits(z, [0], weight=[0, 1, 1], reduction="sum") == 0
    assert cross_entropy_gradient(z, [1]).tolist() == [[0, -0.5, 0.5]]
    assert cross_entropy_gradient(z, [0]).tolist() == [[-1, 0.5, 0.5]]


def test_certain_class():
    z = [[math.inf, 0.0, -math.inf]]
    assert cross_entropy_with_logits(z, [0]) == 0
    assert cross_entropy_with_logits(z, [1]) == math.inf
    assert cross_entropy_with_logits(z, [2]) == math.inf
    assert cross_entropy_with_logits(z, [[1, 0, 0]]) == 0
    assert cross_entropy_with_logits(z, [[0.5, 0.5, 0]]) == math.inf
    assert not cross_entropy_gradient(z, [0]).any()
    assert cross_entropy_gradient(z, [1]).tolist() == [[1, -1, 0]]


def test_an_infinite_loss_leaves_the_other_rows_alone():
    z, y = batch(3)
    z[1] = [-math.inf, 0, 1, 2]
    y[1] = 0
    losses = cross_entropy_with_logits(z, y, reduction="none")
    assert losses[1] == math.inf
    assert losses[0] == cross_entropy_with_logits(z[0], y[0])
    assert losses[2] == cross_entropy_with_logits(z[2], y[2])
    assert cross_entropy_with_logits(z, y) == math.inf
    assert np.isfinite(cross_entropy_gradient(z, y)).all()


def test_an_ignored_infinite_loss():
    z = [[-math.inf, 0.0], [1.0, 1.0]]
    result = cross_entropy_with_logits(z, [0, 1], ignore_index=0)
    assert result == math.log(2)


def test_the_largest_numbers():
    assert cross_entropy_with_logits([1e308, 0.0], 1) == 1e308
    assert cross_entropy_with_logits([1e308, -1e308], 0) == 0
    assert cross_entropy_with_logits([1e308, -1e308], 1) == math.inf
    assert cross_entropy_gradient([1e308, -1e308], 1).tolist() == [1, -1]
    z = np.tile([1e308, 0.0], (70_000, 1))
    assert cross_entropy_with_logits(z, np.ones(70_000, int), reduction="sum") == (
        math.inf
    )


@pytest.mark.parametrize("n", [10, 200_000])
def test_float32_mean_accumulates_in_float64(n):
    # In float32 the sum of so many equal terms would be off by 1e-4 and more.
    z = np.tile(np.array([0.1, 0.7], np.float32), (n, 1))
    each = cross_entropy_with_logits(z[0], 0)
    result = cross_entropy_with_logits(z, np.zeros(n, int))
    assert type(result) is float
    assert result == pytest.approx(each, rel=1e-12)
    total = cross_entropy_with_logits(z, np.zeros(n, int), reduction="sum")
    assert total == pytest.approx(n * each, rel=1e-12)


def test_sum_over_blocks_loses_nothing():
    # One row of loss 1e16 and many of loss ln 2, which it would swallow one by one.
    n = 200_000
    z = np.zeros((n, 2))
    z[0] = [1e16, 0]
    y = np.zeros(n, int)
    y[0] = 1
    result = cross_entropy_with_logits(z, y, reduction="sum")
    assert result == pytest.approx(1e16 + (n - 1) * math.log(2), rel=16 * EPS)


@pytest.mark.parametrize("shape", [(4,), (1, 4), (5, 4), (2, 3, 4), (2, 1, 3, 4)])
@each_dtype
def test_every_shape(shape, dtype):
    rng = np.random.default_rng(3)
    z = rng.normal(0, 2, shape).astype(dtype)
    y = rng.integers(4, size=shape[:-1])
    soft = rng.dirichlet(np.ones(4), shape[:-1])
    for labels in (y, soft):
        rows = labels.reshape(-1, *labels.shape[len(shape) - 1 :])
        losses = cross_entropy_with_logits(z, labels, weight=WEIGHT, reduction="none")
        each = [
            cross_entropy_with_logits(row, label, weight=WEIGHT, reduction="none")
            for row, label in zip(z.reshape(-1, 4), rows, strict=True)
        ]
        if shape == (4,):
            assert type(losses) is float
        else:
            assert losses.dtype == dtype
            assert losses.shape == shape[:-1]
        rel = 4 * float(np.finfo(dtype).eps)
        assert np.ravel(losses) == pytest.approx(each, rel=rel)
        gradient = cross_entropy_gradient(z, labels)
        assert gradient.shape == shape
        assert gradient.dtype == dtype


@each_dtype
@pytest.mark.parametrize("k", [3, 1000])
def test_several_blocks_equal_row_by_row(dtype, k):
    n = 150_000 // k
    z, y = batch(n, k, dtype)
    soft = np.random.default_rng(2).dirichlet(np.full(k, 0.3), n)
    some = [0, n // 3, n // 2, n - 1]
    # A product with a matrix may add up in another order than with a row.
    rel = 4 * float(np.finfo(dtype).eps)
    for labels in (y, soft):
        losses = cross_entropy_with_logits(z, labels, reduction="none")
        gradients = cross_entropy_gradient(z, labels, reduction="none")
        means = cross_entropy_gradient(z, labels)
        for i in some:
            one = cross_entropy_with_logits(z[i], labels[i])
            assert losses[i] == pytest.approx(one, rel=rel)
            one = cross_entropy_gradient(z[i], labels[i])
            assert gradients[i] == pytest.approx(one, rel=rel, abs=rel)
            assert means[i] == pytest.approx(one / n, rel=rel, abs=rel / n)
        mean = losses.astype(np.float64).mean()
        assert cross_entropy_with_logits(z, labels) == pytest.approx(mean, rel=rel)


def test_empty_batch():
    z, y = np.empty((0, 3)), np.empty(0, int)
    for labels in (y, np.empty((0, 3))):
        assert math.isnan(cross_entropy_with_logits(z, labels))
        assert cross_entropy_with_logits(z, labels, reduction="sum") == 0
        none = cross_entropy_with_logits(z, labels, reduction="none")
        assert none.shape == (0,)
        assert cross_entropy_gradient(z, labels).shape == (0, 3)
    assert math.isnan(
        cross_entropy_with_logits(np.empty((2, 0, 3)), np.empty((2, 0), int))
    )


def test_scalars_are_python_floats():
    z, y = batch(1, dtype=np.float32)
    assert type(cross_entropy_with_logits(z, y)) is float
    assert type(cross_entropy_with_logits(z, y, reduction="sum")) is float
    assert type(cross_entropy_with_logits(z[0], y[0])) is float
    assert type(cross_entropy_with_logits(z[0], y[0], reduction="none")) is float


@pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)
@pytest.mark.parametrize(
    ("given_dtype", "dtype"),
    [
        (">f4", np.float32),
        (">f8", np.float64),
        (np.float16, np.float64),
        (np.int8, np.float64),
        (bool, np.float64),
    ],
)
def test_dtypes(function, given_dtype, dtype):
    z = np.array([[0, 1, 1], [1, 0, 1]], given_dtype)
    result = function(z, [0, 2], reduction="none")
    assert result.dtype == dtype
    assert np.array_equal(result, function(z.astype(dtype), [0, 2], reduction="none"))


@pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)
@pytest.mark.parametrize(
    "lay_out",
    [
        np.asfortranarray,
        lambda a: np.repeat(a, 3, axis=0)[::3],
        lambda a: a[::-1].copy()[::-1],
        lambda a: a.tolist(),
    ],
)
def test_every_layout(function, lay_out):
    z, y = batch()
    soft = np.random.default_rng(2).dirichlet(np.ones(4), 6)
    for labels in (y, soft):
        result = function(lay_out(z), lay_out(labels))
        assert result == pytest.approx(function(z, labels), rel=4 * EPS)


@pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)
def test_input_is_left_alone(function):
    z = np.array([[40.1, 0.3, -2.2], [math.inf, 0, -math.inf], [0.1, 0.2, 0.3]])
    weight = np.array([1.0, 2.0, 3.0])
    for y in (np.array([0, -1, 2]), np.eye(3)):
        arrays = z, y, weight
        before = [a.copy() for a in arrays]
        for a in arrays:
            a.flags.writeable = False
        mark = None if y.ndim == 2 else -1
        function(z, y, weight=weight, ignore_index=mark, label_smoothing=0.1)
        assert all(map(np.array_equal, arrays, before))


@pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)
@each_dtype
def test_error_state_neither_matters_nor_changes(function, dtype):
    big = float(np.finfo(dtype).max) / 2
    z = np.array([[700, -700, 1], [-math.inf, 0, 1], [math.inf, 0, 1]] * 3, dtype)
    large = np.full((9, 3), big, dtype)
    y = np.array([0, 1, 1] * 3)
    soft = np.array([[1, 0, 0], [0, 1e-310, 1], [1e-310, 1, 0]] * 3)
    weight = [1e-320, 1, 3]
    for logits, labels in ((z, y), (z, soft), (large, y), (large, soft)):
        for a, reduction in product((0.0, 1e-5), ("mean", "none")):
            options = {"weight": weight, "label_smoothing": a, "reduction": reduction}
            with warnings.catch_warnings():
                warnings.simplefilter("error")
                expected = function(logits, labels, **options)
                with np.errstate(all="raise"):
                    before = np.geterr()
                    result = function(logits, labels, **options)
                    assert np.geterr() == before
            assert np.array_equal(result, expected, equal_nan=True)


def central(function, z, h=1e-5):
    """The gradient by central differences."""
    steps = h * np.eye(z.size).reshape(z.size, *z.shape)
    by_step = [(function(z + s) - function(z - s)) / (2 * h) for s in steps]
    return np.array(by_step).reshape(z.shape)


def complex_step(z, c):
    """The gradient of sum(c * -log softmax), exact: nothing is subtracted in it.

    For logits near 0: exp is taken of them as they are.
    """
    h = 1e-30
    gradient = np.empty(z.shape)
    for index in np.ndindex(z.shape):
        moved = z.astype(complex)
        moved[index] += 1j * h
        logs = moved - np.log(np.exp(moved).sum(axis=-1, keepdims=True))
        gradient[index] = -(c * logs).sum().imag / h
    return gradient


@unhurried
@given(st.integers(0, 10**6), st.sampled_from(OPTIONS), st.booleans())
def test_gradient_by_complex_step(seed, options, is_soft):
    z, y = batch(seed=seed)
    one_hot = np.eye(4)[y]
    labels = np.random.default_rng(seed).dirichlet(np.ones(4), 6) if is_soft else y
    target = labels if is_soft else one_hot
    a, w = options["label_smoothing"], options["weight"] or np.ones(4)
    by_step = complex_step(z, np.multiply(w, (1 - a) * target + a / 4))
    result = cross_entropy_gradient(z, labels, **options, reduction="sum")
    assert result == pytest.approx(by_step, abs=1e-13)
    mass = (target * w).sum()
    mean = cross_entropy_gradient(z, labels, **options)
    if mass:
        assert mean == pytest.approx(by_step / mass, abs=1e-13, rel=1e-13)
    else:
        assert np.isnan(mean).all()
    none = cross_entropy_gradient(z, labels, **options, reduction="none")
    assert np.array_equal(none, result)


@pytest.mark.parametrize("reduction", ["mean", "sum"])
@each_option
def test_gradient_by_central_differences(options, reduction):
    z, y = batch()
    marked = y.copy()
    marked[2] = -1
    options = options | {"reduction": reduction, "ignore_index": -1}
    by_steps = central(lambda z: cross_entropy_with_logits(z, marked, **options), z)
    result = cross_entropy_gradient(z, marked, **options)
    assert result == pytest.approx(by_steps, abs=1e-8)


rows = st.lists(st.floats(-50, 50), min_size=2, max_size=6)


@st.composite
def problems(draw):
    """Logits of a row, a soft label, weights and smoothing."""
    z = np.array(draw(rows))
    shares = np.array(draw(st.lists(st.floats(0, 1), min_size=z.size, max_size=z.size)))
    shares[draw(st.integers(0, z.size - 1))] += 1
    weight = draw(st.lists(st.floats(0, 5), min_size=z.size, max_size=z.size))
    a = draw(st.floats(0, 1))
    return z, shares / shares.sum(), {"weight": weight, "label_smoothing": a}


@unhurried
@given(problems())
def test_a_row_of_the_gradient_sums_to_zero(problem):
    # sum_k (M q_k - c_k) = M - M: a shift of all logits changes no loss.
    z, y, options = problem
    gradient = cross_entropy_gradient(z, y, **options, reduction="sum")
    assert abs(math.fsum(gradient)) <= 20 * EPS * max(1, max(options["weight"]))


@unhurried
@given(problems(), st.floats(-100, 100))
def test_shift_invariance(problem, shift):
    z, y, options = problem
    options["reduction"] = "sum"
    plain = cross_entropy_with_logits(z, y, **options)
    moved = cross_entropy_with_logits(z + shift, y, **options)
    # Each z + shift is rounded by half an eps of 150.
    slack = 300 * EPS * max(1, sum(options["weight"]))
    assert moved == pytest.approx(plain, abs=slack, rel=1e-13)


@unhurried
@given(problems(), st.randoms(use_true_random=False))
def test_permutation_of_the_classes(problem, random):
    z, y, options = problem
    order = random.sample(range(z.size), z.size)
    options["reduction"] = "sum"
    plain = cross_entropy_with_logits(z, y, **options)
    gradient = cross_entropy_gradient(z, y, **options)
    options["weight"] = np.array(options["weight"])[order]
    turned = cross_entropy_with_logits(z[order], y[order], **options)
    assert turned == pytest.approx(plain, rel=16 * EPS)
    assert cross_entropy_gradient(z[order], y[order], **options) == pytest.approx(
        gradient[order], abs=50 * EPS
    )


@unhurried
@given(problems())
def test_never_negative_and_by_log_softmax(problem):
    z, y, options = problem
    result = cross_entropy_with_logits(z, y, **options, reduction="sum")
    assert result >= 0
    a = options["label_smoothing"]
    c = np.multiply(options["weight"], (1 - a) * y + a / z.size)
    assert result == pytest.approx(-(c * log_softmax(z)).sum(), rel=16 * EPS)


@unhurried
@given(problems(), rows, st.floats(0, 1))
def test_convex_along_a_line(problem, other, t):
    z, y, options = problem
    options["reduction"] = "sum"
    end = np.resize(other, z.size)
    between = cross_entropy_with_logits((1 - t) * z + t * end, y, **options)
    chord = (1 - t) * cross_entropy_with_logits(
        z, y, **options
    ) + t * cross_entropy_with_logits(end, y, **options)
    assert between <= chord + 1e-12 * max(1, chord)


@unhurried
@given(st.integers(0, 10**6), st.sampled_from(OPTIONS[:3]))
def test_the_three_reductions_agree(seed, options):
    z, y = batch(9, seed=seed)
    none = cross_entropy_with_logits(z, y, **options, reduction="none")
    total = cross_entropy_with_logits(z, y, **options, reduction="sum")
    assert total == pytest.approx(math.fsum(none), rel=4 * EPS)
    mean = cross_entropy_with_logits(z, y, **options)
    assert mean == pytest.approx(total / 9, rel=4 * EPS)
    each = cross_entropy_gradient(z, y, **options, reduction="none")
    assert cross_entropy_gradient(z, y, **options) == pytest.approx(
        each / 9, rel=4 * EPS
    )


def test_as_scikit_learn_and_scipy_do():
    z, y = batch(50, seed=11)
    result = cross_entropy_with_logits(z, y)
    chances = special.softmax(z, axis=1)
    assert result == pytest.approx(log_loss(y, chances, labels=range(4)), rel=1e-13)
    of_each = -special.log_softmax(z, axis=1)[np.arange(50), y]
    losses = cross_entropy_with_logits(z, y, reduction="none")
    assert losses == pytest.approx(of_each, rel=1e-13)


def test_weights_as_scikit_learn_has_them():
    z, y = batch(50, seed=12)
    weight = np.array([0.5, 2.0, 1.25, 3.0])
    peer = log_loss(
        y, special.softmax(z, axis=1), labels=range(4), sample_weight=weight[y]
    )
    assert cross_entropy_with_logits(z, y, weight=weight) == pytest.approx(
        peer, rel=1e-13
    )


DOUBTFUL = (
    "logits look like probabilities: each row lies between 0 and 1 and sums to 1, and "
    "softmax would be applied once more; pass the scores from before the softmax, "
    "or np.log of these"
)


@pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)
@each_dtype
def test_probabilities_instead_of_logits(function, dtype):
    chances = np.random.default_rng(4).dirichlet(np.ones(3), 8).astype(dtype)
    here = inspect.currentframe().f_lineno + 2
    with pytest.warns(UserWarning, match=r"^logits look like") as caught:
        function(chances, [0] * 8)
    [warning] = caught
    assert str(warning.message) == DOUBTFUL
    assert (warning.filename, warning.lineno) == (__file__, here)


def test_also_many_blocks_and_a_few_one_hot_rows_look_like_probabilities():
    chances = np.random.default_rng(4).dirichlet(np.ones(3), 70_000)
    chances[:4] = np.eye(3)[[0, 1, 2, 0]]
    with pytest.warns(UserWarning, match="softmax would be applied once more"):
        cross_entropy_with_logits(chances, np.zeros(70_000, int))
    shaped = chances[:8].reshape(2, 4, 3)
    with pytest.warns(UserWarning, match="softmax would be applied once more"):
        cross_entropy_with_logits(shaped, np.zeros((2, 4), int))


def test_what_only_resembles_probabilities_passes():
    chances = np.random.default_rng(4).dirichlet(np.ones(3), 70_000)
    off = chances.copy()
    off[-1] *= 1.001
    below = chances.copy()
    below[-1] = [1.25, -0.25, 0]
    one_hot = np.eye(3)[np.arange(12) % 3]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for logits in (chances[:7], off, below, one_hot, np.log(chances)):
            cross_entropy_with_logits(logits, np.zeros(len(logits), int))


FUNCTIONS = [cross_entropy_with_logits, cross_entropy_gradient]


def message(function, *args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*args, **kwargs)
    return str(raised.value)


each_function = pytest.mark.parametrize("function", FUNCTIONS)
Z = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]


@each_function
@pytest.mark.parametrize(
    ("logits", "where"),
    [
        ([[1.0, 2.0, math.nan], [4.0, 5.0, 6.0]], "logits[0, 2]"),
        ([[1.0, 2.0, 3.0], [math.nan, math.inf, math.inf]], "logits[1, 0]"),
        ([[-math.inf, -math.inf, math.nan], [4.0, 5.0, 6.0]], "logits[0, 2]"),
    ],
)
@pytest.mark.parametrize("labels", [[0, 1], np.eye(3)[:2]])
def test_nan(function, logits, where, labels):
    assert message(function, logits, labels) == (
        f"{where} is nan, which is no logit; look for what made it: "
        "inf - inf, 0 * inf or the logarithm of a negative number"
    )


def test_nan_in_a_late_block():
    z = np.zeros((70_000, 2))
    z[69_999, 1] = math.nan
    assert message(cross_entropy_with_logits, z, np.zeros(70_000, int)).startswith(
        "logits[69999, 1] is nan, which is no logit; "
    )


@each_function
def test_no_class_left_or_two_certain(function):
    z = [[1.0, 2.0], [-math.inf, -math.inf]]
    assert message(function, z, [0, 0]) == (
        "logits[1] is -inf throughout, so every class is ruled out; "
        "leave one of them finite"
    )
    z = [[[1.0, 2.0], [math.inf, math.inf]]]
    assert message(function, z, [[0, 0]]) == (
        "logits[0, 1] holds inf more than once, so two classes are certain; "
        "leave one of them"
    )


@each_function
@pytest.mark.parametrize(
    ("weight", "said"),
    [
        (
            [1.0, 2.0],
            "weight has shape (2,), but there are 3 classes; "
            "pass one weight for each, of shape (3,)",
        ),
        (
            2.0,
            "weight has shape (), but there are 3 classes; "
            "pass one weight for each, of shape (3,)",
        ),
        (
            [1.0, -2.0, 1.0],
            "weight[1] is -2.0, but a weight says how much a class counts; "
            "pass finite numbers of at least 0",
        ),
        (
            [1.0, 2.0, math.nan],
            "weight[2] is nan, but a weight says how much a class counts; "
            "pass finite numbers of at least 0",
        ),
        (
            [math.inf, 2.0, 1.0],
            "weight[0] is inf, but a weight says how much a class counts; "
            "pass finite numbers of at least 0",
        ),
        (
            ["1", "2", "3"],
            "weight has dtype <U1, but a weight is a real number; "
            "pass integers or floats of at most 64 bits",
        ),
    ],
)
def test_weight(function, weight, said):
    assert message(function, Z, [0, 1], weight=weight) == said


@each_function
@pytest.mark.parametrize(
    ("a", "shown"),
    [
        (-0.1, "-0.1"),
        (1.5, "1.5"),
        (math.nan, "nan"),
        (math.inf, "inf"),
        ("0.1", "'0.1'"),
        (None, "None"),
        (1j, "1j"),
        ([0.1], "[0.1]"),
    ],
)
def test_label_smoothing(function, a, shown):
    assert message(function, Z, [0, 1], label_smoothing=a) == (
        f"label_smoothing is {shown}, but it is the share of a label that is spread "
        "over all classes; pass a number from 0 to 1"
    )


@each_function
@pytest.mark.parametrize("reduction", ["Mean", "average", "", None, True, ["mean"]])
def test_reduction(function, reduction):
    assert message(function, Z, [0, 1], reduction=reduction) == (
        f"reduction is {reduction!r}; "
        "pass 'mean', 'sum', or 'none' for that of each example"
    )


@each_function
@pytest.mark.parametrize(
    ("logits", "said"),
    [
        (1.0, "logits is the single number 1.0; pass an array with one entry for each"),
        ([["a"]], "logits has dtype <U1, but a logit is a real number; pass integers "),
        (
            [[1.0], [1.0, 2.0]],
            "logits is not a rectangular array; give all of its rows",
        ),
        (np.ma.ones((2, 3)), "logits is a masked array, and its mask would be lost; "),
        (np.empty((2, 0)), "logits has shape (2, 0), so no outcome along axis -1; "),
    ],
)
def test_no_logits(function, logits, said):
    assert message(function, logits, [0, 1]).startswith(said)


@each_function
def test_options_are_by_name_only(function):
    with pytest.raises(TypeError):
        function(Z, [0, 1], [1.0, 1.0, 1.0])


@pytest.mark.parametrize("k", [1, 2, 10, 1000, 50257])
def test_perplexity_of_a_fair_guess_is_the_number_of_choices(k):
    assert perplexity(math.log(k)) == pytest.approx(k, rel=12 * EPS)
    assert perplexity(math.log2(k), base=2) == pytest.approx(k, rel=12 * EPS)
    assert perplexity(math.log10(k), base=10) == pytest.approx(k, rel=12 * EPS)
    loss = cross_entropy_with_logits(np.zeros(k), 0)
    assert perplexity(loss) == pytest.approx(k, rel=12 * EPS)


@pytest.mark.parametrize("reduction", ["sum", "mean"])
def test_a_sum_beyond_the_largest_float_is_infinite(reduction):
    """Of a block that overflows, and of blocks that do only together."""
    for rows in (2, 65536):
        z = np.full((rows, 1), -1.7e308 if rows == 2 else -4e303)
        two = np.hstack([z, np.zeros_like(z)])
        loss = cross_entropy_with_logits(two, np.zeros(rows, int), reduction=reduction)
        other = binary_cross_entropy_with_logits(z, 1 + 0 * z, reduction=reduction)
        assert loss == other == math.inf


@pytest.mark.parametrize(
    ("nll", "base", "by_hand"),
    [
        (0, math.e, 1),
        (3, 2, 8),
        (2, 10, 100),
        (3, 5, 125),
        (0.5, 9, 3),
        (math.inf, math.e, math.inf),
        (math.inf, 3, math.inf),
        (-0.0, 2, 1),
        (1, 2**1000, 2.0**1000),
        (0.5, 2**1100, 2.0**550),
        (1, 2**1100, math.inf),
    ],
)
def test_perplexity_by_hand(nll, base, by_hand):
    result = perplexity(nll, base=base)
    assert type(result) is float
    assert result == by_hand


@pytest.mark.parametrize("base", [math.e, 2, 10, 3, 1.5, np.float32(2), np.int64(2)])
@each_dtype
def test_perplexity_to_fifty_digits(base, dtype):
    x = np.random.default_rng(8).uniform(0, 12, 200).astype(dtype)
    result = perplexity(x, base=base)
    assert result.dtype == dtype
    with mpmath.workdps(50):
        b = mpmath.e if base == math.e else number(base)
        worst = max(
            error_in_eps(r, b ** number(v), dtype)
            for r, v in zip(result, x, strict=True)
        )
    assert worst <= 2


@pytest.mark.parametrize("dtype", [bool, np.int8, np.int16, np.uint64, np.float16])
def test_perplexity_of_other_types_is_float64(dtype):
    result = perplexity(np.array([0, 1], dtype))
    assert result.dtype == np.float64
    assert result.tolist() == [1, pytest.approx(math.e, rel=EPS)]


def test_perplexity_of_each_shape():
    nll = np.arange(6.0).reshape(2, 3)
    assert np.array_equal(perplexity(nll, base=2), 2**nll)
    assert perplexity([]).shape == (0,)
    assert type(perplexity(np.float32(1))) is float
    assert type(perplexity(np.array(1.0))) is float


def test_perplexity_of_all_tokens_is_no_mean_of_perplexities():
    # Two sentences of 1 and 3 tokens: the mean loss is that of the four tokens.
    losses = [math.log(16), 0, 0, 0]
    assert perplexity(np.mean(losses)) == pytest.approx(2, rel=4 * EPS)
    assert np.mean([perplexity(losses[0]), perplexity(0)]) == pytest.approx(8.5)


def test_perplexity_and_the_error_state():
    with np.errstate(all="raise"):
        assert perplexity([1000, 0]).tolist() == [math.inf, 1]
        assert perplexity(np.array([1e4]), base=3).tolist() == [math.inf]


@pytest.mark.parametrize(
    ("nll", "where"),
    [(-0.5, "nll is -0.5"), ([1.0, -2.0], "nll[1] is -2.0")],
)
def test_perplexity_of_a_log_likelihood(nll, where):
    assert message(perplexity, nll) == (
        f"{where}, but a mean of -log q is not negative; "
        "pass the loss, not the log-likelihood"
    )


@pytest.mark.parametrize(
    ("nll", "where"),
    [(math.nan, "nll is nan"), ([[1.0, -1.0], [math.nan, 2.0]], "nll[1, 0] is nan")],
)
def test_perplexity_of_nan(nll, where):
    # A mean over nothing is nan: the text has to say so.
    assert message(perplexity, nll).startswith(f"{where}, ")
    assert "over nothing" in message(perplexity, nll)


def test_perplexity_of_no_number():
    assert message(perplexity, "1") == (
        "nll has dtype <U1, but a mean loss is a real number; "
        "pass integers or floats of at most 64 bits"
    )
    assert message(perplexity, 1.0, base=1).startswith("base is 1, but a logarithm ")
