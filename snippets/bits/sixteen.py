"""The word 0101 is index 5 of sixteen, which is the sixth."""

import math

from crossentropy import information_content

teams = 16
questions = math.ceil(math.log2(teams))
none_fewer = 2 ** (questions - 1) < teams <= 2**questions
news = information_content(1 / teams)
each_answer = information_content(1 / 2)

word = "0101"
index = int(word, 2)  # (1)!
place = index + 1
naive = index  # (2)!
naive_word = format(naive - 1, "04b")
