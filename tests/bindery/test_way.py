"""The map: what builds on what, drawn from the pages' front matter."""

import re

import pytest

from bindery.faults import Fault
from bindery.way import needs, rows


@pytest.fixture
def chapters(site):
    """A function that makes pages with snippets, each with its front matter."""

    def make(**pages):
        nav = ", ".join(f"{name}.md" for name in ("index", *pages))
        site.append("mkdocs.yml", f"nav: [{nav}]")
        snippet = site.read("snippets/page/numbers.py")
        for name, front in pages.items():
            site.write(f"snippets/{name}/numbers.py", snippet)
            for lang in ("en", "zh"):
                text = f"---\n{front}\n---\n\n# The {name} {{ #{name} }}\n"
                site.write(
                    f"docs/{lang}/{name}.md", f"{text}\n{{{{ numbers.half }}}}\n"
                )
        return site

    return make


def test_a_page_needs_the_one_before_it_unless_it_says_otherwise(chapters):
    site = chapters(
        a="x: 1", b="x: 1", c="needs: [a]", d="needs: [b, c]", e="needs: []"
    )
    found = needs(site.root)
    assert found == {
        **{"a": [], "b": ["a"], "c": ["a"], "d": ["b", "c"], "e": []},
        "page": ["e"],  # which the nav doesn't list
    }
    assert rows(found) == [["a", "e"], ["b", "c", "page"], ["d"]]


def test_one_need_needs_no_brackets(chapters):
    assert needs(chapters(a="x: 1", b="x: 1", c="needs: a").root)["c"] == ["a"]


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("needs: [aa]", "docs/en/b.md needs aa, which is no page with snippets before"),
        ("needs: [b]", "docs/en/b.md needs b, which is no page with snippets before"),
        ("needs: [c]", "docs/en/b.md needs c, which is no page with snippets before"),
        ("needs: [index]", "docs/en/b.md needs index, which is no page with snippets"),
    ],
)
def test_a_need_stands_before_in_the_nav(chapters, given, told):
    site = chapters(a="x: 1", b=given, c="x: 1")
    with pytest.raises(Fault, match=told):
        needs(site.root)


def test_a_wrong_need_stops_the_build_where_the_map_is(site):
    site.append("docs/en/index.md", "/// map\n///")
    site.replace("docs/en/page.md", "---\n", "---\nneeds: [pag]\n")
    [told] = [e for e in site.errors() if "needs" in e]
    assert told.startswith(f"{site.at('docs/en/index.md', '/// map')}: docs/en/page.md")


def test_without_chapters_the_map_is_empty():
    assert rows({}) == []


def test_the_map_links_the_chapters_and_tells_what_they_build_on(chapters):
    site = chapters(a="start: Here.", b="needs: [a]", c="needs: [a]", d="needs: [b, c]")
    site.write("docs/en/index.md", "# Home { #home }\n\n/// map\n///\n")
    site.mkdocs()
    html = site.read("plain/index.html")
    stops = re.findall(r'<a class="stop" href="([^"]*)">([^<]*)</a>', html)
    assert stops[:4] == [(f"{n}/", f"The {n}") for n in "abcd"]
    assert "<p>Here.</p>" in html
    builds = re.findall(r'<p class="builds">([^<]*)</p>', html)
    assert builds[:3] == [
        "Builds on: The a.",
        "Builds on: The a.",
        "Builds on: The b, The c.",
    ]
    lines = [
        re.findall(r'd="M([\d.]+) 0C[^"]* ([\d.]+) 10"', svg)
        for svg in re.findall(r"<svg.*?</svg>", html, re.DOTALL)
    ]
    assert sorted(lines[0]) == [("50", "25"), ("50", "75")]
    assert sorted(lines[1]) == [("25", "50"), ("75", "50")]
