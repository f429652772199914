"""How far ahead the label is tells the loss and the push."""

import math

q = 0.8

gap = math.log(q / (1 - q))
loss = -math.log(q)
push = 1 - q
