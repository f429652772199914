import re

import pytest


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("中\n文", "中文"),
        ("中。\n文", "中。文"),
        ("中。\nLatin", "中。Latin"),
        ("Latin\n（文）", "Latin（文）"),
        ("中\n  文", "中文"),
        ("one\ntwo", "one\ntwo"),
        ("中\nLatin", "中\nLatin"),
        ("one\n文", "one\n文"),
        ("中 **粗**\n文", "中 <strong>粗</strong>文"),
        ("**中\n文**", "<strong>中文</strong>"),
        ("中\n**文**", "中<strong>文</strong>"),
        ("*中*\n*文*", "<em>中</em><em>文</em>"),
        ("中\n`文`\n字", "中<code>文</code>字"),
        ("`中\n文`", "<code>中\n文</code>"),
    ],
)
def test_lines_of_chinese_are_joined(render, text, joined):
    html = re.sub("</?span[^>]*>", "", render(text, "zh")[0])  # of English words
    assert f"<p>{joined}</p>" in html


@pytest.mark.parametrize(
    "text",
    ["- 中\n  文", "| 甲 |\n|---|\n| 乙 |\n\n中\n文", "/// caption\n中\n文\n///"],
)
def test_lines_are_joined_wherever_text_stands(render, text):
    assert "中文" in render(text, "zh")[0]


def test_a_line_break_before_a_number_stays(render):
    made, _ = render("中\n{{ a.half:.1f }}\n文\n$x$", "zh")
    assert re.search(r"中\n<data.*</data>\n文\n<span", made)


def test_english_lines_stay(render):
    assert "one”\ntwo" in render("one”\ntwo")[0]


def test_fenced_chinese_keeps_its_lines(render):
    made, _ = render("- 一\n\n    ```\n    中\n    文\n    ```\n", "zh")
    assert "中\n文" in re.sub(r"<[^>]*>", "", made)


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("踢 100 场球", "踢 100_场球"),
        ("{{ a.half:.1f }} 倍", "</data>_倍"),
        ("*25* 块", "25</em> 块"),  # what is emphasized is no count
        ("第 3 和", "第 3 和"),
        ("`3 个`", "<code>3 个</code>"),
        ("连续 $n$ 次正面", "</span> 次</span>正面"),
        ("连续 $n$ 次，就", "</span> 次，</span>就"),
    ],
)
def test_a_number_stays_with_what_it_counts(render, text, kept):
    made, _ = render(text, "zh")
    assert kept.replace("_", "\N{NO-BREAK SPACE}") in made


def test_english_has_no_such_words(render):
    assert "\N{NO-BREAK SPACE}" not in render("100 场")[0]
