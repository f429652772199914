import math

import numpy as np
import pytest

from crossentropy import cross_entropy_gradient, cross_entropy_with_logits

Z = np.array([[0.5, -1.0, 2.0], [1.5, 0.25, -0.75]])
CLASSES = [2, 0]
INTEGERS = [
    np.int8,
    np.uint8,
    np.int16,
    np.uint16,
    np.int32,
    np.uint32,
    np.int64,
    np.uint64,
    ">i2",
    "<u4",
]
each_function = pytest.mark.parametrize(
    "function", [cross_entropy_with_logits, cross_entropy_gradient]
)


def message(function, labels, logits=Z, **options):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(logits, labels, **options)
    return str(raised.value)


@each_function
@pytest.mark.parametrize("dtype", INTEGERS)
def test_any_integer_type(function, dtype):
    result = function(Z, np.array(CLASSES, dtype))
    assert np.array_equal(result, function(Z, CLASSES))


@each_function
def test_booleans_are_the_classes_0_and_1(function):
    z = Z[:, :2]
    labels = np.array([True, False])
    assert np.array_equal(function(z, labels), function(z, [1, 0]))


def test_each_label_picks_its_class():
    # -ln q of ln 1, ln 2, ln 5 is ln 8, ln 4 and ln 8/5.
    z = np.log([1.0, 2.0, 5.0])
    for label, loss in enumerate([math.log(8), math.log(4), math.log(8 / 5)]):
        assert cross_entropy_with_logits(z, label) == pytest.approx(loss, rel=1e-15)
        given = np.array(label, np.uint8)
        assert cross_entropy_with_logits(z, given) == pytest.approx(loss, rel=1e-15)


def test_many_classes_of_few_bits():
    # 255 is the last that uint8 can hold, of 300 classes.
    z = np.zeros((1, 300))
    z[0, 255] = 3
    result = cross_entropy_with_logits(z, np.array([255], np.uint8))
    assert result == pytest.approx(math.log(299 + math.e**3) - 3, rel=1e-14)


@each_function
@pytest.mark.parametrize(
    ("labels", "where", "hint"),
    [
        ([2, 3], "labels[1] is 3", "count from 0"),
        ([1, 2**62], "labels[1] is 4611686018427387904", "count from 0"),
        (np.array([255, 0], np.uint8), "labels[0] is 255", "count from 0"),
        (
            np.array([0, 2**64 - 1], np.uint64),
            "labels[1] is 18446744073709551615",
            "count from 0",
        ),
        (
            [0, -1],
            "labels[1] is -1",
            "pass ignore_index=-1 if it marks rows to leave out",
        ),
        (
            np.array([-100, 0], np.int8),
            "labels[0] is -100",
            "pass ignore_index=-100 if it marks rows to leave out",
        ),
    ],
)
def test_no_such_class(function, labels, where, hint):
    assert message(function, labels) == (
        f"{where}, but the 3 classes have the numbers 0 to 2; {hint}"
    )


@each_function
@pytest.mark.parametrize("label", [-1, -2, -3])
def test_negative_never_wraps(function, label):
    assert f"labels[0] is {label}, but" in message(function, [label, 0])
    assert f"labels[0] is {label}, but" in message(
        function, [label, -100], ignore_index=-100
    )


@each_function
def test_place_in_a_batch_of_sequences(function):
    labels = np.zeros((2, 2, 2), int)
    labels[1, 0, 1] = 3
    assert message(function, labels, np.zeros((2, 2, 2, 3))).startswith(
        "labels[1, 0, 1] is 3, but the 3 classes"
    )


@each_function
def test_ignored_rows_only_where_they_are_marked(function):
    assert message(function, [-1, -100], ignore_index=-100) == (
        "labels[0] is -1, but the 3 classes have the numbers 0 to 2; count from 0"
    )
    function(Z, [2, -100], ignore_index=-100)
    function(Z, [2, 77], ignore_index=77)


@each_function
def test_ignore_index_is_opt_in(function):
    # PyTorch's -100 means nothing here until one says so.
    assert "pass ignore_index=-100 if it" in message(function, [0, -100])


@each_function
@pytest.mark.parametrize("mark", [1, -100, 1.0])
def test_ignore_index_with_soft_labels(function, mark):
    assert message(function, np.eye(3)[CLASSES], ignore_index=mark) == (
        f"ignore_index is {mark!r}, but labels are distributions; "
        "leave their rows out of logits and labels instead"
    )


@each_function
@pytest.mark.parametrize(
    ("mark", "shown"), [(1.0, "1.0"), ("1", "'1'"), ([1], "[1]"), (math.nan, "nan")]
)
def test_ignore_index_of_another_type(function, mark, shown):
    assert message(function, CLASSES, ignore_index=mark) == (
        f"ignore_index is {shown}, but a class is an integer; "
        "pass the integer that marks the rows to leave out"
    )


@each_function
@pytest.mark.parametrize(
    ("labels", "shape"),
    [
        ([0, 1, 2], "(3,)"),
        (0, "()"),
        ([[0], [1]], "(2, 1)"),
        ([[0, 1]], "(1, 2)"),
        (np.full((2, 4), 0.25), "(2, 4)"),
        (np.full((3, 2), 0.5), "(3, 2)"),
    ],
)
def test_shapes(function, labels, shape):
    assert message(function, labels).startswith(
        f"labels has shape {shape}, but logits has (2, 3); "
        "pass classes of shape (2,) or distributions of shape (2, 3)"
    )


@each_function
@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16])
def test_classes_are_no_floats(function, dtype):
    name = np.dtype(dtype).name
    assert message(function, np.array([2, 0], dtype)).startswith(
        f"labels has dtype {name}, but a class is an integer; pass "
    )


@each_function
@pytest.mark.parametrize(
    ("labels", "said"),
    [
        (["a", "b"], "labels has dtype <U1, but a label is a real number; pass "),
        ([None, 1], "labels has dtype object, but a label is a real number; pass "),
        ([[0], [1, 2]], "labels is not a rectangular array; give all of its rows the "),
        (np.ma.array([0, 1]), "labels is a masked array, and its mask would be lost; "),
    ],
)
def test_no_labels(function, labels, said):
    assert message(function, labels).startswith(said)


@each_function
@pytest.mark.parametrize(
    ("row", "said"),
    [
        (
            [0.5, 0.25, 0.3],
            "labels[1] sums to 1.05; divide by its sum: "
            "labels / np.sum(labels, axis=1, keepdims=True)",
        ),
        (
            [1, 1, 0],
            "labels[1] sums to 2; divide by its sum: "
            "labels / np.sum(labels, axis=1, keepdims=True)",
        ),
        (
            [0, 0, 0],
            "labels[1] sums to 0; give it at least one outcome that can occur",
        ),
        (
            [-0.5, 1.5, 0],
            "labels[1, 0] is -0.5, but a probability lies between 0 and 1; "
            "take np.exp of log-probabilities, the softmax of logits",
        ),
        (
            [0.5, 0.5, math.nan],
            "labels[1, 2] is nan, but a probability lies between 0 and 1; "
            "replace or drop nan and inf first",
        ),
    ],
)
def test_no_distribution(function, row, said):
    assert message(function, [[0.25, 0.25, 0.5], row]) == said


def test_no_distribution_in_a_late_block():
    y = np.full((70_000, 2), 0.5)
    y[69_999, 1] = 0.6
    assert message(cross_entropy_with_logits, y, np.ones((70_000, 2))).startswith(
        "labels[69999] sums to 1.1; divide by its sum: "
    )


def test_what_rounding_left_of_the_sum_is_divided_out():
    y = np.array([0.3, 0.3, 0.4]) * (1 + 5e-10)
    for reduction in ("mean", "sum"):
        result = cross_entropy_with_logits(Z[0], y, reduction=reduction)
        exactly = cross_entropy_with_logits(Z[0], [0.3, 0.3, 0.4], reduction=reduction)
        assert result == pytest.approx(exactly, rel=4 * 2.0**-52)


@pytest.mark.parametrize("dtype", [np.float64, np.float32, np.float16, int, bool])
def test_soft_labels_of_any_real_type(dtype):
    one_hot = np.eye(3)[CLASSES].astype(dtype)
    result = cross_entropy_with_logits(Z, one_hot)
    assert result == cross_entropy_with_logits(Z, CLASSES)
    single = Z.astype(np.float32)
    none = cross_entropy_with_logits(single, one_hot, reduction="none")
    assert none.dtype == np.float32
