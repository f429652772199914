"""Two wins in a row are less likely than either of them."""

first = 0.6
second_given_first = 0.5

both = first * second_given_first
added = first + second_given_first
averaged = added / 2
