"""A sensation is big news, a routine win is not."""

from crossentropy import information_content

china = 0.01  # (1)!
france = 1 - china

china_bits = information_content(china)
france_bits = information_content(france)
ratio = china_bits / france_bits
