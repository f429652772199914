"""China beating France is several hundred times the news of France beating China."""

from crossentropy import information_content

china = 0.01
france = 1 - china

china_bits = information_content(china)  # (1)!
france_bits = information_content(france)
ratio = china_bits / france_bits
