"""With softmax twice the same belief takes many more steps."""

from crossentropy import softmax

from twice import behind, once, twice, wrong

sure = 0.9


def steps_until_sure(gradient):
    """Return how many steps of 1 lead from wrong to sure."""
    z, steps = behind * wrong, 0
    while softmax(z)[0] < sure:
        z, steps = z - gradient(z), steps + 1
    return steps


needed = steps_until_sure(once)
needed_twice = steps_until_sure(twice)
