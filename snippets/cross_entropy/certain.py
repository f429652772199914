"""Whoever knows the truth pays no fine."""

from crossentropy import cross_entropy, entropy, kl_divergence

p = [0.3, 0.7]
fine = kl_divergence(p, p)
bill = cross_entropy(p, p)
nothing_more = bill == entropy(p)
