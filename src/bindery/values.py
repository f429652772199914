"""Placeholders: what stands between two braces on a page, and what it becomes."""

import difflib
import math
import re
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path
from typing import Any

from bindery.faults import Fault
from bindery.snippets import Result, Results
from bindery.source import statement_of
from bindery.terms import Terms
from bindery.units import OTHER, formats

PLACEHOLDER = re.compile(
    r"\{\{ "
    r"(?:(?P<page>[a-z]\w*)/)?(?P<snippet>[a-z]\w*)\.(?P<name>[A-Za-z]\w*)"
    r"(?P<index>(?:\[[^\[\]\s]+\])*)"
    r"(?::(?P<format>[^\s{}]+))?"
    r"(?: (?P<unit>[^\s{}]+))?"
    r" \}\}"
)
# What a closed form may be off by; a trained value declares its own.
TOLERANCE = 1e-9

SUPERSCRIPT = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@dataclass(frozen=True)
class Bound:
    """A snippet's value with its source, as a page shows it.

    The shown number is kept in parts, since text, TeX and MathML write them
    differently: sign, digits, power of ten and unit.
    """

    value: str  # the repr of the Python scalar
    source: str
    name: str
    sign: str
    digits: str
    power: str
    unit: str
    unit_name: str = ""
    claim: bool = False
    other: tuple[str, str] | None = None  # in the other unit: the text, the value

    @property
    def number(self) -> str:
        """The number without its unit."""
        power = f" × 10{self.power.translate(SUPERSCRIPT)}" if self.power else ""
        return f"{self.sign}{self.digits}{power}"

    @property
    def text(self) -> str:
        """The number with its unit, as it stands in running text."""
        return (
            f"{self.number}\N{NO-BREAK SPACE}{self.unit}" if self.unit else self.number
        )

    @property
    def attributes(self) -> dict[str, str]:
        """The certificate: the unrounded value and where it comes from."""
        unit = {"data-unit": self.unit_name} if self.unit_name else {}
        return {"data-source": self.source, "data-name": self.name, **unit}

    @property
    def switched(self) -> dict[str, str]:
        """What a number in running text shows in the other unit."""
        text, value = self.other or ("", "")
        return {"data-other": text, "data-other-value": value} if text else {}

    @property
    def tex(self) -> str:
        """The number as TeX, for whoever copies a formula."""
        digits = self.digits.replace("%", r"\%").replace(",", "{,}")
        digits = digits.replace("∞", r"\infty")
        power = rf" \times 10^{{{self.power}}}" if self.power else ""
        unit = rf"\ \text{{{self.unit}}}" if self.unit else ""
        return f"{self.sign.replace('−', '-')}{digits}{power}{unit}"

    @property
    def mathml(self) -> str:
        """The number as MathML, its certificate on the `<mn>`."""
        given = {"data-value": self.value, **self.attributes}
        if self.text != self.digits:
            given["data-text"] = self.text
        marks = "".join(f' {key}="{escape(value)}"' for key, value in given.items())
        parts = [f"<mn{marks}>{escape(self.digits)}</mn>"]
        if self.sign:
            parts.insert(0, "<mo>−</mo>")
        if self.power:
            exponent = f"<mn>{self.power.lstrip('-')}</mn>"
            if self.power.startswith("-"):
                exponent = f"<mrow><mo>−</mo>{exponent}</mrow>"
            parts += ["<mo>×</mo>", f"<msup><mn>10</mn>{exponent}</msup>"]
        if self.unit:
            parts.append(f"<mtext>\N{NO-BREAK SPACE}{escape(self.unit)}</mtext>")
        return parts[0] if len(parts) == 1 else f"<mrow>{''.join(parts)}</mrow>"


def bind(
    match: re.Match[str],
    page: str,
    lang: str,
    results: Results,
    terms: Terms,
    root: Path,
) -> Bound | None:
    """Return the value that a placeholder names, as its page shows it.

    None stands for a snippet that failed, which is an error told elsewhere.
    """
    key = f"{match['page'] or page}/{match['snippet']}"
    source = f"snippets/{key}.py"
    result = find_result(key, results)
    if result.failure is not None:
        return None
    name = match["name"] + (match["index"] or "")
    value = _look_up(result, source, match["name"], match["index"] or "")
    shown = match["format"]

    if isinstance(value, bool) and shown != "claim":
        raise Fault(f"{source}: {name} is a claim; write {name}:claim")
    if shown == "claim" and not isinstance(value, bool):
        raise Fault(f"{source}: {name} is {_described(value)}, not True or False")
    if isinstance(value, bool):
        if match["unit"]:
            raise Fault(f"{source}: the claim {name} has no unit")
        if not value:
            statement = statement_of(root / source, match["name"])
            raise Fault(f"{source}: the claim {name} is false: {statement}")
        return Bound("True", source, name, "", "✓", "", "", claim=True)

    exact, written = _exact(value)
    if exact is None:
        raise Fault(
            f"{source}: {name} is {_described(value)}; bind one number or text of it"
        )
    tolerance = result.tolerance.get(match["name"], TOLERANCE)
    text = _format(exact, shown, tolerance, f"{source}: {name}")
    is_text = isinstance(exact, str)
    sign, digits, power = ("", text, "") if is_text else _parts(text, shown)
    bound = Bound(written, source, name, sign, digits, power, unit="")
    unit = match["unit"]
    if unit and unit.endswith("!"):  # the unit is the point: no other is shown
        return _with_unit(bound, unit[:-1], lang, terms)
    bound = _with_unit(bound, unit, lang, terms)
    if isinstance(exact, str):
        return bound
    return _with_other(bound, exact, shown, tolerance, lang, terms)


def _parts(text: str, shown: str | None) -> tuple[str, str, str]:
    """Return a formatted number's sign, digits and power of ten."""
    sign = "−" if text.startswith("-") else ""
    digits, power = text.lstrip("-").replace("inf", "∞"), ""
    if shown and shown[-1] in "eEgG":
        digits, _, exponent = digits.lower().partition("e")
        power = exponent and str(int(exponent))
    return sign, digits, power


def find_number(reference: str, page: str, results: Results) -> Bound | None:
    """Return the number that `[page/]snippet.name[index]` names, shown as nothing.

    None stands for a snippet that failed, which is an error told elsewhere.
    """
    match = PLACEHOLDER.fullmatch(f"{{{{ {reference} }}}}")
    if match is None or match["format"] or match["unit"]:
        raise Fault(f"{reference!r} names no value; write snippet.name")
    key = f"{match['page'] or page}/{match['snippet']}"
    result = find_result(key, results)
    if result.failure is not None:
        return None
    source = f"snippets/{key}.py"
    value = _look_up(result, source, match["name"], match["index"] or "")
    exact, written = _exact(value)
    if isinstance(exact, bool | str) or exact is None or math.isnan(exact):
        raise Fault(f"{source}: {reference} is {_described(value)}, not a number")
    name = match["name"] + (match["index"] or "")
    return Bound(written, source, name, "", "", "", "")


def find_scalar(source: str, name: str, results: Results) -> float | int | str:
    """Return the value that a certificate names, a narrow float in its own digits."""
    origin, bracket, index = name.partition("[")
    result = find_source(source, results)
    exact, written = _exact(_look_up(result, source, origin, bracket + index))
    if exact is None:
        raise Fault(f"{source}: {name} is no number, text or claim")
    return float(written) if isinstance(exact, float) else exact


def find_source(source: str, results: Results) -> Result:
    """Return a snippet's result by the path that a certificate names."""
    return find_result(source.removeprefix("snippets/").removesuffix(".py"), results)


def find_result(key: str, results: Results) -> Result:
    """Return a snippet's result by "page/snippet"."""
    if key in results.by_name:
        return results.by_name[key]
    page, _, _ = key.partition("/")
    known = list(results.by_name)
    if not any(name.startswith(f"{page}/") for name in known):
        pages = sorted({name.partition("/")[0] for name in known})
        raise Fault(f"there is no folder snippets/{page}{near(page, pages)}")
    raise Fault(f"there is no snippet snippets/{key}.py{near(key, known)}")


def near(wrong: str, known: list[str]) -> str:
    """Return "; did you mean ...?" with the nearest of the known names."""
    # In the same folder, whose name would make everything in it look near.
    folder = wrong[: wrong.rfind("/") + 1]
    beside = [k.removeprefix(folder) for k in known if k.startswith(folder)]
    found = difflib.get_close_matches(wrong.removeprefix(folder), beside)
    if found:
        return f"; did you mean {' or '.join(folder + name for name in found)}?"
    few = 0 < len(known) <= 12
    return f"; there are {', '.join(known)}" if few else ""


def _look_up(result: Result, source: str, name: str, index: str) -> Any:
    if name not in result.values:
        raise Fault(f"{source} has no name {name}{near(name, list(result.values))}")
    value = result.values[name]
    so_far = name
    for key in re.findall(r"\[([^\]]+)\]", index):
        entries = value["entries"] if _has(value, "entries") else value
        try:
            value = entries[key] if isinstance(entries, dict) else entries[int(key)]
        except (KeyError, IndexError, ValueError, TypeError):
            raise Fault(
                f"{source}: {so_far} is {_described(value)} and has no [{key}]"
                + (near(key, list(entries)) if _has(value, "entries") else "")
            ) from None
        so_far += f"[{key}]"
    return value


def _has(value: Any, key: str) -> bool:
    return isinstance(value, dict) and key in value


def _exact(value: Any) -> tuple[float | int | str | None, str]:
    """Return the scalar and its repr; None for what is no scalar."""
    if _has(value, "shortest"):
        return value["value"], value["shortest"]
    if isinstance(value, int | float | str):
        return value, repr(value) if not isinstance(value, str) else value
    return None, ""


def shown(value: Any) -> str:
    """Return a number, text or claim as Python shows it."""
    exact, written = _exact(value)
    return repr(exact) if isinstance(exact, str) else written


def _described(value: Any) -> str:
    if _has(value, "unbindable"):
        return str(value["unbindable"])
    if _has(value, "entries"):
        return f"a dict of {len(value['entries'])}"
    if isinstance(value, list):
        return f"a list of {len(value)}"
    exact, written = _exact(value)
    if isinstance(exact, bool):
        return "a claim"
    if isinstance(exact, float) and math.isnan(exact):
        return "NaN"
    return f"the {'text' if isinstance(exact, str) else 'number'} {written}"


def _format(exact: float | int | str, shown: str | None, off: float, what: str) -> str:
    """Format a value, unless its digits would not survive its uncertainty."""
    if isinstance(exact, float) and math.isnan(exact):
        raise Fault(f"{what} is NaN, which no page can show")
    if isinstance(exact, float) and shown is None:
        raise Fault(f"{what} is a float and needs a format, such as {{{{ ...:.3f }}}}")
    try:
        text = format(exact, shown or "")
        low, high = (
            (format(exact * (1 + side * off), shown or "") for side in (-1, 1))
            if isinstance(exact, float)
            else (text, text)
        )
    except (ValueError, OverflowError) as error:
        kind = type(exact).__name__
        raise Fault(
            f"{what} is a {kind}, for which {shown!r} is no format: {error}"
        ) from None
    if not low == text == high:
        raise Fault(
            f"{what} = {exact!r} shows as {text} with {shown!r}, but as "
            f"{high if low == text else low} when it is off by a factor of {off:g}; "
            "show other digits"
            + (", or compute the value more exactly" if off == TOLERANCE else "")
        )
    if isinstance(exact, float) and re.fullmatch(r"-[0.,]+(e[+-]\d+|%)?", text):
        raise Fault(f"{what} = {exact!r} shows as a negative zero; show it as a claim")
    return text


def _with_unit(bound: Bound, unit: str | None, lang: str, terms: Terms) -> Bound:
    if unit is None:
        return bound
    if unit not in terms.units:
        raise Fault(f"docs/terms.yml has no unit {unit}{near(unit, list(terms.units))}")
    if lang not in terms.units[unit]:
        raise Fault(f"docs/terms.yml: the unit {unit} has no word for {lang}")
    word = terms.unit(unit, bound.number, lang)
    return replace(bound, unit=word, unit_name=unit)


def _with_other(
    bound: Bound, exact: float, shown: str | None, off: float, lang: str, terms: Terms
) -> Bound:
    """Add what a number shows in the other unit, if it has one."""
    other, factor = OTHER.get(bound.unit_name, ("", 0))
    if other not in terms.units:
        return bound
    what = f"{bound.source}: {bound.name}, in the unit {other},"
    try:
        value = exact * factor
    except OverflowError as error:  # of an int without a bound
        raise Fault(f"{what} has no number: {error}") from None
    for spec in formats(value, bound.digits, shown):
        try:
            text = _format(value, spec, off, what)
            break
        except Fault as fault:  # with fewer digits it may be safe
            last = fault
    else:
        raise last
    sign, digits, power = _parts(text, spec)
    found = replace(bound, value=repr(value), sign=sign, digits=digits, power=power)
    found = _with_unit(found, other, lang, terms)
    return replace(bound, other=(found.text, found.value))
