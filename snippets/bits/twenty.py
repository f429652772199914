"""Twenty teams need five questions, though their news is less."""

import math

from crossentropy import information_content

teams = 20
news = information_content(1 / teams)
questions = math.ceil(news)
too_few = math.floor(news)
one_by_one = teams - 1
reached = 2**too_few
