import json
import re
import subprocess
import sys

import pytest

from bindery.__main__ import main
from bindery.names import list_names

NUMBERS = "snippets/page/numbers.py"


def rows(site, page="page"):
    """The list's rows by name, split into their columns."""
    lines = [re.split(r"  +", line.strip()) for line in list_names(site.root, page)]
    return {cells[0]: cells[1:] for cells in lines if len(cells) > 1}


def test_the_list_of_a_page(site, capsys):
    assert main(["names", "page"]) == 0
    told = capsys.readouterr()
    assert told.out.splitlines() == [
        "snippets/page/curve.py: A line rises.",
        "  fig      figure        used  ![what is to be seen](figure:curve)",
        f"{NUMBERS}: One half is one bit of news.",
        "  half     value   0.5   used  {{ numbers.half:.2f }}  {{ numbers.half:.1f }}",
        "  news     value   1.0   used  {{ numbers.news:.0f bit }}",
        "  certain  claim   True  used  {{ numbers.certain:claim }}",
    ]
    assert told.err == ""


VALUES = {
    "whole = 7": ("7", "{{ numbers.whole }}"),
    "word = 'yes'": ("'yes'", "{{ numbers.word }}"),
    "loss = -1.5": ("-1.5", "{{ numbers.loss:.4g }}"),
    "holds = half < 1": ("True", "{{ numbers.holds:claim }}"),
    "pair = (0.25, 0.5)": ("0.25, 0.5", "{{ numbers.pair[0]:.4g }}"),
    "many = list(range(500))": ("0, ..., 499 (500)", "{{ numbers.many[0] }}"),
    "grid = [[1, 2], [3, 4]]": ("1, 2, 3, 4", "{{ numbers.grid[0][0] }}"),
    "named = {'a b': 1, 'c': 2}": ("c: 2", "{{ numbers.named[c] }}"),
    "import numpy\nnarrow = numpy.float32(0.1)": (
        "0.1",
        "{{ numbers.narrow:.4g }}",
    ),
}


@pytest.mark.parametrize("statement", VALUES)
def test_a_name_that_no_page_uses_is_listed_as_it_can_be_written(site, statement):
    site.append(NUMBERS, statement)
    name = statement.rpartition("\n")[2].partition(" ")[0]
    kind = "claim" if name == "holds" else "value"
    assert rows(site)[name] == [kind, *VALUES[statement]]


@pytest.mark.parametrize("statement", VALUES)
def test_what_is_listed_can_be_bound(site, statement):
    site.append(NUMBERS, statement)
    _, placeholder = VALUES[statement]
    for language in ("en", "zh"):
        site.append(f"docs/{language}/page.md", f"\n{placeholder}")
    assert site.build()


def test_what_cannot_be_bound_is_not_listed(site):
    site.append(NUMBERS, "tool = object()\ntools = [tool]\nempty = []")
    assert set(rows(site)) == {"fig", "half", "news", "certain"}


def test_a_page_lists_what_it_takes_from_others(site):
    site.append("docs/en/index.md", "{{ page/numbers.half:.0% }}")
    assert rows(site, "index") == {
        "half": ["value", "0.5", "used", "{{ page/numbers.half:.0% }}"]
    }


def test_an_answer_is_a_use(site):
    site.replace("docs/en/page.md", "answer: numbers.news", "answer: numbers.half")
    text = re.sub(r"\{\{ numbers.half:\S* \}\}", "half", site.read("docs/en/page.md"))
    site.write("docs/en/page.md", text)
    assert rows(site)["half"] == ["value", "0.5", "used", "{{ numbers.half:.4g }}"]


def test_snippets_can_be_listed_before_their_page_is_written(site):
    site.write("snippets/early/a.py", '"""Early."""\n\nfirst = 1\n')
    assert rows(site, "early") == {"first": ["value", "1", "{{ a.first }}"]}


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("pag", "there is no page pag; did you mean page?"),
        ("zzz", "there is no page zzz; there are index, page"),
        ("index", "the page index has no snippets and uses none of the others"),
    ],
)
def test_no_list(site, capsys, page, told):
    assert main(["names", page]) == 1
    out, err = capsys.readouterr()
    assert (out, err) == ("", f"error: {told}\n")


def test_failures_are_told_after_the_rest(site, capsys):
    site.append("snippets/page/curve.py", "raise ValueError('so')")
    assert main(["names", "page"]) == 1
    out, err = capsys.readouterr()
    assert "{{ numbers.half:.2f }}" in out
    assert err.startswith("error: snippets/page/curve.py: Traceback")


def test_the_list_needs_no_generator(site):
    code = (
        "import json, sys; from bindery.__main__ import main; "
        "main(['names', 'page']); print(json.dumps([*sys.modules]))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=site.root, capture_output=True, text=True
    )
    assert "mkdocs" not in json.loads(ran.stdout.splitlines()[-1])
