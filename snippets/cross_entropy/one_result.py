"""For a certain result the bill is one surprise."""

from crossentropy import cross_entropy, entropy

played = [0, 1, 0]
belief = [0.5, 0.25, 0.25]

bill = cross_entropy(played, belief)
unavoidable = entropy(played)
of_the_belief = entropy(belief)
