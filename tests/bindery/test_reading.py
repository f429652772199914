import hashlib
import re
from html import escape

import pytest

from bindery.reading import read_page, read_site

NUMBERS = "snippets/page/numbers.py"


def value(text, name, value):
    return {
        "anchor": "page",
        "kind": "value",
        "source": NUMBERS,
        "name": name,
        "value": value,
        "text": text,
    }


def test_a_site_is_read_in_reading_order(site):
    found = read_site(site.root, site.root / "site")
    english = [e for e in found if e.pop("language") == "en"]
    chinese = found[len(english) :]
    assert {e.pop("page") for e in found} == {"page"}
    news = "1\N{NO-BREAK SPACE}"
    claim = {**value("✓", "certain", "True"), "kind": "claim"}
    svg = re.search("<svg.*?</svg>", site.read("site/page/index.html"), re.DOTALL)
    figure = english[4]
    assert english == [
        value("0.50", "half", "0.5"),
        value(f"{news}bit", "news", "1.0"),
        claim,
        value("0.50", "half", "0.5"),
        figure,
        {
            **value("1.0, tolerance 0.01", "news", "1.0"),
            "kind": "exercise",
            "source": "",
        },
        value(f"{news}bit", "news", "1.0"),
    ]
    assert figure["kind"] == "figure"
    assert figure["text"] == "A line that rises to 0.5."
    assert figure["source"] == "snippets/page/curve.py"
    assert figure["name"] == "fig"
    assert re.fullmatch("[0-9a-f]{12}", figure["value"])
    assert svg
    assert [e["text"] for e in chinese if e["name"] == "news"] == [
        f"{news}比特",
        "1.0, tolerance 0.01",
        f"{news}比特",
    ]
    assert chinese[4]["value"] != figure["value"]  # its labels are Chinese


def test_numbers_in_formulas_have_their_sign_power_and_unit(render):
    html, told = render(
        "# A { #a }\n\n$x = {{ a.loss:.1f }} + {{ a.tiny:.0e }} \\times "
        "{{ a.bits:.2f bit }} \\times y$\n"
    )
    assert told == []
    texts = [entry["text"] for entry in read_page(html)]
    assert texts == ["−1.5", "5 × 10^−17", "6.64\N{NO-BREAK SPACE}bits"]


def test_numbers_know_the_heading_before_them(render):
    html, _ = render(
        "{{ a.half:.1f }}\n\n# A { #a }\n\n{{ a.half:.1f }}\n\n"
        "## B {{ a.half:.2f }} { #b }\n"
    )
    assert [(e["anchor"], e["text"]) for e in read_page(html)] == [
        ("", "0.5"),
        ("a", "0.5"),
        ("b", "0.50"),
    ]


def test_hints_are_read(render):
    html, told = render(
        "/// exercise | e\n    answer: a.half\n    tolerance: 0.1\n    wrong:\n"
        "      a.loss: Not {{ a.loss:.1f }}.\n\nHow much?\n///\n\n"
        "/// solution\nHalf.\n///\n"
    )
    assert told == []
    answer, wrong = read_page(html)
    check(answer, wrong)


@pytest.mark.parametrize(
    "wrong", ['{"-1.5": "Not −1.5."}', '[{"value": "-1.5", "hint": "Not −1.5."}]']
)
def test_hints_are_read_however_a_commit_writes_them(wrong):
    given = (
        f'id="e" data-answer="0.5" data-tolerance="0.1" data-wrong="{escape(wrong)}"'
    )
    check(*read_page(f'<div class="exercise" {given}></div>'))


def check(answer, wrong):
    assert (answer["name"], answer["text"]) == ("e", "0.5, tolerance 0.1")
    assert (wrong["name"], wrong["value"]) == ("e, wrong answer 1", "-1.5")
    assert wrong["text"] == "-1.5: Not −1.5."


def test_a_figures_hash_is_that_of_its_drawing():
    drawing = '<g id="page-curve-1"></g>'

    def read(tag, inside):
        [entry] = read_page(f'<svg role="img" viewBox="0 0 9 9" {tag}>{inside}</svg>')
        return entry

    one = read('aria-label="one"', drawing)
    other = read('aria-label="other" data-more="x"', drawing)
    assert one["value"] == other["value"]
    assert one["text"] != other["text"]
    assert read("", drawing.replace("g", "p"))["value"] != one["value"]
    digest = hashlib.sha256(f"0 0 9 9{drawing}".encode()).hexdigest()
    assert one["value"] == digest[:12]


def test_a_figures_box_names_its_source():
    box = '<div data-source="snippets/a/b.py"><svg role="img"><g></g></svg></div>'
    [entry] = read_page(box)
    assert (entry["source"], entry["name"]) == ("snippets/a/b.py", "fig")


def test_a_figure_without_ids_is_still_a_figure():
    [entry] = read_page('<svg role="img" viewBox="0 0 9 9"><g></g></svg>')
    assert (entry["kind"], entry["source"]) == ("figure", "")


def test_listings_and_plain_data_are_no_numbers():
    html = '<code>&lt;data class="bound"&gt;</code><data value="1">1</data><svg></svg>'
    assert list(read_page(html)) == []
