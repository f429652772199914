"""numbers.json tells of the built site what its pages show."""

import hashlib
import json
import re
import sys
from collections import Counter
from html import escape
from pathlib import Path

import jsonschema
import numpy as np
import pytest
import yaml
from threadpoolctl import threadpool_limits

ROOT = Path(__file__).parents[2]
SCHEMA = json.loads((ROOT / "src/bindery/numbers.schema.json").read_text("utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)


INF = float("inf")


def in_nav():
    """Return the pages' names in the order in which the navigation names them."""
    # BaseLoader leaves !ENV alone.
    config = yaml.load((ROOT / "mkdocs.yml").read_text("utf-8"), yaml.BaseLoader)
    return re.findall(r"(\w+)\.md", json.dumps(config["nav"]))


@pytest.fixture(scope="module")
def text(site):
    return (site / "numbers.json").read_text("utf-8")


@pytest.fixture(scope="module")
def numbers(text):
    return json.loads(text)["numbers"]


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_the_manifest_is_what_the_schema_says(text):
    VALIDATOR.validate(json.loads(text))


def entry(kind="value", **changed):
    source = "snippets/page/a.py"
    shown = {"kind": kind, "source": source, "name": "x", "value": 0.5, "text": "0.5"}
    return {"page": "page", "language": "en", "anchor": "id", **shown, **changed}


HASH = "sha256:0123456789abcdef"


@pytest.mark.parametrize(
    "good",
    [
        entry(),
        entry(value=2, name="x[0][key]", unit="bit"),
        entry(value="heads"),
        entry(value="-inf"),
        entry("claim", value=True, text="✓"),
        entry("figure", name="fig", value=HASH, text="A line."),
        entry("exercise", text=""),
        entry("explorable", text=""),
        entry("react"),
    ],
)
def test_the_schema_takes(good):
    VALIDATOR.validate({"version": 1, "numbers": [good]})


@pytest.mark.parametrize(
    "bad",
    [
        entry("number"),
        entry(language="fr"),
        entry(anchor=""),
        entry(page="page.md"),
        entry(source="/home/a.py"),
        entry(name="x y"),
        entry(value=None),
        entry(value=[0.5]),
        entry(text=""),
        entry(line=3),
        entry("claim", value=False),
        entry("claim", value=1.5),
        entry("figure", name="fig", value=0.5),
        entry("figure", name="curve", value=HASH),
        entry("exercise", text="0.5"),
        {key: value for key, value in entry().items() if key != "value"},
    ],
)
def test_the_schema_refuses(bad):
    assert not VALIDATOR.is_valid({"version": 1, "numbers": [bad]})


def test_the_schema_refuses_another_version():
    assert not VALIDATOR.is_valid({"version": 2, "numbers": []})


def test_each_line_is_one_value(text, numbers):
    first, *lines, last = text.splitlines()
    assert (first, last) == ('{"version": 1, "numbers": [', "]}")
    assert [json.loads(line.rstrip(",")) for line in lines] == numbers


def page_of(site, number):
    folder = site if number["language"] == "en" else site / "zh"
    inside = "" if number["page"] == "index" else number["page"]
    return (folder / inside / "index.html").read_text("utf-8")


def test_page_and_anchor_make_a_link(site, numbers):
    for number in numbers:
        assert f'id="{number["anchor"]}"' in page_of(site, number), number


def test_every_certificate_on_a_page_is_listed_in_order(site, numbers):
    found = 0
    for name in in_nav():
        for lang in ("en", "zh"):
            page = page_of(site, {"page": name, "language": lang})
            listed = [
                (number["source"], number["name"])
                for number in numbers
                if (number["page"], number["language"]) == (name, lang)
                and number["kind"] in {"value", "claim", "react"}
            ]
            tags = re.findall(r"<(?:data|mn) [^>]*data-source=[^>]*>", page)
            shown = [
                tuple(
                    re.search(f'data-{key}="([^"]*)"', tag)[1]
                    for key in ("source", "name")
                )
                for tag in tags
            ]
            assert listed == shown
            found += len(shown)
    assert found == sum(
        number["kind"] in {"value", "claim", "react"} for number in numbers
    )


def test_values_are_those_that_the_snippets_leave_when_run(numbers, monkeypatch):
    import runpy

    from matplotlib import pyplot

    left = {}
    for number in numbers:
        source = ROOT / number["source"]
        if number["kind"] == "figure":
            continue
        monkeypatch.syspath_prepend(source.parent)
        if source not in left:
            with threadpool_limits(1):  # as built: threads add up in another order
                left[source] = runpy.run_path(str(source))
            pyplot.close("all")
            # Another page's snippet of the same name is another module.
            for sibling in source.parent.glob("*.py"):
                sys.modules.pop(sibling.stem, None)
        value = eval(number["name"], {"__builtins__": {}}, left[source])
        if np.size(value) > 1:  # data, of which the manifest gives the hash
            text = json.dumps(np.asarray(value).tolist()).encode()
            value = f"sha256:{hashlib.sha256(text).hexdigest()[:16]}"
        elif value in (INF, -INF):  # which JSON lacks, so it is as Python writes it
            value = str(value)
        trained = left[source].get("_tolerance", {})
        off = trained.get(number["name"].partition("[")[0], 0)
        same = pytest.approx(value, rel=off, abs=0) if off else value
        assert number["value"] == same
        assert isinstance(number["value"], bool) is (number["kind"] == "claim")


def test_english_stands_before_chinese_and_pages_as_in_the_nav(numbers):
    order = list(dict.fromkeys((n["language"], n["page"]) for n in numbers))
    pages = [name for name in in_nav() if ("en", name) in order]
    assert len(pages) > 2
    assert order == [(lang, page) for lang in ("en", "zh") for page in pages]


def test_both_languages_have_the_same_values(numbers):
    def counted(lang):
        keys = ("page", "anchor", "kind", "source", "name", "value", "unit")
        return Counter(
            tuple(number.get(key) for key in keys)
            for number in numbers
            if number["language"] == lang
        )

    assert counted("en") == counted("zh")


def test_an_exercises_right_and_wrong_answers_are_listed(numbers):
    answers = [
        (number["name"], number["value"])
        for number in numbers
        if number["anchor"] == "eight-teams" and number["kind"] == "exercise"
    ]
    assert answers == [("champion", 3), ("naive", 5), ("reach_final", 2)] * 2


def test_what_is_shown_is_written_down(site, numbers):
    for number in numbers:
        page = page_of(site, number).replace("\N{NO-BREAK SPACE}", " ")
        if number["kind"] == "figure":
            assert f'aria-label="{escape(number["text"])}"' in page
        elif not re.search("[−×]", number["text"]):  # a formula writes these apart
            assert number["text"] in " ".join(re.sub(r"<[^>]*>", "", page).split())
