"""What a first visit to a page loads, as a host that compresses sends it."""

import gzip
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

DOCS = Path(__file__).parents[2] / "docs" / "en"
PATHS = [
    *("" if page.stem == "index" else f"{page.stem}/" for page in DOCS.glob("*.md")),
    *(f"labs/{lab.stem}/" for lab in DOCS.glob("labs/*.py")),
]
LOADED = {
    "href": 'link:is([rel=stylesheet], [rel=preload], [rel="icon"])',
    "src": "script[src], img[src]",
}
COMPRESSED = {".css", ".html", ".js", ".svg"}
MOST = 150_000


def sent(file):
    """Return how many bytes of a file go over the line."""
    content = file.read_bytes()
    return len(gzip.compress(content) if file.suffix in COMPRESSED else content)


@pytest.mark.parametrize("path", sorted(PATHS))
def test_a_first_visit_is_light(site, language, path):
    html = site / language / path / "index.html"
    page = BeautifulSoup(html.read_text("utf-8"), "html.parser")
    loaded = {
        (html.parent / element[attribute]).resolve()
        for attribute, selector in LOADED.items()
        for element in page.select(selector)
    }
    assert {file.suffix for file in loaded} >= {".css", ".js", ".woff2", ".svg"}
    weights = {file.name: sent(file) for file in [html, *loaded]}
    assert sum(weights.values()) <= MOST, weights
