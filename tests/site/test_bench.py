"""The bench: what it shows, how it is used, and that it agrees with the library."""

import math
import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import expect

import crossentropy
from bindery.snippets import results

ROOT = Path(__file__).parents[2]
BENCH = "bench/"
PRESETS = results(ROOT).by_name["bench/presets"].values


@pytest.fixture
def bench(open_page, language):
    return open_page(language + BENCH, reduced_motion="reduce")


def opened(open_page, p=None, q=None, more="", language="", **options):
    """The bench with two distributions in its address."""
    pq = f"presets.pq={','.join(map(str, [*p, *q]))}" if p else ""
    options = {"reduced_motion": "reduce"} | options
    return open_page(f"{language}{BENCH}?{pq}{more}", **options)


NUMBER = r"[−+]?(?:∞|[\d.]+(?: × 10[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+)?)"
RAISED = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")


def number(text):
    """What a number on the page says."""
    digits, _, power = text.replace("−", "-").replace("∞", "inf").partition(" × 10")
    return float(digits) * 10 ** int(power.translate(RAISED) or 0)


def sums(page):
    """H, D and the bill of both directions, as written."""
    lines = page.locator(".bench-sum").all_inner_texts()
    assert [re.findall(r"[HD]\(.*?\)", line) for line in lines] == [
        ["H(P)", "D(P‖Q)", "H(P,Q)"],
        ["H(Q)", "D(Q‖P)", "H(Q,P)"],
    ]
    bold = page.locator(".bench-sum b").all_inner_texts()
    return [number(re.match(NUMBER, text)[0]) for text in bold]


def bars(page):
    """P and Q by the bars' names."""
    found = []
    for name in "PQ":
        sliders = page.locator(f"ce-bench input[aria-label^='{name}']:visible").all()
        found.append([float(s.get_attribute("aria-valuetext")) for s in sliders])
    return found


def shares(page):
    texts = page.locator(".bench-share:visible").all_inner_texts()
    return [number(text.lstrip("+")) for text in texts]


def bar(page, name, k):
    return page.locator(f"ce-bench input[aria-label^='{name}']").nth(k - 1)


SPOKEN = (
    "said => document.querySelector('.explorable-voice').textContent.includes(said)"
)


def said(page):
    return page.locator("ce-bench output").inner_text()


def origin(page):
    return page.locator("ce-bench small").inner_text()


def search(page):
    page.wait_for_timeout(300)  # longer than the script waits
    return page.evaluate("location.search")


def preset(page, n):
    return page.locator(".bench-presets button").nth(n)


def terms(p, q):
    """p log2(p/q), where what cannot occur adds nothing."""
    with_q = zip(p, q, strict=True)
    return [a and (a * math.log2(a / b) if b else math.inf) for a, b in with_q]


def six(p, q):
    """What the library says of both directions."""
    return [
        measure
        for one, other in ((p, q), (q, p))
        for measure in (
            crossentropy.entropy(one),
            crossentropy.kl_divergence(one, other),
            crossentropy.cross_entropy(one, other),
        )
    ]


def agree(shown, expected):
    """Whether numbers shown with four decimals, or more where small, are these."""
    return all(
        a == b or abs(a - b) <= 0.00005001 for a, b in zip(shown, expected, strict=True)
    )


# Its numbers.


def chances(chance, size):
    while True:
        p = [chance.choice([0, chance.random() ** 3]) for _ in range(size)]
        if sum(p):
            return [x / math.fsum(p) for x in p]


def test_random_states_agree_with_the_library(open_page):
    page = open_page(BENCH)
    chance = random.Random(5)
    cases = [[chances(chance, 2 + n % 5) for _ in "PQ"] for n in range(120)]
    found = page.evaluate(
        """pairs => pairs.map(([p, q]) =>
            explorables.models.bench({ pq: [...p, ...q], presets: [] }))""",
        cases,
    )
    names = ["unavoidable", "fine", "bill"]
    names += [f"other_{name}" for name in names]
    endless = 0
    for (p, q), values in zip(cases, found, strict=True):
        expected = [*six(p, q), *terms(p, q)]
        for ours, theirs in zip(
            [*(values[name] for name in names), *values["terms"]], expected, strict=True
        ):
            assert ours == theirs or abs(ours - theirs) <= 1e-9, (p, q)
            endless += theirs == math.inf
    assert endless > 100


def test_random_states_are_shown(open_page, address):
    page = open_page(BENCH)
    for seed in range(15):
        chance = random.Random(seed)
        p, q = (chances(chance, 2 + seed % 5) for _ in "PQ")
        page.goto(f"{address}{BENCH}?presets.pq={','.join(map(str, [*p, *q]))}")
        assert bars(page) == [pytest.approx(p, rel=1e-5), pytest.approx(q, rel=1e-5)]
        assert agree(sums(page), six(p, q))
        assert agree(shares(page), terms(p, q))
        assert "NaN" not in page.locator("ce-bench").inner_text()
    assert page.faults == []


def test_it_starts_as_executed(bench, language):
    assert bars(bench) == [PRESETS["p"], PRESETS["q"]]
    names = ("unavoidable", "fine", "bill")
    expected = [PRESETS[pre + name] for pre in ("", "other_") for name in names]
    assert agree(sums(bench), expected)
    assert agree(shares(bench), PRESETS["terms"])
    assert ("构建时算出的值" if language else "As the build computed it") in origin(
        bench
    )
    assert preset(bench, 0).get_attribute("aria-pressed") == "true"
    assert not bench.locator("ce-bench .explorable-reset").is_visible()
    assert search(bench) == ""
    assert bench.faults == []


def test_bars_are_drawn_on_one_scale(open_page):
    """The parts of the bill in pixels are as their numbers, on the ticks' scale."""
    page = opened(open_page, [0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    ticks = page.locator(".bench-tick").all_inner_texts()
    assert ticks == ["0", "1", "2"]
    for n, name in ((0, ".bench-p"), (1, ".bench-q")):
        bill = page.locator(".bench-bill").nth(n)
        whole = bill.bounding_box()
        paid = bill.locator(name).bounding_box()
        fine = bill.locator(".bench-fine").bounding_box()
        lowest, extra, _ = sums(page)[3 * n : 3 * n + 3]
        assert paid["x"] == whole["x"]
        assert paid["width"] == pytest.approx(whole["width"] * lowest / 2, abs=1)
        assert fine["x"] == pytest.approx(paid["x"] + paid["width"], abs=1)
        assert fine["width"] == pytest.approx(whole["width"] * extra / 2, abs=1)


TERM = """term => {
    const bar = getComputedStyle(term, "::before")
    return [parseFloat(bar.top), parseFloat(bar.bottom), term.clientHeight]
}"""


def test_terms_are_drawn_with_their_signs(open_page):
    page = opened(open_page, [0.5, 0.3, 0.2], [0.2, 0.3, 0.5])
    drawn = page.locator(".bench-term:visible").evaluate_all(
        f"terms => terms.map({TERM})"
    )
    largest = terms([0.5], [0.2])[0]
    for (top, bottom, height), share in zip(
        drawn, terms([0.5, 0.3, 0.2], [0.2, 0.3, 0.5]), strict=True
    ):
        above = height / 2 * max(share, 0) / largest
        below = height / 2 * max(-share, 0) / largest
        assert top == pytest.approx(height / 2 - above, abs=0.5)
        assert bottom == pytest.approx(height / 2 - below, abs=0.5)


# How it is used.


def test_presets(bench):
    for n, (p, q) in enumerate(PRESETS["pairs"]):
        preset(bench, n).click()
        assert bars(bench) == [p, q]
        assert agree(sums(bench), six(p, q))
        pressed = [
            button.get_attribute("aria-pressed") == "true"
            for button in bench.locator(".bench-presets button").all()
        ]
        assert pressed == [k == n for k in range(6)]


NAMES = {
    "": [
        "China against France",
        "An even match",
        "Win, draw, loss",
        "Equal entropies",
        "Four champions",
        "Nothing in common",
    ],
    "zh/": [
        "中国对法国",
        "势均力敌",
        "胜、平、负",
        "熵相同",
        "四强夺冠",
        "毫无交集",
    ],
}


def test_presets_have_their_names_in_order(bench, language):
    names = bench.locator(".bench-presets button").all_inner_texts()
    assert names == NAMES[language]


def test_a_bar_is_dragged_by_its_top(open_page, language, width):
    start = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    page = opened(open_page, *start, language=language, width=width)
    slider = bar(page, "Q", 1)
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    thumb = 16
    full = box["height"] - thumb
    x = box["x"] + box["width"] / 2
    bottom = box["y"] + box["height"] - thumb / 2
    page.mouse.move(x, bottom - 0.2 * full)
    page.mouse.down()
    page.mouse.move(x, bottom - full - 30, steps=4)  # to the top: the others are 0
    assert bars(page)[1] == [1, 0, 0]
    page.mouse.move(x, bottom - 0.6 * full, steps=4)
    page.mouse.up()
    p, q = bars(page)
    assert p == start[0]
    assert q[0] == pytest.approx(0.6, abs=0.011)
    left = 1 - q[0]  # in the proportions that they had when the drag began
    assert q[1:] == pytest.approx([left * 3 / 8, left * 5 / 8], abs=1e-4)
    assert sum(q) == pytest.approx(1, abs=1e-12)
    assert agree(sums(page), six(p, q))


@pytest.mark.parametrize("size", [2, 4, 6])
def test_targets_are_large_enough_on_touch(open_page, language, size):
    even = [1 / size] * size
    page = opened(open_page, even, even, language=language, width=390, has_touch=True)
    for control in page.locator("ce-bench :is(input[type=range], button)").all():
        if control.is_visible():
            box = control.bounding_box()
            assert min(box["width"], box["height"]) >= 43.5


def test_keys_move_a_bar(bench):
    slider = bar(bench, "P", 1)
    slider.focus()
    for key, value in (
        ("ArrowUp", 0.02),
        ("ArrowRight", 0.03),
        ("ArrowDown", 0.02),
        ("PageUp", 0.12),
        ("PageDown", 0.02),
        ("End", 1),
        ("ArrowDown", 0.99),
        ("Home", 0),
    ):
        bench.keyboard.press(key)
        assert bars(bench)[0] == pytest.approx([value, 1 - value], abs=1e-12), key
    assert search(bench) == "?presets.pq=0,1,0.1,0.9"


def test_keys_keep_the_others_proportions(open_page):
    page = opened(open_page, [0.6, 0.3, 0.1], [0.2, 0.3, 0.5])
    slider = bar(page, "P", 1)
    slider.press("PageDown")
    assert bars(page)[0] == [0.5, 0.375, 0.125]
    slider.press("End")
    assert bars(page)[0] == [1, 0, 0]
    slider.press("PageDown")
    assert bars(page)[0] == [0.9, 0.05, 0.05]  # nothing tells how: alike
    assert bars(page)[1] == [0.2, 0.3, 0.5]


FOCUSED = "(e => e.ariaLabel || e.value || e.textContent)(document.activeElement)"


def test_every_control_is_reached_by_the_keyboard(bench, language):
    preset(bench, 0).focus()
    reached = []
    for _ in range(16):
        reached.append(bench.evaluate(FOCUSED))
        bench.keyboard.press("Tab")
    bar_names = [
        f"{name}，结果 {k}" if language else f"{name}, outcome {k}"
        for k in (1, 2)
        for name in "PQ"
    ]
    tools = ["Fewer outcomes", "More outcomes", "Swap P and Q", "bit"]
    tools += ["Fill the screen"]
    play = "Play 1,000 matches"
    if language:
        tools = ["少一个结果", "多一个结果", "对调 P 和 Q", "bit", "全屏显示"]
        play = "踢 1,000 场"
    assert reached == [*NAMES[language], *bar_names, *tools, play]


def test_the_keyboard_keeps_its_place(bench):
    """Setting back leaves nothing to set back, yet what was pressed stays there."""
    bar(bench, "P", 1).press("ArrowUp")
    reset = bench.locator("ce-bench .explorable-reset")
    reset.press("Enter")
    assert bars(bench) == [PRESETS["p"], PRESETS["q"]]
    assert reset.evaluate("e => e === document.activeElement")
    assert reset.get_attribute("aria-disabled") == "true"
    bench.keyboard.press("Tab")
    assert not reset.is_visible()


def test_bars_have_names_and_values(open_page, language):
    page = opened(open_page, [0.25, 0.75], [1, 0], language=language)
    name = "P，结果 2" if language else "P, outcome 2"
    slider = page.get_by_role("slider", name=name)
    assert slider.get_attribute("aria-valuetext") == "0.75"
    name = "Q，结果 2" if language else "Q, outcome 2"
    assert page.get_by_role("slider", name=name).input_value() == "0"
    assert page.get_by_role("slider").count() == 4


def test_a_sentence_is_spoken_after_a_change(bench, language):
    bar(bench, "Q", 1).press("ArrowDown")
    paid = crossentropy.cross_entropy([0.01, 0.99], [0.09, 0.91])
    bench.wait_for_function(
        SPOKEN,
        arg=f"{paid:.4f}",
    )
    assert ("由你的浏览器算出" if language else "Computed in your browser") in origin(
        bench
    )
    assert f"{paid:.4f}" in said(bench)
    label = bench.locator("ce-bench .explorable-live").get_attribute("aria-label")
    assert f"{paid:.4f}" in label


def test_swap(bench):
    before = sums(bench)
    swap = bench.locator(".bench-tools button").nth(2)
    swap.click()
    assert bars(bench) == [PRESETS["q"], PRESETS["p"]]
    assert sums(bench) == before[3:] + before[:3]
    swap.click()
    assert bars(bench) == [PRESETS["p"], PRESETS["q"]]
    assert search(bench) == ""


def test_a_unit_changes_the_numbers_not_the_bars(open_page, language):
    p, q = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    page = opened(open_page, p, q, "&presets.run=1", language)
    page.locator("ce-bench input[value=nat]").check()
    nats = [x * math.log(2) for x in six(p, q)]
    assert agree(sums(page), nats)
    assert agree(shares(page), [x * math.log(2) for x in terms(p, q)])
    word = "纳特" if language else "nats"
    for line in page.locator(".bench-sum").all_inner_texts():
        assert line.endswith(word)
    assert word in said(page)
    assert word in page.locator(".bench-said").inner_text()
    assert bars(page) == [p, q]
    assert search(page).endswith("&presets.run=1&presets.unit=nat") or search(
        page
    ).endswith("&presets.unit=nat&presets.run=1")


def test_outcomes_come_and_go(bench):
    fewer, more = (bench.locator(".bench-tools button").nth(n) for n in (0, 1))
    before = sums(bench)
    assert fewer.get_attribute("aria-disabled") == "true"
    fewer.click(force=True)
    assert len(bars(bench)[0]) == 2
    for size in (3, 4, 5, 6):
        more.click()
        p, q = bars(bench)
        assert len(p) == len(q) == size
        assert p[2:] == q[2:] == [0] * (size - 2)
        assert sums(bench) == before  # what cannot occur costs nothing
    assert more.get_attribute("aria-disabled") == "true"
    more.click(force=True)
    assert len(bars(bench)[0]) == 6
    bar(bench, "P", 6).press("PageUp")
    bar(bench, "Q", 6).press("End")
    fewer.click()
    p, q = bars(bench)
    assert p == pytest.approx([0.01, 0.99, 0, 0, 0], abs=2e-4)
    assert q == [0.2] * 5  # all was on the last: alike


# Without end.


def test_the_bill_has_no_end(open_page, language):
    page = opened(open_page, [0.5, 0.5, 0], [0, 0.5, 0.5], language=language)
    assert sums(page) == [1, math.inf, math.inf, 1, math.inf, math.inf]
    assert page.locator(".bench-share:visible").all_inner_texts() == ["+∞", "0", "0"]
    assert ("结果 1 " if language else "outcome 1 ") in said(page)
    for bill in page.locator(".bench-bill").all():
        whole, fine = bill.bounding_box(), bill.locator(".bench-fine").bounding_box()
        assert fine["x"] + fine["width"] > whole["x"] + whole["width"]
        assert fine["x"] - whole["x"] == pytest.approx(whole["width"] / 2, abs=1)
    assert page.evaluate("document.documentElement.scrollWidth") == 1280
    assert "NaN" not in page.locator("ce-bench").inner_html()
    assert page.faults == []


def test_a_zero_in_p_costs_nothing_extra(open_page):
    page = opened(open_page, [1, 0], [0.5, 0.5])
    assert sums(page) == [0, 1, 1, 1, math.inf, math.inf]
    assert shares(page) == [1, 0]


def test_certain_and_equal(open_page):
    page = opened(open_page, [1, 0], [1, 0], "&presets.run=1")
    assert sums(page) == [0] * 6
    assert "NaN" not in page.locator("ce-bench").inner_html()
    assert page.faults == []


# A thousand matches.


def draws(seed):
    """Marsaglia's xorshift32, from a multiple of the golden ratio's digits."""
    state = seed * 0x9E3779B9 % 2**32
    while True:
        state ^= state << 13 & 0xFFFFFFFF
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        yield state / 2**32


def played(p, belief, run, matches=1000):
    """The mean of so many matches' prices."""
    total = 0.0
    for _, chance in zip(range(matches), draws(run), strict=False):
        k = next(k for k in range(len(p)) if chance < math.fsum(p[: k + 1]))
        total += crossentropy.information_content(belief[k])
    return total / matches


def band(p, belief, matches=1000):
    prices = [crossentropy.information_content(x) for x in belief]
    mean = math.fsum(a * x for a, x in zip(p, prices, strict=True))
    square = math.fsum(a * (x - mean) ** 2 for a, x in zip(p, prices, strict=True))
    error = 2 * math.sqrt(square / matches)
    return mean - error, mean + error


RUNS = ".bench-said"


def test_a_run_is_in_the_address(bench, address, language):
    p, q = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    for run in (1, 2, 7, 40):
        state = f"presets.pq=0.5,0.3,0.2,0.2,0.3,0.5&presets.run={run}"
        bench.goto(f"{address}{language}{BENCH}?{state}")
        text = bench.locator(RUNS).inner_text()
        mean, low, high = map(float, re.findall(r"\d+\.\d{4}", text))
        assert agree([mean, low, high], [played(p, q, run), *band(p, q)])
        words = ("的色带里", "之外") if language else ("inside", "outside")
        assert words[not low <= mean <= high] in text


def test_runs_are_inside_the_band_about_as_often_as_they_should(open_page):
    """19 of 20, and both words are met."""
    page = open_page(BENCH, reduced_motion="reduce")
    p, q = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    inside = page.evaluate(
        """async ([pq, runs]) => {
            const bench = document.querySelector('ce-bench')
            bench.change('pq', pq)
            return runs.map(run => {
                bench.change('run', run)
                return bench.said.textContent.includes('inside')
            })
        }""",
        [[*p, *q], list(range(1, 201))],
    )
    low, high = band(p, q)
    expected = [low <= played(p, q, run) <= high for run in range(1, 201)]
    assert inside == expected
    assert 180 <= sum(inside) < 200


def test_play(bench, language):
    play = bench.locator(".bench-run button")
    assert not re.search(r"\d", bench.locator(RUNS).inner_text())
    lines = bench.locator(".bench-mean")
    assert not lines.first.is_visible()
    said_before = set()
    for run in (1, 2):
        play.click()
        assert lines.first.is_visible()
        text = bench.locator(RUNS).inner_text()
        mean = float(re.findall(r"\d\.\d{4}", text)[0])
        assert mean == pytest.approx(played(*PRESETS["pairs"][0], run), abs=6e-5)
        assert search(bench) == f"?presets.run={run}"
        said_before.add(text)
    assert len(said_before) == 2
    bench.wait_for_function(
        SPOKEN,
        arg=text,
    )
    bench.locator(".explorable-reset").click()
    assert not lines.first.is_visible()
    assert search(bench) == ""


def points(page, name):
    d = page.locator(name).get_attribute("d")
    return [tuple(map(float, pair.split(","))) for pair in re.split("[ML]", d)[1:]]


def place(bits):
    """How far down the chart this stands, whose axis ends at 4 bits."""
    return 154 - (154 - 8) * min(bits, 4) / 4


def test_lines_are_the_means_in_their_bands(open_page):
    """Places on the chart, by the axis that is written there."""
    p, q = [0.5, 0.3, 0.2], [0.2, 0.3, 0.5]
    page = opened(open_page, p, q, "&presets.run=3")
    ticks = page.locator("ce-bench .explorable-axes text").all_text_contents()
    assert "4" in ticks
    for name, belief in (("q", q), ("p", p)):
        mean = points(page, f".bench-mean.{name}")
        for x, y in mean[::15]:
            n = round(10 ** ((x - 50) / (346 - 50) * 3))
            assert y == pytest.approx(place(played(p, belief, 3, n)), abs=1e-6)
        edge = points(page, f".bench-band.{name}")
        assert edge[0][0] == edge[-1][0] == 50
        low, high = band(p, belief)
        assert edge[120][1] == pytest.approx(place(high), abs=1e-6)
        assert edge[121][1] == pytest.approx(place(low), abs=1e-6)
        limit = crossentropy.cross_entropy(p, belief)
        levels = [y for _, y in points(page, f".bench-limit.{name}")]
        assert levels == pytest.approx([place(limit)] * len(levels))


@pytest.mark.parametrize("china", [0.5, 0.0001])
def test_a_run_without_end(open_page, language, china):
    """The impossible came, or has not come yet."""
    p, q = [china, 1 - china], [0, 1]
    page = opened(open_page, p, q, "&presets.run=1", language)
    text = page.locator(RUNS).inner_text()
    mean = played(p, q, 1)
    assert mean == (math.inf if china == 0.5 else 0)
    assert ("∞" in text) is (china == 0.5)
    assert ("无穷大" if language else "no end") in text
    assert "NaN" not in page.locator("ce-bench").inner_html()
    assert page.faults == []


MOTION = "getComputedStyle(document.querySelector('.bench-mean')).animationName"
LASTS = "getComputedStyle(document.querySelector('.bench-mean')).animationDuration"


def test_a_run_is_drawn_in_two_seconds_or_at_once(open_page):
    page = opened(open_page, reduced_motion="no-preference")
    names = []
    for _ in range(3):
        page.locator(".bench-run button").click()
        names.append(page.evaluate(MOTION))
        seconds = page.evaluate(LASTS)
        assert 0 < float(seconds.removesuffix("s")) <= 2
    assert names[0] != names[1] != names[2]  # so that each run is drawn anew
    page = opened(open_page)
    page.locator(".bench-run button").click()
    assert page.evaluate(MOTION) == "none"


# Its address.


def test_an_address_is_a_state(open_page, address, language):
    state = "?presets.pq=0.5,0.25,0.25,0.1,0.2,0.7&presets.unit=nat&presets.run=3"
    page = open_page(language + BENCH + state)
    shown = sums(page), page.locator(RUNS).inner_text()[-8:-1]
    assert bars(page) == [[0.5, 0.25, 0.25], [0.1, 0.2, 0.7]]
    assert search(page) == state
    page.click("a.language")
    page.wait_for_url(f"**/{BENCH}{state}")
    page.wait_for_load_state("networkidle")
    other = "en" if language else "zh"
    assert page.evaluate("document.documentElement.lang") == other
    assert sums(page) == shown[0]
    page.locator("ce-bench .explorable-reset").click()
    assert bars(page) == [PRESETS["p"], PRESETS["q"]]
    assert search(page) == ""
    assert page.faults == []


IMPOSSIBLE = {"": "impossible state", "zh/": "状态不成立"}
BAD = [
    "pq=",
    "pq=1",
    "pq=1,1",
    "pq=0.5,0.5,1",
    "pq=0.5,0.5,0.5,0.5,0.5",
    "pq=0.5,0.6,0.5,0.5",
    "pq=1.5,-0.5,0.5,0.5",
    "pq=0.5,0.5,0.5,x",
    "pq=0.5,0.5,,0.5",
    "pq=NaN,1,0.5,0.5",
    "pq=0,0,0,0",
    "pq=1,0,0,0,0,0,0,1,0,0,0,0,0,0",
    "unit=byte",
    "run=-1",
    "run=1.5",
    "run=x",
    "run=1,2",
    "p=0.5,0.5",
    "pq=0.5,0.5,0.5,0.5&presets.unit=byte",
    "pq=0.5,0.5,0.5,0.5&presets.run=-1",
]


def test_an_impossible_address_leaves_what_was_executed(bench, address, language):
    for asked in BAD:
        bench.goto(f"{address}{language}{BENCH}?presets.{asked}")
        assert bars(bench) == [PRESETS["p"], PRESETS["q"]], asked
        assert bench.locator("ce-bench input[value=bit]").is_checked()
        assert not bench.locator(".bench-mean").first.is_visible()
        assert IMPOSSIBLE[language] in origin(bench)
    assert search(bench) == ""
    assert bench.faults == []


# Its place on the page.

STATES = [
    "",
    "presets.pq=0.5,0.5,0,0,0,0,0.5,0.5&presets.run=12",
    "presets.pq=0.3,0.2,0.2,0.1,0.1,0.1,0.1,0.1,0.1,0.2,0.2,0.3&presets.run=5",
    "presets.pq=0.5,0.5,1e-5,0.99999&presets.unit=nat&presets.run=1",
    "presets.pq=bad",
]


CUT = """() => {
    const whole = document.querySelector("ce-bench").getBoundingClientRect()
    const inside = "ce-bench :is(button, output, small, input, b, .bench-said)"
    return [...document.querySelectorAll(inside)].filter(e => {
        const box = e.getBoundingClientRect()
        return box.right > whole.right + 1 || box.bottom > whole.bottom + 1
    }).map(e => e.textContent)
}"""


def test_no_state_moves_the_page(bench, address, language, settle):
    for width in (320, 390, 700, 1000, 1280, 1920):
        bench.set_viewport_size({"width": width, "height": 844})
        tops = set()
        for state in STATES:
            bench.goto(f"{address}{language}{BENCH}?{state}")
            settle(bench)
            tops.add(bench.locator("#experiments").bounding_box()["y"])
            assert bench.evaluate("document.documentElement.scrollWidth") == width
            assert bench.evaluate(CUT) == [], (width, state)
        assert len(tops) == 1, width


def test_it_fits_a_projector(bench, language):
    """Below the header, and larger on a screen of its own."""
    bench.set_viewport_size({"width": 1280, "height": 720})
    header = bench.locator(".md-header").bounding_box()["height"]
    assert header + bench.locator("ce-bench").bounding_box()["height"] <= 720
    full = bench.locator(".bench-full")
    full.click()
    bench.wait_for_function("document.fullscreenElement?.localName === 'ce-bench'")
    expect(full).to_have_text("退出全屏" if language else "Leave full screen")
    for width, height in ((1280, 720), (1920, 1080)):
        bench.set_viewport_size({"width": width, "height": height})
        for part in bench.locator(
            "ce-bench :is(button, input, b, output, small)"
        ).all():
            if part.is_visible():
                box = part.bounding_box()
                assert box["y"] >= 0
                assert box["y"] + box["height"] <= height
        size = bench.locator(".bench-sum").first.evaluate(
            "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert size > height / 45
    full.click()
    bench.wait_for_function("!document.fullscreenElement")
    expect(full).to_have_text("全屏显示" if language else "Fill the screen")
    assert bench.faults == []


def test_buttons_look_like_buttons_in_forced_colours(open_page):
    page = opened(open_page, forced_colors="active")
    buttons = page.locator("ce-bench button:visible").all()
    assert len(buttons) > 5
    for button in buttons:
        assert button.evaluate("e => getComputedStyle(e).borderStyle") == "solid"


BOXES = """() => [...document.querySelectorAll('article > :not(ce-bench)')].map(e => {
    const box = e.getBoundingClientRect()
    return [e.tagName, box.left, box.top + scrollY, box.width, box.height].join()
})"""


def test_nothing_moves_when_the_script_takes_over(browser, address, language, width):
    boxes = []
    for blocked in (True, False):
        page = browser.new_page(viewport={"width": width, "height": 844})
        if blocked:
            page.route("**/assets/explorable.js", lambda route: route.abort())
        page.goto(address + language + BENCH)
        page.wait_for_timeout(400)
        assert page.locator(".live").count() == (0 if blocked else 1)
        boxes.append(page.evaluate(BOXES))
        page.close()
    assert boxes[0] == boxes[1]


def test_without_scripts_the_figure_stands(open_page, language):
    page = open_page(language + BENCH, java_script_enabled=False)
    figure = page.locator("ce-bench svg")
    assert figure.is_visible()
    assert "0.1837" in figure.get_attribute("aria-label")
    assert page.locator("ce-bench input").count() == 0


def test_print_shows_the_figure(open_page, language):
    page = opened(open_page, [0.5, 0.5], [0.5, 0.5], language=language)
    page.emulate_media(media="print")
    assert page.locator("ce-bench svg").first.is_visible()
    for gone in (".explorable-live", ".explorable-controls", ".bench-bills"):
        assert not page.locator(gone).is_visible()


def test_it_opens_without_a_fault(open_page, language, width, scheme):
    page = open_page(f"{language}{BENCH}?presets.run=3", width, scheme)
    assert page.faults == []
    assert page.evaluate("document.documentElement.scrollWidth") == width
