"""What %%snippet and %%numbers do."""

import linecache
import re
import sys
from types import ModuleType
from typing import Any

from IPython import get_ipython
from IPython.core.magic import register_cell_magic
from IPython.display import Markdown

RAN: dict[str, ModuleType] = {}
RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


@register_cell_magic
def snippet(key: str, code: str) -> None:
    """Run a cell as a file of its own, from which those beside it can import."""
    folder, _, name = key.rpartition("/")
    RAN[key] = ModuleType(name)
    for other, module in RAN.items():
        beside, _, its_name = other.rpartition("/")
        if beside == folder:
            sys.modules[its_name] = module
    file = f"{key}.py"
    linecache.cache[file] = len(code), None, code.splitlines(True), file
    exec(compile(code, file, "exec"), vars(RAN[key]))
    if not folder:  # a program of this page; a name from elsewhere keeps its folder
        get_ipython().user_ns[name] = RAN[key]


@register_cell_magic
def numbers(head: str, rows: str) -> Markdown:
    """Show what the page says beside what came out here, in bold where they differ."""
    table = [f"| {head} |", "|---|---|---|"]
    for row in rows.splitlines():
        number, page = row.split(" = ", 1)
        name, form, unit = re.findall(r"([^:\s]+)(?::(\S+))?(?: (.+))?", number)[0]
        here = _written(_value(name), form, unit)
        table.append(
            f"| `{name}` | {page} | {here if here == page else f'**{here}**'} |"
        )
    return Markdown("\n".join(table))


def _value(name: str) -> Any:
    """Return what `snippet.name[index]` names."""
    first, *indexes = name.replace("]", "").split("[")
    key, _, attribute = first.rpartition(".")
    value = getattr(RAN[key], attribute)
    for at in indexes:
        texts = {str(k): k for k in value} if isinstance(value, dict) else {}
        value = value[texts[at] if texts else int(at)]
    return value


def _written(value: Any, form: str, unit: str) -> str:
    """Return a value as the page writes it: its sign, its power of ten, its unit."""
    if form == "claim":
        return "✓" if value else "✗"
    text = format(value, form)
    if not isinstance(value, str):
        text = re.sub("^-", "−", text).replace("inf", "∞")
        ten = re.compile(r"e([+-]\d+)$", re.IGNORECASE)
        text = ten.sub(lambda e: f" × 10{str(int(e[1])).translate(RAISED)}", text)
    one, *more = unit.split("/")
    return f"{text} {more[0] if more and text != '1' else one}".strip()
