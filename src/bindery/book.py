"""The snippets' results as the pages of one build share them."""

import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from bindery.snippets import OWN, Results, Worker, results, start_worker
from bindery.source import visible

# Below "mkdocs", so that a strict build counts what is logged here.
log = logging.getLogger("mkdocs.plugins.bindery")


class Book:
    """The results that the pages of one build share, renewed when a file changed."""

    def __init__(self) -> None:
        self.results = Results({}, 0)
        self._signature: tuple[Path, list[tuple[str, int, int]]] | None = None
        self._still: Path | None = None
        self._waiting: Worker | None = None
        self._made_of: list[tuple[str, int, int]] = []

    def renew(
        self, root: Path, meanwhile: Callable[[], None] = lambda: None
    ) -> Results:
        """Return the results; run snippets only if a file they depend on changed.

        What can be done meanwhile is done in any case.
        """
        changing = (root / "snippets", root / "src" / "crossentropy")
        still = root == self._still
        signature = None if still else (root, file_signature(*changing))
        if still or signature == self._signature:
            meanwhile()
            return Results(self.results.by_name, executed=0)
        self.results = results(root, self._worker, meanwhile)
        self._signature = signature
        log.info(self.results.summary)
        for failure in self.failures():
            log.error(failure)
        return self.results

    @contextmanager
    def still(self, root: Path) -> Iterator[None]:
        """Let all pages of one build have the same results, looked for only once."""
        self.renew(root)
        before, self._still = self._still, root
        try:
            yield
        finally:
            self._still = before

    def get_ready(self, root: Path) -> None:
        """Start what will run snippets, so that an edit need not wait for that."""
        if self._waiting is None:
            self._made_of = file_signature(*OWN)
            self._waiting = start_worker(root)

    def dismiss(self) -> None:
        """Let go what was started and had nothing to run."""
        if self._waiting is not None:
            self._waiting.communicate("")
            self._waiting = None

    def _worker(self, root: Path) -> Worker:
        if self._waiting is not None and (
            self._waiting.poll() is not None or self._made_of != file_signature(*OWN)
        ):
            self.dismiss()  # it has died, or has read what was edited since
        worker, self._waiting = self._waiting or start_worker(root), None
        return worker

    def failures(self) -> list[str]:
        """Return the failures, each with the names of the snippets that it stopped.

        A broken library, or a snippet that others import, stops many in one place.
        That is told once, and first of the snippet whose own it is.
        """
        stopped: dict[str, list[str]] = {}
        for name, result in self.results.by_name.items():
            if result.failure is not None:
                stopped.setdefault(_place(name, result.failure), []).append(name)
        for place, names in stopped.items():
            names.sort(key=lambda name: f"{name}.py" not in place.replace("\\", "/"))
        return [
            ", ".join(f"snippets/{name}.py" for name in names)
            + f": {self.results.by_name[names[0]].failure}"
            for names in stopped.values()
        ]

    def forget_failures(self) -> None:
        """Let the next build try again what failed, though no file changed."""
        if self.failures():
            self._signature = None


def _place(name: str, failure: str) -> str:
    """Return where a failure happened, and what; the name where no line is known."""
    *_, last = ["", *re.findall(r'File "[^"]*", line \d+', failure)]
    return last + failure.splitlines()[-1] if last else name


BOOK = Book()


def file_signature(*trees: Path) -> list[tuple[str, int, int]]:
    """Return what tells whether a file among or inside of these has changed."""
    files = [
        file
        for tree in trees
        for file in ([tree] if tree.is_file() else sorted(visible(tree.rglob("*"))))
        if file.suffix != ".pyc"
    ]
    stats = ((str(file), file.stat()) for file in files)
    return [(name, stat.st_mtime_ns, stat.st_size) for name, stat in stats]
