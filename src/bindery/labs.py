"""Labs: pages that are notebooks, written as Python in Jupytext's percent format.

mkdocs-jupyter reads and runs them. What lies in jupyter/ gives it a kernel of our own
and lets it hand over the notebook that was run. What its cells left is kept for both
languages, whose code is the same; with each one's prose it becomes Markdown, from which
MkDocs builds the page as it builds all others.
"""

import hashlib
import json
import os
import posixpath
import re
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from mkdocs.utils.yaml import yaml_load

from bindery import figures, notebooks
from bindery.blocks import WORDS as BLOCK_WORDS
from bindery.book import log
from bindery.faults import Fault
from bindery.kept import is_kept, kept, tools
from bindery.pages import HEADING, LANGUAGES, LINK, Page, split_front_matter, unlinked
from bindery.snippets import common_hash
from bindery.source import visible
from bindery.terms import Terms, terms
from bindery.twins import twin_difference
from bindery.wheel import install_command

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page as BuiltPage

FOLDER = "labs"
PLUGIN = "mkdocs-jupyter"
KEPT = ".cache/labs"
FILE = "outputs.json"
# Where Jupyter looks for a kernel, a template and settings before it looks elsewhere.
JUPYTER = Path(__file__).parent / "jupyter"
RUN_BY = ("ipykernel", "ipython", "jupytext", "mkdocs-jupyter", "nbconvert")
NEEDS = ("matplotlib", "scikit-learn")  # beside the library, to run a lab elsewhere
WORDS = {
    "en": {
        "output": "Output of cell {}",
        "downloads": "To change it and run it again: [the notebook]({0}.ipynb) or "
        "[the program]({0}.py).",
        "install": "This is a lab of *{}*.\n"
        "It needs Python 3.11 or newer and what these two commands install:",
    },
    "zh": {
        "output": "第 {} 段代码的输出",
        "downloads": "想改一改再运行：[下载笔记本]({0}.ipynb)或[下载程序]({0}.py)。",
        "install": "这是《{}》的一个实验。\n"
        "运行它需要 Python 3.11 或更新的版本，以及下面两条命令安装的包：",
    },
}
# The words for a figure behind a mark; they change nothing that a cell leaves.
FIGURE = re.compile(r' (?:alt|caption)="(?:\\.|[^"\\])*"')
# What prose may hold, since it is read in Jupyter too, which knows no more.
PLAIN = {"paragraph", "heading", "list", "table", "formula", "quotation", "code"}


@dataclass(frozen=True)
class Cell:
    """A stretch of a lab's source: prose or code, with the line it begins on."""

    line: int
    is_code: bool
    text: str
    mark: str  # the line that it begins with, without the words for a figure


@dataclass(frozen=True)
class Lab:
    """One lab's source: its cells, and its prose as a page."""

    page: Page  # every line in its place, those of code left empty
    cells: list[Cell]
    stray: int | None  # the first line of code before any cell

    @property
    def code(self) -> list[Cell]:
        """The cells that are run, in order."""
        return [cell for cell in self.cells if cell.is_code]

    def where(self, number: int) -> str:
        """Return what names a cell of code, counted from 1, in a message."""
        cell = self.code[number - 1]
        first = cell.text.split("\n")[0]
        return f'{self.page.file.as_posix()}:{cell.line}: cell {number} "{first}"'


def labs(root: Path, lang: str) -> dict[str, Lab]:
    """Return a language's labs by their paths inside it."""
    folder = root / "docs" / lang
    files = sorted(visible((folder / FOLDER).glob("*.py")))
    return {f.relative_to(folder).as_posix(): _read(f, root) for f in files}


def _read(file: Path, root: Path) -> Lab:
    lines = file.read_text(encoding="utf-8").split("\n")
    marks = [at for at, line in enumerate(lines) if line.startswith("# %%")]
    ends = [*marks[1:], len(lines)] if marks else []
    prose = [_uncommented(line) for line in lines[: marks[0]]] if marks else []
    cells = []
    for begin, end in zip(marks, ends, strict=True):
        is_code = not lines[begin].startswith("# %% [markdown]")
        inside = lines[begin + 1 : end]
        shown = inside if is_code else [_uncommented(line) for line in inside]
        text = "\n".join(shown).strip("\n")
        cells.append(Cell(begin + 1, is_code, text, FIGURE.sub("", lines[begin])))
        prose += ["", *([""] * len(inside) if is_code else shown)]
    head = enumerate(lines[: marks[0]] if marks else lines, 1)
    stray = next((n for n, line in head if line and not line.startswith("#")), None)
    return Lab(Page(file.relative_to(root), "\n".join(prose)), cells, stray)


def _uncommented(line: str) -> str:
    return re.sub(r"^# ?", "", line)


def faults(root: Path) -> Iterator[str]:
    """List what differs between two languages' labs, and prose that is not plain."""
    english, chinese = labs(root, "en"), labs(root, "zh")
    for name in sorted(english.keys() ^ chinese.keys()):
        here, there = ("en", "zh") if name in english else ("zh", "en")
        yield f"docs/{here}/{name}: has no twin docs/{there}/{name}"
    for name in sorted(english.keys() & chinese.keys()):
        if found := _difference(english[name], chinese[name]):
            yield found
    for lab in [*english.values(), *chinese.values()]:
        for block in lab.page.blocks:
            if block.kind not in PLAIN:
                yield (
                    f"{lab.page.file.as_posix()}:{block.line}: a block of the kind "
                    f"{block.kind}, which Jupyter does not know; write plain Markdown"
                )


def _difference(english: Lab, chinese: Lab) -> str | None:
    for ours, theirs in zip(english.cells, chinese.cells, strict=False):
        if ours.is_code != theirs.is_code or (
            ours.is_code and ours.text != theirs.text
        ):
            return (
                f"{chinese.page.file.as_posix()}:{theirs.line}: this cell is not the "
                f"one of {english.page.file.as_posix()}:{ours.line}; code is the same "
                "in both languages"
            )
    shorter, longer = sorted((english, chinese), key=lambda lab: len(lab.cells))
    if extra := longer.cells[len(shorter.cells) :]:
        return (
            f"{longer.page.file.as_posix()}:{extra[0].line}: this cell is not in "
            f"{shorter.page.file.as_posix()}, which ends before it; both languages "
            "have the same cells"
        )
    return twin_difference(english.page, chinese.page)


def run_ahead(root: Path) -> None:
    """Run what has not been run yet, for the languages to find it when they are built.

    What goes wrong is left to them to tell.
    """
    from mkdocs.config import load_config
    from mkdocs.structure.files import File, Files
    from mkdocs.structure.pages import Page as BuiltPage

    config = load_config(str(root / "mkdocs.yml"))
    plugin = config.plugins[PLUGIN]
    plugin.on_pre_build(config=config)
    for uri, lab in labs(root, "en").items():
        file = File(uri, config.docs_dir, config.site_dir, use_directory_urls=True)
        page = BuiltPage(None, file, config)
        plugin.on_pre_page(page, config=config, files=Files([]))
        with suppress(Exception):
            _ran(lab, page, config, root)


def wait_to_be_run(root: Path) -> bool:
    """Tell whether some lab has not been run as it is; drop what older ones left."""
    english, chinese = (labs(root, lang).values() for lang in LANGUAGES)
    current = {_folder(lab, root) for lab in [*english, *chinese]}
    for superseded in set((root / KEPT).glob("*")) - current:
        shutil.rmtree(superseded, ignore_errors=True)
    return _settings(root) is not None and not all(
        is_kept(_folder(lab, root), FILE, _key(root)) for lab in english
    )


def markdown(
    page: "BuiltPage", config: "MkDocsConfig", root: Path, lang: str
) -> str | None:
    """Return the lab that a page shows as Markdown, None for any other page.

    Where a cell fails, that is told, and what is returned is the prose.
    """
    uri = page.file.src_uri
    lab = labs(root, lang).get(uri) if uri.startswith(f"{FOLDER}/") else None
    if lab is None:
        return None
    try:
        known = terms(root)
    except Fault:  # told with the terms that all pages share
        known = Terms({}, {}, frozenset())
    try:
        outputs = _ran(lab, page, config, root)
    except Exception as error:
        log.error(_failure(lab, error))
        return lab.page.text
    return _written(lab, root, outputs, lang, known)


def _ran(
    lab: Lab, page: "BuiltPage", config: "MkDocsConfig", root: Path
) -> list[list[dict[str, Any]]]:
    """Return what each cell of code left; run them if no lab with this code was run."""
    # That of mkdocs-jupyter, which it gave this page alone; MkDocs's own comes after.
    render = page.__dict__.pop("render")
    if lab.stray:
        place = f"{lab.page.file.as_posix()}:{lab.stray}"
        raise Fault(f"{place}: code before the first # %%; begin a cell for it")

    def run() -> bytes:
        with _own_jupyter():
            render(config, None)
        cells = json.loads(page.content or "")["cells"]
        page.content = None
        left = [cell["outputs"] for cell in cells if cell["cell_type"] == "code"]
        return json.dumps(left, ensure_ascii=False).encode()

    left: list[list[dict[str, Any]]] = json.loads(
        kept(_folder(lab, root), FILE, _key(root), run)
    )
    return left


def _folder(lab: Lab, root: Path) -> Path:
    """Return where the outputs of a lab's code are kept, for both languages."""
    code = repr([(cell.mark, cell.text) for cell in lab.code])
    return root / KEPT / hashlib.sha256(code.encode()).hexdigest()[:20]


def _key(root: Path) -> object:
    """Return what else can change what a lab leaves; its prose can't, nor a caption."""
    here = Path(__file__)
    own = [here, here.with_name("kernel.py"), *visible(JUPYTER.rglob("*"))]
    return _settings(root), common_hash(root), tools(own, RUN_BY)


def _settings(root: Path) -> Any:
    """Return what the configuration says to mkdocs-jupyter, None if it runs no labs."""
    with (root / "mkdocs.yml").open(encoding="utf-8") as file:
        plugins = yaml_load(file).get("plugins") or {}
    if isinstance(plugins, list):
        plugins = dict(
            next(iter(plugin.items())) if isinstance(plugin, dict) else (plugin, {})
            for plugin in plugins
        )
    return plugins.get(PLUGIN)


@contextmanager
def _own_jupyter() -> Iterator[None]:
    """Let Jupyter use what is ours, and leave nothing in anybody's home."""
    before = dict(os.environ)
    with tempfile.TemporaryDirectory(
        prefix="bindery-lab-", ignore_cleanup_errors=True
    ) as scratch:
        os.environ |= dict.fromkeys(
            ("JUPYTER_PATH", "JUPYTER_CONFIG_DIR"), str(JUPYTER)
        )
        for name in ("JUPYTER_DATA_DIR", "JUPYTER_RUNTIME_DIR", "IPYTHONDIR"):
            os.environ[name] = scratch
        try:
            yield
        finally:
            os.environ.clear()
            os.environ |= before


def _failure(lab: Lab, error: Exception) -> str:
    """Return what stopped a lab, with the cell where that is known."""
    if isinstance(error, Fault):
        return str(error)
    traceback = getattr(error, "traceback", "")
    cell = re.search(r"Cell In\[(\d+)\]", traceback)
    if cell is None:
        return f"{lab.page.file.as_posix()}: {error}"
    where = lab.where(int(cell[1]))
    if getattr(error, "ename", "") == "KeyboardInterrupt":
        return f"{where}: it runs longer than {_timeout()} seconds"
    _, _, told = traceback.rpartition(f"{'-' * 18}\n")
    return f"{where}:\n{told.strip()}"


def _timeout() -> int:
    settings = json.loads((JUPYTER / "jupyter_nbconvert_config.json").read_text())
    return int(settings["NotebookClient"]["timeout"])


def _written(
    lab: Lab, root: Path, left: list[list[dict[str, Any]]], lang: str, known: Terms
) -> str:
    """Return a lab with what its cells left as Markdown."""
    import jupytext

    front, _ = split_front_matter(lab.page.text)
    parts = []
    number = 0
    for cell in jupytext.read(root / lab.page.file).cells:
        if cell.cell_type == "markdown":
            parts.append(cell.source)
            if len(parts) == 1:
                name = lab.page.name
                parts.append(WORDS[lang]["downloads"].format(f"{name}/{name}"))
        elif cell.cell_type == "code":
            number += 1
            parts.append("//// html | div")  # so that a cell stays with what it left
            names = f'.python .cell #cell-{number} data-number="{number}"'
            parts.append(f"``` {{ {names} }}\n{cell.source}\n```")
            try:
                outputs = left[number - 1]
                parts += _outputs(outputs, cell.metadata, number, lang, known)
            except Fault as fault:
                log.error(f"{lab.where(number)}: {fault}")
            parts.append("////")
    return f"---\n{front}---\n\n" + "\n\n".join(parts) + "\n"


def _outputs(
    outputs: list[dict[str, Any]],
    given: dict[str, Any],
    number: int,
    lang: str,
    known: Terms,
) -> Iterator[str]:
    """Yield what a cell left: text, and at most one figure with its caption."""
    drawn = 0
    for output in outputs:
        kind, data = output["output_type"], output.get("data", {})
        if kind == "error":
            raise Fault(f"{output['ename']}: {output['evalue']}")
        if output.get("name") == "stderr":
            told = re.sub(r"\S*ipykernel\S*?:(\d+): ", r"line \1: ", output["text"])
            raise Fault(f"it warns: {told.strip()}")
        if "image/svg+xml" in data:
            drawn += 1
            yield from _figure(data["image/svg+xml"], given, lang, known)
        elif text := output.get("text") or data.get("text/plain"):
            label = escape(WORDS[lang]["output"].format(number))
            shown = escape(text.rstrip("\n"), quote=False)
            yield (
                f'<pre class="output" role="group" aria-label="{label}" tabindex="0">'
                f"{shown}</pre>"
            )
        else:
            raise Fault(f"it leaves {', '.join(data)}; a lab shows text and figures")
    if drawn > 1 or drawn < ("alt" in given):
        raise Fault(f"it shows {drawn} figures; a cell with an alt text shows one")


def _figure(svg: str, given: dict[str, Any], lang: str, known: Terms) -> Iterator[str]:
    if missing := {"alt", "caption"} - given.keys():
        names = " and ".join(f'{name}="..."' for name in sorted(missing))
        raise Fault(f"it shows a figure; write {names} behind its # %%")
    svg = figures.inline_svg(svg, alt=given["alt"], lang=lang, terms=known)
    yield f'<div class="figure">{svg}</div>'
    yield f"/// caption\n{given['caption']}\n///"


def downloads(
    config: "MkDocsConfig", root: Path, lang: str
) -> Iterator[tuple[str, str]]:
    """Yield each lab's notebook and program as files beside its page.

    They hold no outputs: whoever runs them makes their own.
    """
    if PLUGIN not in config.plugins:
        return
    for uri in labs(root, lang):
        cells = list(_portable_cells(uri, config, root, lang))
        name = posixpath.join(uri.removesuffix(".py"), Path(uri).stem)
        yield f"{name}.ipynb", notebooks.as_file(cells)
        yield f"{name}.py", "\n".join(_as_program(cells))


def _as_program(cells: list[tuple[str, str]]) -> Iterator[str]:
    for kind, text in cells:
        yield "# %%" if kind == "code" else "# %% [markdown]"
        lines = text.split("\n")
        yield from lines if kind == "code" else (f"# {x}".rstrip() for x in lines)
        yield ""


def _portable_cells(
    uri: str, config: "MkDocsConfig", root: Path, lang: str
) -> Iterator[tuple[str, str]]:
    """Yield a lab's cells as they can stand on their own, the first to install it."""
    import jupytext

    words, home = WORDS[lang]["install"], config.extra.get("root") or ""
    here = BLOCK_WORDS[lang]["here"]
    library = install_command(root, home, config.repo_url or "", here)
    commands = f"```sh\npip install {' '.join(NEEDS)}\n{library}\n```"
    yield "markdown", f"{words.format(config.site_name)}\n\n{commands}"
    for cell in jupytext.read(root / "docs" / lang / uri).cells:
        if cell.cell_type == "code":
            yield "code", cell.source
            if caption := cell.metadata.get("caption"):
                yield "markdown", caption
        elif cell.cell_type == "markdown":
            yield "markdown", _portable(cell.source, uri, config.site_url or "")


def _portable(text: str, uri: str, address: str) -> str:
    """Return prose without the ids of headings, its links leading to the site."""

    def link(match: re.Match[str]) -> str:
        target = match["target"]
        if ":" in target:
            return match[0]
        if not address:
            return unlinked(match[0])
        path, hash_, anchor = target.partition("#")
        page = posixpath.join(posixpath.dirname(uri), path) if path else uri
        stem, _ = posixpath.splitext(posixpath.normpath(page))
        place = re.sub(r"(^|/)index$", "", stem)
        built = f"{address}{place and place + '/'}{hash_}{anchor}"
        return match[0].replace(f"]({target}", f"]({built}")

    lines = [
        f"{heading['level']} {heading['title']}" if (heading := HEADING.match(x)) else x
        for x in text.split("\n")
    ]
    return LINK.sub(link, "\n".join(lines))
