"""What the cache keeps is taken while nothing changes, and made again when it does."""

import shutil

import nbformat
import pytest

from bindery import notebooks
from bindery.kept import kept, tools
from bindery.notebooks import Origin
from bindery.pages import pages

HTML = '<h1 id="page">A page</h1><p>Words.</p>'


def test_it_is_made_once_and_again_for_another_key(tmp_path):
    made = []

    def make(text):
        made.append(text)
        return text

    taken = [
        kept(tmp_path, "a.b.txt", key, lambda text=text: make(text))
        for key, text in ((1, b"one"), (1, b"never"), (2, b"two"), (1, b"again"))
    ]
    assert taken == [b"one", b"one", b"two", b"again"]
    assert made == [b"one", b"two", b"again"]
    assert len(list(tmp_path.iterdir())) == 1  # what was superseded is gone


def test_what_bears_a_longer_name_stays(tmp_path):
    for name in ("a.txt", "a-b.txt", "a.txt"):
        kept(tmp_path, name, 1, name.encode)
    kept(tmp_path, "a.txt", 2, b"new".strip)
    assert sorted(f.name.rpartition("-")[0] for f in tmp_path.iterdir()) == ["a", "a-b"]
    assert kept(tmp_path, "a-b.txt", 1, b"never".strip) == b"a-b.txt"


def test_what_cannot_be_made_is_not_kept(tmp_path):
    def fail():
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        kept(tmp_path, "a.txt", 1, fail)
    assert not list(tmp_path.iterdir())


def test_tools_are_files_packages_and_their_versions(tmp_path, monkeypatch):
    file = tmp_path / "tool.py"
    file.write_text("one")
    first = tools([file], ["nbformat"])
    assert tools([file], ["nbformat"]) == first
    assert tools([file], ["nbformat", "pyyaml"]) != first
    file.write_text("two")
    assert tools([file], ["nbformat"]) != first
    file.write_text("one")
    monkeypatch.setattr("bindery.kept.version", lambda package: "0")
    assert tools([file], ["nbformat"]) != first


def test_where_tools_lie_does_not_matter(tmp_path):
    places = ["a/one.py", "b/two.py"], ["y/one.py", "x/two.py"]
    for place in [*places[0], *places[1]]:
        file = tmp_path / place
        file.parent.mkdir()
        file.write_text(file.stem)
    first, second = ([tmp_path / name for name in names] for names in places)
    assert tools(first, []) == tools(second, [])


class Desk:
    """Writes the notebook of the tiny site's page, and counts how often it is made."""

    def __init__(self, site, monkeypatch):
        self.site, self.made, self.html, self.given = site, 0, HTML, {}
        make = notebooks.notebook

        def counted(origin, html):
            self.made += 1
            return make(origin, html)

        monkeypatch.setattr(notebooks, "notebook", counted)
        self.make = make

    def write(self):
        """Write it as a build does; return its cells, as fresh ones are too."""
        root = self.site.root
        page = pages(root, "en")["page.md"]
        given = {"address": "", "site_url": "", "repo_url": "", **self.given}
        origin = Origin(root=root, lang="en", page=page, **given)
        notebooks.write(origin, self.html, root / "out")
        written = self.site.read("out/page.ipynb")
        assert written == self.make(origin, self.html)
        return [cell.source for cell in nbformat.reads(written, 4).cells]


@pytest.fixture
def desk(site, monkeypatch):
    site.write(
        "snippets/page/numbers.py",
        '"""One half is one bit of news."""\n\nfrom crossentropy import news_of\n'
        "from base import half as _half\n\nhalf = _half\nnews = news_of(half)\n"
        "certain = half < 1\n",
    )
    site.write("snippets/page/base.py", '"""A half."""\n\nhalf = 0.5\n')
    site.write("snippets/page/apart.py", '"""Of no page."""\n\nwhole = 1\n')
    return Desk(site, monkeypatch)


def test_a_notebook_is_taken_while_nothing_changes(desk):
    first = desk.write()
    desk.site.append("snippets/page/apart.py", "more = 2")  # no part of this page
    desk.site.append("docs/zh/page.md", "另一种语言。")
    assert desk.write() == first
    assert desk.made == 1
    assert len(list((desk.site.root / ".cache/notebooks").glob("docs.en.page*"))) == 1


def _html(desk):
    desk.html = HTML.replace("Words", "Other words")


def _tools(desk):
    here = desk.site.root / "bindery"
    shutil.copytree(notebooks.HERE, here, dirs_exist_ok=True)
    with (here / "plain.py").open("a") as file:
        file.write("# edited\n")
    notebooks.HERE = here


CHANGES = {
    "the page as it is shown": _html,
    "its source": lambda desk: desk.site.replace("docs/en/page.md", "half:.2f", "half"),
    "a program": lambda desk: desk.site.append("snippets/page/numbers.py", "# edited"),
    "what it imports": lambda desk: desk.site.append("snippets/page/base.py", "a = 1"),
    "a value": lambda desk: desk.site.replace("snippets/page/base.py", "0.5", "0.25"),
    "the library": lambda desk: desk.site.replace(
        "src/crossentropy/__init__.py", "-math.log2(p)", "-3 * math.log2(p)"
    ),
    "a word": lambda desk: desk.site.replace("docs/terms.yml", "bits]", "bitties]"),
    "no terms": lambda desk: (desk.site.root / "docs/terms.yml").unlink(),
    "the version": lambda desk: desk.site.replace("pyproject.toml", "1.2", "1.3"),
    "its address": lambda desk: desk.given.update(address="https://a.example/page/"),
    "the site's": lambda desk: desk.given.update(site_url="https://a.example/"),
    "the repository's": lambda desk: desk.given.update(repo_url="https://b.example/"),
    "what makes it": _tools,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_notebook_is_made_again_when_anything_changes(desk, change, monkeypatch):
    monkeypatch.setattr(notebooks, "HERE", notebooks.HERE)  # put back afterwards
    desk.write()
    change(desk)
    desk.write()
    assert desk.made == 2
    desk.write()
    assert desk.made == 2
    assert len(list((desk.site.root / ".cache/notebooks").glob("docs.en.page*"))) == 1


def test_an_unchanged_build_makes_none(site, monkeypatch):
    made = []
    make = notebooks.notebook

    def counted(origin, html):  # English is built by this very process
        made.append(origin.page.name)
        return make(origin, html)

    monkeypatch.setattr(notebooks, "notebook", counted)
    shutil.rmtree(site.root / ".cache/notebooks")
    assert site.build()
    first = site.built()
    assert made == ["page"]
    assert site.build()
    assert site.built() == first
    assert made == ["page"]
    assert len(list((site.root / ".cache/notebooks").iterdir())) == 2


def test_a_template_that_changed_is_compiled_again(site):
    assert list((site.root / ".cache/templates").rglob("*.cache"))
    site.replace("docs/theme/main.html", "<!doctype html>", "<!doctype html><!--new-->")
    assert site.build()
    assert "<!--new-->" in site.read("site/page/index.html")


def test_what_an_older_theme_left_is_dropped(site):
    site.write(".cache/templates/0123/__jinja2_x.cache", "old")
    assert site.build()
    (folder,) = (site.root / ".cache/templates").iterdir()
    assert folder.name != "0123"
    assert list(folder.glob("*.cache"))
