"""What a term means, where it is first mentioned: pointer, keyboard, finger, paper."""

import pytest

TERM = "a.term"
# All that a reader sees of it, as the browser has laid it out.
SHOWN = "e => getComputedStyle(e, '::after').content.split('\" / \"')[0]"


@pytest.fixture
def reference(open_page, language):
    return open_page(language + "reference/")


def is_shown(term):
    return term.evaluate(SHOWN).strip('"') == term.get_attribute("aria-description")


def is_hidden(term):
    return term.evaluate(SHOWN) == "none"


def test_pointing_shows_what_a_term_means(reference):
    term = reference.locator(TERM).first
    assert is_hidden(term)
    height = reference.evaluate("document.documentElement.scrollHeight")
    term.hover()
    assert is_shown(term)
    assert reference.evaluate("document.documentElement.scrollHeight") == height
    reference.mouse.move(2, 2)
    assert is_hidden(term)


def test_the_keyboard_reaches_it_and_escape_hides_it(reference):
    term = reference.locator(TERM).first
    reference.keyboard.press("Tab")
    while not term.evaluate("e => e === document.activeElement"):
        reference.keyboard.press("Tab")
    assert is_shown(term)
    reference.keyboard.press("Escape")
    assert is_hidden(term)
    reference.keyboard.press("Shift+Tab")
    reference.keyboard.press("Tab")
    assert is_shown(term)


def test_escape_hides_what_the_pointer_shows(reference):
    term = reference.locator(TERM).first
    term.hover()
    reference.keyboard.press("Escape")
    assert is_hidden(term)
    reference.mouse.move(2, 2)
    term.hover()
    assert is_shown(term)


def test_a_tap_shows_it_and_the_next_one_leads_to_the_glossary(open_page, language):
    page = open_page(language + "reference/", 390, has_touch=True, is_mobile=True)
    one, other = page.locator(TERM).nth(0), page.locator(TERM).nth(1)
    one.tap()
    assert is_shown(one)
    other.tap()
    assert is_shown(other)
    assert is_hidden(one)
    assert page.url.endswith("reference/")
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.locator("h1").tap()
    assert is_hidden(other)
    place = other.get_attribute("href").removeprefix("..")
    other.tap()
    other.tap()
    page.wait_for_url(f"**{place}")
    page.wait_for_load_state("networkidle")
    assert page.faults == []


def test_without_scripts_the_pointer_shows_it_too(open_page, language):
    page = open_page(language + "reference/", java_script_enabled=False)
    term = page.locator(TERM).first
    term.hover()
    assert is_shown(term)
    place = term.get_attribute("href").removeprefix("..")
    term.click()
    page.wait_for_url(f"**{place}")


def test_on_paper_a_term_is_a_word_like_any_other(reference):
    term = reference.locator(TERM).first
    term.hover()
    reference.emulate_media(media="print")
    line = "e => getComputedStyle(e).textDecorationLine"
    assert term.evaluate(line) == "none"
    display = "e => getComputedStyle(e, '::after').display"
    assert term.evaluate(display) == "none"


def test_the_glossary_shows_the_same_sentence(reference, open_page, language):
    term = reference.locator(TERM).first
    means, href = term.get_attribute("aria-description"), term.get_attribute("href")
    page = open_page(language + "glossary/")
    entry = page.locator(f"#{href.rpartition('#')[2]} + p + p")
    assert entry.inner_text() == means
