"""The way out: both languages as plain Markdown, with everything filled in."""

import logging
import posixpath
import re
import shutil
import tempfile
from dataclasses import dataclass, field
from html import escape, unescape
from pathlib import Path
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin

from bindery import checks
from bindery.book import BOOK
from bindery.build import CONFIGURATIONS, build_language, tell
from bindery.faults import Fault
from bindery.plain import to_markdown
from bindery.style import with_real_colours
from bindery.wheel import FOLDER as WHEELS

log = logging.getLogger("bindery")

_FIGURE = re.compile(r'<svg (role="img" aria-label="([^"]*)".*?</svg>)', re.DOTALL)
# The id of a part of a figure begins with the figure's page and snippet.
_ID = re.compile(r' id="(\w+)-(\w+)-')
_PLACE = re.compile(r'<\w+ id="([^"]+)"')
_LINK = re.compile(r"\]\((?P<path>[^\s():#]*)#(?P<anchor>[^\s()]+)\)")


@dataclass
class Language:
    """What one language's build leaves: texts by path, other files by theirs."""

    title: str = ""
    copyright: str = ""
    order: list[str] = field(default_factory=list)
    titles: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    copies: dict[str, Path] = field(default_factory=dict)


def stage(root: Path, out: Path) -> bool:
    """Write both languages' pages into an empty folder, or nothing and False."""
    if out.exists() and (not out.is_dir() or any(out.iterdir())):
        raise Fault(f"{out} is there and not an empty folder; name another or empty it")
    languages = {lang: Language() for lang in CONFIGURATIONS}
    results = BOOK.renew(root)
    log.info(results.summary)
    errors = BOOK.failures()
    with tempfile.TemporaryDirectory(prefix="bindery-stage-") as scratch:
        built, fresh = Path(scratch, "site"), Path(scratch, "staged")
        for lang, (_, folder) in CONFIGURATIONS.items():
            capture = Capture(lang, languages[lang])
            errors += build_language(root, lang, built / folder, capture.adapt)
        errors += [] if errors else checks.left_over(built, root)
        if errors:
            tell(errors)
            log.error("Errors: %d; nothing was staged", len(set(errors)))
            return False
        for found in languages.values():
            mend_links(found.texts)
        write(languages, fresh)
        shutil.copytree(built / WHEELS, fresh / WHEELS)
        try:
            shutil.copytree(fresh, out, dirs_exist_ok=True)
        except OSError as error:
            raise Fault(f"{out} cannot be written: {error.strerror}") from None
    log.info("Staged %s; begin with %s", out, out / "README.md")
    return True


class Capture(BasePlugin):  # type: ignore[no-untyped-call,type-arg]
    """Takes each page's content from MkDocs on its way into the theme."""

    def __init__(self, lang: str, found: Language) -> None:
        self.lang, self.found = lang, found

    def adapt(self, config: MkDocsConfig) -> None:
        """Let links name files, and code and headings be plain."""
        config.use_directory_urls = False
        config.mdx_configs.setdefault("pymdownx.highlight", {})["use_pygments"] = False
        config.mdx_configs.setdefault("toc", {})["permalink"] = False
        config.plugins["bindery.stage"] = self
        self.found.title = config.site_name
        self.found.copyright = config.copyright or ""

    def on_nav(self, nav: Any, *, config: MkDocsConfig, files: Any) -> None:
        """Keep the pages' order, and where the author's other files are."""
        self.found.order = [_path(page.file).as_posix() for page in nav.pages]
        for file in files:
            if file.is_documentation_page():
                continue
            if file.src_dir == config.docs_dir:
                self.found.copies[file.src_uri] = Path(file.abs_src_path)
            elif file.generated_by:
                self.found.texts[file.src_uri] = file.content_string

    def on_page_content(self, html: str, *, page: Any, **_: Any) -> None:
        """Keep the page as Markdown, and its figures."""
        path = _path(page.file)
        html = self._with_figures_apart(html, path)
        html = re.sub(r'(<a\b[^>]*\bhref="[^":]*)\.html(?=["#])', r"\1.md", html)
        up = "../" * len(path.parts)
        html = re.sub(rf'(?<= href=")(?:\.\./)*(?={WHEELS}/)', up, html)
        kept = {key: v for key, v in page.meta.items() if key != "mirrors"}
        front = {"title": page.title, **kept, "lang": self.lang}
        head = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=10**6)
        self.found.titles[path.as_posix()] = page.title
        text = f"---\n{head}---\n\n{to_markdown(html)}"
        self.found.texts[path.as_posix()] = text

    def _with_figures_apart(self, html: str, page: Path) -> str:
        """Return the content with its figures as images, after keeping their files."""

        def keep(match: re.Match[str]) -> str:
            named = _ID.search(match[0])
            of = named.groups() if named else (f"{len(self.found.texts)}",)
            parts = page.with_suffix("").parts
            name = "-".join([*parts, *(part for part in of if part not in parts)])
            name += ".svg"
            self.found.texts[f"figures/{name}"] = with_real_colours(match[0])
            up = "../" * (len(page.parts) - 1)
            alt = escape(unescape(match[2]))
            return f'<img alt="{alt}" src="{up}figures/{name}" />'

        return _FIGURE.sub(keep, html)


def _path(file: Any) -> Path:
    """Return where a page is staged: as Markdown, though it may be a lab."""
    return Path(file.src_uri).with_suffix(".md")


def mend_links(texts: dict[str, str]) -> None:
    """Let each link to a place that plain Markdown lacks lead to what holds it.

    A line of a listing has no place of its own: the listing has, or else the page.
    """
    places = {path: set(_PLACE.findall(text)) for path, text in texts.items()}

    def mend(match: re.Match[str]) -> str:
        there = posixpath.join(posixpath.dirname(path), match["path"])
        known = places.get(posixpath.normpath(there) if match["path"] else path)
        anchor = match["anchor"]
        if known is None or anchor in known:
            return match[0]
        whole = re.sub(r"-\d+$", "", anchor)
        end = f"#{whole}" if whole in known else ""
        return f"]({match['path'] + end or posixpath.basename(path)})"

    for path, text in texts.items():
        texts[path] = _LINK.sub(mend, text)


def write(languages: dict[str, Language], folder: Path) -> None:
    """Write what was found, with a table of contents."""
    contents = ["# " + " · ".join(found.title for found in languages.values())]
    for lang, found in languages.items():
        for path, text in found.texts.items():
            place = folder / lang / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, encoding="utf-8", newline="\n")
        for path, file in found.copies.items():
            place = folder / lang / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(file, place)
        links = [f"- [{found.titles[path]}]({lang}/{path})" for path in found.order]
        contents += [f"## {found.title}", "\n".join(links), found.copyright]
    text = "\n\n".join(filter(None, contents)) + "\n"
    (folder / "README.md").write_text(text, encoding="utf-8", newline="\n")
