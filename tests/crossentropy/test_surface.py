import inspect
import subprocess
import sys

import pytest

import crossentropy


def printed(program):
    """What the program prints in an interpreter that has imported nothing yet."""
    run = subprocess.run(
        [sys.executable, "-I", "-W", "error", "-c", program],
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_all_is_sorted():
    assert crossentropy.__all__ == sorted(crossentropy.__all__)


def test_all_is_the_public_surface():
    program = "import crossentropy; print(*vars(crossentropy))"
    public = [name for name in printed(program) if not name.startswith("_")]
    assert sorted(public) == crossentropy.__all__


def test_import_needs_numpy_only():
    program = """if True:
        import sys
        before = set(sys.modules)
        import crossentropy
        print(*(name.split(".")[0] for name in set(sys.modules) - before))
    """
    imported = set(printed(program)) - sys.stdlib_module_names
    assert imported == {"crossentropy", "numpy"}


@pytest.mark.parametrize("name", crossentropy.__all__)
def test_docstring_has_an_example_and_a_source(name):
    doc = inspect.getdoc(getattr(crossentropy, name))
    assert ">>> " + name in doc
    assert "Source: " in doc
