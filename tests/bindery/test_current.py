"""A site that nothing can have changed is left alone; anything else builds it again."""

import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from bindery import build as building
from bindery import current


@pytest.fixture
def made(site, monkeypatch):
    """Tells whether building makes the site again; it was built before."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    place = site.root / "site"
    assert site.build()
    build_languages, built = building.build_languages, []

    def counted(*given):
        built.append(given)
        return build_languages(*given)

    monkeypatch.setattr(building, "build_languages", counted)

    def made():
        built.clear()
        done = building.build(site.root, place)
        return SimpleNamespace(again=bool(built), done=done)

    return made


def test_nothing_is_built_where_nothing_changed(site, made, caplog):
    caplog.set_level("INFO")
    before = site.built()
    when = {file: file.stat().st_mtime_ns for file in (site.root / "site").rglob("*")}
    assert not made().again
    assert "Nothing has changed since site/ was built" in caplog.text
    assert site.built() == before
    assert when == {file: file.stat().st_mtime_ns for file in when}


CHANGES = {
    "a page": lambda site: site.append("docs/en/page.md", "More."),
    "a page of the other language": lambda site: site.append(
        "docs/zh/page.md", "还有。"
    ),
    "a snippet": lambda site: site.append("snippets/page/numbers.py", "# edited"),
    "the library": lambda site: site.append("src/crossentropy/__init__.py", "# edited"),
    "a template": lambda site: site.append("docs/theme/main.html", "<!-- edited -->"),
    "a hook": lambda site: site.append("docs/hooks.py", "# edited"),
    "a word": lambda site: site.append("docs/terms.yml", "# edited"),
    "a test that a page shows": lambda site: site.write(
        "tests/snippets/test_page.py", "def test_numbers_half():\n    assert True\n"
    ),
    "a configuration": lambda site: site.append("mkdocs.zh.yml", "# edited"),
    "the version": lambda site: site.replace("pyproject.toml", "1.2", "1.3"),
    "a file with another name": lambda site: (site.root / "docs/terms.yml").rename(
        site.root / "docs/words.yml"
    ),
    "a page of the site itself": lambda site: site.append("site/index.html", "typed"),
    "a file gone from the site": lambda site: (
        site.root / "site/zh/index.html"
    ).unlink(),
    "a file more in the site": lambda site: site.write("site/mine.txt", "mine"),
    "no site": lambda site: shutil.rmtree(site.root / "site"),
    "no record": lambda site: (site.root / current.RECORD).unlink(),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_any_change_builds_it_again(site, made, change):
    change(site)
    now = made()
    assert now.again
    assert not (site.root / "site/mine.txt").exists()
    if now.done:
        assert not made().again


def test_what_the_configurations_take_from_outside_builds_it_again(
    site, made, monkeypatch
):
    site.replace("mkdocs.yml", "site_name: tiny", 'site_name: !ENV [NAME, "tiny"]')
    assert made().again
    monkeypatch.setenv("UNRELATED", "tiny")
    assert not made().again
    monkeypatch.setenv("NAME", "huge")
    assert made().again
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    assert made().again
    assert not made().again


def test_another_version_of_any_package_builds_it_again(
    made, tmp_path_factory, monkeypatch
):
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    monkeypatch.setattr(sys, "path", [*sys.path, str(elsewhere)])
    (elsewhere / "package-1.0.dist-info").mkdir(parents=True)
    made()
    (elsewhere / "package-1.0.dist-info").rename(elsewhere / "package-1.1.dist-info")
    assert made().again
    assert not made().again


def test_other_modules_of_ours_build_it_again(site, made, monkeypatch):
    # As where they are those of another tree.
    own = shutil.copytree(Path(current.__file__).parent, site.root / ".cache" / "own")
    monkeypatch.setattr(current, "__file__", str(own / "current.py"))
    made()
    assert not made().again
    with (own / "markdown.py").open("a") as file:
        file.write("# edited\n")
    assert made().again
    assert not made().again


def test_what_is_no_file_is_passed_over(site, made):
    (site.root / "docs" / "en" / "gone.md").symlink_to(site.root / "nowhere")
    assert current.sources(site.root, site.root / "site")


def test_a_failed_build_is_tried_again_and_one_taken_back_is_none(site, made):
    site.replace("docs/en/page.md", "numbers.half:.2f", "numbers.hal:.2f")
    for _ in range(2):
        now = made()
        assert now.again
        assert not now.done
    site.replace("docs/en/page.md", "numbers.hal:.2f", "numbers.half:.2f")
    assert not made().again


def test_what_no_build_reads_builds_nothing(site, made):
    site.write(".cache/other", "kept")
    site.write(".venv/lib/package.py", "installed")
    site.write("src/crossentropy/__pycache__/module.pyc", "compiled")
    assert not made().again
