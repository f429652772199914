import os
import re
import textwrap

import pytest

from bindery import snippets
from bindery.snippets import Result, Results, snippet_files

LIBRARY = "def news_of(p):\n    return -p.bit_length()\n"
DOC = '"""A claim."""\n'


@pytest.fixture
def project(tmp_path):
    """A function that writes snippets and a library; it returns the root."""

    def write(files, library=LIBRARY):
        for name, text in files.items():
            file = tmp_path / "snippets" / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(DOC + textwrap.dedent(text), "utf-8")
        package = tmp_path / "src" / "crossentropy" / "__init__.py"
        package.parent.mkdir(parents=True, exist_ok=True)
        package.write_text(library, "utf-8")
        return tmp_path

    return write


def run_anew(root):
    """Return which snippets an edit made run again, and how many were counted."""
    before = kept(root)
    executed = snippets.results(root).executed
    return {name.rpartition("-")[0] for name in kept(root) - before}, executed


def kept(root):
    return {file.name for file in (root / ".cache" / "snippets").iterdir()}


def edit(file, text=" "):
    file.write_text(file.read_text("utf-8") + text, "utf-8")


def test_what_is_run_again(project):
    root = project({"page/a.py": "x = 1", "page/b.py": "y = 2", "other/c.py": "z = 3"})
    data = root / "snippets" / "page" / "data" / "deep" / "rows.csv"
    data.parent.mkdir(parents=True)
    data.write_text("1\n")

    first = snippets.results(root)
    assert first.summary == "Snippets: 3, executed now: 3"
    assert list(first.by_name) == ["other/c", "page/a", "page/b"]
    assert first.by_name["page/b"] == Result({"y": 2})

    again = snippets.results(root)
    assert again == Results(first.by_name, 0)

    edit(root / "snippets" / "page" / "b.py")
    assert run_anew(root) == ({"page.b"}, 1)
    edit(data, "2\n")
    assert run_anew(root) == ({"page.a", "page.b"}, 2)
    edit(root / "src" / "crossentropy" / "__init__.py")
    assert run_anew(root) == ({"page.a", "page.b", "other.c"}, 3)
    assert run_anew(root) == (set(), 0)


def test_a_snippet_runs_again_with_the_one_whose_numbers_it_takes(project):
    root = project(
        {
            "page/a.py": "x = 1",
            "page/b.py": "from a import x\n\ny = x + 1",
            "page/c.py": "from b import y\n\nz = y + 1",
            "page/d.py": "z = 1",
        }
    )
    assert snippets.results(root).by_name["page/c"] == Result({"z": 3})
    file = root / "snippets" / "page" / "a.py"
    file.write_text(DOC + "x = 10\n", "utf-8")
    assert run_anew(root) == ({"page.a", "page.b", "page.c"}, 3)
    assert snippets.results(root).by_name["page/c"] == Result({"z": 12})


def test_what_is_kept_is_only_what_is_current(project):
    root = project({"page/a.py": "x = 1", "page/b.py": "x = 1"})
    snippets.results(root)
    edit(root / "snippets" / "page" / "a.py")
    (root / "snippets" / "page" / "b.py").unlink()
    assert list(snippets.results(root).by_name) == ["page/a"]
    assert len(kept(root)) == 1


def test_without_snippets_nothing_is_run(tmp_path):
    assert snippets.results(tmp_path) == Results({}, 0)


def test_what_is_a_snippet(project):
    root = project({"page/a.py": "", "page/data/b.py": "", "c.py": ""})
    assert snippet_files(root) == {"page/a": root / "snippets/page/a.py"}


def test_the_library_is_the_projects_own(project):
    root = project(
        {"page/a.py": "from crossentropy import news_of\nx = news_of(4)"},
        "def news_of(p):\n    return 'own'\n",
    )
    assert snippets.results(root).by_name["page/a"].values == {"x": "own"}


FAILING = {
    "raises": (
        """
        def half(p):
            raise ValueError("p is 2")

        half(2)
        """,
        """\
        Traceback (most recent call last):
          File "snippets/page/raises.py", line 6, in <module>
            half(2)
          File "snippets/page/raises.py", line 4, in half
            raise ValueError("p is 2")
        ValueError: p is 2""",
    ),
    "library": (
        "from crossentropy import news_of\nnews_of('x')",
        """\
        Traceback (most recent call last):
          File "snippets/page/library.py", line 3, in <module>
            news_of('x')
          File "src/crossentropy/__init__.py", line 2, in news_of
            return -p.bit_length()
        AttributeError: 'str' object has no attribute 'bit_length'""",
    ),
    "warns": (
        "import warnings\nwarnings.warn('old', DeprecationWarning)",
        """\
        Traceback (most recent call last):
          File "snippets/page/warns.py", line 3, in <module>
            warnings.warn('old', DeprecationWarning)
        DeprecationWarning: old""",
    ),
    "divides": (
        "import numpy as np\nx = np.log(np.zeros(1))",
        """\
        Traceback (most recent call last):
          File "snippets/page/divides.py", line 3, in <module>
            x = np.log(np.zeros(1))
        RuntimeWarning: divide by zero encountered in log""",
    ),
    "missing": (
        "from pathlib import Path\nPath(__file__).with_name('x.csv').read_text()",
        None,
    ),
    "misspelt": ("x = = 1", None),
    "exits": (
        "import sys\nsys.exit(0)",
        """\
        Traceback (most recent call last):
          File "snippets/page/exits.py", line 3, in <module>
            sys.exit(0)
        SystemExit: 0""",
    ),
    "dies": ("import os\nos._exit(3)", "ended with exit code 3"),
    "leaves": ("import os\nos._exit(0)", "ended with exit code 0"),
    "hangs": (
        "while True: pass",
        "ran longer than 2 seconds; it was at line 2 then",
    ),
    "two": (
        "import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nplt.figure()",
        "makes 2 figures; a snippet makes one at most, named fig",
    ),
    "unnamed": (
        "import matplotlib.pyplot as plt\nchart, ax = plt.subplots()",
        "makes a figure that is not named fig, or not by that name alone",
    ),
    "named_twice": (
        "import matplotlib.pyplot as plt\nfig = chart = plt.figure()",
        "makes a figure that is not named fig, or not by that name alone",
    ),
    "pyplot_only": (
        "import matplotlib.pyplot as plt\nplt.plot([0, 1])",
        "makes a figure that is not named fig, or not by that name alone",
    ),
    "colourful": (
        """
        import matplotlib.pyplot as plt

        fig, ax = plt.subplots()
        ax.plot([0, 1], color="#1234ab")
        """,
        None,
    ),
    "glyphless": (
        """
        import matplotlib.pyplot as plt

        fig, ax = plt.subplots()
        ax.set_title("\N{CJK UNIFIED IDEOGRAPH-4E2D}")
        """,
        None,
    ),
    "odd_tolerance": ("x = 1.0\n_tolerance = 2e-3", None),
    # Succeeds, and leaves filters that the others must not see.
    "ignores": ("import warnings\nwarnings.simplefilter('ignore')\nx = 1", None),
}


@pytest.fixture(scope="module")
def failed(tmp_path_factory):
    """Run all that fails at once, beside one that does not."""
    root = tmp_path_factory.mktemp("failing")
    patch = pytest.MonkeyPatch()
    patch.setattr(snippets, "TIMEOUT", 2.0)
    patch.setenv("PYTHONWARNINGS", "ignore")
    package = root / "src" / "crossentropy" / "__init__.py"
    package.parent.mkdir(parents=True)
    package.write_text(LIBRARY)
    for name, (text, _) in FAILING.items():
        file = root / "snippets" / "page" / f"{name}.py"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(DOC + textwrap.dedent(text), "utf-8")
    yield root, snippets.results(root)
    patch.undo()


def failure(failed, name):
    told = failed[1].by_name[f"page/{name}"].failure
    # Python marks the columns, each version in its own way.
    return re.sub(r"(?m)^ *[~^]+\n", "", told)


@pytest.mark.parametrize("name", [n for n, (_, told) in FAILING.items() if told])
def test_failures_in_their_own_words(failed, name):
    assert failure(failed, name) == textwrap.dedent(FAILING[name][1])


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("missing", "No such file or directory: 'snippets/page/x.csv'"),
        ("misspelt", 'File "snippets/page/misspelt.py", line 2'),
        ("misspelt", "SyntaxError: invalid syntax"),
        ("colourful", "the figure uses #1234ab, which the site's palette lacks"),
        ("glyphless", "Glyph 20013"),  # drawn after the snippet ended, but its own
        ("odd_tolerance", "_tolerance"),
    ],
)
def test_failures_name_their_cause(failed, name, told):
    assert told in failure(failed, name)


@pytest.mark.parametrize("name", FAILING)
def test_a_failure_shows_nothing_but_the_projects_files(failed, name):
    root, results = failed
    told = results.by_name[f"page/{name}"].failure or ""
    assert str(root) not in told
    assert "bindery" not in told
    assert "runpy" not in told


def test_a_failure_is_not_kept_and_what_succeeded_is(failed):
    root, results = failed
    assert results.executed == len(FAILING)
    assert results.by_name["page/ignores"] == Result({"x": 1})
    assert [name.rpartition("-")[0] for name in kept(root)] == ["page.ignores"]


def test_what_failed_is_tried_again(project):
    root = project({"page/a.py": "raise SystemExit", "page/b.py": "x = 1"})
    assert snippets.results(root).executed == 2
    assert snippets.results(root).executed == 1


@pytest.mark.skipif((os.cpu_count() or 1) < 2, reason="needs two processors")
def test_snippets_run_side_by_side(project):
    meet = """
    import time
    from pathlib import Path

    here = Path(__file__)
    here.with_suffix(".started").touch()
    while len(list(here.parent.glob("*.started"))) < 2:
        time.sleep(0.01)
    met = True
    """
    results = snippets.results(project({"page/a.py": meet, "page/b.py": meet}))
    assert {r.values.get("met") for r in results.by_name.values()} == {True}


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ("{'y': 0.1}", "_tolerance names y, which the snippet does not make"),
        ("{'x': 2}", "_tolerance of x is 2, not between 0 and 1"),
        ("{'x': 0}", "_tolerance of x is 0, not between 0 and 1"),
    ],
)
def test_a_tolerance_that_guards_nothing_is_told(project, declared, told):
    root = project({"page/a.py": f"x = 1.5\n_tolerance = {declared}"})
    assert snippets.results(root).by_name["page/a"].failure == told
