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
def run(page, name):
    matplotlib.use("svg")
    folder = str(SNIPPETS / page)  # as when it is run alone, for what it imports
    if folder not in sys.path:
        sys.path.insert(0, folder)
    left = runpy.run_path(str(SNIPPETS / page / f"{name}.py"), run_name="__main__")
    plt.close("all")
    return left


@pytest.fixture
def snippet(request):
    """Return a function from a snippet's name to all that it left."""
    page = request.module.__name__.rpartition("test_")[2]
    return lambda name: run(page, name)
