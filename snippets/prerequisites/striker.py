"""A mean weighs each outcome with its probability."""

goals = [0, 1, 2]
chances = [0.5, 0.3, 0.2]

mean = sum(p * x for p, x in zip(chances, goals, strict=True))
plain = sum(goals) / len(goals)
