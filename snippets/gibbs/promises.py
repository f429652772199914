"""Believing in independence costs the mutual information."""

import numpy as np
from crossentropy import kl_divergence, mutual_information

red, win_if_red, win = 0.01, 0.5, 0.01
win_if_not = (win - red * win_if_red) / (1 - red)

chances = [win_if_red, win_if_not], [1 - win_if_red, 1 - win_if_not]
together = np.array(chances) * [red, 1 - red]  # win, loss by message
independent = np.outer(together.sum(axis=1), together.sum(axis=0))

fine = kl_divergence(together.ravel(), independent.ravel())
is_the_gain = abs(fine - mutual_information(together)) < 1e-12
