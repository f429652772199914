"""Counts the frames per second while each explorable of the site is dragged.

The processor is slowed down six-fold, as a phone's would be, and the page is a phone's.
A screen shows 60 frames a second; the worst tenth says what nine frames in ten reach.
"""

import contextlib
import functools
import http.server
import re
import shutil
import statistics
import sys
import tempfile
import threading
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from playwright.sync_api import ElementHandle, Page, sync_playwright

from bindery.build import build

ROOT = Path(__file__).parents[1]
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
SLOWDOWN = 6
MOVES = 150
# Where a drag may begin, the first that an explorable has; how far it goes.
HANDLES = {".explorable-grip": (0, 30), "input[type=range]": (150, 0)}
WATCH = """() => {
    window.frames_at = []
    const note = time => {
        frames_at.push(time)
        watching = requestAnimationFrame(note)
    }
    let watching = requestAnimationFrame(note)
    window.stop_watching = () => { cancelAnimationFrame(watching); return frames_at }
}"""


def main() -> None:
    """Print a row for each explorable, in either language."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        sys.exit("this needs Chromium: apt-get install chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        if not build(ROOT, site):
            sys.exit(1)
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox"]
        )
        print(f"{'frames a second while dragged':44} median  worst tenth")
        for path, name in explorables(site):
            page = browser.new_page(viewport={"width": 390, "height": 844})
            with served(site) as address:
                page.goto(f"{address}/{path}")
                frames = drag(page, page.wait_for_selector(f"{name}.live"))
            rates = sorted(1000 / (b - a) for a, b in pairwise(frames))
            median, worst = statistics.median(rates), rates[len(rates) // 10]
            print(f"{path + ' ' + name:44} {median:6.0f} {worst:12.0f}", flush=True)
            page.close()


def explorables(site: Path) -> Iterator[tuple[str, str]]:
    """Yield the address and the name of each explorable."""
    for file in sorted(site.rglob("index.html")):
        folder = file.parent.relative_to(site).as_posix()
        for name in re.findall(r"<(ce-[\w-]+)", file.read_text("utf-8")):
            yield f"{folder}/", name


@contextlib.contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder and yield its address."""
    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Serves without a word."""

    def log_message(self, *_: object) -> None:
        """Say nothing."""


def drag(page: Page, explorable: ElementHandle) -> list[float]:
    """Drag to and fro; return when the frames were shown, in milliseconds."""
    handles = ((explorable.query_selector(h), far) for h, far in HANDLES.items())
    handle, (across, down) = next((h, far) for h, far in handles if h)
    handle.scroll_into_view_if_needed()
    box = handle.bounding_box()
    assert box
    slider = box["width"] > 100
    x = box["x"] + (20 if slider else box["width"] / 2)
    y = box["y"] + box["height"] / 2
    before = explorable.inner_text()
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWDOWN})
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate(WATCH)
    for move in range(MOVES):
        part = abs((move % 50) / 25 - 1)
        page.mouse.move(x + part * across, y + part * down)
    frames: list[float] = page.evaluate("stop_watching()")
    if explorable.inner_text() == before:
        sys.exit(f"{page.url}: the drag moved nothing")
    page.mouse.up()
    return frames


if __name__ == "__main__":
    main()
