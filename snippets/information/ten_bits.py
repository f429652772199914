"""Ten bits is one chance in 1,024."""

from crossentropy import information_content

bits = 10
one_in = 2**bits
probability = 1 / one_in
exact = information_content(probability) == bits

tenth = 1 / bits
tenth_bits = information_content(tenth)
