import json
import re
from html import escape

import pytest

from bindery import manifest
from bindery.manifest import entries, page_order
from bindery.snippets import Result, Results

EN, ZH = "docs/en/page.md", "docs/zh/page.md"
NUMBERS = "snippets/page/numbers.py"


def listed(site):
    return json.loads(site.read("site/numbers.json"))["numbers"]


def test_a_page_from_top_to_bottom(site):
    assert site.build()
    found = [
        tuple(number[key] for key in ("anchor", "kind", "name", "value", "text"))
        for number in listed(site)
        if number["language"] == "en"
    ]
    digest = found[4][3]
    assert found == [
        ("page", "value", "half", 0.5, "0.50"),
        ("page", "value", "news", 1.0, "1 bit"),
        ("page", "claim", "certain", True, "✓"),
        ("page", "value", "half", 0.5, "0.50"),
        ("page", "figure", "fig", digest, "A line that rises to 0.5."),
        ("news", "exercise", "news", 1.0, ""),
        ("news", "value", "news", 1.0, "1 bit"),
    ]
    units = [number.get("unit") for number in listed(site)][:7]
    assert units == [None, "bit", None, None, None, None, "bit"]


def test_an_edit_changes_the_lines_of_what_it_changes(site):
    assert site.build()
    before = site.read("site/numbers.json").splitlines()
    site.replace(NUMBERS, "half = 0.5", "half = 0.4")
    site.replace(NUMBERS, "news == 1", "news > 1")
    assert site.build()
    after = site.read("site/numbers.json").splitlines()
    changed = [
        json.loads(a.rstrip(",")) for a, b in zip(after, before, strict=True) if a != b
    ]
    assert {number["name"] for number in changed if number["kind"] != "figure"} == {
        "half",
        "news",
    }
    assert not any(number["kind"] == "claim" for number in changed)


def test_a_changed_figure_is_seen_and_only_it(site):
    assert site.build()
    before = listed(site)
    site.replace("snippets/page/curve.py", "[0, 0.5]", "[0, 0.75]")
    assert site.build()
    changed = [a for a, b in zip(listed(site), before, strict=True) if a != b]
    assert [number["kind"] for number in changed] == ["figure", "figure"]


def test_a_failed_build_leaves_the_manifest(site):
    before = site.read("site/numbers.json")
    site.replace(NUMBERS, "half = 0.5", "half = 0.7")
    assert site.errors()
    assert site.read("site/numbers.json") == before


def test_the_order_of_pages_is_the_navigations(site):
    for lang in ("en", "zh"):
        site.write(f"docs/{lang}/deep/extra.md", "# Extra { #extra }\n")
    assert page_order(site.root, "en") == ["deep/extra", "index", "page"]
    nav = "\nnav: [page.md, {More: [index.md, {Extra: deep/extra.md}]}]"
    site.append("mkdocs.yml", nav)
    for lang in ("en", "zh"):
        assert page_order(site.root, lang) == ["page", "index", "deep/extra"]


RESULTS = Results(
    {
        "page/a": Result(
            {"x": 0.5, "far": float("inf"), "word": "5", "rows": [[1, 2]], "n": 3}
        )
    },
    0,
)


def read(tmp_path, body):
    (tmp_path / "page").mkdir()
    (tmp_path / "page/index.html").write_text(body, "utf-8")
    return list(entries(tmp_path, "en", "page", RESULTS))


def number(name, text="", more=""):
    source = 'data-source="snippets/page/a.py"'
    return f'<data class="bound" {source} data-name="{name}" {more}>{text}</data>'


@pytest.mark.parametrize(
    ("name", "value"),
    [("x", 0.5), ("far", "inf"), ("word", "5"), ("rows[0][1]", 2), ("n", 3)],
)
def test_values_keep_their_kind(tmp_path, name, value):
    [found] = read(tmp_path, f'<h1 id="a">{number(name, "so")}</h1>')
    assert (found["value"], type(found["value"])) == (value, type(value))
    assert found["name"] == name


def test_the_anchor_is_the_nearest(tmp_path):
    body = (
        f'<h1 id="one">T</h1>{number("x", "1")}<img id="i"><br>'
        f'<p id="block">{number("x", "2")}</p>{number("x", "3")}'
        f'<div id="outer"><h2 id="two">U</h2>{number("x", "4")}<li id="inner">'
        f"{number('x', '5')}</div>{number('x', '6')}"
    )
    found = [(n["text"], n["anchor"]) for n in read(tmp_path, body)]
    assert found == [
        ("1", "one"),
        ("2", "block"),
        ("3", "one"),
        ("4", "two"),
        ("5", "inner"),
        ("6", "two"),
    ]


def test_what_only_has_a_colour_is_read_over(tmp_path):
    keyword, half = '<span class="k">for</span>', '0.<span class="c">5</span>'
    inside = f'<p id="block">{number("x", half)}</p>'
    line = f'<span id="line" class="w">{keyword}{number("x", keyword)}</span>'
    found = read(tmp_path, f'<h1 id="a">{keyword}</h1>{inside}{line}{number("x")}')
    told = [(n["text"], n["anchor"]) for n in found]
    assert told == [("0.5", "block"), ("for", "line"), ("", "a")]


def test_the_text_is_what_is_read(tmp_path):
    shown = "0.<b>5</b>\N{NO-BREAK SPACE}bits"
    body = (
        f'<h1 id="a">T</h1>{number("x", shown)} not this '
        '<math><mn data-source="snippets/page/a.py" data-name="x" data-text="−0.5">0.5'
        "</mn></math>"
    )
    assert [n["text"] for n in read(tmp_path, body)] == ["0.5 bits", "−0.5"]


@pytest.mark.parametrize("kind", manifest.KINDS[2:-1])
def test_a_class_names_the_kind_of_a_block(tmp_path, kind):
    body = number("x", "inside").replace('class="bound"', f'class="wide {kind}"')
    [found] = read(tmp_path, f'<h1 id="a">T</h1>{body}')
    assert (found["kind"], found["text"]) == (kind, "")


def test_a_number_of_a_sentence_that_reacts_has_its_text(tmp_path):
    body = number("x", "inside").replace('class="bound"', 'class="bound react"')
    [found] = read(tmp_path, f'<h1 id="a">T</h1>{body}')
    assert (found["kind"], found["text"]) == ("react", "inside")


def test_an_explorable_lists_what_it_starts_from(tmp_path):
    start = [
        {"source": "snippets/page/a.py", "name": name, "value": "0.5"}
        for name in ("x", "y")
    ]
    given = escape(json.dumps(start))
    body = f'<h1 id="a">T</h1><ce-one data-start="{given}"></ce-one>'
    (tmp_path / "index.html").write_text(body, "utf-8")
    results = Results({"page/a": Result({"x": 0.5, "y": 2})}, 0)
    found = list(manifest.entries(tmp_path, "en", "index", results))
    assert [(n["kind"], n["name"], n["value"]) for n in found] == [
        ("explorable", "x", 0.5),
        ("explorable", "y", 2),
    ]


def test_a_long_list_is_told_by_its_hash(tmp_path):
    start = [{"source": "snippets/page/a.py", "name": "x", "value": [[1], [2]]}]
    given = escape(json.dumps(start))
    body = f'<h1 id="a">T</h1><ce-one data-start="{given}"></ce-one>'
    (tmp_path / "index.html").write_text(body, "utf-8")
    told = []
    for rows in ([[1], [2]], [[1], [2]], [[1], [3]]):
        results = Results({"page/a": Result({"x": rows})}, 0)
        [found] = manifest.entries(tmp_path, "en", "index", results)
        told.append(found["value"])
    assert told[0] == told[1] != told[2]
    assert all(re.fullmatch("sha256:[0-9a-f]{16}", value) for value in told)


@pytest.mark.parametrize(
    ("attributes", "told"),
    [
        ('data-source="snippets/page/number.py" data-name="half"', "number.py"),
        ('data-source="snippets/page/numbers.py" data-name="hal"', "no name hal;"),
        ('data-name="half"', "folder snippets/"),
    ],
)
def test_html_that_names_no_value_is_told_with_what_else_is_wrong(
    site, attributes, told
):
    for lang in ("en", "zh"):
        site.append(f"docs/{lang}/page.md", f"\n<data {attributes}>1</data>\n")
    site.write("snippets/page/lonely.py", '"""It is alone."""\n\nalone = 1\n')
    english, chinese, unused = site.errors()
    where = "near #page, in HTML written by hand: "
    assert english.startswith(f"{EN}: {where}")
    assert chinese.startswith(f"{ZH}: {where}")
    assert told in english
    assert unused == "snippets/page/lonely.py: no page uses this snippet"
