"""Each value of the chapter "softmax", reached again by another road."""

import math
from fractions import Fraction

import mpmath
import numpy as np
import pytest
import scipy.optimize
import scipy.special
from sklearn.datasets import load_digits

mpmath.mp.dps = 50

LOGITS = ("2", "-1", "0.5")
SOFT = ("0.6", "0.1", "0.3")


def close(value, expected, rel=1e-13):
    return value == pytest.approx(float(expected), rel=rel, abs=1e-300)


def belief(z, temperature=1):
    """Softmax of the decimals as they are written, in fifty digits."""
    powers = [mpmath.exp(mpmath.mpf(z_k) / temperature) for z_k in z]
    return [power / sum(powers) for power in powers]


def bits(p):
    return -sum(p_k * mpmath.log(p_k, 2) for p_k in p)


def slopes(loss, z):
    """The partial derivatives of a function of a list, by mpmath."""
    point = [mpmath.mpf(z_k) for z_k in z]

    def along(k):
        return lambda x: loss([*point[:k], x, *point[k + 1 :]])

    return [mpmath.diff(along(k), point[k]) for k in range(len(point))]


def loss_of(y):
    y = [mpmath.mpf(y_k) for y_k in y]
    return lambda z: (
        -sum(
            y_k * mpmath.log(q_k) for y_k, q_k in zip(y, belief(z), strict=True) if y_k
        )
    )


def test_scores(snippet):
    found = snippet("scores")
    expected = belief(LOGITS)
    assert all(map(close, found["q"], expected))
    assert [f"{q_k:.4f}" for q_k in found["q"]] == ["0.7856", "0.0391", "0.1753"]
    # e^-1.5 is what the fox has for each cat, e^-3 the dog.
    assert close(found["loss"], mpmath.log(1 + mpmath.exp(-1.5) + mpmath.exp(-3)))
    assert f"{found['loss']:.4f}" == "0.2413"
    measured = slopes(loss_of((1, 0, 0)), LOGITS)
    assert found["gradient"] == pytest.approx([float(x) for x in measured], abs=1e-13)
    assert found["total"] == pytest.approx(0, abs=1e-15)
    for claim in ("is_the_formula", "is_the_surprise", "sums_to_zero"):
        assert found[claim], claim


def test_logits(snippet):
    found, scores = snippet("logits"), snippet("scores")
    for name in ("q", "gradient"):
        assert np.array_equal(found[name], scores[name])
    assert found["loss"] == scores["loss"]
    left, right = found["fig"].axes
    assert [bar.get_width() for bar in left.patches] == [2, -1, 0.5]
    assert [bar.get_width() for bar in right.patches[:3]] == list(scores["q"])
    written = {text.get_text() for text in right.texts}
    assert {"q", "q − y", "−0.2144", "0.7856"} <= written
    # Each arrow goes from the belief to the label.
    arrows = [text for text in right.texts if hasattr(text, "arrow_patch")]
    assert [arrow.xy[0] for arrow in arrows] == [1, 0, 0]
    assert [arrow.xyann[0] for arrow in arrows] == list(scores["q"])


def test_shift(snippet):
    found = snippet("shift")
    moved = belief([mpmath.mpf(z_k) + found["c"] for z_k in LOGITS])
    assert all(map(close, moved, belief(LOGITS)))
    assert found["unchanged"]


def test_overflow(snippet):
    found = snippet("overflow")
    largest = found["largest"]
    assert math.isfinite(math.exp(largest - 1e-9))
    with pytest.raises(OverflowError):
        math.exp(largest + 1e-9)
    assert close(largest, 1024 * mpmath.log(2))  # the doubles end below 2^1024
    assert found["breaks"]
    assert found["holds"]
    assert (
        scipy.special.softmax(found["z"]).tolist() == found["q"].tolist() == [1, 0, 0]
    )


def test_two(snippet):
    found = snippet("two")
    assert close(found["sigmoid"], scipy.special.expit(2.2))
    assert close(found["q"][1], (1 + math.tanh(1.1)) / 2)
    assert found["same"]


def test_gap(snippet):
    found = snippet("gap")
    assert close(found["gap"], mpmath.log(4))  # 0.8 against 0.2
    assert close(found["loss"], mpmath.log(Fraction(5, 4)))
    assert close(found["push"], Fraction(1, 5))


def test_softplus(snippet):
    found = snippet("softplus")
    assert found["points"].tolist() == [-4, 0, 3]
    for x, height, slope in zip(
        found["points"], found["at"], found["slopes"], strict=True
    ):
        assert close(height, mpmath.log(1 + mpmath.exp(-x)))
        assert close(slope, mpmath.diff(lambda g: mpmath.log(1 + mpmath.exp(-g)), x))
    curve = found["fig"].axes[0].lines[0]
    assert np.all(np.diff(curve.get_ydata()) < 0)
    assert np.all(np.diff(curve.get_ydata(), 2) > 0)  # a bowl


def test_steps(snippet):
    found = snippet("steps")
    assert found["y"].tolist() == [0.6, 0.1, 0.3]
    expected = loss_of(SOFT)(LOGITS)
    assert all(close(line, expected) for line in found["lines"])
    assert close(found["lse"], scipy.special.logsumexp([2, -1, 0.5]))
    measured = slopes(loss_of(SOFT), LOGITS)
    assert found["gradient"] == pytest.approx([float(x) for x in measured], abs=1e-13)
    for claim in ("same", "is_q_minus_y", "rests_at_the_label"):
        assert found[claim], claim


def test_the_loss_of_a_soft_label_is_least_at_the_label():
    y = np.array([0.6, 0.1, 0.3])
    result = scipy.optimize.minimize(
        lambda z: scipy.special.logsumexp(z) - z @ y, [2, -1, 0.5], tol=1e-12
    )
    assert scipy.special.softmax(result.x) == pytest.approx(y, abs=1e-5)


def test_two_yes(snippet):
    found = snippet("two_yes")
    expected = slopes(loss_of((1, 0, 1)), LOGITS)
    assert found["slopes"] == pytest.approx([float(x) for x in expected], abs=1e-9)
    assert found["total"] == 2
    assert found["is_twice_q_minus_y"]
    # q − y alone would be another.
    assert np.abs(expected - (found["q"] - found["y"])).max() > 0.1


def test_wrong_axis(snippet):
    found = snippet("wrong_axis")
    # In each column the two differ by 3, 1 and 3.5.
    first = sum(1 / (1 + mpmath.exp(-gap)) for gap in (3, 1, mpmath.mpf("3.5")))
    assert close(found["sums"][0], first)
    assert close(found["sums"][1], 3 - first)
    assert found["sums_to_one"]


def test_walk(snippet):
    found = snippet("walk")
    assert found["falls"] is True
    for y, path in zip(found["labels"], found["paths"], strict=True):
        z = np.array([2, -1, 0.5])
        for at in path[1:]:
            powers = np.exp(z)
            z = z - (powers / powers.sum() - y)
            assert at == pytest.approx(z, abs=1e-12)
    assert len(found["paths"][0]) == found["steps"] + 1 == 16


def test_walk_reaches_a_soft_label_and_nears_a_corner(snippet):
    found = snippet("walk")
    *corners, soft = [scipy.special.softmax(path, axis=1) for path in found["paths"]]
    assert np.abs(soft[-1] - found["soft"]).max() < 0.05
    for k, path in enumerate(corners):
        lengths = np.linalg.norm(np.diff(found["paths"][k], axis=0), axis=1)
        assert np.all(np.diff(lengths[-5:]) < 0)  # shorter and shorter
        assert 0.85 < path[-1][k] < 1


def test_flow_draws_nine_ways_to_the_cat_and_four_paths(snippet):
    left, right = snippet("flow")["fig"].axes
    assert len(left.lines) == 9
    for line in left.lines:
        x, y = line.get_data()
        assert math.hypot(x[-1], y[-1]) < 0.1  # the cat's corner
        assert math.hypot(x[0], y[0]) > 0.8
    paths = [line for line in right.lines if len(line.get_xdata()) == 16]
    assert len(paths) == 4
    assert len({line.get_xydata()[0].tobytes() for line in paths}) == 1


def test_bowl(snippet):
    found = snippet("bowl")
    q = [float(q_k) for q_k in belief(LOGITS)]
    # Trace and sum of principal minors give the two eigenvalues beside 0.
    trace = sum(q_k * (1 - q_k) for q_k in q)
    minors = 3 * math.prod(q)
    root = math.sqrt(trace**2 - 4 * minors)
    expected = [0, (trace - root) / 2, (trace + root) / 2]
    assert found["bends"] == pytest.approx(expected, abs=1e-13)
    for claim in ("never_down", "flat_one_way", "is_the_slope"):
        assert found[claim], claim


def test_bowl_bends_by_a_variance(snippet):
    found, chance = snippet("bowl"), np.random.default_rng(5)
    q = np.array([float(q_k) for q_k in belief(LOGITS)])
    for v in chance.normal(size=(20, 3)):
        variance = q @ (v - q @ v) ** 2
        assert v @ found["hessian"] @ v == pytest.approx(variance, abs=1e-14)


def test_differences(snippet):
    found = snippet("differences")
    assert found["agrees"]
    assert found["best_in_between"]
    h, errors = found["h"], found["errors"]
    # What the symmetric difference misses is h² / 6 times the third derivative.
    q = np.array([float(q_k) for q_k in belief(LOGITS)])
    third = np.abs(q * (1 - q) * (1 - 2 * q)).max()
    right = (h > 1e-3) & (h < 0.1)
    assert errors[right] == pytest.approx(h[right] ** 2 * third / 6, rel=0.01)
    assert [h[-9], h[-5]] == pytest.approx([0.01, 0.1])
    assert found["times"] == pytest.approx(100, rel=0.01)
    # On the left it grows about as 1/h: over four powers of ten, by some thousands.
    assert 1e3 < errors[:4].mean() / errors[16:20].mean() < 1e5


def test_temperature(snippet):
    found = snippet("temperature")
    assert found["T"] == [0.25, 1, 4]
    for t, q, entropy in zip(found["T"], found["beliefs"], found["bits"], strict=True):
        expected = belief(LOGITS, mpmath.mpf(t))
        assert all(map(close, q, expected))
        assert close(entropy, bits(expected), rel=1e-12)
    assert [f"{b:.4f}" for b in found["bits"]] == ["0.0251", "0.8968", "1.5196"]
    assert close(found["limit"], mpmath.log(3, 2))
    assert found["evens_out"]
    assert found["order_stays"]


def test_temperature_divides_the_gradient():
    """By mpmath, as the page says: (q − y) / T."""
    for t in (Fraction(1, 4), 4):
        measured = slopes(
            lambda z, t=t: -mpmath.log(belief(z, mpmath.mpf(float(t)))[0]), LOGITS
        )
        q = belief(LOGITS, mpmath.mpf(float(t)))
        expected = [
            (q_k - y_k) / float(t) for q_k, y_k in zip(q, (1, 0, 0), strict=True)
        ]
        assert all(map(close, measured, expected))


def losses_of_two_softmaxes(z):
    return -mpmath.log(belief(belief(z))[0])


def test_twice(snippet):
    found = snippet("twice")
    log_sum = mpmath.log(mpmath.e + 9)
    assert close(found["floor"], log_sum - 1)
    assert close(found["ceiling"], log_sum)
    assert f"{found['floor']:.4f}" == "1.4612"
    assert found["others"] == 9
    assert found["is_the_formula"]
    assert close(found["doubled"], losses_of_two_softmaxes(LOGITS))
    shrug, behind = [0] * 10, [0, 10] + [0] * 8
    once = slopes(loss_of([1] + [0] * 9), shrug)
    twice = slopes(losses_of_two_softmaxes, shrug)
    assert close(found["weaker"], once[0] / twice[0])
    assert found["weaker"] == pytest.approx(10)
    norms = [
        mpmath.norm(slopes(loss, behind))
        for loss in (loss_of([1] + [0] * 9), losses_of_two_softmaxes)
    ]
    assert close(found["lost"], norms[0] / norms[1], rel=1e-11)


def test_twice_has_its_floor_as_the_least_loss(snippet):
    """No belief of ten classes goes below the floor or above the ceiling."""
    found, chance = snippet("twice"), np.random.default_rng(8)
    q = scipy.special.softmax(20 * chance.normal(size=(500, 10)), axis=1)
    losses = scipy.special.logsumexp(q, axis=1) - q[:, 0]
    assert losses.min() >= found["floor"] - 1e-12
    assert losses.max() <= found["ceiling"] + 1e-12


def test_slow(snippet):
    """The same descent, with the chain rule as a matrix and plain NumPy."""
    found = snippet("slow")
    y = np.eye(10)[0]
    for name, is_twice in (("needed", False), ("needed_twice", True)):
        z, steps = 10 * np.eye(10)[1], 0
        while True:
            q = np.exp(z - z.max()) / np.exp(z - z.max()).sum()
            if q[0] >= found["sure"]:
                break
            slope = q - y
            if is_twice:
                outer = np.exp(q) / np.exp(q).sum() - y
                slope = (np.diag(q) - np.outer(q, q)) @ outer
            z, steps = z - slope, steps + 1
        assert found[name] == steps


def test_warned(snippet):
    assert snippet("warned")["warned"] is True
    assert snippet("warned")["batch"].sum(axis=1) == pytest.approx(np.ones(8))


def test_logs(snippet):
    found = snippet("logs")
    expected = [mpmath.log(q_k) for q_k in belief(LOGITS)]
    assert all(map(close, found["logs"], expected))
    assert found["harmless"]


def test_onward(snippet):
    found = snippet("onward")
    assert found["x"] @ found["W"] == pytest.approx([2, -1, 0.5])
    assert found["is_the_product"]
    assert found["images"] == len(load_digits().target) == 1797

    def loss(weights):
        columns = [weights[k::3] for k in range(3)]
        z = [
            sum(w * x for w, x in zip(column, found["x"], strict=True))
            for column in columns
        ]
        return loss_of((1, 0, 0))(z)

    expected = [float(slope) for slope in slopes(loss, found["W"].ravel())]
    assert found["slopes"].ravel() == pytest.approx(expected, abs=1e-9)


def test_ten(snippet):
    found = snippet("ten")
    assert close(found["loss"], mpmath.log(10))
    assert found["share"] == 0.1
    assert found["is_ln"]


def test_third(snippet):
    found = snippet("third")
    assert found["missing"] == float(-Fraction(15, 100) - Fraction(5, 100))
    assert found["belief"] == 0.8


def test_odds(snippet):
    found = snippet("odds")
    assert close(found["gap"], mpmath.log(99))
    assert close(found["gap"], scipy.special.logit(0.99))
    assert close(found["in_bits"], mpmath.log(99, 2))
    assert close(found["loss"], mpmath.log(Fraction(100, 99)), rel=1e-12)
    assert close(found["other"], mpmath.log(100))
    assert found["checks"]


def test_one_logit(snippet):
    found = snippet("one_logit")
    assert close(found["single"], Fraction(12, 10))
    assert close(found["loss"], mpmath.log(1 + mpmath.exp(mpmath.mpf("-1.2"))))
    assert found["equal"]
    apart = [math.log1p(math.exp(0.3)), math.log1p(math.exp(-1.5))]
    assert close(found["apart"], sum(apart) / 2)
    assert found["together"] == pytest.approx(1.8)
    assert found["own"] == 1.5


def test_warm(snippet):
    found = snippet("warm")
    root = scipy.optimize.brentq(lambda t: math.exp(1.5 / t) - 2, 0.1, 10, xtol=1e-14)
    assert close(found["T"], root, rel=1e-12)
    assert close(found["upside_down"], 1 / mpmath.mpf(root), rel=1e-12)
    assert found["in_bits"] == 1.5  # where the odds are e
    assert close(found["multiplied"], mpmath.mpf("1.5") * mpmath.log(2))
    assert found["checks"]


def test_votes(snippet):
    found = snippet("votes")
    assert close(found["push"], slopes(loss_of(SOFT), LOGITS)[0])
    assert close(found["of_one_hot"], slopes(loss_of((1, 0, 0)), LOGITS)[0])
    assert close(found["least"], bits(map(mpmath.mpf, SOFT)) * mpmath.log(2))


def test_votes_are_the_soft_label_of_the_derivation(snippet):
    assert snippet("votes")["y"].tolist() == snippet("steps")["y"].tolist()
