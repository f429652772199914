"""The best code for one match is a poor one for another."""

import numpy as np
from crossentropy import entropy

from telegram import lengths, mean_length, p

turned = p[::-1]
paid = np.dot(turned, lengths)
mean_news = entropy(turned)
same_news = abs(mean_news - entropy(p)) < 1e-15
better = np.dot(turned, lengths[::-1])
before = mean_length
extra = paid - better
