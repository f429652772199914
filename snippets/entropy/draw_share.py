"""The draw is no likely result, and carries most of the entropy."""

from crossentropy import information_content

from group import bits, contributions, match

chance = match[1]
news = information_content(chance)
in_bits = chance * news
share = in_bits / bits

loss_share = contributions[2] / bits
