"""A bill of four terms, without a calculator."""

from crossentropy import cross_entropy, entropy, kl_divergence

p = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
q = [1 / 4, 1 / 8, 1 / 8, 1 / 2]
bill = cross_entropy(p, q)
unavoidable = entropy(p)
fine = kl_divergence(p, q)
swapped = cross_entropy(q, p)
