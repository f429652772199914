"""The style sheets that are sent, against what they were made of, in a browser."""

from pathlib import Path

import material
import pytest

ROOT = Path(__file__).resolve().parents[2]
PATHS = (
    "",
    "bench/",
    "bits/",
    "digits/",
    "glossary/",
    "labs/digits_lab/",
    "snippets/bits/kraft/",
)
# What each element looks like, and what stands before and after it.
LOOKS = """() => [...document.querySelectorAll(
        'body, body *:not(svg *, math *, pre *)')].flatMap((element) =>
    ['', '::before', '::after'].flatMap((pseudo) => {
        const style = getComputedStyle(element, pseudo)
        if (pseudo && style.content === 'none') return []
        const looks = [...style].filter((name) => !name.startsWith('--'))
            .map((name) => style.getPropertyValue(name))
        return [[element.tagName, element.className, pseudo, ...looks].join(' | ')]
    }))"""
STILL = "* { animation: none !important; transition: none !important }"


OWN = ROOT / "docs/theme/assets"
THEIRS = Path(material.__file__).parent / "templates/assets/stylesheets"
# The theme's two, then ours in the order of mkdocs.yml.
SHEETS = [
    *(next(THEIRS.glob(f"{name}.*.css")) for name in ("main", "palette")),
    *(
        OWN / f"{name}.css"
        for name in ("exercise", "explorable", "site", "certificate")
    ),
]


def whole(route):
    """Answer with the sheets before the build joined and shortened them."""
    name = route.request.url.rpartition("/assets/")[2]
    sheets = SHEETS if name == "style.css" else [OWN / name]
    text = "\n".join(sheet.read_text("utf-8") for sheet in sheets)
    route.fulfill(body=text, content_type="text/css")


@pytest.mark.parametrize("path", PATHS)
def test_nothing_looks_different_for_what_was_left_out(
    browser, address, language, path
):
    """Wide and light, or narrow and dark, with the menu open and the search at work."""
    size = {"width": 390 if language else 1280, "height": 844}
    scheme = "dark" if language else "light"
    found = []
    for route in (None, whole):
        context = browser.new_context(viewport=size, color_scheme=scheme)
        page = context.new_page()
        if route:
            page.route("**/*.css", route)
        page.goto(address + language + path)
        page.wait_for_load_state("networkidle")
        page.add_style_tag(content=STILL)
        page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        page.evaluate("document.getElementById('__search').click()")
        page.fill("input.md-search__input", "KL")
        page.press("input.md-search__input", "End")
        page.wait_for_selector(".md-search-result__item", state="attached")
        page.evaluate("document.getElementById('__drawer').click()")
        page.mouse.move(0, 0)
        page.wait_for_timeout(500)  # the theme locks the page behind its search
        found.append(page.evaluate(LOOKS))
        context.close()
    sent, source = map(set, found)
    assert len(sent) > 100
    assert sorted(sent - source)[:3] == sorted(source - sent)[:3] == []
