"""Each value of the chapter "likelihood", reached again by another road."""

import math
import re
from fractions import Fraction
from itertools import pairwise

import matplotlib.image
import mpmath
import numpy as np
import pytest
import scipy.special
import scipy.stats
from skimage import data
from sklearn.datasets import load_breast_cancer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss

mpmath.mp.dps = 50


def close(value, expected, rel=1e-13):
    return value == pytest.approx(float(expected), rel=rel, abs=1e-300)


def ln(x):
    return mpmath.log(mpmath.mpf(x))


# The table of images and classes.


def test_table(snippet):
    found = snippet("table")
    given = ["0.7", "0.6", "0.5", "0.3"]  # what each label got
    assert [found["q"][n, k] for n, k in enumerate(found["y"])] == [*map(float, given)]
    assert np.all(found["q"].sum(axis=1) == pytest.approx(1))
    for loss, q in zip(found["losses"], given, strict=True):
        assert close(loss, -ln(q))
    # 0.7 * 0.6 * 0.5 * 0.3 = 0.063: one logarithm of the whole product.
    assert close(found["loss"], -ln("0.063") / 4)
    assert close(found["loss"], log_loss(found["y"], found["q"]))
    assert close(found["bits"], -mpmath.log(mpmath.mpf("0.063"), 2) / 4)
    for claim in ("no_uncertainty", "all_fine", "one_is_left"):
        assert found[claim] is True


def test_index_map_frames_the_labels_and_writes_the_losses(snippet):
    table, [ax] = snippet("table"), snippet("index_map")["fig"].axes
    texts = [text.get_text() for text in ax.texts]
    for q in table["q"].flat:
        assert str(q) in texts
    written = [text for text in texts if re.fullmatch(r"\d\.\d{4}", text)]
    assert written == [f"{loss:.4f}" for loss in [*table["losses"], table["loss"]]]
    framed = [box for box in ax.patches if box.get_linewidth() > 2]
    assert [round(box.get_x()) for box in framed] == table["y"]
    assert [round(box.get_y()) for box in framed] == [0, 1, 2, 3]


def test_units(snippet):
    assert close(snippet("units")["nat_in_bits"], mpmath.log(mpmath.e, 2))


# The term for "not cat".


def test_not_cat(snippet):
    found = snippet("not_cat")
    # What the labels got: 0.9, 0.8, 0.6 and 0.3.
    assert close(found["both_terms"], -ln("0.1296") / 4)
    assert close(found["both_terms"], log_loss(found["y"], found["q"]))
    assert close(found["one_term"], -ln("0.54") / 4)
    assert found["cheat"] == 0
    assert math.copysign(1, found["cheat"]) == 1
    assert found["found_out"] == math.inf
    assert close(found["sum_of_q"], Fraction(24, 10))


def test_two_optima(snippet):
    found = snippet("two_optima")
    assert found["best"] == 0.5
    assert close(found["lowest"], ln(2))
    assert found["only_falls"] is True
    left, right = found["fig"].axes
    both, one = (line.get_xydata() for line in right.lines[:2])
    for q, loss in both[::20]:
        assert close(loss, log_loss([1, 0], [q, q]), rel=1e-12)
    for q, loss in one[::20]:
        assert close(loss, -ln(q) / 2, rel=1e-12)
    level = right.lines[-1].get_ydata()
    assert level == pytest.approx([float(-ln("0.1296") / 4)] * 2)
    heights = [bar.get_height() for bar in left.patches]
    assert heights == [0.9, 0.2, 0.6, 0.7, 1, 0, 1, 0]


# Maximum likelihood.


def test_tosses(snippet):
    found = snippet("tosses")
    assert (found["heads"], len(found["tosses"])) == (13, 20)
    assert set(found["tosses"]) == {0, 1}
    assert found["best"] == 0.65
    assert found["likelihood"] == 2**-20
    best = Fraction(13, 20)
    assert close(found["highest"], best**13 * (1 - best) ** 7)
    assert close(found["loss"], ln(2))
    assert close(found["least"], scipy.stats.entropy([13, 7]))


def test_same_place(snippet):
    found = snippet("same_place")
    # One row of 20 tosses of all those with as many heads.
    rows = math.comb(20, 13)
    likelihood = scipy.stats.binom.pmf(13, 20, 0.6) / rows
    for line in found["lines"]:
        assert close(line, -math.log(likelihood) / 20, rel=1e-12)
    assert found["n"] == 20
    assert found["best"] == 0.65
    for claim in ("same", "same_place", "floor_is_entropy"):
        assert found[claim]


def test_two_curves(snippet):
    left, right = snippet("two_curves")["fig"].axes
    hill, valley = (ax.lines[1].get_xydata() for ax in (left, right))
    for (q, likelihood), (_, loss) in zip(hill[::25], valley[::25], strict=True):
        expected = scipy.stats.binom.pmf(13, 20, q) / math.comb(20, 13)
        assert likelihood * 1e-6 == pytest.approx(expected, rel=1e-10)
        assert loss == pytest.approx(-math.log(expected) / 20, rel=1e-10)
    assert abs(hill[hill[:, 1].argmax(), 0] - 0.65) < 0.004
    assert abs(valley[valley[:, 1].argmin(), 0] - 0.65) < 0.004


def test_underflow(snippet):
    found = snippet("underflow")
    assert found["images"] == 2000
    assert 0.5**2000 == found["product"] == 0
    assert found["gone"]
    # 2 ** -1074 is the least of float64, and the next half of it rounds to 0.
    assert found["last"] == 1074
    assert math.ldexp(1, -1074) > 0 == math.ldexp(1, -1074) / 2
    assert close(found["smallest"], mpmath.log10(mpmath.mpf(2) ** -1074))
    assert close(found["lowest"], mpmath.log10(mpmath.mpf(2) ** -2000))
    assert close(found["total"], 2000 * ln(2))
    assert close(found["loss"], ln(2))
    lines = found["fig"].axes[0].lines
    assert len(lines[1].get_xdata()) == 1074


def test_geometric(snippet):
    found = snippet("geometric")
    assert close(found["loss"], -ln("0.00729") / 4)
    assert close(found["arithmetic"], Fraction(271, 400))
    assert close(found["geometric"], scipy.stats.gmean(found["q"]))
    assert found["is_the_root"]


# Floors.


def test_ten_labels(snippet):
    found = snippet("ten_labels")
    assert (found["images"], found["cats"]) == (10, 7)
    assert found["best"] == 0.7
    assert close(found["rest"], Fraction(3, 10))
    assert close(found["least"], scipy.stats.entropy([7, 3]), rel=1e-12)
    soft = found["soft"]
    assert close(soft, -(7 * ln("0.6") + 3 * ln("0.4")) / 10)
    assert found["soft_is_same"]
    assert found["is_entropy"]


def test_constant(snippet):
    found = snippet("constant")
    benign = np.bincount(load_breast_cancer().target)
    assert [*benign] == [212, 357]
    assert load_breast_cancer().target_names[1] == "benign"
    assert found["examples"] == 569
    assert found["share"] == 357 / 569
    assert close(found["label_entropy"], scipy.stats.entropy(benign), rel=1e-12)
    assert close(found["shrug"], ln(2))
    assert found["none_is_better"]


def test_mean_or_sum(snippet):
    found = snippet("mean_or_sum")
    assert close(found["mean"], -ln("0.1296") / 4)
    assert close(found["total"], -ln("0.1296"))
    assert close(found["total_of_twice"], -2 * ln("0.1296"))
    assert close(found["mean_of_twice"], found["mean"])
    assert found["mean_stays"]


# The cat.


def eight_numbers(photo, row, column):
    """The features of one patch, pixel by pixel."""
    patch = photo[25 * row : 25 * row + 25, 25 * column : 25 * column + 25] / 255
    pixels = [tuple(pixel) for line in patch for pixel in line]
    red, green, blue = (math.fsum(p[c] for p in pixels) / 625 for c in range(3))
    plain = [red - green, green - blue, (red + green + blue) / 3]
    gray = [[sum(pixel) / 3 for pixel in line] for line in patch]
    steps = []
    for table in (gray, [*zip(*gray, strict=True)]):
        moves = [abs(b - a) for line in table for a, b in pairwise(line)]
        steps.append(math.log(math.fsum(moves) / len(moves) + 1 / 255))
    return [*plain, *(x * x for x in plain), *steps]


@pytest.mark.parametrize("place", [(0, 0, 0), (0, 11, 17), (3, 7, 2)])
def test_patches(snippet, place):
    photo, row, column = place
    found = snippet("patches")
    features = found["features"](found["photos"][photo])
    expected = eight_numbers(found["photos"][photo], row, column)
    assert features[row, column] == pytest.approx(expected, rel=1e-9)


def test_patches_are_of_photographs_that_the_package_carries(snippet):
    found = snippet("patches")
    assert found["side"] == 25
    folder = data.__file__.removesuffix("__init__.py")
    names = ["chelsea.png", "coffee.png", "rocket.jpg", "astronaut.png"]
    for photo, name in zip(found["photos"], names, strict=True):
        carried = matplotlib.image.imread(folder + name)
        carried = carried if name.endswith("jpg") else (carried * 255).round()
        assert np.array_equal(photo, carried[..., :3])


def halves(grids, n):
    """The features of all left or right halves, patch by patch."""
    return np.array(
        [
            patch
            for grid in grids
            for row in grid
            for column, patch in enumerate(row)
            if (column >= (len(row) + 1) // 2) == n
        ]
    )


def test_held_out(snippet):
    """Learnt again with one weight vector, for the gap of the two logits."""
    found = snippet("held_out")
    x, y = halves(found["grids"], 0), found["y"]
    unseen, labels = halves(found["grids"], 1), found["labels"]
    assert np.array_equal(unseen, found["unseen"])
    cats = 12 * 9
    for labelled in (y, labels):
        assert labelled[:cats].all()
        assert not labelled[cats:].any()
    assert (len(x), len(unseen)) == (len(y), len(labels))

    new = (unseen - x.mean(axis=0)) / x.std(axis=0)
    x = (x - x.mean(axis=0)) / x.std(axis=0)
    w, b = np.zeros(8), 0.0
    for _ in range(500):
        error = (scipy.special.expit(x @ w + b) - y) / len(y)
        w, b = w - 2 * x.T @ error, b - 2 * error.sum()  # twice eta, for the gap
    q = scipy.special.expit(new @ w + b)
    assert found["q"] == pytest.approx(q, rel=1e-6)
    assert found["loss"] == pytest.approx(log_loss(labels, q), rel=1e-6)

    # It learnt most of what such a model can learn from the left halves.
    learnt = log_loss(y, scipy.special.expit(x @ w + b))
    full = LogisticRegression(C=1e9, max_iter=5000).fit(x, y)
    end = log_loss(y, full.predict_proba(x)[:, 1])
    assert end < learnt < (end + scipy.stats.entropy([cats, len(y) - cats])) / 2


def test_verdict(snippet):
    found, held_out = snippet("verdict"), snippet("held_out")
    sizes = [(12, 18), (16, 24), (17, 25), (20, 20)]
    assert found["patches"] == sum(rows * (columns // 2) for rows, columns in sizes)
    assert found["patches"] + found["learnt"] == sum(r * c for r, c in sizes)
    assert (found["cats"], found["learnt_cats"]) == (108, 108)
    expected = scipy.stats.entropy([108, found["patches"] - 108])
    assert close(found["label_entropy"], expected, rel=1e-12)
    assert found["loss"] < expected / 2
    assert found["beats_the_shares"]
    assert found["is_their_mean"]

    logits = scipy.special.logit(held_out["q"])
    wrong = (logits > 0) != (held_out["labels"] == 1)
    assert close(found["right"], 1 - wrong.mean(), rel=1e-12)
    assert close(found["never_cat"], 1 - Fraction(108, found["patches"]))
    signed = np.where(held_out["labels"] == 1, -logits, logits)
    losses = np.logaddexp(0, signed)
    assert close(found["worst"], losses.max(), rel=1e-9)
    assert close(found["small"], np.mean(losses < 0.1), rel=1e-12)


def test_losses_draws_each_held_out_patch(snippet):
    [ax] = snippet("losses")["fig"].axes
    cat, other = (line.get_ydata() for line in ax.lines[:2])
    assert len(cat) == 108
    assert len(cat) + len(other) == snippet("verdict")["patches"]
    total = math.fsum([*cat, *other])
    assert close(total / (len(cat) + len(other)), snippet("verdict")["loss"], rel=1e-12)
    assert all(np.all(np.diff(losses) <= 0) for losses in (cat, other))
    assert np.median(cat) > np.median(other)


def test_cat_map_shows_the_photographs_and_more_veil_where_q_is_less(snippet):
    found = snippet("cat_map")
    chelsea = found["axes"]["a"]
    [shown] = chelsea.images
    assert np.array_equal(shown.get_array(), data.chelsea()[:300, :450] / 255)
    [small] = found["axes"]["b"].images
    four = data.coffee()[:2, :2].reshape(4, 3).mean(axis=0) / 255
    assert np.allclose(small.get_array()[0, 0], four, rtol=1e-12)
    thinner = np.diff([alpha for _, alpha in found["veil"]]) < 0
    assert len(thinner) == len(found["levels"]) - 2
    assert thinner.all()
    # What the caption says: her fur more than the porcelain and the saucer.
    q = snippet("held_out")["probability_of_cat"]
    grids = snippet("held_out")["grids"]
    cat, coffee = (q(grid.reshape(-1, 8)).reshape(grid.shape[:2]) for grid in grids[:2])
    assert cat[:, 9:].mean() > 0.5 > 0.3 > coffee.mean()
    wood = coffee[:5, 20:]
    assert 0.25 < wood.mean() < 0.75
    assert wood.max() > 0.5


# The exercises.


def test_ln2(snippet):
    found = snippet("ln2")
    assert close(found["q"], Fraction(1, 2))
    assert close(found["in_bits"], mpmath.mpf(2) ** -ln(2))
    assert close(found["loss"], ln(2))


def test_dog(snippet):
    found = snippet("dog")
    assert found["q"] == 0.8
    assert close(found["loss"], ln(5))
    assert close(found["as_cat"], ln("1.25"))
    assert close(found["in_bits"], mpmath.log(5, 2))


def test_rain(snippet):
    found = snippet("rain")
    assert found["best"] == 3 / 12
    assert (found["rainy"], found["days"]) == (3, 12)
    assert (found["shrug"], found["odds"]) == (0.5, 3 / 9)


def test_typical(snippet):
    found = snippet("typical")
    assert found["loss"] == 0.25
    assert close(found["q"] ** 4, 1 / mpmath.e)
    assert found["one_minus"] == 0.75
    assert close(found["base_two"] ** 4, Fraction(1, 2))


def test_annotators(snippet):
    found = snippet("annotators")
    assert close(found["floor"], ln(4) - Fraction(3, 4) * float(ln(3)))
    assert close(found["in_bits"], 2 - 0.75 * mpmath.log(3, 2))
    assert found["of_a_label"] == 0


def test_batch(snippet):
    found = snippet("batch")
    assert (found["mean"], found["images"]) == (0.5, 32)
    assert found["total"] == 16
    assert found["divided"] == 1 / 64
