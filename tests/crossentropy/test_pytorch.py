"""The library beside PyTorch, whose answers are in pytorch.json (record_pytorch.py)."""

import json
import math
from pathlib import Path

import mpmath
import numpy as np
import pytest

from crossentropy import (
    binary_cross_entropy,
    binary_cross_entropy_gradient,
    binary_cross_entropy_with_logits,
    cross_entropy_gradient,
    cross_entropy_with_logits,
)

RECORDED = json.loads(Path(__file__).with_name("pytorch.json").read_text("utf-8"))
CASES = RECORDED["cases"]
REDUCTIONS = ("none", "sum", "mean")


def floats(values):
    """Return recorded numbers as an array; inf and nan are words in JSON."""
    return np.array(values, float)


def cases_of(function, keep=lambda case: True):
    name = "torch.nn.functional." + function
    found = [case for case in CASES if case["function"] == name and keep(case)]
    assert found
    return [
        pytest.param(case, id=f"{i}-{case['options']}") for i, case in enumerate(found)
    ]


def is_soft(case):
    return isinstance(case["target"][0], list)


def is_ordinary(case):
    """Tell the cases in which both mean the same and PyTorch loses nothing."""
    z = floats(case["input"])
    return z.ndim == 2 and abs(z).max() < 30


def divides_otherwise(case):
    return is_soft(case) and "weight" in case["options"]


def close(result, recorded):
    # PyTorch's own rounding is up to 100 eps where it takes 1 - q or log q near 1.
    return np.allclose(result, floats(recorded), rtol=1e-13, atol=1e-16, equal_nan=True)


def test_versions_are_named():
    assert set(RECORDED["versions"]) == {"python", "numpy", "pytorch"}


@pytest.mark.parametrize("case", cases_of("cross_entropy", is_ordinary))
def test_cross_entropy(case):
    args = floats(case["input"]), np.array(case["target"]), case["options"]
    logits, labels, options = args
    for reduction in ("none", "sum"):
        result = cross_entropy_with_logits(
            logits, labels, **options, reduction=reduction
        )
        assert close(result, case[reduction])
    if not divides_otherwise(case):
        assert close(cross_entropy_with_logits(logits, labels, **options), case["mean"])


@pytest.mark.parametrize(
    "case",
    cases_of(
        "cross_entropy", lambda case: is_ordinary(case) and not divides_otherwise(case)
    ),
)
def test_gradient(case):
    logits, labels = floats(case["input"]), np.array(case["target"])
    if math.isnan(floats(case["mean"])):
        # Over no rows PyTorch's mean is nan and its gradient 0; here both are nan.
        assert not floats(case["gradient_of_mean"]).any()
        assert np.isnan(cross_entropy_gradient(logits, labels, **case["options"])).all()
    else:
        result = cross_entropy_gradient(logits, labels, **case["options"])
        assert close(result, case["gradient_of_mean"])


@pytest.mark.parametrize("case", cases_of("cross_entropy", divides_otherwise))
def test_weighted_mean_of_soft_labels_divides_by_the_weights(case):
    # PyTorch divides by N, and so its one-hot labels give another mean than classes.
    logits, labels = floats(case["input"]), floats(case["target"])
    n, counted = len(labels), (labels @ case["options"]["weight"]).sum()
    assert counted == pytest.approx(0.5 + 1.475 + 2 + 1.25)
    result = cross_entropy_with_logits(logits, labels, **case["options"])
    assert close(result, case["sum"] / counted)
    assert close(case["mean"], case["sum"] / n)
    assert abs(result - case["mean"]) > 0.1
    gradient = cross_entropy_gradient(logits, labels, **case["options"])
    assert close(gradient, floats(case["gradient_of_mean"]) * n / counted)


def test_confident_and_right():
    # log(1 + 2 exp(-40)) in float64 is log 1 = 0; its true value is 8.5e-18.
    [case] = [case for case in CASES if case["input"] == [[40.0, 0.0, 0.0]]]
    assert case["mean"] == 0
    with mpmath.workdps(50):
        truth = mpmath.log1p(2 * mpmath.exp(-40))
    result = cross_entropy_with_logits(case["input"], case["target"])
    assert result == pytest.approx(float(truth), rel=1e-15)


@pytest.mark.parametrize(
    "case",
    cases_of("binary_cross_entropy", lambda case: len(case["target"]) == 2),
)
def test_binary_cross_entropy(case):
    for reduction in REDUCTIONS:
        result = binary_cross_entropy(
            floats(case["input"]), floats(case["target"]), reduction=reduction
        )
        assert close(result, case[reduction])


def test_binary_cross_entropy_is_not_cut_at_100():
    [case] = [case for case in CASES if case["input"] == [1e-300, 0.0, 1.0]]
    assert case["none"] == [100, 100, 100]
    result = binary_cross_entropy(case["input"], case["target"], reduction="none")
    assert result[0] == pytest.approx(300 * math.log(10), rel=1e-15)
    assert result[1:].tolist() == [math.inf, math.inf]


@pytest.mark.parametrize(
    "case",
    cases_of("binary_cross_entropy_with_logits", lambda case: len(case["target"]) == 2),
)
def test_binary_cross_entropy_with_logits(case):
    args = floats(case["input"]), floats(case["target"])
    for reduction in REDUCTIONS:
        result = binary_cross_entropy_with_logits(
            *args, **case["options"], reduction=reduction
        )
        assert close(result, case[reduction])
    gradient = binary_cross_entropy_gradient(*args, **case["options"])
    # PyTorch takes sigmoid(z) - 1, which keeps few digits at z = 20.
    assert np.allclose(gradient, case["gradient_of_mean"], rtol=1e-13, atol=1e-16)


def test_only_true_underflows_are_lost():
    [case] = [case for case in CASES if len(case["input"]) == 25]
    z = floats(case["input"])
    with mpmath.workdps(50):
        truth = np.array([float(mpmath.log1p(mpmath.exp(-x))) for x in case["input"]])
    result = binary_cross_entropy_with_logits(z, np.ones(25), reduction="none")
    # Below the normal numbers exp itself is rounded to multiples of 5e-324.
    assert np.allclose(result, truth, rtol=1e-15, atol=5e-324)
    assert z[(result == 0)].tolist() == [800, 1000, 3000, 10000]
    assert z[(floats(case["none"]) == 0)].tolist() == [745, 800, 1000, 3000, 10000]
    # Of the gradient PyTorch loses what 1 - sigmoid(z) cannot hold, from z = 50 on.
    gradient = binary_cross_entropy_gradient(z, np.ones(25), reduction="sum")
    assert z[(floats(case["gradient_of_mean"]) == 0)].min() == 50
    assert z[(gradient == 0)].tolist() == [800, 1000, 3000, 10000]


def test_at_infinity():
    [case] = [case for case in CASES if case["input"] == ["inf", "inf", "-inf", "-inf"]]
    assert case["none"] == ["nan", "inf", "nan", "nan"]
    result = binary_cross_entropy_with_logits(
        floats(case["input"]), case["target"], reduction="none"
    )
    assert result.tolist() == [0, math.inf, math.inf, 0]
