"""With base one half the constant before the logarithm is positive."""

import math

from crossentropy import information_content

probability = 1 / 8
log_half = math.log(probability) / math.log(1 / 2)

constant = information_content(probability) / log_half
opposite = -constant
