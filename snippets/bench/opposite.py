"""Equal entropies, opposite beliefs: the surer both are, the dearer."""

from crossentropy import entropy, kl_divergence

p, q = [0.01, 0.99], [0.99, 0.01]

fine = kl_divergence(p, q)
same_entropy = entropy(p) == entropy(q)
