import re
import xml.etree.ElementTree as ElementTree

import pytest
import yaml
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from bindery.__main__ import main
from bindery.faults import Fault
from bindery.pages import split_front_matter
from bindery.plain import to_markdown
from bindery.stage import mend_links, stage

PAGE = """\
---
title: A page
description: What a page says.
lang: en
---

<div id="page"></div>

# A page

Half is 0.50, its news 1\N{NO-BREAK SPACE}bit.
For certain:\N{NO-BREAK SPACE}✓

<div><math display="block"><mi>p</mi><mo>=</mo><mn>0.50</mn></math></div>

<figure>

![A line that rises to 0.5.](figures/page-curve.svg)

<figcaption>

From nothing to one half.

</figcaption>

</figure>

<div id="listing-page-numbers"></div>

```python
\"""One half is one bit of news.\"""

from crossentropy import news_of

half = 0.5  # (1)
news = news_of(half)
certain = news == 1
```

1. What one half stands for.

<div id="news">

**Exercise 1**

How much news is it?

<details>

<summary>Solution</summary>

It is 1\N{NO-BREAK SPACE}bit.

</details>

</div>
"""


def render(text):
    """Render Markdown as another renderer does, and return its elements."""
    _, body = split_front_matter(text)
    html = MarkdownIt("commonmark").enable("table").render(body)
    return BeautifulSoup(html, "html.parser")


def test_a_staged_page(site):
    assert main(["stage", "out"]) == 0
    assert site.read("out/en/page.md") == PAGE
    chinese = site.read("out/zh/page.md")
    assert "lang: zh" in chinese
    assert "mirrors" not in chinese
    assert "1\N{NO-BREAK SPACE}比特" in chinese
    assert "**练习 1**" in chinese
    assert site.read("out/en/index.md").endswith("\n[A page](page.md)\n")
    assert site.read("out/README.md") == (
        "# tiny · tiny\n\n## tiny\n\n- [Home](en/index.md)\n- [A page](en/page.md)\n\n"
        "## tiny\n\n- [首页](zh/index.md)\n- [A page](zh/page.md)\n"
    )


def test_a_staged_page_shows_in_another_renderer(site):
    assert stage(site.root, site.root / "out")
    soup = render(site.read("out/en/page.md"))
    assert soup.h1.text == "A page"
    assert soup.figure.img["src"] == "figures/page-curve.svg"
    assert soup.figure.figcaption.p.text == "From nothing to one half."
    assert soup.details.p.text == "It is 1\N{NO-BREAK SPACE}bit."
    assert soup.code["class"] == ["language-python"]
    assert soup.ol.li.text.strip() == "What one half stands for."


@pytest.mark.parametrize(("language", "label"), [("en", "rising"), ("zh", "上升")])
def test_figures_are_files_with_real_colours(site, language, label):
    assert stage(site.root, site.root / "out")
    svg = site.read(f"out/{language}/figures/page-curve.svg")
    root = ElementTree.fromstring(svg)
    texts = {
        "".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")
    }
    assert label in texts
    assert root.attrib["viewBox"]
    assert "#0b5cad" in svg
    assert "var(" not in svg


def test_other_files_come_along_and_links_name_files(site):
    for language in ("en", "zh"):
        site.write(f"docs/{language}/data/cup.csv", "a,b\n")
        text = "[data](../data/cup.csv) [part](../page.md#page) [away](https://e.org/a.html)"
        site.write(f"docs/{language}/more/deep.md", f"# Deep {{ #deep }}\n\n{text}\n")
    assert stage(site.root, site.root / "out")
    assert site.read("out/zh/data/cup.csv") == "a,b\n"
    assert site.read("out/en/more/deep.md").endswith(
        "\n[data](../data/cup.csv) [part](../page.md#page) [away](https://e.org/a.html)\n"
    )


def test_a_figure_of_a_page_in_a_folder(site):
    site.write("snippets/deep/curve.py", site.read("snippets/page/curve.py"))
    for language in ("en", "zh"):
        text = (
            "# Deep { #deep }\n\n![A line that rises.](figure:page/curve)\n\n"
            "![Its own line.](figure:curve)\n"
        )
        site.write(f"docs/{language}/more/deep.md", text)
    assert stage(site.root, site.root / "out")
    text = site.read("out/en/more/deep.md")
    assert "![A line that rises.](../figures/more-deep-page-curve.svg)" in text
    assert "![Its own line.](../figures/more-deep-curve.svg)" in text
    drawn = {
        site.read(f"out/en/figures/more-deep-{n}.svg") for n in ("page-curve", "curve")
    }
    assert len(drawn) == 2


def test_front_matter_is_kept_but_for_the_mirror(site):
    site.replace("docs/zh/page.md", "---\nmirrors", "---\ntags: [熵]\nmirrors")
    assert stage(site.root, site.root / "out")
    front, _ = split_front_matter(site.read("out/zh/page.md"))
    assert yaml.safe_load(front) == {"title": "A page", "tags": ["熵"], "lang": "zh"}


@pytest.mark.parametrize("there", ["file", "full"])
def test_nothing_is_overwritten(site, there, capsys):
    site.write("out" if there == "file" else "out/mine.md", "mine\n")
    before = site.built("out")
    assert main(["stage", "out"]) == 1
    assert capsys.readouterr().err == (
        "error: out is there and not an empty folder; name another or empty it\n"
    )
    assert site.built("out") == before


def test_an_empty_folder_is_filled(site):
    (site.root / "deep/out").mkdir(parents=True)
    assert stage(site.root, site.root / "deep/out")
    assert (site.root / "deep/out/README.md").exists()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ numbers.hal:.1f }}", "has no name hal; did you mean half?"),
        ('<p title="{{ numbers.half }}">x</p>', "a placeholder was left: {{ numbers"),
        ("[lost](nowhere.md)", "nowhere.md"),
    ],
)
def test_what_does_not_build_is_not_staged(site, capsys, text, told):
    site.append("docs/zh/page.md", f"\n{text}\n")
    before = site.built()
    assert main(["stage", "out"]) == 1
    out, err = capsys.readouterr()
    assert told in err
    assert "nothing was staged" in out or "nothing was staged" not in err
    assert not (site.root / "out").exists()
    assert site.built() == before


def test_a_snippet_that_fails_stages_nothing(site, capsys):
    site.append("snippets/page/curve.py", "raise ValueError('so')")
    assert main(["stage", "out"]) == 1
    assert "ValueError: so" in capsys.readouterr().err
    assert not (site.root / "out").exists()


MARKUP = {
    "text": "3 * 4 _x_ <b> [a](b) `c` ~~d~~ \\ &amp;lt; $e$",
    "heading": "# no heading",
    "list": "1. no list",
    "dash": "- no list",
    "quotation": "> no quotation",
    "underline": "text\n===",
}


@pytest.mark.parametrize("kind", MARKUP)
def test_text_stays_text(kind):
    soup = BeautifulSoup("<p></p>", "html.parser")
    soup.p.string = MARKUP[kind]
    shown = render(to_markdown(str(soup)))
    assert [element.name for element in shown.find_all(True)] == ["p"]
    assert shown.p.text == MARKUP[kind]


CONTENT = {
    "emphasis": "<p>so <em>it</em> <strong>is</strong></p>",
    "chinese": "<p>这是<strong>“重点”</strong>说明</p>",
    "chinese em": "<p>这是<em>（重点）</em>，说明</p>",
    "chinese letters": "<p>这是<strong>重点</strong>说明</p>",
    "nested": "<p><strong><em>all</em> of it</strong></p>",
    "code": "<p><code>a | `b`</code></p>",
    "nested list": "<ul><li>one<ol><li>two</li></ol></li><li>three</li></ul>",
    "list of paragraphs": "<ol><li><p>one</p><pre><code>x\n</code></pre></li></ol>",
    "quotation": "<blockquote><p>one</p><p>two</p></blockquote>",
    "table": "<table><thead><tr><th>a | b</th></tr></thead>"
    "<tbody><tr><td><code>c|d</code> *</td></tr></tbody></table>",
    "formula": "<p>if <math><mo>*</mo><mi>x</mi><mo>*</mo><mi>a_b</mi></math>, so</p>",
    "formula in a table": "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>"
    "<math><mo>|</mo><mi>x</mi></math></td></tr></tbody></table>",
    "power": "<p>10<sup>3</sup> and x<sub>2</sub></p>",
    "fence": "<pre><code>```\ncode\n```\n</code></pre>",
    "details": "<details><summary>More</summary><p>one</p></details>",
    "line": "<p>one</p><hr/><p>two</p>",
    "break": "<p>one<br/>two</p>",
}


@pytest.mark.parametrize("kind", CONTENT)
def test_content_is_the_same_in_another_renderer(kind):
    def shape(soup):
        for element in soup.find_all(["strong", "em"]):
            element.attrs = {}
        names = [e.name for e in soup.find_all(True) if not loose(e)]
        return names, "".join(soup.text.split())

    def loose(element):
        """A paragraph alone in its item, which Markdown may add or leave out."""
        return element.name == "p" and element.parent.name == "li"

    shown = render(to_markdown(CONTENT[kind]))
    assert shape(shown) == shape(BeautifulSoup(CONTENT[kind], "html.parser"))


def test_each_term_is_an_item_with_what_is_said_of_it():
    html = "<dl><dt><code>p</code> x</dt><dd><p>One.</p><p>Two.</p></dd><dt>q</dt></dl>"
    first, second = render(to_markdown(html)).ul.find_all("li", recursive=False)
    assert [child.text for child in first.find_all("p")] == ["p x", "One.", "Two."]
    assert first.code.text == "p"
    assert second.text.strip() == "q"


def test_columns_keep_their_sides():
    html = (
        '<table><thead><tr><th>a</th><th style="text-align: right;">b</th>'
        '<th style="text-align: center;">c</th></tr></thead>'
        "<tbody><tr><td>1</td><td>2</td><td>3</td></tr></tbody></table>"
    )
    shown = render(to_markdown(html))
    sides = [re.sub(r"\s", "", cell.get("style", "")) for cell in shown.find_all("th")]
    assert sides == ["", "text-align:right", "text-align:center"]


def test_admonitions_are_quotations_with_their_title(site):
    for language in ("en", "zh"):
        text = "One.\n\n    $$\n    x = 1\n    $$\n\n    - Two.\n"
        block = f'\n!!! warning "Say it"\n\n    {text}'
        site.append(f"docs/{language}/index.md", block)
    assert stage(site.root, site.root / "out")
    quotation = render(site.read("out/en/index.md")).blockquote
    assert quotation.p.strong.text == "Say it"
    assert quotation.math["display"] == "block"
    assert quotation.ul.li.text == "Two."


def test_footnotes_lead_there_and_back(site):
    for language in ("en", "zh"):
        site.append(f"docs/{language}/index.md", "\nSo.[^a]\n\n[^a]: *Why*.\n")
    assert stage(site.root, site.root / "out")
    soup = render(site.read("out/en/index.md"))
    there = soup.sup.a["href"].removeprefix("#")
    note = soup.find(id=there).find_parent("li")
    assert note.em.text == "Why"
    back = note.a["href"].removeprefix("#")
    assert soup.find(id=back).name == "sup"


def test_what_only_scripts_need_is_left_out():
    html = (
        '<p data-search-exclude="">switch</p><template><p>card</p></template>'
        "<p>text<button>copy</button></p><script>code</script>"
    )
    assert to_markdown(html) == "text\n"


def test_links_to_places_that_markdown_lacks():
    texts = {
        "page.md": "[a](#here) [b](#code-7) [c](more/deep.md#code-3) [d](#lost)\n",
        "more/deep.md": "[e](../page.md#here) [f](../page.md#lost) [g](x.csv#y)\n",
    }
    texts["page.md"] += '<div id="here"></div>\n<div id="code"></div>\n'
    texts["more/deep.md"] += '<div id="code"></div>\n'
    mend_links(texts)
    assert texts["page.md"].split("\n")[0] == (
        "[a](#here) [b](#code) [c](more/deep.md#code) [d](page.md)"
    )
    assert texts["more/deep.md"].split("\n")[0] == (
        "[e](../page.md#here) [f](../page.md) [g](x.csv#y)"
    )


def test_a_listing_can_be_led_to(site):
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/page.md", "```python", "``` { .python #code }")
    assert stage(site.root, site.root / "out")
    soup = render(site.read("out/en/page.md"))
    assert soup.find(id="code").find_next("pre").code["class"] == ["language-python"]


def test_staging_twice_gives_the_same_files(site):
    for name in ("one", "two"):
        assert stage(site.root, site.root / name)
    first = {k.removeprefix("one/"): v for k, v in site.built("one").items()}
    second = {k.removeprefix("two/"): v for k, v in site.built("two").items()}
    assert first == second
    assert len(first) > 5


def test_an_unwritable_place_is_told(site):
    site.write("file", "mine\n")
    with pytest.raises(Fault, match=r"file.out cannot be written: Not a directory$"):
        stage(site.root, site.root / "file/out")
