"""The other unit of a number in running text: nats for bits, and bits for nats."""

import math
import xml.etree.ElementTree as etree
from collections.abc import Collection, Iterator

# By a unit's name: the other unit, and how many of it are one.
OTHER = {"bit": ("nat", math.log(2)), "nat": ("bit", 1 / math.log(2))}
LEAST = 3  # significant digits, since 5 bits are 3.47 nats and not 3
FIXED = ("exercise", "explorable", "react")
WORDS = {
    "en": {
        "nat": "Show nats (not in formulas and figures)",
        "bit": "Show bits (not in formulas and figures)",
    },
    "zh": {
        "nat": "改用纳特（公式和插图除外）",
        "bit": "改用比特（公式和插图除外）",
    },
}


def formats(value: float, digits: str, shown: str | None) -> Iterator[str]:
    """Yield formats for a value in the other unit, the one to prefer first.

    It has as many significant digits as the digits shown in the first unit, or more
    where these are few and the value is sure enough.
    """
    mantissa = digits.replace(",", "").replace(".", "").lstrip("0")
    for count in range(max(LEAST, len(mantissa)), max(len(mantissa), 1) - 1, -1):
        if not value or math.isinf(value):
            yield ".0f"
        elif shown and shown[-1] in "eEgG":
            yield f".{count - 1}e"
        else:
            exponent = int(f"{value:.{count - 1}e}".partition("e")[2])
            comma = "," if "," in digits else ""
            yield f"{comma}.{max(count - 1 - exponent, 0)}f"


def add_switch(root: etree.Element, lang: str, plain: Collection[str]) -> None:
    """Put the switch beside the certificates' one, where there are numbers for it.

    What stands in an exercise keeps the unit that is asked for, what readers can change
    the one it is computed in, and plain elements, such as headings, which are repeated
    elsewhere, keep theirs.
    """
    for element in root.iter():
        if element.tag in plain or element.get("class") in FIXED:
            for number in element.iter("data"):
                _fix(number)
    numbers = [e for e in root.iter("data") if e.get("data-other")]
    box = root.find("p[@class='certificates']")
    if not numbers or box is None:
        return
    own = numbers[0].get("data-unit", "")
    for number in numbers:
        if number.get("data-unit") != own:
            _fix(number)
    other, _ = OTHER[own]
    attributes = {"type": "button", "role": "switch", "aria-checked": "false"}
    given = {"class": "unit-switch", "data-own": own, "data-other": other}
    etree.SubElement(box, "button", attributes | given).text = WORDS[lang][other]


def _fix(number: etree.Element) -> None:
    for name in ("data-other", "data-other-value"):
        number.attrib.pop(name, None)
