"""Scores pages with Lighthouse on its slow phone, and weighs a first visit.

Five runs on each kind of page, one on every other; the median counts. The site is
served compressed, as by a static host. Needs Chromium and npm: npx brings Lighthouse.
The last column is how fast Lighthouse found the machine itself, by its benchmarkIndex:
performance compares only where that is alike.
With arguments, only the pages whose address begins with one of them.
"""

import contextlib
import gzip
import http.server
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bindery.build import build

ROOT = Path(__file__).parents[1]
LIGHTHOUSE = "lighthouse@12.8.2"  # the last one for Node 20
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
# One of each kind: home, a chapter, an instrument, a lab, two lists, a program.
KINDS = (
    *("", "bits/", "bench/", "labs/digits_lab/", "glossary/", "reference/"),
    "snippets/bits/kraft/",
)
RUNS = 5
COMPRESSED = {".html", ".css", ".js", ".json", ".svg", ".xml"}


def main() -> None:
    """Print a row for each page, and what cost it points."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None or shutil.which("npx") is None:
        sys.exit("this needs Chromium and npm: apt-get install chromium npm")
    os.environ["CHROME_PATH"] = chromium
    with tempfile.TemporaryDirectory() as folder, served(Path(folder)) as address:
        for name, path in (("SITE_URL", ""), ("SITE_URL_ZH", "zh/")):
            os.environ[name] = address + path
        site = Path(folder) / "site"
        if not build(ROOT, site):
            sys.exit(1)
        head = "performance, accessibility, best practices, SEO, KB, layout shift"
        print(f"{'':32} {head}, speed", flush=True)
        for path in pages(site):
            if path.startswith(tuple(sys.argv[1:]) or ""):
                show(path, [audit(address + path) for _ in range(runs(path))])


def pages(site: Path) -> list[str]:
    """Return the addresses of all pages, but of programs one in each language."""
    found = (file.parent.relative_to(site).as_posix() for file in site.rglob("*.html"))
    paths = {"" if path == "." else f"{path}/" for path in found}
    return sorted(p for p in paths if "snippets/" not in p or p.endswith(KINDS[-1]))


def runs(path: str) -> int:
    """Return how many times a page is measured."""
    return RUNS if path.removeprefix("zh/") in KINDS else 1


def audit(address: str) -> dict[str, Any]:
    """Return Lighthouse's report on an address."""
    command = ["npx", "--yes", LIGHTHOUSE, address, "--output=json", "--quiet"]
    command += [f"--only-categories={','.join(CATEGORIES)}"]
    command += ["--chrome-flags=--headless=new --no-sandbox --disable-gpu"]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode:
        sys.exit(f"Lighthouse failed on {address}:\n{done.stderr}")
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def show(path: str, reports: list[dict[str, Any]]) -> None:
    """Print the medians of a page's reports, and the audits that cost points."""

    def median(*keys: str) -> float:
        def value(found: Any) -> float:
            for key in keys:
                found = found[key]
            return float(found)

        return statistics.median(map(value, reports))

    scores = [f"{100 * median('categories', c, 'score'):4.0f}" for c in CATEGORIES]
    weight = median("audits", "total-byte-weight", "numericValue") / 1000
    shift = median("audits", "cumulative-layout-shift", "numericValue")
    speed = median("environment", "benchmarkIndex")
    print(f"/{path:31} {' '.join(scores)} {weight:6.1f} {shift:6.3f} {speed:6.0f}")
    for name in CATEGORIES:
        for reference in reports[-1]["categories"][name]["auditRefs"]:
            found = reports[-1]["audits"][reference["id"]]
            applies = reference["weight"] and found["score"] is not None
            if applies and found["score"] < 0.9:
                print(f"    {found['title']}: {found.get('displayValue', '')}")
    sys.stdout.flush()


class Compressing(http.server.SimpleHTTPRequestHandler):
    """Serves a folder's site as static hosts do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Send a file, compressed where that helps."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        found = file.is_file()
        if not found:
            file = Path(self.translate_path("/404.html"))
        body = file.read_bytes()
        self.send_response(200 if found else 404)
        if file.suffix in COMPRESSED:
            body = gzip.compress(body)
            self.send_header("Content-Encoding", "gzip")
        kind = self.guess_type(str(file))
        text = kind.startswith("text/") or kind.endswith(("javascript", "xml", "json"))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder's site and yield its address."""

    def handler(*given: Any) -> Compressing:
        return Compressing(*given, directory=str(folder / "site"))

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


if __name__ == "__main__":
    main()
