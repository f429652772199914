# ruff: noqa: N803, N806 - X, Y and W are their names in the formulas
import math
import subprocess
import sys
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.special import expit
from scipy.special import logsumexp as scipy_logsumexp
from sklearn.datasets import load_digits
from sklearn.linear_model import LogisticRegression

from crossentropy.models import MLP, NGram, SoftmaxRegression

LN2 = math.log(2)


def message(function, *args, **kwargs):
    with pytest.raises(ValueError, match=r"\S") as raised:
        function(*args, **kwargs)
    return str(raised.value)


def some_examples(n=30, d=4, k=3):
    """Classes that overlap, so that the best weights are finite."""
    generator = np.random.default_rng(7)
    y = np.arange(n) % k
    return generator.normal(0.4 * y[:, None], 1, (n, d)), y


def test_the_top_level_does_not_import_them():
    program = "import sys, crossentropy; print(*sys.modules)"
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=True
    )
    modules = run.stdout.decode().split()
    assert "crossentropy" in modules
    assert not {"crossentropy.models", "crossentropy.drawing"} & set(modules)


# The digits of chapter 10, trained again with SciPy alone.


@pytest.fixture(scope="module")
def digits():
    """Every third digit held out."""
    X, y = load_digits(return_X_y=True)
    X = X / 16
    held_out = np.arange(len(X)) % 3 == 0
    return X[~held_out], y[~held_out], X[held_out], y[held_out]


@pytest.fixture(scope="module")
def trained(digits):
    X, y, X_test, y_test = digits
    model = SoftmaxRegression(64, 10)
    return model, model.fit(X, y, eta=0.5, steps=200, test=(X_test, y_test))


def scipy_scores(X, y, W):
    log_q = X @ W - scipy_logsumexp(X @ W, axis=1, keepdims=True)
    return -np.mean(log_q[np.arange(len(y)), y]), np.mean(log_q.argmax(axis=1) == y)


def test_digits_again_with_scipy(digits, trained):
    X, y, X_test, y_test = digits
    X, X_test = (np.column_stack([x, np.ones(len(x))]) for x in (X, X_test))
    Y = np.eye(10)[y]
    W = np.zeros((65, 10))
    scores = []
    for _ in range(201):
        scores.append([*scipy_scores(X, y, W), *scipy_scores(X_test, y_test, W)])
        q = np.exp(X @ W - scipy_logsumexp(X @ W, axis=1, keepdims=True))
        W_last, W = W, W - 0.5 * np.einsum("nd,nk->dk", X, q - Y) / len(X)
    model, history = trained
    assert np.allclose(np.array(scores).T, history, rtol=0, atol=1e-12)
    assert np.allclose(model.W, W_last[:64], rtol=0, atol=1e-12)
    assert np.allclose(model.b, W_last[64], rtol=0, atol=1e-12)


def test_digits_learn_what_was_known_of_them(trained):
    # The curriculum's run, on another split of the same digits: 2.2065, 1.5414, 0.6431
    # and 0.2939 nats after 1, 10, 50 and 200 steps, and 94.8 % right.
    _, history = trained
    assert history.train_loss[0] == pytest.approx(math.log(10), rel=1e-15)
    assert history.test_loss[0] == pytest.approx(math.log(10), rel=1e-15)
    pilot = [2.2065, 1.5414, 0.6431, 0.2939]
    assert history.test_loss[[1, 10, 50, 200]] == pytest.approx(pilot, abs=0.01)
    assert history.test_accuracy[200] == pytest.approx(0.948, abs=0.005)
    assert (np.diff(history.train_loss) < 0).all()


# Gradients, by a step into the complex plane: no difference loses digits there.


def complex_loss(parameters, X, y, activation=None):
    if activation:
        W1, b1, *parameters = parameters
        X = X @ W1 + b1
        X = np.tanh(X) if activation == "tanh" else X * (X.real > 0)
    W, b = parameters
    z = X @ W + b
    log_q = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -log_q[np.arange(len(y)), y].mean()


def complex_step_gradient(parameters, *args):
    gradients = []
    for i, parameter in enumerate(parameters):
        gradient = np.empty(parameter.shape)
        for index in np.ndindex(parameter.shape):
            moved = [p.astype(complex) for p in parameters]
            moved[i][index] += 1e-30j
            gradient[index] = complex_loss(moved, *args).imag / 1e-30
        gradients.append(gradient)
    return gradients


def parameters_of(model):
    names = ("W", "b") if isinstance(model, SoftmaxRegression) else MLP_NAMES
    return {name: getattr(model, name) for name in names}


MLP_NAMES = ("W1", "b1", "W2", "b2")


@pytest.mark.parametrize("activation", [None, "tanh", "relu"])
def test_a_step_goes_against_the_gradient(activation):
    X, y = some_examples()
    generator = np.random.default_rng(0)
    model = MLP(4, 5, 3, activation=activation) if activation else None
    model = model or SoftmaxRegression(4, 3)
    for name, parameter in parameters_of(model).items():
        setattr(model, name, generator.standard_normal(parameter.shape))
    before = list(parameters_of(model).values())
    model.fit(X, y, eta=0.25, steps=1)
    after = list(parameters_of(model).values())
    gradient = complex_step_gradient(before, X, y, activation)
    for old, new, slope in zip(before, after, gradient, strict=True):
        assert np.abs(slope).max() > 1e-3
        assert np.allclose(old - new, 0.25 * slope, rtol=0, atol=1e-14)


def test_fit_is_step_after_step_and_step_takes_any_gradient():
    X, y = some_examples()
    fitted, stepped = MLP(4, 5, 3), MLP(4, 5, 3)
    fitted.fit(X, y, eta=0.5, steps=3)
    for _ in range(3):
        z = stepped.logits(X)
        q = np.exp(z - scipy_logsumexp(z, axis=1, keepdims=True))
        stepped.step(X, (q - np.eye(3)[y]) / 15, eta=0.25)  # twice, then half
    for name in MLP_NAMES:
        assert np.allclose(getattr(fitted, name), getattr(stepped, name), atol=1e-14)


# Where they end.


def test_optimum_is_scikit_learns():
    X, y = some_examples(n=60)
    model = SoftmaxRegression(4, 3)
    history = model.fit(X, y, eta=1, steps=3000)
    oracle = LogisticRegression(C=np.inf, tol=1e-10, max_iter=1000).fit(X, y)
    # Adding the same to the weights of every class changes nothing.
    coefficients = oracle.coef_ - oracle.coef_.mean(axis=0)
    assert np.allclose(model.W.T, coefficients, atol=1e-6)
    assert np.allclose(model.b, oracle.intercept_ - oracle.intercept_.mean(), atol=1e-6)
    q = oracle.predict_proba(X)[np.arange(60), y]
    assert history.train_loss[-1] == pytest.approx(-np.log(q).mean(), abs=1e-12)
    assert history.train_accuracy[-1] == oracle.score(X, y)


def test_two_classes_are_logistic_regression_at_twice_the_rate():
    X, y = some_examples(k=2)
    model = SoftmaxRegression(4, 2)
    model.fit(X, y, eta=0.3, steps=50)
    w, b = np.zeros(4), 0.0
    for _ in range(50):
        error = expit(X @ w + b) - y
        w, b = w - 0.6 * X.T @ error / len(X), b - 0.6 * error.mean()
    z = model.logits(X)
    assert np.allclose(z[:, 1] - z[:, 0], X @ w + b, rtol=0, atol=1e-13)


@pytest.mark.parametrize("activation", ["tanh", "relu"])
def test_an_mlp_starts_at_ln_k_and_learns_what_no_line_parts(activation):
    X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    history = MLP(2, 8, 2, activation=activation, seed=3).fit(X, y, eta=1, steps=300)
    assert history.train_loss[0] == pytest.approx(LN2, rel=1e-15)
    assert history.train_loss[-1] < 0.01
    straight = SoftmaxRegression(2, 2).fit(X, y, eta=1, steps=300)
    assert straight.train_loss == pytest.approx(np.full(301, LN2))


# Where they begin, and what they keep.


def test_first_weights():
    generator = np.random.default_rng(5)
    wide = SoftmaxRegression(300, 40, sigma=3, seed=5)
    assert np.array_equal(wide.W, 3 * generator.standard_normal((300, 40)))
    assert not SoftmaxRegression(300, 40).W.any()
    hidden = MLP(400, 100, 3)
    assert hidden.W1.std() == pytest.approx(1 / 20, rel=0.02)
    assert not any(getattr(hidden, name).any() for name in MLP_NAMES[1:])


@pytest.mark.parametrize(
    "new",
    [
        lambda seed: SoftmaxRegression(4, 3, sigma=0.1, seed=seed),
        lambda seed: MLP(4, 5, 3, seed=seed),
    ],
)
def test_same_seed_same_bits_and_fitting_goes_on(new):
    X, y = some_examples()
    at_once, in_parts, other = new(1), new(1), new(2)
    history = at_once.fit(X, y, eta=0.5, steps=20, test=(X[:9], y[:9]))
    first = in_parts.fit(X, y, eta=0.5, steps=8)
    middle = parameters_of(in_parts)
    kept = {name: parameter.copy() for name, parameter in middle.items()}
    second = in_parts.fit(X, y, eta=0.5, steps=12)
    other.fit(X, y, eta=0.5, steps=20)
    joined = np.concatenate([first.train_loss, second.train_loss[1:]])
    assert np.array_equal(joined, history.train_loss)
    for name, parameter in parameters_of(at_once).items():
        assert np.array_equal(parameter, getattr(in_parts, name))
        assert not np.array_equal(parameter, getattr(other, name))
        assert np.array_equal(middle[name], kept[name])


def test_history_has_an_entry_more_than_steps():
    X, y = some_examples()
    model = SoftmaxRegression(4, 3)
    history = model.fit(X, y, eta=0.5, steps=6)
    assert [len(scores) for scores in history] == [7, 7, 0, 0]
    history = model.fit(X, y, eta=0.5, steps=0, test=(X[:1], y[:1]))
    assert [len(scores) for scores in history] == [1, 1, 1, 1]
    assert {scores.dtype for scores in history} == {np.dtype(np.float64)}


def test_float32_and_integers_are_worked_out_in_float64():
    X, y = some_examples()
    X = np.rint(X)
    results = [
        SoftmaxRegression(4, 3).fit(given, y, eta=0.3, steps=5).train_loss
        for given in (X, X.astype(np.float32), X.astype(int), X.astype(int).tolist())
    ]
    assert all(np.array_equal(result, results[0]) for result in results)


# What they say to bad input.

SQUARE = np.zeros((3, 2))


@pytest.mark.parametrize(
    ("X", "y", "expected"),
    [
        (
            [1, 2],
            [0],
            "X has shape (2,), but the model needs 2 columns; "
            "pass one row for each example, of shape (N, 2)",
        ),
        (
            np.zeros((3, 5)),
            [0, 1, 1],
            "X has shape (3, 5), but the model needs 2 columns; "
            "pass one row for each example, of shape (N, 2)",
        ),
        (
            np.zeros((0, 2)),
            [],
            "X has no rows; pass one row for each example",
        ),
        (
            [[0, 1], [2, math.nan]],
            [0, 1],
            "X[1, 1] is nan, which would spread to every logit; "
            "replace or drop nan and inf first",
        ),
        (
            SQUARE,
            [0, 1],
            "y has shape (2,), but there are 3 examples; "
            "pass the class of each, of shape (3,)",
        ),
        (
            SQUARE,
            np.eye(3),
            "y has shape (3, 3), but there are 3 examples; "
            "pass the class of each, of shape (3,)",
        ),
        (
            SQUARE,
            [0.0, 1.0, 1.0],
            "y has dtype float64, but a class is an integer; pass y.astype(int)",
        ),
        (
            SQUARE,
            [0, 1, 4],
            "y[2] is 4, but the 4 classes have the numbers 0 to 3; count from 0",
        ),
        (
            SQUARE,
            [0, -1, 1],
            "y[1] is -1, but the 4 classes have the numbers 0 to 3; count from 0",
        ),
    ],
)
@pytest.mark.parametrize("new", [lambda: SoftmaxRegression(2, 4), lambda: MLP(2, 3, 4)])
def test_examples(new, X, y, expected):
    assert message(new().fit, X, y, eta=1, steps=1) == expected


def test_held_out_examples_are_named():
    model = SoftmaxRegression(2, 4)
    fit = {"X": SQUARE, "y": [0, 1, 1], "eta": 1, "steps": 1}
    assert message(model.fit, **fit, test=([[0, math.inf]], [0])) == (
        "test[0][0, 1] is inf, which would spread to every logit; "
        "replace or drop nan and inf first"
    )
    assert message(model.fit, **fit, test=(SQUARE, [0.0, 1.0, 1.0])) == (
        "test[1] has dtype float64, but a class is an integer; pass test[1].astype(int)"
    )


@pytest.mark.parametrize("eta", [0, -0.5, math.nan, math.inf, "0.5", None])
def test_eta(eta):
    X, y = some_examples()
    assert message(SoftmaxRegression(4, 3).fit, X, y, eta=eta, steps=1) == (
        f"eta is {eta!r}, but it is the length of a step; pass a finite number above 0"
    )


@pytest.mark.parametrize("steps", [-1, 1.0, None])
def test_steps(steps):
    X, y = some_examples()
    assert message(SoftmaxRegression(4, 3).fit, X, y, eta=1, steps=steps) == (
        f"steps is {steps!r}; pass an integer of at least 0"
    )


def test_an_eta_too_large_is_told():
    X, y = some_examples()
    model = MLP(4, 5, 3, activation="relu")
    assert message(model.fit, X, y, eta=1e200, steps=9, test=(X, y)) == (
        "eta is 1e+200, and after 2 steps the loss is not finite; pass a smaller one"
    )


@pytest.mark.parametrize("steps", [0, 1])
def test_an_input_too_large_is_told(steps):
    model = SoftmaxRegression(2, 2, sigma=10)
    X = [[1.7e308, 1.7e308], [-1.7e308, 1.7e308]]
    assert message(model.fit, X, [0, 1], eta=1, steps=steps) == (
        "before the first step the loss is not finite, since the logits overflow; "
        "divide X by its largest entry"
    )


def test_gradient():
    step = SoftmaxRegression(2, 4).step
    assert message(step, SQUARE, np.zeros((2, 4)), eta=1) == (
        "gradient has 2 rows, but X has 3; pass that of the logits of the same examples"
    )
    assert message(step, SQUARE, np.zeros((3, 2)), eta=1) == (
        "gradient has shape (3, 2), but the model needs 4 columns; "
        "pass one row for each example, of shape (N, 4)"
    )


@pytest.mark.parametrize("size", [0, -3, 2.0, None])
def test_sizes(size):
    expected = f"is {size!r}; pass an integer of at least 1"
    assert message(SoftmaxRegression, size, 2) == f"d {expected}"
    assert message(SoftmaxRegression, 2, size) == f"K {expected}"
    assert message(MLP, 2, size, 2) == f"h {expected}"
    assert message(NGram, "abba", size) == f"n {expected}"


@pytest.mark.parametrize("sigma", [-1, math.nan, math.inf, 10**309])
def test_sigma(sigma):
    assert message(SoftmaxRegression, 2, 2, sigma=sigma) == (
        f"sigma is {sigma!r}, but it is the width of a distribution; "
        "pass a finite number of at least 0"
    )


def test_activation():
    assert message(MLP, 2, 2, 2, activation="sigmoid") == (
        "activation is 'sigmoid'; pass 'tanh' or 'relu'"
    )


# The n-gram model.

SONG = "she sells sea shells by the sea shore. "


def by_definition(text, alphabet, n, character, context):
    """q_n by its formula, in fractions, each count found by scanning the text."""
    if n == 0:
        return Fraction(1, len(alphabet))
    h = context[len(context) - (n - 1) :] if n > 1 else ""
    shorter = by_definition(text, alphabet, n - 1, character, context)
    if len(context) < n - 1:
        return shorter
    followers = [
        text[i + len(h)] for i in range(len(text) - len(h)) if text.startswith(h, i)
    ]
    if not followers:
        return shorter
    different = len(set(followers))
    return (followers.count(character) + different * shorter) / (
        len(followers) + different
    )


@settings(deadline=None, max_examples=60)
@given(
    st.text("abc", min_size=1, max_size=30),
    st.integers(1, 5),
    st.text("abcd", max_size=6),
)
def test_by_definition_and_sums_to_one(text, n, context):
    model = NGram(text, n, alphabet="dcba")
    expected = [by_definition(text, "abcd", n, c, context) for c in "abcd"]
    assert sum(expected) == 1
    q = model.probabilities(context)
    assert q == pytest.approx([float(p) for p in expected], rel=1e-14)
    assert [model.probability(c, context) for c in "abcd"] == q.tolist()


def test_by_hand():
    # "aab": after a came a and b, once each; after b nothing.
    model = NGram("aab", 2)
    a = Fraction(2 + 2 * Fraction(1, 2), 3 + 2)
    assert model.probability("a") == pytest.approx(float(a))
    after_a = (1 + 2 * a) / (2 + 2)
    assert model.probability("a", "a") == pytest.approx(float(after_a))
    assert model.probability("a", "bba") == pytest.approx(float(after_a))
    assert model.probability("a", "b") == pytest.approx(float(a))
    bits = -np.log2([float(a), float(after_a), float(1 - after_a)])
    assert model.bits("aab") == pytest.approx(bits, rel=1e-14)
    assert model.alphabet == "ab"
    assert model.counts == {"": {"a": 2, "b": 1}, "a": {"a": 1, "b": 1}}


def test_bits_are_the_chain_rule_and_context_saves_some():
    model = NGram(SONG * 3, 3)
    each = [model.probability(c, SONG[:i]) for i, c in enumerate(SONG)]
    assert model.bits(SONG).sum() == pytest.approx(-math.log2(math.prod(each)))
    per_character = [NGram(SONG * 3, n).bits(SONG * 3).mean() for n in range(1, 6)]
    assert (np.diff(per_character) < 0).all()
    assert per_character[0] < math.log2(len(set(SONG)))
    assert model.bits("").shape == (0,)


def test_chinese_is_text_like_any_other():
    model = NGram("知之为知之，不知为不知，是知也。", 2)
    assert len(model.alphabet) == 8
    # 之 twice and 为, ， or 也 once: 5 times something, 4 things.
    q = (5 + 8 / 8) / (16 + 8)  # of 知
    assert model.probability("知") == q
    rare = (2 + 8 / 8) / (16 + 8)
    assert model.probability("之", "知") == pytest.approx((2 + 4 * rare) / (5 + 4))


def test_samples_follow_the_model():
    model = NGram(SONG * 5, 2)
    draws = 4000
    text = model.sample(draws, np.random.default_rng(3))
    assert len(text) == draws
    after_s = [text[i + 1] for i in range(draws - 1) if text[i] == "s"]
    assert len(after_s) > 500
    q = model.probabilities("s")
    seen = np.array([after_s.count(c) for c in model.alphabet]) / len(after_s)
    error = np.sqrt(q * (1 - q) / len(after_s))
    assert (abs(seen - q) < 4 * error).all()


def test_temperature():
    model = NGram(SONG, 3)

    def drawn(temperature, seed=0):
        generator = np.random.default_rng(seed)
        return model.sample(300, generator, temperature=temperature, context="she ")

    assert drawn(1.0) == drawn(1.0) != drawn(1.0, seed=1)
    coldest = ""
    for _ in range(300):
        coldest += model.alphabet[model.probabilities("she " + coldest).argmax()]
    assert drawn(1e-3) == coldest
    mean_bits = [model.bits(drawn(t)).mean() for t in (0.3, 1, 3, 1e6)]
    assert (np.diff(mean_bits) > 0).all()
    hottest = drawn(1e6)
    assert max(hottest.count(c) for c in model.alphabet) < 40  # 300 / 14 is 21


@pytest.mark.parametrize("text", ["", None, b"ab"])
def test_text(text):
    assert message(NGram, text, 2) == (
        f"text is {text!r}; pass a string to learn from, not empty"
    )


def test_characters():
    lacks = "which the alphabet of 2 characters lacks; pass NGram an alphabet with it"
    model = NGram("abba", 2)
    assert message(model.bits, "abxy") == f"text[2] is 'x', {lacks}"
    assert message(model.probability, "é") == f"character[0] is 'é', {lacks}"
    assert message(NGram, "abc", 2, alphabet="ab") == f"text[2] is 'c', {lacks}"
    assert message(model.probability, "ab") == "character is 'ab'; pass one character"


def test_sample_arguments():
    model, generator = NGram("abba", 2), np.random.default_rng(0)
    assert message(model.sample, -1, generator) == (
        "length is -1; pass an integer of at least 0"
    )
    assert message(model.sample, 1, generator, temperature=0) == (
        "temperature is 0, but logits are divided by it; pass a finite number above 0"
    )
    assert model.sample(0, generator) == ""
