"""Measures how exact the library and its peers are, against mpmath.

Each row is a task on which rounding shows, with the largest error in eps (2**-52 in
float64, 2**-23 in float32) of this library, SciPy, scikit-learn, PyTorch where it is
installed, and textbook NumPy; then how often a result was negative or nan, or was 0
where the truth is not. The numbers are read as they are stored, and as distributions
divided by their exact sum.
"""

import warnings
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import mpmath
import numpy as np
import scipy.special
import scipy.stats
import sklearn
import sklearn.metrics

import crossentropy as ce

try:
    import torch
except ImportError:
    torch = None

PEERS = ("ours", "SciPy", "scikit-learn", "PyTorch", "textbook")
mpmath.mp.dps = 60


def main() -> None:
    """Print the table."""
    warnings.simplefilter("ignore")
    np.seterr(all="ignore")
    versions = [f"NumPy {np.__version__}", f"SciPy {scipy.__version__}"]
    versions += [f"scikit-learn {sklearn.__version__}"]
    versions += [f"PyTorch {torch.__version__}"] if torch else []
    print(", ".join(versions))
    print("largest error in eps, and how many were wrong altogether (-, nan or 0)")
    print(f"{'':44}", *(f"{peer:>16}" for peer in PEERS))
    for task, cases, truth, calls, eps in tasks():
        cells = {peer: judged(cases, truth, call, eps) for peer, call in calls.items()}
        print(f"{task:44}", *(f"{cells.get(peer, ''):>16}" for peer in PEERS))


def judged(
    cases: Sequence[Any], truth: Sequence[Any], call: Callable[..., Any], eps: float
) -> str:
    """Return the largest error, and the number of results that say the wrong thing."""
    worst, wrong = 0.0, 0
    for case, true in zip(cases, truth, strict=True):
        result = float(call(*case))
        if np.isnan(result) or result < 0 or (result == 0) != (true == 0):
            wrong += 1
        elif np.isfinite(result) and true:
            worst = max(worst, float(abs(result / true - 1)) / eps)
        elif (result == np.inf) != (true == mpmath.inf):
            wrong += 1
    return f"{worst:.3g}" + (f" ({wrong} wrong)" if wrong else "")


Task = tuple[str, list[Any], list[Any], dict[str, Callable[..., Any]], float]


def tasks() -> Iterator[Task]:
    """Yield each task with its cases, the truth, the callers, and the unit of error."""
    eps = 2.0**-52
    near = [nearly_equal(k) for k in (2, 3, 10, 100) for _ in range(500)]
    near = [case for case in near if kl_truth(*case) > 1e-24]
    far = [
        (distribution(k), distribution(k)) for k in (2, 3, 10, 100) for _ in range(250)
    ]
    yield "KL, nearly equal pairs", near, truths(kl_truth, near), kl_calls(), eps
    yield "KL, random pairs", far, truths(kl_truth, far), kl_calls(), eps
    yield "JS, nearly equal pairs", near, truths(js_truth, near), js_calls(), eps
    yield "JS, random pairs", far, truths(js_truth, far), js_calls(), eps
    sure = [(nearly_certain(k),) for k in (2, 3, 10) for _ in range(300)]
    yield (
        "entropy, one outcome nearly certain",
        sure,
        truths(h_truth, sure),
        h_calls(),
        eps,
    )
    many = [(distribution(k),) for k in (10, 1000, 100_000) for _ in range(5)]
    yield "entropy, 10 to 100,000 outcomes", many, truths(h_truth, many), h_calls(), eps
    single = [(np.asarray(p[0], np.float32),) for p in many]
    yield (
        "entropy, the same in float32",
        single,
        truths(h_truth, single),
        h_calls(),
        2.0**-23,
    )
    confident = [(confident_logits(), 0) for _ in range(1000)] + [
        (np.r_[40.0, 0, 0], 0)
    ]
    yield (
        "loss, confident and right",
        confident,
        truths(loss_truth, confident),
        loss_calls(),
        eps,
    )
    rough = [(z.astype(np.float32), 0) for z, _ in confident if z[0] - z[1:].max() < 80]
    yield (
        "loss, the same in float32",
        rough,
        truths(loss_truth, rough),
        loss_calls(),
        2.0**-23,
    )
    usual = [(3 * rng.normal(size=k), 0) for k in (2, 10, 1000) for _ in range(300)]
    yield "loss, random logits", usual, truths(loss_truth, usual), loss_calls(), eps
    steps = [(z, 1.0) for z in np.linspace(-1e4, 1e4, 25)]
    steps = [case for case in steps if binary_truth(*case) > 1e-300]
    steps += [(s * 10.0**e, 1.0) for s in (-1, 1) for e in np.linspace(-4, 2.8, 500)]
    ends = [(np.inf, 1.0), (np.inf, 0.0), (-np.inf, 1.0), (-np.inf, 0.0)]
    cases = steps + ends
    yield (
        "binary loss of logits to +-1e4, +-inf",
        cases,
        truths(binary_truth, cases),
        binary_calls(),
        eps,
    )
    tables = [(nearly_independent(),) for _ in range(300)]
    yield (
        "mutual information, nearly independent",
        tables,
        truths(mutual_truth, tables),
        mutual_calls(),
        eps,
    )
    counts = [
        (np.outer(rng.integers(1, 99, 4), rng.integers(1, 99, 5)),) for _ in range(99)
    ]
    yield (
        "mutual information 0, from counts",
        counts,
        [mpmath.mpf(0)] * 99,
        mutual_calls(),
        eps,
    )


def truths(truth: Callable[..., Any], cases: list[Any]) -> list[Any]:
    """Return the truth of every case."""
    return [truth(*case) for case in cases]


def distribution(k: int) -> Any:
    """Return a random distribution."""
    return rng.dirichlet(np.ones(k))


def nearly_equal(k: int) -> tuple[Any, Any]:
    """Return a distribution and one that differs from it by 1e-12 to a tenth."""
    p = distribution(k)
    q = p * (1 + 10 ** rng.uniform(-12, -1) * rng.normal(size=k))
    q = np.abs(q)
    return p, q / q.sum()


def nearly_certain(k: int) -> Any:
    """Return a distribution whose last outcomes have 1e-16 to 1e-2 together."""
    p = distribution(k) * 10 ** rng.uniform(-16, -2)
    p[0] = 0
    p[0] = 1 - p.sum()
    return p


def confident_logits() -> Any:
    """Return logits of which the first is ahead by 5 to 300."""
    z = rng.normal(size=4)
    z[0] = z[1:].max() + 10 ** rng.uniform(0.7, 2.5)
    return z


def nearly_independent() -> Any:
    """Return counts that differ from a product of margins by 1e-6 to a tenth."""
    table = np.outer(distribution(4), distribution(5))
    table *= 1 + 10 ** rng.uniform(-6, -1) * rng.uniform(-1, 1, (4, 5))
    return np.rint(1e9 * table).astype(np.int64)


def exact(values: Any) -> list[Any]:
    """Return the numbers, exactly as stored, divided by their exact sum."""
    numbers = [mpmath.mpf(float(x)) for x in np.ravel(values)]
    total = mpmath.fsum(numbers)
    return [x / total for x in numbers]


def kl_truth(p: Any, q: Any) -> Any:
    """Return the divergence in nats."""
    return exact_kl(exact(p), exact(q))


def exact_kl(p: list[Any], q: list[Any]) -> Any:
    """Return the divergence of exact numbers in nats."""
    return mpmath.fsum(a * mpmath.log(a / b) for a, b in zip(p, q, strict=True) if a)


def js_truth(p: Any, q: Any) -> Any:
    """Return the Jensen-Shannon divergence in nats."""
    a, b = exact(p), exact(q)
    m = [(x + y) / 2 for x, y in zip(a, b, strict=True)]
    return (exact_kl(a, m) + exact_kl(b, m)) / 2


def h_truth(p: Any) -> Any:
    """Return the entropy in nats."""
    return mpmath.fsum(-a * mpmath.log(a) for a in exact(p) if a)


def loss_truth(z: Any, y: int) -> Any:
    """Return the loss in nats."""
    gaps = [mpmath.mpf(float(x)) - mpmath.mpf(float(z[y])) for x in z]
    with mpmath.workdps(400):
        return mpmath.log(mpmath.fsum(mpmath.exp(gap) for gap in gaps))


def binary_truth(z: float, y: float) -> Any:
    """Return the loss of one logit in nats; y is 0 or 1."""
    signed = mpmath.mpf(float(z)) * (1 if y else -1)
    if mpmath.isinf(signed):
        return mpmath.mpf(0) if signed > 0 else mpmath.inf
    with mpmath.workdps(400):
        return mpmath.log1p(mpmath.exp(-signed))


def mutual_truth(table: Any) -> Any:
    """Return the mutual information in nats."""
    joint = np.array(exact(table), object).reshape(table.shape)
    product = np.outer(joint.sum(axis=1), joint.sum(axis=0))
    return exact_kl(list(joint.ravel()), list(product.ravel()))


def kl_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the divergence in nats."""
    calls = {
        "ours": lambda p, q: ce.kl_divergence(p, q, base=np.e),
        "SciPy": lambda p, q: scipy.special.rel_entr(p, q).sum(),
        "textbook": lambda p, q: (p * np.log(p / q)).sum(),
    }
    if torch:
        kl_div = torch.nn.functional.kl_div
        calls["PyTorch"] = lambda p, q: kl_div(
            torch.from_numpy(q).log(), torch.from_numpy(p), reduction="sum"
        )
    return calls


def js_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the Jensen-Shannon divergence in nats."""
    return {
        "ours": lambda p, q: ce.js_divergence(p, q, base=np.e),
        "SciPy": lambda p, q: scipy.spatial.distance.jensenshannon(p, q) ** 2,
        "textbook": lambda p, q: (
            (p * np.log(2 * p / (p + q)) + q * np.log(2 * q / (p + q))).sum() / 2
        ),
    }


def h_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the entropy in nats."""
    calls = {
        "ours": lambda p: ce.entropy(p, base=np.e),
        "SciPy": lambda p: scipy.stats.entropy(p),
        "textbook": lambda p: -(p * np.log(p)).sum(),
    }
    if torch:
        calls["PyTorch"] = lambda p: torch.special.entr(torch.from_numpy(p)).sum()
    return calls


def loss_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the loss of one row of logits."""

    def textbook(z: Any, y: int) -> Any:
        shifted = z - z.max()
        return np.log(np.exp(shifted).sum()) - shifted[y]

    calls = {
        "ours": lambda z, y: ce.cross_entropy_with_logits(z, y),
        "SciPy": lambda z, y: -scipy.special.log_softmax(z)[y],
        "textbook": textbook,
    }
    if torch:
        loss = torch.nn.functional.cross_entropy
        calls["PyTorch"] = lambda z, y: loss(torch.from_numpy(z), torch.tensor(y))
    return calls


def binary_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the loss of one logit."""
    calls = {
        "ours": lambda z, y: ce.binary_cross_entropy_with_logits(z, y),
        "SciPy": lambda z, y: -scipy.special.log_expit(z if y else -z),
        "textbook": lambda z, y: (
            np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))
        ),
    }
    if torch:
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        double = torch.float64
        calls["PyTorch"] = lambda z, y: loss(
            torch.tensor(z, dtype=double), torch.tensor(y, dtype=double)
        )
    return calls


def mutual_calls() -> dict[str, Callable[..., Any]]:
    """Return who computes the mutual information in nats."""

    def textbook(table: Any) -> Any:
        p = table / table.sum()
        product = p.sum(axis=1, keepdims=True) * p.sum(axis=0)
        return (p * np.log(p / product)).sum()

    score = sklearn.metrics.mutual_info_score
    return {
        "ours": lambda table: ce.mutual_information(table, base=np.e),
        "scikit-learn": lambda table: score(None, None, contingency=table),
        "textbook": textbook,
    }


rng = np.random.default_rng(0)

if __name__ == "__main__":
    main()
