"""Run snippets, each in a process of its own, and write down what they left.

Started by bindery.snippets as `python -m bindery.worker`, with the jobs on standard
input.  Where forking is safe the processes share the imports.
"""

import faulthandler
import gc
import importlib
import json
import linecache
import multiprocessing
import os
import re
import runpy
import signal
import sys
import time
import traceback
import warnings
from collections.abc import Iterable
from contextlib import suppress
from multiprocessing.connection import wait
from pathlib import Path
from typing import Any

from bindery import style
from bindery.source import imports, parse, top_level_names, with_siblings

SLOW = {"skimage", "sklearn"}  # nearly a second each time; they start no threads
Job = tuple[Path, Path]  # a snippet, and where to write what it left
LARGEST = 10_000  # numbers in one array: what is larger is data, not a result


def main() -> None:
    """Run the jobs named on standard input, none if it closes without naming any."""
    # Ctrl-C is for who started this; standard input tells when they leave.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A copy of this process is safe where it has no threads and no frameworks.
    if fork := sys.platform == "linux":
        import matplotlib.figure
        import matplotlib.pyplot  # noqa: F401
    multiprocessing.set_start_method("fork" if fork else "spawn")

    told = sys.stdin.read()
    if not told:
        return
    work = json.loads(told)
    signal.signal(signal.SIGINT, signal.SIG_DFL)  # ends without a word
    jobs = [(Path(snippet), Path(out)) for snippet, out in work["jobs"]]
    slow = [job for job in jobs if fork and slow_imports(job[0])]
    if slow:
        # It imports meanwhile, and what has imported little is copied sooner.
        beside = multiprocessing.Process(target=run_all, args=(slow, work["timeout"]))
        beside.start()
    run_all([job for job in jobs if job not in slow], work["timeout"])
    if slow:
        beside.join()
        sys.exit(beside.exitcode)


def run_all(jobs: list[Job], timeout: float) -> None:
    """Run each job in a process of its own, as many at a time as there are cores.

    If who started this ends, so does this.
    """
    waiting = list(jobs)
    if multiprocessing.get_start_method() == "fork":
        for snippet, _ in jobs:
            import_ahead(slow_imports(snippet))
        gc.freeze()  # else each copy has its own of all that it looks through
    running: dict[multiprocessing.Process, tuple[Path, Path, float]] = {}
    parent = multiprocessing.parent_process()
    while (waiting or running) and (parent is None or parent.is_alive()):
        while waiting and len(running) < (os.cpu_count() or 1):
            snippet, out = waiting.pop(0)
            process = multiprocessing.Process(target=run, args=(snippet, out, timeout))
            process.start()
            # A moment more than its own time, so that it can say where it was.
            end = time.monotonic() + timeout + 0.5
            running[process] = (snippet, out, end)
        next_end = min(end for _, _, end in running.values())
        wait([p.sentinel for p in running], max(0.0, next_end - time.monotonic()))
        for process, (snippet, out, end) in list(running.items()):
            if process.is_alive() and time.monotonic() < end:
                continue
            if process.is_alive():
                process.kill()
                took = f"ran longer than {timeout:g} seconds"
                _write(out, {"failure": took + _last_line(snippet, out)})
            process.join()
            if not out.exists():
                _write(out, {"failure": f"ended with exit code {process.exitcode}"})
            del running[process]


def slow_imports(snippet: Path) -> set[str]:
    """Return what a snippet imports, or those it takes from, that takes long."""
    named = {m for file in with_siblings(snippet) for m, _, _ in imports(parse(file))}
    return {module for module in named if module.partition(".")[0] in SLOW}


def import_ahead(modules: Iterable[str]) -> None:
    """Import once what takes long, for all later snippets to find it there.

    What fails, or warns, is left to the snippet to tell.
    """
    for module in sorted(modules):
        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("error")
            importlib.import_module(module)


def run(snippet: Path, out: Path, timeout: float) -> None:
    """Run one snippet and write its values and figure, or its failure."""
    trace = out.with_suffix(".trace").open("w", encoding="utf-8")
    faulthandler.dump_traceback_later(timeout, file=trace)
    try:
        result = execute(snippet)
    except BaseException as error:
        result = {"failure": _own_traceback(snippet, error)}
    _write(out, result)


def execute(snippet: Path) -> dict[str, Any]:
    """Run one snippet in the site's style and return what it left."""
    style.apply()
    sys.argv = [str(snippet)]
    sys.path.insert(0, str(snippet.parent))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        left = runpy.run_path(str(snippet), run_name="__main__")
        return _result(snippet, left)


def _result(snippet: Path, left: dict[str, Any]) -> dict[str, Any]:
    """Return what JSON can hold of the names that a snippet left."""
    import matplotlib.pyplot as plt

    assigned = top_level_names(parse(snippet))
    names = [name for name in assigned if not name.startswith("_")]
    figure = _only_figure(left, names, plt.get_fignums())
    prefix = f"{snippet.parent.name}-{snippet.stem}-"
    return {
        "values": {n: plain(left[n]) for n in names if n in left and n != "fig"},
        "tolerance": _tolerance(left.get("_tolerance", {}), names),
        "figure": figure and style.to_svg(figure, prefix),
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it.

    A narrow float keeps its own shortest text beside its exact value.
    """
    import numpy as np

    if isinstance(value, np.floating) and not isinstance(value, float):
        return {"shortest": str(value), "value": float(value)}
    if isinstance(value, np.ndarray):
        if value.size > LARGEST:
            return {"unbindable": f"an array of {value.size:,} numbers"}
        return [plain(row) for row in value] if value.ndim else plain(value[()])
    if isinstance(value, np.generic):
        value = value.item()
    if isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, list | tuple) and len(value) <= LARGEST:
        return [plain(item) for item in value]
    if isinstance(value, dict) and len(value) <= LARGEST:
        return {"entries": {str(key): plain(item) for key, item in value.items()}}
    return {"unbindable": f"of type {type(value).__name__}"}


def _tolerance(declared: Any, names: list[str]) -> dict[str, float]:
    try:
        tolerance = {str(name): float(off) for name, off in declared.items()}
    except (AttributeError, TypeError, ValueError):
        raise _Rule(
            f"_tolerance is {declared!r}; write a dict such as {{'loss': 2e-3}}"
        ) from None
    for name, off in tolerance.items():
        if name not in names:
            raise _Rule(f"_tolerance names {name}, which the snippet does not make")
        if not 0 < off < 1:
            raise _Rule(f"_tolerance of {name} is {off:g}, not between 0 and 1")
    return tolerance


def _only_figure(
    left: dict[str, Any], names: list[str], open_figures: list[int]
) -> Any:
    from matplotlib.figure import Figure

    figures = {n: left[n] for n in names if isinstance(left.get(n), Figure)}
    count = max(len({id(figure) for figure in figures.values()}), len(open_figures))
    if count > 1:
        raise _Rule(f"makes {count} figures; a snippet makes one at most, named fig")
    if count == 1 and set(figures) != {"fig"}:
        raise _Rule("makes a figure that is not named fig, or not by that name alone")
    return figures.get("fig")


class _Rule(Exception):
    """A snippet that ran, but broke a rule of the house."""


def _own_traceback(snippet: Path, error: BaseException) -> str:
    """Return the traceback from the snippet's own first frame on."""
    if isinstance(error, _Rule):
        return str(error)
    frames = traceback.extract_tb(error.__traceback__)
    own = [i for i, frame in enumerate(frames) if frame.filename == str(snippet)]
    linecache.checkcache()
    kept = traceback.StackSummary.from_list(frames[own[0] :]) if own else []
    root = f"{snippet.parent.parent.parent}{os.sep}"
    lines = ["Traceback (most recent call last):\n", *traceback.format_list(list(kept))]
    lines += traceback.format_exception_only(error)
    return "".join(lines if own else lines[1:]).replace(root, "").strip()


def _last_line(snippet: Path, out: Path) -> str:
    """Return where a snippet was when its time had passed, if it had begun."""
    trace = out.with_suffix(".trace")
    text = trace.read_text(encoding="utf-8") if trace.exists() else ""
    found = re.search(rf'File "{re.escape(str(snippet))}", line (\d+)', text)
    return f"; it was at line {found[1]} then" if found else ""


def _write(out: Path, result: dict[str, Any]) -> None:
    """Write the result whole or not at all."""
    part = out.with_suffix(".part")
    text = json.dumps(result, ensure_ascii=False, sort_keys=True)
    part.write_text(text, encoding="utf-8")
    part.replace(out)


if __name__ == "__main__":
    main()
