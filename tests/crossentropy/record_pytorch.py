"""Record PyTorch's answers in pytorch.json, for test_pytorch.py.

Run by hand, with a Python that has PyTorch: python record_pytorch.py
The same versions write the same file, byte for byte.
"""

import json
import math
import platform
from itertools import product
from pathlib import Path

import numpy as np

if __name__ == "__main__":  # pytest imports every module, also without PyTorch
    import torch
    import torch.nn.functional as F  # noqa: N812, its name in PyTorch's documents

LOGITS = [[2.0, -1.0, 0.5], [0.1, 0.2, 0.3], [-3.0, 4.0, 1.0], [0.0, 6.5, -2.5]]
HARD = [0, 2, 1, 2]
SOFT = [[1.0, 0.0, 0.0], [0.2, 0.5, 0.3], [0.0, 1.0, 0.0], [0.25, 0.25, 0.5]]
WEIGHT = [0.5, 2.0, 1.25]
SMOOTHING = 0.1
IGNORED = 2

BINARY_LOGITS = [[-2.0, 0.5, 3.0], [0.0, -7.5, 20.0]]
CHANCES = [[0.1, 0.6, 0.95], [0.5, 0.001, 1.0]]
LABELS = [[0.0, 1.0, 0.25], [1.0, 0.0, 1.0]]
POS_WEIGHT = [0.5, 3.0, 1.5]

CONFIDENT = [[40.0, 0.0, 0.0]]
LADDER = [-1e4, -3e3, -1e3, -800.0, -745.0, -710.0, -500.0, -300.0, -100.0, -50.0]
LADDER += [-20.0, -1.0, 0.0, 1.0, 20.0, 50.0, 100.0, 300.0, 500.0, 710.0, 745.0]
LADDER += [800.0, 1e3, 3e3, 1e4]


def plain(values):
    """Return numbers that JSON can write, inf and nan as words."""
    if isinstance(values, list):
        return [plain(value) for value in values]
    return values if math.isfinite(values) else str(values)


def case(function, given, labels, **options):
    """Return one call's inputs, its three reductions and the gradient of its mean."""
    settings = {
        key: torch.tensor(value) if isinstance(value, list) else value
        for key, value in options.items()
    }
    z = torch.tensor(given, requires_grad=True)
    y = torch.tensor(labels)
    call = getattr(F, function)
    answers = {
        reduction: call(z, y, reduction=reduction, **settings)
        for reduction in ("none", "sum", "mean")
    }
    answers["mean"].backward()
    return {
        "function": "torch.nn.functional." + function,
        "input": plain(given),
        "target": plain(labels),
        "options": options,
        **{name: plain(answer.tolist()) for name, answer in answers.items()},
        "gradient_of_mean": plain(z.grad.tolist()),
    }


def options_of(**choices):
    """Return every way to set or leave out the options."""
    for settings in product((False, True), repeat=len(choices)):
        used = zip(choices.items(), settings, strict=True)
        yield {key: value for (key, value), is_set in used if is_set}


def cases():
    """Return every case."""
    every = {"weight": WEIGHT, "label_smoothing": SMOOTHING}
    hard = options_of(**every, ignore_index=IGNORED)
    yield from (case("cross_entropy", LOGITS, HARD, **given) for given in hard)
    soft = options_of(**every)
    yield from (case("cross_entropy", LOGITS, SOFT, **given) for given in soft)
    yield case("cross_entropy", LOGITS, [2, 2, 2, 2], ignore_index=2)
    yield case("cross_entropy", CONFIDENT, [0])
    yield case("binary_cross_entropy", CHANCES, LABELS)
    yield case("binary_cross_entropy", [1e-300, 0.0, 1.0], [1.0, 1.0, 0.0])
    for given in options_of(pos_weight=POS_WEIGHT):
        yield case("binary_cross_entropy_with_logits", BINARY_LOGITS, LABELS, **given)
    yield case("binary_cross_entropy_with_logits", LADDER, [1.0] * len(LADDER))
    infinite = [math.inf, math.inf, -math.inf, -math.inf]
    yield case("binary_cross_entropy_with_logits", infinite, [1.0, 0.0, 1.0, 0.0])


def main():
    """Write the file."""
    torch.set_num_threads(1)
    torch.set_default_dtype(torch.float64)
    versions = {
        "python": platform.python_version(),
        "numpy": np.__version__,
        "pytorch": torch.__version__.partition("+")[0],
    }
    lines = ",\n".join(
        "{\n"
        + ",\n".join(f'  "{key}": {json.dumps(value)}' for key, value in each.items())
        + "\n}"
        for each in cases()
    )
    text = f'{{"versions": {json.dumps(versions)}, "cases": [\n{lines}\n]}}\n'
    Path(__file__).with_name("pytorch.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
