"""What only MkDocs can do: take in pages that no file holds, leave out what it adds.

Not beside the bindery's modules: MkDocs puts this file's folder on the import path.
"""

import shutil
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemBytecodeCache
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from rjsmin import jsmin

from bindery import cards, labs, lost, notebooks, report, search
from bindery.book import log
from bindery.build import source_date
from bindery.checks import bad_terms
from bindery.feed import FILE as FEED
from bindery.feed import feed
from bindery.kept import tools
from bindery.linked_data import LinkedData
from bindery.mends import mend, mend_script
from bindery.pages import pages
from bindery.snippet_pages import snippet_pages
from bindery.wheel import build_wheel

# Of mkdocstrings; the templates here have their styles in site.css.
STYLES = "assets/_mkdocstrings.css"
LOST = "404.html"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Have no page fetch a style sheet that nothing on it uses."""
    config.extra_css = [sheet for sheet in config.extra_css if sheet != STYLES]
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Add a page for each snippet, which the navigation doesn't list; labs to take.

    Tell once what is wrong with the terms, which all pages share.
    """
    for fault in bad_terms(Path.cwd()):
        log.error(fault)
    lang = Path(config.docs_dir).name
    repository = config.repo_url or ""
    for uri, text in snippet_pages(Path.cwd(), lang, repository).items():
        level = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, uri, content=text, inclusion=level))
    for uri, text in labs.downloads(config, Path.cwd(), lang):
        files.append(File.generated(config, uri, content=text))
    return files


def on_page_read_source(*, page: Page, config: MkDocsConfig) -> str | None:
    """Read a lab as the Markdown that running it leaves."""
    return labs.markdown(page, config, Path.cwd(), Path(config.docs_dir).name)


def on_nav(nav: Navigation, *, config: MkDocsConfig, **_: Any) -> Navigation:
    """Give the sections of the navigation their titles in the page's language."""
    titles: dict[str, str] = config.extra.get("sections") or {}
    for item in nav.items if titles else []:
        if item.is_section and item.title in titles:
            item.title = titles[item.title]
        elif item.is_section:
            log.error(
                f"mkdocs.zh.yml has no title for the section {item.title} of the nav; "
                "add it to its extra: sections"
            )
    return nav


def on_env(env: Environment, *, config: MkDocsConfig, **_: Any) -> Environment:
    """Keep the theme's templates as compiled; Jinja compares them with their files."""
    made_by = tools([], ("jinja2", "markupsafe", "mkdocs", "mkdocs-material"))
    folder = Path.cwd() / ".cache/templates" / made_by[:20]
    folder.mkdir(parents=True, exist_ok=True)
    for superseded in set(folder.parent.iterdir()) - {folder}:
        shutil.rmtree(superseded, ignore_errors=True)
    env.bytecode_cache = FileSystemBytecodeCache(str(folder))
    return env


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """Hand the theme a page's notebook, what others find it by, a way to report.

    The two last ones only where the site has an address, or a repository.
    """
    lang = Path(config.docs_dir).name
    written = page.file.abs_src_path is not None
    source = pages(Path.cwd(), lang).get(page.file.src_uri) if written else None
    if source and notebooks.has_notebook(Path.cwd(), source):
        origin = notebooks.Origin(
            root=Path.cwd(),
            lang=lang,
            page=source,
            address=page.canonical_url or "",
            site_url=config.extra.get("root") or "",
            repo_url=config.repo_url or "",
        )
        folder = Path(config.site_dir, page.file.dest_uri).parent
        context["notebook"] = notebooks.write(origin, page.content or "", folder)
    if config.site_url:
        known = LinkedData(Path.cwd(), lang, config.site_name, config.site_url)
        context["linked_data"] = known.of(
            page.file.src_uri,
            config.site_name if page.is_homepage else Markup(page.title).striptags(),
            page.meta.get("description") or config.site_description or "",
            page.canonical_url or "",
        )
        context["card"] = cards.for_theme(page, nav, config, Path.cwd())
    if config.repo_url:
        uri = page.file.src_uri
        where = f"docs/{lang}/{uri}" if page.file.abs_src_path else uri
        form = report.address(config.repo_url, lang, where)
        context["report"] = {"address": form, "words": report.WORDS[lang]["link"]}
    return context


def on_post_page(output: str, **_: Any) -> str:
    """Mend what is the theme's own fault; put a search worker before its own."""
    return search.with_own_worker(mend(output))


def on_template_context(
    context: dict[str, Any], *, template_name: str, **_: Any
) -> dict[str, Any]:
    """Hand the page for lost readers what it offers, in both languages."""
    if template_name == LOST:
        context["languages"] = list(lost.languages(Path.cwd()))
    return context


def on_post_template(
    output_content: str, *, template_name: str, config: MkDocsConfig
) -> str:
    """Let the page for lost readers stand at the root only, where hosts look for it."""
    chinese = Path(config.docs_dir).name == "zh"
    if template_name != LOST:
        return output_content
    return "" if chinese else on_post_page(output_content)


def on_post_build(*, config: MkDocsConfig) -> None:
    """Remove that style sheet; send scripts without comments; add what is new.

    That is the wheel, and where the site has an address, the feed of changes.
    """
    root, site = Path.cwd(), Path(config.site_dir)
    search.split_index(root, site)
    (site / STYLES).unlink(missing_ok=True)
    for script in Path("docs/theme").rglob("*.js"):
        copy = site / script.relative_to("docs/theme")
        copy.write_text(jsmin(script.read_text("utf-8")), "utf-8")
    for script in site.glob("assets/javascripts/bundle.*.js"):
        script.write_text(mend_script(script.read_text("utf-8")), "utf-8")
    if Path(config.docs_dir).name == "en":
        build_wheel(root, site)
        if config.site_url:
            text = feed(root, config.site_name, config.site_url, source_date(root))
            (site / FEED).write_text(text, "utf-8")
