"""Certain truth, wavering belief: one bit; the other way: no end."""

from crossentropy import entropy, kl_divergence

p, q = [1, 0], [1 / 2, 1 / 2]

fine = kl_divergence(p, q)
reverse = kl_divergence(q, p)
nothing = entropy(p)
