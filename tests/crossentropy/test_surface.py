import inspect
import math
import re
import subprocess
import sys

import pytest

import crossentropy

LOSS = "weight=None, label_smoothing=0.0, ignore_index=None, reduction='mean'"
SURFACE = {
    "binary_cross_entropy": "(q, y, *, reduction='mean')",
    "binary_cross_entropy_gradient": (
        "(logits, y, *, pos_weight=None, reduction='mean')"
    ),
    "binary_cross_entropy_with_logits": (
        "(logits, y, *, pos_weight=None, reduction='mean')"
    ),
    "conditional_entropy": "(joint, *, base=2)",
    "cross_entropy": "(p, q, *, base=2, axis=-1)",
    "cross_entropy_gradient": f"(logits, labels, *, {LOSS})",
    "cross_entropy_with_logits": f"(logits, labels, *, {LOSS})",
    "entropy": "(p, *, base=2, axis=-1)",
    "huffman_code": "(p)",
    "information_content": "(p, *, base=2)",
    "js_divergence": "(p, q, *, base=2, axis=-1)",
    "kl_divergence": "(p, q, *, base=2, axis=-1)",
    "log_softmax": "(z, *, axis=-1)",
    "logsumexp": "(z, *, axis=-1)",
    "mutual_information": "(joint, *, base=2)",
    "perplexity": "(nll, *, base=math.e)",
    "softmax": "(z, *, temperature=1.0, axis=-1)",
}


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


def test_names_and_arguments_are_the_agreed_ones():
    assert {name: arguments(name) for name in crossentropy.__all__} == SURFACE


def arguments(name):
    """The arguments of a function as a call shows them, without types."""
    parameters = inspect.signature(getattr(crossentropy, name)).parameters.values()
    bare = [p.replace(annotation=inspect.Parameter.empty) for p in parameters]
    return str(inspect.Signature(bare)).replace(str(math.e), "math.e")


@pytest.mark.parametrize("name", crossentropy.__all__)
def test_docstring_climbs_the_ladder(name):
    doc = inspect.getdoc(getattr(crossentropy, name))
    sentence, formula = doc.split("\n\n")[:2]
    assert re.fullmatch(r"Return .*\.", sentence)
    assert formula.startswith("$$")
    assert formula.endswith("$$")
    sections = re.findall(r"^(\w+):", doc, re.MULTILINE)
    assert [s for s in sections if s != "Warns"] == [
        "Args",
        "Returns",
        "Raises",
        "Examples",
        "Source",
    ]
    assert re.search(rf">>> .*\b{name}\(", doc)


@pytest.mark.parametrize("name", crossentropy.__all__)
def test_every_argument_and_no_other_is_documented(name):
    doc = inspect.getdoc(getattr(crossentropy, name))
    told = re.search(r"^Args:\n(.*?)\n\n", doc, re.DOTALL | re.MULTILINE).group(1)
    names = re.findall(r"^    (\w+):", told, re.MULTILINE)
    assert names == list(inspect.signature(getattr(crossentropy, name)).parameters)
