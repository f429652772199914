"""Codes, whose words are as long as the news that they carry."""

import heapq

import numpy as np
from numpy.typing import ArrayLike

from crossentropy._rows import Distributions


def huffman_code(p: ArrayLike) -> list[str]:
    r"""Return a code of the least mean length, a word of 0s and 1s for each outcome.

    $$H(P) \le \sum_k p_k \ell_k < H(P) + 1$$

    The right half needs every $p_k > 0$. The lengths $\ell_k$ and the entropy are in
    bits. No word begins another, so that a message needs no commas.
    Of the best codes this is the canonical one: shorter words come first, and words of
    one length count upwards in the order of their outcomes.

    Args:
        p: The probabilities of one distribution, which sum to 1. An outcome of
            probability 0 has a word too.

    Returns:
        A list with the word of each outcome. A single outcome has the empty word,
        since there is nothing to tell.

    Raises:
        ValueError: p is not one distribution.

    Examples:
        Four letters, with words of 1, 2, 3 and 3 digits: 1.75 in the mean, which is
        their entropy in bits.

        >>> huffman_code([1 / 2, 1 / 4, 1 / 8, 1 / 8])
        ['0', '10', '110', '111']

    Source: D. A. Huffman, A method for the construction of minimum-redundancy codes,
    Proceedings of the IRE 40 (1952). Cover and Thomas (2006), section 5.6.
    """
    distribution = Distributions("p", p, -1)
    values = distribution.values
    if values.ndim != 1:
        raise ValueError(
            f"p has shape {values.shape}, but a code is made for one distribution; "
            "pass one row at a time"
        )
    with np.errstate(all="ignore"):
        chances = distribution.rows(values).values
    lengths = _word_lengths(chances.tolist())
    words = [""] * len(lengths)
    number, previous = 0, 0
    for outcome in np.argsort(lengths, kind="stable"):
        length = lengths[outcome]
        number <<= length - previous
        words[outcome] = format(number, f"0{length}b") if length else ""
        number, previous = number + 1, length
    return words


def _word_lengths(p: list[float]) -> list[int]:
    """Return how deep each outcome lies in the tree that joins the rarest two first."""
    trees = [(chance, node) for node, chance in enumerate(p)]
    heapq.heapify(trees)
    parent: dict[int, int] = {}
    for joint in range(len(p), 2 * len(p) - 1):
        (a, first), (b, second) = heapq.heappop(trees), heapq.heappop(trees)
        parent[first] = parent[second] = joint
        heapq.heappush(trees, (a + b, joint))
    depth = {2 * len(p) - 2: 0}  # of the root, made last
    for node in range(2 * len(p) - 3, -1, -1):
        depth[node] = depth[parent[node]] + 1
    return [depth[outcome] for outcome in range(len(p))]
