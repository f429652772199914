"""The measures by their definitions, to as many digits as asked for.

Every p is read as p / sum(p) of the very numbers that are stored.
"""

import math
from collections import Counter

import mpmath
import numpy as np

DEEP = 380  # digits that tell 1 + 5e-324 from 1, and leave fifty


def entropy(p, base=2, digits=50):
    return cross_entropy(p, p, base, digits)


def cross_entropy(p, q, base=2, digits=50):
    return _total(_information, p, q, base, digits)


def kl_divergence(p, q, base=2, digits=50):
    return _total(_log_ratio, p, q, base, digits)


def js_divergence(p, q, base=2, digits=50):
    def to_the_middle(p, q):
        middle = (p + q) / 2
        return (_log_ratio(p, middle) + _log_ratio(q, middle)) / 2

    return _total(to_the_middle, p, q, base, digits)


def mutual_information(joint, base=2, digits=50):
    return _of_table(lambda p, row, column: p / (row * column), joint, base, digits)


def conditional_entropy(joint, base=2, digits=50):
    return _of_table(lambda p, row, column: column / p, joint, base, digits)


def error_in_eps(result, truth, dtype=np.float64):
    if truth == 0 or mpmath.isinf(truth):
        return 0 if result == truth else math.inf
    error = abs(mpmath.mpf(float(result)) - truth) / truth
    return float(error) / float(np.finfo(dtype).eps)


def _total(term, p, q, base, digits):
    with mpmath.workdps(digits):
        pairs = Counter(zip(_floats(p), _floats(q), strict=True))
        sum_p = mpmath.fsum(n * mpmath.mpf(a) for (a, b), n in pairs.items())
        sum_q = mpmath.fsum(n * mpmath.mpf(b) for (a, b), n in pairs.items())
        terms = (n * term(a / sum_p, b / sum_q) for (a, b), n in pairs.items())
        return mpmath.fsum(terms) / _log_of(base)


def _information(p, q):
    return p and (-p * mpmath.log(q) if q else mpmath.inf)


def _log_ratio(p, q):
    return p and (p * mpmath.log(p / q) if q else mpmath.inf)


def _of_table(ratio, joint, base, digits):
    with mpmath.workdps(digits):
        table = [[mpmath.mpf(x) for x in row] for row in np.asarray(joint).tolist()]
        total = mpmath.fsum(map(mpmath.fsum, table))
        table = [[x / total for x in row] for row in table]
        rows = [mpmath.fsum(row) for row in table]
        columns = [mpmath.fsum(column) for column in zip(*table, strict=True)]
        terms = (
            p * mpmath.log(ratio(p, rows[i], columns[j]))
            for i, row in enumerate(table)
            for j, p in enumerate(row)
            if p
        )
        return mpmath.fsum(terms) / _log_of(base)


def _floats(values):
    return np.asarray(values, np.float64).tolist()


def _log_of(base):
    return mpmath.log(mpmath.e if base == math.e else mpmath.mpf(base))


def normalised(values):
    return values / values.sum(axis=-1, keepdims=True)


def spread(rng, n, k):
    return normalised(0.5 + rng.random((n, k)))


def spiky(rng, n, k):
    return normalised(rng.gamma(0.1, size=(n, k)) + 1e-300)


def sparse(rng, n, k):
    p = rng.random((n, k)) * (rng.random((n, k)) < 0.5)
    p[:, 0] += 0.1
    return normalised(p)


def nearly_certain(rng, n, k):
    p = 10 ** -(30 * rng.random((n, k)))
    p[:, 0] = 10
    return normalised(p)


def tiny(rng, n, k):
    p = 10 ** -(300 * rng.random((n, k)))
    p[:, 0] = 1
    return normalised(p)


def subnormal(rng, n, k):
    p = 10 ** -(300 + 23 * rng.random((n, k)))
    p[:, 0] = 0.75
    p[:, -1] = 0.25
    return p


def near(rng, p, distance):
    """A distribution whose ratio to p differs from 1 by about the distance."""
    return normalised(p * abs(1 + distance * rng.standard_normal(p.shape)))


KINDS = {
    "spread": (spread, 50),
    "spiky": (spiky, DEEP),
    "sparse": (sparse, 50),
    "nearly certain": (nearly_certain, 80),
    "tiny": (tiny, DEEP),
    "subnormal": (subnormal, DEEP),
}
