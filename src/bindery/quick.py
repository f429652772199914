"""What an edit touches, built alone into a site that MkDocs has built whole.

MkDocs' own dirty builds forget the titles of pages that they leave out; here all that
MkDocs knew stays in memory, and a page is built as it was the first time.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from bindery.book import BOOK
from bindery.build import CONFIGURATIONS, collected
from bindery.certificate import snippet_uri
from bindery.pages import pages
from bindery.snippet_pages import SnippetPage, scan
from bindery.snippets import Results, snippet_files


class Stopped(Exception):
    """A build that something newer made superfluous."""


class Kept(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Keeps what MkDocs knows of one language; lets its build be stopped."""

    made_for: MkDocsConfig
    nav: Any
    files: Any
    env: Any

    def __init__(self, is_stopped: Callable[[], bool]) -> None:
        self.is_stopped = is_stopped

    def adapt(self, config: MkDocsConfig) -> None:
        """Take part in a build with this configuration."""
        self.made_for = config
        config.plugins["bindery.kept"] = self

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Any) -> None:
        """Keep the navigation, and the pages with it."""
        self.nav, self.files = nav, files

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Any) -> None:
        """Keep what fills in the theme's templates."""
        self.env = env

    def on_pre_page(self, page: Any, **_: Any) -> None:
        """Read no further page of a build that was stopped."""
        if self.is_stopped():
            raise Stopped

    def on_page_context(self, context: Any, **_: Any) -> None:
        """Write no further page either."""
        if self.is_stopped():
            raise Stopped


def touched(
    root: Path, lang: str, changed: set[Path], before: Results
) -> list[str] | None:
    """Return the pages that changed files touch; None where only a whole build knows.

    Whatever else they change, such as the search or lists of the whole site, a whole
    build does afterwards.
    """
    files, written = snippet_files(root), pages(root, lang)
    keys = {key for key, file in files.items() if file in changed}
    edited = {uri for uri, page in written.items() if root / page.file in changed}
    others = changed - {files[key] for key in keys}
    others -= {root / written[uri].file for uri in edited}
    if not all(file.is_relative_to(root / "snippets") for file in others):
        return None
    if any(b.kind == "reference" for uri in edited for b in written[uri].blocks):
        return None  # mkdocstrings looks at all pages together
    # Those that take their numbers from a changed snippet, or from changed data.
    after = BOOK.renew(root).by_name
    keys |= {key for key in after if after[key] != before.by_name.get(key)}
    using = {
        uri
        for uri, page in written.items()
        if not keys.isdisjoint(key for key, _, _ in page.uses())
    }
    return [*sorted(edited | using), *map(snippet_uri, sorted(keys))]


def build_pages(root: Path, lang: str, kept: Kept, uris: list[str]) -> list[str]:
    """Build some pages where the whole site was built; return the errors."""
    # Not public, but what MkDocs does with each page in turn.
    from mkdocs.commands.build import _build_page, _populate_page

    configuration, _ = CONFIGURATIONS[lang]
    config = kept.made_for
    with collected(configuration) as errors, BOOK.still(root):
        seen = scan(root, lang, config.repo_url or "")
        made = {snippet_uri(key): key for key in seen.files}
        documents = kept.files.documentation_pages()
        found = [kept.files.get_file_from_path(uri) for uri in uris]
        for file in found:
            if file.src_uri in made:
                file.content_string = SnippetPage(seen, made[file.src_uri]).text
            _populate_page(file.page, config, kept.files)
        for file in found:
            _build_page(file.page, config, documents, kept.nav, kept.env)
        for file in found:
            level = config.validation.links.anchors
            file.page.validate_anchor_links(files=kept.files, log_level=level)
    return errors
