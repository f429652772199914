"""The one exception for what an author can mend."""


class Fault(Exception):
    """What is wrong with a page or a file beside it, in words for its author."""
