import re

import pytest

NBSP = "\N{NO-BREAK SPACE}"
PLAIN = (
    '<data class="bound" data-name="half" data-source="snippets/index/a.py" '
    'value="0.5">0.50</data>'
)
TITLE = 'title="{} = {} · snippets/index/a.py" value="{}"'
HALF = PLAIN.replace('value="0.5"', TITLE.format("half", 0.5, 0.5))
EN = "docs/en/index.md"


def sorted_attributes(html):
    """HTML with each `<data>` tag's attributes in alphabetical order."""

    def sort(match):
        given = sorted(re.findall(r'[\w-]+="[^"]*"', match[0]))
        return f"<data {' '.join(given)}>"

    return re.sub(r"<data [^>]*>", sort, html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("It is {{ a.half:.2f }}.", f"<p>It is {HALF}.</p>"),
        ("**{{ a.half:.2f }}**", f"<strong>{HALF}</strong>"),
        ("[so {{ a.half:.2f }}](x.md)", f'<a href="x.md">so {PLAIN}</a>'),
        ("| a |\n|---|\n| {{ a.half:.2f }} |", f"<td>{HALF}</td>"),
        ("- {{ a.half:.2f }}", f"<li>{HALF}</li>"),
        ("!!! note\n\n    {{ a.half:.2f }}", f"<p>{HALF}</p>"),
        ('!!! note "{{ a.half:.2f }}"\n\n    x', f'admonition-title">{HALF}</p>'),
        ("/// caption\n{{ a.half:.2f }}\n///", f"<p>{HALF}</p>"),
        ("x[^1]\n\n[^1]: {{ a.half:.2f }}", f"<p>{HALF}"),
        ("# So {{ a.half:.2f }} { #so }", f'<h1 id="so">So {PLAIN}'),
        ("`{{ a.half:.2f }}`", "<code>{{ a.half:.2f }}</code>"),
        ("`{{ a.nobody:.2f }}`", "<code>{{ a.nobody:.2f }}</code>"),
        (r"`\frac{{1}}{{2}}`", r"<code>\frac{{1}}{{2}}</code>"),
        ("{{x}}", "<p>{{x}}</p>"),
        (
            "{{ a.certain:claim }}",
            '<data class="bound claim" data-name="certain" '
            'data-source="snippets/index/a.py" '
            f"{TITLE.format('certain', True, True)}>✓</data>",
        ),
        (
            "{{ a.bits:.2f bit }}",
            '<data class="bound" data-name="bits" data-source="snippets/index/a.py" '
            f'data-unit="bit" {TITLE.format("bits", *[6.643856189774724] * 2)}>'
            f"6.64{NBSP}bits</data>",
        ),
        ("{{ a.tiny:.0e }}", ">5 × 10⁻¹⁷</data>"),
        ("![to {{ a.half:.2f }}](x.png)", '<img alt="to 0.50" src="x.png" />'),
        ('[x](y.md "to {{ a.half:.2f }}")', 'title="to 0.50"'),
    ],
)
def test_values_in_the_text(render, text, html):
    made, told = render(text)
    assert html in sorted_attributes(made)
    assert not told


def test_fences_pass_untouched(render):
    made, told = render("```\n{{ a.nobody:.2f }}\n```")
    assert "{{ a.nobody:.2f }}" in re.sub(r"<[^>]*>", "", made)
    assert not told


def test_headings_are_plain_text_in_the_table_of_contents(render):
    made, _ = render("[TOC]\n\n# So {{ a.half:.2f }} { #so }")
    assert '<a href="#so">So 0.50</a>' in made


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("so $p = {{ a.half:.2f }}$.", '<span class="formula" data-tex="p = {0.50}">'),
        (
            "$$\np = {{ a.half:.2f }}\n$$",
            '<div class="formula-display" data-tex="p = {0.50}" tabindex="0">',
        ),
        ("| a |\n|---|\n| $p = {{ a.half:.2f }}$ |", '<td><span class="formula" '),
        ("# $p = {{ a.half:.2f }}$ { #x }", '<h1 id="x"><span class="formula" '),
    ],
)
def test_formulas(render, text, opening):
    made, told = render(text)
    assert opening in made
    assert (
        '<mn data-value="0.5" data-source="snippets/index/a.py" data-name="half">'
        "0.50</mn>"
    ) in made
    assert not told


def test_formulas_are_read_as_they_were_written(render):
    made, _ = render("$a < b \\& c$ and $\\frac{{1}}{{2}}$")
    assert "<mo>&lt;</mo>" in made
    assert "<mfrac>" in made


FIGURE = "![It rises to {{ a.half:.1f }}.](figure:a)"
DRAWN = (
    r'<div class="figure" data-name="fig" data-source="snippets/index/a.py">'
    r'<svg .*</svg><a class="figure-source" data-search-exclude="" '
    r'href="snippets/index/a.md">[^<]+</a></div>'
)


@pytest.mark.parametrize(("lang", "label"), [("en", "rising"), ("zh", "上升")])
def test_figures(render, lang, label):
    made, told = render(f"{FIGURE}\n\n/// caption\nP.\n///", lang)
    assert not told
    assert '<svg role="img" aria-label="It rises to 0.5." ' in made
    assert f">{label}</text>" in made
    assert re.fullmatch(
        rf"<figure[^>]*>\s*{DRAWN}\s*"
        r"<figcaption>\s*<p>P.</p>\s*</figcaption>\s*</figure>",
        made,
        re.DOTALL,
    )


def test_a_figure_without_caption_is_a_figure_too(render):
    made, _ = render(f"Before.\n\n{FIGURE}\n\nAfter.")
    assert re.search(
        rf"<p>Before.</p>\s*<figure>\s*{DRAWN}\s*</figure>\s*<p>After.</p>",
        made,
        re.DOTALL,
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("{{ a.hal:.2f }}", "1: snippets/index/a.py has no name hal; did you mean ha"),
        ("one\n\ntwo {{ a.half }}", "3: snippets/index/a.py: half is a float and nee"),
        ("# {{ a.hal:.2f }} { #x }", "1: snippets/index/a.py has no name hal"),
        ("![x {{ a.hal:.2f }}](figure:a)", "1: snippets/index/a.py has no name hal"),
        ("a\n\n$$\nx\n= {{ a.hal:.2f }}\n$$", "5: snippets/index/a.py has no name hal"),
        ("a\n\n$p = 5%$", "3: a bare % in the formula $p = 5%$"),
        ("$$\na\n\\foo\n$$", "2: LaTeX error in $a \\foo$: "),
        ("![x](figure:b)", "1: there is no snippet snippets/index/b.py"),
        (
            "![x](figure:other/a)",
            "1: there is no folder snippets/other; there are index",
        ),
        ("![](figure:a)", "1: the figure a has no alt text"),
        ("![ ](figure:a)", "1: the figure a has no alt text"),
        (
            '```python\n--8<-- "index/aa.py"\n```',
            "2: there is no snippets/index/aa.py; did you mean index/a.py?",
        ),
        ('--8<-- "index/a.py:1:2"', "1: name a section of index/a.py, not a line"),
        ('--8<-- "index/a.py:1"', "1: name a section of index/a.py, not a line"),
        ('--8<-- "index/a.py::2"', "1: name a section of index/a.py, not a line"),
        ('--8<-- "index/a.py:end"', "1: snippets/index/a.py has no section end"),
        ("--8<-- 'index/aa.py'", "1: there is no snippets/index/aa.py; did you mean"),
    ],
)
def test_faults_are_told_with_their_line(render, text, told):
    if text.startswith("--8<--"):
        text, told = f"```\n{text}\n```", f"2{told[1:]}"
    _, errors = render(text)
    assert len(errors) == 1
    assert errors[0].startswith(f"{EN}:{told}")


def test_a_fault_is_told_for_every_line_of_it_and_once_a_line(render):
    wrong = "{{ a.hal:.2f }}"
    _, told = render(f"{wrong} and {wrong}\n\n$x = {wrong}$")
    assert [error.partition(" ")[0] for error in told] == [f"{EN}:1:", f"{EN}:3:"]


def test_what_stands_in_code_is_not_at_fault(render):
    _, told = render("`{{ a.hal:.2f }}`\n\n{{ a.hal:.2f }}")
    assert [error.partition(" ")[0] for error in told] == [f"{EN}:3:"]


def test_a_figure_stands_once_on_a_page(render):
    _, told = render("![one](figure:a)\n\n![two](figure:index/a)")
    assert told == [f"{EN}:3: the figure index/a stands on this page already"]


def test_a_missing_translation_is_told_on_the_chinese_page(render, tmp_path):
    (tmp_path / "docs" / "terms.yml").write_text("labels: {risin: 上升}\n", "utf-8")
    _, told = render("![x](figure:a)", "zh")
    assert told == [
        "docs/zh/index.md:1: docs/terms.yml has no translation of the figure's label "
        '"rising"; did you mean risin?'
    ]


def test_an_include_shows_the_file(render):
    made, told = render('```python\n--8<-- "index/a.py"\n```')
    assert "half = 0.5" in re.sub(r"<[^>]*>", "", made)
    assert not told


def test_a_section_may_be_shown_alone(render, tmp_path):
    file = tmp_path / "snippets" / "index" / "a.py"
    text = "a = 1\n# --8<-- [start:two]\nb = 2\n# --8<-- [end:two]\n"
    file.write_text(text)
    made, told = render('```python\n--8<-- "index/a.py:two"\n```')
    assert re.sub(r"<[^>]*>", "", made).strip() == "b = 2"
    assert not told


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("so it holds {{ a.certain:claim }}.", "holds\N{NO-BREAK SPACE}<data "),
        ("{{ a.certain:claim }} first", '<p><data class="bound claim"'),
        ("here[^1]\n\n[^1]: There.", 'here\N{WORD JOINER}<sup id="fnref:1">'),
        ("_so_[^1]\n\n[^1]: There.", "</em>\N{WORD JOINER}<sup"),
        ("$x$ {{ a.certain:claim }}.", '<span class="together"><span class="formula"'),
        ("$x$ {{ a.certain:claim }}. So", "</data>.</span> So</p>"),
        ("$x$ and {{ a.certain:claim }}", "</span> and\N{NO-BREAK SPACE}<data "),
    ],
)
def test_marks_stay_with_the_word_before(render, text, made):
    assert made in render(text)[0]


def test_an_include_outside_a_fence_is_told(render):
    _, told = render('So:\n\n--8<-- "index/a.py"')
    assert told == [f"{EN}:3: put this include in a fence"]
