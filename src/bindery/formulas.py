"""Formulas: LaTeX to MathML at build time, with bound numbers inside."""

import re
from collections.abc import Callable

from math_core import LatexError, LatexToMathML

from bindery.faults import Fault
from bindery.values import PLACEHOLDER, Bound

_CONVERTER = LatexToMathML(fancy_error=False)
# Stands for a bound number on its way through the TeX engine, which knows no
# attributes: one numeral that no author writes.
_SENTINEL = 7_300_000_000_000_000
# What a number may follow without braces, which would take the space between.
_FUNCTION = re.compile(r"\\(?:exp|ln|log)(?:_\w|_\{\w+\})?\s*$")
# Braces that TeX would swallow, round what an author meant as a placeholder.
_MALFORMED = re.compile(r"\{\{\s*[a-z]\w*(?:/\w+)?\.[A-Za-z]\w*[^{}]*\}\}")

# A script on a sized bracket alone, which browsers then draw small and low.
_SHRUNK = re.compile(r"<ms(?:up|ub|ubsup)><mo [^>]*minsize=")


def mathml(
    tex: str, *, display: bool, bind: Callable[[re.Match[str]], Bound | None]
) -> tuple[str, str]:
    """Return a formula as MathML and as plain TeX, its placeholders filled in."""
    bound: list[Bound | None] = []

    def hide(match: re.Match[str]) -> str:
        bound.append(bind(match))
        sentinel = str(_SENTINEL + len(bound) - 1)
        follows = _FUNCTION.search(match.string, 0, match.start())
        return sentinel if follows else f"{{{sentinel}}}"

    hidden = PLACEHOLDER.sub(hide, tex)
    if malformed := _MALFORMED.search(hidden):
        raise Fault(
            f"{malformed[0]} is no placeholder; write {{{{ snippet.name:.3f }}}}"
        )
    if re.search(r"(?<!\\)(?:\\\\)*%", hidden):
        raise Fault(
            f"a bare % in the formula {_short(tex)} would hide the rest; write \\%"
        )
    try:
        markup = _CONVERTER.convert_with_local_state(hidden, displaystyle=display)
    except LatexError as error:
        raise Fault(f"LaTeX error in {_short(tex)}: {error}") from None
    if _SHRUNK.search(markup):
        raise Fault(
            f"a script after a bracket of its own size in {_short(tex)} would shrink "
            r"the bracket; put braces round both: {\bigl(...\bigr)}^2"
        )
    plain = hidden
    for number, value in enumerate(bound):
        if value is None:
            continue
        if value.claim:
            raise Fault(f"the claim {value.name} cannot stand in a formula")
        sentinel = str(_SENTINEL + number)
        markup = markup.replace(f"<mn>{sentinel}</mn>", value.mathml)
        if sentinel in markup:
            raise Fault(f"{value.name} cannot stand in this place of {_short(tex)}")
        plain = plain.replace(sentinel, value.tex)
    return markup, plain


def _short(tex: str) -> str:
    line = " ".join(tex.split())
    return f"${line if len(line) <= 60 else line[:57] + '...'}$"
