"""Builds the site once, serves it, and opens it in Chromium."""

import contextlib
import functools
import http.server
import os
import shutil
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
REPOSITORY = "https://github.com/someone/book"
LAID_OUT = "!document.querySelector('.unhurried .part:not([style])')"
# Fonts are there, and what scripts did at the start has been painted; a page that is
# not in front has no frames.
SETTLED = """() => document.fonts.ready.then(() => new Promise(done => {
    requestAnimationFrame(() => requestAnimationFrame(done))
    setTimeout(done, 2000)
}))"""
NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")


def built(folder, **variables):
    """Build the site into a folder, with these environment variables alone."""
    from bindery.build import build

    with pytest.MonkeyPatch.context() as patch:
        for name in ("SITE_URL", "SITE_URL_ZH", "REPO_URL"):
            patch.delenv(name, raising=False)
        for name, value in variables.items():
            patch.setenv(name, value)
        patch.setenv("SOURCE_DATE_EPOCH", "0")
        patch.chdir(ROOT)
        assert build(ROOT, folder)
    return folder


@contextlib.contextmanager
def served(folder):
    """Serve a folder as hosts do, with its page for what is not found."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        @property
        def error_message_format(self):
            page = Path(folder, "404.html").read_text("utf-8")
            return page.replace("%", "%%")

        def log_message(self, *_):
            pass

    handler = functools.partial(Quiet, directory=str(folder))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    """Return the folder of a site built for these tests."""
    return built(tmp_path_factory.mktemp("built") / "site")


@pytest.fixture(scope="session")
def address(site):
    """Return the address under which the built site is served."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def published(tmp_path_factory):
    """Return the folder of a site that knows its repository, and its address."""
    folder = tmp_path_factory.mktemp("published") / "site"
    site = built(folder, REPO_URL=REPOSITORY)
    with served(site) as address:
        yield site, address


@pytest.fixture(scope="session")
def addressed(tmp_path_factory):
    """Return the folder of a site that knows its address."""
    folder = tmp_path_factory.mktemp("addressed") / "site"
    home = "https://example.org/book/"
    return built(folder, SITE_URL=home, SITE_URL_ZH=f"{home}zh/")


@pytest.fixture(scope="session")
def browser():
    """Return headless Chromium; where there is none, skip, but never in CI."""
    chromium = next(filter(None, map(shutil.which, NAMES)), None)
    if chromium is None:
        reason = "browser tests need Chromium: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    quiet = ["--no-sandbox", "--disable-background-networking", "--no-first-run"]
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield launched
        launched.close()


@pytest.fixture(params=["light", "dark"])
def scheme(request):
    return request.param


@pytest.fixture(params=[390, 1280])
def width(request):
    return request.param


@pytest.fixture(params=["", "zh/"], ids=["en", "zh"])
def language(request):
    return request.param


@pytest.fixture(scope="session")
def settle():
    """Return a function that waits until all of a page is there."""

    def wait(page):
        page.wait_for_function(LAID_OUT, polling=20)
        # After the page's own timers: what listens for a key listens by then.
        page.evaluate("new Promise(listening => setTimeout(listening))")
        page.keyboard.press("Shift")  # the first key begins what else is far below
        page.evaluate("new Promise(begun => setTimeout(begun))")
        page.evaluate(SETTLED)

    return wait


@pytest.fixture
def open_page(browser, address, settle):
    """Return a function that opens a page and notes what goes wrong on it."""
    contexts = []

    def open_it(path, width=1280, scheme="light", home=address, **options):
        context = browser.new_context(
            viewport={"width": width, "height": 844}, color_scheme=scheme, **options
        )
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("console", lambda m: page.faults.append(f"{m.type}: {m.text}"))
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("requestfailed", lambda r: note_failed(page, r))
        page.on("request", lambda r: note_foreign(page, r.url, home))
        page.goto(home + path)
        if options.get("java_script_enabled", True):
            settle(page)
        return page

    def note_failed(page, request):
        # What a page was still asking for when it was left is no fault.
        if request.failure != "net::ERR_ABORTED":
            page.faults.append(f"failed: {request.url}")

    def note_foreign(page, url, home):
        if not url.startswith((home, "data:", "blob:")):
            page.faults.append(f"foreign request: {url}")

    yield open_it
    for context in contexts:
        context.close()
