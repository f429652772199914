"""No word begins another, so digits without commas can be read."""

from telegram import words

results = ["win", "draw", "loss"]
season = ["win", "win", "draw", "win", "loss"]
word_of = dict(zip(results, words, strict=True))
digits = "".join(word_of[result] for result in season)

result_of = dict(zip(words, results, strict=True))
read, word = [], ""
for digit in digits:
    word += digit
    if word in result_of:
        read.append(result_of[word])
        word = ""
understood = read == season
