"""Labs: run by mkdocs-jupyter in a kernel of our own, told and kept like snippets."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
import yaml
from nbclient import NotebookClient

from bindery import book as book_module
from bindery import checks, labs
from bindery.serve import Preview
from bindery.stage import stage

from .conftest import Loader, Site, real_configuration

COIN = """\
# ---
# description: A coin, tossed.
# ---

# %% [markdown]
# # A coin { #coin }
#
# News is $-\\log_2 p$, as [a page](../page.md#page) says.

# %%
from crossentropy import news_of

half = 0.5
{"news": news_of(half / 2)}

# %% alt="A line to \\"one\\"." caption="To $\\\\tfrac12$, [not more](https://x.org/)."
import matplotlib.pyplot as plt

fig, ax = plt.subplots()
ax.plot([0, half], "C0")
ax.set_title("rising")
plt.show()

# %% [markdown]
# ## Done { #done }
#
# - All of it.
"""
EN, ZH = "docs/en/labs/coin.py", "docs/zh/labs/coin.py"
BUILT = {"en": "site/labs/coin/", "zh": "site/zh/labs/coin/"}


@pytest.fixture(scope="module")
def coin_site(good_site, tmp_path_factory):
    """The tiny site with a lab in both languages, built."""
    root = tmp_path_factory.mktemp("coin")
    shutil.copytree(good_site, root, dirs_exist_ok=True)
    site = Site(root, None)
    configuration = yaml.load(site.read("mkdocs.yml"), Loader)
    real = real_configuration("mkdocs.yml")["plugins"]
    configuration["plugins"] = {labs.PLUGIN: real[labs.PLUGIN]}
    site.write("mkdocs.yml", yaml.safe_dump(configuration))
    site.write(EN, COIN)
    site.write(ZH, COIN.replace("# A coin {", "# 硬币 {").replace("Done", "完"))
    before = Path.cwd()
    os.chdir(root)
    book_module.BOOK.__init__()
    assert site.build()
    os.chdir(before)
    return root


@pytest.fixture
def site(coin_site, tmp_path, monkeypatch, capsys):
    """A copy of the built site with its lab, for a test to break."""
    shutil.copytree(coin_site, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path, capsys)


@pytest.fixture
def no_kernel(monkeypatch):
    """Nothing may be run: what was kept has to do."""

    def refuse(*_, **__):
        raise AssertionError("a kernel was started")

    monkeypatch.setattr(NotebookClient, "start_new_kernel", refuse)


def output(site, lang="en"):
    """Return what the built page shows of the first cell's output."""
    page = site.read(f"{BUILT[lang]}index.html")
    [text] = re.findall(r'<pre class="output"[^>]*>(.*?)</pre>', page)
    return text


def mark_of(site, path, text):
    """Return "path:line" of the mark before the one line that holds this text."""
    _, _, line = site.at(path, text).partition(":")
    return f"{path}:{int(line) - 1}"


def cell(code, mark="# %%"):
    return f"{COIN}\n{mark}\n{code}\n"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_a_lab_is_a_page_like_any_other(site, lang):
    page = site.read(f"{BUILT[lang]}index.html")
    assert '<meta name="description" content="A coin, tossed.">' in page
    assert f"<title>{'A coin' if lang == 'en' else '硬币'}</title>" in page
    assert output(site, lang) == "{'news': 2.0}"
    assert page.count("<math") == page.count("data-tex=") == 2
    assert 'href="../../page/#page"' in page
    assert re.findall(r'<h\d id="(\w+)"', page) == ["coin", "done"]
    assert '<div id="cell-1"' in page
    assert '<div id="cell-2"' in page
    assert "{ #" not in page


@pytest.mark.parametrize(("lang", "label"), [("en", "rising"), ("zh", "上升")])
def test_its_figures_are_the_sites(site, lang, label):
    page = site.read(f"{BUILT[lang]}index.html")
    [figure] = re.findall("<figure>.*?</figure>", page, re.DOTALL)
    assert 'role="img" aria-label="A line to &quot;one&quot;."' in figure
    assert f">{label}</text>" in figure
    assert "var(--fig-p)" in figure
    assert not re.search(r"#[0-9a-f]{6}\b|<image|data:", figure)
    caption = figure.partition("<figcaption>")[2]
    assert "<math" in caption
    assert '<a href="https://x.org/">' in caption
    ids = re.findall(r' id="([^"]+)"', figure)
    assert ids
    assert all(name.startswith("lab-1-") for name in ids)


def test_what_did_not_change_is_not_run_again(site, no_kernel):
    before = site.built()
    assert site.build()
    assert site.built() == before


def test_an_edit_of_the_library_shows_other_numbers(site):
    site.replace("src/crossentropy/__init__.py", "-math.log2(p)", "1 / p - 1")
    assert site.build()
    assert output(site) == output(site, "zh") == "{'news': 3.0}"
    assert len(list(site.root.glob(".cache/labs/*"))) == 1  # for both languages


def test_what_a_cell_prints_in_pieces_is_shown_in_one(site):
    news, pieces = '{"news": news_of(half / 2)}', 'print("one", end=" ", flush=True)'
    for page in (EN, ZH):
        site.replace(page, news, f"{pieces}\nprint(news_of(half / 2))")
    assert site.build()
    assert output(site) == output(site, "zh") == "one 2.0"


forks = pytest.mark.skipif(
    sys.platform != "linux", reason="a process that is no copy starts what it likes"
)


@pytest.fixture
def started(monkeypatch, tmp_path_factory):
    """A file with a line for each kernel that any process of a build starts."""
    file = tmp_path_factory.mktemp("started") / "kernels"
    file.touch()
    start = NotebookClient.start_new_kernel

    def counted(client, **given):
        with file.open("a") as lines:
            lines.write("one\n")
        return start(client, **given)

    monkeypatch.setattr(NotebookClient, "start_new_kernel", counted)
    return file


@forks
def test_a_lab_is_run_once_and_not_once_a_language(site, started):
    for path in (EN, ZH):
        site.replace(path, "half / 2", "half / 4")
    assert site.build()
    assert output(site) == output(site, "zh") == "{'news': 3.0}"
    assert started.read_text() == "one\n"


def test_other_prose_and_another_caption_need_no_run(site, no_kernel):
    site.replace(EN, "# - All of it.", "# - All of it, and more.")
    site.replace(ZH, "[not more]", "[不会更多]")
    assert not labs.wait_to_be_run(site.root)
    assert site.build()
    assert "and more." in site.read(f"{BUILT['en']}index.html")
    assert "不会更多" in site.read(f"{BUILT['zh']}index.html")


CHANGES = {
    "its code": lambda site: site.replace(EN, "half / 2", "half / 4"),
    "a cell more": lambda site: site.append(EN, "# %%\n1 + 1"),
    "the library": lambda site: site.append("src/crossentropy/__init__.py", "# edited"),
    "whether a cell is run": lambda site: site.replace(
        EN, "# %%\nfrom", '# %% tags=["skip-execution"]\nfrom'
    ),
    "what the configuration says": lambda site: site.replace(
        "mkdocs.yml", "allow_errors: false", "allow_errors: true"
    ),
    "what the configuration says in a list": lambda site: site.replace(
        "mkdocs.yml",
        yaml.safe_dump({"plugins": plugins(site)}),
        yaml.safe_dump({"plugins": [{labs.PLUGIN: {"execute": False}}, "search"]}),
    ),
}


def plugins(site):
    return yaml.safe_load(site.read("mkdocs.yml"))["plugins"]


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_what_can_change_a_result_has_it_run(site, change):
    assert not labs.wait_to_be_run(site.root)
    change(site)
    assert labs.wait_to_be_run(site.root)


def test_another_jupyter_or_kernel_has_it_run(site, monkeypatch, tmp_path_factory):
    own = shutil.copytree(labs.JUPYTER, tmp_path_factory.mktemp("own") / "jupyter")
    monkeypatch.setattr(labs, "JUPYTER", own)
    assert not labs.wait_to_be_run(site.root)
    monkeypatch.setattr("bindery.kept.version", lambda package: "0")
    assert labs.wait_to_be_run(site.root)
    monkeypatch.undo()
    monkeypatch.setattr(labs, "JUPYTER", own)
    kernel = own / "kernels/bindery/kernel.json"
    kernel.write_text(kernel.read_text("utf-8").replace("ERROR", "INFO"), "utf-8")
    assert labs.wait_to_be_run(site.root)


@forks
def test_twins_that_differ_keep_what_each_left(site, started):
    site.replace(EN, "half / 2", "half / 4")
    for _ in range(2):
        assert site.build()
        assert (output(site), output(site, "zh")) == ("{'news': 3.0}", "{'news': 2.0}")
    assert started.read_text() == "one\n"
    site.replace(ZH, "half / 2", "half / 4")
    assert site.build()
    assert started.read_text() == "one\n"
    assert len(list((site.root / labs.KEPT).iterdir())) == 1  # the older ones are gone


def test_code_before_the_first_cell_is_told(site):
    site.replace(EN, "# ---\n\n# %%", "# ---\n\nx = 1\n\n# %%")
    place = site.at(EN, "x = 1")
    assert site.errors() == [
        f"{place}: code before the first # %%; begin a cell for it"
    ]


def test_code_without_any_cell_is_told(tmp_path):
    file = tmp_path / EN
    file.parent.mkdir(parents=True)
    file.write_text("# # A coin\nprint(1)\n", "utf-8")
    [lab] = labs.labs(tmp_path, "en").values()
    assert (lab.stray, lab.cells) == (2, [])


def test_where_no_plugin_runs_labs_none_waits(site):
    site.replace("mkdocs.yml", labs.PLUGIN, "search")
    assert not labs.wait_to_be_run(site.root)


def test_a_translated_label_needs_no_run(site, no_kernel):
    site.replace("docs/terms.yml", "rising: 上升", "rising: 渐高")
    assert site.build()
    assert ">渐高</text>" in site.read(f"{BUILT['zh']}index.html")


def test_jupyter_needs_no_home_and_leaves_nothing_there(site, monkeypatch):
    home = site.root / "home"
    home.mkdir()
    monkeypatch.setenv("HOME", str(home))
    site.append(EN, "# %%\n1 + 1")
    before = dict(os.environ)
    assert site.build()
    # What matplotlib keeps for itself.
    assert {file.name for file in home.iterdir()} <= {".cache", ".config"}
    assert dict(os.environ) == before


def test_a_cell_that_raises_stops_the_build_and_is_named(site):
    raises = "def inverse(p):\n    return 1 / p\n\n\ninverse(half - 0.5)"
    site.write(EN, cell(raises))
    [error] = site.errors()
    head, *rest = error.split("\n")
    assert head == f'{mark_of(site, EN, "def inverse")}: cell 3 "def inverse(p):":'
    assert rest[0] == "Traceback (most recent call last):"
    assert "  Cell In[3], line 5\n    inverse(half - 0.5)" in error
    assert rest[-1] == "ZeroDivisionError: float division by zero"
    assert "\x1b" not in error


def test_a_cell_that_hangs_stops_the_build(site, monkeypatch, tmp_path_factory):
    own = shutil.copytree(labs.JUPYTER, tmp_path_factory.mktemp("own") / "jupyter")
    settings = own / "jupyter_nbconvert_config.json"
    patient = settings.read_text("utf-8")
    settings.write_text(patient.replace("60", "2"), "utf-8")
    monkeypatch.setattr(labs, "JUPYTER", own)
    site.write(EN, cell("while True:\n    pass"))
    place = mark_of(site, EN, "while")
    assert site.errors() == [
        f'{place}: cell 3 "while True:": it runs longer than 2 seconds'
    ]


def test_what_a_cell_may_not_leave(site):
    cells = {
        "import warnings\n\nwarnings.warn('Careful')": "it warns: line 3: UserWarning: "
        "Careful\n  warnings.warn('Careful')",
        "fig = plt.figure()\nplt.plot([1, 2])\nplt.show()": "it shows a figure; write "
        'alt="..." and caption="..." behind its # %%',
        "from IPython.display import HTML\n\ndisplay(HTML('<b>x</b>'), exclude="
        "['text/plain'])": "it leaves text/html; a lab shows text and figures",
    }
    drawing = {
        "plt.plot([1, 2], 'red')\nplt.show()": "ValueError: the figure uses #ff0000",
        "plt.plot([1, 2])\nplt.show()\nplt.plot([1, 2])\nplt.show()": "it shows 2 "
        "figures; a cell with an alt text shows one",
        "half": "it shows 0 figures; a cell with an alt text shows one",
    }
    marks = dict.fromkeys(cells, "# %%")
    marks |= dict.fromkeys(drawing, '# %% alt="A line." caption="A line."')
    text = "".join(f"\n{mark}\n{code}\n" for code, mark in marks.items())
    site.write(EN, COIN + text)
    told = site.errors()
    assert len(told) == len(marks)
    for error, (code, fault) in zip(told, (cells | drawing).items(), strict=True):
        assert re.match(
            rf'{EN}:\d+: cell \d "{re.escape(code.split(chr(10))[0])}"', error
        )
        assert error.partition('": ')[2].startswith(fault)


def test_a_label_without_translation_is_named(site, no_kernel):
    site.replace("docs/terms.yml", "rising: 上升", "falling: 下降")
    [_, error] = site.errors()  # the tiny site's page says it too
    place = mark_of(site, ZH, "import matplotlib")
    assert error.startswith(f'{place}: cell 2 "import matplotlib.pyplot as plt": ')
    assert 'has no translation of the figure\'s label "rising"' in error


def test_its_prose_is_read_with_its_lines(site):
    lab = labs.labs(site.root, "en")["labs/coin.py"]
    said = [block.text for block in lab.page.blocks if block.kind == "paragraph"]
    assert said == ["News is $-\\log_2 p$, as [a page](../page.md#page) says."]
    lines = lab.page.text.split("\n")
    for number, line in enumerate(site.read(EN).split("\n")):
        assert lines[number] in ("", line.removeprefix("# "))
    assert [line for line in lines if "half" in line] == []


def test_labs_are_twins_with_the_same_code(site):
    assert list(labs.faults(site.root)) == []
    site.replace(ZH, "half = 0.5", "half = 0.25")
    here, there = (mark_of(site, path, "from crossentropy") for path in (ZH, EN))
    assert list(labs.faults(site.root)) == [
        f"{here}: this cell is not the one of {there}; "
        "code is the same in both languages"
    ]
    site.replace(ZH, "half = 0.25", "half = 0.5")
    site.replace(ZH, "- All of it.", "- All\n# - of it.")
    [difference] = labs.faults(site.root)
    assert "items 2, but" in difference
    site.replace(ZH, "- All\n# - of it.", "- All of it.")
    site.append(EN, "# %%\nhalf / 4")
    assert list(labs.faults(site.root)) == [
        f"{mark_of(site, EN, 'half / 4')}: this cell is not in {ZH}, which ends "
        "before it; both languages have the same cells"
    ]
    (site.root / ZH).unlink()
    assert list(labs.faults(site.root)) == [
        f"{EN[:5]}en/labs/coin.py: has no twin {ZH}"
    ]


def test_prose_is_plain_since_jupyter_shows_it_too(site):
    for path in (EN, ZH):
        site.replace(path, "# - All of it.", "# /// caption\n# 0.5 bits\n# ///")
    told = list(labs.faults(site.root))
    assert "a block of the kind open" in told[0]
    assert len(told) == 4
    [typed, _] = checks.typed_results(site.root)
    assert typed.startswith(f"{site.at(EN, '0.5 bits')}: typed number '0.5")
    site.replace(EN, " { #done }", "")
    assert f"{site.at(EN, '## Done')}: the heading has no {{ #id }}" in list(
        checks.page_rules(site.root)
    )


def test_the_notebook_to_take_away(site):
    notebook = json.loads(site.read(f"{BUILT['en']}coin.ipynb"))
    first, title, code, *_ = notebook["cells"]
    assert "pip install matplotlib scikit-learn\n" in first["source"]
    assert "pip install .  # in its folder\n" in first["source"]
    assert title["source"][0] == "# A coin\n"
    assert "News is $-\\log_2 p$, as a page says." in title["source"]
    assert code["cell_type"] == "code"
    assert code["outputs"] == []
    assert "".join(code["source"]).endswith('{"news": news_of(half / 2)}')
    kinds = [cell["cell_type"] for cell in notebook["cells"]]
    assert kinds == ["markdown", "markdown", "code", "code", "markdown", "markdown"]
    caption = notebook["cells"][4]["source"]
    assert caption == ["To $\\tfrac12$, [not more](https://x.org/)."]
    nbformat.validate(nbformat.from_dict(notebook))


def test_it_leads_to_the_sites_address_where_there_is_one(site):
    given = SimpleNamespace(
        plugins={labs.PLUGIN: None},
        site_name="书",
        site_url="https://x.org/zh/",
        extra={"root": "https://x.org/"},
        repo_url=None,
    )
    links = "# - [its end](#done) of [itself](coin.py)."
    site.replace(ZH, "# - All of it.", links)
    files = dict(labs.downloads(given, site.root, "zh"))
    assert [*files] == ["labs/coin/coin.ipynb", "labs/coin/coin.py"]
    for text in files.values():
        assert "《书》" in text
        assert "[a page](https://x.org/zh/page/#page)" in text
        assert "[its end](https://x.org/zh/labs/coin/#done)" in text
        assert "[itself](https://x.org/zh/labs/coin/)" in text
        assert (
            "pip install https://x.org/wheels/crossentropy-1.2-py3-none-any.whl" in text
        )


def test_the_program_to_take_away_runs(site):
    program = site.root / BUILT["zh"] / "coin.py"
    own = {"MPLBACKEND": "agg", "PYTHONPATH": str(site.root / "src")}
    command = [sys.executable, "-W", "error", str(program)]
    ran = subprocess.run(command, env=os.environ | own, capture_output=True, text=True)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_a_lab_is_staged_as_markdown(site, no_kernel):
    assert stage(site.root, site.root / "out")
    text = site.read("out/en/labs/coin.md")
    assert "```\n{'news': 2.0}\n```" in text
    assert '![A line to "one".](../figures/labs-coin-lab-1.svg)' in text
    assert "[the notebook](coin/coin.ipynb)" in text
    assert (site.root / "out/en/figures/labs-coin-lab-1.svg").is_file()
    assert "coin" in site.read("out/en/labs/coin/coin.ipynb")
    assert "(zh/labs/coin.md)" in site.read("out/README.md")


def test_the_preview_shows_an_edit(site, tmp_path_factory):
    preview = Preview(site.root, tmp_path_factory.mktemp("preview"))
    preview.renew()
    site.replace(EN, "half / 2", "half / 4")
    preview.renew()
    shown = (preview.served / "labs/coin/index.html").read_text("utf-8")
    assert "{'news': 3.0}" in shown


def test_plain_mkdocs_builds_it_too(site):
    built = site.mkdocs()
    assert built.returncode == 0, built.stderr
    assert "{'news': 2.0}" in site.read("plain/labs/coin/index.html")
