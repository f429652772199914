"""Codes whose words are as long as the news they carry."""

import heapq

import numpy as np
from numpy.typing import ArrayLike

from crossentropy._rows import Distributions


def huffman_code(p: ArrayLike) -> list[str]:
    """H."""
    distribution = Distributions("p", p, -1)
    values = distribution.values
    if values.ndim != 1:
        raise ValueError(
            f"p has shape {values.shape}, but a code is for one distribution; "
            "pass one row at a time"
        )
    lengths = _word_lengths(distribution.rows(values).values.tolist())
    words = [""] * len(lengths)
    number, length = 0, 0
    for symbol in np.argsort(lengths, kind="stable"):
        number <<= lengths[symbol] - length
        length = lengths[symbol]
        words[symbol] = format(number, f"0{length}b") if length else ""
        number += 1
    return words


def _word_lengths(p: list[float]) -> list[int]:
    """Return how deep each symbol lies when the two rarest are joined, again and again."""
    nodes = [(chance, node) for node, chance in enumerate(p)]
    heapq.heapify(nodes)
    parent = {}
    while len(nodes) > 1:
        (a, first), (b, second) = heapq.heappop(nodes), heapq.heappop(nodes)
        joint = len(p) + len(parent) // 2
        parent[first] = parent[second] = joint
        heapq.heappush(nodes, (a + b, joint))
    depth = {len(p) + len(parent) // 2 - 1: 0} if parent else {0: 0}
    for node in sorted(parent, reverse=True):
        depth[node] = depth[parent[node]] + 1
    return [depth[symbol] for symbol in range(len(p))]
