"""Lengths 1, 2, 2 and 3 would spend more than there is."""

lengths = [1, 2, 2, 3]
budget = sum(2.0**-length for length in lengths)
over = budget > 1
digits = sum(lengths)
without_last = sum(2.0**-length for length in lengths[:-1])
