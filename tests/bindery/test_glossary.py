"""Terms: marked where a page first mentions them, and listed with their symbols."""

import re

import pytest

from bindery import checks

TERMS = """\
terms:
  - { en: bit, zh: 比特, page: page, means: { en: A unit., zh: 单位。 } }
  - { en: entropy, zh: 熵, symbol: H(P), page: page, means: { en: Mean., zh: 均值。 } }
  - { en: cross-entropy, zh: 交叉熵, page: more, means: { en: A bill., zh: 账单。 } }
  - { en: KL divergence, zh: KL 散度, page: page, means: { en: A fine., zh: 罚金。 } }
  - { en: mean, zh: 平均, page: page, common: true, means: { en: M., zh: 均。 } }
"""


@pytest.fixture
def marked(render, tmp_path):
    """A function from a page's text to its HTML, each mark as [words: meaning]."""
    units = "units: { bit: { en: [bit, bits], zh: 比特 } }\n"
    (tmp_path / "docs" / "terms.yml").write_text(units + TERMS, "utf-8")

    def mark(text, lang="en"):
        folder = tmp_path / "docs" / lang
        folder.mkdir(parents=True, exist_ok=True)
        for page in ("glossary", "page", "more"):
            (folder / f"{page}.md").write_text("# A page { #page }\n", "utf-8")
        html, told = render(text, lang)
        assert not told
        link = r'<a aria-description="([^"]*)" class="term" href="([^"]*)">([^<]*)</a>'
        return re.sub(link, r"[\3: \1]", html)

    return mark


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("A bit.", "A [bit: A unit.]."),
        ("Two bits, one bit.", "Two [bits: A unit.], one bit."),
        ("Bits and entropies", "[Bits: A unit.] and [entropies: Mean.]"),
        ("an orbit, bitter, a 2-bit bite", "an orbit, bitter, a 2-bit bite"),
        ("cross-entropy and entropy", "[cross-entropy: A bill.] and [entropy: Mean.]"),
        ("cross-entropy’s cross-entropy", "[cross-entropy: A bill.]’s cross-entropy"),
        ("the KL\ndivergence", "the [KL\ndivergence: A fine.]"),
        ("it means the mean", "it means the mean"),
        ("a *bit*", "a <em>[bit: A unit.]</em>"),
        ("**bit** and *a* bit", "<strong>[bit: A unit.]</strong> and <em>a</em> bit"),
        ("[a bit](x.md), bit", '<a href="x.md">a bit</a>, [bit: A unit.]'),
        ("`bit` bit", "<code>bit</code> [bit: A unit.]"),
        ("# A bit { #x }\n\nbit", "[bit: A unit.]"),
        ("- a\n- bit *b* entropy", "[bit: A unit.] <em>b</em> [entropy: Mean.]"),
        ("| x |\n|---|\n| entropy |", "<td>[entropy: Mean.]</td>"),
        ('!!! note "Bit"\n\n    Bit', "<p>[Bit: A unit.]</p>"),
        ("x[^1] bit\n\n[^1]: entropy", "[bit: A unit.]"),
        ("{{ a.bits:.2f bit }} bit", "[bit: A unit.]"),
        ("/// caption\nA bit\n///", "A [bit: A unit.]"),
    ],
)
def test_english(marked, text, html):
    made = marked(text)
    assert html in made
    mark = r"\[[^\]]+: [^\]]+\.\]"
    assert re.findall(mark, made) == re.findall(mark, html)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("熵是平均的信息量。", "[熵: 均值。]是平均的信息量。"),
        ("交叉熵不是熵，熵", "[交叉熵: 账单。]不是[熵: 均值。]，熵"),
        ("信错的KL 散度", "信错的[KL 散度: 罚金。]"),
        ("KL散度", "[KL散度: 罚金。]"),
        ("OKL 散度", "OKL 散度"),
    ],
)
def test_chinese_needs_no_word_boundaries(marked, text, html):
    assert f"<p>{html}</p>" in marked(text, "zh")


def test_a_mark_leads_to_the_glossary(render, marked):
    marked("x")
    html, _ = render("KL divergence")
    assert 'href="glossary.md#kl-divergence"' in html


def test_formulas_and_figures_pass_untouched(marked):
    text = "$\\text{bit}$\n\n![A bit](figure:a)"
    assert ": A unit." not in marked(text)


def test_react_sentences_say_the_same_text(marked):
    made = marked("A bit of entropy.")
    words = re.sub(r"\[([^:\]]*): [^\]]*\]", r"\1", made)
    assert words == "<p>A bit of entropy.</p>"


@pytest.fixture
def terms_site(site):
    """The tiny site with terms and the pages that list them."""
    site.append("docs/terms.yml", TERMS.replace("page: more", "page: index"))
    for lang in ("en", "zh"):
        for page in ("glossary", "notation"):
            text = f"# {page} {{ #{page} }}\n\n/// {page}\n///\n"
            site.write(f"docs/{lang}/{page}.md", text)
    site.append("docs/en/index.md", "Bits and [entropy](glossary.md#entropy).")
    return site


def headings(html):
    return re.findall(r'<h[23] id="([^"]*)">(.*?)</h', re.sub("<a .*?</a>", "", html))


def test_the_glossary_is_alphabetical_in_english(terms_site):
    assert terms_site.build()
    found = headings(terms_site.read("site/glossary/index.html"))
    assert found == [
        ("letter-b", "B"),
        ("bit", "bit"),
        ("letter-c", "C"),
        ("cross-entropy", "cross-entropy"),
        ("letter-e", "E"),
        ("entropy", "entropy"),
        ("letter-k", "K"),
        ("kl-divergence", "KL divergence"),
        ("letter-m", "M"),
        ("mean", "mean"),
    ]


def test_the_glossary_follows_the_pages_in_chinese(terms_site):
    terms_site.append(
        "mkdocs.yml", "nav: [page.md, index.md, glossary.md, notation.md]"
    )
    assert terms_site.build()
    html = terms_site.read("site/zh/glossary/index.html")
    ids = [anchor for anchor, _ in headings(html)]
    own = ["bit", "entropy", "kl-divergence", "mean"]
    assert ids == ["page-page", *own, "page-index", "cross-entropy"]
    assert '<a href="../page/#page"><span lang="en">A page</span></a>' in html


@pytest.mark.parametrize(("folder", "name"), [("", "熵"), ("zh/", "entropy")])
def test_an_entry_has_the_other_name_the_symbol_and_the_page(terms_site, folder, name):
    assert terms_site.build()
    html = terms_site.read(f"site/{folder}glossary/index.html")
    other = "en" if folder else "zh"
    entry = html.partition('<h3 id="entropy">')[2].partition("<h")[0]
    assert f'<span lang="{other}">{name}</span>' in entry
    assert "<mi>H</mi>" in entry
    assert ("均值。" if folder else "Mean.") in entry
    assert folder or '<a href="../page/#page">A page</a>' in entry


def test_the_notation_lists_the_symbols(terms_site):
    assert terms_site.build()
    html = terms_site.read("site/notation/index.html")
    [row] = re.findall("<tr>(?:(?!</tr>).)*<td>.*?</tr>", html, re.DOTALL)
    assert '<a href="../glossary/#entropy">entropy</a>' in row
    assert "<mi>H</mi>" in row
    assert "<td>Mean.</td>" in row


def test_a_symbol_may_be_written_plainly(terms_site):
    terms_site.replace("docs/terms.yml", "symbol: H(P)", "symbol: H(X|Y‖Z)")
    assert terms_site.build()
    html = terms_site.read("site/notation/index.html")
    assert r'data-tex="H(X\mid Y\Vert Z)"' in html
    assert html.count("<td>") == 3


def test_the_lists_mark_no_terms(terms_site):
    assert terms_site.build()
    assert 'class="term"' in terms_site.read("site/index.html")
    for page in ("glossary", "notation"):
        assert 'class="term"' not in terms_site.read(f"site/{page}/index.html")


def test_the_page_that_introduces_a_term_marks_it_not(terms_site):
    terms_site.append("docs/en/page.md", "A **bit** and the cross-entropy.")
    assert terms_site.build()
    html = terms_site.read("site/page/index.html")
    assert re.findall(r'class="term" href="([^"]*)"', html) == [
        "../glossary/#cross-entropy"
    ]


BIT = "{ en: bit, zh: 比特, page: page, means: { en: A unit., zh: 单位。 } }"


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            ", zh: 单位。",
            "",
            "the term bit does not say what it means in zh; "
            "write means: { en: One plain sentence., zh: 一句话。 }",
        ),
        (
            ", means: { en: A unit., zh: 单位。 }",
            ", means: A unit.",
            "the term bit does not say what it means in en and zh; "
            "write means: { en: One plain sentence., zh: 一句话。 }",
        ),
        (
            "en: bit, zh: 比特, page: page",
            "en: bit",
            "the term bit has no zh and no page",
        ),
        ("en: bit, ", "", "the term 比特 has no en"),
        (
            "page: page",
            "page: pag",
            "the term bit names the page pag, but there is no docs/en/pag.md; "
            "did you mean page?",
        ),
        (
            "page: page",
            "page: page, mean: x",
            "the term bit has mean, which no term has; "
            "it may have en, zh, symbol, page, means, common",
        ),
        (
            BIT,
            "bit",
            "the term bit needs en, zh, page, means; write { en: ..., zh: ... }",
        ),
    ],
)
def test_a_bad_entry_stops_the_build(terms_site, old, new, told):
    assert terms_site.build()
    line = terms_site.at("docs/terms.yml", BIT)
    terms_site.replace("docs/terms.yml", BIT, BIT.replace(old, new))
    assert terms_site.errors() == [f"{line}: {told}"]


@pytest.mark.parametrize("name", ["en: Bit, zh: 位", "en: digit, zh: 比特"])
def test_a_doubled_term_stops_the_build(terms_site, name):
    assert terms_site.build()
    double = BIT.replace("en: bit, zh: 比特", name)
    terms_site.append("docs/terms.yml", f"  - {double}")
    first = terms_site.at("docs/terms.yml", BIT).rpartition(":")[2]
    word = re.search("Bit|比特", name)[0]
    assert terms_site.errors() == [
        f"{terms_site.at('docs/terms.yml', double)}: the term {word} stands on line "
        f"{first} already; keep one of them"
    ]


def test_plain_mkdocs_tells_it_too(terms_site):
    terms_site.replace("docs/terms.yml", "en: bit, ", "")
    ran = terms_site.mkdocs()
    assert ran.returncode == 1
    assert "the term 比特 has no en" in ran.stderr


def test_a_file_that_is_no_yaml_is_told_once(site):
    site.append("docs/terms.yml", "a: [")
    assert len([e for e in checks.bad_terms(site.root) if "terms.yml" in e]) == 1
