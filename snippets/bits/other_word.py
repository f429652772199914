"""The word 1010 is index 10, the eleventh of sixteen."""

word = "1010"
index = int(word, 2)
place = index + 1
backwards = int(word[::-1], 2)
