"""The boxes further down a page, on small pages."""

import xml.etree.ElementTree as etree

import pytest
from markdown import Markdown

from bindery.parts import ENOUGH, Parts, weight


@pytest.fixture
def boxed():
    """Return a function that says a page's elements, and inside [] those in a box."""
    md = Markdown()

    def tags(*blocks):
        root = etree.fromstring(f"<div>{''.join(blocks)}</div>")
        Parts(md).run(root)
        for part in root:
            if part.get("class") == "part":
                part.tag = f"[{' '.join(block.tag for block in part)}]"
        return " ".join(block.tag for block in root)

    return tags


HEAVY = f"<table>{'<td/>' * ENOUGH}</table>"


@pytest.mark.parametrize(
    ("blocks", "found"),
    [
        ("<h1/><p/><h2/><p/><h2/><p/>", "h1 p h2 p h2 p"),
        (f"<h1/><h2/>{HEAVY}<p/><h2/><p/>", "h1 h2 table [p] h2 [p]"),
        (f"{HEAVY}<p/><p/>", "table [p p]"),
        (f"{HEAVY}<h2/><p/><ul/><h3/><p/>", "table h2 [p ul] h3 [p]"),
        (f"{HEAVY}<h2/><h3/><p/><h2/>", "table h2 h3 [p] h2"),
        (f"{HEAVY}<h2/>{HEAVY}<p/>", "table h2 [table] [p]"),
        (f"{HEAVY}<h2/><p/>{HEAVY}<p/><p/>", "table h2 [p table] [p p]"),
        (f"{HEAVY}<h2/>{HEAVY}<ol/><p/>", "table h2 [table ol] [p]"),
        (f"{HEAVY}<h2/>{HEAVY}<h2/><p/>", "table h2 [table] h2 [p]"),
        (f"{HEAVY}<h2/><p/><template/>", "table h2 [p] template"),
        ("", ""),
    ],
)
def test_what_stands_further_down_is_boxed(boxed, blocks, found):
    assert boxed(blocks) == found


def test_what_is_put_in_later_weighs_too():
    md = Markdown()
    place = md.htmlStash.store("<code><span>a</span> &lt;b</code>\n")
    block = etree.fromstring("<div><p/></div>")
    block[0].text, block[0].tail = f"see {place}", place
    assert weight(block, md.htmlStash) == 2 + 2 * 2


def test_docstrings_are_left():
    md = Markdown()
    md.treeprocessors.register(Parts(md), "mkdocstrings_headings", 0)
    root = etree.fromstring(f"<div>{HEAVY}<h2/><p/></div>")
    Parts(md).run(root)
    assert [block.tag for block in root] == ["table", "h2", "p"]
