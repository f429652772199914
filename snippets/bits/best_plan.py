"""Who asks for the favourite first needs 1.75 questions."""

import numpy as np

from plan import mean_news, mean_questions, p

questions = [1, 2, 3, 3]  # A? B? C?
mean = np.dot(p, questions)
no_plan_is_better = mean == mean_news
halving = mean_questions
unweighted = sum(questions) / len(questions)
outsiders_first = np.dot(p, questions[::-1])
