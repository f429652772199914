"""A hundred matches believed wrongly waste about ten bits."""

from bookmaker import bill, fine, unavoidable

matches = 100
wasted = matches * fine
paid = matches * bill
spared_nobody = matches * unavoidable
