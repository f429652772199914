"""Each value of the page "fair_coin", reached again by another road."""

from itertools import product


def test_coin(snippet):
    coin = snippet("coin")
    rows = list(product(["heads", "tails"], repeat=coin["tosses"]))
    all_heads = [row for row in rows if set(row) == {"heads"}]
    assert coin["probability"] == len(all_heads) / len(rows)
    # One bit halves what is possible: eight rows, then four, two, one.
    assert 2 ** coin["one"] == len({"heads", "tails"})
    assert 2 ** coin["in_a_row"] == len(rows)
    assert coin["adds_up"] is True


def test_bars_rise_by_one_bit(snippet):
    bars = snippet("bars")["fig"].axes[0].patches
    assert [bar.get_height() for bar in bars] == [1, 2, 3, 4, 5]
