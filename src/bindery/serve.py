"""The preview: both languages on one address, renewed at every save."""

import logging
import shutil
import socket
import tempfile
import threading
import time
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

from mkdocs.livereload import LiveReloadServer

from bindery.book import BOOK, file_signature
from bindery.build import CONFIGURATIONS, build_language, swap, tell
from bindery.quick import Kept, build_pages, touched
from bindery.snippets import Results

HOST = "127.0.0.1"
WATCHED = (
    *("docs", "snippets", "tests/snippets", "src/crossentropy"),
    *("mkdocs.yml", "mkdocs.zh.yml"),
)

QUIET = 1.0  # seconds after an edit, before the rest is built

log = logging.getLogger("bindery")


def serve(root: Path, port: int) -> int:
    """Serve both languages until interrupted; return the exit code."""
    if _in_use(port):
        log.error("error: port %d is in use; stop the other preview or name one", port)
        return 1
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        preview = Preview(root, Path(scratch))
        served = str(preview.served)

        def renew() -> None:
            preview.renew()
            BOOK.get_ready(root)

        server = LiveReloadServer(renew, HOST, port, served, polling_interval=0.2)
        server.error_handler = preview.error_page
        try:
            renew()
            for name in filter(lambda name: (root / name).exists(), WATCHED):
                server.watch(str(root / name))
            log.info("Serving http://%s:%d/ and /zh/; stop with Ctrl-C", HOST, port)
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped")
        finally:
            preview.stop()
            BOOK.dismiss()
            server.shutdown()
    return 0


def _in_use(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex((HOST, port)) == 0


@dataclass(frozen=True)
class Whole:
    """A language's last whole build: what it was made from, and what MkDocs kept."""

    signature: dict[str, tuple[int, int]]
    results: Results
    kept: Kept
    since: set[str] = field(default_factory=set)  # the pages built alone after it


class Preview:
    """The served site, each language built anew only when it changed.

    The pages that an edit touches are built first and alone; the rest follows in
    the background, until the next edit stops it.
    """

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root, self.parts, self.served = root, scratch / "parts", scratch / "site"
        self._whole: dict[str, Whole] = {}
        self._rest = threading.Thread()
        self._stopped = threading.Event()

    def renew(self) -> None:
        """Build what changed; after an error keep showing the last good site."""
        began = time.monotonic()
        self.stop()
        BOOK.forget_failures()
        results = BOOK.renew(self.root)
        errors = BOOK.failures()
        built, begun = [], []
        for lang in CONFIGURATIONS:
            signature = self._signature(lang)
            whole = self._whole.get(lang)
            if whole and whole.signature == signature and not whole.since:
                continue
            uris = self._touched(lang, signature)
            if uris is None or whole is None:
                found = self._build(lang, signature)
            else:
                found = self._build_pages(lang, whole, uris)
                begun += [] if found else [lang]
            errors += found
            built += [] if found or BOOK.failures() else [lang]
        self._tell(errors)
        if built:
            seconds = time.monotonic() - began
            what = " and ".join(built)
            log.info("Renewed %s in %.1f s. %s", what, seconds, results.summary)
        if not (self.parts / "en").exists():
            self._show(errors)
        if begun and not BOOK.failures():
            self._rest = threading.Thread(target=self._complete, args=[begun])
            self._rest.start()

    def stop(self) -> None:
        """Stop what is built in the background."""
        self._stopped.set()
        self.wait()
        self._stopped.clear()

    def wait(self) -> None:
        """Wait until the rest has been built too."""
        if self._rest.ident is not None:
            self._rest.join()

    def _complete(self, languages: list[str]) -> None:
        """Build whole what an edit has touched, in a quiet moment."""
        self._stopped.wait(QUIET)
        errors: list[str] = []
        for lang in languages:
            if not self._stopped.is_set():
                errors += self._build(lang, self._signature(lang))
        if not self._stopped.is_set():
            self._tell(errors)

    def _tell(self, errors: list[str]) -> None:
        if errors:
            tell(errors)
            log.error("Errors: %d; the next save tries again", len(set(errors)))

    def _build(self, lang: str, signature: dict[str, tuple[int, int]]) -> list[str]:
        """Build a whole language and show it, if it is good; return the errors."""
        fresh, kept = self.parts / f"{lang}.new", Kept(self._stopped.is_set)
        results = BOOK.renew(self.root)
        errors = build_language(self.root, lang, fresh, kept.adapt)
        if not errors and not BOOK.failures():
            swap(fresh, self.parts / lang)
            self._assemble()
            self._whole[lang] = Whole(signature, results, kept)
        return errors

    def _build_pages(self, lang: str, whole: Whole, uris: list[str]) -> list[str]:
        """Build some pages of a language and show them, if they are good."""
        fresh = self.parts / f"{lang}.new"  # where the whole was built too
        shutil.rmtree(fresh, ignore_errors=True)
        # Again what the last edits changed: they may have been taken back.
        whole.since.update(uris)
        errors = build_pages(self.root, lang, whole.kept, sorted(whole.since))
        if not errors and fresh.exists():
            _, folder = CONFIGURATIONS[lang]
            for shown in (self.parts / lang, self.served / folder):
                shutil.copytree(fresh, shown, dirs_exist_ok=True)
        return errors

    def _touched(
        self, lang: str, signature: dict[str, tuple[int, int]]
    ) -> list[str] | None:
        """Return the pages to build first; None where the whole has to be built."""
        whole = self._whole.get(lang)
        # A file that came or went may change any page.
        if whole is None or whole.signature.keys() != signature.keys():
            return None
        if BOOK.failures():
            return []
        before = whole.signature.items()
        changed = {Path(name) for name, _ in signature.items() - before}
        return touched(self.root, lang, changed, whole.results)

    def error_page(self, code: int) -> bytes | None:
        """Return the site's own page for what is not found."""
        page = self.served / f"{code}.html"
        return page.read_bytes() if page.exists() else None

    def _signature(self, lang: str) -> dict[str, tuple[int, int]]:
        hidden = str(self.root / "docs" / ("zh" if lang == "en" else "en"))
        entries = file_signature(*(self.root / name for name in WATCHED))
        return {
            name: (changed, size)
            for name, changed, size in entries
            if not name.startswith(hidden)
        }

    def _assemble(self) -> None:
        fresh = self.served.with_name("site.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for lang, (_, folder) in CONFIGURATIONS.items():
            if (self.parts / lang).exists():
                shutil.copytree(self.parts / lang, fresh / folder, dirs_exist_ok=True)
        swap(fresh, self.served)

    def _show(self, errors: list[str]) -> None:
        """Show the errors where there is no good site yet to show."""
        self.served.mkdir(parents=True, exist_ok=True)
        told = escape("\n\n".join(errors))
        page = f"<!doctype html><meta charset=utf-8><body><pre>{told}</pre></body>"
        (self.served / "index.html").write_text(page, encoding="utf-8")
