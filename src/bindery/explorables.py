"""Explorables and sentences that react: what of a page its readers may change.

Each is named for its script, docs/theme/assets/explorables/NAME.js. The script's model
computes a snippet's names from some of them, and may draw them as <ce-NAME>.
"""

import json
import math
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bindery.faults import Fault
from bindery.snippets import Results
from bindery.terms import Terms
from bindery.values import find_number, find_result, near

if TYPE_CHECKING:
    from bindery.markdown import Context

FOLDER = Path("docs/theme/assets/explorables")
# The formats that arithmetic.js writes as Python does.
FORMAT = re.compile(r",?\.\d+[f%g]")
# In a list of so many numbers each has its certificate; a longer one is data.
MOST = 50
# What a sentence says of the executed inputs, each with its certificate.
EXECUTED = {"en": "executed: ", "zh": "构建时："}
BETWEEN = {"en": ", ", "zh": "、"}

_MODEL = re.compile(
    r"^explorables\.models\.(?P<name>\w+) = \(\{ (?P<takes>[\w, ]+) \}\) =>"
    r".*?^  return \{ (?P<gives>[\w, ]+) \};$",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True)
class Model:
    """What a script says of itself, read from its first lines."""

    name: str
    takes: tuple[str, ...]
    gives: tuple[str, ...]
    draws: bool

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the snippet that it knows."""
        return (*self.takes, *self.gives)


def find_model(root: Path, name: str) -> Model:
    """Return the model that a block names."""
    file = root / FOLDER / f"{name}.js"
    if not file.is_file():
        known = sorted(path.stem for path in (root / FOLDER).glob("*.js"))
        place = f"{FOLDER.as_posix()}/{name}.js"
        raise Fault(f"there is no {place}{near(name, known)}")
    text = file.read_text(encoding="utf-8")
    match = _MODEL.search(text)
    if match is None or match["name"] != name:
        raise Fault(
            f"{FOLDER.as_posix()}/{name}.js has no model; write "
            f"explorables.models.{name} = ({{ input }}) => {{ ...; "
            "return { result }; }, each on a line of its own"
        )
    takes, gives = (tuple(match[key].split(", ")) for key in ("takes", "gives"))
    return Model(name, takes, gives, f'customElements.define("ce-{name}"' in text)


def start_values(
    model: Model, snippet: str, page: str, results: Results
) -> list[dict[str, Any]] | None:
    """Return the executed values that a model starts from, each with its certificate.

    None stands for a snippet that failed, which is an error told elsewhere.
    """
    key = snippet if "/" in snippet else f"{page}/{snippet}"
    result = find_result(key, results)
    if result.failure is not None:
        return None
    start: list[dict[str, Any]] = []
    for name in model.names:
        if name not in result.values:
            raise Fault(
                f"snippets/{key}.py has no name {name}, which {model.name} computes"
                + near(name, list(result.values))
            )
        places = list(_places(name, result.values[name]))
        if len(places) > MOST:
            start.append(_data(f"snippets/{key}.py", name, result.values[name]))
            continue
        found = [
            find_number(f"{snippet}.{place}", page, results) for place, _ in places
        ]
        start += [
            {"source": bound.source, "name": bound.name, "value": bound.value}
            for bound in found
            if bound
        ]
    return start


def _places(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    """Yield a number with its own name, or each number in a list with its place."""
    if not isinstance(value, list):
        yield name, value
        return
    for index, part in enumerate(value):
        yield from _places(f"{name}[{index}]", part)


def _data(source: str, name: str, value: list[Any]) -> dict[str, Any]:
    """Return a long list, which a script takes whole."""
    for place, part in _places(name, value):
        if not isinstance(part, int | float) or not math.isfinite(part):
            raise Fault(
                f"{source}: {place} is {part!r}, but {name} is data for a script; "
                "leave finite numbers in it, rounded to what can be seen"
            )
    return {"source": source, "name": name, "value": value}


def words_of(name: str, lang: str, terms: Terms) -> str:
    """Return the words that a script shows, in the page's language, as JSON."""
    if name not in terms.scripts:
        raise Fault(f"docs/terms.yml lists no words under scripts for {name}")
    words = {}
    for label in [*terms.scripts.get("all", []), *terms.scripts[name]]:
        words[label] = label if lang == "en" else terms.translate(label)
        if words[label] is None:
            raise Fault(
                f'docs/terms.yml has no translation of "{label}", which {name} says'
            )
    return to_json(words)


def check_inputs(
    model: Model, given: dict[str, Any], start: dict[str, str]
) -> dict[str, Any]:
    """Return each input's range by its name in the snippet, or say what is wrong."""
    ranges = {}
    for reference, bounds in given.items():
        name = str(reference).rpartition(".")[2]
        if name not in model.takes:
            raise Fault(
                f"{reference} is no input of {model.name}{near(name, [*model.takes])}"
            )
        if name not in start:
            raise Fault(
                f"{reference} is a list, of which a sentence can show parts, "
                "but which only an explorable can change"
            )
        is_range = (
            isinstance(bounds, list)
            and len(bounds) == 2
            and all(isinstance(x, int | float) for x in bounds)
            and bounds[0] < bounds[1]
        )
        if not is_range:
            raise Fault(f"{reference} needs a range [low, high], not {bounds!r}")
        if not bounds[0] <= float(start[name]) <= bounds[1]:
            raise Fault(
                f"the range {bounds} of {reference} leaves out its executed value "
                f"{start[name]}"
            )
        ranges[name] = bounds
    return ranges


def check_outputs(model: Model, given: list[Any]) -> list[str]:
    """Return the outputs' names in the snippet, or say which is not computed."""
    names = [str(reference).rpartition(".")[2] for reference in given]
    for reference, name in zip(given, names, strict=True):
        if name.partition("[")[0] not in model.gives:
            raise Fault(
                f"{model.name} does not compute {reference}; it computes "
                f"{', '.join(model.gives)}"
            )
    return names


def one_snippet(*given: Any) -> str:
    """Return the snippet that all inputs and outputs name."""
    snippets = sorted({str(ref).rpartition(".")[0] for refs in given for ref in refs})
    if len(snippets) != 1 or not snippets[0]:
        told = " and ".join(map(repr, snippets))
        raise Fault(f"inputs and outputs must name one snippet, not {told}")
    return snippets[0]


def to_json(value: Any) -> str:
    """Return what a script reads from an attribute."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


class Blocks:
    """Fills in the blocks of one page that its readers can change."""

    def __init__(self, context: "Context") -> None:
        self.context = context

    def bind(self, root: etree.Element) -> None:
        """Give each block what its script needs, or tell what is wrong with it."""
        for element in root.iter():
            block = element.get("data-block")
            if block is None:
                continue
            del element.attrib["data-block"]
            fill = self._explorable if block == "explorable" else self._sentence
            try:
                fill(element)
            except Fault as fault:
                self.context.tell(fault, f"/// {block} | {element.get('data-model')}")
        for number in root.iter("data"):
            if "react" not in (number.get("class") or "").split():
                number.attrib.pop("data-format", None)

    def _explorable(self, element: etree.Element) -> None:
        model = self._model(element)
        if not model.draws:
            raise Fault(f"{model.name}.js defines no ce-{model.name}: it draws nothing")
        snippet = element.get("data-snippet", "")
        if not snippet:
            raise Fault("the explorable has no start; write start: snippet")
        if not any(e.get("class") == "figure" for e in element.iter("div")):
            raise Fault("the explorable has no figure inside, for print and no scripts")
        self._start(element, model, snippet)

    def _sentence(self, element: etree.Element) -> None:
        model = self._model(element)
        inputs, outputs = (
            json.loads(element.attrib.pop(f"data-{key}")) for key in ("in", "out")
        )
        if not isinstance(inputs, dict) or not inputs:
            raise Fault(
                "the sentence has no inputs; write inputs: {snippet.name: [low, high]}"
            )
        if not isinstance(outputs, list) or not outputs:
            raise Fault("the sentence has no outputs; write outputs: [snippet.name]")
        snippet = one_snippet(inputs, outputs)
        start = self._start(element, model, snippet)
        if not start:
            return
        ranges = check_inputs(model, inputs, start)
        names = {*ranges, *check_outputs(model, outputs)}
        shown = self._numbers(element, names, {*start})
        if missing := sorted(names - shown):
            raise Fault(f"{snippet}.{missing[0]} stands nowhere in the sentence")
        element.set("data-inputs", to_json(ranges))
        self._executed(element, {*ranges})

    def _executed(self, element: etree.Element, names: set[str]) -> None:
        """Repeat the inputs, since over those in the sentence lie what changes them."""
        inputs = [n for n in element.iter("data") if n.get("data-name") in names]
        given = {"class": "react-executed", "data-search-exclude": ""}
        line = etree.SubElement(element, "span", given)
        line.text = EXECUTED[self.context.lang]
        for number in inputs:
            again = etree.SubElement(line, "data", {**number.attrib, "class": "bound"})
            again.text = number.text
            again.tail = BETWEEN[self.context.lang] if number is not inputs[-1] else ""

    def _numbers(
        self, element: etree.Element, names: set[str], computed: set[str]
    ) -> set[str]:
        """Mark the numbers that change; give the script the words of their units."""
        shown, units = set(), {}
        for number in element.iter("data"):
            name, spec = number.get("data-name", ""), number.get("data-format", "")
            if number.get("data-source") != element.get("data-source"):
                continue
            if name in computed - names:
                raise Fault(f"{name} would not follow; name it among the outputs")
            if name not in names:
                continue
            if not FORMAT.fullmatch(spec):
                raise Fault(
                    f"{name} changes while one reads; show it with .2f, ,.0f, .1% "
                    f"or .3g, not {spec!r}"
                )
            number.set("class", "bound react")
            shown.add(name)
            if unit := number.get("data-unit"):
                words = self.context.terms.units[unit][self.context.lang]
                units[unit] = [words] if isinstance(words, str) else words
        element.set("data-units", to_json(units))
        del element.attrib["data-source"]
        return shown

    def _model(self, element: etree.Element) -> Model:
        return find_model(self.context.root, element.get("data-model", ""))

    def _start(
        self, element: etree.Element, model: Model, snippet: str
    ) -> dict[str, str]:
        """Set what both kinds need; return the executed values by name."""
        context = self.context
        values = start_values(model, snippet, context.page, context.results)
        if values is None:
            return {}
        element.set("data-snippet", snippet)
        element.set("data-start", to_json(values))
        words = words_of(model.name, context.lang, context.terms)
        element.set("data-words", words)
        if element.tag == "div":  # until its numbers are found by it
            element.set("data-source", values[0]["source"])
        numbers = {value["name"]: value["value"] for value in values}
        return {n: value for n, value in numbers.items() if isinstance(value, str)}
