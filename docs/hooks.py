"""What only MkDocs can do: take in pages that no file holds, leave out what it adds.

Not beside the bindery's modules: MkDocs puts this file's folder on the import path.
"""

from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from rjsmin import jsmin

from bindery import lost, report
from bindery.book import log
from bindery.checks import bad_terms
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
    """Add a page for each snippet, which the navigation doesn't list.

    Tell once what is wrong with the terms, which all pages share.
    """
    for fault in bad_terms(Path.cwd()):
        log.error(fault)
    lang = Path(config.docs_dir).name
    repository = config.repo_url or ""
    for uri, text in snippet_pages(Path.cwd(), lang, repository).items():
        level = InclusionLevel.NOT_IN_NAV
        files.append(File.generated(config, uri, content=text, inclusion=level))
    return files


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


def on_page_context(
    context: dict[str, Any], *, page: Page, config: MkDocsConfig, **_: Any
) -> dict[str, Any]:
    """Hand the theme the way to report a mistake, where the repository has one."""
    lang = Path(config.docs_dir).name
    if config.repo_url:
        uri = page.file.src_uri
        where = f"docs/{lang}/{uri}" if page.file.abs_src_path else uri
        form = report.address(config.repo_url, lang, where)
        context["report"] = {"address": form, "words": report.WORDS[lang]["link"]}
    return context


def on_template_context(
    context: dict[str, Any], *, template_name: str, **_: Any
) -> dict[str, Any]:
    """Hand the page for lost readers what it offers, in both languages."""
    if template_name == LOST:
        context["languages"] = list(lost.languages(Path.cwd()))
    return context


def on_post_template(
    output: str, *, template_name: str, config: MkDocsConfig
) -> str | None:
    """Let that page stand at the root only, where hosts look for it."""
    chinese = Path(config.docs_dir).name == "zh"
    return "" if chinese and template_name == LOST else output


def on_post_build(*, config: MkDocsConfig) -> None:
    """Remove that style sheet; send scripts without their comments; add the wheel."""
    site = Path(config.site_dir)
    (site / STYLES).unlink(missing_ok=True)
    for script in Path("docs/theme").rglob("*.js"):
        copy = site / script.relative_to("docs/theme")
        copy.write_text(jsmin(script.read_text("utf-8")), "utf-8")
    if Path(config.docs_dir).name == "en":
        build_wheel(Path.cwd(), site)
