"""What readers can change on the page about softmax: its arithmetic and its use."""

import math
import random
import re
from pathlib import Path

import numpy as np
import pytest
import yaml

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
ASSETS = ROOT / "docs" / "theme" / "assets"
WORDS = yaml.safe_load((ROOT / "docs/terms.yml").read_text("utf-8"))["labels"]
CHAPTER = "softmax/"
START = [2, -1, 0.5]


@pytest.fixture(scope="module")
def model(browser):
    """A function from a model's name and its inputs to what it computes."""
    page = browser.new_page()
    own = [ASSETS / "explorables" / f"{name}.js" for name in ("logits", "gap")]
    for file in (ASSETS / "arithmetic.js", ASSETS / "explorable.js", *own):
        page.add_script_tag(content=file.read_text("utf-8"))
    call = "([name, cases]) => cases.map(explorables.models[name])"
    yield lambda name, cases: page.evaluate(call, [name, cases])
    page.close()


# The arithmetic.


def test_logits_start_where_the_snippet_ended(model):
    left = results(ROOT).by_name["softmax/logits"].values
    (found,) = model("logits", [{k: left[k] for k in ("z", "label", "temperature")}])
    for name in ("q", "loss", "gradient"):
        assert found[name] == pytest.approx(left[name], rel=1e-12), name


def test_logits_elsewhere(model):
    chance = random.Random(6)
    cases = [
        {
            "z": [chance.gauss(0, 4) for _ in range(2 + n % 5)],
            "label": n % 2,
            "temperature": chance.choice([0.25, 0.7, 1, 4]),
        }
        for n in range(300)
    ]
    cases += [{"z": [1000, -1000], "label": k, "temperature": 0.25} for k in (0, 1)]
    for given, found in zip(cases, model("logits", cases), strict=True):
        z, label, temperature = (
            np.array(given["z"]),
            given["label"],
            given["temperature"],
        )
        scaled = z / temperature
        slope = crossentropy.cross_entropy_gradient(scaled, label) / temperature
        loss = crossentropy.cross_entropy_with_logits(scaled, label)
        q = crossentropy.softmax(z, temperature=temperature)
        assert found["q"] == pytest.approx(q.tolist(), abs=1e-9)
        assert found["loss"] == pytest.approx(loss, abs=1e-9)
        assert found["gradient"] == pytest.approx(slope.tolist(), abs=1e-9)


def test_gap(model):
    left = results(ROOT).by_name["softmax/gap"].values
    cases = [left["q"], 0.02, 0.3, 0.5, 0.98]
    for q, found in zip(cases, model("gap", [{"q": q} for q in cases]), strict=True):
        logits = [found["gap"], 0]
        assert crossentropy.softmax(logits)[0] == pytest.approx(q, abs=1e-9)
        assert found["loss"] == pytest.approx(
            crossentropy.cross_entropy_with_logits(logits, 0), abs=1e-9
        )
        slopes = crossentropy.cross_entropy_gradient(logits, 0)
        assert slopes.tolist() == pytest.approx([-found["push"], found["push"]])
    for name in ("gap", "loss", "push"):
        assert model("gap", [{"q": left["q"]}])[0][name] == pytest.approx(left[name])


# How they are used. Each language's page is opened once and reset for each test.


@pytest.fixture(scope="module")
def opened(browser, address):
    pages = {}

    def open_once(language):
        if language not in pages:
            page = browser.new_page(viewport={"width": 1280, "height": 844})
            page.faults = []
            page.on("console", lambda m: page.faults.append(m.text))
            page.on("pageerror", lambda error: page.faults.append(str(error)))
            page.goto(address + language + CHAPTER)
            page.wait_for_load_state("networkidle")
            pages[language] = page
        return pages[language]

    yield open_once
    for page in pages.values():
        page.close()


@pytest.fixture
def chapter(opened, language):
    """That page as executed; when it is left, nothing may have gone wrong on it."""
    page = opened(language)
    page.evaluate(
        "document.querySelectorAll('.explorable-reset').forEach(b => b.click())"
    )
    yield page
    assert page.faults == []


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def fields(page):
    """The three logits and the temperature, as the fields hold them."""
    numbers = page.locator("ce-logits input[type=number]").all()
    return [float(field.input_value()) for field in numbers]


def shown(page):
    """What the picture says of q and q − y, a row for each class."""
    texts = page.locator("ce-logits .explorable-live text").all_text_contents()
    numbers = [
        float(t.replace("−", "-")) for t in texts if re.match(r"−?\d\.\d{4}$", t)
    ]
    assert len(numbers) == 6
    return numbers[::2], numbers[1::2]


def said(page):
    """The numbers of the sentence, which the reader's voice repeats."""
    text = page.locator("ce-logits output").inner_text()
    picture = page.locator("ce-logits .explorable-live").get_attribute("aria-label")
    assert picture.endswith(text)
    return [float(x) for x in re.findall(r"\d+(?:\.\d+)?", text)]


def button(page, label, language):
    name = WORDS[label] if language else label
    return page.get_by_role("button", name=name, exact=True)


def check(page, z, label=0, temperature=1.0, steps=0):
    """Picture, sentence and fields tell of this state."""
    scaled = np.array(z) / temperature
    q = crossentropy.softmax(scaled)
    difference = q - np.eye(3)[label]
    assert fields(page) == pytest.approx([*z, temperature], abs=1e-5)
    assert shown(page)[0] == pytest.approx(q.tolist(), abs=6e-5)
    assert shown(page)[1] == pytest.approx(difference.tolist(), abs=6e-5)
    loss = crossentropy.cross_entropy_with_logits(scaled, label)
    expected = [100 * q[label], loss] if steps == 0 else [steps, 100 * q[label], loss]
    assert said(page) == pytest.approx(expected, abs=0.06)
    assert said(page)[-1] == pytest.approx(loss, abs=6e-5)


def test_it_starts_as_executed(chapter, language):
    check(chapter, START)
    origin = chapter.locator("ce-logits small").inner_text()
    assert origin == ("构建时算出的值。" if language else "As the build computed it.")
    assert not chapter.locator("ce-logits .explorable-reset").is_visible()
    assert chapter.locator("ce-logits input[type=radio]").nth(0).is_checked()
    assert search(chapter) == ""


def test_the_arrows_lead_from_the_belief_to_the_label(chapter):
    """A head points at each mark; where belief and label meet, none is left."""
    heads = """() => [...document.querySelectorAll(
        'ce-logits .explorable-live path[style*="fill: var(--fig-d)"]')].map(head =>
        head.getAttribute('d').match(/-?[\\d.]+/g).map(Number))"""
    (cat, *_), *others = chapter.evaluate(heads)
    assert [other[0] for other in others] == [others[0][0]] * 2
    assert cat > others[0][0]
    assert chapter.evaluate(heads)[0][2] < 0 < chapter.evaluate(heads)[1][2]
    for k, z in enumerate((5, -5, -5)):
        chapter.locator("ce-logits input[type=number]").nth(k).fill(str(z))
    assert max(abs(head[2]) for head in chapter.evaluate(heads)) < 0.02


def test_keys_turn_a_logit(chapter):
    slider = chapter.locator("ce-logits input[type=range]").nth(1)
    slider.press("ArrowRight")
    slider.press("ArrowRight")
    check(chapter, [2, -0.8, 0.5])
    slider.press("End")
    check(chapter, [2, 5, 0.5])
    assert search(chapter) == "?logits.z=2,5,0.5"
    loss = 3 + math.log1p(math.exp(-3) + math.exp(-4.5))  # the dog is ahead by 3
    voice = "document.querySelector('.explorable-voice').textContent"
    chapter.wait_for_function(f"{voice}.includes('{loss:.4f}')")


def test_a_bar_is_dragged(chapter):
    picture = chapter.locator("ce-logits .explorable-live")
    picture.scroll_into_view_if_needed()
    box = picture.bounding_box()
    axis = picture.locator(".explorable-axes path").first.bounding_box()
    y = box["y"] + box["height"] * 0.45  # the middle row
    chapter.mouse.move(axis["x"] + axis["width"] * 0.4, y)
    chapter.mouse.down()
    chapter.mouse.move(axis["x"] + axis["width"] * 0.8, y, steps=4)
    chapter.mouse.up()
    cat, dog, fox, _ = fields(chapter)
    assert (cat, fox) == (2, 0.5)
    assert dog == pytest.approx(3, abs=0.11)
    check(chapter, [cat, dog, fox])
    chapter.mouse.move(box["x"] + box["width"] * 0.9, y)  # the numbers are no bar
    chapter.mouse.down()
    chapter.mouse.move(box["x"] + box["width"] * 0.2, y)
    chapter.mouse.up()
    assert fields(chapter)[1] == dog


def test_the_label_turns_the_arrows(chapter, language):
    name = "狐狸" if language else "fox"
    chapter.get_by_role("radio", name=name).check(force=True)
    check(chapter, START, label=2)
    assert search(chapter) == "?logits.label=2"
    chapter.get_by_role("radio", name=name).press("ArrowLeft")
    check(chapter, START, label=1)


def test_adding_to_all_changes_the_logits_alone(chapter, language):
    before = shown(chapter), said(chapter)
    for c in (1, 2, 3):
        button(chapter, "Add 1 to all", language).click()
        assert fields(chapter)[:3] == [z_k + c for z_k in START]
        assert (shown(chapter), said(chapter)) == before
    add = button(chapter, "Add 1 to all", language)
    assert add.get_attribute("aria-disabled") == "true"  # the cat is at the end
    add.click(force=True)
    assert fields(chapter)[0] == 5
    for _ in range(5):
        button(chapter, "Subtract 1 from all", language).click()
    assert fields(chapter)[:3] == [z_k - 2 for z_k in START]
    assert (shown(chapter), said(chapter)) == before
    assert add.get_attribute("aria-disabled") == "false"


def test_steps_go_against_the_gradient_and_are_counted(chapter, language):
    chapter.locator("ce-logits input[type=radio]").nth(1).check(force=True)
    z, losses = np.array(START), []
    for steps in range(1, 8):
        button(chapter, "Take a step", language).click()
        z = z - crossentropy.cross_entropy_gradient(z, 1)
        check(chapter, z.tolist(), label=1, steps=steps)
        losses.append(said(chapter)[-1])
    assert losses == sorted(losses, reverse=True)
    asked = dict(part.split("=") for part in search(chapter)[1:].split("&"))
    assert asked["logits.steps"] == "7"
    stepped = [float(z_k) for z_k in asked["logits.z"].split(",")]
    assert stepped == pytest.approx(z.tolist(), abs=1e-5)
    # Whoever sets something by hand begins anew.
    chapter.locator("ce-logits input[type=number]").nth(0).fill("1")
    assert len(said(chapter)) == 2


def test_temperature_divides_belief_and_step(chapter, language):
    field = chapter.locator("ce-logits input[type=number]").nth(3)
    field.fill("4")
    check(chapter, START, temperature=4)
    button(chapter, "Take a step", language).click()
    slope = crossentropy.cross_entropy_gradient(np.array(START) / 4, 0) / 4
    check(chapter, (START - slope).tolist(), temperature=4, steps=1)
    field.fill("0.1")  # colder than possible
    assert field.get_attribute("aria-invalid") == "true"
    assert "0.25" in chapter.locator("ce-logits small").inner_text()
    field.blur()
    assert fields(chapter)[3] == 4


def test_a_step_that_would_leave_the_picture_is_not_taken(chapter, language):
    for k, z in enumerate((5, 5, -5)):
        chapter.locator("ce-logits input[type=number]").nth(k).fill(str(z))
    step = button(chapter, "Take a step", language)
    assert step.get_attribute("aria-disabled") == "true"
    step.click(force=True)
    check(chapter, [5, 5, -5])


def test_the_sentence_reacts(chapter):
    field = chapter.locator(".react-input input")
    assert field.input_value() == "80%"
    field.fill("50")
    text = (
        chapter.locator("div.react p").inner_text().replace("\N{NO-BREAK SPACE}", " ")
    )
    numbers = re.findall(r"\d\.\d+", text)
    assert numbers == ["0.00", "0.693", "0.50"]  # ln 2 for a shrug
    field.blur()


def test_its_words_are_the_pages(chapter, language):
    label = "The label has probability {}, the loss is {} nats."
    template = WORDS[label] if language else label
    pattern = re.escape(template).replace(r"\{\}", r"[\d.]+%?")
    assert re.fullmatch(pattern, chapter.locator("ce-logits output").inner_text())
    button(chapter, "Take a step", language).click()
    label = "After {} step the label has probability {}, the loss is {} nats."
    template = WORDS[label] if language else label
    pattern = re.escape(template).replace(r"\{\}", r"[\d.]+%?")
    assert re.fullmatch(pattern, chapter.locator("ce-logits output").inner_text())
    for name in ("猫", "狗", "狐狸") if language else ("cat", "dog", "fox"):
        for role in ("slider", "spinbutton"):
            assert chapter.get_by_role(role, name=f"z, {name}").count() == 1


def test_live_and_static_picture_are_the_same(chapter):
    """Each number and word of the live picture lies where the build has it."""
    texts = """[...document.querySelectorAll('ce-logits .figure > svg')].map(svg =>
        [...svg.querySelectorAll('text')].map(text =>
            [text.textContent.trim(), ...['x', 'y'].map(n => +text.getAttribute(n))])
            .filter(([words]) => words))"""
    static, live = chapter.evaluate(texts)
    assert sorted(t[0] for t in static) == sorted(t[0] for t in live)
    for words, x, y in live:
        apart = [math.dist((x, y), at) for text, *at in static if text == words]
        assert min(apart) < 3, words


STATE = "logits.z=-3.5,4.25,0&logits.label=2&logits.temperature=0.5&logits.steps=12"


def test_an_address_is_a_state_and_all_of_it_fits(open_page, language, width):
    page = open_page(f"{language}{CHAPTER}?{STATE}", width)
    check(page, [-3.5, 4.25, 0], label=2, temperature=0.5, steps=12)
    assert page.evaluate("document.documentElement.scrollWidth") == width
    panel = page.locator("ce-logits .explorable-controls")
    assert panel.evaluate("e => e.scrollHeight <= e.clientHeight")
    foot = page.locator(".react-foot")
    assert foot.evaluate("e => e.scrollHeight <= e.clientHeight")
    for control in page.locator("ce-logits :is(input, button)").all():
        box = control.bounding_box()
        assert min(box["width"], box["height"]) >= 43.5
    assert page.locator("a.language").get_attribute("href").endswith(f"?{STATE}")
    page.emulate_media(media="print")
    assert page.locator("ce-logits svg").first.is_visible()
    assert not page.locator("ce-logits .explorable-live").is_visible()
    assert page.faults == []


@pytest.mark.parametrize(
    "asked", ["z=1,2", "z=9,0,0", "z=a,b,c", "label=3", "temperature=0", "steps=-1"]
)
def test_a_bad_address_changes_nothing(open_page, asked):
    page = open_page(f"{CHAPTER}?logits.{asked}")
    check(page, START)
    assert "impossible state" in page.locator("ce-logits small").inner_text()
    assert search(page) == ""
    assert page.faults == []


def test_touch_turns_a_logit(open_page):
    page = open_page(CHAPTER, 390, has_touch=True)
    picture = page.locator("ce-logits .explorable-live")
    picture.scroll_into_view_if_needed()
    slider = page.locator("ce-logits input[type=range]").nth(2)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    page.touchscreen.tap(box["x"] + box["width"] - 4, box["y"] + box["height"] / 2)
    assert fields(page)[2] == pytest.approx(5, abs=0.2)
    picture.scroll_into_view_if_needed()
    axis = picture.locator(".explorable-axes path").first.bounding_box()
    page.touchscreen.tap(axis["x"] + axis["width"] * 0.1, axis["y"] + 45)
    assert fields(page)[0] == pytest.approx(-4, abs=0.2)


def test_without_scripts_the_picture_stands(open_page, language):
    page = open_page(language + CHAPTER, java_script_enabled=False)
    assert page.locator("ce-logits .figure > svg").is_visible()
    assert page.locator("ce-logits input").count() == 0
    assert "80%" in page.locator("div.react p").inner_text()
