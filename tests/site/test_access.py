"""The site for everyone: what axe finds, and what a keyboard reaches."""

from pathlib import Path

import pytest
from axe_playwright_python.base import AXE_SCRIPT

DOCS = Path(__file__).parents[2] / "docs" / "en"
CHAPTERS = [
    "" if page.stem == "index" else f"{page.stem}/"
    for page in sorted(DOCS.glob("*.md"))
]
PATHS = [*CHAPTERS, "snippets/", "snippets/information/match/", "404.html"]

# What axe finds by every rule of WCAG 2.2, A and AA, and of what it holds to be good
# practice. It reads no MathML, so a heading that is a formula looks empty to it.
FAULTS = """async () => {
    const runOnly = ['2a', '2aa', '21a', '21aa', '22aa'].map((level) => 'wcag' + level)
    const found = await axe.run(document, {
        runOnly: [...runOnly, 'best-practice'], resultTypes: ['violations'] })
    const isFormula = (id, node) => id === 'empty-table-header'
        && document.querySelector(node.target[0]).querySelector('math')
    return found.violations.flatMap(({ id, nodes }) => nodes
        .filter((node) => !isFormula(id, node))
        .map((node) => [id, ...node.target, ...node.any, ...node.all, ...node.none]
            .map((part) => part.message ?? part).join(' | ')))
}"""
UNFOLD = """() => {
    document.querySelectorAll('details').forEach((box) => { box.open = true })
    document.querySelector('.certificates [role=switch]')?.click()
    document.querySelector('data.bound[role=button]')?.click()
}"""


@pytest.mark.parametrize("path", PATHS)
def test_axe_finds_nothing(open_page, language, path):
    """With each solution unfolded, the switch on and a card open.

    The page is wide and light, then narrow and dark, its twin the other way round.
    """
    page = open_page(
        language + path, 1280, "dark" if language else "light", reduced_motion="reduce"
    )
    page.evaluate(AXE_SCRIPT)
    page.evaluate(UNFOLD)
    assert page.evaluate(FAULTS) == []
    page.locator("[data-md-component=palette] button:not([hidden])").click()
    page.set_viewport_size({"width": 390, "height": 844})
    page.locator(
        f"body[data-md-color-scheme={'default' if language else 'slate'}]"
    ).wait_for()
    assert page.evaluate(FAULTS) == []


def test_axe_finds_nothing_in_open_menus(open_page, language):
    page = open_page(f"{language}information/", 390, reduced_motion="reduce")
    page.evaluate(AXE_SCRIPT)
    page.locator("button[for=__drawer]").click()
    assert page.evaluate(FAULTS) == []
    page.keyboard.press("Escape")
    page.locator("button[for=__search]").click()
    page.fill("input.md-search__input", "信息量" if language else "surprise")
    page.press("input.md-search__input", "End")  # the theme listens to keys
    page.wait_for_selector(".md-search-result__link")
    assert page.evaluate(FAULTS) == []
