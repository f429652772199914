"""One check that comes out right proves nothing."""


def f(p):
    """Return twice the news for what is twice as rare."""
    return 1 / p


first = f(0.5 * 0.5) - (f(0.5) + f(0.5))

at_once = f(0.5 * 0.25)
in_parts = f(0.5) + f(0.25)
second = at_once - in_parts
