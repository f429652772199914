"""With the words 0, 1 and 01 one telegram has several meanings."""

words = ["0", "1", "01"]
telegram = "0101"


def readings(digits):
    """Return in how many ways the digits can be cut into words."""
    if not digits:
        return 1
    return sum(
        readings(digits[len(word) :])
        for word in words
        if digits.startswith(word)
    )


ways = readings(telegram)
one_way = 1
two_ways = telegram.count("01")
budget = sum(2.0 ** -len(word) for word in words)
