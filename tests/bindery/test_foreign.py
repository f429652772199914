import re

import pytest


def marked(html, lang):
    return re.findall(rf'<span lang="{lang}">(.*?)</span>', html, re.DOTALL)


def plain(html):
    return re.sub(r"</?span[^>]*>", "", html)


ENGLISH = {
    "熵（entropy）是": ["entropy"],
    "KL 散度（KL divergence）": ["KL divergence"],
    "Kullback–Leibler 散度": ["Kullback–Leibler"],
    "one-hot 编码与 softmax。": ["one-hot", "softmax"],
    "吉布斯不等式（Gibbs’ inequality）": ["Gibbs’ inequality"],
    "他写的是“bits”和“that’s all”。": ["bits", "that’s all"],
    "见 C. E. Shannon, “A Theory of Codes”, 1948。": [
        "C. E. Shannon, “A Theory of Codes”"
    ],
    "一个词（a word\nof two lines）": ["a word\nof two lines"],
    "**machine learning** 与 *Annals*": ["machine learning", "Annals"],
    "[条件熵 conditional entropy](x.md)": ["conditional entropy"],
    "## 熵 entropy { #entropy-of data-key=some }": ["entropy"],
    "`code` 与 P、KL、JS、H(P)、x": [],
    "公式 $H_{max}$ 里": [],
    "共 {{ a.half:.1f bit }}": [],
    '<span lang="de">“Eine Basis”</span> 与 basis': ["basis"],
    '*Eine Basis*{ lang="de" }': [],
    "AT&amp;T 与 A&B": [],
}
CHINESE = {
    "Notes on 《如何做损失函数》 and 熵, too.": ["《如何做损失函数》", "熵"],
    '<span lang="zh">交叉熵</span> and 熵': ["熵"],
    "`熵` and $P$": [],
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_words_in_a_chinese_page(render, text):
    html, told = render(text, "zh")
    assert told == []
    assert marked(html, "en") == ENGLISH[text]


@pytest.mark.parametrize("text", CHINESE)
def test_chinese_words_in_an_english_page(render, text):
    html, told = render(text)
    assert told == []
    # An author's own mark stands there too.
    own = re.findall(r'<span lang="zh">(.*?)</span>', text)
    assert marked(html, "zh") == own + CHINESE[text]


def test_nothing_but_marks_is_added(render, monkeypatch):
    text = "\n\n".join(text for text in ENGLISH if "span" not in text)
    with_marks, _ = render(text, "zh")
    monkeypatch.setattr("bindery.foreign._RUNS", {"zh": re.compile("(?!)")})
    without, _ = render(text, "zh")
    assert marked(with_marks, "en")
    assert plain(with_marks) == plain(without)


def test_lines_of_chinese_are_joined_round_english_words(render):
    html, _ = render("甲（one）\n乙\ntwo（丙）", "zh")
    assert plain(html) == "<p>甲（one）乙\ntwo（丙）</p>"
