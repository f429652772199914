import xml.etree.ElementTree as etree

import pytest

from bindery.faults import Fault
from bindery.feed import feed

ATOM = "{http://www.w3.org/2005/Atom}"
HOME = "https://example.org/book/"
LOG = """\
# Changelog

What a reader notices.

## Unreleased

### Added

- A chapter on *codes* & a figure.

## 0.2.0 - 2027-01-31

- Another.

## 0.1.0 - 2026-12-01

- The first.
"""


def made(folder, text, built=1_700_000_000):
    (folder / "CHANGELOG.md").write_text(text, "utf-8")
    return feed(folder, "A book", HOME, built)


def entries(text):
    tags = ("id", "title", "updated", "content")
    return [
        tuple(entry.findtext(ATOM + tag) for tag in tags)
        for entry in etree.fromstring(text).iter(f"{ATOM}entry")
    ]


def test_an_entry_for_each_version(tmp_path):
    text = made(tmp_path, LOG)
    own = f"{HOME}changes.xml"
    assert [entry[:3] for entry in entries(text)] == [
        (f"{own}#unreleased", "Not released yet", "2023-11-14T22:13:20Z"),
        (f"{own}#0.2.0", "0.2.0", "2027-01-31T00:00:00Z"),
        (f"{own}#0.1.0", "0.1.0", "2026-12-01T00:00:00Z"),
    ]
    assert "<li>A chapter on <em>codes</em> &amp; a figure.</li>" in entries(text)[0][3]
    top = etree.fromstring(text)
    assert top.findtext(f"{ATOM}updated") == "2027-01-31T00:00:00Z"
    links = {a.get("rel"): a.get("href") for a in top.findall(f"{ATOM}link")}
    assert links == {"self": own, "alternate": HOME}


def test_released_versions_do_not_depend_on_when_it_was_built(tmp_path):
    released = LOG.replace("- A chapter on *codes* & a figure.\n", "").replace(
        "### Added\n", ""
    )
    assert len(entries(made(tmp_path, released))) == 2
    assert made(tmp_path, released, 1) == made(tmp_path, released, 2)


@pytest.mark.parametrize("changes", ["", "\n## Unreleased\n"])
def test_no_change_yet(tmp_path, changes):
    top = etree.fromstring(made(tmp_path, f"# Changelog\n{changes}"))
    assert top.findtext(f"{ATOM}updated") == "2023-11-14T22:13:20Z"
    assert top.findall(f"{ATOM}entry") == []


def test_a_day_that_is_none(tmp_path):
    told = (
        "CHANGELOG.md: 2026-13-01 in '## 0.1.0 - 2026-13-01' is no day; "
        "write it as 2026-12-01"
    )
    with pytest.raises(Fault) as fault:
        made(tmp_path, LOG.replace("2026-12-01", "2026-13-01"))
    assert str(fault.value) == told
