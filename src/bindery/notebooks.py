"""A notebook of each page that lists a program: its words, its programs, its numbers.

A program's cell stands where the page lists or draws it, or else after the section that
first takes something from it; before it stand those that it imports.
Each section ends with a table of its numbers, as the page shows them and as they came
out in the notebook.
A notebook is kept under a hash of all that can change it.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bs4 import BeautifulSoup, Tag

from bindery.book import BOOK
from bindery.certificate import key_of
from bindery.faults import Fault
from bindery.kept import kept, tools
from bindery.listings import listing_id
from bindery.loose import loosened, sections
from bindery.pages import FIGURE, Page
from bindery.plain import tidied, written
from bindery.snippets import snippet_files
from bindery.source import MARKER, imports, parse, top_level_names, with_siblings
from bindery.terms import Terms, terms
from bindery.values import PLACEHOLDER, bind
from bindery.wheel import install_cell

WORDS = {
    "en": {
        "offer": "Download this page as a Jupyter notebook ({})",
        "page": "the page",
        "about": "This notebook says what {page} says; its numbers and figures are "
        "computed here.\n"
        "A cell that begins with `%%snippet {name}` is a program of its own, and what "
        "it computes is then called `{name}.{value}`: change a number in it, run that "
        "cell and all below, and the tables show what comes out beside what the page "
        "says.\n\n{begin}; the second, folded, says what `%%snippet` and `%%numbers` "
        "do.",
        "install": "The first code cell installs the library, for Python 3.11 or newer",
        "clone": "The first code cell looks for the library in the project’s folder, "
        "in which this notebook has to lie, however deep",
        "head": "name | page | here",
        "above": "The program `{}` stands further up, where it was first needed.",
        "explorable": "This figure can be changed by hand "
        'on <a href="{}">the page</a>.',
    },
    "zh": {
        "offer": "把本页下载为 Jupyter 笔记本（{}）",
        "page": "网页",
        "about": "这个笔记本的文字与{page}相同，数字和插图则在这里当场算出、画出。"
        "以 `%%snippet {name}` 开头的单元格是一段独立的程序，算出的值随后就写作 "
        "`{name}.{value}`：改动其中的一个数，再运行这一格和下面的各格，每张表就会把这里"
        "算出的结果列在网页上的数旁边。插图里的文字和代码一样，用的是英文。\n\n"
        "{begin}；第二个是折叠的，里面定义了 `%%snippet` 和 `%%numbers`。",
        "install": "第一个代码单元格安装所需的库，要求 Python 3.11 或更新的版本",
        "clone": "第一个代码单元格在项目的文件夹里寻找所需的库，"
        "因此笔记本要放在这个文件夹里，多深都可以",
        "head": "名称 | 网页 | 这里",
        "above": "程序 `{}` 已经写在上文最先用到它的地方。",
        "explorable": '在<a href="{}">网页</a>上可以亲手调这幅图。',
    },
}
HERE = Path(__file__).parent
PACKAGES = ("beautifulsoup4", "markdownify", "nbformat", "pyyaml")
SOURCE = re.compile(r'data-source="snippets/([^"]+)\.py"')
METADATA = {
    "kernelspec": {
        "display_name": "Python 3 (ipykernel)",
        "language": "python",
        "name": "python3",
    },
    "language_info": {"name": "python"},
}


@dataclass(frozen=True)
class Origin:
    """Whose notebook it is: a page, its address if it has one, and the library's."""

    root: Path
    lang: str
    page: Page
    address: str
    site_url: str
    repo_url: str


def has_notebook(root: Path, page: Page) -> bool:
    """Tell whether a page lists a program; while any fails there are no notebooks."""
    listed = {key for key, name, _ in page.uses() if name is None}
    return not BOOK.failures() and any(
        (root / "snippets" / f"{key}.py").is_file() for key in listed
    )


def write(origin: Origin, html: str, folder: Path) -> dict[str, str]:
    """Write a page's notebook into a folder; return what the page says of it."""
    file = folder / f"{origin.page.name}.ipynb"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_bytes(_kept(origin, html))
    size = f"{file.stat().st_size / 1024:.0f}\N{NO-BREAK SPACE}KB"
    return {"file": file.name, "words": WORDS[origin.lang]["offer"].format(size)}


def _kept(origin: Origin, html: str) -> bytes:
    """Return a page's notebook, made unless it is kept."""
    name = re.sub(r"\W", ".", origin.page.file.as_posix())
    folder = origin.root / ".cache/notebooks"
    key = (_tools(HERE), _hash(html.encode()), *_depends_on(origin, html))
    return kept(folder, f"{name}.json", key, lambda: notebook(origin, html).encode())


def _depends_on(origin: Origin, html: str) -> Iterator[object]:
    """Yield all that can change a page's notebook beside its HTML and what makes it."""
    root, page = origin.root, origin.page
    yield origin.lang, origin.address, origin.site_url, origin.repo_url
    yield page.file.as_posix(), page.text
    for shared in (root / "docs/terms.yml", root / "pyproject.toml"):
        yield _hash(shared.read_bytes()) if shared.exists() else None
    files, known = snippet_files(root), BOOK.renew(root).by_name
    used = {key for key, _, _ in page.uses()} | set(SOURCE.findall(html))
    programs = {
        file for key in used & files.keys() for file in with_siblings(files[key])
    }
    yield [
        (str(file.relative_to(root)), file.read_bytes()) for file in sorted(programs)
    ]
    for key in sorted(used & known.keys()):
        yield key, known[key].values, known[key].tolerance


def _hash(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()


@cache
def _tools(here: Path) -> str:
    """Return what all notebooks depend on: these modules, and the packages they use."""
    return tools(here.glob("*.py"), PACKAGES)


def notebook(origin: Origin, html: str) -> str:
    """Return the notebook of a page with this content, as its file holds it."""
    return as_file(Cells(origin, html).all())


def as_file(cells: Iterable[tuple[str, str]]) -> str:
    """Return cells, each its kind and its text, as a notebook's file holds them."""
    from nbformat import from_dict, writes

    parts = [_as_json(at, *cell) for at, cell in enumerate(cells, 1)]
    form = {"nbformat": 4, "nbformat_minor": 5, "metadata": METADATA}
    return f"{writes(from_dict({**form, 'cells': parts}))}\n"


def _as_json(at: int, kind: str, text: str) -> dict[str, object]:
    folded = {"jupyter": {"source_hidden": True}} if kind == "folded" else {}
    cell = {"id": f"cell-{at}", "metadata": folded, "source": text}
    if kind == "markdown":
        return {**cell, "cell_type": "markdown"}
    return {**cell, "cell_type": "code", "execution_count": None, "outputs": []}


class Cells:
    """Writes the cells of one page's notebook, each as its kind and its text."""

    def __init__(self, origin: Origin, html: str) -> None:
        self.origin, self.page = origin, origin.page
        self.words = WORDS[origin.lang]
        self.results = BOOK.renew(origin.root)
        self.files = snippet_files(origin.root)
        uses = [use for use in self.page.uses() if use[0] in self.files]
        self.used = [(key, self.page.section(line)[0]) for key, _, line in uses]
        self.listings = {listing_id(key): key for key, name, _ in uses if name is None}
        content = loosened(html, origin.address, self.words["explorable"])
        for part in content.find_all("div", class_="part"):
            part.unwrap()
        tidied(content, tex=True)
        self.explained = dict(self._explanations(content))
        self.blocks = [block for block in content.contents if isinstance(block, Tag)]
        self.shown = set(filter(None, map(self._shown, self.blocks)))
        self.ran: list[str] = []
        self.waiting: dict[str, str] = {}  # numbers whose programs have not run yet

    def all(self) -> Iterator[tuple[str, str]]:
        """Yield the cells from the title to the notes."""
        numbers = self._numbers()
        for section in sections(self.blocks):
            here = str(section[0].get("id", ""))
            if section[0].name == "h1":
                yield from _words([section.pop(0)])
                yield from self._opening()
            yield from self._section(section)
            for key in [key for key, where in self.used if where == here]:
                if key not in self.shown:
                    yield from self._run(key)
            self.waiting |= numbers.get(here, {})
            if ready := [row for row, key in self.waiting.items() if key in self.ran]:
                yield "folded", "\n".join([f"%%numbers {self.words['head']}", *ready])
            for row in ready:
                del self.waiting[row]

    def _opening(self) -> Iterator[tuple[str, str]]:
        """Yield what the notebook is, and the cells that make it one."""
        origin, words = self.origin, self.words
        listed = next(iter(self.listings.values()))
        value = next(iter(top_level_names(parse(self.files[listed]))), "…")
        page = (
            f"[{words['page']}]({origin.address})" if origin.address else words["page"]
        )
        installs = bool(origin.site_url or origin.repo_url)
        begin = words["install" if installs else "clone"]
        given = {"page": page, "name": self._name(listed), "value": value}
        yield "markdown", words["about"].format(begin=begin, **given)
        where = (origin.root, origin.site_url, origin.repo_url)
        yield "code", install_cell(*where, self._modules())
        yield "folded", Path(__file__).with_name("cells.py").read_text("utf-8").rstrip()

    def _section(self, section: list[Tag]) -> Iterator[tuple[str, str]]:
        """Yield a section's words, and the programs that it lists or draws."""
        words: list[Tag] = []
        for element in section:
            key = self._shown(element)
            if key is None:
                words.append(element)
                continue
            yield from _words(words)
            words = []
            if key not in self.ran:
                yield from self._run(key)
            elif element.get("data-name") == "fig":
                yield "code", f'RAN["{self._name(key)}"].fig'
            else:
                yield "markdown", self.words["above"].format(self._name(key))
        yield from _words(words)

    def _run(self, key: str) -> Iterator[tuple[str, str]]:
        """Yield a program and before it those that it imports, each only once."""
        if key in self.ran:
            return
        for beside in _imported(key, self.files):
            yield from self._run(beside)
        self.ran.append(key)
        text = self.files[key].read_text("utf-8").rstrip("\n")
        yield "code", f"%%snippet {self._name(key)}\n{text}"
        yield from _words(self.explained.get(key, []))

    def _numbers(self) -> dict[str, dict[str, str]]:
        """Return each section's numbers, as rows of its table, with their programs."""
        rows: dict[str, dict[str, str]] = {}
        try:
            known = terms(self.origin.root)
        except Fault:  # which is told elsewhere
            return rows
        for block in self.page.blocks:
            here = rows.setdefault(self.page.section(block.line)[0], {})
            text = "" if block.kind == "options" else FIGURE.sub("", block.prose)
            for match in PLACEHOLDER.finditer(text):
                here |= self._row(match, known)
        return rows

    def _row(self, match: re.Match[str], known: Terms) -> dict[str, str]:
        """Return what the table says of a number: how it is written, and as what."""
        root, lang = self.origin.root, self.origin.lang
        try:
            bound = bind(match, self.page.name, lang, self.results, known, root)
        except Fault:  # which is told elsewhere
            return {}
        if bound is None:
            return {}
        key = key_of(bound.source)
        form = f":{match['format']}" if match["format"] else ""
        words = known.units[bound.unit_name][lang] if bound.unit_name else ""
        unit = words if isinstance(words, str) else "/".join(words)
        number = f"{self._name(key)}.{bound.name}{form} {unit}".strip()
        return {f"{number} = {' '.join(bound.text.split())}": key}

    def _explanations(self, content: Tag) -> Iterator[tuple[str, list[Tag]]]:
        """Take out the lists that explain the markers of listings."""
        for place, key in self.listings.items():
            listing = content.find(id=place)
            after = listing and listing.find_next_sibling()
            marked = MARKER.search(self.files[key].read_text("utf-8"))
            if marked and isinstance(after, Tag) and after.name == "ol":
                yield key, [after.extract()]

    def _shown(self, block: Tag) -> str | None:
        """Return the program that a block of the page lists or draws."""
        if block.get("data-name") == "fig":
            return key_of(str(block["data-source"]))
        return self.listings.get(str(block.get("id")))

    def _name(self, key: str) -> str:
        """Return how the notebook calls a program: those of its page without it."""
        return key.removeprefix(f"{self.page.name}/")

    def _modules(self) -> set[str]:
        """Return what the programs import."""
        modules: set[str] = set()
        waiting = list(dict.fromkeys(key for key, _ in self.used))
        for key in waiting:
            waiting += [k for k in _imported(key, self.files) if k not in waiting]
            modules |= {module for module, _, _ in imports(parse(self.files[key]))}
        return {module.partition(".")[0] for module in modules}


def _imported(key: str, files: dict[str, Path]) -> list[str]:
    """Return the programs beside this one from which it imports."""
    folder = key.partition("/")[0]
    found = [f"{folder}/{module}" for module, _, _ in imports(parse(files[key]))]
    return [other for other in found if other in files]


def _words(blocks: list[Tag]) -> Iterator[tuple[str, str]]:
    """Yield a cell of words, unless there are none."""
    for block in blocks:
        for element in [block, *block.find_all(id=True)]:
            del element["id"]
    cell = BeautifulSoup("", "html.parser")
    cell.extend(blocks)
    if text := written(cell).strip():
        yield "markdown", text
