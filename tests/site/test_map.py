"""The map of the site as its readers see it."""

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
    box = stop.bounding_box()
    stop.click(position={"x": box["width"] - 4, "y": box["height"] - 4})
    home.wait_for_url(f"**/{address}")
    home.wait_for_load_state("networkidle")
    assert home.faults == []


def test_what_it_builds_on_is_read_but_not_shown(home):
    builds = home.locator(".map .builds").first
    assert builds.inner_text()
    assert builds.evaluate("e => getComputedStyle(e).clipPath") == "inset(50%)"
