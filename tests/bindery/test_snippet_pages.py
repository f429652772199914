import re
from html import unescape

import pytest

from bindery import snippet_pages
from bindery.pages import Page
from bindery.snippet_pages import WORDS, confirmed
from bindery.values import PLACEHOLDER

EN = "docs/en/page.md"
NUMBERS, CURVE = "snippets/page/numbers.py", "snippets/page/curve.py"
REPOSITORY = "https://host/us/book"


def made(site, key="page/numbers", lang="en", repository=""):
    return snippet_pages.snippet_pages(site.root, lang, repository)[
        f"snippets/{key}.md"
    ]


def section(text, anchor):
    [found] = re.findall(
        rf"^## .* {{ #{anchor} }}\n\n(.*?)(?=\n\n## |\Z)", text, re.S | re.M
    )
    return found.strip()


def test_both_languages_say_the_same_things():
    assert WORDS["en"].keys() == WORDS["zh"].keys()
    for key, words in WORDS["en"].items():
        assert words.count("{") == WORDS["zh"][key].count("{"), key


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_page_for_each_snippet_and_one_for_all(site, lang):
    texts = snippet_pages.snippet_pages(site.root, lang, "")
    names = ["snippets/index.md", "snippets/page/curve.md", "snippets/page/numbers.md"]
    assert list(texts) == names
    for text in texts.values():
        assert "search: { exclude: true }" in text
        assert Page(site.root, text).front_matter["title"]
    assert (
        '[`numbers.py`](page/numbers.md)\n  <span lang="en">One half' in texts[names[0]]
    )
    assert "[A page](../page.md#page)" in texts[names[0]]


def test_without_snippets_there_is_no_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert snippet_pages.snippet_pages(tmp_path, "en", "") == {}


def test_values_with_the_lines_that_made_them(site):
    table = section(made(site), "values").replace("\N{NO-BREAK SPACE}", " ")
    rows = table.split("\n")[2:]
    assert rows == [
        "| `half` | `0.5` | [line 5](#listing-page-numbers-5) |",
        "| `news` | `1.0` | [line 6](#listing-page-numbers-6) |",
        "| `certain` | `True` | [line 7](#listing-page-numbers-7) |",
    ]


@pytest.mark.parametrize(
    ("line", "row"),
    [
        (
            "long = [n / 8 for n in range(13)]",
            "`[0.0, 0.125, 0.25, …, 1.5]` (13 values)",
        ),
        ("pairs = [[1, 2], ['a', True]]", "`[[1, 2], ['a', True]]`"),
        ("tick = 'a`b'", "`` 'a`b' ``"),
    ],
)
def test_lists_and_texts(site, line, row):
    site.append(NUMBERS, line)
    assert f"| {row} |" in section(made(site), "values")


@pytest.mark.parametrize(
    "line", ["_own = 3", "tool = print", "mixed = [1, print]", "for turn in [1]: pass"]
)
def test_what_is_no_result_is_not_listed(site, line):
    before = section(made(site), "values")
    site.append(NUMBERS, line)
    assert section(made(site), "values") == before


def test_what_a_loop_leaves_is_listed_if_a_page_binds_it(site):
    site.append(NUMBERS, "for turn in [1]: pass")
    site.append(EN, "{{ numbers.turn }}")
    assert "| `turn` | `1` |" in section(made(site), "values")


def test_uses_by_section(site):
    site.append(EN, "## Later [so](index.md) { #later }\n\n{{ numbers.half:.3f }}")
    site.append("docs/en/index.md", "{{ page/numbers.news:.0f }}")
    assert section(made(site), "uses").split("\n") == [
        "- [Home](../../index.md#home): `news`",
        "- [A page](../../page.md#page): `half`, `news`, `certain`, the listing",
        "- [A page › Later so](../../page.md#later): `half`",
    ]
    assert section(made(site, "page/curve"), "uses").endswith(": the figure")


def test_the_figure_has_the_alt_text_of_its_page(site):
    alt = "A line that rises to {{ page/numbers.half:.1f }}."
    assert section(made(site, "page/curve"), "figure") == f"![{alt}](figure:page/curve)"
    assert "{ #figure }" not in made(site)


def test_what_a_page_says_to_the_markers_comes_along(site):
    said = "1. See [this](#page), [that](index.md#home) and {{ numbers.half:.1f }}.[^1]"
    site.replace(EN, "1. What one half stands for.", said)
    carried = (
        "1. See [this](../../page.md#page), [that](../../index.md#home) "
        "and {{ page/numbers.half:.1f }}."
    )
    assert f"\n```\n\n{carried}\n\n" in made(site)
    assert all(PLACEHOLDER.finditer(carried))


def test_a_list_that_explains_nothing_stays(site):
    said = "\n```\n\n1. What one half stands for."
    assert said in made(site)
    site.replace(NUMBERS, "  # (1)!", "")
    assert said not in made(site)


@pytest.mark.parametrize(
    "taking",
    ["from numbers import news, half", "import numbers as n\nn.news + n.half"],
)
def test_siblings(site, taking):
    site.append(CURVE, taking)
    site.write("snippets/page/numbers.py", site.read(NUMBERS))
    taken = "- It takes `half`, `news` from [`numbers.py`](numbers.md)."
    given = "- [`curve.py`](curve.md) takes `half`, `news` from it."
    assert section(made(site, "page/curve"), "beside") == taken
    assert section(made(site), "beside") == given


def test_a_sibling_from_which_nothing_is_taken_is_not_named(site):
    site.append(CURVE, "import numbers")
    site.write("snippets/page/numbers.py", site.read(NUMBERS))
    assert "{ #beside }" not in made(site, "page/curve")


TESTS = """\
import pytest


def helper():
    pass


def test_numbers(snippet):
    assert snippet("numbers")["half"] == 1 / 2


@pytest.mark.parametrize("x", [1])
def test_numbers_add_up(snippet, x):
    assert x


def test_curve(snippet):
    pass
"""


def test_tests_are_shown_with_their_source(site):
    assert "{ #tests }" not in made(site)
    site.write("tests/snippets/test_page.py", TESTS)
    shown = section(made(site), "tests")
    assert re.findall(r'^\?\?\? test "(.*)"$', shown, re.M) == [
        "`test_numbers`",
        "`test_numbers_add_up`",
    ]
    assert '    @pytest.mark.parametrize("x", [1])\n    def test_numbers_add' in shown
    assert "blob" not in shown
    linked = section(made(site, repository=REPOSITORY), "tests")
    lines = re.findall(
        rf"{REPOSITORY}/blob/HEAD/tests/snippets/test_page.py(\S*)\)", linked
    )
    assert lines == ["", "#L8", "#L12"]


@pytest.mark.parametrize(
    ("test", "snippet"),
    [
        ("test_match", "match"),
        ("test_match_adds_up", "match"),
        ("test_match_day", "match_day"),
        ("test_match_day_is_long", "match_day"),
        ("test_matches", None),
        ("test_other", None),
    ],
)
def test_a_test_belongs_to_the_longest_name(test, snippet):
    assert confirmed(test, ["match", "match_day"]) == snippet


def test_the_claim_is_plain_text(site):
    site.replace(NUMBERS, "One half is one bit", "a_b_c *is* $5%$ < [x](y) `of`")
    assert site.build()
    html = site.read("site/snippets/page/numbers/index.html")
    assert ">a_b_c *is* $5%$ < [x](y) `of` of news.</span>" in unescape(html)


@pytest.mark.parametrize("folder", ["site/", "site/zh/"])
def test_the_built_pages(site, folder):
    site.write("tests/snippets/test_page.py", TESTS)
    assert site.build()
    html = site.read(f"{folder}snippets/page/numbers/index.html")
    assert '<span id="listing-page-numbers-5">' in html
    assert 'href="../../../page/#page"' in html
    assert 'href="../../"' in html
    assert 'class="test"' in html
    assert "<svg" in site.read(f"{folder}snippets/page/curve/index.html")
    assert 'href="page/numbers/"' in site.read(f"{folder}snippets/index.html")


def test_an_error_on_a_page_is_told_once_and_there(site):
    site.replace(EN, "What one half stands for.", "{{ numbers.hal:.1f }}")
    site.replace(
        "docs/zh/page.md", "What one half stands for.", "{{ numbers.hal:.1f }}"
    )
    errors = site.errors()
    assert sorted(error.partition(":")[0] for error in errors) == [
        EN,
        "docs/zh/page.md",
    ]


@pytest.mark.parametrize("configuration", ["mkdocs.yml", "mkdocs.zh.yml"])
def test_plain_mkdocs_makes_them_too(site, configuration):
    run = site.mkdocs(configuration)
    assert run.returncode == 0, run.stderr
    assert "listing-page-numbers-5" in site.read(
        "plain/snippets/page/numbers/index.html"
    )
