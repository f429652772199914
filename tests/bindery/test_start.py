from pathlib import Path

from bindery import start
from bindery.pages import Page


def page(text, lang="en"):
    return Page(Path("docs", lang, "page.md"), text)


def test_words_are_read_at_their_languages_speed():
    # 2200 words at 220 a minute, and 4000 characters at 400.
    english = "This has eleven words, and one that's short, says somebody.\n\n" * 220
    assert start.minutes(page(english), "en") == 10
    chinese = "十个字的一句话，一二。\n\n" * 444
    assert start.minutes(page(chinese), "zh") == 10


def test_what_is_looked_at_takes_half_a_minute():
    looked = [
        "![A line.](figure:curve)",
        "$$\nx\n$$",
        '```python\n--8<-- "page/numbers.py"\n```',
    ]
    for text in looked:
        assert start.minutes(page(f"{text}\n\n" * 20), "en") == 10


def test_what_is_not_read_does_not_count():
    idle = "`code` {{ a.b:.2f }} $x^2$ [word](a/very/long/address.md)"
    unread = "[^note]: a citation of some length, with many words\n\n"
    few = page(f"{idle}\n\n" * 55)  # four words each: a minute
    assert start.minutes(few, "en") == start.STEP
    assert start.minutes(page(unread * 1000), "en") == start.STEP


def test_minutes_come_in_steps_of_five():
    lines = [page("word " * 220 * n + "\n") for n in range(1, 30)]
    told = [start.minutes(line, "en") for line in lines]
    assert set(told) == {5, 10, 15, 20, 25, 30}
    assert all(abs(n - minutes) <= 4 for n, minutes in enumerate(told, 1))


def test_a_page_that_says_what_it_is_for_begins_with_it():
    text = "---\nable:\n  - count\n  - read\n---\n\n# A page { #page }\n"
    (box,) = start.start(page(text), "en")
    assert ["".join(child.itertext()) for child in box] == [
        "About 5 minutes, after which you can:",
        "countread",
    ]
    assert [item.text for item in box.iter("li")] == ["count", "read"]
    assert list(start.start(page("# A page { #page }\n"), "en")) == []


def test_a_page_with_exercises_must_say_it(site):
    told = (
        ":1: a page with exercises says what its readers can do afterwards; add able: "
        "with two or three lines to its front matter, which has "
    )
    expected = [f"docs/{lang}/page.md{told}0" for lang in ("en", "zh")]
    assert list(start.missing(site.root)) == expected
    for lang, first, lines in (("en", "description", 2), ("zh", "mirrors", 4)):
        able = "able:\n" + "  - count\n" * lines
        site.replace(f"docs/{lang}/page.md", first, f"{able}{first}")
    assert list(start.missing(site.root)) == [f"docs/zh/page.md{told}4"]
