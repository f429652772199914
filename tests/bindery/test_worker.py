import json
import math
import os
import subprocess
import sys
from types import SimpleNamespace

import matplotlib as mpl
import numpy as np
import pytest

from bindery.worker import LARGEST, execute, plain, run_all

SNIPPET = '''\
"""A claim."""

import matplotlib.pyplot as plt
import numpy as np

half = 0.5
_hidden = 1
_tolerance = {"half": 0.1}
narrow = np.float32(0.1)
squares = [n * n for n in range(3)]


def helper(x):
    inner = x
    return inner


fig, ax = plt.subplots()
ax.plot([0, half], "C1")
ax.set_title("rising")
'''
START = "import sys; sys.platform = {!r}; from bindery import worker; worker.main()"


@pytest.fixture
def snippet(tmp_path):
    file = tmp_path / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text(SNIPPET, "utf-8")
    return file


def worked(snippet, platform=sys.platform, **environment):
    out = snippet.with_name(f"{platform}.json")
    jobs = {"timeout": 60, "jobs": [(str(snippet), str(out))]}
    subprocess.run(
        [sys.executable, "-c", START.format(platform)],
        input=json.dumps(jobs),
        text=True,
        check=True,
        env={**os.environ, **environment},
    )
    return out.read_text("utf-8")


def test_what_a_snippet_leaves(snippet):
    left = json.loads(worked(snippet))
    assert left["values"] == {
        "ax": {"unbindable": "of type Axes"},
        "half": 0.5,
        "narrow": {"shortest": "0.1", "value": float(np.float32(0.1))},
        "squares": [0, 1, 4],
    }
    assert left["tolerance"] == {"half": 0.1}
    assert left["figure"].startswith("<svg ")
    assert ' id="page-a-' in left["figure"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there it forks")
def test_forked_and_spawned_it_leaves_the_same(snippet):
    assert worked(snippet, "linux") == worked(snippet, "darwin")


def test_settings_of_the_machine_do_not_count(snippet):
    usual = worked(snippet)
    settings = snippet.with_name("matplotlibrc")
    settings.write_text("lines.linewidth: 9\nfont.size: 30\n")
    assert worked(snippet, MATPLOTLIBRC=str(settings), MPLBACKEND="agg") == usual


def test_run_alone_it_shows_ordinary_colours(snippet):
    with mpl.rc_context():
        left = execute(snippet)
    assert "var(--fig-q)" in left["figure"]
    assert "C1" in SNIPPET


@pytest.mark.parametrize(
    ("value", "left"),
    [
        (True, True),
        (np.False_, False),
        (3, 3),
        (np.int8(3), 3),
        (0.1, 0.1),
        (np.float64(0.1), 0.1),
        (np.float32(0.1), {"shortest": "0.1", "value": 0.10000000149011612}),
        (np.array(0.5), 0.5),
        (np.array([[1, 2]]), [[1, 2]]),
        (np.array([True]), [True]),
        (np.float32([0.5]), [{"shortest": "0.5", "value": 0.5}]),
        ((1, (2.0, "x")), [1, [2.0, "x"]]),
        ({"a": 1, 2: [3]}, {"entries": {"a": 1, "2": [3]}}),
        ({"shortest": 1}, {"entries": {"shortest": 1}}),
        ("text", "text"),
        (None, {"unbindable": "of type NoneType"}),
        (1j, {"unbindable": "of type complex"}),
        ({1}, {"unbindable": "of type set"}),
        (np.zeros(LARGEST + 1), {"unbindable": "an array of 10,001 numbers"}),
        ([0] * (LARGEST + 1), {"unbindable": "of type list"}),
    ],
)
def test_plain(value, left):
    made = plain(value)
    assert made == left
    assert type(made) is type(left)
    assert json.loads(json.dumps(made)) == left


def test_an_array_of_the_largest_size_is_kept():
    assert plain(np.zeros(LARGEST)) == [0.0] * LARGEST


@pytest.mark.parametrize("value", [math.inf, -math.inf, 5e-324, 0.1 + 0.2])
def test_floats_come_back_exactly(value):
    assert json.loads(json.dumps(plain(value))) == value


@pytest.fixture
def heavy(tmp_path):
    """Runs three snippets that import a package, one of them by way of another.

    It returns their results, and how often the package was imported.
    """
    package = tmp_path / "packages" / "heavy.py"
    page = tmp_path / "snippets" / "page"
    for folder in (package.parent, page):
        folder.mkdir(parents=True)
    texts = {
        "a": "import heavy\n\none = heavy.x",
        "b": "from heavy import x\n\none = x",
        "c": "from a import one as _one\n\none = _one",
    }
    for name, text in texts.items():
        (page / f"{name}.py").write_text(f'"""Heavy."""\n\n{text}\n')
    start = (
        "import sys; sys.platform = {!r}; from bindery import worker; "
        "worker.SLOW = {{'heavy'}}; worker.main()"
    )

    def run(code, platform):
        count = tmp_path / f"{platform}.count"
        package.write_text(f"open({str(count)!r}, 'a').write('.')\n{code}\nx = 1\n")
        outs = {name: tmp_path / f"{platform}.{name}.json" for name in texts}
        jobs = [(str(page / f"{name}.py"), str(out)) for name, out in outs.items()]
        subprocess.run(
            [sys.executable, "-c", start.format(platform)],
            input=json.dumps({"timeout": 60, "jobs": jobs}),
            text=True,
            check=True,
            env={**os.environ, "PYTHONPATH": str(package.parent)},
        )
        return [out.read_text() for out in outs.values()], len(count.read_text())

    return run


@pytest.mark.skipif(sys.platform != "linux", reason="only there it forks")
def test_what_is_slow_to_import_is_imported_once(heavy):
    results, count = heavy("", "linux")
    assert [json.loads(result)["values"] for result in results] == [{"one": 1}] * 3
    assert count == 1
    assert heavy("", "darwin") == (results, 3)


@pytest.mark.skipif(sys.platform != "linux", reason="only there it forks")
@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("import warnings; warnings.warn('Old', stacklevel=1)", "UserWarning: Old"),
        ("1 / 0", "ZeroDivisionError: division by zero"),
    ],
)
def test_what_cannot_be_imported_ahead_is_told_by_each_snippet(heavy, code, told):
    results, _ = heavy(code, "linux")
    assert [json.loads(result)["failure"].endswith(told) for result in results] == [
        True
    ] * 3
    assert heavy(code, "darwin")[0] == results


@pytest.mark.skipif(sys.platform != "linux", reason="only there it forks")
def test_a_package_that_ends_python_is_told(heavy):
    with pytest.raises(subprocess.CalledProcessError) as raised:
        heavy("import os; os._exit(3)", "linux")
    assert raised.value.returncode == 3


@pytest.mark.parametrize("is_alive", [True, False])
def test_nothing_is_run_for_who_has_ended(snippet, is_alive, monkeypatch):
    starter = SimpleNamespace(is_alive=lambda: is_alive)
    monkeypatch.setattr("multiprocessing.parent_process", lambda: starter)
    out = snippet.with_name("out.json")
    run_all([(snippet, out)], 60)
    assert out.exists() is is_alive
