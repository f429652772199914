import math
import runpy
import sys
import types
from pathlib import Path

import IPython
import nbformat
import pytest

from bindery import notebooks
from bindery.notebooks import Origin, notebook
from bindery.pages import pages
from bindery.wheel import CLONE, install_cell

CELLS = Path(notebooks.__file__).with_name("cells.py")
WORDS = """\
Half is 0.50, its news 1\N{NO-BREAK SPACE}bit.
For certain:\N{NO-BREAK SPACE}✓

$$
p = {0.50}
$$"""
NUMBERS = '''\
%%snippet numbers
"""One half is one bit of news."""

from crossentropy import news_of

half = 0.5  # (1)!
news = news_of(half)
certain = news == 1'''
EXERCISE = """\
**Exercise 1**

How much news is it?

<details>

<summary>Solution</summary>

It is 1\N{NO-BREAK SPACE}bit.

</details>"""
TABLE = """\
%%numbers name | page | here
numbers.half:.2f = 0.50
numbers.news:.0f bit/bits = 1 bit
numbers.certain:claim = ✓"""


def sources(site, path="site/page/page.ipynb"):
    return [cell.source for cell in nbformat.reads(site.read(path), 4).cells]


def programs(site):
    """The programs' names in the order of their cells, and what is shown again."""
    assert site.build()
    return [s.split("\n")[0] for s in sources(site) if s.startswith(("%%s", "RAN"))]


def test_a_notebook_of_a_page(site):
    title, about, clone, defined, *rest = sources(site)
    assert title == "# A page"
    assert "`%%snippet numbers`" in about
    assert "`numbers.half`" in about
    assert clone == CLONE
    assert f"{defined}\n" == CELLS.read_text("utf-8")
    assert rest == [
        WORDS,
        f"%%snippet curve\n{site.read('snippets/page/curve.py').rstrip()}",
        "From nothing to one half.",
        NUMBERS,
        "1. What one half stands for.",
        EXERCISE,
        TABLE,
    ]


def test_only_what_defines_and_compares_is_folded(site):
    found = nbformat.reads(site.read("site/page/page.ipynb"), 4).cells
    folded = [
        c.source for c in found if c.metadata == {"jupyter": {"source_hidden": 1}}
    ]
    assert folded == [CELLS.read_text("utf-8").rstrip(), TABLE]
    assert [c.id for c in found] == [f"cell-{n}" for n in range(1, len(found) + 1)]


def test_it_speaks_the_pages_language(site):
    texts = sources(site, "site/zh/page/page.ipynb")
    assert "笔记本" in texts[1]
    assert texts[-1].startswith("%%numbers 名称 | 网页 | 这里\n")
    assert "numbers.news:.0f 比特 = 1 比特" in texts[-1]


def test_building_again_gives_the_same_file(site):
    before = site.built()
    assert site.build()
    after = site.built()
    same = [path for path in before if path.endswith(".ipynb")]
    assert same == ["site/page/page.ipynb", "site/zh/page/page.ipynb"]
    assert [after[path] for path in same] == [before[path] for path in same]


def test_a_page_that_lists_no_program_has_none(site):
    for language in ("en", "zh"):
        path = f"docs/{language}/page.md"
        site.replace(
            path, '```python\n--8<-- "page/numbers.py"\n```\n\n1. What', "1. A"
        )
    assert site.build()
    assert not list((site.root / "site").rglob("*.ipynb"))


def test_what_a_program_imports_stands_before_it(site):
    site.append(
        "snippets/page/curve.py", "from deep import three\nfrom wide import two"
    )
    site.write(
        "snippets/page/deep.py", '"""A."""\n\nfrom wide import two\n\nthree = two'
    )
    site.write("snippets/page/wide.py", '"""B."""\n\ntwo = 2  # (1)!\n')
    for language in ("en", "zh"):
        listing = '```python\n--8<-- "page/wide.py"\n```\n\n1. Two.'
        site.append(f"docs/{language}/page.md", f"## End {{ #end }}\n\n{listing}")
    names = ["wide", "deep", "curve", "numbers"]
    assert programs(site) == [f"%%snippet {name}" for name in names]
    texts = sources(site)
    assert texts[5:8] == [
        f"%%snippet wide\n{site.read('snippets/page/wide.py').rstrip()}",
        "1. Two.",
        f"%%snippet deep\n{site.read('snippets/page/deep.py')}",
    ]
    above = "The program `wide` stands further up, where it was first needed."
    assert texts[-2:] == ["## End", above]


def test_a_figure_that_was_drawn_is_shown_again(site):
    for language in ("en", "zh"):
        listing = '```python\n--8<-- "page/curve.py"\n```\n\n![A line'
        site.replace(f"docs/{language}/page.md", "![A line", listing)
    assert programs(site) == [
        "%%snippet curve",
        'RAN["curve"].fig',
        "%%snippet numbers",
    ]


def test_what_is_neither_listed_nor_drawn_stands_after_its_section(site):
    site.write("snippets/page/late.py", '"""C."""\n\nlate = 3\n')
    site.write("snippets/other/numbers.py", '"""D."""\n\nhalf = 7\n')
    new = "{{ late.late }} {{ other/numbers.half }}\n\n## Next { #next }\n\n"
    for language in ("en", "zh"):
        path = f"docs/{language}/page.md"
        site.replace(path, "/// exercise", f"{new}/// exercise")
    assert site.build()
    texts = sources(site)
    late = texts.index('%%snippet late\n"""C."""\n\nlate = 3')
    assert texts[late + 1] == '%%snippet other/numbers\n"""D."""\n\nhalf = 7'
    assert "late.late = 3\nother/numbers.half = 7" in texts[late + 2]
    assert texts[late + 3].startswith("## Next\n\n**Exercise 1**")


def test_numbers_wait_for_their_program(site):
    title = "# A page { #page }\n"
    early = "\n{{ numbers.half:.1f }} is half.\n\n## Then { #then }\n"
    for language in ("en", "zh"):
        site.replace(f"docs/{language}/page.md", title, title + early)
    assert site.build()
    tables = [s for s in sources(site) if s.startswith("%%numbers")]
    assert tables == [TABLE.replace("here\n", "here\nnumbers.half:.1f = 0.5\n")]


def test_what_does_not_build_tells_no_more_for_it(site):
    site.replace("docs/en/page.md", "page/numbers.py", "page/number.py")
    [told, *_] = site.errors()
    assert "there is no snippets/page/number.py; did you mean page/numbers.py?" in told


HTML = """
<h1 id="a">A<a class="headerlink" href="#a">&para;</a></h1>
<p>A <a class="term" href="../glossary/#bit">bit</a>, <a href="../b/#c">B</a>,
<a href="https://e.org/x">away</a>.<sup><a class="footnote-ref"
href="#fn">1</a></sup></p>
<figure><ce-x class="explorable"><div class="figure" data-name="fig"
data-source="snippets/page/curve.py"><svg><text>9</text></svg></div></ce-x></figure>
<ul><li><p>so</p><div class="formula-display" data-tex="a &lt;
b"><math>?</math></div></li></ul>
<div class="footnote"><hr><ol><li id="fn"><p>Note.<a class="footnote-backref"
href="#r">b</a></p></li></ol></div>
"""


@pytest.mark.parametrize("address", ["", "https://a.org/book/page/"])
def test_links_lead_to_the_site_or_nowhere(site, address):
    page = pages(site.root, "en")["page.md"]
    made = notebook(Origin(site.root, "en", page, address, "", ""), HTML)
    texts = [cell.source for cell in nbformat.reads(made, 4).cells]
    other = "[B](https://a.org/book/b/#c)" if address else "B"
    assert f"A bit, {other},\n[away](https://e.org/x).<sup>1</sup>" in texts
    assert any(text.endswith("- so\n\n  $$ a < b $$") for text in texts)
    assert texts[-1] == "---\n\n1. Note."
    by_hand = f"This figure can be changed by hand on [the page]({address}#a)."
    assert any(by_hand in text for text in texts) == bool(address)
    assert (f"[the page]({address})" in texts[1]) == bool(address)
    assert "9" not in "".join(texts[4:])


WHEEL = "https://a.org/wheels/crossentropy-1.2-py3-none-any.whl"


@pytest.mark.parametrize(
    ("site_url", "repo_url", "modules", "imported", "installed"),
    [
        ("https://a.org/", "x", {"math"}, "crossentropy", WHEEL),
        (
            "https://a.org/",
            "",
            {"sklearn", "numpy", "skimage"},
            "crossentropy, numpy, skimage, sklearn",
            f"{WHEEL} numpy scikit-image scikit-learn",
        ),
        (
            "",
            "https://a.org/c",
            {"matplotlib"},
            "crossentropy, matplotlib",
            "git+https://a.org/c matplotlib",
        ),
    ],
)
def test_the_cell_that_installs(site, site_url, repo_url, modules, imported, installed):
    assert install_cell(site.root, site_url, repo_url, modules) == (
        f"try:\n    import {imported}\n"
        f"except ModuleNotFoundError:\n    %pip install {installed} --quiet"
    )


def test_without_an_address_the_clone_is_found(site, monkeypatch):
    assert install_cell(site.root, "", "", {"numpy"}) == CLONE
    (site.root / "deep/down").mkdir(parents=True)
    monkeypatch.chdir(site.root / "deep/down")
    monkeypatch.setattr("sys.path", ["", "elsewhere"])
    exec(CLONE, {})
    assert sys.path[0] == str(site.root / "src")


@pytest.fixture
def defined(monkeypatch):
    """What the notebook's folded cell defines, outside of a notebook."""
    shell = types.SimpleNamespace(user_ns={}, register_magic_function=lambda *_: None)
    monkeypatch.setattr(IPython, "get_ipython", lambda: shell)
    monkeypatch.setattr("IPython.core.getipython.get_ipython", lambda: shell)
    return runpy.run_path(str(CELLS))


@pytest.mark.parametrize(
    ("value", "form", "unit", "text"),
    [
        (0.5, ".2f", "", "0.50"),
        (-0.5, ".1f", "", "−0.5"),
        (1.0, ".0f", "bit/bits", "1 bit"),
        (1.0, ".1f", "bit/bits", "1.0 bits"),
        (2, "", "比特", "2 比特"),
        (12345, ",", "", "12,345"),
        (0.256, ".1%", "", "25.6%"),
        (-6.2e-7, ".1e", "", "−6.2 × 10⁻⁷"),
        (1e21, ".2g", "", "1 × 10²¹"),
        (math.inf, ".0f", "bit/bits", "∞ bits"),
        ("-1e-05", "", "", "-1e-05"),
        (True, "claim", "", "✓"),
        (False, "claim", "", "✗"),
    ],
)
def test_a_value_is_written_as_on_a_page(defined, value, form, unit, text):
    assert defined["_written"](value, form, unit) == text


def test_a_value_is_found_by_its_name(defined):
    module = types.SimpleNamespace(rows=[[1, 2], [3]], by={"a": 4, 5: 6})
    defined["RAN"].update({"one": module, "other/one": types.SimpleNamespace(rows=7)})
    find = defined["_value"]
    assert find("one.rows[0][1]") == 2
    assert find("one.rows[-1][0]") == 3
    assert (find("one.by[a]"), find("one.by[5]")) == (4, 6)
    assert find("other/one.rows") == 7
