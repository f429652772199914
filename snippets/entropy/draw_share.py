"""The draw is no likely result, and carries most of the entropy."""

from crossentropy import information_content

from group import bits, draw, from_draw, from_loss

news = information_content(draw)
in_bits = draw * news
share = from_draw / bits

chance = draw
loss_share = from_loss / bits
