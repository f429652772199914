"""What holds for all pages and snippets; each check lists its findings."""

import ast
import posixpath
import re
import sys
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from bindery.faults import Fault
from bindery.labs import labs
from bindery.listings import shown_lines
from bindery.pages import (
    FORMULA,
    HEADING,
    INCLUDE,
    LANGUAGES,
    LINK,
    Block,
    Page,
    pages,
)
from bindery.snippets import Results, snippet_files
from bindery.source import (
    MARKER,
    imports,
    parse,
    read_names,
    top_level_names,
    with_siblings,
)
from bindery.terms import terms
from bindery.values import PLACEHOLDER, near

MAY_IMPORT = {"crossentropy", "matplotlib", "numpy", "skimage", "sklearn"}
LONGEST = 40  # lines of a snippet: one screen

# A number that only code can know: a decimal, a percentage, a number with a unit.
TYPED = re.compile(
    r"(?<![\w.])\d[\d,]*\.\d+|(?<![\w.])\.\d+|\d[eE][-−]?\d+|百分之|"
    r"\d[\d,]*(?:\s|\\[,; ])*(?:\\?[%％]|per ?cent\b)|"
    r"\d[\d,]*(?:\s|\\[,; ]|\\(?:text|mathrm)\{)*"
    r"(?:bits?|nats?|hartleys?|比特|纳特|哈特利)(?![a-z])",
    re.IGNORECASE,
)
# What an option sets is no result: how exact an answer is, how far an input goes.
OPTION = re.compile(r"    (tolerance|inputs):|      [\w/]+\.\w+: *\[")

# The places that a built page has, and what it leads to. Each begins with what is
# literal, which is found four times as fast, and looks back from there.
PLACE = re.compile(r'id="(?<=\sid=")([^"]*)"')
REFERENCES = (
    re.compile(r'href="(?:(?<=\shref=")|(?<=\sxlink:href="))([^"]*)"'),
    re.compile(r'src="(?<=\ssrc=")([^"]*)"'),
)
ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//")


def unused(root: Path) -> Iterator[str]:
    """List the snippets, and the figures, that no page uses."""
    files = snippet_files(root)
    used = {(key, name == "fig") for key, name, _ in _uses(root)}
    for key in {key for key, _ in used} & files.keys():
        for sibling in with_siblings(files[key]):
            used.add((f"{sibling.parent.name}/{sibling.stem}", False))
    for key, file in files.items():
        path = file.relative_to(root).as_posix()
        if not used & {(key, True), (key, False)}:
            yield f"{path}: no page uses this snippet"
        elif "fig" in _assigned(file) and (key, True) not in used:
            yield f"{path}: no page shows this snippet's figure"


def unused_names(root: Path, results: Results) -> Iterator[str]:
    """List the public names that no page binds and no later statement reads."""
    bound = {(key, name) for key, name, _ in _uses(root)} | set(_taken(root))
    for key, file in snippet_files(root).items():
        tree = parse(file)
        for name, statement in top_level_names(tree).items():
            if name.startswith("_") or {(key, name), (key, "*")} & bound:
                continue
            later = tree.body[tree.body.index(statement) :]
            read = set().union(*(read_names(node) for node in later[1:]))
            claim = isinstance(results.by_name[key].values.get(name), bool)
            if claim or name not in read | _read_in_loop(statement):
                where = f"{file.relative_to(root).as_posix()}:{statement.lineno}"
                kind = "claim" if claim else "name"
                yield f"{where}: the {kind} {name} is bound by no page"


def bad_terms(root: Path) -> Iterator[str]:
    """List what is wrong with the entries of docs/terms.yml."""
    try:
        found = terms(root)
    except Fault as fault:
        yield str(fault)
        return
    yield from found.faults
    known = [page.name for page in pages(root, "en").values()]
    for term in found.terms:
        if term.page not in known:
            yield (
                f"docs/terms.yml:{term.line}: the term {term.name['en']} names the "
                f"page {term.page}, but there is no docs/en/{term.page}.md"
                + near(term.page, known)
            )


def house_rules(root: Path) -> Iterator[str]:
    """List the snippets that are too long, undocumented, or import too much."""
    for file in snippet_files(root).values():
        path = file.relative_to(root).as_posix()
        text = file.read_text(encoding="utf-8")
        tree = parse(file)
        if len(text.splitlines()) > LONGEST:
            yield f"{path}: longer than {LONGEST} lines"
        docstring = ast.get_docstring(tree)
        if not docstring or "\n" in docstring.strip():
            yield f"{path}: needs one docstring line, the claim that it shows"
        siblings = {sibling.stem for sibling in file.parent.glob("*.py")}
        for module, _, line in imports(tree):
            first, _, _ = module.partition(".")
            if first not in MAY_IMPORT | siblings | sys.stdlib_module_names:
                yield f"{path}:{line}: imports {first or module}"


def typed_results(root: Path) -> Iterator[str]:
    """List the numbers in prose and formulas that were typed instead of bound."""
    for page in _prose(root):
        for block in page.blocks:
            if block.kind in {"code", "quotation", "citation"}:
                continue
            for number, line in block.numbered_lines:
                if block.kind == "options" and OPTION.match(line):
                    continue
                rest = LINK.sub(_link_text, PLACEHOLDER.sub("", line))
                for match in TYPED.finditer(rest):
                    yield (
                        f"{page.file.as_posix()}:{number}: typed number "
                        f"{match[0].strip()!r}; compute it in a snippet and bind it"
                    )


def page_rules(root: Path) -> Iterator[str]:
    """List headings without an id, bars in tables, and unexplained markers."""
    for page in _prose(root):
        file = page.file.as_posix()
        for block, after in zip(page.blocks, [*page.blocks[1:], None], strict=True):
            for number, formula in _split_formulas(block):
                yield (
                    f"{file}:{number}: the bar in {formula} ends the table's cell; "
                    r"write \mid or \vert"
                )
            heading = HEADING.match(block.text)
            if block.kind == "heading" and heading and not heading["id"]:
                yield f"{file}:{block.line}: the heading has no {{ #id }}"
            markers = _markers(root, block)
            items = after.items if after and after.kind == "list" else 0
            if markers and markers != items:
                yield (
                    f"{file}:{block.line}: the listing has {markers} markers, "
                    f"the list after it explains {items}"
                )


def _prose(root: Path) -> Iterator[Page]:
    """Yield all that was written: the pages, and what labs say between their cells."""
    for lang in LANGUAGES:
        yield from pages(root, lang).values()
        yield from (lab.page for lab in labs(root, lang).values())


def left_over(site: Path, root: Path) -> Iterator[str]:
    """List what looks like a placeholder in the built pages' text and attributes."""
    sources = {lang: pages(root, lang) for lang in LANGUAGES}
    for file in sorted(site.rglob("*.html")):
        html = file.read_text(encoding="utf-8")
        if "{{" not in html:
            continue
        reader = _Reader()
        reader.feed(html)
        for line, text in reader.found:
            where = _origin(site, file, line, text, sources)
            yield f"{where}: a placeholder was left: {text}"


def broken_links(site: Path, address: str = "") -> Iterator[str]:
    """List what leads nowhere inside the built site, each once with how many pages do.

    The address is the site's own, under which links in full lead inside too.
    """
    files = {file.relative_to(site).as_posix() for file in site.rglob("*")}
    places: dict[str, set[str]] = {}
    links: dict[tuple[str, str], list[tuple[str, str]]] = {}
    for page in sorted(name for name in files if name.endswith(".html")):
        html = (site / page).read_text(encoding="utf-8")
        places[page] = set(PLACE.findall(html))
        found = {text for pattern in REFERENCES for text in pattern.findall(html)}
        for link in sorted(set(map(unescape, found))):
            if target := _inside(link, page, address):
                links.setdefault(target, []).append((page, link))
    for (path, place), users in links.items():
        file = posixpath.join(path, "index.html") if (site / path).is_dir() else path
        if file not in files:
            fault = f"there is no {file}{near(file, list(files))}"
        elif place and place not in places.get(file, {place}):
            fault = f"{file} has no id {place}{near(place, list(places[file]))}"
        else:
            continue
        (page, link), more = users[0], len(users) - 1
        others = f" (as on {more} more {'page' if more == 1 else 'pages'})"
        yield f"{page}: the link {link} leads nowhere{others if more else ''}: {fault}"


def _inside(link: str, page: str, address: str) -> tuple[str, str] | None:
    """Return the path and the place that a link names, None outside the site."""
    root = urlsplit(address).path or "/"
    if address and link.startswith(address):
        link = root + link.removeprefix(address)
    if ELSEWHERE.match(link):
        return None
    whole, _, place = link.partition("#")
    folder, path = posixpath.dirname(page), unquote(whole.partition("?")[0])
    if path.startswith(root):
        path = posixpath.normpath(f"/{path.removeprefix(root)}").lstrip("/")
    else:
        path = posixpath.normpath(posixpath.join(folder, path)) if path else page
    return "" if path == "." else path, unquote(place)


def _origin(
    site: Path, file: Path, line: int, text: str, sources: dict[str, dict[str, Page]]
) -> str:
    """Return where a built text comes from: its page's line if that is sure."""
    built = file.relative_to(site).as_posix()
    lang, inside = ("zh", built[3:]) if built.startswith("zh/") else ("en", built)
    for name in (inside.replace("/index.html", ".md"), inside.replace(".html", ".md")):
        if page := sources[lang].get(name):
            lines = enumerate(page.text.split("\n"), 1)
            found = [number for number, source in lines if text in source]
            where = f":{found[0]}" if len(found) == 1 else f" ({built}:{line})"
            return page.file.as_posix() + where
    return f"{built}:{line}"


class _Reader(HTMLParser):
    """Finds placeholders outside code and scripts."""

    SILENT = frozenset({"code", "pre", "script", "style"})

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._silent += tag in self.SILENT
        for name, value in attrs:
            if name != "data-tex":
                self._look(value or "")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in self.SILENT))

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self._look(data)

    def _look(self, text: str) -> None:
        for match in re.finditer(r"\{\{.{0,60}?(?:\}\}|$)", text):
            line = self.getpos()[0] + text.count("\n", 0, match.start())
            self.found.append((line, match[0]))


def _split_formulas(block: Block) -> Iterator[tuple[int, str]]:
    """Yield the formulas of a table that a bar would split, with their lines."""
    if block.kind == "table":
        for number, line in block.numbered_lines:
            for match in FORMULA.finditer(line):
                if re.search(r"(?<!\\)\|", match["tex"]):
                    yield number, match[0]


def _markers(root: Path, block: Block) -> int:
    """Return how many annotation markers a listing shows."""
    if block.kind != "code":
        return 0
    text = block.text
    for line in block.text.split("\n"):
        if match := INCLUDE.match(line):
            lines = shown_lines(root / "snippets" / match["file"], match["section"])
            text += "\n".join(lines.values())
    return len(set(MARKER.findall(text)))


def _link_text(match: re.Match[str]) -> str:
    return match[0].rpartition("](")[0]


def _uses(root: Path) -> Iterator[tuple[str, str | None, int]]:
    for lang in LANGUAGES:
        for page in pages(root, lang).values():
            yield from page.uses()


def _taken(root: Path) -> Iterator[tuple[str, str]]:
    """Yield the names that a snippet takes from one beside it."""
    for file in snippet_files(root).values():
        for module, names, _ in imports(parse(file)):
            yield from ((f"{file.parent.name}/{module}", name) for name in names)


def _assigned(file: Path) -> set[str]:
    return set(top_level_names(parse(file)))


def _read_in_loop(statement: ast.stmt) -> set[str]:
    """Return what a loop or block reads of the names that it binds itself."""
    if isinstance(statement, ast.For | ast.While | ast.With | ast.If):
        return read_names(statement)
    return set()
