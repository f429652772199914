"""The form on which a mistake is reported."""

from urllib.parse import parse_qs, urlsplit

import pytest

from bindery.report import address


@pytest.mark.parametrize("repository", ["https://x.org/a/b", "https://x.org/a/b/"])
def test_the_form_is_that_of_the_repository(repository):
    form = urlsplit(address(repository, "en", "docs/en/a.md"))
    assert (form.netloc, form.path) == ("x.org", "/a/b/issues/new")
    assert parse_qs(form.query)["title"] == ["Mistake: docs/en/a.md"]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_title_and_body_name_the_place(lang):
    where = ("docs/en/a.md", "snippets/a/b.py: x, y & z#1")
    query = parse_qs(urlsplit(address("https://x.org/a", lang, *where)).query)
    assert query.keys() == {"title", "body"}
    for [text] in query.values():
        assert ", ".join(where) in text
    assert len(query["body"][0].splitlines()) >= 5
