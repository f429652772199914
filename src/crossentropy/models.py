"""Small models that several pages train, each short enough to be read whole."""
# ruff: noqa: N803, N806 - X, Z and K are their names in the formulas

import math
from abc import ABC, abstractmethod
from collections import Counter, defaultdict
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from crossentropy._checks import (
    as_real_array,
    first_index,
    is_finite_number,
    place,
)
from crossentropy._information import information_content
from crossentropy._loss import cross_entropy_gradient, cross_entropy_with_logits
from crossentropy._softmax import softmax

Floats = NDArray[np.float64]
Classes = NDArray[np.intp]


class History(NamedTuple):
    """What a classifier scored before its first step and after each.

    Attributes:
        train_loss: The mean loss in nats; train_loss[t] is the one after t steps.
        train_accuracy: The share of examples whose class has the largest logit.
        test_loss: The same loss of held-out examples; empty without them.
        test_accuracy: The same share of held-out examples; empty without them.
    """

    train_loss: Floats
    train_accuracy: Floats
    test_loss: Floats
    test_accuracy: Floats


class Classifier(ABC):
    """What turns d features into K logits and learns by gradient descent."""

    def __init__(self, d: int, K: int) -> None:
        self.d = _whole("d", d, at_least=1)
        self.K = _whole("K", K, at_least=1)

    @abstractmethod
    def logits(self, X: ArrayLike) -> Floats:
        """Return the logits of examples, of shape (N, K) for an X of shape (N, d).

        Raises:
            ValueError: X has another shape or is not finite.
        """

    @abstractmethod
    def step(self, X: ArrayLike, gradient: ArrayLike, *, eta: float) -> None:
        """Move each parameter by -eta times the gradient of the loss.

        Args:
            X: Examples, of shape (N, d).
            gradient: That of any loss with respect to their logits, of shape (N, K);
                of the mean cross-entropy it is `cross_entropy_gradient(logits, y)`.
            eta: The learning rate, a finite number above 0.

        Raises:
            ValueError: X or gradient has another shape or is not finite, or eta is no
                finite number above 0.
        """

    def fit(
        self,
        X: ArrayLike,
        y: ArrayLike,
        *,
        eta: float,
        steps: int,
        test: tuple[ArrayLike, ArrayLike] | None = None,
    ) -> History:
        """Descend the mean cross-entropy of all examples, from where the model stands.

        Fitting for 100 steps and then for 100 more is fitting for 200.

        Args:
            X: Examples, of shape (N, d).
            y: The class of each, integers from 0 to K - 1, of shape (N,).
            eta: The learning rate, a finite number above 0.
            steps: How many steps to take, at least 0.
            test: Other examples and their classes, which are scored and not learnt.

        Returns:
            The scores, steps + 1 of each kind, the first from before the first step.

        Raises:
            ValueError: An argument is not as told here, or X or eta is so large that
                the logits overflow.
        """
        train = self._examples("X", X, "y", y)
        batches = [train]
        if test is not None:
            batches.append(self._examples("test[0]", test[0], "test[1]", test[1]))
        with np.errstate(over="ignore", invalid="ignore"):
            scores = [self._scores(batches)]
        if not np.isfinite(scores[0]).all():
            raise ValueError(
                "before the first step the loss is not finite, since the logits "
                "overflow; divide X by its largest entry"
            )
        for t in range(_whole("steps", steps, at_least=0)):
            with np.errstate(over="ignore", invalid="ignore"):
                gradient = cross_entropy_gradient(self.logits(train[0]), train[1])
                self.step(train[0], gradient, eta=eta)
                scores.append(self._scores(batches))
            if not np.isfinite(scores[-1]).all():
                raise ValueError(
                    f"eta is {eta!r}, and after {t + 1} steps the loss is not finite; "
                    "pass a smaller one"
                )
        columns = np.array(scores).T
        return History(*columns, *[np.empty(0)] * (4 - len(columns)))

    def _examples(
        self, x_name: str, X: ArrayLike, y_name: str, y: ArrayLike
    ) -> tuple[Floats, Classes]:
        inputs = _table(x_name, X, self.d)
        return inputs, _classes(y_name, y, len(inputs), self.K)

    def _scores(self, batches: list[tuple[Floats, Classes]]) -> list[float]:
        """Return the mean loss and the accuracy of each batch."""
        scores = []
        for X, y in batches:
            logits = self.logits(X)
            finite = np.isfinite(logits).all()
            loss = cross_entropy_with_logits(logits, y) if finite else math.nan
            scores += [float(loss), float(np.mean(logits.argmax(axis=1) == y))]
        return scores


class SoftmaxRegression(Classifier):
    r"""Softmax regression, also called multinomial logistic regression.

    $$Z = XW + b, \qquad W \leftarrow W - \eta\, X^\top \frac{\partial L}{\partial Z}$$

    For the mean cross-entropy the last factor is $(Q - Y)/N$. With K = 2 this is
    logistic regression on $z_1 - z_0$, with a learning rate of $2\eta$.

    Attributes:
        W: Weights, of shape (d, K), drawn from a normal distribution.
        b: Biases, of shape (K,), 0 at first.

    Args:
        d: The number of features.
        K: The number of classes.
        sigma: The standard deviation of the first weights. With 0, the loss before the
            first step is ln K.
        seed: The seed of NumPy's generator, for a sigma above 0.

    Raises:
        ValueError: d or K is no integer above 0, or sigma is no finite number of at
            least 0.

    Examples:
        One step on two examples moves each weight by 1/2, so the gap of the logits
        goes from 0 to 1, and the loss from ln 2 to ln(1 + 1/e):

        >>> model = SoftmaxRegression(1, 2)
        >>> history = model.fit([[1], [-1]], [1, 0], eta=1, steps=1)
        >>> model.W
        array([[-0.5,  0.5]])
        >>> history.train_loss.round(4)
        array([0.6931, 0.3133])

    Source: C. M. Bishop, Pattern Recognition and Machine Learning (2006), section
    4.3.4.
    """

    def __init__(self, d: int, K: int, *, sigma: float = 0.0, seed: int = 0) -> None:
        super().__init__(d, K)
        _number("sigma", sigma, "the width of a distribution", may_be_0=True)
        self.W = sigma * np.random.default_rng(seed).standard_normal((d, K))
        self.b = np.zeros(K)

    def logits(self, X: ArrayLike) -> Floats:
        """Return XW + b, of shape (N, K) for an X of shape (N, d)."""
        result: Floats = _table("X", X, self.d) @ self.W + self.b
        return result

    def step(self, X: ArrayLike, gradient: ArrayLike, *, eta: float) -> None:
        """Move W and b by -eta times the gradient of the loss."""
        X, gradient = _batch(X, self.d, gradient, self.K, eta)
        self.W = self.W - eta * X.T @ gradient
        self.b = self.b - eta * gradient.sum(axis=0)


class MLP(Classifier):
    r"""A multilayer perceptron with one hidden layer of h units.

    $$Z = \phi(XW_1 + b_1)\, W_2 + b_2, \qquad \phi = \tanh \text{ or } \max(0, \cdot)$$

    $W_1$ is drawn from a normal distribution of standard deviation $1/\sqrt{d}$. All
    else is 0 at first, so that the loss before the first step is ln K.

    Attributes:
        W1: Weights into the hidden units, of shape (d, h).
        b1: Their biases, of shape (h,).
        W2: Weights into the logits, of shape (h, K).
        b2: Their biases, of shape (K,).

    Args:
        d: The number of features.
        h: The number of hidden units.
        K: The number of classes.
        activation: What the hidden units apply, "tanh" or "relu".
        seed: The seed of NumPy's generator.

    Raises:
        ValueError: d, h or K is no integer above 0, or activation is another.

    Examples:
        No straight line parts the two classes of "one or the other, but not both":

        >>> X, y = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
        >>> straight = SoftmaxRegression(2, 2).fit(X, y, eta=1, steps=100)
        >>> print(straight.train_loss[-1].round(4))  # ln 2: it knows nothing
        0.6931
        >>> bent = MLP(2, 8, 2).fit(X, y, eta=1, steps=100)
        >>> print(bent.train_accuracy[-1])
        1.0

    Source: D. E. Rumelhart, G. E. Hinton and R. J. Williams, Learning Representations
    by Back-Propagating Errors, Nature 323 (1986).
    """

    def __init__(
        self,
        d: int,
        h: int,
        K: int,
        *,
        activation: Literal["tanh", "relu"] = "tanh",
        seed: int = 0,
    ) -> None:
        super().__init__(d, K)
        self.h = _whole("h", h, at_least=1)
        if activation not in ("tanh", "relu"):
            raise ValueError(f"activation is {activation!r}; pass 'tanh' or 'relu'")
        self.activation = activation
        generator = np.random.default_rng(seed)
        self.W1 = generator.standard_normal((d, h)) / math.sqrt(d)
        self.b1 = np.zeros(h)
        self.W2 = np.zeros((h, K))
        self.b2 = np.zeros(K)

    def hidden(self, X: ArrayLike) -> Floats:
        """Return the hidden units' output, of shape (N, h) for an X of shape (N, d)."""
        Z = _table("X", X, self.d) @ self.W1 + self.b1
        return np.tanh(Z) if self.activation == "tanh" else np.maximum(Z, 0)

    def logits(self, X: ArrayLike) -> Floats:
        """Return the logits, of shape (N, K) for an X of shape (N, d)."""
        result: Floats = self.hidden(X) @ self.W2 + self.b2
        return result

    def step(self, X: ArrayLike, gradient: ArrayLike, *, eta: float) -> None:
        """Move W1, b1, W2 and b2 by -eta times the gradient of the loss."""
        X, gradient = _batch(X, self.d, gradient, self.K, eta)
        hidden = self.hidden(X)
        slope = 1 - hidden**2 if self.activation == "tanh" else hidden > 0
        inner = gradient @ self.W2.T * slope
        self.W1 = self.W1 - eta * X.T @ inner
        self.b1 = self.b1 - eta * inner.sum(axis=0)
        self.W2 = self.W2 - eta * hidden.T @ gradient
        self.b2 = self.b2 - eta * gradient.sum(axis=0)


class NGram:
    r"""A model of the next character, given the n - 1 characters before it.

    $$q_n(c \mid h) = \frac{N(hc) + T(h)\, q_{n-1}(c \mid h')}{N(h) + T(h)}$$

    N(hc) counts how often the character c followed the context h, N(h) how often any
    did, T(h) how many different ones, and h' is h without its first character. Down at
    $q_0$ all K characters of the alphabet are equally likely, and a context that never
    occurred leaves the word to the shorter one. So no character has probability 0, and
    over the alphabet they sum to 1.

    Attributes:
        alphabet: The K characters, sorted, as a string.
        counts: For each context of up to n - 1 characters, what followed how often.

    Args:
        text: What to learn from, at least one character.
        n: The order: 1 for counts without context, 2 for pairs, and so on.
        alphabet: All characters that may occur; those of text if left out.

    Raises:
        ValueError: text is empty or leaves the alphabet, or n is no integer above 0.

    Examples:
        After the one a that something follows came a b. Without context, a and b are
        equally likely, so b has (1 + 1 * 1/2) / (1 + 1):

        >>> model = NGram("abba", 2)
        >>> model.probability("b", "a")
        0.75

    Source: I. H. Witten and T. C. Bell, The Zero-Frequency Problem, IEEE Transactions
    on Information Theory 37 (1991), method C; interpolated as in S. F. Chen and
    J. Goodman, An Empirical Study of Smoothing Techniques for Language Modeling,
    Computer Speech and Language 13 (1999).
    """

    def __init__(self, text: str, n: int, *, alphabet: str | None = None) -> None:
        self.n = _whole("n", n, at_least=1)
        if not (isinstance(text, str) and text):
            raise ValueError(
                f"text is {text!r}; pass a string to learn from, not empty"
            )
        self.alphabet = "".join(sorted(set(text if alphabet is None else alphabet)))
        self._check("text", text)
        counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for i, character in enumerate(text):
            for length in range(min(n, i + 1)):
                counts[text[i - length : i]][character] += 1
        self.counts = dict(counts)
        self._totals = {h: followed.total() for h, followed in counts.items()}

    def probability(self, character: str, context: str = "") -> float:
        """Return q_n of a character, given the text before it.

        Raises:
            ValueError: It is not one character of the alphabet.
        """
        if len(character) != 1:
            raise ValueError(f"character is {character!r}; pass one character")
        self._check("character", character)
        return self._q(character, context)

    def probabilities(self, context: str = "") -> Floats:
        """Return q_n of each character of the alphabet, given the text before it."""
        return np.array([self._q(character, context) for character in self.alphabet])

    def bits(self, text: str) -> Floats:
        """Return the information content of each character, given those before it.

        In bits. Their sum is what the text costs, their mean the bits per character.

        Raises:
            ValueError: A character of the text is not in the alphabet.
        """
        self._check("text", text)
        q = [self._q(c, text[max(0, i - self.n + 1) : i]) for i, c in enumerate(text)]
        return np.asarray(information_content(q))

    def sample(
        self,
        length: int,
        generator: np.random.Generator,
        *,
        temperature: float = 1.0,
        context: str = "",
    ) -> str:
        """Draw a text that follows the context, one character after the other.

        Args:
            length: The number of characters to draw.
            generator: The source of chance: `numpy.random.default_rng(seed)`.
            temperature: Each character is drawn from softmax(ln(q) / temperature), so
                that below 1 the likely ones come even more often, above 1 less often.
            context: What comes before the text, and is not part of the result.

        Raises:
            ValueError: length is no integer of at least 0, or temperature is no finite
                number above 0.
        """
        text = context
        for _ in range(_whole("length", length, at_least=0)):
            logits = np.log(self.probabilities(text))
            q = softmax(logits, temperature=temperature)
            text += self.alphabet[generator.choice(len(q), p=q)]
        return text[len(context) :]

    def _q(self, character: str, context: str) -> float:
        q = 1 / len(self.alphabet)
        for length in range(min(self.n, len(context) + 1)):
            h = context[len(context) - length :]
            if h not in self._totals:
                break
            different = len(self.counts[h])
            q = (self.counts[h][character] + different * q) / (
                self._totals[h] + different
            )
        return q

    def _check(self, name: str, text: str) -> None:
        if strange := set(text) - set(self.alphabet):
            index = min(text.index(character) for character in strange)
            raise ValueError(
                f"{name}[{index}] is {text[index]!r}, which the alphabet of "
                f"{len(self.alphabet)} characters lacks; pass NGram an alphabet with it"
            )


def _batch(
    X: ArrayLike, d: int, gradient: ArrayLike, k: int, eta: float
) -> tuple[Floats, Floats]:
    """Return what a step takes, or raise."""
    _number("eta", eta, "the length of a step")
    X, gradient = _table("X", X, d), _table("gradient", gradient, k)
    if len(X) != len(gradient):
        raise ValueError(
            f"gradient has {len(gradient)} rows, but X has {len(X)}; "
            "pass that of the logits of the same examples"
        )
    return X, gradient


def _table(name: str, given: ArrayLike, columns: int) -> Floats:
    """Return a finite table with that many columns, or raise."""
    values = as_real_array(name, given, "an entry")
    if values.shape == (0, columns):
        raise ValueError(f"{name} has no rows; pass one row for each example")
    if values.ndim != 2 or values.shape[1] != columns:
        raise ValueError(
            f"{name} has shape {values.shape}, but the model needs {columns} columns; "
            f"pass one row for each example, of shape (N, {columns})"
        )
    finite = np.isfinite(values)
    if not finite.all():
        index = first_index(~finite)
        raise ValueError(
            f"{place(name, index)} is {values[index]!s}, which would spread to every "
            "logit; replace or drop nan and inf first"
        )
    return values.astype(np.float64, copy=False)


def _classes(name: str, given: ArrayLike, n: int, k: int) -> Classes:
    """Return the class of each of n examples, or raise."""
    values = as_real_array(name, given, "a class")
    if values.shape != (n,):
        raise ValueError(
            f"{name} has shape {values.shape}, but there are {n} examples; "
            f"pass the class of each, of shape ({n},)"
        )
    if values.dtype.kind == "f":
        raise ValueError(
            f"{name} has dtype {values.dtype}, but a class is an integer; "
            f"pass {name}.astype(int)"
        )
    wrong = (values < 0) | (values >= k)
    if wrong.any():
        index = first_index(wrong)
        raise ValueError(
            f"{place(name, index)} is {values[index]}, but the {k} classes have the "
            f"numbers 0 to {k - 1}; count from 0"
        )
    return values.astype(np.intp)


def _whole(name: str, given: int, *, at_least: int) -> int:
    if not (isinstance(given, (int, np.integer)) and given >= at_least):
        raise ValueError(f"{name} is {given!r}; pass an integer of at least {at_least}")
    return int(given)


def _number(name: str, given: float, what: str, *, may_be_0: bool = False) -> None:
    if not (is_finite_number(given) and (given > 0 or (may_be_0 and given == 0))):
        least = "of at least 0" if may_be_0 else "above 0"
        raise ValueError(
            f"{name} is {given!r}, but it is {what}; pass a finite number {least}"
        )
