"""Words fitted to a wrong belief are too long by the divergence."""

from crossentropy import (
    cross_entropy,
    entropy,
    huffman_code,
    kl_divergence,
)

p = [1 / 2, 1 / 4, 1 / 8, 1 / 8]  # (1)!
q = [1 / 8, 1 / 2, 1 / 4, 1 / 8]  # (2)!

words = huffman_code(q)
lengths = [len(word) for word in words]
mean_length = sum(p * n for p, n in zip(p, lengths, strict=True))

shortest = entropy(p)
bill = cross_entropy(p, q)
exact = mean_length == bill  # (3)!
fine = kl_divergence(p, q)
other_way = kl_divergence(q, p)
