"""Four digits are four bits only if all sixteen are equally likely."""

from crossentropy import information_content

from sixteen import teams

favourite = 1 / 2
other = (1 - favourite) / (teams - 1)

favourite_bits = information_content(favourite)
other_bits = information_content(other)
