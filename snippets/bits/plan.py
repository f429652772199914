"""Halving the list costs 2 questions, although 1.75 are enough."""

import numpy as np
from crossentropy import entropy

p = [1 / 2, 1 / 4, 1 / 8, 1 / 8]
first = [1, 1, 0, 0]
second = [1, 0, 1, 0]
third = [0, 0, 0, 0]
answers = list(zip(first, second, third, strict=True))


def until_alone(row):
    """Return how many answers it takes until no other team fits."""
    return next(
        n
        for n in range(1, 4)
        if sum(other[:n] == row[:n] for other in answers) == 1
    )


questions = [until_alone(row) for row in answers]
mean_questions = np.dot(p, questions)
mean_news = entropy(p)
