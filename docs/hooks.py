"""What only MkDocs can do: take in pages that no file holds, leave out what it adds.

Not beside the bindery's modules: MkDocs puts this file's folder on the import path.
"""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from bindery.book import log
from bindery.checks import bad_terms
from bindery.snippet_pages import snippet_pages
from bindery.wheel import build_wheel

# Of mkdocstrings; the templates here have their styles in site.css.
STYLES = "assets/_mkdocstrings.css"


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


def on_post_build(*, config: MkDocsConfig) -> None:
    """Remove that style sheet; add the wheel, to which both languages lead."""
    site = Path(config.site_dir)
    (site / STYLES).unlink(missing_ok=True)
    if Path(config.docs_dir).name == "en":
        build_wheel(Path.cwd(), site)
