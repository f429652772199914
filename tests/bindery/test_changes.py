import pytest

from bindery.changes import Change, compare, table


def entry(text, value=None, **given):
    common = {
        "page": "page",
        "language": "en",
        "anchor": "a",
        "kind": "value",
        "source": "snippets/page/match.py",
        "name": "bits",
    }
    return {**common, "text": text, "value": value or text, "more": "ignored", **given}


def seen(old, new):
    changes = compare(old, new)
    assert changes.unseen == {}
    return [(c.what, c.before, c.after) for c in changes.seen]


def told(old, new, **given):
    return list(table(compare(old, new), **given))


def test_the_same_numbers_are_no_change():
    both = [entry("0.081"), entry("1%"), entry("0.081", language="zh")]
    changes = compare(both, list(both))
    assert (changes.seen, changes.unseen) == ({}, {})
    assert list(table(changes)) == ["Readers see no change"]


def test_a_changed_number_is_told_once_with_its_languages_and_how_often():
    old = [entry("0.081"), entry("0.081"), entry("0.081", language="zh")]
    new = [entry("0.366"), entry("0.366"), entry("0.366", language="zh")]
    assert told(old, new) == [
        "page",
        "  en, zh  2×  match.bits  0.081  ->  0.366",
    ]


def test_units_differ_by_language_and_stay_in_their_columns():
    old = [entry("1 bit"), entry("1 比特", language="zh"), entry("2", name="n")]
    new = [entry("2 bits"), entry("2 比特", language="zh"), entry("3", name="n")]
    assert told(old, new) == [
        "page",
        "  en    match.bits  1 bit   ->  2 bits",
        "  en    match.n     2       ->  3",
        "  zh    match.bits  1 比特  ->  2 比特",
    ]


def test_pages_come_in_order_and_name_what_is_not_theirs():
    old = [entry("1", page="b"), entry("1", page="a")]
    new = [entry("2", page="b"), entry("2", page="a")]
    assert told(old, new) == [
        "a",
        "  en    page/match.bits  1  ->  2",
        "b",
        "  en    page/match.bits  1  ->  2",
    ]


def test_numbers_added_and_removed():
    assert seen([], [entry("0.5")]) == [("match.bits", "", "0.5")]
    assert seen([entry("0.5")], []) == [("match.bits", "0.5", "")]
    assert told([], [entry("0.5")]) == [
        "page",
        "  en    match.bits  (not there)  ->  0.5",
    ]


def test_a_place_more_leaves_the_others_alone():
    old = [entry("0.01", "0.01"), entry("1%", "0.01")]
    new = [entry("1%", "0.01"), entry("0.01", "0.01"), entry("1%", "0.01")]
    assert seen(old, new) == [("match.bits", "", "1%")]
    assert seen(new, old) == [("match.bits", "1%", "")]


def test_a_place_more_of_a_changed_number():
    old = [entry("0.01"), entry("1%")]
    new = [entry("0.05"), entry("5%"), entry("0.050")]
    assert seen(old, new) == [
        ("match.bits", "0.01", "0.05"),
        ("match.bits", "1%", "5%"),
        ("match.bits", "", "0.050"),
    ]


def test_what_changes_behind_the_digits_is_counted_and_listed_on_demand():
    old = [entry("0.5", "0.5"), entry("0.5", "0.5", language="zh")]
    new = [entry("0.5", "0.5000001"), entry("0.5", "0.5000001", language="zh")]
    assert told(old, new) == [
        "Readers see no change",
        "Changed behind the digits that are shown: 1 (--all lists them)",
    ]
    assert told(old, new, every=True) == [
        "Readers see no change",
        "Behind the digits that are shown:",
        "page",
        "  en, zh    match.bits  0.5  ->  0.5000001",
    ]


def test_claims():
    claim = entry("✓", "True", kind="claim", name="adds_up")
    assert seen([claim], []) == [("claim match.adds_up", "✓", "")]


def figure(text, value="abc"):
    return entry(text, value, kind="figure", name="fig")


def test_figures_by_their_drawing_and_by_their_alt_text():
    old, drawn = (
        figure("It rises to 0.5, not 2."),
        figure("It rises to 0.5, not 2.", "d"),
    )
    assert seen([old], [drawn]) == [("figure match", "its drawing", "another one")]
    renumbered = figure("It rises to 0.75, not 2.")
    assert seen([old], [renumbered]) == [("figure match", "0.5", "0.75")]
    both = seen([old], [figure("It rises to 0.75, not 2.", "d")])
    assert both == [
        ("figure match", "0.5", "0.75"),
        ("figure match", "its drawing", "another one"),
    ]


def test_an_alt_text_that_says_something_else_is_shown_where_it_begins_to():
    start, rest = "A line that runs from the left to the right and ", " and on" * 9
    [(_, before, after)] = seen(
        [figure(start + "rises" + rest)], [figure(start + "falls" + rest)]
    )
    assert before.startswith("…e right and rises and on")
    assert after.startswith("…e right and falls and on")
    assert len(before) == len(after) < 60


@pytest.mark.parametrize("kind", ["exercise", "explorable"])
def test_what_shows_no_text_is_told_by_its_value(kind):
    """As numbers.json has it: an answer or a start is no text of the page."""
    old, new = ({**entry("", v, kind=kind), "text": ""} for v in ("2.0", "3.0"))
    assert seen([old], [new]) == [(f"{kind} match.bits", "2.0", "3.0")]
    assert seen([], [new]) == [(f"{kind} match.bits", "", "3.0")]


@pytest.mark.parametrize("kind", ["value", "claim", "figure", "exercise", "explorable"])
def test_every_kind_of_entry_is_compared(kind):
    changes = compare([], [entry("1", kind=kind)])
    [change] = changes.seen
    assert isinstance(change, Change)
    assert (change.before, change.after) == ("", "1")
