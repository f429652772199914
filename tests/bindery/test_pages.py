import hashlib
from pathlib import Path

import pytest

from bindery.faults import Fault
from bindery.pages import Page, mirror_hash, pages


def page(text):
    return Page(Path("docs/en/page.md"), text)


def kinds(text):
    return [(block.kind, block.line) for block in page(text).blocks]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", []),
        ("one\ntwo\n\nthree\n", [("paragraph", 1), ("paragraph", 4)]),
        ("---\na: 1\n---\n\n# A { #a }\n", [("heading", 5)]),
        ("# A\ntext", [("heading", 1), ("paragraph", 2)]),
        ("```python\na\n\nb\n```\nc", [("code", 1), ("paragraph", 6)]),
        ("text\n```\na\n```", [("paragraph", 1), ("code", 2)]),
        ("~~~\n```\n~~~\na", [("code", 1), ("paragraph", 4)]),
        ("````\n```\n````\na", [("code", 1), ("paragraph", 4)]),
        ("```\nnever closed", [("code", 1)]),
        ("$$\nx\n$$\na", [("formula", 1), ("paragraph", 4)]),
        ("text\n$$\nx\n$$", [("paragraph", 1), ("formula", 2)]),
        ("- a\n- b\n\n1. c", [("list", 1), ("list", 4)]),
        ("| a |\n|---|\n| b |", [("table", 1)]),
        ("> said", [("quotation", 1)]),
        ('!!! note "x"\n\n    a', [("admonition", 1), ("paragraph", 3)]),
        ("[^a]: where", [("citation", 1)]),
        ("<div>\n</div>", [("html", 1)]),
        ("a\n\n::: crossentropy.entropy", [("paragraph", 1), ("reference", 3)]),
        (
            "/// caption\ntext\n///",
            [("open", 1), ("paragraph", 2), ("close", 3)],
        ),
        (
            "/// exercise | x\n    answer: a.b\n    wrong: {}\n\ntext\n///",
            [("open", 1), ("options", 2), ("paragraph", 5), ("close", 6)],
        ),
    ],
)
def test_blocks(text, found):
    assert kinds(text) == found


def test_code_has_no_prose():
    [code, text] = page("```\na 0.5\n```\n\nb `0.5` c").blocks
    assert (code.prose, text.prose) == ("", "b  c")
    assert list(text.numbered_lines) == [(5, "b  c")]


@pytest.mark.parametrize(
    ("text", "matter"),
    [
        ("---\nmirrors: abc\n---\n\nx", {"mirrors": "abc"}),
        ("x\n---\na: 1\n---\n", {}),
        ("---\njust text\n---\n", {}),
        ("", {}),
    ],
)
def test_front_matter(text, matter):
    assert page(text).front_matter == matter


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "---\nable: x\nable: a: b\n---\n",
            "3: the front matter is no YAML: mapping values are not allowed here",
        ),
        (
            "---\nable:\n- [x\n---\n",
            "4: the front matter is no YAML: "
            "expected ',' or ']', but got '<stream end>'",
        ),
        (
            "---\nable: \x07\n---\n",
            "2: the front matter is no YAML: "
            "unacceptable character #x0007: special characters are not allowed",
        ),
        (
            "---\nable: x\n\n# A { #a }\n",
            "1: its front matter has no end; write --- on a line of its own after it",
        ),
    ],
)
def test_front_matter_that_cannot_be_read_is_told_with_its_line(text, told):
    with pytest.raises(Fault) as raised:
        _ = page(text).front_matter
    assert str(raised.value) == f"docs/en/page.md:{told}"


def test_uses():
    text = """\
{{ a.x:.1f }} and {{ other/b.y }} but not `{{ c.z }}`

![x {{ a.x:.1f }}](figure:d) ![y](figure:other/e)

```python
--8<-- "page/f.py"
--8<-- "other/g.py:part"
{{ h.z }}
```

/// exercise | x
    answer: i.x
    tolerance: 0.01
    wrong: {other/j.y: "no."}

$x = {{ k.x }}$
///
"""
    assert sorted(page(text).uses(), key=lambda use: use[2]) == [
        ("page/a", "x", 1),
        ("other/b", "y", 1),
        ("page/a", "x", 3),
        ("page/d", "fig", 3),
        ("other/e", "fig", 3),
        ("page/f", None, 6),
        ("other/g", None, 7),
        ("page/i", "x", 12),
        ("other/j", "y", 14),
        ("page/k", "x", 16),
    ]


def test_pages_are_read_again_when_they_changed(tmp_path):
    folder = tmp_path / "docs" / "en" / "deep"
    folder.mkdir(parents=True)
    (folder / "a.md").write_text("one", "utf-8")
    assert pages(tmp_path, "zh") == {}
    [(name, found)] = pages(tmp_path, "en").items()
    assert (name, found.file.as_posix()) == ("deep/a.md", "docs/en/deep/a.md")
    assert (found.name, found.text) == ("a", "one")
    (folder / "a.md").write_text("two", "utf-8")
    assert pages(tmp_path, "en")["deep/a.md"].text == "two"


def test_mirror_hash_is_the_files():
    text = "---\na: 1\n---\n\n中文\n"
    assert mirror_hash(page(text)) == hashlib.sha256(text.encode()).hexdigest()[:12]


def test_alt_texts_may_index():
    text = "![so {{ a.terms[1]:.1f }} is seen](figure:curve)"
    page = Page(Path("docs/en/page.md"), text)
    assert set(page.uses()) == {("page/a", "terms", 1), ("page/curve", "fig", 1)}


def test_sections():
    text = "First.\n\n# A *b* { #a }\n\n```\n# code\n```\n\n## C\n\n## D { #d .x }\nE"
    one = page(text)
    found = [one.section(line) for line in (0, 1, 3, 8, 9, 11, 99)]
    a, c, d = ("a", "A *b*"), ("", "C"), ("d", "D")
    assert found == [a, a, a, a, c, d, d]
    assert page("No heading.").section(1) == ("", "page")


def test_a_page_names_snippets_of_its_own_and_others():
    assert page("").key("match") == "page/match"
    assert page("").key("other/match") == "other/match"
    assert Page(Path("docs/zh/deep/page.md"), "").uri == "deep/page.md"
