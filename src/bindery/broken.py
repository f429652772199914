"""Why a block was not understood: what its first line, or an option, has to say."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

from pymdownx.blocks.block import Block as Kind
from pymdownx.blocks.block import type_html_attribute_dict

from bindery.pages import Block
from bindery.values import near


def reason(
    opening: re.Match[str], blocks: Iterable[Block], known: dict[str, type[Kind]]
) -> str:
    """Say what is wrong with the block that begins with this line, and what to do."""
    name, argument = opening["name"], opening["argument"]
    if name not in known:
        return f"there is no block {name}{near(name, sorted(known))}"
    kind = known[name]
    if kind.ARGUMENT and not argument:
        return f"the block {name} needs a name; write /// {name} | name"
    if argument and kind.ARGUMENT is False:
        return f"the block {name} has no name of its own; write /// {name}"
    for block, after in pairwise(blocks):
        if (block.text, after.kind) == (opening[0], "options"):
            return after.problem or _wrong_option(name, after, kind)
    return (
        f"the block {name} is not understood; look at its options, "
        "and for empty lines before and after it"
    )


def strays(blocks: Iterable[Block]) -> Iterator[str]:
    """Yield the lines that close a block where none is open."""
    depth = 0
    for block in blocks:
        depth += {"open": 1, "close": -1}.get(block.kind, 0)
        if depth < 0:
            yield f"{block.line}: this closes no block; one begins with /// and a name"
            depth = 0


def _wrong_option(name: str, block: Block, kind: type[Kind]) -> str:
    known = {option: read for option, (_, read) in kind.OPTIONS.items()}
    known["attrs"] = type_html_attribute_dict  # which all blocks have
    for option, value in block.options.items():
        if option not in known:
            return f"the block {name} has no option {option}{near(option, list(known))}"
        try:
            known[option](value)
        except ValueError as error:
            return f"the option {option} of the block {name} is {value!r}: {error}"
    return f"the block {name} has options that are none; write each as name: value"
