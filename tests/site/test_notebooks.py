"""Each notebook, run in a kernel as readers run it, comes to its page's numbers."""

import copy
import json
import math
import re
import sys
import venv
from collections import Counter
from pathlib import Path

import nbformat
import numpy
import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt
from nbclient import NotebookClient

from bindery.wheel import install_cell

ROOT = Path(__file__).parents[2]
# A page that includes a program has a notebook.
PAGES = sorted(
    file.stem
    for file in (ROOT / "docs/en").glob("*.md")
    if re.search(r'^--8<-- "\w+/\w+\.py"$', file.read_text("utf-8"), re.MULTILINE)
)
# Appended to a notebook: what its programs left, unrounded, and how sure that is.
PROBE = """
import hashlib
import json
import numpy

def plain(value):
    if numpy.size(value) > 1:  # data, of which the manifest gives the hash
        text = json.dumps(numpy.asarray(value).tolist()).encode()
        return f"sha256:{hashlib.sha256(text).hexdigest()[:16]}"
    if isinstance(value, numpy.floating) and not isinstance(value, float):
        return float(str(value))
    return value.item() if isinstance(value, numpy.generic) else value

def left(key, name, indexes):
    value = getattr(RAN[key], name)
    for index in indexes:
        value = value[index]
    off = vars(RAN[key]).get("_tolerance", {}).get(name, 1e-9)
    return plain(value), off

print(json.dumps([left(*asked) for asked in ASKED]))
"""


def run(notebook, folder, kernel="python3"):
    """Run a notebook from top to bottom in a folder; a cell that fails raises."""
    where = {"metadata": {"path": str(folder)}}
    return NotebookClient(
        notebook, timeout=120, kernel_name=kernel, resources=where
    ).execute()


def sources(notebook, kind):
    return [cell.source for cell in notebook.cells if cell.cell_type == kind]


def shown(cell):
    """Return what a cell put out, as text, tables and kinds of images."""
    kinds = [{"text/plain": o.text} if "text" in o else o.data for o in cell.outputs]
    return {name: text for kind in kinds for name, text in kind.items()}


def tables(notebook):
    """Return the rows of all tables: a number's name, what the page says, and here."""
    for cell in notebook.cells:
        if cell.source.startswith("%%numbers"):
            for line in shown(cell)["text/markdown"].split("\n")[2:]:
                name, page, here = line.strip("| ").split(" | ")
                yield name.strip("`"), page, here


class Run:
    """A page's notebook as it is served, and as it ran, beside what the page says."""

    def __init__(self, site, page, language):
        folder = site if language == "en" else site / language
        self.page, self.language = page, language
        self.html = (folder / page / "index.html").read_text("utf-8")
        self.file = folder / page / f"{page}.ipynb"
        self.served = nbformat.reads(self.file.read_text("utf-8"), as_version=4)
        manifest = json.loads((site / "numbers.json").read_text("utf-8"))["numbers"]
        mine = (page, language)
        entries = [e for e in manifest if (e["page"], e["language"]) == mine]
        self.figures = [e for e in entries if e["kind"] == "figure"]
        self.entries = [e for e in entries if e["kind"] != "figure"]
        asked = [self.asked(entry) for entry in self.entries]
        ran = copy.deepcopy(self.served)
        probe = f"ASKED = {asked!r}\n{PROBE}"
        ran.cells = [*ran.cells, nbformat.v4.new_code_cell(probe)]
        # A kernel has no other way to the library than a folder of the clone.
        self.ran = run(ran, ROOT / "docs" / language)
        *self.ran.cells, last = self.ran.cells
        self.left = json.loads(shown(last)["text/plain"])

    def key(self, entry):
        path = entry["source"].removeprefix("snippets/").removesuffix(".py")
        return path.removeprefix(f"{self.page}/")

    def asked(self, entry):
        name, *indexes = entry["name"].replace("]", "").split("[")
        keys = [int(i) if re.fullmatch(r"-?\d+", i) else i for i in indexes]
        return self.key(entry), name, keys


@pytest.fixture(scope="module", params=["en", "zh"])
def locale(request):
    return request.param


@pytest.fixture(scope="module", params=PAGES)
def done(request, site, locale):
    return Run(site, request.param, locale)


def test_these_pages_have_notebooks(site):
    assert {"bits", "cross_entropy", "entropy", "gibbs", "information"} <= set(PAGES)
    for folder in (site, site / "zh"):
        assert [f.stem for f in sorted(folder.glob("*/*.ipynb"))] == PAGES


def test_every_number_of_the_page_is_computed_again(done):
    rows = set(tables(done.ran))
    said = [e for e in done.entries if e["kind"] in {"value", "claim", "react"}]
    said = [e for e in said if e["text"]]
    assert len(said) > 20
    for entry in said:
        name = f"{done.key(entry)}.{entry['name']}"
        assert (name, entry["text"], entry["text"]) in rows
    for name, page, here in rows:
        assert here == page, name


def test_nothing_was_lost_in_rounding(done):
    assert len(done.left) == len(done.entries) > 20
    for entry, (value, off) in zip(done.entries, done.left, strict=True):
        if isinstance(value, float) and not math.isinf(value):
            close = math.isclose(value, entry["value"], rel_tol=off, abs_tol=1e-15)
            assert close, entry
        else:
            text = str(value) if isinstance(value, float) else value
            assert text == entry["value"], entry


def test_every_figure_is_drawn(done):
    drawn = {
        cell.source.split("\n")[0].removeprefix("%%snippet ")
        for cell in done.ran.cells
        if cell.cell_type == "code" and "image/png" in shown(cell)
    }
    assert done.figures
    assert {done.key(entry) for entry in done.figures} <= drawn


def test_nothing_complains(done):
    for cell in done.ran.cells:
        if cell.cell_type == "code":
            assert "stream" not in {output.output_type for output in cell.outputs}


def test_programs_stand_there_letter_for_letter_and_once(done):
    cells = [s for s in sources(done.served, "code") if s.startswith("%%snippet ")]
    named = {}
    for source in cells:
        first, _, text = source.partition("\n")
        key = first.removeprefix("%%snippet ")
        file = key if "/" in key else f"{done.page}/{key}"
        named[file] = text
    assert len(named) == len(cells)
    for file, text in named.items():
        assert f"{text}\n" == (ROOT / f"snippets/{file}.py").read_text("utf-8")
    taken = {entry["source"] for entry in done.entries + done.figures}
    assert taken <= {f"snippets/{file}.py" for file in named}


def content(html):
    """Return the page's own words and formulas."""
    article = BeautifulSoup(html, "html.parser").article
    own = "script, style, template, svg, .headerlink, [data-search-exclude]"
    for element in article.select(f"{own}, .footnote-backref, .notebook, .report"):
        element.decompose()
    return article


def letters(text):
    return re.sub(r"[\s\u2060]+", "", text)


def test_it_says_what_the_page_says(done):
    article = content(done.html)
    formulas = [e["data-tex"] for e in article.select("[data-tex]")]
    for element in article.select("[data-tex]"):
        element.replace_with("FORMULA")
    text = "\n\n".join(sources(done.served, "markdown"))
    parts = re.split(r"\$\$(.+?)\$\$|(?<![\\$])\$([^$]+)\$", text, flags=re.DOTALL)
    found = [tex for tex in parts[1::3] + parts[2::3] if tex]
    assert Counter(map(letters, found)) == Counter(map(letters, formulas))
    html = MarkdownIt("commonmark").enable("table").render("FORMULA".join(parts[::3]))
    words = letters(BeautifulSoup(html, "html.parser").text)
    said = article.select("h1, h2, h3, p, li, td, th, summary")
    assert len(said) > 40
    for element in said:
        for inside in element.select("ol, ul, p, .highlight"):
            inside.extract()
        assert letters(element.text) in words
    for left in ("{{ ", "///", "--8<--", "!!!", "figure:", "[^", "<svg", "<data"):
        assert left not in text


def test_it_is_a_notebook_of_today(done):
    nbformat.validate(done.served)
    assert (done.served.nbformat, done.served.nbformat_minor) == (4, 5)
    ids = [cell.id for cell in done.served.cells]
    assert len(ids) == len(set(ids))
    assert done.served.metadata.kernelspec.name == "python3"
    assert str(ROOT) not in done.file.read_text("utf-8")


def test_its_page_offers_it(done):
    link = BeautifulSoup(done.html, "html.parser").select_one("p.notebook a[download]")
    assert link["href"] == done.file.name
    words = {"en": "Download this page as a Jupyter notebook", "zh": "把本页下载为"}
    assert words[done.language] in link.text
    size = int(re.search(r"(\d+)\N{NO-BREAK SPACE}KB", link.text)[1])
    assert abs(size - done.file.stat().st_size / 1024) <= 0.5


def test_other_pages_offer_none(site):
    for page in ("index.html", "glossary/index.html", "zh/bench/index.html"):
        assert "ipynb" not in (site / page).read_text("utf-8")


def test_a_changed_number_changes_what_follows(site):
    file = site / "cross_entropy/cross_entropy.ipynb"
    notebook = nbformat.reads(file.read_text("utf-8"), as_version=4)
    [cell] = [c for c in notebook.cells if c.source.startswith("%%snippet bookmaker\n")]
    cell.source = cell.source.replace("china = 0.01 ", "china = 0.3 ")
    rows = {(name, page): here for name, page, here in tables(run(notebook, ROOT))}
    bill = -0.3 * math.log2(0.1) - 0.7 * math.log2(0.9)
    least = -0.3 * math.log2(0.3) - 0.7 * math.log2(0.7)
    assert rows["bookmaker.china", "0.01"] == "**0.30**"
    assert rows["bookmaker.bill", "0.1837 bits"] == f"**{bill:.4f} bits**"
    assert rows["hundred.wasted", "10.3 bits"] == f"**{100 * (bill - least):.1f} bits**"
    assert rows["beliefs.cheapest_is_the_truth", "✓"] == "**✗**"
    assert rows["mirror.fine", "1.2 bits"] == "1.2 bits"


def test_it_installs_the_wheel_where_there_is_none(
    site, address, tmp_path, monkeypatch
):
    """In a new environment; what is not the library, it borrows from this one."""
    venv.create(tmp_path / "clean", with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = next((tmp_path / "clean" / scripts).glob("python*"))
    [packages] = (tmp_path / "clean").rglob("site-packages")
    # Its path file is not read there, so that the clone's library is not seen.
    (packages / "beside.pth").write_text(str(Path(numpy.__file__).parents[1]))
    spec = tmp_path / "kernels/clean/kernel.json"
    spec.parent.mkdir(parents=True)
    argv = [str(python), "-m", "ipykernel_launcher", "-f", "{connection_file}"]
    about = {"argv": argv, "display_name": "clean", "language": "python"}
    spec.write_text(json.dumps(about))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    monkeypatch.delenv("PYTHONPATH", raising=False)

    file = site / "zh/entropy/entropy.ipynb"
    notebook = nbformat.reads(file.read_text("utf-8"), as_version=4)
    first = next(cell for cell in notebook.cells if cell.cell_type == "code")
    first.source = install_cell(ROOT, address, "", {"matplotlib", "numpy"})
    told = "import crossentropy\nprint(crossentropy.__file__)"
    notebook.cells.append(nbformat.v4.new_code_cell(told))
    (tmp_path / "empty").mkdir()
    ran = run(notebook, tmp_path / "empty", "clean")
    assert shown(ran.cells[-1])["text/plain"].startswith(str(packages))
    rows = list(tables(ran))
    assert len(rows) > 50
    assert all(page == here for _, page, here in rows)
