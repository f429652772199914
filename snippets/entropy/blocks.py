"""Coded in blocks, a match costs little more than its entropy."""

import numpy as np
from crossentropy import huffman_code

from match import bits, china, france

matches = 12
block = np.ones(1)
for _ in range(matches):
    block = np.outer(block, [china, france]).ravel()

alone = np.mean([len(word) for word in huffman_code([china, france])])
lengths = [len(word) for word in huffman_code(block)]
together = block @ lengths / matches
not_below = together > bits
