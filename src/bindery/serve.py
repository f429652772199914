"""The preview: both languages on one address, renewed at every save."""

import logging
import shutil
import socket
import tempfile
import time
from html import escape
from pathlib import Path
from typing import Any

from mkdocs.livereload import LiveReloadServer

from bindery.book import BOOK, file_signature
from bindery.build import CONFIGURATIONS, build_language, swap, tell

HOST = "127.0.0.1"
WATCHED = (
    *("docs", "snippets", "tests/snippets", "src/crossentropy"),
    *("mkdocs.yml", "mkdocs.zh.yml"),
)

log = logging.getLogger("bindery")


def serve(root: Path, port: int) -> int:
    """Serve both languages until interrupted; return the exit code."""
    if _in_use(port):
        log.error("error: port %d is in use; stop the other preview or name one", port)
        return 1
    with tempfile.TemporaryDirectory(prefix="bindery-") as scratch:
        preview = Preview(root, Path(scratch))
        server = LiveReloadServer(preview.renew, HOST, port, str(preview.served))
        server.error_handler = preview.error_page
        try:
            preview.renew()
            for name in filter(lambda name: (root / name).exists(), WATCHED):
                server.watch(str(root / name))
            log.info("Serving http://%s:%d/ and /zh/; stop with Ctrl-C", HOST, port)
            server.serve()  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            log.info("Stopped")
        finally:
            server.shutdown()
    return 0


def _in_use(port: int) -> bool:
    with socket.socket() as asked:
        asked.settimeout(1)
        return asked.connect_ex((HOST, port)) == 0


class Preview:
    """The served site: each language is built anew only when it changed."""

    def __init__(self, root: Path, scratch: Path) -> None:
        self.root, self.parts, self.served = root, scratch / "parts", scratch / "site"
        self._built: dict[str, Any] = {}

    def renew(self) -> None:
        """Build what changed; after an error keep showing the last good site."""
        began = time.monotonic()
        BOOK.forget_failures()
        results = BOOK.renew(self.root)
        errors = BOOK.failures()
        built = []
        for lang in CONFIGURATIONS:
            signature = self._signature(lang)
            if self._built.get(lang) == signature:
                continue
            fresh = self.parts / f"{lang}.new"
            found = build_language(self.root, lang, fresh)
            errors += found
            if not found and not BOOK.failures():
                swap(fresh, self.parts / lang)
                self._built[lang] = signature
                built.append(lang)
        if errors:
            tell(errors)
            log.error("Errors: %d; the next save tries again", len(set(errors)))
        if built:
            self._assemble()
            seconds = time.monotonic() - began
            what = " and ".join(built)
            log.info("Renewed %s in %.1f s. %s", what, seconds, results.summary)
        if not (self.parts / "en").exists():
            self._show(errors)

    def error_page(self, code: int) -> bytes | None:
        """Return the site's own page for what is not found."""
        page = self.served / f"{code}.html"
        return page.read_bytes() if page.exists() else None

    def _signature(self, lang: str) -> Any:
        hidden = str(self.root / "docs" / ("zh" if lang == "en" else "en"))
        entries = file_signature(*(self.root / name for name in WATCHED))
        return [entry for entry in entries if not entry[0].startswith(hidden)]

    def _assemble(self) -> None:
        shutil.rmtree(self.served, ignore_errors=True)
        for lang, (_, folder) in CONFIGURATIONS.items():
            if (self.parts / lang).exists():
                shutil.copytree(
                    self.parts / lang, self.served / folder, dirs_exist_ok=True
                )

    def _show(self, errors: list[str]) -> None:
        """Show the errors where there is no good site yet to show."""
        self.served.mkdir(parents=True, exist_ok=True)
        told = escape("\n\n".join(errors))
        page = f"<!doctype html><meta charset=utf-8><body><pre>{told}</pre></body>"
        (self.served / "index.html").write_text(page, encoding="utf-8")
