"""Times the library beside SciPy, scikit-learn, PyTorch and textbook NumPy.

Each task is run by all in turn, in one thread. Shown are the median of this library,
the memory that the call took beyond its input at its peak, and the ratios of the
others to that median, since machines differ and are busy. PyTorch joins where it is
installed.
"""

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1"))

import statistics
import time
import tracemalloc
from collections.abc import Callable, Iterator
from typing import Any

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
else:
    torch.set_num_threads(1)

RUNS = 15
PEERS = ("SciPy", "scikit-learn", "PyTorch", "textbook")
Calls = dict[str, Callable[[], Any]]


def main() -> None:
    """Print the table."""
    versions = [f"NumPy {np.__version__}", f"SciPy {scipy.__version__}"]
    versions += [f"scikit-learn {sklearn.__version__}"]
    versions += [f"PyTorch {torch.__version__}"] if torch else []
    print(", ".join(versions))
    print(f"{'':40}{'ours':>10}{'beyond':>9}", *(f"{peer:>13}" for peer in PEERS))
    print(f"{'task':40}{'ms':>10}{'MB':>9}", *(f"{'times ours':>13}" for _ in PEERS))
    for task, calls in tasks():
        seconds = medians(calls)
        ours = seconds["ours"]
        ratios = [f"{seconds[p] / ours:.2f}" if p in calls else "" for p in PEERS]
        print(f"{task:40}{ours * 1e3:10.3f}{peak(calls['ours']) / 1e6:9.2f}", end=" ")
        print(*(f"{ratio:>13}" for ratio in ratios))


def medians(calls: Calls) -> dict[str, float]:
    """Return the median seconds of a call, each run after the others' turn."""
    repeats = {name: repeats_of(call) for name, call in calls.items()}
    seconds: dict[str, list[float]] = {name: [] for name in calls}
    for _ in range(RUNS):
        for name, call in calls.items():
            began = time.perf_counter()
            for _ in range(repeats[name]):
                call()
            seconds[name].append((time.perf_counter() - began) / repeats[name])
    return {name: statistics.median(each) for name, each in seconds.items()}


def repeats_of(call: Callable[[], Any]) -> int:
    """Return how often to call, so that a run takes a millisecond at least."""
    call()
    began = time.perf_counter()
    call()
    return max(1, round(1e-3 / (time.perf_counter() - began)))


def peak(call: Callable[[], Any]) -> float:
    """Return the bytes that a call holds at most, beyond what stood before it."""
    tracemalloc.start()
    call()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return most


def tasks() -> Iterator[tuple[str, Calls]]:
    """Yield each task with its callers; its inputs are made when it is its turn."""
    for shape in ((10_000, 1000), (100_000, 10), (250, 4), (4,)):
        p, q = random_distributions(shape), random_distributions(shape)
        yield f"entropy {shape}", entropy_calls(p)
        yield f"kl_divergence {shape}", kl_calls(p, q)
        yield f"js_divergence {shape}", js_calls(p, q)
    for n, k in ((100_000, 10), (8192, 1000), (256, 50_257), (1, 4)):
        for dtype in (np.float32, np.float64):
            z, y = random_batch(n, k, dtype)
            yield f"loss ({n}, {k}) {np.dtype(dtype)}", loss_calls(z, y)
    z, y = random_batch(8192, 1000, np.float64)
    yield "gradient of the loss (8192, 1000)", gradient_calls(z, y)
    yield "softmax (8192, 1000)", softmax_calls(z)
    for n in (1_000_000, 1):
        yield f"binary loss of logits ({n},)", binary_logits_calls(n)
        yield f"binary loss of probabilities ({n},)", binary_calls(n)
    for size in (100, 4):
        yield f"mutual_information ({size}, {size}) counts", mutual_calls(size)


def random_distributions(shape: tuple[int, ...]) -> Any:
    """Return rows that sum to 1."""
    p = rng.random(shape)
    return p / p.sum(axis=-1, keepdims=True)


def random_batch(n: int, k: int, dtype: Any) -> tuple[Any, Any]:
    """Return logits and their classes."""
    return (3 * rng.normal(size=(n, k))).astype(dtype), rng.integers(0, k, n)


def entropy_calls(p: Any) -> Calls:
    """Return the entropy in bits, by all who have it."""
    calls = {
        "ours": lambda: ce.entropy(p),
        "SciPy": lambda: scipy.stats.entropy(p, base=2, axis=-1),
        "textbook": lambda: -(p * np.log2(p)).sum(axis=-1),
    }
    if torch:
        t = torch.from_numpy(p)
        calls["PyTorch"] = lambda: torch.special.entr(t).sum(-1)
    return calls


def kl_calls(p: Any, q: Any) -> Calls:
    """Return the divergence of p from q."""
    calls = {
        "ours": lambda: ce.kl_divergence(p, q),
        "SciPy": lambda: scipy.stats.entropy(p, q, base=2, axis=-1),
        "textbook": lambda: (p * np.log2(p / q)).sum(axis=-1),
    }
    if torch:
        tp, tq = torch.from_numpy(p), torch.from_numpy(q)
        kl_div = torch.nn.functional.kl_div
        calls["PyTorch"] = lambda: kl_div(tq.log(), tp, reduction="none").sum(-1)
    return calls


def js_calls(p: Any, q: Any) -> Calls:
    """Return the Jensen-Shannon divergence, SciPy's being its square root."""

    def textbook() -> Any:
        m = (p + q) / 2
        return ((p * np.log2(p / m) + q * np.log2(q / m)) / 2).sum(axis=-1)

    distance = scipy.spatial.distance.jensenshannon
    return {
        "ours": lambda: ce.js_divergence(p, q),
        "SciPy": lambda: distance(p, q, base=2, axis=-1) ** 2,
        "textbook": textbook,
    }


def loss_calls(z: Any, y: Any) -> Calls:
    """Return the mean loss from logits."""
    rows = np.arange(len(y))

    def textbook() -> Any:
        shifted = z - z.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(shifted).sum(axis=1))
        return (log_sum - shifted[rows, y]).mean()

    calls = {
        "ours": lambda: ce.cross_entropy_with_logits(z, y),
        "SciPy": lambda: (scipy.special.logsumexp(z, axis=1) - z[rows, y]).mean(),
        "textbook": textbook,
    }
    if torch:
        tz, ty = torch.from_numpy(z), torch.from_numpy(y)
        calls["PyTorch"] = lambda: torch.nn.functional.cross_entropy(tz, ty)
    return calls


def gradient_calls(z: Any, y: Any) -> Calls:
    """Return the gradient of the mean loss."""
    rows = np.arange(len(y))

    def textbook() -> Any:
        q = np.exp(z - z.max(axis=1, keepdims=True))
        q /= q.sum(axis=1, keepdims=True)
        q[rows, y] -= 1
        return q / len(y)

    calls = {"ours": lambda: ce.cross_entropy_gradient(z, y), "textbook": textbook}
    if torch:
        tz, ty = torch.from_numpy(z).requires_grad_(), torch.from_numpy(y)
        loss = torch.nn.functional.cross_entropy
        calls["PyTorch"] = lambda: torch.autograd.grad(loss(tz, ty), tz)
    return calls


def softmax_calls(z: Any) -> Calls:
    """Return the probabilities of logits."""

    def textbook() -> Any:
        e = np.exp(z - z.max(axis=1, keepdims=True))
        return e / e.sum(axis=1, keepdims=True)

    calls = {
        "ours": lambda: ce.softmax(z),
        "SciPy": lambda: scipy.special.softmax(z, axis=1),
        "textbook": textbook,
    }
    if torch:
        tz = torch.from_numpy(z)
        calls["PyTorch"] = lambda: torch.softmax(tz, -1)
    return calls


def binary_logits_calls(n: int) -> Calls:
    """Return the mean loss from one logit each."""
    z, y = 3 * rng.normal(size=n), (rng.random(n) < 0.5).astype(float)

    def textbook() -> Any:
        return (np.maximum(z, 0) - z * y + np.log1p(np.exp(-np.abs(z)))).mean()

    calls = {
        "ours": lambda: ce.binary_cross_entropy_with_logits(z, y),
        "textbook": textbook,
    }
    if torch:
        tz, ty = torch.from_numpy(z), torch.from_numpy(y)
        loss = torch.nn.functional.binary_cross_entropy_with_logits
        calls["PyTorch"] = lambda: loss(tz, ty)
    return calls


def binary_calls(n: int) -> Calls:
    """Return the mean loss from one probability each."""
    q, y = rng.random(n), (rng.random(n) < 0.5).astype(float)
    calls = {
        "ours": lambda: ce.binary_cross_entropy(q, y),
        "scikit-learn": lambda: sklearn.metrics.log_loss(y, q, labels=[0, 1]),
        "textbook": lambda: -(y * np.log(q) + (1 - y) * np.log(1 - q)).mean(),
    }
    if torch:
        tq, ty = torch.from_numpy(q), torch.from_numpy(y)
        calls["PyTorch"] = lambda: torch.nn.functional.binary_cross_entropy(tq, ty)
    return calls


def mutual_calls(size: int) -> Calls:
    """Return the mutual information of a table of counts."""
    counts = rng.integers(1, 50, (size, size))

    def textbook() -> Any:
        p = counts / counts.sum()
        product = p.sum(axis=1, keepdims=True) * p.sum(axis=0)
        return (p * np.log2(p / product)).sum()

    score = sklearn.metrics.mutual_info_score
    return {
        "ours": lambda: ce.mutual_information(counts),
        "scikit-learn": lambda: score(None, None, contingency=counts),
        "textbook": textbook,
    }


rng = np.random.default_rng(0)

if __name__ == "__main__":
    main()
