"""The look: what can be read, what a chapter begins and ends with, and paper."""

import re
from html import unescape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from bindery.pages import pages

ROOT = Path(__file__).parents[2]
CHAPTERS = [
    page.name
    for page in pages(ROOT, "en").values()
    if any(block.text.startswith("/// exercise") for block in page.blocks)
]

# What each text is written in and on: colours as a canvas reads them, blended upwards.
CONTRASTS = """() => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })
    const rgba = colour => {
        canvas.clearRect(0, 0, 1, 1)
        canvas.fillStyle = colour
        canvas.fillRect(0, 0, 1, 1)
        const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data
        return [r, g, b, a / 255]
    }
    const over = ([r, g, b, a], under) =>
        [r, g, b].map((c, i) => c * a + under[i] * (1 - a)).concat(1)
    const ground = element => {
        const above = []
        for (let e = element; e; e = e.parentElement) above.push(rgba(getComputedStyle(e).backgroundColor))
        return above.reduceRight((under, colour) => over(colour, under), [255, 255, 255, 1])
    }
    const linear = c => c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4
    const luminance = c => 0.2126 * linear(c[0]) + 0.7152 * linear(c[1]) + 0.0722 * linear(c[2])
    const ratio = (one, other) => {
        const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a)
        return (light + 0.05) / (dark + 0.05)
    }
    const shown = e => e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) && !e.closest('svg, .md-search__output')
    const found = { texts: 0, controls: 0, faint: [] }
    for (const e of document.body.querySelectorAll('*')) {
        if (!shown(e)) continue
        const style = getComputedStyle(e)
        const told = [...e.childNodes].filter(n => n.nodeType == 3).map(n => n.data.trim()).join('')
        if (told && !['SCRIPT', 'STYLE', 'NOSCRIPT'].includes(e.tagName)) {
            let seen = 1
            for (let up = e; up; up = up.parentElement) seen *= getComputedStyle(up).opacity
            const on = ground(e), ink = rgba(style.color)
            const size = parseFloat(style.fontSize)
            const least = size >= 24 || size >= 18.66 && style.fontWeight >= 700 ? 3 : 4.5
            const here = ratio(over([ink[0], ink[1], ink[2], ink[3] * seen], on), on)
            found.texts += 1
            if (here < least) found.faint.push(`${here.toFixed(2)} ${e.tagName}.${e.className}: ${told.slice(0, 40)}`)
        }
        if (e.matches('.answer input, .answer button, .explorable-controls input[type=number], .md-button')) {
            const on = ground(e.parentElement)
            const line = parseFloat(style.borderTopWidth) ? rgba(style.borderTopColor) : [0, 0, 0, 0]
            const edge = Math.max(ratio(over(line, on), on), ratio(ground(e), on))
            found.controls += 1
            if (edge < 3) found.faint.push(`${edge.toFixed(2)} ${e.tagName}.${e.className}`)
        }
    }
    return found
}"""  # noqa: E501


def test_text_and_controls_stand_out(open_page, address, scheme):
    page = open_page("", 1280, scheme)
    texts = controls = 0
    for path in ("", "information/", "zh/bits/", "bench/", "reference/", "no/page/"):
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        found = page.evaluate(CONTRASTS)
        assert found["faint"] == [], path
        texts += found["texts"]
        controls += found["controls"]
    assert texts > 1000
    assert controls > 20


def test_a_faint_text_would_be_found(open_page):
    page = open_page("information/")
    page.add_style_tag(
        content="p { color: #999 !important } input { border: 0 !important }"
    )
    faint = "\n".join(page.evaluate(CONTRASTS)["faint"])
    assert "2.8" in faint
    assert "INPUT" in faint


MEASURE = """() => [...document.querySelectorAll(
        'article > p:not([class]), .part > p:not([class])')]
    .filter(p => p.clientHeight > 60).map(p => {
        const width = p.clientWidth
        p.style.cssText = 'white-space: nowrap; width: max-content'
        return p.textContent.length * width / p.clientWidth
    })"""


def test_lines_are_as_long_as_reading_wants_them(open_page):
    lines = open_page("information/").evaluate(MEASURE)
    assert len(lines) > 10
    assert 65 <= sorted(lines)[len(lines) // 2] <= 75
    chinese = open_page("zh/information/")
    width = "document.querySelector('article > p:not([class])').clientWidth"
    size = (
        "parseFloat(getComputedStyle(document.querySelector('article > p')).fontSize)"
    )
    assert 35 <= chinese.evaluate(f"{width} / {size}") <= 40


SMALL = """() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
    const found = {}
    while (walker.nextNode()) {
        const box = walker.currentNode.parentElement
        if (!walker.currentNode.data.trim() || box.closest('svg, math, code, sup'))
            continue
        const { bottom, height } = box.getBoundingClientRect()
        const size = parseFloat(getComputedStyle(box).fontSize)
        if (box.checkVisibility() && height && bottom < innerHeight && size < 17)
            (found[size] ??= []).push(walker.currentNode.data.trim())
    }
    return found
}"""


def test_small_text_is_of_one_size_at_first_sight(open_page, language):
    """Each size more costs the first layout; the link to a figure's source is small."""
    for name in CHAPTERS:
        found = open_page(f"{language}{name}/", 390).evaluate(SMALL)
        assert set(found) <= {"12", "14"}, (name, found)
        assert len(found["14"]) > 5, name
        assert len(found.get("12", [])) <= 1, (name, found["12"])


def test_each_chapter_begins_with_its_time_and_its_use(site, language):
    lang = "zh" if language else "en"
    for name in CHAPTERS:
        soup = BeautifulSoup(
            (site / language / name / "index.html").read_text("utf-8"), "html.parser"
        )
        box = soup.select_one("article > h1 + .start")
        assert box, f"docs/{lang}/{name}.md: nothing under its title; add able: to it"
        (minutes,) = re.findall(r"\d+", box.p.text)
        assert int(minutes) in range(5, 65, 5)
        able = pages(ROOT, lang)[f"{name}.md"].front_matter["able"]
        assert [item.text for item in box.select("li")] == able


def test_before_and_after_are_told_by_their_titles(open_page, language, width):
    page = open_page(language + "entropy/", width)
    links = page.locator(".md-footer__link")
    assert links.count() == 2
    places = page.evaluate("""() => [...document.querySelectorAll('.md-footer__link')]
        .map(link => {
            const title = link.querySelector('.md-ellipsis')
            const cut = title.scrollWidth > title.clientWidth
            return [title.innerText, title.clientHeight > 10 && !cut]
        })""")
    for link, (title, whole) in zip(links.all(), places, strict=True):
        assert whole
        there = page.request.get(link.evaluate("a => a.href")).text()
        assert f">{title}<" in re.sub(r"<a class=\"headerlink.*?</a>", "", there)


def test_the_page_for_lost_readers(open_page, address, site):
    assert not (site / "zh/404.html").exists()
    page = open_page("zh/en/entropy.html", 390)
    assert page.locator("h1").evaluate("e => getComputedStyle(e).fontWeight") == "700"
    for lang, home in (("en", ""), ("zh", "zh/")):
        section = page.locator(f".lost [lang={lang}]")
        perhaps = section.locator(".perhaps a")
        assert perhaps.evaluate("a => a.href") == f"{address}{home}entropy/"
        assert perhaps.is_visible()
        there = section.locator("li a").evaluate_all("all => all.map(a => a.href)")
        assert there[0] == address + home
        assert {f"{address}{home}{name}/" for name in CHAPTERS} <= set(there)
        assert all(page.request.get(url).ok for url in there)
    plain = open_page("a/b/c", java_script_enabled=False)
    assert plain.locator(".lost li a").count() == 2 * len(there)
    assert not plain.locator(".perhaps").first.is_visible()


def linear(colour):
    channels = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    return [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    ]


def luminance(colour):
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("tab", ["#ffffff", "#35363a"])
def test_the_mark_is_seen_on_light_and_dark_tabs(tab):
    mark = (ROOT / "docs/theme/assets/mark.svg").read_text("utf-8")
    colours = re.findall(r", (#\w{6})\)", mark)
    assert len(colours) == 3
    for colour in colours:
        light, dark = sorted(map(luminance, (tab, colour)), reverse=True)
        assert (light + 0.05) / (dark + 0.05) >= 3, colour


def test_english_words_on_chinese_pages_take_their_own_apostrophe(site, open_page):
    found = 0
    for file in sorted((site / "zh").rglob("index.html")):
        soup = BeautifulSoup(file.read_text("utf-8"), "html.parser")
        for idle in soup.select("pre, code, script, template, svg, .api"):
            idle.decompose()
        for text in soup.article.find_all(string=re.compile("[A-Za-z]’")):
            assert text.find_parent(lang="en"), f"{file.parent.name}: {text}"
            found += 1
    assert found > 3
    page = open_page("zh/gibbs/")
    family = page.locator("article span[lang=en]").first.evaluate(
        "e => getComputedStyle(e).fontFamily"
    )
    assert "Chinese Marks" not in family


# Firefox squeezes Chinese marks where kerning is asked for by name. It is not here to
# ask, so what the theme tells all browsers is what counts.
def test_no_kerning_is_asked_for_by_name(open_page):
    page = open_page("zh/likelihood/")
    told = """() => [...document.querySelectorAll('*')].map(
        (e) => [e.tagName, getComputedStyle(e).fontFeatureSettings]
    ).filter(([, value]) => value !== 'normal')"""
    assert page.evaluate(told) == []
    assert page.locator("code").count()
    assert page.locator("input").count()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_button_that_copies_covers_the_first_line_at_most(open_page, width):
    page = open_page("labs/digits_lab/", width)
    over = """() => [...document.querySelectorAll('pre > .md-code__nav')].map((nav) => {
        const code = nav.parentElement.querySelector('code')
        const { paddingTop, lineHeight } = getComputedStyle(code)
        const first = code.getBoundingClientRect().top + parseFloat(paddingTop)
        return nav.getBoundingClientRect().bottom - first - parseFloat(lineHeight)
    })"""
    page.wait_for_selector(".md-code__nav")
    found = page.evaluate(over)
    assert len(found) > 10
    assert max(found) <= 0


def test_what_the_theme_or_firefox_would_break_stays_whole(open_page):
    page = open_page("zh/progress/")
    look = "(e, name) => getComputedStyle(e)[name]"
    assert page.locator("h2 a").first.evaluate(look, "wordBreak") == "keep-all"
    assert page.locator("math").first.evaluate(look, "whiteSpace") == "nowrap"


# A formula cut at the edge may read as another one, whole and false.
CUT = """() => {
    for (const details of document.querySelectorAll('details')) details.open = true
    const all = [...document.querySelectorAll('.formula-display')]
    return [all.filter((e) => e.clientWidth > 0).length, all
        .filter((e) => e.clientWidth === 0 || e.scrollWidth > e.clientWidth)
        .map((e) => e.dataset.tex)]
}"""


def test_every_formula_fits_a_phone(site, open_page, address):
    files = [
        file
        for file in sorted(site.rglob("index.html"))
        if 'class="formula-display"' in file.read_text("utf-8")
    ]
    page = open_page("", 360)
    seen = 0
    for file in files:
        page.goto(address + file.parent.relative_to(site).as_posix() + "/")
        page.evaluate("document.fonts.ready.then(() => null)")
        shown, cut = page.evaluate(CUT)
        assert cut == [], file.parent.relative_to(site)
        seen += shown
    assert seen > 100


# Paper: what is left of the width of A4 between the margins, at 96 dots an inch.
PAPER = round((210 - 2 * 17) / 25.4 * 96)


def test_paper_has_the_chapter_and_nothing_else(open_page, address, language):
    page = open_page(language + "information/", PAPER, "dark")
    page.emulate_media(media="print")
    for idle in (".md-header", ".md-sidebar", ".md-footer", ".certificates", ".answer"):
        assert not page.locator(idle).first.is_visible(), idle
    for text in (".start", ".abstract", ".figure svg", "#eight-teams details p"):
        assert page.locator(text).first.is_visible(), text
    look = "(e, name) => getComputedStyle(e)[name]"
    ground = page.locator("html").evaluate(look, "backgroundColor")
    assert ground == "rgb(255, 255, 255)"
    label = page.locator(".figure svg:visible text").first
    assert label.evaluate(look, "fill") == "rgb(32, 36, 44)"
    for whole in ("figure", "pre", ".formula-display", ".exercise"):
        for found in page.locator(f"article {whole}").all():
            assert found.evaluate(look, "breakInside") == "avoid", whole
    assert page.locator("h2").first.evaluate(look, "breakAfter") == "avoid"


def test_paper_cuts_nothing_off(open_page, address, language):
    page = open_page(language, PAPER, "light")
    page.emulate_media(media="print")
    for name in [*CHAPTERS, "cheat_sheet", "notation"]:
        page.goto(f"{address}{language}{name}/")
        page.wait_for_load_state("networkidle")
        wide = page.evaluate("""() => [...document.querySelectorAll(
                'article :is(math, svg, table, pre, p, li)')]
            .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
            .map(e => e.textContent.slice(0, 60))""")
        assert wide == [], name


def test_the_cheat_sheet_is_one_sheet(open_page, language):
    page = open_page(language + "cheat_sheet/", scheme="dark")
    paper = page.pdf(format="A4", prefer_css_page_size=True)
    assert len(re.findall(rb"/Type\s*/Page\b", paper)) == 1
    told = unescape(page.locator("article").inner_text())
    assert told.count("bits") + told.count("比特") >= 6


# What has moved since the page came, with the amount of each shift.
SHIFTS = """() => new Promise((resolve) => {
    new PerformanceObserver((list) => resolve(list.getEntries().map((entry) =>
        [entry.value, ...entry.sources.map(({ node }) => node?.parentElement?.className)])))
        .observe({ type: 'layout-shift', buffered: true })
    setTimeout(resolve, 500, [])
})"""  # noqa: E501


@pytest.mark.parametrize("path", ["bench/", "bits/", ""])
def test_nothing_moves_while_scripts_are_on_their_way(open_page, language, path):
    page = open_page(language + path, 390)

    def slowly(route):
        page.wait_for_timeout(300)
        route.continue_()

    page.route("**/*.js", slowly)
    page.reload()
    page.wait_for_load_state("networkidle")
    shifts = page.evaluate(SHIFTS)
    assert sum(amount for amount, *_ in shifts) <= 0.01, shifts
