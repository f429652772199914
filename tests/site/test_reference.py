"""The reference against the library that it documents."""

import ast
import inspect
import math
import re
from html import unescape

import pytest

import crossentropy

NAMES = crossentropy.__all__


@pytest.fixture(params=["", "zh/"], ids=["en", "zh"])
def language(request):
    return request.param


def functions(site, language):
    """The part of the page under each function's heading."""
    page = (site / language / "reference/index.html").read_text("utf-8")
    article = page[page.index("<article") : page.index("</article>")]
    parts = re.split(r'<h([1-6]) id="([\w-]+)">', article)
    found = zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    return {name: part for level, name, part in found if level == "3"}


def text_of(html):
    return unescape(re.sub(r"<[^>]*>", "", html))


def test_the_page_lists_what_the_library_exports(site):
    english = list(functions(site, ""))
    assert sorted(english) == NAMES
    assert english == list(functions(site, "zh/"))


@pytest.mark.parametrize("name", NAMES)
def test_each_heading_names_its_function(site, language, name):
    heading, _, _ = functions(site, language)[name].partition("</h3>")
    assert heading.startswith(f"<code>{name}</code>")


@pytest.mark.parametrize("name", NAMES)
def test_a_sentence_in_the_pages_language_leads(site, language, name):
    _, _, part = functions(site, language)[name].partition("</h3>")
    lead, api, _ = part.partition('<div class="api" lang="en">')
    assert api
    chinese = re.search(r"[\u4e00-\u9fff]", lead)
    assert bool(chinese) == bool(language)
    assert text_of(lead).strip()[-1] in ".?。？"


@pytest.mark.parametrize("name", NAMES)
def test_the_signature_is_the_functions(site, language, name):
    part = functions(site, language)[name]
    [code] = re.findall(r'class="api-signature.*?<code>(.*?)</code>', part, re.S)
    given = ast.parse(f"def {text_of(code).strip()}: pass").body[0]
    namespace = {"math": math}
    exec(compile(ast.Module([given], []), name, "exec"), namespace)
    real = inspect.signature(getattr(crossentropy, name)).parameters.values()
    bare = [parameter.replace(annotation=parameter.empty) for parameter in real]
    assert list(inspect.signature(namespace[name]).parameters.values()) == bare


@pytest.mark.parametrize("name", NAMES)
def test_the_docstring_is_there(site, language, name):
    part = functions(site, language)[name]
    docstring = inspect.getdoc(getattr(crossentropy, name))
    summary, _, _ = docstring.partition("\n")
    assert summary in " ".join(text_of(part).split())
    formulas = re.findall(r"\$\$(.+?)\$\$", docstring, re.S)
    shown = re.findall(r'<div class="formula-display" data-tex="(.*?)"', part, re.S)
    assert [" ".join(unescape(tex).split()) for tex in shown] == [
        " ".join(tex.split()) for tex in formulas
    ]
    arguments = re.search(r"^Args:\n((?: .*\n|\n)*)", docstring, re.M)
    documented = re.findall(r"^ {4}(\w+):", arguments[1] if arguments else "", re.M)
    terms = re.findall(r"<dt><code>(\w+)</code>", part)
    assert [term for term in terms if term not in ("ValueError", "UserWarning")] == (
        documented
    )
    listings = "".join(
        text_of(code) for code in re.findall(r"<pre>.*?</pre>", part, re.S)
    )
    for line in re.findall(r"^ *(>>> .*|\.\.\. .*)", docstring, re.M):
        assert line in listings


def test_section_titles_speak_the_pages_language(site, language):
    page = (site / language / "reference/index.html").read_text("utf-8")
    titles = re.findall(r'<p class="api-title" lang="(\w+)">(.*?)</p>', page)
    for lang, title in titles:
        assert lang == ("zh" if language else "en")
        assert bool(re.search(r"[\u4e00-\u9fff]", title)) == bool(language)


@pytest.mark.parametrize("name", NAMES)
def test_no_word_of_the_returns_is_lost(site, language, name):
    part = functions(site, language)[name]
    docstring = inspect.getdoc(getattr(crossentropy, name))
    _, _, rest = docstring.partition("\nReturns:\n")
    written, _, _ = rest.partition("\n\n")
    title = r'<p class="api-title"[^>]*>(?:Returns|返回)</p>'
    [shown] = re.findall(title + r'\s*<div class="api-section">(.*?)</div>', part, re.S)
    assert text_of(shown).split() == written.replace("`", "").split()
