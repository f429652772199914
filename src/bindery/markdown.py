"""The Python-Markdown extension that binds values, figures and formulas into pages.

It needs nothing from MkDocs but the page's name (Context.file), so it can work under
any generator that uses Python-Markdown.
"""

import json
import posixpath
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from html import escape, unescape
from itertools import pairwise
from pathlib import Path
from typing import Any

from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.preprocessors import Preprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString
from pymdownx.blocks import BlocksExtension, BlocksProcessor
from pymdownx.blocks.block import Block

from bindery import (
    broken,
    certificate,
    exercises,
    explorables,
    figures,
    foreign,
    formulas,
    glossary,
    start,
    units,
    way,
)
from bindery.blocks import BLOCKS, WORDS
from bindery.book import BOOK, log
from bindery.chinese import MEASURE, join_wide_lines, keep_counts
from bindery.faults import Fault
from bindery.listings import listing_id, name_listings, number_lines
from bindery.pages import INCLUDE, OPEN, Page, page_at
from bindery.parts import Parts
from bindery.snippets import Results, snippet_files
from bindery.terms import Terms, terms
from bindery.values import (
    PLACEHOLDER,
    Bound,
    bind,
    find_number,
    find_result,
    near,
)
from bindery.wheel import install_command, wheel_path

# What may not begin a line, though a browser would let it after a formula: marks, and
# in Chinese what counts things.
_MARKS = r"[,.;:!?)\u2019\u201d\u3001\u3002\uff01\uff09\uff0c\uff1a\uff1b\uff1f]"
_CLOSING = re.compile(rf" {MEASURE}{_MARKS}*|{_MARKS}+")


class Context:
    """What the processors of one page share."""

    def __init__(self, md: Markdown, root: Path, given: dict[str, Any]) -> None:
        self.md, self.root, self.lang = md, root, given["lang"]
        # None where a configuration has no address.
        self.site_url = given["site_url"] or ""
        self.repository = given["repo_url"] or ""
        self.listings: dict[str, list[int]] = {}
        self._told: set[str] = set()
        self._figures: set[str] = set()

    # Not at once: MkDocs makes an extension merely to look whether it can.
    @cached_property
    def results(self) -> Results:
        """The snippets' results."""
        if not (self.root / "docs" / self.lang).is_dir():
            log.error("run this in the project's folder: no docs/%s is here", self.lang)
        return BOOK.renew(self.root)

    @cached_property
    def terms(self) -> Terms:
        """The project's terms, none where their file is broken."""
        try:
            return terms(self.root)
        except Fault as fault:
            log.error(fault)
            return Terms({}, {}, frozenset())

    @property
    def file(self) -> Path:
        """The page's source, relative to the root."""
        try:
            uri = self.md.treeprocessors["relpath"].file.src_uri  # type: ignore[attr-defined]
        except (KeyError, ValueError):
            uri = "index.md"
        return Path("docs", self.lang, uri)

    @property
    def uri(self) -> str:
        """The page's path among the sources of its language."""
        return self.file.relative_to(Path("docs", self.lang)).as_posix()

    @property
    def page(self) -> str:
        """The page's name, which its snippets' folder bears too."""
        return self.file.stem

    def tell(self, fault: Fault | str, cause: str, *, in_code: bool = False) -> None:
        """Log an error with the lines on which its cause stands, once a line.

        A generated page repeats what other pages say, and they have told it.
        """
        page = page_at(self.root / self.file, self.root)
        if page is None:
            return
        on_page = [(self.file, line) for line in page.lines_of(cause, in_code=in_code)]
        for file, line in on_page or self._in_library(cause) or [(self.file, 1)]:
            text = f"{file.as_posix()}:{line}: {fault}"
            if text not in self._told:
                self._told.add(text)
                log.error(text)

    def _in_library(self, cause: str) -> list[tuple[Path, int]]:
        """Return where a cause stands in the docstrings, which the reference shows."""
        sources = [
            Page(file.relative_to(self.root), file.read_text("utf-8"))
            for file in sorted((self.root / "src" / "crossentropy").glob("*.py"))
        ]
        return [
            (source.file, line)
            for source in sources
            for line in source.lines_of(cause, in_code=True)
        ]

    def bind(self, match: re.Match[str]) -> Bound | None:
        """Return the value that a placeholder names, None after telling a fault."""
        try:
            return bind(
                match, self.page, self.lang, self.results, self.terms, self.root
            )
        except Fault as fault:
            self.tell(fault, match[0])
            return None

    @property
    def cards(self) -> certificate.Cards:
        """What writes the cards of this page's numbers."""
        return certificate.Cards(self.root, self.file, self.lang, self.repository)

    def figure(self, reference: str, alt: str) -> str:
        """Return the SVG that an image with the source `figure:reference` becomes."""
        needle = f"(figure:{reference})"
        key = reference if "/" in reference else f"{self.page}/{reference}"
        try:
            result = find_result(key, self.results)
            if result.failure is not None:
                return ""
            if result.figure is None:
                raise Fault(f"snippets/{key}.py leaves no figure: it has no name fig")
            if not alt.strip():
                raise Fault(f"the figure {reference} has no alt text")
            if key in self._figures:
                raise Fault(f"the figure {reference} stands on this page already")
            self._figures.add(key)
            return figures.inline_svg(
                result.figure, alt=alt, lang=self.lang, terms=self.terms
            )
        except Fault as fault:
            self.tell(fault, needle)
            return ""


class IncludeCheck(Preprocessor):
    """Names a snippet that does not exist before anything tries to include it."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        """Drop the includes that lead nowhere, after telling so."""
        _ = self.context.results  # the first page tells which snippets failed
        for block in Page(self.context.file, "\n".join(lines)).blocks:
            for line in block.prose.split("\n"):
                if INCLUDE.match(line):
                    self.context.tell("put this include in a fence", line)
        lines = [line for line in lines if self._leads_somewhere(line)]
        self.context.listings |= name_listings(lines, self.context.root)
        return lines

    def _leads_somewhere(self, line: str) -> bool:
        match = INCLUDE.match(line)
        if not match:
            if re.match(r"\s*-+8<-+", line):
                fault = 'write an include as --8<-- "page/snippet.py"'
                self.context.tell(fault, line, in_code=True)
                return False
            return True
        name, section = match["file"], match["section"]
        file = self.context.root / "snippets" / name
        if not file.is_file():
            known = [f"{key}.py" for key in snippet_files(self.context.root)]
            fault = f"there is no snippets/{name}{near(name, known)}"
        elif section is not None and re.fullmatch(r"[\d:,-]*", section):
            fault = f"name a section of {name}, not a line"
        elif section and f"[start:{section}]" not in file.read_text("utf-8"):
            fault = f"snippets/{name} has no section {section}"
        else:
            return True
        self.context.tell(fault, line, in_code=True)
        return False


class SiteLists(Preprocessor):
    """Writes what lists the whole site into its block: exercises, terms, symbols."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.md)
        self.context = context

    def run(self, lines: list[str]) -> list[str]:
        """Let each list follow the line that opens its block."""
        root, lang = self.context.root, self.context.lang
        lists: dict[str, Callable[[], Iterable[str]]] = {
            exercises.LIST: self._exercises,
            glossary.GLOSSARY: lambda: glossary.glossary(root, lang),
            glossary.NOTATION: lambda: glossary.notation(root, lang),
        }
        for opening, written in lists.items():
            if opening in lines:
                at = lines.index(opening) + 1
                text = "\n\n".join(written())
                lines = [*lines[:at], "", *text.split("\n"), *lines[at:]]
        return lines

    def _exercises(self) -> Iterator[str]:
        context, lang = self.context, self.context.lang
        chapters = list(exercises.chapters(context.root, lang))
        count = sum(len(found) for _, found in chapters)
        yield exercises.counted(lang, count, exercises.WORDS[lang]["all"])
        for page, found in chapters:
            yield exercises.heading(page, context.uri, lang, len(found))
            items = [
                exercises.item(number, exercise, context.uri, self._key(exercise), lang)
                for number, exercise in enumerate(found, 1)
            ]
            yield "\n".join(items)

    def _key(self, exercise: exercises.Exercise) -> str:
        page = exercise.page
        try:
            right = find_number(exercise.answer, page.name, self.context.results)
        except Fault:  # which its own page tells
            right = None
        value = right.value if right else "nan"
        return exercises.key(page.uri, exercise.name, value, exercise.unit)


class ValuePattern(InlineProcessor):
    """A placeholder in running text."""

    def __init__(self, context: Context) -> None:
        super().__init__(PLACEHOLDER.pattern, context.md)
        self.context = context

    # The base class leaves both arguments untyped.
    def handleMatch(self, m: Any, data: str) -> tuple[etree.Element, int, int]:  # type: ignore[override]  # noqa: N802
        """Return the `<data>` element of a bound number."""
        bound = self.context.bind(m)
        element = etree.Element("data")
        if bound is not None:
            kind = "bound claim" if bound.claim else "bound"
            element.attrib.update({"class": kind, "value": bound.value})
            element.attrib.update(bound.attributes | bound.switched)
            element.set("data-format", m["format"] or "")  # for a sentence that reacts
        element.text = AtomicString(bound.text if bound else "⚠")
        return element, m.start(0), m.end(0)


class Binder(Treeprocessor):
    """Puts figures and formulas in place, and joins lines of Chinese."""

    def __init__(self, context: Context, known: dict[str, type[Block]]) -> None:
        super().__init__(context.md)
        self.known = known  # all blocks that can be written
        self.context = context
        self.formulas: dict[etree.Element, list[Bound]] = {}

    def run(self, root: etree.Element) -> None:
        """Change the page's tree in place."""
        for parent in list(root.iter()):
            for place, element in enumerate(list(parent)):
                if "arithmatex" in (element.get("class") or "").split():
                    self._formula(parent, place, element)
                elif (element.get("src") or "").startswith("figure:"):
                    self._figure(parent, place, element)
        for parent in list(root.iter()):
            _unwrap_figures(parent)
        _keep_with_the_word_before(root)
        _keep_with_the_formula_before(root)
        self._exercises(root)
        self._install(root)
        self._map(root)
        explorables.Blocks(self.context).bind(root)
        self._broken_blocks(root)
        self._listings()
        self._certificates(root)
        units.add_switch(root, self.context.lang, certificate.PLAIN)
        self._terms(root)
        self._start(root)
        if self.context.lang == "zh":
            join_wide_lines(root)
            keep_counts(root)

    def _formula(
        self, parent: etree.Element, place: int, element: etree.Element
    ) -> None:
        tex = unescape(element.text or "").strip()
        display = tex.startswith(r"\[")
        tex = tex[2:-2].strip()
        bound = self.formulas[element] = []

        def bind(match: re.Match[str]) -> Bound | None:
            if found := self.context.bind(match):
                bound.append(found)
            return found

        try:
            markup, plain = formulas.mathml(tex, display=display, bind=bind)
        except Fault as fault:
            self.context.tell(fault, tex or "$")
            markup, plain = f"<code>{escape(tex)}</code>", tex
        element.text = AtomicString(self.md.htmlStash.store(markup))
        element.set("class", "formula-display" if display else "formula")
        element.set("data-tex", plain)
        if display:
            element.set("tabindex", "0")  # a wide formula scrolls by keyboard too
        elif mark := _CLOSING.match(element.tail or ""):
            together = etree.Element("span", {"class": "together"})
            together.tail = (element.tail or "")[mark.end() :]
            element.tail = mark[0]
            together.append(element)
            parent[place] = together

    def _figure(self, parent: etree.Element, place: int, image: etree.Element) -> None:
        reference = image.get("src", "")[7:]
        svg = self.context.figure(reference, image.get("alt", ""))
        key = reference if "/" in reference else f"{self.context.page}/{reference}"
        source = {"data-source": f"snippets/{key}.py", "data-name": "fig"}
        box = etree.Element("div", {"class": "figure", **source})
        box.text = AtomicString(self.md.htmlStash.store(svg))
        if svg:
            box.extend(self.context.cards.figure_link(key))
        box.tail = image.tail
        parent[place] = box

    def _listings(self) -> None:
        """Give each line of a listing an id, and say so to MkDocs, which looks."""
        blocks = self.md.htmlStash.rawHtmlBlocks
        for key, numbers in self.context.listings.items():
            begin = f'<div id="{listing_id(key)}"'
            for at, html in enumerate(blocks):
                if isinstance(html, str) and html.startswith(begin):
                    blocks[at] = number_lines(html, key, numbers)
        if "mkdocs_extract_anchors" in self.md.treeprocessors:
            looking: Any = self.md.treeprocessors["mkdocs_extract_anchors"]
            ids = certificate.shown_ids(self.context.listings)
            looking.present_anchor_ids.update(ids)

    def _certificates(self, root: etree.Element) -> None:
        """Add the switch and the cards, where there is a number to show them for."""
        made = dict.fromkeys(certificate.certify(root, self.formulas))
        if not made:
            return
        root.insert(_after_title(root), certificate.switch(self.context.lang))
        cards = self.context.cards
        template = cards.template(made, self.context.listings, self.md.htmlStash)
        root.append(template)

    def _start(self, root: etree.Element) -> None:
        """Say under the title how long the page takes, and what for."""
        source = self.context.root / self.context.file
        is_page = "mkdocstrings_ids" not in self.md.treeprocessors
        if is_page and source.is_file():
            page = Page(self.context.file, source.read_text("utf-8"))
            for box in start.start(page, self.context.lang):
                root.insert(_after_title(root), box)

    def _terms(self, root: etree.Element) -> None:
        """Mark the terms of a written page, not of one that only lists other pages'."""
        context = self.context
        pages = context.root / "docs" / context.lang
        # Docstrings are English on either page, and are converted one by one.
        is_docstring = "mkdocstrings_ids" in self.md.treeprocessors
        written = (pages / context.uri).is_file() and not is_docstring
        if not written or context.page in glossary.LISTS:
            return
        if (pages / glossary.PAGE).is_file():
            found = [
                t for t in context.terms.terms if (pages / f"{t.page}.md").is_file()
            ]
            glossary.Marker(found, context.lang, context.uri).mark(root)

    def _exercises(self, root: etree.Element) -> None:
        lang, terms = self.context.lang, self.context.terms
        words = exercises.WORDS[lang]
        for solution in root.iter("details"):
            if solution.get("class") == "solution":
                solution[0].text = words["solution"]
        found = [e for e in root.iter("div") if e.get("class") == "exercise"]
        for number, exercise in enumerate(found, 1):
            title = etree.Element("p", {"class": "exercise-title"})
            title.text = words["exercise"].format(number)
            exercise.insert(0, title)
            self._exercise(exercise)
        lists = [e for e in root.iter("div") if e.get("class") == "progress"]
        for box in lists:
            box.append(exercises.tools(lang))
        if found or lists:
            root.append(exercises.template(lang, terms))
        if found and (self.context.root / "docs" / lang / exercises.PAGE).is_file():
            folder = self.context.file.parent.relative_to(Path("docs", lang))
            _put_after(root, found[-1], exercises.note(folder.as_posix(), lang))

    def _exercise(self, exercise: etree.Element) -> None:
        """Resolve the names in an exercise and give it its form."""
        name, unit = exercise.get("id", ""), exercise.get("data-unit", "")
        named = f"/// exercise | {name}"
        answer = exercise.get("data-answer", "")
        if not answer:
            fault = "the exercise has no answer; write answer: snippet.name"
            self.context.tell(fault, named)
        right = self._answer(answer) if answer else None
        wrong = json.loads(exercise.get("data-wrong", "{}"))
        hints = [self._wrong(name, hint) for name, hint in wrong.items()]
        exercise.set("data-wrong", json.dumps(hints, ensure_ascii=False))
        if right:
            exercise.set("data-answer", right.value)
            exercise.attrib.update(right.attributes)
            exercise.set(
                "data-key", exercises.key(self.context.uri, name, right.value, unit)
            )
            values = {h["name"]: float(h["value"]) for h in hints if "value" in h}
            tolerance = float(exercise.get("data-tolerance", ""))
            judged = (float(right.value), tolerance, unit, values)
            for fault in exercises.faults(*judged):
                self.context.tell(fault, named)
        solution = exercise.find("details[@class='solution']")
        if solution is None:
            self.context.tell("the exercise has no solution", named)
        else:
            at = list(exercise).index(solution)
            form = exercises.form(name, unit, self.context.lang, self.context.terms)
            exercise.insert(at, form)

    def _answer(self, reference: str) -> Bound | None:
        try:
            return find_number(reference, self.context.page, self.context.results)
        except Fault as fault:
            self.context.tell(fault, reference)
            return None

    def _wrong(self, name: str, hint: str) -> dict[str, str]:
        """Return a wrong answer as the exercise's script will want it."""
        wrong = self._answer(name)
        given = (
            {"source": wrong.source, "name": wrong.name, "value": wrong.value}
            if wrong
            else {}
        )
        return given | {"hint": self._hint(hint)}

    def _hint(self, hint: str) -> str:
        """Return a hint with its numbers filled in, as text."""

        def fill(match: re.Match[str]) -> str:
            bound = self.context.bind(match)
            return bound.text if bound else "⚠"

        return PLACEHOLDER.sub(fill, hint)

    def _install(self, root: etree.Element) -> None:
        """Put the command first in its block, and the link to the wheel last."""
        context, here = self.context, WORDS[self.context.lang]["here"]
        for box in root.iter("div"):
            if box.get("class") != "install":
                continue
            wheel = wheel_path(context.root)
            above = "../" * ((context.lang != "en") + (context.page != "index"))
            # Stashed, for MkDocs takes it for a page that is not there.
            html = f'<a href="{above}{wheel}">{posixpath.basename(wheel)}</a>'
            last = etree.SubElement(box, "p")
            last.text = AtomicString(self.md.htmlStash.store(html))
            listing = etree.Element("pre")
            etree.SubElement(listing, "code").text = AtomicString(
                install_command(
                    context.root, context.site_url, context.repository, here
                )
            )
            box.insert(0, listing)

    def _map(self, root: etree.Element) -> None:
        for box in root.iter("div"):
            if box.get("class") == "map":
                try:
                    way.fill(box, self.context.root, self.context.lang)
                except Fault as fault:
                    self.context.tell(fault, "/// map")

    def _broken_blocks(self, root: etree.Element) -> None:
        left: list[str] = []
        for element in root.iter("p"):
            lines = "".join(element.itertext()).splitlines()
            left += [line for line in lines if line.startswith("///")]
        if not left:
            return
        page = page_at(self.context.root / self.context.file, self.context.root)
        blocks = page.blocks if page else []
        openings = [match for line in left if (match := OPEN.match(line))]
        for opening in openings:
            fault = broken.reason(opening, blocks, self.known)
            self.context.tell(fault, opening[0])
        # What closes a block that was not understood is no fault of its own.
        for fault in () if openings else broken.strays(blocks):
            log.error(f"{self.context.file.as_posix()}:{fault}")


class Languages(Treeprocessor):
    """Says of words in the other language that they are."""

    def __init__(self, context: Context) -> None:
        super().__init__(context.md)
        self.context = context

    def run(self, root: etree.Element) -> None:
        """Change the page's tree in place; docstrings are English as a whole."""
        if "mkdocstrings_headings" not in self.md.treeprocessors:
            foreign.Marker(self.context.lang, self.md.htmlStash).mark(root)


def _after_title(root: etree.Element) -> int:
    return next((at for at, e in enumerate(root, 1) if e.tag == "h1"), 0)


def _put_after(root: etree.Element, element: etree.Element, new: etree.Element) -> None:
    """Put a new element behind another one, wherever that stands."""
    for parent in root.iter():
        if element in list(parent):
            parent.insert(list(parent).index(element) + 1, new)
            return


def _keep_with_the_word_before(root: etree.Element) -> None:
    """Let no line begin with a check mark or with the number of a footnote."""
    for parent in root.iter():
        before: etree.Element | None = None
        for child in parent:
            text = (parent.text if before is None else before.tail) or ""
            if child.get("class") == "bound claim" and text.endswith(" "):
                text = text[:-1] + "\N{NO-BREAK SPACE}"
            elif child.tag == "sup" and (text or before is not None):
                text += "\N{WORD JOINER}"
            if before is None:
                parent.text = text
            else:
                before.tail = text
            before = child


def _keep_with_the_formula_before(root: etree.Element) -> None:
    """Let no line begin with a check mark after a formula, where no space helps."""
    for parent in list(root.iter()):
        for formula, claim in pairwise(list(parent)):
            if not (
                formula.get("class") == "formula"
                and claim.get("class") == "bound claim"
                and formula.tail == "\N{NO-BREAK SPACE}"
            ):
                continue
            place = list(parent).index(formula)
            parent[place] = together = etree.Element("span", {"class": "together"})
            parent.remove(claim)
            after = claim.tail or ""
            mark = _CLOSING.match(after)
            claim.tail = mark[0] if mark else ""
            together.tail = after.removeprefix(claim.tail)
            together.extend([formula, claim])


def _unwrap_figures(parent: etree.Element) -> None:
    """Put a figure that is alone in its paragraph in the paragraph's place."""
    for place, child in enumerate(list(parent)):
        alone = child.tag == "p" and len(child) == 1 and not (child.text or "").strip()
        if not (alone and child[0].get("class") == "figure"):
            continue
        box = child[0]
        box.tail = child.tail
        if parent.tag == "figure" or parent.tag.startswith("ce-"):
            parent[place] = box
        else:
            parent[place] = wrapped = etree.Element("figure")
            wrapped.append(box)
            wrapped.tail, box.tail = box.tail, None


class Bindery(BlocksExtension):  # type: ignore[misc]
    """Registers all of it with Python-Markdown."""

    def __init__(self, **configuration: Any) -> None:
        self.config = {
            "lang": ["en", "The language of the pages: en or zh."],
            "site_url": ["", "The site's address, from which the wheel is installed."],
            "repo_url": ["", "The repository's address, for links to its files."],
        }
        super().__init__(**configuration)

    def extendMarkdownBlocks(self, md: Markdown, block_mgr: BlocksProcessor) -> None:  # noqa: N802
        """Register the processors; called by Python-Markdown once a page."""
        context = Context(md, Path.cwd(), self.getConfigs())
        # Before pymdownx.snippets (32), which stops at the first missing file.
        md.preprocessors.register(IncludeCheck(context), "bindery-includes", 40)
        # Before it, since a list holds no includes.
        md.preprocessors.register(SiteLists(context), "bindery-lists", 41)
        # After code (190), before escapes (180) and links.
        md.inlinePatterns.register(ValuePattern(context), "bindery-values", 185)
        # After inline patterns (20), before the table of contents (5).
        md.treeprocessors.register(Binder(context, block_mgr.blocks), "bindery", 15)
        # After attributes in braces (8), which may name a language.
        md.treeprocessors.register(Languages(context), "bindery-languages", 7)
        # After the table of contents, which gives headings their names.
        md.treeprocessors.register(Parts(md), "bindery-parts", 4)
        for block in BLOCKS:
            block_mgr.register(block, self.getConfigs())


def makeExtension(**configuration: Any) -> Bindery:  # noqa: N802
    """Return the extension, as Python-Markdown asks for it."""
    return Bindery(**configuration)
