import hashlib
import subprocess
import sys
import xml.etree.ElementTree as etree

import pytest

from bindery.__main__ import still_true, write_figure

ZH = "docs/zh/page.md"


def bindery(site, *arguments):
    command = [sys.executable, "-m", "bindery", *arguments]
    return subprocess.run(command, cwd=site.root, capture_output=True, text=True)


def test_still_true_renews_the_hash_and_nothing_else(site):
    before = site.read(ZH)
    site.replace("docs/en/page.md", "From nothing", "Up from nothing")
    english = (site.root / "docs/en/page.md").read_bytes()
    assert still_true(site.root, "page") == 0
    first, line, *rest = site.read(ZH).split("\n")
    assert line == f"mirrors: {hashlib.sha256(english).hexdigest()[:12]}"
    assert line not in before
    assert [first, *rest] == [before.split("\n")[0], *before.split("\n")[2:]]


@pytest.mark.parametrize("page", ["nowhere", "page.md"])
def test_still_true_needs_both_pages(site, capsys, page):
    assert still_true(site.root, page) == 1
    told = f"error: there is no page {page} in both languages\n"
    assert capsys.readouterr().err == told


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 一页\n\nmirrors: 1\n", "---\n{}\n---\n\n# 一页\n\nmirrors: 1\n"),
        ("---\na: x\n---\n\nmirrors: 1\n", "---\na: x\n{}\n---\n\nmirrors: 1\n"),
    ],
)
def test_still_true_writes_the_line_where_there_was_none(site, before, after):
    site.write(ZH, before)
    assert still_true(site.root, "page") == 0
    digest = hashlib.sha256((site.root / "docs/en/page.md").read_bytes()).hexdigest()
    assert site.read(ZH) == after.format(f"mirrors: {digest[:12]}")


def test_a_figure_of_its_own(site):
    out = site.root / "figure.svg"
    assert write_figure(site.root, "page/curve", out) == 0
    text = out.read_text("utf-8")
    assert "var(" not in text
    assert "#0b5cad" in text  # P, light
    root = etree.fromstring(text)
    labels = {
        "".join(e.itertext()) for e in root.iter("{http://www.w3.org/2000/svg}text")
    }
    assert {"rising", "x"} <= labels


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("page/numbers", "snippets/page/numbers.py leaves no figure"),
        (
            "page/curv",
            "there is no snippet snippets/page/curv.py; did you mean page/curve?",
        ),
    ],
)
def test_no_figure_to_write(site, capsys, name, told):
    out = site.root / "figure.svg"
    assert write_figure(site.root, name, out) == 1
    assert capsys.readouterr().err.startswith(f"error: {told}")
    assert not out.exists()


def test_a_failed_snippet_is_named(site, capsys):
    site.append("snippets/page/curve.py", "raise ValueError('so')")
    assert write_figure(site.root, "page/curve", site.root / "figure.svg") == 1
    told = capsys.readouterr().err
    assert told.startswith("error: snippets/page/curve.py: Traceback")
    assert told.endswith("ValueError: so\n")


def test_build_says_what_it_does_and_tells_errors_once(site):
    good = bindery(site, "build")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.splitlines() == [
        "Snippets: 2, executed now: 0",
        "Building English with mkdocs.yml",
        "Building Chinese with mkdocs.zh.yml",
        "Built site/; to read it: make serve",
    ]
    site.append(ZH, "{{ numbers.hal:.1f }}")
    bad = bindery(site, "build")
    assert bad.returncode == 1
    assert bad.stderr == (
        f"error: {site.at(ZH, 'numbers.hal:')}: snippets/page/numbers.py has no name "
        "hal; did you mean half?\n"
    )
    assert bad.stdout.splitlines()[-1] == (
        "Errors: 1; nothing was built; site/ is still the last good one"
    )


def test_an_unknown_command_is_told(site):
    run = bindery(site, "bild")
    assert run.returncode == 2
    assert "invalid choice: 'bild'" in run.stderr
