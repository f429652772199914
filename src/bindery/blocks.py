"""The house's own blocks: exercises, what readers can change, lists of the site."""

import json
import xml.etree.ElementTree as etree
from typing import Any, ClassVar

from pymdownx.blocks.block import (
    Block,
    type_any,
    type_html_identifier,
    type_number,
    type_string,
)

WORDS = {"en": {"here": "in its folder"}, "zh": {"here": "在项目的文件夹里"}}


def type_hint_texts(value: object) -> dict[str, str]:
    """Accept a mapping of snippet names to hints for the reader."""
    if not isinstance(value, dict):
        raise ValueError("wrong: needs a hint for each wrong answer's name")
    return {type_string(name): type_string(hint) for name, hint in value.items()}


class ExerciseBlock(Block):  # type: ignore[misc]
    """A question; its argument is the exercise's id, its answer a snippet's value.

    The tolerance is relative: 0.01 accepts what is off by one per cent.
    With a unit the reader may answer in another one.
    """

    NAME = "exercise"
    ARGUMENT = True
    OPTIONS: ClassVar = {
        "answer": ("", type_string),
        "tolerance": (0.01, type_number),
        "unit": ("", type_string),
        "wrong": ({}, type_hint_texts),
    }

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element; the page's binder resolves the names in it."""
        attributes = {
            "class": "exercise",
            "id": type_html_identifier(self.argument),
            "data-answer": self.options["answer"],
            "data-tolerance": f"{self.options['tolerance']:g}",
            "data-wrong": json.dumps(self.options["wrong"], ensure_ascii=False),
        }
        if self.options["unit"]:
            attributes["data-unit"] = self.options["unit"]
        return etree.SubElement(parent, "div", attributes)


class SolutionBlock(Block):  # type: ignore[misc]
    """The solution of the exercise before it, folded until the reader asks."""

    NAME = "solution"
    ARGUMENT = False

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element, inside the exercise where there is one."""
        before = parent[-1] if len(parent) else None
        if before is not None and before.get("class") == "exercise":
            parent = before
        solution = etree.SubElement(parent, "details", {"class": "solution"})
        etree.SubElement(solution, "summary")
        return solution


class PlaceBlock(Block):  # type: ignore[misc]
    """A place that the build fills; a text in it stays."""

    ARGUMENT = False

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element round it."""
        return etree.SubElement(parent, "div", {"class": self.NAME})


class InstallBlock(PlaceBlock):
    """How to install the library; its text leads to the wheel."""

    NAME = "install"


class ProgressBlock(PlaceBlock):
    """The list of all exercises."""

    NAME = "progress"


class GlossaryBlock(PlaceBlock):
    """The list of all terms."""

    NAME = "glossary"


class NotationBlock(PlaceBlock):
    """The table of all symbols."""

    NAME = "notation"


class MapBlock(PlaceBlock):
    """The map of the site."""

    NAME = "map"


class ExplorableBlock(Block):  # type: ignore[misc]
    """A figure that readers can change; inside stands the one that the build drew."""

    NAME = "explorable"
    ARGUMENT = True
    OPTIONS: ClassVar = {"start": ("", type_string)}

    def on_markdown(self) -> str:
        """Return how the content is read, whatever the element's name."""
        return "block"

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element; the page's binder fills it in."""
        name = type_html_identifier(self.argument)
        attributes = {
            "class": "explorable",
            "data-block": self.NAME,
            "data-model": name,
            "data-snippet": self.options["start"],
        }
        return etree.SubElement(parent, f"ce-{name}", attributes)


class ReactBlock(Block):  # type: ignore[misc]
    """A sentence that reacts: its inputs can be changed where they stand."""

    NAME = "react"
    ARGUMENT = True
    OPTIONS: ClassVar[Any] = {"inputs": ({}, type_any), "outputs": ([], type_any)}

    def on_create(self, parent: etree.Element) -> etree.Element:
        """Return the element; the page's binder fills it in."""
        attributes = {
            "class": "react",
            "data-block": self.NAME,
            "data-model": type_html_identifier(self.argument),
            "data-in": json.dumps(self.options["inputs"]),
            "data-out": json.dumps(self.options["outputs"]),
        }
        return etree.SubElement(parent, "div", attributes)


BLOCKS = (
    ExerciseBlock,
    ExplorableBlock,
    GlossaryBlock,
    InstallBlock,
    MapBlock,
    NotationBlock,
    ProgressBlock,
    ReactBlock,
    SolutionBlock,
)
