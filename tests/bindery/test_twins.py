import hashlib
from pathlib import Path

import pytest

from bindery import twins
from bindery.pages import Page


def difference(english, chinese):
    return twins.twin_difference(
        Page(Path("docs/en/p.md"), english), Page(Path("docs/zh/p.md"), chinese)
    )


@pytest.mark.parametrize(
    ("english", "chinese", "told"),
    [
        (
            "# A { #a }",
            "# 甲 { #b }",
            "docs/zh/p.md:1: block heading # #b, but docs/en/p.md:1 has heading # #a",
        ),
        (
            "# A { #a }",
            "## 甲 { #a }",
            "docs/zh/p.md:1: block heading ## #a, but docs/en/p.md:1 has heading # #a",
        ),
        (
            "one\n\ntwo",
            "一\n\n- 二",
            "docs/zh/p.md:3: block list, but docs/en/p.md:3 has paragraph",
        ),
        (
            "/// exercise | a\n",
            "/// exercise | b\n",
            "docs/zh/p.md:1: block /// exercise | b, "
            "but docs/en/p.md:1 has /// exercise | a",
        ),
        (
            "/// caption\n",
            "/// details\n",
            "docs/zh/p.md:1: block /// details, but docs/en/p.md:1 has /// caption",
        ),
        (
            "::: crossentropy.entropy",
            "::: crossentropy.softmax",
            "docs/zh/p.md:1: block ::: crossentropy.softmax, "
            "but docs/en/p.md:1 has ::: crossentropy.entropy",
        ),
        (
            "{{ a.x:.2f }} and {{ a.y }}",
            "{{ a.x:.1f }} 和 {{ a.y }}",
            "docs/zh/p.md:1: placeholders {{ a.x:.1f }}, "
            "but docs/en/p.md:1 has {{ a.x:.2f }}",
        ),
        (
            "{{ a.x }} and {{ a.x }}",
            "{{ a.x }}",
            "docs/zh/p.md:1: placeholders nothing more, "
            "but docs/en/p.md:1 has {{ a.x }}",
        ),
        (
            "so $p$ and $q$",
            "$p$ 和 $r$",
            "docs/zh/p.md:1: formulas r, but docs/en/p.md:1 has q",
        ),
        (
            "$$\nx\n$$",
            "$$\ny\n$$",
            "docs/zh/p.md:1: formulas y, but docs/en/p.md:1 has x",
        ),
        (
            "![a](figure:a)",
            "![甲](figure:b)",
            "docs/zh/p.md:1: figures ['b'], but docs/en/p.md:1 has ['a']",
        ),
        (
            "[a](a.md#x)",
            "[甲](a.md)",
            "docs/zh/p.md:1: links a.md, but docs/en/p.md:1 has a.md#x",
        ),
        (
            '```\n--8<-- "p/a.py"\n```',
            '```\n--8<-- "p/b.py"\n```',
            "docs/zh/p.md:1: listing ['--8<-- \"p/b.py\"'], "
            "but docs/en/p.md:1 has ['--8<-- \"p/a.py\"']",
        ),
        (
            "1. one\n2. two",
            "1. 一",
            "docs/zh/p.md:1: items 1, but docs/en/p.md:1 has 2",
        ),
        (
            "| a |\n|---|\n| b |\n| c |",
            "| 甲 |\n|---|\n| 乙 |",
            "docs/zh/p.md:1: items 3, but docs/en/p.md:1 has 4",
        ),
        (
            "one\n\ntwo",
            "一",
            "docs/en/p.md:3: a paragraph more than docs/zh/p.md has",
        ),
        (
            "one",
            "一\n\n# 二 { #b }",
            "docs/zh/p.md:3: a heading more than docs/en/p.md has",
        ),
    ],
)
def test_twins_differ(english, chinese, told):
    assert difference(english, chinese) == told


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("{{ a.x }} then {{ a.y }}", "先 {{ a.y }}，再 {{ a.x }}"),
        ("$p$ then $q$", "先 $q$，再 $p$"),
        (r"$x_{\text{model}}$", r"$x_{\text{模型}}$"),
        ("[a](https://en.org)", "[甲](https://zh.org)"),
        ("one\ntwo", "一"),
        ("/// exercise | a\n    wrong: {a.x: No.}\n", "/// exercise | a\n"
         "    wrong: {a.x: 不对。}\n"),
        ("---\na: 1\nb: 2\n---\n\none", "---\nmirrors: 1\n---\n\n一"),
        ("> said", "> 说"),
    ],
)  # fmt: skip
def test_twins_agree_in_all_but_words(english, chinese):
    assert difference(english, chinese) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("answer: a.x", "answer: a.y"),
        ("tolerance: 0.1", "tolerance: 0.2"),
        ("{a.z: no}", "{a.w: no}"),
        ("{a.z: no}", "{}"),
    ],
)
def test_options_are_the_same_but_for_hints(old, new):
    text = (
        "/// exercise | a\n    answer: a.x\n    tolerance: 0.1\n    wrong: {a.z: no}\n"
    )
    assert old in text
    told = difference(text, text.replace(old, new))
    assert told.startswith("docs/zh/p.md:2: block options ")


def test_a_page_needs_a_twin(site):
    site.write("docs/en/more.md", "# More { #more }\n")
    site.write("docs/zh/other.md", "# 另 { #other }\n")
    assert list(twins.twins(site.root)) == [
        "docs/en/more.md: has no twin docs/zh/more.md",
        "docs/zh/other.md: has no twin docs/en/other.md",
    ]


def test_english_that_moved_on_is_told(site):
    site.replace("docs/en/page.md", "From nothing", "Up from nothing")
    assert list(twins.twins(site.root)) == [
        "docs/zh/page.md:1: mirrors an older docs/en/page.md; read both, then run: "
        "python -m bindery still-true page"
    ]


def test_a_hash_of_digits_is_still_a_hash(site):
    texts = (f"# Home {n} {{ #home }}\n" for n in range(10**5))
    digests = ((t, hashlib.sha256(t.encode()).hexdigest()[:12]) for t in texts)
    text, digest = next((t, d) for t, d in digests if d.isdecimal())
    site.write("docs/en/index.md", text)
    site.write(
        "docs/zh/index.md", f"---\nmirrors: {digest}\n---\n\n# 首页 {{ #home }}\n"
    )
    assert list(twins.twins(site.root)) == []


def test_twins_in_step_have_no_findings(site):
    assert list(twins.twins(site.root)) == []
