"""There and back are two numbers."""

from crossentropy import kl_divergence

match, belief = [0.01, 0.99], [0.1, 0.9]

there = kl_divergence(match, belief)
back = kl_divergence(belief, match)
ratio = back / there
