"""The home page: the bars that can be dragged, and the map of the site."""

import math

import pytest


@pytest.fixture
def home(open_page, language, width):
    return open_page(language, width)


def test_each_stop_leads_to_its_page_and_lies_in_the_column(home, width):
    stops = home.locator(".map li > div")
    column = home.locator("article").bounding_box()
    assert stops.count() >= 2
    for stop in stops.all():
        box = stop.bounding_box()
        assert box["x"] >= column["x"]
        assert box["x"] + box["width"] <= column["x"] + column["width"]
        assert box["width"] >= 100
        cut = "e => e.scrollWidth > e.clientWidth"
        assert not stop.evaluate(cut)


def test_a_line_joins_what_needs_with_what_is_needed(home):
    ends = home.evaluate("""() => [...document.querySelectorAll('.map path')]
        .map(path => {
            path.scrollIntoView({ block: 'center' })
            return [[0, -4], [path.getTotalLength(), 4]].map(([length, beyond]) => {
                const end = path.getPointAtLength(length)
                    .matrixTransform(path.getScreenCTM())
                const there = document.elementFromPoint(end.x, end.y + beyond)
                return !!there && !!there.closest('.map li > div')
            })
        })""")
    assert ends
    assert all(all(pair) for pair in ends)


def test_the_whole_card_can_be_pressed(home):
    stop = home.locator(".map li > div").first
    address = stop.locator("a").get_attribute("href")
    stop.scroll_into_view_if_needed()
    box = stop.bounding_box()
    home.mouse.click(box["x"] + box["width"] - 4, box["y"] + box["height"] - 4)
    home.wait_for_url(f"**/{address}")
    home.wait_for_load_state("networkidle")
    assert home.faults == []


def test_what_it_builds_on_is_read_but_not_shown(home):
    builds = home.locator(".map .builds").first
    assert builds.inner_text()
    assert builds.evaluate("e => getComputedStyle(e).clipPath") == "inset(50%)"


NEWS = "ce-bars .explorable-live text[style*='bold']"


def test_the_bars_follow_the_chance(home):
    home.locator("ce-bars input[type=number]").fill("0.25")
    china, france = (text.split()[0] for text in home.locator(NEWS).all_text_contents())
    assert china == "2"
    assert france == f"{math.log2(4 / 3):.3g}"
    home.locator("ce-bars .explorable-reset").click()
    assert home.locator(NEWS).first.text_content().startswith("6.64")
    assert home.faults == []


def test_the_end_of_a_bar_can_be_dragged(home):
    bar = home.locator("ce-bars .explorable-live path").first
    bar.scroll_into_view_if_needed()
    box = bar.bounding_box()
    home.mouse.move(box["x"] + box["width"], box["y"] + box["height"] / 2)
    home.mouse.down()
    home.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    home.mouse.up()
    chance = float(home.locator("ce-bars input[type=number]").input_value())
    assert abs(chance - 0.1) < 0.006  # half of the bits of 0.01, on a grid of 0.005
    shown = bar.bounding_box()["width"] / box["width"]
    assert abs(shown - math.log(chance) / math.log(0.01)) < 0.01


def test_the_bars_stand_where_they_were_drawn(home):
    drawn, live = home.evaluate("""() => {
        const box = path => {
            const { left, right, top, bottom } = path.getBoundingClientRect()
            return [left, right, top, bottom]
        }
        const live = document.querySelector('.explorable-live path')
        const there = box(live)
        const svg = document.querySelector('ce-bars svg:not(.explorable-live)')
        svg.style.display = 'block'
        document.querySelector('.explorable-live').style.display = 'none'
        return [box(svg.querySelectorAll('path')[2]), there]
    }""")
    assert all(abs(a - b) < 0.5 for a, b in zip(drawn, live, strict=True))
