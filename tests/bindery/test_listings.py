import pytest

from bindery.listings import line_id, name_listings, number_lines, shown_lines

WITH_SECTION = """\
"A."
a = 1
# --8<-- [start:part]
b = 2
    # --8<-- [start:inner]
    c = 3
    # --8<-- [end:inner]
# --8<-- [end:part]
d = 4
"""


@pytest.mark.parametrize(
    ("section", "shown"),
    [
        (None, {1: '"A."', 2: "a = 1", 4: "b = 2", 6: "    c = 3", 9: "d = 4"}),
        ("part", {4: "b = 2", 6: "    c = 3"}),
        ("inner", {6: "    c = 3"}),
        ("none", {}),
    ],
)
def test_shown_lines(tmp_path, section, shown):
    file = tmp_path / "a.py"
    file.write_text(WITH_SECTION)
    assert shown_lines(file, section) == shown


def test_a_missing_file_shows_nothing(tmp_path):
    assert shown_lines(tmp_path / "a.py", None) == {}


def named(tmp_path, text):
    file = tmp_path / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text(WITH_SECTION)
    lines = text.split("\n")
    return dict(name_listings(lines, tmp_path)), lines


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ('```python\n--8<-- "page/a.py"\n```', [1, 2, 4, 6, 9]),
        ('```python\n--8<-- "page/a.py:part"\n```', [4, 6]),
        ('Text\n\n    ~~~ python\n    --8<-- "page/a.py:inner"\n    ~~~', [6]),
    ],
)
def test_a_listing_is_named(tmp_path, text, numbers):
    found, lines = named(tmp_path, text)
    assert found == {"page/a": numbers}
    [fence] = [line for line in lines if line.endswith("{ .python #listing-page-a }")]
    assert fence.lstrip()[:3] in {"```", "~~~"}


@pytest.mark.parametrize(
    "text",
    [
        "```python\nx = 1\n```",
        '```python\n--8<-- "page/a.py"\nx = 1\n```',
        '```python hl_lines="1"\n--8<-- "page/a.py"\n```',
        '```\n--8<-- "page/a.py"\n```',
        '```python\n--8<-- "page/a.txt"\n```',
    ],
)
def test_other_listings_are_left_alone(tmp_path, text):
    assert named(tmp_path, text) == ({}, text.split("\n"))


def test_only_the_first_of_two_listings_is_named(tmp_path):
    once = '```python\n--8<-- "page/a.py"\n```\n'
    found, lines = named(tmp_path, once + "\n" + once)
    assert list(found) == ["page/a"]
    assert sum("#listing" in line for line in lines) == 1


def test_lines_are_numbered_as_in_the_file():
    html = (
        '<div id="listing-page-a"><pre><span></span><code>x\n\ny\n</code></pre></div>'
    )
    assert number_lines(html, "page/a", [4, 5, 9]) == (
        '<div id="listing-page-a"><pre><span></span><code>'
        '<span id="listing-page-a-4">x\n</span>'
        '<span id="listing-page-a-5">\n</span>'
        '<span id="listing-page-a-9">y\n</span></code></pre></div>'
    )
    assert line_id("page/a", 9) == "listing-page-a-9"
