"""Where a number comes from: by mouse, by touch, by keyboard, in both languages."""

import gzip
import html.parser
import re
from pathlib import Path

import pytest

from bindery.snippets import snippet_files

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
REPOSITORY = "https://github.com/someone/book"

# One number of each kind, with what its card must say of it.
NUMBERS = {
    "prose": ("p > data[data-name=ratio]", "ratio = china_bits / france_bits", "458.2"),
    "unit": ("p > data[data-name=china_bits]", "china_bits = ", "6.6438561897747"),
    "table": (
        "td > data[data-name='bits[0]']",
        "bits = information",
        "6.6438561897747",
    ),
    "caption": ("figcaption data[data-name=ratio]", "ratio = china_bits", "458.2"),
    "claim": ("p > data.claim[data-name=adds_up]", "adds_up = abs(", "True"),
    "formula": ("mn[data-name=reach_final]", "reach_final = 2 / teams", "0.0625"),
}
CARD = "[role=dialog].certificate"


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + "information/")


def turn_on(page):
    switch = page.get_by_role("switch").first
    switch.focus()
    page.keyboard.press("Space")
    assert switch.get_attribute("aria-checked") == "true"


def wait_until_gone(page):
    page.locator(CARD).wait_for(state="detached")


def is_focused(locator):
    return locator.evaluate("e => e === document.activeElement")


def button(page, selector):
    """What the keyboard reaches of a number: in a formula, the button behind it."""
    first = page.locator(selector).first
    if selector.startswith("mn"):
        return page.locator("[data-tex]", has=first).locator("[role=button]").first
    return first


def test_pointing_shows_the_card_and_leaving_hides_it(chapter):
    card = chapter.locator(CARD)
    for selector, statement, value in NUMBERS.values():
        chapter.locator(selector).first.hover()
        card.wait_for()
        assert card.locator("code").inner_text().startswith(statement)
        assert value in card.locator("strong").inner_text()
        chapter.mouse.move(2, 2)
        wait_until_gone(chapter)


def test_the_pointer_may_go_and_read_the_card(chapter):
    chapter.locator("p > data").first.hover()
    card = chapter.locator(CARD)
    card.hover()
    chapter.wait_for_timeout(400)
    assert card.is_visible()


def test_a_passing_pointer_opens_nothing(chapter):
    chapter.locator("p > data").first.hover()
    chapter.mouse.move(2, 2)
    chapter.wait_for_timeout(400)
    assert chapter.locator(CARD).count() == 0


def test_escape_hides_what_the_pointer_showed(chapter):
    chapter.locator("p > data").first.hover()
    chapter.locator(CARD).wait_for()
    chapter.keyboard.press("Escape")
    assert chapter.locator(CARD).count() == 0


def test_the_keyboard_opens_reads_and_closes(chapter):
    turn_on(chapter)
    card = chapter.locator(CARD)
    for selector, statement, value in NUMBERS.values():
        pressed = button(chapter, selector)
        pressed.focus()
        assert pressed.get_attribute("role") == "button"
        chapter.keyboard.press("Enter")
        assert is_focused(card)
        assert pressed.get_attribute("aria-expanded") == "true"
        assert card.locator("code").inner_text().startswith(statement)
        assert value in card.locator("strong").inner_text()
        chapter.keyboard.press("Tab")
        assert is_focused(card.locator("a").first)
        chapter.keyboard.press("Escape")
        assert card.count() == 0
        assert is_focused(pressed)
        assert pressed.get_attribute("aria-expanded") == "false"


def test_tab_leads_through_the_card_and_on(chapter):
    turn_on(chapter)
    one, two = (chapter.locator("p > data").nth(at) for at in (0, 1))
    one.focus()
    chapter.keyboard.press("Space")
    for _ in range(chapter.locator(f"{CARD} a").count()):
        chapter.keyboard.press("Tab")
    assert is_focused(chapter.locator(f"{CARD} a").last)
    chapter.keyboard.press("Tab")
    assert is_focused(two)
    assert chapter.locator(CARD).count() == 0
    one.focus()
    chapter.keyboard.press("Space")
    chapter.keyboard.press("Shift+Tab")
    assert is_focused(one)


def test_focus_can_be_seen(chapter):
    turn_on(chapter)
    for selector, seen in (("p > data", "p > data"), ("mn[data-name]", "mn.lit")):
        button(chapter, selector).focus()
        chapter.keyboard.press("Tab")
        chapter.keyboard.press("Shift+Tab")
        style = "e => getComputedStyle(e).outlineStyle"
        assert chapter.locator(seen).first.evaluate(style) == "solid"


BOXES = """() => [...document.querySelectorAll('article *')].map(element => {
    const box = element.getBoundingClientRect()
    return [element.tagName, box.left, box.top + scrollY, box.width, box.height].join()
}).filter(box => !box.startsWith('SPAN,')).join('\\n')"""


def test_the_switch_moves_nothing(open_page, language, width):
    page = open_page(language + "information/", width)
    page.wait_for_timeout(300)
    before = page.evaluate(BOXES)
    turn_on(page)
    page.wait_for_timeout(300)
    assert page.evaluate(BOXES) == before
    decoration = "e => getComputedStyle(e).textDecorationLine"
    for selector, _, _ in NUMBERS.values():
        assert page.locator(selector).first.evaluate(decoration) == "underline"


def test_the_switch_is_remembered_and_turns_off(chapter, address, language):
    turn_on(chapter)
    chapter.goto(f"{address}{language}")
    switch = chapter.get_by_role("switch").first
    assert switch.get_attribute("aria-checked") == "true"
    assert chapter.locator("figcaption data[role=button]").count() == 2
    switch.click()
    chapter.goto(f"{address}{language}information/")
    assert chapter.get_by_role("switch").first.get_attribute("aria-checked") == "false"
    assert chapter.locator("article [role=button]").count() == 0
    assert chapter.locator("article data[tabindex], mn[tabindex]").count() == 0


def test_touch_opens_and_a_touch_elsewhere_closes(open_page, language):
    page = open_page(language + "information/", 390, has_touch=True)
    card = page.locator(CARD)
    for selector, statement, _ in NUMBERS.values():
        page.locator(selector).first.tap()
        assert card.locator("code").inner_text().startswith(statement)
        card.locator("code").tap()
        assert card.is_visible()
        page.touchscreen.tap(3, 300)  # the margin, where no card reaches
        wait_until_gone(page)


def test_no_card_leaves_a_phones_screen(open_page, language):
    page = open_page(language + "information/", 390)
    outside = page.evaluate("""() => {
        const outside = []
        document.querySelectorAll('details').forEach(details => details.open = true)
        const shown = ':is(data.bound, mn[data-source]):not(label *)'
        for (const number of document.querySelectorAll(shown)) {
            number.scrollIntoView({block: 'center'})
            number.dispatchEvent(new MouseEvent('click', {bubbles: true}))
            const box = document.querySelector('.certificate').getBoundingClientRect()
            const wide = box.left < 0 || box.right > innerWidth
            if (wide || box.top < 0 || box.bottom > innerHeight)
                outside.push([number.textContent, box.left, box.top].join())
        }
        return outside
    }""")
    assert outside == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


def test_the_card_speaks_the_pages_language(chapter, language):
    chapter.locator("p > data.claim").first.click()
    card = chapter.locator(CARD)
    expected = "adds_up 的来历" if language else "Where adds_up comes from"
    assert card.get_attribute("aria-label") == expected
    spoken = card.locator(".certificate-holds, .certificate-links").all_inner_texts()
    words = re.sub(r"\w+\.py", "", " ".join(spoken))
    assert bool(re.search("[a-z]", words)) is not bool(language)
    assert bool(re.search("[\u4e00-\u9fff]", words)) is bool(language)


def test_motion_only_where_it_is_wanted(open_page):
    names = []
    for wish in ("reduce", "no-preference"):
        page = open_page("information/", reduced_motion=wish)
        page.locator("p > data").first.click()
        names.append(
            page.locator(CARD).evaluate("e => getComputedStyle(e).animationName")
        )
    assert names == ["none", "certificate"]


def test_without_scripts_a_title_says_it(open_page, language):
    page = open_page(language + "information/", java_script_enabled=False)
    said = page.locator("p > data[data-name=ratio]").first.get_attribute("title")
    assert said == "ratio = 458.2105765533885 · snippets/information/match.py"
    assert not page.locator(".certificates").first.is_visible()


def test_with_scripts_no_title_doubles_the_card(chapter):
    assert chapter.locator("data[title]").count() == 0


@pytest.mark.parametrize("place", ["<h2>{}</h2>", "<a href=''>{}</a>"])
def test_in_headings_and_links_numbers_stay_plain(open_page, address, place):
    page = open_page("")
    number = '<data class="bound" data-name="ratio" value="1" id="here" '
    number += 'data-source="snippets/information/match.py">1</data>'

    def answer(route):
        text = route.fetch().text()
        body = text.replace("</article>", place.format(number) + "</article>", 1)
        route.fulfill(body=body, content_type="text/html")

    page.route(address, answer)
    page.goto(address)
    turn_on(page)
    here = page.locator("#here")
    assert here.get_attribute("role") is None
    assert here.evaluate("e => getComputedStyle(e).textDecorationStyle") != "dotted"
    here.hover()
    page.wait_for_timeout(400)
    assert page.locator(CARD).count() == 0


@pytest.mark.parametrize("way", ["mouse", "touch", "keyboard"])
def test_from_a_number_to_its_line_and_its_test(open_page, language, way):
    page = open_page(language + "information/", has_touch=way == "touch")
    selector, statement, _ = NUMBERS["formula"]

    def follow(locator):
        if way == "keyboard":
            locator.focus()
            page.keyboard.press("Enter")
        elif way == "touch":
            locator.tap()
        else:
            locator.click()

    if way == "keyboard":
        turn_on(page)
        follow(button(page, selector))
    else:
        follow(page.locator(selector).first)
    follow(page.locator(f"{CARD} a[href*='snippets/']"))
    page.wait_for_url("**/snippets/information/*/#listing-*")
    assert page.locator(":target").inner_text().startswith(statement.split("(")[0])
    assert page.locator(":target").bounding_box()["y"] > 40  # below the header
    test = page.locator("details.test").first
    follow(test.locator("summary"))
    assert "def test_" in test.locator("pre code").inner_text()
    assert page.evaluate("document.documentElement.lang") == (
        "zh" if language else "en"
    )
    assert page.faults == []


def test_the_line_in_the_listing_of_the_page(chapter):
    chapter.locator("p > data[data-name=ratio]").first.click()
    chapter.locator(f"{CARD} a[href^='#']").click()
    assert chapter.locator(CARD).count() == 0
    line = chapter.locator(":target")
    assert line.inner_text().strip() == "ratio = china_bits / france_bits"
    assert line.bounding_box()["y"] > 40


def test_with_a_repository_the_file_and_the_test_are_linked(
    open_page, published, language
):
    _, home = published
    page = open_page(language + "information/", home=home)
    page.locator("p > data[data-name=ratio]").first.click()
    assert page.locator(f"{CARD} a[href*='/blob/']").get_attribute("href") == (
        f"{REPOSITORY}/blob/HEAD/snippets/information/match.py#L10"
    )
    page.locator(f"{CARD} a[href*='snippets/information/match/']").click()
    page.locator("details.test summary").click()
    link = page.locator("details.test a").get_attribute("href")
    assert link.startswith(
        f"{REPOSITORY}/blob/HEAD/tests/snippets/test_information.py#L"
    )
    line = int(link.rpartition("#L")[2])
    tests = ROOT / "tests" / "snippets" / "test_information.py"
    assert tests.read_text("utf-8").splitlines()[line - 1] == "def test_match(snippet):"
    assert page.faults == []  # the theme's own link would ask GitHub for its stars


def test_without_a_repository_no_link_leads_there(site):
    for file in site.rglob("*.html"):
        assert "/blob/" not in file.read_text("utf-8")


def test_script_and_style_are_light(site):
    parts = [site / "assets/certificate.js", ASSETS / "certificate.css"]
    assert sum(len(gzip.compress(part.read_bytes())) for part in parts) < 5 * 1024


class Template(html.parser.HTMLParser):
    """Collects a page's bound numbers, but in links, and its template's cards."""

    def __init__(self, text):
        super().__init__()
        self.numbers, self.cards = set(), []
        self.in_link = False
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        if "data-names" in given:
            names = given["data-names"].split()
            self.cards += [(given["data-source"], name) for name in names]
        elif tag == "a":
            self.in_link = True
        elif tag in {"data", "mn"} and "data-source" in given and not self.in_link:
            name = given["data-name"].partition("[")[0]
            self.numbers.add((given["data-source"], name))

    def handle_endtag(self, tag):
        self.in_link = self.in_link and tag != "a"


def test_each_statement_is_stored_once(site):
    count = 0
    for file in site.rglob("index.html"):
        page = Template(file.read_text("utf-8"))
        assert sorted(page.cards) == sorted(page.numbers), file
        count += len(page.cards)
    assert count > 50


def test_cards_are_not_found_by_the_search(site, language):
    index = (site / language / "search" / "index.json").read_text("utf-8")
    assert "information_content(china)" not in re.sub(r"<code>.*?</code>", "", index)
    assert "snippets/information" not in index
    assert ("显示数字的来历" if language else "Show where numbers") not in index


def test_each_snippet_has_its_page_in_both_languages(open_page, language):
    page = open_page(language + "snippets/", 390)
    links = page.locator("article li a")
    found = [
        link.split("/")[-2] for link in links.evaluate_all("l => l.map(a => a.href)")
    ]
    _, _, nav = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")
    order = re.findall(r"(\w+)\.md", nav)
    keys = sorted(
        snippet_files(ROOT), key=lambda key: order.index(key.partition("/")[0])
    )
    assert found == [key.partition("/")[2] for key in keys]
    links.first.click()
    page.wait_for_url(f"**/snippets/{keys[0]}/")
    assert page.locator("h1").inner_text().strip().endswith(f"{keys[0]}.py")
    assert f"{keys[0]}.py" in page.title()
    page.wait_for_load_state("networkidle")
    page.click("a.language")
    page.wait_for_url(f"**/snippets/{keys[0]}/")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.lang") == (
        "en" if language else "zh"
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert page.faults == []
