import hashlib
import os
import signal
import subprocess
import sys
import time
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from bindery.__main__ import main

ZH = "docs/zh/page.md"


def bindery(site, *arguments):
    command = [sys.executable, "-m", "bindery", *arguments]
    return subprocess.run(command, cwd=site.root, capture_output=True, text=True)


def test_still_true_renews_the_hash_and_nothing_else(site, capsys):
    before = site.read(ZH)
    site.replace("docs/en/page.md", "From nothing", "Up from nothing")
    english = (site.root / "docs/en/page.md").read_bytes()
    assert main(["still-true", "page"]) == 0
    said = "docs/zh/page.md mirrors docs/en/page.md"
    assert capsys.readouterr().out == f"{said} as it is now\n"
    first, line, *rest = site.read(ZH).split("\n")
    assert line == f"mirrors: {hashlib.sha256(english).hexdigest()[:12]}"
    assert line not in before
    assert [first, *rest] == [before.split("\n")[0], *before.split("\n")[2:]]
    assert main(["still-true", "page"]) == 0
    assert capsys.readouterr().out == f"{said} already\n"


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("nowhere", "there is no page nowhere; there are index, page"),
        ("page.md", "there is no page page.md; did you mean page?"),
        ("../en/page", "there is no page ../en/page; there are index, page"),
        ("new", "the page new has no docs/zh/new.md; write it first"),
        ("neu", "the page neu has no docs/en/neu.md; write it first"),
    ],
)
def test_still_true_needs_both_pages(site, capsys, page, told):
    if page in {"new", "neu"}:
        site.write(f"docs/{'en' if page == 'new' else 'zh'}/{page}.md", "# A { #a }\n")
    assert main(["still-true", page]) == 1
    assert capsys.readouterr().err == f"error: {told}\n"


def test_still_true_refuses_twins_that_differ(site, capsys):
    site.replace("docs/en/page.md", "half:.2f }},", "half:.3f }},")
    before = site.read(ZH)
    assert main(["still-true", "page"]) == 1
    told = capsys.readouterr().err
    assert told.startswith(f"error: {site.at(ZH, 'Half is')}: placeholders ")
    assert site.read(ZH) == before


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# 一页 { #a }\n", "---\nMIRRORS\n---\n\n# 一页 { #a }\n"),
        ("---\na: x\n---\n\n# 一 { #a }\n", "---\na: x\nMIRRORS\n---\n\n# 一 { #a }\n"),
    ],
)
def test_still_true_writes_the_line_where_there_was_none(site, before, after):
    site.write("docs/en/page.md", "# A { #a }\n")
    site.write(ZH, before)
    assert main(["still-true", "page"]) == 0
    digest = hashlib.sha256(b"# A { #a }\n").hexdigest()
    assert site.read(ZH) == after.replace("MIRRORS", f"mirrors: {digest[:12]}")


def test_a_figure_of_its_own(site):
    assert main(["figure", "page/curve", "figure.svg"]) == 0
    text = site.read("figure.svg")
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
    assert main(["figure", name, "figure.svg"]) == 1
    assert capsys.readouterr().err.startswith(f"error: {told}")
    assert not (site.root / "figure.svg").exists()


def test_a_failed_snippet_is_named(site, capsys):
    site.append("snippets/page/curve.py", "raise ValueError('so')")
    assert main(["figure", "page/curve", "figure.svg"]) == 1
    told = capsys.readouterr().err
    assert told.startswith("error: snippets/page/curve.py: Traceback")
    assert told.endswith("ValueError: so\n")


def test_commands_need_the_projects_folder(site, monkeypatch, capsys):
    monkeypatch.chdir(site.root / "docs")
    before = sorted(Path.cwd().rglob("*"))
    for command in (["build"], ["serve"], ["names", "page"], ["still-true", "page"]):
        assert main(command) == 1
        told = "error: run this in the project's folder: no docs/en is here\n"
        assert capsys.readouterr().err == told
    assert sorted(Path.cwd().rglob("*")) == before


def test_build_says_what_it_does_and_tells_errors_once(site):
    good = bindery(site, "build")
    assert (good.returncode, good.stderr) == (0, "")
    assert good.stdout.splitlines() == [
        "Snippets: 2, executed now: 0",
        "Building English and Chinese",
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


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT")
def test_ctrl_c_stops_a_build_and_leaves_the_last_site(site):
    assert site.build()
    before = site.read("site/index.html")
    began = site.root / "began"
    lines = "import pathlib", "import time", f"pathlib.Path({str(began)!r}).touch()"
    site.append("snippets/page/numbers.py", "\n".join([*lines, "time.sleep(60)"]))
    build = site.start("build")
    end = time.monotonic() + 30
    while not began.exists() and time.monotonic() < end:
        time.sleep(0.05)
    os.killpg(build.pid, signal.SIGINT)  # as Ctrl-C does, what it started too
    told, _ = build.communicate(timeout=20)
    assert build.returncode == 130
    assert told == "Stopped\n"
    assert site.read("site/index.html") == before
    assert not [*site.root.glob(".cache/site-*")]
