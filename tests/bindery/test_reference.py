"""A page made from docstrings, and what a build refuses in them."""

import re
import shutil
from pathlib import Path

import pytest
import yaml

from bindery.serve import Preview

ROOT = Path(__file__).parents[2]
LIBRARY = "src/crossentropy/__init__.py"
PAGE = "# Reference { #reference }\n\nIt says:\n\n::: crossentropy.news_of\n"
DOCSTRING = '''def news_of(p: float) -> float:
    r"""Return how much news it is.

    $$
    I = -\\log p
    $$

    Args:
        p: How likely it was.

    Returns:
        The news,
        in bits.
    """
'''


@pytest.fixture
def reference(site):
    """The tiny site with a page made from its library, as the real site makes it."""
    shutil.copytree(ROOT / "docs/templates", site.root / "docs/templates")
    text = (ROOT / "mkdocs.yml").read_text("utf-8").replace("!ENV ", "")
    real = yaml.safe_load(text)
    tiny = yaml.safe_load(site.read("mkdocs.yml"))
    tiny["plugins"] = {"mkdocstrings": real["plugins"]["mkdocstrings"]}
    tiny["theme"]["name"] = "material"  # as which the templates are filed
    site.write("docs/theme/404.html", "Not found")  # its own needs the whole theme
    site.write("mkdocs.yml", yaml.safe_dump(tiny))
    for lang in ("en", "zh"):
        site.write(f"docs/{lang}/reference.md", PAGE)
    site.replace(LIBRARY, "def news_of(p):\n", DOCSTRING)
    return site


def test_a_docstring_becomes_a_part_of_the_page(reference):
    assert reference.build()
    for folder, title in (("", "Returns"), ("zh/", "返回")):
        page = reference.read(f"site/{folder}reference/index.html")
        assert '<div class="api" lang="en">' in page
        assert '<math display="block">' in page
        assert page.count("</dt>") == 1
        assert f">{title}</p>" in page
        assert "<p>The news,\nin bits.</p>" in page
    assert not list((reference.root / "site").rglob("_mkdocstrings.css"))


def test_both_languages_lead_to_the_one_wheel(reference):
    for lang in ("en", "zh"):
        text = "\n/// install\nIt is here:\n///\n"
        reference.append(f"docs/{lang}/reference.md", text)
        reference.append(f"docs/{lang}/index.md", text)
    assert reference.build()
    site = reference.root / "site"
    [wheel] = site.rglob("*.whl")
    assert wheel == site / "wheels/crossentropy-1.2-py3-none-any.whl"
    for page in ("index.html", "reference/index.html"):
        for file in (site / page, site / "zh" / page):
            [link] = re.findall(r'href="([^"]*\.whl)"', file.read_text("utf-8"))
            assert (file.parent / link).resolve() == wheel.resolve()


def test_plain_mkdocs_makes_it_too(reference):
    run = reference.mkdocs()
    assert run.returncode == 0, run.stderr
    page = reference.read("plain/reference/index.html")
    assert "Return how much news it is." in page


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            r"\log p",
            r"\logg p",
            f"{LIBRARY}:10: LaTeX error in $I = -\\logg p$: ",
        ),
        (
            "how much news it is",
            "{{ numbers.nobody:.1f }}",
            f"{LIBRARY}:7: there is no folder snippets/reference",
        ),
        (
            "p: How likely",
            "q: How likely",
            "Parameter 'q' does not appear in the function signature",
        ),
        (
            "Returns:\n        The news",
            "Yields:\n        The news",
            "crossentropy.news_of: the reference shows no docstring section of this "
            "kind: yields",
        ),
    ],
)
def test_what_is_wrong_in_a_docstring_stops_the_build(reference, old, new, told):
    reference.replace(LIBRARY, old, new)
    assert any(told in error for error in reference.errors())


def test_a_function_that_is_not_there_stops_the_build(reference):
    reference.append("docs/en/reference.md", "\n::: crossentropy.nobody")
    assert any("crossentropy.nobody" in error for error in reference.errors())


def test_the_preview_renews_it_when_the_library_changes(reference, tmp_path_factory):
    preview = Preview(reference.root, tmp_path_factory.mktemp("scratch"))
    preview.renew()
    reference.replace(LIBRARY, "how much news", "how great a piece of news")
    preview.renew()
    for folder in ("", "zh/"):
        page = (preview.served / folder / "reference/index.html").read_text("utf-8")
        assert "how great a piece of news" in page
