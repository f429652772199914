"""One impossible result, and the other two as likely: one bit."""

from crossentropy import entropy

largest = 1 / 2
bits = entropy([largest, 1 - largest, 0])
is_one_bit = bits == 1

third = 1 / 3
certain = 1.0
