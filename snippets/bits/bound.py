"""News rounded up to whole digits fits the budget."""

import numpy as np
from crossentropy import information_content

from telegram import mean_news, p

news = information_content(p)
lengths = np.ceil(news)
rounded_up = all(news <= lengths) and all(lengths < news + 1)

shares = 2.0**-lengths
none_above = all(shares <= p)
budget = sum(shares)
it_fits = budget <= 1

mean_length = np.dot(p, lengths)
less_than_a_bit_more = mean_length < mean_news + 1
