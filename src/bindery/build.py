"""Build the whole site: snippets, both languages, checks, and then the swap."""

import logging
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from bindery import checks, current, labs
from bindery.book import BOOK
from bindery.faults import Fault
from bindery.manifest import manifest_lines, write_manifest
from bindery.pages import bad_front_matter
from bindery.sheets import slimmed, write
from bindery.snippets import snippet_files
from bindery.source import parse, top_level_names
from bindery.terms import terms

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

# The site's languages, English first; each with its configuration and folder.
CONFIGURATIONS = {"en": ("mkdocs.yml", "."), "zh": ("mkdocs.zh.yml", "zh")}

# A copy of this process is safe where it has no threads and no frameworks.
FORKS = sys.platform == "linux"

log = logging.getLogger("bindery")

# The search splits Chinese with it. Its sources are older than Python 3.12, which
# warns of them, and it tells its timings.
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import jieba  # type: ignore[import-untyped]
jieba.setLogLevel(logging.WARNING)


def build(root: Path, site: Path) -> bool:
    """Build the site into a folder, or leave the last good one and return False."""
    made_from = current.sources(root, site)
    if current.is_current(root, site, made_from):
        log.info(
            "Nothing has changed since %s/ was built; to read it: make serve", site.name
        )
        return True
    with ExitStack() as running:
        results = BOOK.renew(root, lambda: get_ahead(root, running))
    log.info(results.summary)
    errors = BOOK.failures()
    log.info("Building English and Chinese")
    with (
        tempfile.TemporaryDirectory(prefix="site-", dir=root / ".cache") as scratch,
        _pool(len(CONFIGURATIONS) - 1) as pool,
    ):
        fresh = Path(scratch, "site")
        found, numbers = build_languages(root, Path(scratch), fresh, pool)
        errors += [*found, *checks.unused(root)]
        if not errors:
            checked = pool.submit(_check, fresh, root)
            shorter = slimmed(fresh)  # read meanwhile, and written after it
            errors += checked.result()
        if not errors:
            write(shorter)
            write_manifest(fresh, numbers)
            current.remember(root, fresh, made_from)
            swap(fresh, site)
    if errors:
        tell(errors)
        kept = f"; {site.name}/ is still the last good one" if site.exists() else ""
        log.error("Errors: %d; nothing was built%s", len(set(errors)), kept)
        return False
    log.info("Built %s/; to read it: make serve", site.name)
    return True


def get_ahead(root: Path, running: ExitStack) -> None:
    """Do while snippets are run what does not need them.

    Where processes are forked, the labs' and each language's find it done.
    """
    from mkdocs.config import load_config

    sys.dont_write_bytecode = True  # the hook's would lie where the preview looks
    with suppress(Exception):  # which the languages tell
        load_config(str(root / "mkdocs.yml"))
    running.enter_context(labs_beside(root))
    if FORKS:
        jieba.initialize()
        with suppress(Exception):  # which the languages tell
            read_ahead(root)


def read_ahead(root: Path) -> None:
    """Import and read once what each language needs, for their copies to have it."""
    import mkdocstrings_handlers.python  # noqa: F401

    terms(root)
    for file in snippet_files(root).values():
        top_level_names(parse(file))


@contextmanager
def labs_beside(root: Path) -> Iterator[None]:
    """Run the labs in a process of their own, if there are any to run."""
    if not labs.wait_to_be_run(root):
        yield
        return
    with _pool(1) as pool:
        running = pool.submit(labs.run_ahead, root)
        yield
    if problem := running.exception():
        log.warning("The labs could not be run ahead, and follow: %r", problem)


def _pool(processes: int) -> Executor:
    """Return what does work in processes of their own."""
    context = multiprocessing.get_context("fork" if FORKS else "spawn")
    return ProcessPoolExecutor(processes, context, _leave_quietly)


def _leave_quietly() -> None:
    """Let Ctrl-C end this process without a word; who started it says one."""
    signal.signal(signal.SIGINT, lambda *_: sys.exit(130))


def _check(site: Path, root: Path) -> list[str]:
    """Return what is wrong with a built site, all its languages together."""
    address = os.environ.get("SITE_URL", "")
    return [*checks.left_over(site, root), *checks.broken_links(site, address)]


def build_languages(
    root: Path, scratch: Path, site: Path, pool: Executor
) -> tuple[list[str], list[str]]:
    """Build the languages side by side into one site.

    Return their errors, and the manifest's lines of their numbers, in order.
    """
    first, *others = CONFIGURATIONS
    with BOOK.still(root):
        begun = {
            lang: pool.submit(_build_and_list, root, lang, scratch / lang)
            for lang in others
        }
        errors, numbers = _build_and_list(root, first, site)
        for lang, other in begun.items():
            configuration, folder = CONFIGURATIONS[lang]
            try:
                found, listed = other.result()
            except BrokenProcessPool:
                died = f"{configuration}: the process that built it has died"
                found, listed = [died], []
            errors += found
            numbers += listed
            if not errors:
                shutil.move(scratch / lang, site / folder)
    return errors, numbers


def _build_and_list(root: Path, lang: str, site: Path) -> tuple[list[str], list[str]]:
    """Build a language; return its errors or, if it has none, its numbers' lines."""
    errors = build_language(root, lang, site)
    if errors or BOOK.failures():  # pages lack what a failed snippet would give
        return errors, []
    try:
        return [], list(manifest_lines(root, lang, site, BOOK.renew(root)))
    except Fault as fault:
        return [str(fault)], []


def build_language(
    root: Path,
    lang: str,
    site_dir: Path,
    adapt: Callable[["MkDocsConfig"], object] = lambda _: None,
) -> list[str]:
    """Build one language with MkDocs and return the errors it logged.

    What it is adapted to is not in its file: another form than the site's own.
    """
    from mkdocs.commands.build import build as mkdocs_build
    from mkdocs.config import load_config

    configuration, _ = CONFIGURATIONS[lang]
    with collected(configuration) as errors:
        # What all pages take, or each would lack what a broken file has.
        terms(root)
        errors += bad_front_matter(root, lang)
        if errors:
            return errors
        # The hook's would lie in a folder that the preview watches.
        sys.dont_write_bytecode = True
        config = load_config(
            str(root / configuration), site_dir=str(site_dir), strict=False
        )
        adapt(config)
        config.plugins.on_startup(command="build", dirty=False)
        with BOOK.still(root):
            mkdocs_build(config)
        config.plugins.on_shutdown()
    return errors


@contextmanager
def collected(configuration: str) -> Iterator[list[str]]:
    """Collect what MkDocs logs or raises, so that the other language's is told too."""
    from mkdocs.exceptions import Abort, ConfigurationError

    handler = Collected(configuration)
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield handler.errors
    except Fault as fault:
        handler.errors.append(str(fault))
    except (Abort, ConfigurationError) as error:
        handler.errors.append(f"{configuration}: {error}")
    except Exception:
        handler.errors.append(f"{configuration}: {traceback.format_exc()}")
    finally:
        logger.removeHandler(handler)


class Collected(logging.Handler):
    """Keeps the warnings and errors of a build, which a strict build forbids."""

    def __init__(self, configuration: str) -> None:
        super().__init__(logging.WARNING)
        self.configuration = configuration
        self.errors: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the message; MkDocs's own do not say which language they mean."""
        own = record.name == "mkdocs.plugins.bindery"
        where = "" if own else f"{self.configuration}: "
        self.errors.append(where + record.getMessage())


def tell(errors: Iterable[str]) -> None:
    """Print each error once, whatever its language built it."""
    for error in dict.fromkeys(errors):
        print(f"error: {error}", file=sys.stderr)


def swap(fresh: Path, site: Path) -> None:
    """Put the fresh site in the last one's place, whole."""
    old = fresh.with_name(f"{fresh.name}.old")
    if site.exists():
        shutil.move(site, old)
    try:
        shutil.move(fresh, site)
    except BaseException:
        if old.exists():
            shutil.move(old, site)
        raise
    shutil.rmtree(old, ignore_errors=True)


def set_source_date(root: Path) -> None:
    """Date the site by its commit, so that the same commit gives the same bytes."""
    os.environ["SOURCE_DATE_EPOCH"] = str(source_date(root))


def source_date(root: Path) -> int:
    """Return the date that the site bears: its commit's, unless another is told."""
    if told := os.environ.get("SOURCE_DATE_EPOCH"):
        return int(told)
    asked = subprocess.run(
        ["git", "log", "-1", "--format=%ct"], cwd=root, capture_output=True, text=True
    )
    return int(asked.stdout.strip() or 0)
