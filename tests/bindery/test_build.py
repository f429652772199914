import os
import re
import shutil
import subprocess
import sys

import mkdocs.config
import pytest

from bindery import build, snippets

EN, ZH = "docs/en/page.md", "docs/zh/page.md"
NUMBERS, CURVE = "snippets/page/numbers.py", "snippets/page/curve.py"


def test_a_good_site(site):
    assert site.build()
    assert {
        "site/index.html",
        "site/page/index.html",
        "site/zh/index.html",
        "site/zh/page/index.html",
    } <= set(site.built())
    chinese = site.read("site/zh/page/index.html")
    assert ">1\N{NO-BREAK SPACE}比特</data>" in chinese
    assert ">上升</text>" in chinese
    assert not list(site.root.glob(".cache/site*"))


@pytest.fixture
def executed(monkeypatch):
    """The snippets that were run, in order."""
    ran, run = [], snippets._run
    monkeypatch.setattr(
        snippets, "_run", lambda stale, *rest: ran.extend(stale) or run(stale, *rest)
    )
    return ran


def test_an_unchanged_tree_gives_the_same_bytes_and_runs_nothing(
    site, monkeypatch, own_book, executed
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert site.build()
    first = site.built()
    own_book.__init__()  # as in a new process
    assert site.build()
    assert site.built() == first
    assert executed == []


def test_from_nothing_to_the_same_bytes(site, monkeypatch, own_book, executed):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert site.build()
    first = site.built()
    for made in (".cache", "site"):
        shutil.rmtree(site.root / made)
    own_book.__init__()
    assert site.build()
    assert site.built() == first
    assert executed == ["page/curve", "page/numbers"]


def test_snippets_run_once_and_not_once_a_language(site, executed):
    site.append(NUMBERS, "# edited")
    assert site.build()
    assert executed == ["page/numbers"]


PAGE_FAULTS = {
    "page": (
        "numbers.half:.2f",
        "pag/numbers.half:.2f",
        "there is no folder snippets/pag; did you mean page?",
    ),
    "snippet": (
        "numbers.half:.2f",
        "number.half:.2f",
        "there is no snippet snippets/page/number.py; did you mean page/numbers?",
    ),
    "name": (
        "numbers.half:.2f",
        "numbers.hal:.2f",
        f"{NUMBERS} has no name hal; did you mean half?",
    ),
    "index": (
        "numbers.half:.2f",
        "numbers.half[0]:.2f",
        f"{NUMBERS}: half is the number 0.5 and has no [0]",
    ),
    "format": (
        "numbers.half:.2f }}",
        "numbers.half }}",
        f"{NUMBERS}: half is a float and needs a format, such as {{{{ ...:.3f }}}}",
    ),
    "unit": (
        ":.0f bit",
        ":.0f bits",
        "docs/terms.yml has no unit bits; did you mean bit?",
    ),
    "figure": (
        "figure:curve",
        "figure:curves",
        "there is no snippet snippets/page/curves.py; did you mean page/curve?",
    ),
    "no figure": (
        "figure:curve",
        "figure:numbers",
        f"{NUMBERS} leaves no figure: it has no name fig",
    ),
    "alt text": (
        "![A line that rises to {{ numbers.half:.1f }}.]",
        "![]",
        "the figure curve has no alt text",
    ),
    "include": (
        '"page/numbers.py"',
        '"page/number.py"',
        "there is no snippets/page/number.py; did you mean page/numbers.py?",
    ),
    "LaTeX": (
        "p = {{",
        r"\foo = {{",
        r"LaTeX error in $\foo = {{ numbers.half:.2f }}$: ",
    ),
    "percent": (
        "p = {{",
        "5% = {{",
        "a bare % in the formula $5% = {{ numbers.half:.2f }}$ "
        "would hide the rest; write \\%",
    ),
}


def lines_with(site, file, text):
    lines = site.read(file).split("\n")
    return [f"{file}:{n}" for n, line in enumerate(lines, 1) if text in line]


@pytest.mark.parametrize("kind", PAGE_FAULTS)
def test_what_is_wrong_on_a_page(site, kind):
    old, new, told = PAGE_FAULTS[kind]
    site.replace(ZH, old, new)
    errors = site.errors()
    shown = new.partition(" = ")[0]
    where = [f"{line}: {told}" for line in lines_with(site, ZH, shown)]
    assert where
    if kind == "LaTeX":  # the engine's own words follow
        errors = [error[: len(where[0])] for error in errors]
    # What the fault leaves without a use is told as well.
    assert [error for error in errors if error.startswith("docs/")] == where


def test_a_label_without_translation(site):
    site.replace("docs/terms.yml", "rising:", "risin:")
    assert site.errors() == [
        f"{site.at(ZH, 'figure:curve')}: docs/terms.yml has no translation of the "
        'figure\'s label "rising"; did you mean risin?'
    ]


@pytest.mark.parametrize(
    ("file", "line", "told"),
    [
        (NUMBERS, "raise ValueError('so')", "ValueError: so"),
        (NUMBERS, "import warnings; warnings.warn('old')", "UserWarning: old"),
        (NUMBERS, "while True: pass", "seconds; it was at line 9 then"),
        (
            CURVE,
            "plt.figure()",
            "makes 2 figures; a snippet makes one at most, named fig",
        ),
    ],
    ids=["raises", "warns", "hangs", "two figures"],
)
def test_a_snippet_that_fails(site, monkeypatch, file, line, told):
    monkeypatch.setattr(snippets, "TIMEOUT", 1.0)
    site.append(file, line)
    [error] = site.errors()
    assert error.startswith(f"{file}: ")
    assert error.endswith(told)
    assert "bindery" not in error


def test_a_snippet_that_leaves_nan(site):
    site.append(NUMBERS, "half *= float('nan')")
    told = f"{NUMBERS}: half is NaN, which no page can show"
    errors = site.errors()
    assert f"{site.at(EN, 'p = {{')}: {told}" in errors
    assert f"{site.at(ZH, 'Half is')}: {told}" in errors
    assert {error.partition(": ")[2] for error in errors} == {told}


def test_a_false_claim(site):
    site.replace(NUMBERS, "certain = news == 1", "certain = (\n    news == 2\n)")
    told = f"{NUMBERS}: the claim certain is false: certain = news == 2"
    assert site.errors() == [f"{site.at(page, 'certain')}: {told}" for page in (EN, ZH)]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "half = 0.125",
            "half = 0.125 shows as 0.12 with '.2f', but as 0.13 when it is off by a "
            "factor of 1e-09; show other digits, or compute the value more exactly",
        ),
        (
            "half = 0.502\n_tolerance = {'half': 1e-2}",
            "half = 0.502 shows as 0.50 with '.2f', but as 0.51 when it is off by a "
            "factor of 0.01; show other digits",
        ),
    ],
)
def test_digits_that_would_flip(site, line, told):
    site.append(NUMBERS, line)
    assert f"{site.at(EN, 'Half is')}: {NUMBERS}: {told}" in site.errors()


def test_a_snippet_that_no_page_uses(site):
    site.write("snippets/page/idle.py", '"""Idle."""\n')
    assert site.errors() == ["snippets/page/idle.py: no page uses this snippet"]


def test_a_figure_that_no_page_shows(site):
    site.append(
        NUMBERS,
        "import matplotlib.pyplot as plt\nfig = plt.figure()\nfig.text(0, 0, '1')",
    )
    assert site.errors() == [f"{NUMBERS}: no page shows this snippet's figure"]


@pytest.mark.parametrize("place", ["block", "description"])
def test_a_placeholder_that_was_left(site, place):
    left = "{{ numbers.half:.4f }}"
    if place == "block":
        site.append(EN, f"<div>\n{left}\n</div>")
    else:
        site.replace(EN, "What a page says.", f'"{left}"')
    line = site.at(EN, left)
    assert site.errors() == [f"{line}: a placeholder was left: {left}"]


def test_a_broken_link(site):
    site.append("docs/zh/index.md", "[x](nowhere.md)")
    [error] = site.errors()
    assert error.startswith("mkdocs.zh.yml: ")
    assert "'nowhere.md'" in error


def test_a_page_that_only_one_language_has(site):
    (site.root / "docs" / "zh" / "page.md").unlink()
    errors = site.errors()
    assert any(error.startswith("mkdocs.zh.yml: ") for error in errors)


def test_a_missing_folder_is_no_traceback(site):
    shutil.rmtree(site.root / "docs" / "zh")
    assert any("mkdocs.zh.yml: " in error for error in site.errors())


def test_everything_that_is_wrong_is_told_at_once(site):
    site.append(CURVE, "raise ValueError('so')")
    site.append(EN, "{{ numbers.hal:.1f }} $5%$\n\n![](figure:curve)")
    site.append(ZH, "{{ numbers.hlaf:.1f }}")
    site.append("docs/zh/index.md", "[x](nowhere.md)")
    site.write("snippets/page/idle.py", '"""Idle."""\n')
    errors = site.errors()
    for start in (
        f"{CURVE}: Traceback",
        f"{site.at(EN, 'numbers.hal:')}: {NUMBERS} has no name hal; did you mean half?",
        f"{site.at(EN, '$5%$')}: a bare % in the formula $5%$",
        f"{site.at(ZH, 'numbers.hlaf')}: {NUMBERS} has no name hlaf; did you mean",
        "mkdocs.zh.yml: ",
        "snippets/page/idle.py: no page uses this snippet",
    ):
        assert len([e for e in errors if e.startswith(start)]) == 1, start
    assert len(errors) == 6


def test_after_an_error_a_repair_is_enough(site):
    good = site.read(EN)
    site.replace(EN, "numbers.half:.2f", "numbers.hal:.2f")
    assert site.errors()
    site.write(EN, good)
    assert site.build()


def test_without_a_last_good_site_there_is_still_none(site):
    shutil.rmtree(site.root / "site")
    site.append(EN, "{{ numbers.hal:.1f }}")
    assert site.build() is False
    assert not (site.root / "site").exists()


@pytest.mark.parametrize("configuration", ["mkdocs.yml", "mkdocs.zh.yml"])
def test_plain_mkdocs_renders_it_all(site, configuration):
    run = site.mkdocs(configuration)
    assert run.returncode == 0, run.stderr
    page = site.read("plain/page/index.html")
    assert ">0.50</data>" in page
    assert "<svg role=" in page


def test_plain_mkdocs_fails_too_and_tells_all(site):
    site.replace(EN, "numbers.half:.1f", "numbers.hal:.1f")
    site.replace(EN, "p = {{", "5% = {{")
    site.append(CURVE, "raise ValueError('so')")
    run = site.mkdocs()
    assert run.returncode != 0
    for told in (
        f"{site.at(EN, 'numbers.hal:')}: {NUMBERS} has no name hal; did you mean half?",
        f"{site.at(EN, '5% =')}: a bare % in the formula",
        f"{CURVE}: Traceback",
        "ValueError: so",
    ):
        assert run.stderr.count(told) == 1, told
    assert 'File "' not in run.stderr.replace(f'File "{CURVE}"', "")


def test_swap_replaces_the_whole_site(tmp_path):
    fresh, old = tmp_path / ".cache" / "site", tmp_path / "site"
    for folder, name in ((fresh, "new.html"), (old, "old.html")):
        folder.mkdir(parents=True)
        (folder / name).touch()
    build.swap(fresh, old)
    assert [file.name for file in old.iterdir()] == ["new.html"]
    assert not list((tmp_path / ".cache").iterdir())


def test_the_source_date_is_the_commits(tmp_path, monkeypatch):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "7")
    build.set_source_date(tmp_path)
    assert build.os.environ["SOURCE_DATE_EPOCH"] == "7"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    build.set_source_date(tmp_path)  # no repository
    assert build.os.environ["SOURCE_DATE_EPOCH"] == "0"
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@x.org"]
    monkeypatch.setenv("GIT_COMMITTER_DATE", "1700000000 +0000")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    commit = [*git, "commit", "-q", "--allow-empty", "--no-verify", "-m", "x"]
    subprocess.run(commit, cwd=tmp_path, check=True)
    build.set_source_date(tmp_path)
    assert build.os.environ["SOURCE_DATE_EPOCH"] == "1700000000"


def test_a_syntax_error_is_told_with_its_line(site):
    site.append(NUMBERS, "half = = 1")
    [error] = [e for e in site.errors() if e.startswith(NUMBERS)]
    line = len(site.read(NUMBERS).split("\n")) - 1
    assert f'File "{NUMBERS}", line {line}\n' in error
    assert error.endswith("SyntaxError: invalid syntax")


def test_a_placeholder_that_was_left_and_stands_elsewhere_too(site):
    left = "{{ numbers.half:.2f }}"
    assert left in site.read(EN)
    site.append(EN, f"<div>\n{left}\n</div>")
    [error] = site.errors()
    start = rf"{re.escape(EN)} \(page/index\.html:\d+\): a placeholder was left: "
    assert re.fullmatch(start + re.escape(left), error)


def test_two_exercises_of_which_one_has_no_answer(site):
    text = "/// exercise | {}\n{}\nWhat?\n///\n\n/// solution\nThat.\n///\n"
    for page in (EN, ZH):
        site.append(page, text.format("good", "    answer: numbers.half\n"))
        site.append(page, text.format("bad", ""))
    fault = "the exercise has no answer; write answer: snippet.name"
    expected = {f"{site.at(page, '| bad')}: {fault}" for page in (EN, ZH)}
    assert set(site.errors()) == expected


def test_hidden_files_of_editors_are_not_read(site):
    (site.root / "docs/en/.#page.md").symlink_to("nobody@nowhere.1")
    (site.root / "snippets/page/.#numbers.py").symlink_to("nobody@nowhere.1")
    assert site.build()


def test_an_explorable_without_the_start_that_a_snippet_owes_hides_no_error(site):
    for page in (EN, ZH):  # as its page has it when that snippet fails
        site.append(page, "<ce-bars></ce-bars>")
    site.append(NUMBERS, "raise ValueError('so')")
    [error] = set(site.errors())
    assert error.startswith(NUMBERS)
    assert error.endswith("ValueError: so")


def test_broken_terms_are_told_alone_and_with_their_line(site):
    site.append("docs/terms.yml", "labels: [")
    (error,) = set(site.errors())
    line = len(site.read("docs/terms.yml").split("\n"))
    assert error.startswith(f"docs/terms.yml:{line}: ")


def test_broken_front_matter_is_told_alone_and_with_its_line(site):
    for page, broken in ((EN, "able: ["), (ZH, "able: a: b")):
        site.write(page, site.read(page).replace("---\n", f"---\n{broken}\n", 1))
    english, chinese = site.errors()
    assert english.startswith(f"{EN}:")
    assert chinese == (
        f"{ZH}:2: the front matter is no YAML: mapping values are not allowed here"
    )


def test_a_snippet_in_another_encoding_is_told(site):
    (site.root / NUMBERS).write_bytes("half = '\u4e2d'".encode("gb2312"))
    [error] = [e for e in site.errors() if e.startswith(NUMBERS)]
    assert "utf-8" in error


def test_a_broken_library_is_told_once_with_all_that_it_stops(site):
    site.append("src/crossentropy/__init__.py", "1 / 0")
    importing = "from crossentropy import news_of\n\nx = news_of(0.5)\n"
    site.write("snippets/page/more.py", f'"""More."""\n\n{importing}')
    [error] = [e for e in site.errors() if "ZeroDivisionError" in e]
    assert error.startswith("snippets/page/more.py, snippets/page/numbers.py: Trace")


@pytest.mark.parametrize("wrong", ["1 / 0", "while True: pass", "_tolerance = 1"])
def test_the_same_mistake_in_two_snippets_is_told_of_each(site, monkeypatch, wrong):
    monkeypatch.setattr(snippets, "TIMEOUT", 1.0)
    for name in ("aa", "bb"):
        site.write(f"snippets/page/{name}.py", f'"""A."""\n\n{wrong}\n')
    errors = site.errors()
    for name in ("aa", "bb"):
        failed = [e for e in errors if e.startswith(f"snippets/page/{name}.py: ")]
        assert len([e for e in failed if "no page" not in e]) == 1


def test_a_build_writes_nothing_where_the_preview_watches(site, monkeypatch):
    monkeypatch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)

    def files():
        trees = (site.root / name for name in ("docs", "snippets", "src"))
        return {file for tree in trees for file in tree.rglob("*")}

    site.write("snippets/page/base.py", '"""Base."""\n\nwhole = 2\n')
    site.append(NUMBERS, "from base import whole")
    before = files()
    assert site.build()
    assert files() == before
    assert not [file for file in before if file.name == "__pycache__"]


def test_a_section_of_the_nav_needs_its_chinese_title(site):
    site.append("mkdocs.yml", "nav: [{First: [page.md]}, {More: [index.md]}]")
    site.append("mkdocs.zh.yml", "extra: { sections: { First: 一 } }")
    assert site.errors() == [
        "mkdocs.zh.yml has no title for the section More of the nav; "
        "add it to its extra: sections"
    ]


def test_a_link_that_leads_nowhere_stops_the_build(site):
    site.replace("docs/theme/main.html", "<title>", '<link href="gone.css"><title>')
    told = site.errors()
    assert told[0] == (
        "index.html: the link gone.css leads nowhere: there is no gone.css"
    )
    assert len(told) == len({error.partition(" leads")[2] for error in told})


def test_both_languages_errors_are_told_in_order(site):
    for page in (ZH, EN):
        site.append(page, "{{ numbers.hal:.1f }}")
    told = [error.partition(": ")[0] for error in site.errors()]
    assert told == [site.at(EN, "numbers.hal:"), site.at(ZH, "numbers.hal:")]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere it is no copy of this")
def test_a_process_that_dies_is_told(site, monkeypatch):
    real = mkdocs.config.load_config

    def load_config(name, **given):
        if "zh" in name:
            os._exit(3)
        return real(name, **given)

    monkeypatch.setattr(mkdocs.config, "load_config", load_config)
    assert site.errors() == ["mkdocs.zh.yml: the process that built it has died"]
