"""Heads of a fair coin are one bit of news, and tosses add up."""

from crossentropy import information_content

heads = 1 / 2  # (1)!
tosses = 3
probability = heads**tosses

one = information_content(heads)
in_a_row = information_content(probability)
adds_up = in_a_row == tosses * one  # (2)!
