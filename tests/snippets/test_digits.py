"""Each value of the chapter "digits", reached again by another road."""
# ruff: noqa: N803, N806 - X, Y and W are their names in the formulas

import math
from collections import Counter
from functools import cache

import mpmath
import numpy as np
import pytest
import scipy.special
import scipy.stats
from sklearn.datasets import load_digits
from sklearn.dummy import DummyClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import confusion_matrix, log_loss


@cache
def split():
    """The pictures and labels, split by counting, not by a mask."""
    data = load_digits()
    numbers = range(len(data.target))
    return [
        (data.images[part].reshape(-1, 64) / 16, data.target[part])
        for part in (
            [n for n in numbers if n % 3 != 2],
            [n for n in numbers if n % 3 == 2],
        )
    ]


def loss_of(W, b, X, y):
    log_q = scipy.special.log_softmax(X @ W + b, axis=1)
    return -log_q[np.arange(len(y)), y].mean()


@cache
def descent(kind=np.float64, order=1):
    """W and b before the first of 200 steps and after each, without the library."""
    X, y = (part[::order] for part in split()[0])
    X, Y = X.astype(kind), np.eye(10, dtype=kind)[y]
    W, b = np.zeros((64, 10), kind), np.zeros(10, kind)
    passed = [(W, b)]
    for _ in range(200):
        pull = kind(0.5) * (scipy.special.softmax(X @ W + b, axis=1) - Y) / kind(len(y))
        W, b = W - X.T @ pull, b - pull.sum(axis=0)
        passed.append((W, b))
    return passed


def descended(steps):
    return descent()[steps]


def log_q_after(steps, X):
    W, b = descended(steps)
    return scipy.special.log_softmax(X @ W + b, axis=1)


def test_pictures(snippet):
    found = snippet("pictures")
    (X, y), (others, their) = split()
    for ours, theirs in zip(found["train"], (X, y), strict=True):
        assert np.array_equal(ours, theirs)
    for ours, theirs in zip(found["test"], (others, their), strict=True):
        assert np.array_equal(ours, theirs)
    assert (found["N"], found["d"], found["side"], found["K"]) == (1797, 64, 8, 10)
    assert (found["learnt_from"], found["kept_back"]) == (1198, 599)


def test_ten(snippet):
    found = snippet("ten")
    assert list(found["shown"]) == list(load_digits().target[2:30:3])
    assert found["one_of_each"] is True
    assert Counter(found["shown"].tolist()) == Counter(range(10))
    assert len(found["fig"].axes) == 10


def test_first_number(snippet):
    found = snippet("first_number")
    (_, y), (_, others) = split()
    assert found["is_right"] is True
    assert found["at_first"] == pytest.approx(float(mpmath.log(10)), rel=1e-14)
    assert found["ignorance"] == pytest.approx(float(mpmath.log(10)), rel=1e-15)
    counts = [sum(y == k) for k in range(10)]
    assert found["label_entropy"] == pytest.approx(scipy.stats.entropy(counts), 1e-13)
    assert found["rarest"] == min(counts) / 1198
    assert found["most_frequent"] == max(counts) / 1198
    # Example by example: what each held-out label costs whoever knows the counts.
    mean = np.mean([-math.log(counts[k] / 1198) for k in others])
    assert found["on_held_out"] == pytest.approx(mean, rel=1e-13)
    assert found["label_entropy"] < found["ignorance"] < found["on_held_out"]


def test_frequencies(snippet):
    """By scikit-learn's classifier that always answers with the frequencies."""
    found = snippet("frequencies")
    (X, y), _ = split()
    always = DummyClassifier(strategy="prior").fit(X, y)
    assert found["is_label_entropy"] is True
    expected = log_loss(y, always.predict_proba(X))
    assert found["first"] == pytest.approx(expected, rel=1e-13)
    assert found["rare"] == 1 / 100
    assert found["with_a_rare_class"] == pytest.approx(scipy.stats.entropy([99, 1]))
    assert found["even"] == pytest.approx(float(mpmath.log(2)), rel=1e-15)


def test_scale(snippet):
    found = snippet("scale")
    X, y = split()[0]
    for seed in range(5):
        first = np.random.default_rng(seed).standard_normal((64, 10))
        for n, sigma in enumerate(np.geomspace(0.01, 3, 12)):
            expected = loss_of(sigma * first, 0, X, y)
            assert found["losses"][seed, n] == pytest.approx(expected, rel=1e-12)
    assert found["sigmas"][11] == pytest.approx(3)
    assert found["large"] == found["losses"][0, 11] > 10 * math.log(10)
    ends = found["losses"][:, 11]
    assert (found["lowest"], found["highest"]) == (min(ends), max(ends))
    small = [found["losses"][:, n] for n in range(4)]  # up to 0.047
    assert np.max(small) < 1.02 * math.log(10)
    assert np.min(small) > 0.99 * math.log(10)
    assert found["sigmas"][3] < found["narrow"] < found["sigmas"][4]
    assert found["is_ignorant"] is True


def test_scale_is_not_soon_forgotten(snippet):
    found = snippet("scale")
    (X, y), (others, their) = split()
    W = 3 * np.random.default_rng(0).standard_normal((64, 10))
    b, Y = np.zeros(10), np.eye(10)[y]
    for _ in range(200):
        pull = 0.5 * (scipy.special.softmax(X @ W + b, axis=1) - Y) / len(y)
        W, b = W - X.T @ pull, b - pull.sum(axis=0)
    assert found["later"] == pytest.approx(loss_of(W, b, others, their), rel=1e-9)
    right = np.mean((others @ W + b).argmax(axis=1) == their)
    assert found["later_right"] == pytest.approx(right)
    assert found["later"] > 3 * snippet("training")["held_out_loss"]


def test_training(snippet):
    found = snippet("training")
    train, (X, y) = split()
    W, b = descended(200)
    assert found["loss"] == pytest.approx(loss_of(W, b, *train), rel=1e-9)
    assert found["held_out_loss"] == pytest.approx(loss_of(W, b, X, y), rel=1e-9)
    assert found["right"] == sum((X @ W + b).argmax(axis=1) == y)
    assert found["accuracy"] == found["right"] / 599
    assert found["parameters"] == 64 * 10 + 10
    assert found["below_both"]


@pytest.mark.parametrize(("kind", "order"), [(np.float32, 1), (np.float64, -1)])
def test_training_keeps_its_tolerance(snippet, kind, order):
    """Half the digits, or another order of the sums, change the losses by less."""
    found = snippet("training")
    W, b = descent(kind, order)[-1]
    for name, part in zip(("loss", "held_out_loss"), split(), strict=True):
        off = loss_of(W.astype(float), b.astype(float), *part) / found[name] - 1
        assert abs(off) < found["_tolerance"][name] / 2


def test_training_nears_what_scikit_learn_finds(snippet):
    """Without a step, with another algorithm: more exact, and right as often."""
    found = snippet("training")
    (X, y), (others, their) = split()
    model = LogisticRegression(C=3, max_iter=1000).fit(X, y)
    assert loss_of(model.coef_.T, model.intercept_, X, y) < found["loss"]
    assert model.score(others, their) == pytest.approx(found["accuracy"], abs=0.03)


def test_curves(snippet):
    found = snippet("curves")
    assert found["learns"] is True
    learnt, held_out = found["fig"].axes[0].lines[:2]
    for line, part in ((learnt, 0), (held_out, 1)):
        assert len(line.get_ydata()) == 201
        for t in (0, 1, 7, 50, 200):
            expected = loss_of(*descended(t), *split()[part])
            assert line.get_ydata()[t] == pytest.approx(expected, rel=1e-9)
    levels = [line.get_ydata()[0] for line in found["fig"].axes[0].lines[2:]]
    assert levels == [found["ignorance"], found["label_entropy"]]


def test_one_step(snippet):
    """The weights are the slope of the loss at zero, by central differences."""
    found = snippet("one_step")
    X, y = split()[0]
    assert found["is_the_mean_picture"]
    for pixel, k in ((20, 0), (28, 3), (60, 9), (10, 5)):
        nudge = np.zeros((64, 10))
        nudge[pixel, k] = 1e-4
        slope = (loss_of(nudge, 0, X, y) - loss_of(-nudge, 0, X, y)) / 2e-4
        assert found["model"].W[pixel, k] == pytest.approx(-0.5 * slope, abs=1e-9)
        assert found["by_hand"][k, pixel] == pytest.approx(-0.5 * slope, abs=1e-9)
    W, b = descended(1)
    others, their = split()[1]
    right = np.mean((others @ W + b).argmax(axis=1) == their)
    assert found["accuracy"] == pytest.approx(right)


def test_weights(snippet):
    found = snippet("weights")
    W, _ = descended(200)
    assert found["largest"] == pytest.approx(abs(W).max(), rel=1e-9)
    zero = W[:, 0].reshape(8, 8)
    assert zero[3:5, 3:5].max() < 0  # ink in its middle speaks against a zero
    assert zero.min() == zero[2:6, 3:5].min()
    assert zero[3:5, 2].min() > 0  # and ink on the ring for it


def prices():
    """Bits that each held-out digit costs."""
    X, y = split()[1]
    return -log_q_after(200, X)[np.arange(599), y] / math.log(2)


def test_surprising(snippet):
    found = snippet("surprising")
    X, y = split()[1]
    bits = prices()
    worst = sorted(range(599), key=lambda n: -bits[n])[:5]
    answers = log_q_after(200, X).argmax(axis=1)
    assert list(found["worst"]) == worst
    assert found["bits_of_worst"] == pytest.approx(bits[worst], rel=1e-9)
    assert list(found["labels_of_worst"]) == [y[n] for n in worst]
    assert list(found["taken_for"]) == [answers[n] for n in worst]
    assert found["chance"] == pytest.approx(2 ** -bits[worst[0]], rel=1e-9)
    assert found["mean"] == pytest.approx(sum(bits) / 599, rel=1e-9)
    assert found["median"] == pytest.approx(sorted(bits)[299], rel=1e-9)
    wrong = [n for n in range(599) if answers[n] != y[n]]
    assert found["wrong"] == len(wrong) == 599 - snippet("training")["right"]
    assert found["share_of_errors"] == len(wrong) / 599
    five = sorted(bits)[-5:]
    assert found["share_of_worst"] == pytest.approx(sum(five) / sum(bits))
    assert found["share_of_wrong"] == pytest.approx(bits[wrong].sum() / bits.sum())


def test_surprising_is_the_held_out_loss_in_bits(snippet):
    held_out = snippet("training")["held_out_loss"]
    assert snippet("surprising")["mean"] * math.log(2) == pytest.approx(held_out)


def test_gallery(snippet, any_snippet):
    axes = snippet("gallery")["fig"].axes
    shown = [float(ax.texts[0].get_text().split()[0]) for ax in axes]
    assert shown == sorted((round(b, 2) for b in prices()), reverse=True)[:5]
    assert shown[0] < any_snippet("information", "match")["china_bits"]


def test_same_accuracy(snippet):
    found = snippet("same_accuracy")
    X, y = split()[1]
    for steps, count, loss in ((50, "right", "before"), (60, "still", "after")):
        W, b = descended(steps)
        assert found[count] == sum((X @ W + b).argmax(axis=1) == y)
        assert found[loss] == pytest.approx(loss_of(W, b, X, y), rel=1e-9)
    assert found["not_one_more"] is True
    assert found["falls"]


def test_saved(snippet):
    found = snippet("saved")
    bits = prices()
    assert found["left_bits"] == pytest.approx(bits.mean(), rel=1e-9)
    assert found["label_bits"] == pytest.approx(float(mpmath.log(10, 2)))
    assert found["saved_bits"] == pytest.approx(np.mean(math.log2(10) - bits), rel=1e-9)
    assert found["saved_nats"] == pytest.approx(found["saved_bits"] * found["one_bit"])
    geometric = scipy.stats.gmean(2**-bits)
    assert found["usual_chance"] == pytest.approx(geometric, rel=1e-9)


def test_mixed_up(snippet):
    found = snippet("mixed_up")
    X, y = split()[1]
    answers = log_q_after(200, X).argmax(axis=1)
    pairs = Counter((int(a), int(b)) for a, b in zip(y, answers, strict=True) if a != b)
    [(pair, count), (_, second)] = pairs.most_common(2)
    assert (found["eight"], found["one"]) == pair
    assert found["commonest"] == count > second
    assert found["eights"] == sum(y == pair[0])
    assert found["mistakes"] == sum(pairs.values()) == snippet("surprising")["wrong"]
    assert found["no_false_zero"] is (not any(b == 0 for _, b in pairs))
    [ax] = found["fig"].axes
    table = confusion_matrix(y, answers)
    shown = {text.get_position()[::-1]: int(text.get_text()) for text in ax.texts}
    assert shown == {at: n for at, n in np.ndenumerate(table) if n}
    [circles] = ax.collections
    places = [(int(b), int(a)) for a, b in circles.get_offsets()]
    areas = dict(zip(places, circles.get_sizes() / 55, strict=True))
    assert areas == pairs


def test_ninety(snippet):
    found = snippet("ninety")
    assert found["right_answers"] == pytest.approx(1 - 599 / 5990)
    assert found["named"] == 0


def test_run(snippet):
    found = snippet("run")
    X, y = split()[1]
    bits = prices()
    numbers = []
    for k in range(10):
        numbers.append(next(n for n in range(599) if y[n] == k))
    for k in range(10):
        numbers.append(max((n for n in range(599) if y[n] == k), key=bits.__getitem__))
    assert found["plain"] + found["hardest"] == numbers
    assert np.array_equal(found["inks"], 16 * X[numbers])
    assert found["kept"][0] == 0
    assert found["kept"][-1] == 200
    for n, steps in enumerate(found["kept"]):
        expected = log_q_after(steps, X[numbers])
        assert np.abs(found["thousandths"][n] / 1000 - expected).max() < 5.1e-4
        for name, part in zip(("losses", "held_out_losses"), split(), strict=True):
            loss = loss_of(*descended(steps), *part)
            assert found[name][n] == pytest.approx(loss, abs=5.1e-5)


def test_run_starts_at_its_end(snippet):
    found = snippet("run")
    X, y = split()[1]
    number = found["hardest"][4]
    assert number == snippet("surprising")["worst"][0]
    expected = np.exp(log_q_after(200, X[number : number + 1])[0])
    assert found["q"] == pytest.approx(expected, abs=5e-4)
    assert found["surprise"] == pytest.approx(-math.log2(found["q"][y[number]]))
    assert found["is_near"] is True
    assert found["loss"] == found["losses"][-1]
    assert found["held_out_loss"] == found["held_out_losses"][-1]


def test_on_the_way(snippet):
    bars, found = snippet("on_the_way")["fig"].axes[1], snippet("run")
    assert [bar.get_height() for bar in bars.patches] == pytest.approx(found["q"])


def test_drawn(snippet):
    found = snippet("drawn")
    X, y = split()[1]
    W, b = descended(200)
    assert np.abs(found["thousandths"] / 1000 - W).max() < 5.1e-4
    assert np.abs(found["offsets"] / 1000 - b).max() < 5.1e-4
    rounded = X @ found["thousandths"] + found["offsets"]
    assert np.array_equal(rounded.argmax(axis=1), (X @ W + b).argmax(axis=1))
    assert found["same_answers"] is True
    assert np.array_equal(found["samples"], 16 * X[:10])
    assert np.array_equal(found["sample_labels"], y[:10])
    worst = int(prices().argmax())
    assert np.array_equal(found["ink"], 16 * X[worst])
    assert found["label"] == y[worst]
    q = scipy.special.softmax(rounded[worst] / 1000)
    assert found["q"] == pytest.approx(q, rel=1e-12)
    assert found["surprise"] == pytest.approx(-math.log2(q[y[worst]]), rel=1e-12)
    assert found["fine"] ** 2 == 16 * 64


def test_field(snippet):
    bars, found = snippet("field")["fig"].axes[1], snippet("drawn")
    assert [bar.get_width() for bar in bars.patches] == pytest.approx(found["q"])


def test_letters(snippet):
    found = snippet("letters")
    assert math.exp(found["loss"]) == pytest.approx(26, rel=1e-14)
    assert 2 ** found["in_bits"] == pytest.approx(26, rel=1e-14)
    assert math.exp(found["of_digits"]) == pytest.approx(10)


def test_thousand(snippet):
    found = snippet("thousand")
    assert f"{found['loss']:.4f}" == "6.9078"
    assert math.exp(6.9078) == pytest.approx(found["classes"], rel=1e-4)
    assert found["in_bits"] == pytest.approx(1000 ** math.log(2))
    assert found["by_ten"] == pytest.approx(math.log(1000**10))


def test_stuck(snippet):
    found = snippet("stuck")
    assert found["share"] == pytest.approx(1 / 10, rel=1e-14)
    assert found["in_base_two"] == pytest.approx(10 ** -math.log(2))


def test_summed(snippet):
    found = snippet("summed")
    assert found["printed"] == pytest.approx(math.fsum([math.log(10)] * 1198))
    assert found["mean"] == pytest.approx(math.log(10), rel=1e-14)
    assert found["by_classes"] == pytest.approx(found["printed"] / 10)
