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
    assert f"<p>{joined}</p>" in render(text, "zh")[0]


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


def test_english_words_with_an_apostrophe_are_marked_as_english(render):
    text = "琴生不等式（Jensen’s inequality），吉布斯不等式（Gibbs’ inequality）。"
    made, _ = render(text, "zh")
    for words in ("Jensen’s inequality", "Gibbs’ inequality"):
        assert f'（<span lang="en">{words}</span>）' in made
    for other in ("他说：“没有别的。”", "‘也许’", "`it’s`", "Gibbs 的"):
        assert "<span" not in render(other, "zh")[0]
    assert "<span" not in render("Gibbs’ inequality")[0]
