"""Runs a chapter's snippets as programs, without the build."""

import runpy
import sys
from functools import cache
from pathlib import Path

import matplotlib
import matplotlib.pyplot as plt
import pytest

SNIPPETS = Path(__file__).parents[2] / "snippets"


@cache
def run(page, name, snippets=SNIPPETS):
    matplotlib.use("svg")
    folder = str(snippets / page)  # as when it is run alone, for what it imports
    before = set(sys.modules)
    sys.path.insert(0, folder)
    left = runpy.run_path(f"{folder}/{name}.py", run_name="__main__")
    sys.path.remove(folder)
    # Another page's snippet of the same name is another module.
    for module in set(sys.modules) - before:
        if str(getattr(sys.modules[module], "__file__", "")).startswith(folder):
            del sys.modules[module]
    plt.close("all")
    return left


@pytest.fixture
def snippet(request):
    """Return a function from a snippet's name to all that it left."""
    page = request.module.__name__.rpartition("test_")[2]
    return lambda name: run(page, name)


@pytest.fixture
def any_snippet():
    """Return a function from a page, a name and a folder to what the snippet left."""
    return run
