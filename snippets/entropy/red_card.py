"""One message may raise the entropy; on average messages lower it."""

from crossentropy import entropy

from match import china

win = china
red = 0.01
no_red = 1 - red
win_if_red = 0.5
win_if_not = (win - red * win_if_red) / no_red

before = entropy([win, 1 - win])
after_red = entropy([win_if_red, 1 - win_if_red])
after_not = entropy([win_if_not, 1 - win_if_not])
after = red * after_red + no_red * after_not

times = after_red / before
gain = before - after
