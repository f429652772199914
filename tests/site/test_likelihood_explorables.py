"""What readers can change on the page about labels: two terms, twenty tosses."""

import math
import random
import re
from pathlib import Path

import pytest
import scipy.stats

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
CHAPTER = "likelihood/"
KINDS = ["ce-not_cat", "ce-tosses"]
WORDS = {
    "": ["one term", "both terms", "Fewer tosses", "More tosses", "H", "T"],
    "zh/": ["一项", "两项", "少掷一次", "多掷一次", "正", "反"],
}


@pytest.fixture(scope="module")
def model(browser):
    """A function from a model's name and its inputs to what it computes."""
    page = browser.new_page()
    own = [ASSETS / "explorables" / f"{name}.js" for name in ("not_cat", "tosses")]
    for file in (ASSETS / "arithmetic.js", ASSETS / "explorable.js", *own):
        page.add_script_tag(content=file.read_text("utf-8"))
    call = "([name, given]) => explorables.models[name](given)"
    yield lambda name, **given: page.evaluate(call, [name, given])
    page.close()


def executed(name):
    return results(ROOT).by_name[f"likelihood/{name}"].values


# The arithmetic.


@pytest.mark.parametrize(("name", "takes"), [("not_cat", "yq"), ("tosses", "")])
def test_a_model_starts_where_its_snippet_ended(model, name, takes):
    left = executed(name)
    found = model(name, **{key: left[key] for key in takes or ("tosses", "q")})
    assert found
    for given, value in found.items():
        assert value == pytest.approx(left[given], rel=1e-12), given


def test_not_cat_elsewhere(model):
    chance = random.Random(6)
    cases = [[chance.random() for _ in range(4)] for _ in range(100)]
    for q in [[1, 0, 1, 0], [1, 1, 1, 1], [0, 0.5, 0.5, 0.5], *cases]:
        y = [1, 0, 1, 0]
        found = model("not_cat", y=y, q=q)
        both = crossentropy.binary_cross_entropy(q, y)
        assert found["both_terms"] == pytest.approx(both, abs=1e-9), q
        # Where each other image is left out of the sum, but not of the mean.
        cats = crossentropy.binary_cross_entropy(q[::2], [1, 1], reduction="sum")
        assert found["one_term"] == pytest.approx(cats / 4, abs=1e-9), q


def test_tosses_elsewhere(model):
    chance = random.Random(7)
    for n in range(1, 21):
        tosses = [chance.randrange(2) for _ in range(n)]
        q = chance.uniform(0.01, 0.99)
        found = model("tosses", tosses=tosses, q=q)
        heads = sum(tosses)
        empirical = [heads / n, 1 - heads / n]
        loss = crossentropy.cross_entropy(empirical, [q, 1 - q], base=math.e)
        least = crossentropy.entropy(empirical, base=math.e)
        rows = math.comb(n, heads)
        likelihood = scipy.stats.binom.pmf(heads, n, q) / rows
        highest = scipy.stats.binom.pmf(heads, n, heads / n) / rows
        expected = {"heads": heads, "best": heads / n, "loss": loss, "least": least}
        expected |= {"likelihood": likelihood, "highest": highest}
        assert found.keys() == expected.keys()
        for name, value in expected.items():
            assert found[name] == pytest.approx(value, rel=1e-9, abs=1e-9), name


# How they are used.


def said(page, kind):
    return page.locator(f"{kind} output").inner_text()


def numbers(page, kind):
    """The numbers that an explorable says."""
    plain = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
    text = said(page, kind).translate(plain).replace(" × 10-", "e-")
    return [float(x) for x in re.findall(r"\d+(?:\.\d+)?(?:e-\d+)?", text)]


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def fields(page):
    found = page.locator("ce-not_cat input[type=number]").all()
    return [float(field.input_value()) for field in found]


def coins(page):
    return page.locator(".toss-row button:visible")


def choose(page, words):
    page.locator("ce-not_cat .explorable-choice label", has_text=words).click()


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + CHAPTER)


def test_they_start_as_executed(chapter, language):
    left = executed("not_cat")
    assert fields(chapter) == left["q"]
    assert f"{left['both_terms']:.4f}" in said(chapter, "ce-not_cat")
    left = executed("tosses")
    heads, tails = WORDS[language][4:]
    row = [heads if toss else tails for toss in left["tosses"]]
    assert coins(chapter).all_inner_texts() == row
    for part in ("13", "20", "0.65", f"{left['loss']:.3g}", f"{left['least']:.3g}"):
        assert part in said(chapter, "ce-tosses")
    for kind in KINDS:
        small = chapter.locator(f"{kind} small").inner_text()
        assert small == (
            "构建时算出的值。" if language else "As the build computed it."
        )
        assert not chapter.locator(f"{kind} .explorable-reset").is_visible()
    assert search(chapter) == ""
    assert chapter.faults == []


def test_live_and_static_picture_are_the_same(open_page, language, width):
    """Labels lie where the build has them."""
    page = open_page(language + CHAPTER, width)
    texts = """kind => [...document.querySelectorAll(kind + ' svg')].map(svg =>
        [...svg.querySelectorAll('text')].map(text =>
            [text.textContent.trim(), ...['x', 'y'].map(n => +text.getAttribute(n))])
            .filter(([words]) => words))"""
    for kind in KINDS:
        static, live = page.evaluate(texts, kind)
        assert sorted(t[0] for t in static) == sorted(t[0] for t in live), kind
        for words, x, y in live:
            apart = [math.dist((x, y), at) for text, *at in static if text == words]
            assert min(apart) < 4, (kind, words)


def mark(page):
    """Where the mark of the best shared q stands, between 0 and 1."""
    page.wait_for_timeout(900)  # it takes its time to run there
    return page.evaluate(
        """() => {
            const live = document.querySelector('ce-not_cat .explorable-live')
            const box = mark => mark.getBoundingClientRect()
            const {left, width} = box(live.querySelector('.not_cat-best'))
            const axis = box(live.querySelectorAll('.explorable-axes')[1]
                .querySelector('path'))
            return (left + width / 2 - axis.left) / axis.width
        }"""
    )


def test_without_the_second_term_the_optimum_runs_to_one(chapter, language):
    assert mark(chapter) == pytest.approx(0.5, abs=0.02)
    choose(chapter, WORDS[language][0])
    assert mark(chapter) == pytest.approx(1, abs=0.02)
    assert f"{executed('not_cat')['one_term']:.4f}" in said(chapter, "ce-not_cat")
    assert search(chapter) == "?not_cat.terms=one"
    chapter.locator("ce-not_cat input[type=range]").press("End")
    assert fields(chapter) == [1, 1, 1, 1]
    assert re.match(r"\D* 0 ", said(chapter, "ce-not_cat").replace("\xa0", " "))
    choose(chapter, WORDS[language][1])
    assert "∞" in said(chapter, "ce-not_cat")
    chapter.locator("ce-not_cat .explorable-reset").click()
    assert fields(chapter) == executed("not_cat")["q"]
    assert search(chapter) == ""


def test_one_q_for_all_by_the_keyboard(chapter):
    slider = chapter.locator("ce-not_cat input[type=range]")
    slider.press("Home")
    for _ in range(10):
        slider.press("ArrowRight")
    assert fields(chapter) == [0.5] * 4
    assert said(chapter, "ce-not_cat").count("0.6931") == 2
    voice = "document.querySelector('.explorable-voice').textContent"
    chapter.wait_for_function(f"{voice}.includes('0.6931')")


def drag(page, kind, start, end):
    picture = page.locator(f"{kind} .explorable-live")
    picture.evaluate("e => e.scrollIntoView({block: 'center'})")
    box = picture.bounding_box()
    at = [
        (box["x"] + x * box["width"], box["y"] + y * box["height"])
        for x, y in (start, end)
    ]
    page.mouse.move(*at[0])
    page.mouse.down()
    page.mouse.move(*at[1], steps=4)
    page.mouse.up()


def test_the_pointer_drags_a_bar_and_a_shared_q(chapter):
    before = executed("not_cat")["q"]
    drag(chapter, "ce-not_cat", (0.26, 0.6), (0.26, 0.25))
    q = fields(chapter)
    assert q[1] > 0.6
    assert [q[0], *q[2:]] == [before[0], *before[2:]]
    drag(chapter, "ce-not_cat", (0.7, 0.5), (0.95, 0.5))
    q = fields(chapter)
    assert q[0] > 0.8
    assert q == [q[0]] * 4


def test_a_click_turns_a_toss_over(chapter, language):
    heads, tails = WORDS[language][4:]
    coins(chapter).nth(0).click()
    assert coins(chapter).nth(0).inner_text() == tails
    assert numbers(chapter, "ce-tosses")[0] == 12
    assert "0.6 " in said(chapter, "ce-tosses").replace(":", " ")
    coins(chapter).nth(0).press("Enter")
    assert coins(chapter).nth(0).inner_text() == heads
    assert search(chapter) == ""


def test_tosses_are_added_and_removed(chapter, language):
    fewer, more = (
        chapter.get_by_role("button", name=words) for words in WORDS[language][2:4]
    )
    assert more.get_attribute("aria-disabled") == "true"
    for left in range(19, 0, -1):
        fewer.click()
        assert coins(chapter).count() == left
    assert fewer.get_attribute("aria-disabled") == "true"
    fewer.click(force=True)
    assert coins(chapter).count() == 1
    assert numbers(chapter, "ce-tosses")[:2] == [1, 1]
    more.click()
    more.click()
    assert search(chapter) == "?tosses.tosses=1,1,1"
    # Certain of heads, one would pay nothing.
    assert numbers(chapter, "ce-tosses")[-3:] == [1, 1, 0]


def test_the_pointer_and_a_field_move_q(chapter):
    for x in (0.4, 0.9):
        drag(chapter, "ce-tosses", (x - 0.1, 0.5), (x, 0.5))
        q = float(chapter.locator("ce-tosses input[type=number]").input_value())
        assert 0.75 < q < 0.99
        chapter.locator("ce-tosses .explorable-reset").click()
    chapter.locator("ce-tosses input[type=number]").fill("0.65")
    _, _, q, likelihood, loss, best, highest, least = numbers(chapter, "ce-tosses")
    assert (q, likelihood, loss) == (best, highest, least)
    assert chapter.locator(".react-input input").input_value() == "65%"
    assert "0.6474" in chapter.locator("div.react p").inner_text()
    chapter.locator("ce-tosses input[type=number]").fill("1.5")
    assert "0.01" in chapter.locator("ce-tosses small").inner_text()
    assert search(chapter) == "?tosses.q=0.65"


def test_touch(open_page, language):
    page = open_page(language + CHAPTER, 390, has_touch=True)
    coins(page).nth(19).tap()
    assert numbers(page, "ce-tosses")[0] == 12
    slider = page.locator("ce-not_cat input[type=range]")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] * 0.25, box["y"] + box["height"] / 2)
    assert fields(page) == pytest.approx([0.25] * 4, abs=0.051)


def test_an_address_is_a_state_in_both_languages(open_page, language):
    state = "not_cat.q=0.5,0.5,1,0&not_cat.terms=one&tosses.tosses=1,0&tosses.q=0.25"
    page = open_page(f"{language}{CHAPTER}?{state}")
    assert fields(page) == [0.5, 0.5, 1, 0]
    assert f"{math.log(2) / 4:.4f}" in said(page, "ce-not_cat")
    assert coins(page).count() == 2
    page.click("a.language")
    page.wait_for_url(f"**/{CHAPTER}?{state}")
    page.wait_for_load_state("networkidle")
    assert fields(page) == [0.5, 0.5, 1, 0]
    assert coins(page).count() == 2
    assert page.faults == []


@pytest.mark.parametrize(
    "asked",
    [
        "not_cat.q=0.5,0.5",
        "not_cat.q=0.5,0.5,0.5,1.5",
        "not_cat.terms=three",
        "tosses.tosses=1,2",
        "tosses.tosses=",
        f"tosses.tosses={','.join('1' * 21)}",
        "tosses.q=1",
    ],
)
def test_a_bad_address_changes_nothing(open_page, asked):
    page = open_page(f"{CHAPTER}?{asked}")
    assert fields(page) == executed("not_cat")["q"]
    assert coins(page).count() == 20
    kind = "ce-" + asked.partition(".")[0]
    assert "impossible state" in page.locator(f"{kind} small").inner_text()
    assert search(page) == ""
    assert page.faults == []


def test_without_scripts_and_in_print_the_figures_stand(open_page):
    page = open_page(CHAPTER, java_script_enabled=False)
    for kind in KINDS:
        assert page.locator(f"{kind} svg").is_visible()
        assert page.locator(f"{kind} input").count() == 0
    page = open_page(f"{CHAPTER}?tosses.q=0.9&not_cat.terms=one")
    page.emulate_media(media="print")
    for kind in KINDS:
        assert page.locator(f"{kind} svg").first.is_visible()
        assert not page.locator(f"{kind} .explorable-live").is_visible()


def test_nothing_moves_when_the_script_takes_over(open_page, language, width):
    tall = {}
    for scripts in (True, False):
        page = open_page(language + CHAPTER, width)
        if not scripts:
            page.route("**/assets/explorable.js", lambda route: route.abort())
            page.reload()
            page.wait_for_load_state("networkidle")
        assert page.locator(".explorable.live").count() == (2 if scripts else 0)
        tall[scripts] = [page.locator(kind).bounding_box()["height"] for kind in KINDS]
    assert tall[True] == pytest.approx(tall[False], abs=0.1)


def test_all_fits(open_page, language, width):
    state = "not_cat.q=1,1,1,0.55&not_cat.terms=one&tosses.q=0.55"
    page = open_page(f"{language}{CHAPTER}?{state}", width)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    for kind in KINDS:
        panel = page.locator(f"{kind} .explorable-controls")
        assert panel.evaluate("e => e.scrollHeight <= e.clientHeight"), kind
    controls = page.locator(".explorable input:not([type=radio]), .explorable-button")
    for control in controls.all():
        if control.is_visible():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 44


def test_controls_and_pictures_have_names(chapter, language):
    first = "第 3 次：反面" if language else "toss 3: tails"
    assert chapter.get_by_role("button", name=first, exact=True).count() == 1
    cat, other = ("猫", "不是猫") if language else ("cat", "not cat")
    for name in (cat, other):
        assert chapter.get_by_role("spinbutton", name=name, exact=True).count() == 2
    picture = chapter.locator("ce-not_cat .explorable-live").get_attribute("aria-label")
    comma = "，" if language else ", "
    assert f"{cat} 0.9{comma}{other} 0.2" in picture
    assert "0.5108" in picture
