"""What readers can change: its arithmetic, and how it is used, in both languages."""

import gzip
import json
import math
import random
import re
from pathlib import Path

import pytest
import yaml

import crossentropy
from bindery.explorables import find_model
from bindery.snippets import results
from bindery.values import SUPERSCRIPT

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
SCRIPTS = sorted((ASSETS / "explorables").glob("*.js"))
SPEAKING = [file for file in SCRIPTS if "inWords()" in file.read_text("utf-8")]
CHAPTER = "information/"


@pytest.fixture(scope="module")
def script(browser):
    """A function that evaluates JavaScript with the arithmetic and all models."""
    page = browser.new_page()
    for file in (ASSETS / "arithmetic.js", ASSETS / "explorable.js", *SCRIPTS):
        page.add_script_tag(content=file.read_text("utf-8"))
    yield page.evaluate
    page.close()


def distributions(chance, size):
    """Two distributions of one size; some outcomes are impossible, some pairs equal."""
    p, q = (
        [chance.random() ** 4 if chance.random() < 0.8 else 0 for _ in range(size)]
        for _ in range(2)
    )
    p[0] = q[0] = p[0] or q[0] or 0.5
    if chance.random() < 0.5:
        q = [b or 1e-12 for b in q]
    p, q = ([x / math.fsum(row) for x in row] for row in (p, q))
    return (p, p) if chance.random() < 0.1 else (p, q)


PAIRS = [
    ([1], [1]),
    ([1, 0], [1, 0]),
    ([1, 0], [0, 1]),
    ([0.5, 0.5], [1, 0]),
    ([0.5, 0.5], [0.5, 0.5]),
    ([1, 0], [1 - 1e-12, 1e-12]),
    ([0.333333333] * 3, [0.25, 0.25, 0.5]),  # what rounding left is divided out
    ([0.25, 0.25, 0.5], [0.333333333] * 3),
    *(distributions(random.Random(seed), 1 + seed % 9) for seed in range(300)),
]


def close(ours, theirs):
    return ours == theirs or abs(ours - theirs) <= 1e-9


@pytest.mark.parametrize("name", ["cross_entropy", "kl_divergence", "js_divergence"])
def test_two_distributions(script, name):
    found = script(f"pairs => pairs.map(([p, q]) => arithmetic.{name}(p, q))", PAIRS)
    expected = [getattr(crossentropy, name)(p, q) for p, q in PAIRS]
    assert math.inf in expected or name == "js_divergence"
    for pair, ours, theirs in zip(PAIRS, found, expected, strict=True):
        assert close(ours, theirs), pair


def test_one_distribution(script):
    found = script("pairs => pairs.map(([p]) => arithmetic.entropy(p))", PAIRS)
    for (p, _), ours in zip(PAIRS, found, strict=True):
        assert close(ours, crossentropy.entropy(p)), p


def test_information_content(script):
    chance = random.Random(1)
    cases = [0, 1, 0.5, 5e-324, 1 - 2**-53, *(chance.random() ** 9 for _ in range(300))]
    found = script("ps => ps.map(arithmetic.information_content)", cases)
    for p, ours in zip(cases, found, strict=True):
        assert close(ours, crossentropy.information_content(p)), p
    assert math.copysign(1, found[1]) == 1


def test_softmax(script):
    chance = random.Random(2)
    cases = [
        ([chance.gauss(0, 30) for _ in range(1 + n % 7)], chance.choice([0.1, 1, 5]))
        for n in range(200)
    ]
    cases += [([1000, 1000], 1), ([-1000, 1000], 1), ([-math.inf, 0], 1)]
    found = script("zs => zs.map(([z, t]) => arithmetic.softmax(z, t))", cases)
    for (z, temperature), ours in zip(cases, found, strict=True):
        theirs = crossentropy.softmax(z, temperature=temperature)
        assert len(ours) == len(theirs)
        assert all(map(close, ours, theirs)), (z, temperature)


def test_logsumexp(script):
    chance = random.Random(7)
    cases = [[chance.gauss(0, 30) for _ in range(1 + n % 7)] for n in range(200)]
    found = script(
        "zs => zs.map(arithmetic.logsumexp)", [*cases, [1000, 1000], [-1000]]
    )
    for z, ours in zip([*cases, [1000, 1000], [-1000]], found, strict=True):
        assert close(ours, crossentropy.logsumexp(z)), z
    infinite = "arithmetic.logsumexp([-Infinity, -Infinity])"
    assert script(infinite) == crossentropy.logsumexp([-math.inf, -math.inf])


SPECS = [".0f", ".1f", ".2f", ".4f", ",.0f", ",.2f", ".0%", ".1%", ".1g", ".3g", ".5g"]
TIES = [0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.25, 9.5, 12.5, 125, 135, 99.5, 1e15, 0.005]


@pytest.mark.parametrize("spec", SPECS)
def test_numbers_are_written_as_in_python(script, spec):
    chance = random.Random(spec)
    cases = [chance.choice([-1, 1]) * 10 ** chance.uniform(-7, 9) for _ in range(300)]
    cases += [chance.randrange(10**6) / 2 ** chance.randrange(9) for _ in range(300)]
    cases += [sign * tie for tie in TIES for sign in (1, -1)] + [math.inf, -math.inf]
    found = script(f"xs => xs.map(x => arithmetic.format(x, '{spec}'))", cases)
    expected = [format(float(x), spec) for x in cases]
    different = [t for t in zip(cases, found, expected, strict=True) if t[1] != t[2]]
    assert not different


def test_a_number_in_the_text(script):
    cases = {-1.5: "−1.5", math.inf: "∞", 6904.2: "6.9 × 10³", 0.0000145: "1.45 × 10⁻⁵"}
    for x, expected in cases.items():
        spec = ".2g" if x == 6904.2 else ".3g"
        assert script(f"x => arithmetic.written(x, '{spec}')", x) == expected
    assert "10³".endswith("3".translate(SUPERSCRIPT))


HALVES = [0.5, 0.5]
GIVEN = {
    "bench": HALVES * 2,
    "draw": {
        "ink": [16],
        "label": 0,
        "thousandths": [[1, 2]],
        "offsets": [0, 0],
        "samples": [[0]],
    },
    "kraft": HALVES,
    "logits": HALVES,
    "not_cat": HALVES,
    "questions": HALVES,
    "rounds": HALVES,
    "run": {
        "step": 0,
        "digit": 0,
        "hard": 0,
        "kept": [0],
        "losses": [1],
        "held_out_losses": [1],
        "inks": [[0], [0]],
        "thousandths": [[[0], [0]]],
    },
    "three": HALVES,
    "tosses": HALVES,
}  # where a model takes no numbers; of different shapes by name


def test_a_model_computes_what_the_build_reads(script):
    assert SCRIPTS
    for file in SCRIPTS:
        model = find_model(ROOT, file.stem)
        given = GIVEN.get(file.stem, 0.5)
        if not isinstance(given, dict):
            given = dict.fromkeys(model.takes, given)
        given = json.dumps(given)
        gives = script(f"Object.keys(explorables.models.{file.stem}({given}))")
        assert gives == list(model.gives)
        named = script(f"Object.keys(explorables.labels.{file.stem})")
        assert named == list(model.takes)


def test_a_script_says_the_words_that_are_listed_for_it():
    listed = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["scripts"]
    for file in [ASSETS / "explorable.js", *SCRIPTS]:
        own = listed["all" if file.stem == "explorable" else file.stem]
        text = file.read_text("utf-8")
        for label in own:
            assert f'"{label}"' in text, label


def test_surprise_starts_where_the_snippet_ended(script):
    match = results(ROOT).by_name["information/match"].values
    found = script("p => explorables.models.surprise({ china: p })", match["china"])
    assert found.keys() == match.keys() - {"china"}
    for name, value in found.items():
        assert value == pytest.approx(match[name], rel=1e-12)


def test_surprise_elsewhere(script):
    for china in (0.005, 0.1, 0.5, 0.75, 0.995):
        found = script("p => explorables.models.surprise({ china: p })", china)
        news, routine = crossentropy.information_content([china, 1 - china])
        expected = {"france": 1 - china, "china_bits": news, "france_bits": routine}
        for name, value in {**expected, "ratio": news / routine}.items():
            assert close(found[name], value)


def test_rounds_start_where_the_snippet_ended(script):
    favourite = results(ROOT).by_name["information/favourite"].values
    found = script("p => explorables.models.rounds({ rounds: p })", favourite["rounds"])
    assert found.keys() == favourite.keys() - {"rounds", "adds_up"}
    for name, value in found.items():
        assert value == pytest.approx(favourite[name], rel=1e-12)


def test_rounds_elsewhere(script):
    chance = random.Random(3)
    for _ in range(50):
        rounds = [chance.uniform(0.5, 1) for _ in range(5)]
        found = script("p => explorables.models.rounds({ rounds: p })", rounds)
        news = float(crossentropy.information_content(rounds).sum())
        assert close(found["champion"], math.prod(rounds))
        assert close(found["at_once"], news)
        assert close(found["round_by_round"], news)


# How it is used.

SENTENCE = "div.react p"
INPUT = ".react-input input"
SAID = ".react-foot > span:first-child"
NEWS = "div.react data[data-name=china_bits]"


@pytest.fixture
def chapter(open_page, language):
    return open_page(language + CHAPTER)


def news(page):
    """What sentence and figure say of China's win; they must agree."""
    text = page.locator(NEWS).inner_text()
    shown = page.locator("ce-surprise .explorable-live text").all_text_contents()
    assert text.replace("\N{NO-BREAK SPACE}", " ") in shown
    return re.match(r"[\d.]+", text)[0]


def slider(page):
    return page.locator("ce-surprise input[type=range]")


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def test_it_starts_as_executed(chapter):
    assert news(chapter) == "6.64"
    assert slider(chapter).input_value() == "0.01"
    assert chapter.locator(INPUT).input_value() == "1.0%"
    assert chapter.locator("data.computed").count() == 0
    for reset in chapter.locator(".explorable-reset").all():
        assert not reset.is_visible()
    assert search(chapter) == ""


def test_the_keyboard_moves_figure_and_sentence(chapter):
    slider(chapter).focus()
    for _ in range(4):
        chapter.keyboard.press("ArrowRight")
    assert news(chapter) == "5.06"  # -log2(0.03)
    assert chapter.locator(INPUT).input_value() == "3.0%"
    assert search(chapter) == "?match.china=0.03"
    chapter.wait_for_function(
        "document.querySelector('[aria-live=polite].explorable-voice')"
        ".textContent.includes('5.06')"
    )
    chapter.locator(INPUT).focus()
    chapter.keyboard.press("ArrowUp")
    assert slider(chapter).input_value() == "0.035"
    chapter.keyboard.press("PageDown")
    assert slider(chapter).input_value() == "0.005"


def test_the_ends_hold(chapter):
    slider(chapter).focus()
    chapter.keyboard.press("End")
    assert chapter.locator(INPUT).input_value() == "99.5%"
    chapter.locator(INPUT).focus()
    chapter.keyboard.press("ArrowUp")
    assert news(chapter) == "0.00723"
    chapter.keyboard.press("PageUp")
    assert slider(chapter).input_value() == "0.995"


@pytest.mark.parametrize(
    ("typed", "bits"), [("25", "2"), ("25%", "2"), ("0.25", "2"), ("50％", "1")]
)
def test_typing_in_the_sentence(chapter, typed, bits):
    chapter.locator(INPUT).click()
    chapter.keyboard.type(typed)
    assert news(chapter) == bits
    assert chapter.locator(INPUT).input_value() == typed
    chapter.keyboard.press("Enter")
    assert re.fullmatch(r"[25][05]\.0%", chapter.locator(INPUT).input_value())


@pytest.mark.parametrize("typed", ["", "-3", "100", "0.001", "much"])
def test_what_cannot_be_is_not_taken(chapter, language, typed):
    field = chapter.locator(INPUT)
    field.fill(typed)
    assert field.get_attribute("aria-invalid") == "true"
    assert news(chapter) == "6.64"
    said = chapter.locator(SAID)
    for part in ("0.5%", "99.5%", "请输入" if language else "Type a number"):
        assert part in said.inner_text()
    field.blur()
    assert "0.5%" not in said.inner_text()
    assert field.input_value() == "1.0%"
    assert field.get_attribute("aria-invalid") is None


def test_one_bit_is_singular(open_page):
    page = open_page(f"{CHAPTER}?match.china=0.5")
    assert page.locator(NEWS).inner_text() == "1\N{NO-BREAK SPACE}bit"


def test_dragging_in_the_sentence(chapter):
    field = chapter.locator(INPUT)
    field.scroll_into_view_if_needed()
    box = field.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    chapter.mouse.move(x, y)
    chapter.mouse.down()
    chapter.mouse.move(x + 40, y, steps=5)
    assert slider(chapter).input_value() == "0.06"  # ten steps of four pixels
    chapter.mouse.up()
    assert news(chapter) == "4.06"
    assert field.evaluate("e => e !== document.activeElement")


def test_touch_drags_the_point_on_the_curve(open_page, language):
    page = open_page(language + CHAPTER, 390, has_touch=True)
    picture = page.locator("ce-surprise .explorable-live")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    left, right = box["x"] + box["width"] * 0.0857, box["x"] + box["width"] * 0.9143
    page.touchscreen.tap(left + (right - left) / 4, box["y"] + 60)
    assert float(slider(page).input_value()) == pytest.approx(0.25, abs=0.006)


def test_the_number_field(chapter):
    field = chapter.locator("ce-surprise input[type=number]")
    field.fill("0.125")
    assert news(chapter) == "3"
    for bad in ("2", ""):
        field.fill(bad)
        assert news(chapter) == "3"
        assert re.findall(r"0\.\d+", origin(chapter)) == ["0.005", "0.995"]
    field.blur()
    assert field.input_value() == "0.125"
    assert "0.005" not in origin(chapter)
    field.press("ArrowUp")
    assert field.input_value() == "0.13"  # on the slider's grid
    field.fill("0.99")
    for _ in range(3):
        field.press("ArrowUp")
    assert field.input_value() == "0.995"
    field.press("ArrowDown")
    assert news(chapter) == "0.0145"


def test_an_address_is_a_state(open_page, address, language):
    page = open_page(f"{language}{CHAPTER}?other=1&match.china=0.25#unit")
    assert news(page) == "2"
    assert slider(page).input_value() == "0.25"
    page.click("a.language")
    page.wait_for_url(f"**/{CHAPTER}?other=1&match.china=0.25")
    page.wait_for_load_state("networkidle")
    assert page.evaluate("document.documentElement.lang") == (
        "en" if language else "zh"
    )
    assert news(page) == "2"
    assert page.faults == []


IMPOSSIBLE = {"": "impossible state", "zh/": "状态不成立"}
EXECUTED = {"": "As the build computed it.", "zh/": "构建时算出的值"}
BAD = ["", "2", "0", "-1", "x", "1e99", "NaN", "0.5,0.5"]


def origin(page):
    return page.locator("ce-surprise small").inner_text()


@pytest.mark.parametrize("asked", [f"china={bad}" for bad in BAD] + ["chance=0.5"])
def test_a_bad_address_changes_nothing_and_says_so(open_page, language, asked):
    page = open_page(f"{language}{CHAPTER}?match.{asked}")
    assert news(page) == "6.64"
    for said in (origin(page), page.locator(SAID).inner_text()):
        assert IMPOSSIBLE[language] in said
    spoken = "document.querySelector('.explorable-voice').textContent"
    page.wait_for_function(f"said => {spoken}.includes(said)", arg=IMPOSSIBLE[language])
    assert search(page) == ""
    assert page.faults == []


@pytest.mark.parametrize("place", ["ce-surprise", "div.react"])
def test_a_reset_ends_what_is_said_of_a_bad_address(open_page, language, place):
    page = open_page(f"{language}{CHAPTER}?match.china=2")
    page.locator(f"{place} .explorable-reset").click()
    assert EXECUTED[language] in origin(page)
    assert IMPOSSIBLE[language] not in page.locator(".react-foot").inner_text()


def test_a_change_ends_what_is_said_of_a_bad_address(open_page, language):
    page = open_page(f"{language}{CHAPTER}?match.china=2")
    slider(page).press("ArrowRight")
    assert IMPOSSIBLE[language] not in origin(page)
    assert IMPOSSIBLE[language] not in page.locator(".react-foot").inner_text()


def test_what_is_not_ours_in_the_address_is_left_alone(open_page):
    page = open_page(f"{CHAPTER}?match=1&matches=2&a.b=3")
    assert origin(page) == "As the build computed it."
    assert search(page) == "?match=1&matches=2&a.b=3"


@pytest.mark.parametrize("place", ["ce-surprise", "div.react"])
def test_reset_restores_what_was_executed(open_page, language, place):
    page = open_page(f"{language}{CHAPTER}?match.china=0.25")
    before = open_page(language + CHAPTER).locator(SENTENCE).inner_text()
    page.locator(f"{place} .explorable-reset").click()
    assert page.locator(SENTENCE).inner_text() == before
    assert page.locator(NEWS).get_attribute("value") == "6.643856189774724"
    assert page.locator("data.computed").count() == 0
    assert search(page) == ""


def test_a_changed_value_says_by_what(open_page, language):
    page = open_page(f"{language}{CHAPTER}?match.china=0.25")
    assert page.locator("div.react data.computed").count() == 3
    page.locator(NEWS).click()
    card = page.locator(".certificate")
    assert card.locator("strong").inner_text().startswith("2")
    said = card.locator(".certificate-computed").inner_text()
    for part in ("arithmetic.js", "match.china = 0.25", "6.643856189774724"):
        assert part in said
    page.locator("main data[data-name=china_bits]:not(.react)").first.click()
    assert card.locator(".certificate-computed").count() == 0
    assert card.locator("strong").inner_text().startswith("6.6438")


# The base alone, with a distribution, on a page of its own.

MIX = """<ce-mix class="explorable" data-model="mix" data-snippet="match"
  data-start='[{"name": "p[0]", "value": "0.2"}, {"name": "p[1]", "value": "0.5"},
    {"name": "p[2]", "value": "0.3"}, {"name": "bits", "value": "1.485475"}]'
  data-words='%s'><div class="figure"><svg viewBox="0 0 360 216">
    <path style="fill: none" d="M 0 216 L 360 216 L 360 0 L 0 0"/>
    <path style="fill: none" d="M 30 190 L 350 190 L 350 10 L 30 10 z"/>
  </svg></div></ce-mix>"""
MIX_SCRIPT = """
explorables.models.mix = ({ p }) => {
  const bits = arithmetic.entropy(p);
  return { bits };
};
customElements.define("ce-mix", class extends explorables.Explorable {
  begin() {
    this.allow("p", explorables.isDistribution);
    this.allow("base", (base) => ["bit", "nat"].includes(base), "bit");
    this.x = explorables.scale([0, 1], [this.frame().left, this.frame().right]);
    this.controls(this.slider({ label: "first", range: [0, 1], step: 0.1, along: this.x,
      value: () => this.get("p")[0],
      change: (a) => this.change("p", [a, 0.5 * (1 - a), 0.5 * (1 - a)]) }),
      this.choice("unit", "base", [["bit", "bits"], ["nat", "nats"]]));
    const moveTo = (p) => this.change("p", [p, 1 - p, 0]);
    this.follow((x, y) => y < 100 && ((x) => moveTo(this.x.value(x))));
  }
  draw({ p, bits }) { this.result.value = `${p} has ${bits.toFixed(3)}`; }
  inWords() { return this.result.value; }
});
"""


@pytest.fixture
def mix(browser):
    """A function that opens that page with a state in its address."""
    labels = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["scripts"]
    words = json.dumps({label: label for label in labels["all"]})
    files = (ASSETS / "arithmetic.js", ASSETS / "explorable.js")
    scripts = [*(file.read_text("utf-8") for file in files), MIX_SCRIPT]
    body = MIX % words + "".join(f"<script>{text}</script>" for text in scripts)
    page = browser.new_page(viewport={"width": 400, "height": 700})
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.route("**/*", lambda route: route.fulfill(body=body, content_type="text/html"))

    def mix(state=""):
        page.goto(f"http://page.test/{state}")
        return page

    yield mix
    assert page.faults == []
    page.close()


def result(page):
    return page.locator("output").inner_text()


def test_a_list_starts_as_executed(mix):
    assert result(mix()) == "0.2,0.5,0.3 has 1.485"


def test_a_list_in_the_address_is_one_state(mix):
    page = mix("?match.p=0.5,0.25,0.25&match.base=nat")
    assert result(page) == "0.5,0.25,0.25 has 1.500"
    assert page.get_by_label("nats").is_checked()
    page.get_by_role("slider").press("Home")
    assert result(page) == "0,0.5,0.5 has 1.000"
    assert search(page) == "?match.p=0,0.5,0.5&match.base=nat"
    page.get_by_label("bits").check()
    page.locator(".explorable-reset").click()
    assert result(page) == "0.2,0.5,0.3 has 1.485"
    assert search(page) == ""


@pytest.mark.parametrize(
    "state",
    [
        "p=0.5,0.5",
        "p=0.5,0.25,0.25,0",
        "p=0.5,0.5,0.5",
        "p=1.5,-0.5,0",
        "p=0.5,,0.5",
        "p=a,b,c",
        "p=1",
        "base=byte",
        "p=0.5,0.25,0.25&match.base=byte",
        "q=1",
        "p=0.5,0.25,0.25&match.q=1",
    ],
)
def test_a_list_is_refused_as_a_whole(mix, state):
    page = mix(f"?match.{state}")
    assert result(page) == "0.2,0.5,0.3 has 1.485"
    assert "impossible state" in page.locator("small").inner_text()


def test_only_what_is_grabbed_follows_the_pointer(mix):
    page = mix()
    box = page.locator(".explorable-live").bounding_box()
    unit = box["width"] / 360
    for y, bits in ((150, "1.485"), (50, "0.811")):  # the entropy of 1/4 and 3/4
        page.mouse.move(box["x"] + 100 * unit, box["y"] + y * unit)
        page.mouse.down()
        page.mouse.move(box["x"] + 110 * unit, box["y"] + y * unit)
        page.mouse.up()
        assert result(page).endswith(bits)


def test_the_input_of_a_sentence_has_its_certificate_beside_it(chapter, language):
    field = chapter.locator(INPUT)
    field.fill("25")
    number = chapter.locator(".react-foot .react-executed data")
    assert number.inner_text() == "1.0%"
    number.click()
    card = chapter.locator(".certificate")
    assert card.locator("strong").inner_text() == "0.01"
    assert card.locator(".certificate-computed").count() == 0
    chapter.keyboard.press("Escape")
    chapter.locator(".certificates button").first.click()
    assert number.get_attribute("role") == "button"
    number.press("Enter")
    assert card.locator("strong").inner_text() == "0.01"


BOXES = """() => [
    ...document.querySelectorAll('article > *, .part > *, figure, figcaption, .figure')
].map(element => {
        const box = element.getBoundingClientRect()
        return [element.tagName, box.left, box.top + scrollY, box.width, box.height]
            .map(x => x.toFixed ? x.toFixed(1) : x).join()
    }).filter(box => !box.startsWith('TEMPLATE'))"""


def test_nothing_moves_when_the_script_takes_over(
    browser, address, language, width, settle
):
    boxes = []
    for blocked in (True, False):
        page = browser.new_page(viewport={"width": width, "height": 844})
        if blocked:
            page.route("**/assets/explorable.js", lambda route: route.abort())
        page.goto(address + language + CHAPTER)
        settle(page)
        page.wait_for_timeout(400)
        assert page.locator(".live").count() == (0 if blocked else 3)
        boxes.append(page.evaluate(BOXES))
        page.close()
    assert boxes[0] == boxes[1]


STATES = [
    "",
    "match.china=0.005",
    "match.china=0.5&match.unit=hartley",
    "match.china=0.993&favourite.rounds=0.99,0.99,0.99,0.99,0.99",
    "match.china=bad&favourite.rounds=bad",
]


def test_no_state_moves_the_page(open_page, language, width):
    tops = set()
    for state in STATES:
        page = open_page(f"{language}{CHAPTER}?{state}", width)
        tops.add(page.locator("figcaption").last.bounding_box()["y"])
        for controls in page.locator(".explorable-controls").all():
            assert controls.evaluate("e => e.scrollHeight <= e.clientHeight"), state
        assert page.evaluate("document.documentElement.scrollWidth") == width
        foot = page.locator(".react-foot")
        assert foot.evaluate("e => e.scrollHeight <= e.clientHeight"), state
    assert len(tops) == 1


NAMES = ["ce-rounds", "ce-surprise"]
PLACES = """texts => texts.map(text => {
    const box = text.getBoundingClientRect()
    const figure = text.closest('svg').getBoundingClientRect()
    return [text.textContent, box.x + box.width / 2 - figure.x,
            box.y + box.height / 2 - figure.y]
})"""


def test_live_and_static_figure_have_one_size(open_page, language, width):
    static = open_page(language + CHAPTER, width, java_script_enabled=False)
    live = open_page(language + CHAPTER, width)
    for name in NAMES:
        one = static.locator(f"{name} svg").first.bounding_box()
        other = live.locator(f"{name} svg.explorable-live").bounding_box()
        assert (one["width"], one["height"]) == (other["width"], other["height"])


@pytest.mark.parametrize("name", NAMES)
def test_live_and_static_figure_have_one_frame(open_page, language, name):
    """The live axes stand where the build drew them, with the same words."""
    static = open_page(language + CHAPTER, java_script_enabled=False)
    live = open_page(language + CHAPTER)
    drawn = static.locator(f"{name} svg text").evaluate_all(PLACES)
    made = live.locator(f"{name} .explorable-axes text").evaluate_all(PLACES)
    assert len(made) >= 12
    for words, x, y in made:
        near = [d for d in drawn if d[0] == words]
        assert any(abs(x - a) < 2 and abs(y - b) < 2 for _, a, b in near), words


def test_without_scripts_the_figure_and_the_sentence_stand(open_page, language):
    page = open_page(language + CHAPTER, java_script_enabled=False)
    for name in NAMES:
        assert page.locator(f"{name} svg").is_visible()
    assert "6.64" in page.locator(SENTENCE).inner_text()
    assert page.locator(".explorable input, div.react input").count() == 0


def test_print_shows_what_was_executed(open_page, language):
    page = open_page(f"{language}{CHAPTER}?match.china=0.25")
    page.emulate_media(media="print")
    for name in NAMES:
        assert page.locator(f"{name} svg").first.is_visible()
    for gone in (".explorable-live", ".explorable-controls", ".react-foot", INPUT):
        for element in page.locator(gone).all():
            assert not element.is_visible()
    page.wait_for_function(
        f"document.querySelector('{NEWS}').textContent.startsWith('6.64')"
    )
    assert page.locator("div.react data").first.is_visible()
    page.emulate_media(media="screen")
    page.wait_for_function(
        f"document.querySelector('{NEWS}').textContent.startsWith('2')"
    )


def test_controls_can_be_hit_and_seen(open_page, language, width):
    state = "?match.china=0.25&favourite.rounds=0.5,0.6,0.7,0.8,0.9"
    page = open_page(language + CHAPTER + state, width, has_touch=True)
    for selector in (".explorable input", ".explorable-reset", ".explorable-grip"):
        for control in page.locator(selector).all():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 43.5, selector
    area = (
        "e => { const s = getComputedStyle(e, '::after'); return parseFloat(s.height) }"
    )
    assert page.locator(".react-input").evaluate(area) >= 44
    for control in page.locator(
        ".explorable input, div.react :is(input, button)"
    ).all():
        control.focus()
        page.keyboard.press("Shift")
        assert control.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"


@pytest.mark.parametrize("path", [CHAPTER, "likelihood/", "softmax/", "digits/"])
def test_a_number_in_a_sentence_is_shown_whole(open_page, path, width):
    field = open_page(path, width).locator(INPUT)
    assert field.evaluate("e => e.scrollWidth <= e.clientWidth")


def test_controls_have_names_and_values(chapter, language):
    name = "中国取胜的概率" if language else "probability that China win"
    assert chapter.get_by_role("slider", name=name).count() == 1
    spin = chapter.get_by_role("spinbutton", name=name)
    assert spin.count() == 2
    field = chapter.locator(INPUT)
    assert field.get_attribute("aria-valuenow") == "0.01"
    assert field.get_attribute("aria-valuetext") == "1.0%"
    picture = chapter.locator("ce-surprise .explorable-live").get_attribute(
        "aria-label"
    )
    assert "6.64" in picture
    assert "458" in picture


@pytest.mark.parametrize("script", SPEAKING, ids=lambda script: script.stem)
def test_what_is_said_aloud_has_the_marks_of_its_language(open_page, script, language):
    block = f"/// explorable | {script.stem}"
    folder = ROOT / "docs" / "en"
    used = [f.stem for f in folder.glob("*.md") if block in f.read_text("utf-8")]
    assert used
    for name in used:
        page = open_page(f"{language}{'' if name == 'index' else name + '/'}")
        picture = page.locator(f"ce-{script.stem} .explorable-live")
        said = picture.get_attribute("aria-label")
        if language:
            assert not re.search(r"[,;:.?](?!\d)", said), said
        else:
            assert not re.search("[，。；：？]", said), said


def test_opens_without_a_fault(open_page, language, width, scheme):
    page = open_page(f"{language}{CHAPTER}?match.china=0.7", width, scheme)
    assert page.faults == []


# The curve in another unit.

UNITS = {"bit": "2", "nat": "1.39", "hartley": "0.602"}  # of 1/4


@pytest.mark.parametrize("unit", UNITS)
def test_a_unit_relabels_and_keeps_the_shape(open_page, language, unit):
    page = open_page(f"{language}{CHAPTER}?match.china=0.25")
    figure = page.locator("ce-surprise .explorable-live")
    curve = figure.locator("path[style*='stroke-width: 2']").get_attribute("d")
    point = figure.locator("circle").last.get_attribute("cy")
    page.locator(f"ce-surprise input[value={unit}]").check()
    assert figure.locator("path[style*='stroke-width: 2']").get_attribute("d") == curve
    assert figure.locator("circle").last.get_attribute("cy") == point
    chinese = {"bit": "比特", "nat": "纳特", "hartley": "哈特利"}
    word = chinese[unit] if language else unit
    axes = " ".join(figure.locator(".explorable-axes text").all_text_contents())
    assert word in axes
    values = figure.locator("text[style*=bold]").all_text_contents()
    assert values[0].startswith(f"{UNITS[unit]} {word}")
    changed = "" if unit == "bit" else f"&match.unit={unit}"
    assert search(page) == f"?match.china=0.25{changed}"


@pytest.mark.parametrize(
    ("china", "english", "chinese"),
    [
        (0.01, "as 6 to 7 heads in a row", "介于连续 6 次与 7 次正面之间"),
        (0.125, "as 3 heads in a row", "恰好相当于连续 3 次正面"),
        (0.5, "as one head.", "恰好相当于一次正面。"),
        (0.6, "less surprising than one head", "还不及一次正面"),
    ],
)
def test_a_number_of_bits_in_heads(open_page, language, china, english, chinese):
    page = open_page(f"{language}{CHAPTER}?match.china={china}")
    said = page.locator("ce-surprise output").inner_text()
    assert (chinese if language else english) in said
    news = f"{-math.log(china):.3g}"
    assert f"{news} {'纳特' if language else 'nats'}" in said


def test_a_unit_that_is_none(open_page):
    for unit in ("byte", "toString", ""):
        page = open_page(f"{CHAPTER}?match.unit={unit}")
        assert "impossible state" in origin(page)
        assert page.faults == []


# The staircase.


def favourite(page):
    """The five fields, and what is written beneath."""
    fields = page.locator("ce-rounds input").all()
    result = page.locator("ce-rounds output").inner_text()
    return [float(f.input_value()) for f in fields], re.findall(r"\d+\.?\d*", result)


def test_the_staircase_starts_as_executed(chapter, language):
    rounds, said = favourite(chapter)
    assert rounds == [0.75, 0.7, 0.6, 0.55, 0.5]
    assert said == ["0.0866", "3.53"]
    assert EXECUTED[language] in chapter.locator("ce-rounds small").last.inner_text()


def test_a_step_is_dragged(open_page, language, width):
    page = open_page(language + CHAPTER, width, has_touch=True)
    grip = page.locator("ce-rounds .explorable-grip").nth(1)
    grip.scroll_into_view_if_needed()
    box = grip.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    bit = page.locator("ce-rounds .explorable-live").bounding_box()["width"] / 360
    bit *= (196.49 - 3) / 5.3  # in pixels, by the drawn figure's axis
    before = sum(map(math.log2, [0.75, 0.7]))
    page.mouse.move(x + 5, y + 5)  # beside its middle: it does not jump
    page.mouse.down()
    page.mouse.move(x + 5, y + 5 + bit / 4, steps=5)
    page.mouse.up()
    rounds, said = favourite(page)
    expected = 2 ** (before + 1 / 4) / 0.75
    assert rounds == pytest.approx([0.75, expected, 0.6, 0.55, 0.5], abs=0.011)
    assert float(said[0]) == pytest.approx(math.prod(rounds), rel=0.006)
    assert float(said[1]) == pytest.approx(-math.log2(math.prod(rounds)), rel=0.006)
    assert search(page) == f"?favourite.rounds=0.75,{rounds[1]},0.6,0.55,0.5"
    page.locator("ce-rounds .explorable-reset").click()
    assert favourite(page)[1] == ["0.0866", "3.53"]


def test_a_drag_beside_the_grips_moves_nothing(chapter):
    box = chapter.locator("ce-rounds .explorable-live").bounding_box()
    chapter.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.1)
    chapter.mouse.down()
    chapter.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.6)
    chapter.mouse.up()
    assert favourite(chapter)[1] == ["0.0866", "3.53"]


def test_a_step_can_be_typed_and_stepped(chapter, language):
    names = ["32 强赛", "半决赛"] if language else ["last 32", "last 4"]
    field = chapter.get_by_role("spinbutton", name=names[0])
    field.fill("0.5")
    field.press("ArrowUp")
    chapter.get_by_role("spinbutton", name=names[1]).press("ArrowDown")
    assert favourite(chapter)[0] == [0.51, 0.7, 0.6, 0.54, 0.5]
    for bad in ("0.4", "1.1", ""):
        field.fill(bad)
        assert field.get_attribute("aria-invalid") == "true"
        assert "0.5" in chapter.locator("ce-rounds small").last.inner_text()
    field.blur()
    assert field.get_attribute("aria-invalid") is None
    assert favourite(chapter)[0] == [0.51, 0.7, 0.6, 0.54, 0.5]


@pytest.mark.parametrize("asked", ["0.75", "2,1,1,1,1", "0.7,0.7,0.7,0.7,x", "1,1,1,1"])
def test_rounds_that_cannot_be(open_page, language, asked):
    page = open_page(f"{language}{CHAPTER}?favourite.rounds={asked}")
    assert favourite(page)[1] == ["0.0866", "3.53"]
    assert IMPOSSIBLE[language] in page.locator("ce-rounds small").last.inner_text()
    assert IMPOSSIBLE[language] not in origin(page)  # which is another's
    assert page.faults == []


def test_two_states_do_not_collide(open_page, address, language):
    state = "?match.china=0.25&favourite.rounds=0.9,0.8,0.7,0.6,0.5"
    page = open_page(language + CHAPTER + state)
    page.click("a.language")
    page.wait_for_url(f"**/{CHAPTER}{state}")
    page.wait_for_load_state("networkidle")
    assert news(page) == "2"
    assert favourite(page)[0] == [0.9, 0.8, 0.7, 0.6, 0.5]
    page.locator("ce-surprise .explorable-reset").click()
    assert search(page) == "?favourite.rounds=0.9,0.8,0.7,0.6,0.5"


def test_every_figure_keeps_room_for_its_controls():
    sheets = [ASSETS / "explorable.css", ASSETS / "explorables/bench.css"]
    style = "".join(sheet.read_text("utf-8") for sheet in sheets)
    for file in SCRIPTS:
        if "customElements.define" in file.read_text("utf-8"):
            assert re.search(rf"^ce-{file.stem} {{.*--(rows|room): ", style, re.M)


def test_only_pages_that_use_them_load_them(site):
    for file in site.rglob("*.html"):
        html = file.read_text("utf-8")
        loads = "arithmetic.js" in re.sub(
            r"<article.*?</article>", "", html, flags=re.S
        )
        assert loads is ("<ce-" in html or 'class="react"' in html), file


def test_scripts_are_light(site):
    for file in site.rglob("*.html"):
        names = re.findall(
            r'src="[^"]*assets/([\w/]*\w+\.js)"', file.read_text("utf-8")
        )
        own = [n for n in names if n.startswith(("arithmetic", "explorable"))]
        weight = sum(
            len(gzip.compress((site / "assets" / n).read_bytes())) for n in own
        )
        assert weight <= 12 * 1024, file
