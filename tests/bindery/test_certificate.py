import re
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from bindery.certificate import WORDS, Cards, file_address, highlighted


def page(html):
    return etree.fromstring(f"<page>{html}</page>".replace("&para;", "¶"))


def cards(html):
    [template] = page(html).iter("template")
    return [(c.get("data-source"), c.get("data-names"), c) for c in template]


def links(card):
    return [(a.get("href"), a.text) for a in card.iter("a")]


def test_both_languages_say_the_same_things():
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for key in WORDS["en"]:
        assert WORDS["en"][key].count("{}") == WORDS["zh"][key].count("{}")


def test_one_card_a_statement_however_many_numbers(render):
    text = (
        "{{ a.half:.2f }} {{ a.half:.1f }} $x = {{ a.half:.3f }}$ {{ a.bits:.1f bit }}"
    )
    html, told = render(text)
    assert not told
    (source, one, card), (_, other, _) = cards(html)
    assert (source, one, other) == ("snippets/index/a.py", "half", "bits")
    code = card.find("pre/code")
    assert "".join(code.itertext()).strip() == "half = 0.5"
    assert [(s.get("class"), s.text) for s in code.iter("span")][-1] == ("mf", "0.5")
    address = "snippets/index/a.md#listing-index-a-3"
    assert links(card) == [(address, "All of a.py")]


def test_names_that_one_statement_made_share_its_card(render, tmp_path):
    text = "{{ a.half:.2f }} {{ a.bits:.2f }} {{ a.rows[1][0] }} {{ a.rows[0][0] }}"
    source = '"""A."""\nhalf, bits = 0.5, 6.6\nrows = [[1, 2], [3, 4]]\n'
    (tmp_path / "snippets/index/a.py").write_text(source)
    assert [names for _, names, _ in cards(render(text)[0])] == ["half bits", "rows"]


def test_a_line_that_the_page_shows_is_linked_first(render):
    html, _ = render('{{ a.half:.2f }}\n\n```python\n--8<-- "index/a.py"\n```')
    [(_, _, card)] = cards(html)
    assert links(card)[0] == ("#listing-index-a-3", "Line 3 on this page")
    [line] = page(html).findall(".//span[@id='listing-index-a-3']")
    assert "".join(line.itertext()) == "half = 0.5\n"


def test_chinese_cards(render):
    html, _ = render('{{ a.half:.2f }}\n\n```python\n--8<-- "index/a.py"\n```', "zh")
    [(_, _, card)] = cards(html)
    assert [text for _, text in links(card)] == [
        "看本页第 3\N{NO-BREAK SPACE}行代码",
        "a.py 全文",
    ]
    assert page(html).find(".//button").text == "显示数字的来历"


@pytest.mark.parametrize(
    "text", ["# {{ a.half:.1f }} { #x }", "[{{ a.half:.1f }}](x.md)"]
)
def test_where_numbers_stay_plain_there_is_neither_switch_nor_card(render, text):
    html, told = render(text)
    assert not told
    assert "certificate" not in html
    assert 'title="half' not in html


def test_an_alt_text_makes_no_card(render):
    assert "certificate" not in render("![It is {{ a.half:.1f }}.](figure:a)")[0]


def test_the_switch_follows_the_title(render):
    html, _ = render(
        "# Title { #title }\n\nIt is {{ a.half:.1f }}.\n\n## More { #more }"
    )
    tags = [child.tag for child in page(html)]
    assert tags == ["h1", "p", "p", "h2", "template"]
    assert page(html)[1].find("button").get("role") == "switch"


def test_switch_and_cards_stay_out_of_the_search(render):
    html, _ = render("{{ a.half:.1f }}\n\n![It is so.](figure:a)")
    for selector in (
        "p[@class='certificates']",
        "template",
        ".//a[@class='figure-source']",
    ):
        assert page(html).find(selector).get("data-search-exclude") == ""


def test_paths_lead_from_the_pages_own_folder():
    here = Cards(Path(), Path("docs/en/deep/page.md"), "en", "")
    found = dict(here.links("snippets/page/a.py", 7, {"page/b": [7]}))
    assert list(found) == ["../snippets/page/a.md#listing-page-a-7"]


def test_a_snippets_page_does_not_lead_to_itself():
    here = Cards(Path(), Path("docs/en/snippets/page/a.md"), "en", "")
    assert list(here.links("snippets/page/a.py", 7, {"page/a": [7]})) == [
        ("#listing-page-a-7", "Line 7 on this page")
    ]
    assert list(here.figure_link("page/a")) == []
    [link] = here.figure_link("page/b")
    assert link.get("href") == "b.md"


def test_with_a_repository_the_file_is_linked_too():
    here = Cards(Path(), Path("docs/zh/page.md"), "zh", "https://host/us/book/")
    address, words = list(here.links("snippets/page/a.py", 7, {}))[-1]
    assert address == "https://host/us/book/blob/HEAD/snippets/page/a.py#L7"
    assert words == "在代码仓库中"
    assert file_address("https://host/us/book", "a.py").endswith("/blob/HEAD/a.py")


def test_code_is_highlighted_and_escaped():
    html = highlighted("a = b < 'c' and d")
    assert re.sub("<[^>]*>", "", html) == "a = b &lt; 'c' and d"
    assert '<span class="s1">' in html
