"""Short words for likely results: 1.3 digits a match instead of 2."""

import math

import numpy as np
from crossentropy import entropy, huffman_code

p = [0.7, 0.2, 0.1]  # (1)!
words = huffman_code(p)  # (2)!
lengths = [len(word) for word in words]

equal_length = math.ceil(math.log2(len(p)))
mean_length = np.dot(p, lengths)
mean_news = entropy(p)
