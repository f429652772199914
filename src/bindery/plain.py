"""A page's HTML as plain Markdown: CommonMark with tables, for any other generator.

What Markdown has no words for stays HTML: formulas, figures with their captions,
what unfolds, and the places that links lead to.
"""

import re
import unicodedata
from html import escape
from textwrap import indent

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from markdownify import ATX, BACKSLASH, MarkdownConverter

# What Markdown would read as more than text, anywhere and where a line begins.
_SPECIAL = re.compile(r"[\\`*_\[\]<~$]|&(?=#?\w+;)")
_LEADING = re.compile(
    r"^( *)(#{1,6}(?=\s|$)|>|[+-](?=[\s-]|$)|=+$|\d{1,9}(?=[.)](?:\s|$)))", re.MULTILINE
)


def to_markdown(html: str) -> str:
    """Return a page's content as Markdown, with formulas as MathML."""
    return written(tidied(BeautifulSoup(html, "html.parser")))


def tidied(soup: BeautifulSoup, *, tex: bool = False) -> BeautifulSoup:
    """Change a page's content in place to what can be written as Markdown.

    Formulas become TeX if they are asked for as that.
    """
    # What only the site's own scripts and search need.
    unread = soup.find_all(["button", "script", "style", "template"])
    for element in [*unread, *soup.find_all(None, {"data-search-exclude": True})]:
        element.decompose()
    for formula in soup.find_all(None, {"data-tex": True}) if tex else ():
        _as_tex(formula)
    # Numbers, and what keeps a formula beside its comma, are text like any other.
    for element in soup.find_all(["data", "span"]):
        element.unwrap()
    for element in soup.find_all("math"):
        _plain_formula(element)
    soup.smooth()
    return soup


def written(soup: BeautifulSoup) -> str:
    """Return tidied content, or a part of it, as Markdown."""
    return f"{_Converter().convert_soup(soup)}\n"


def _as_tex(formula: Tag) -> None:
    """Write a formula as notebooks read it, on one line where it could be cut."""
    tex = str(formula["data-tex"])
    if formula.name == "div":
        at_top = formula.parent is not None and formula.parent.parent is None
        apart = "\n" if at_top else " "
        tex = apart.join(["$$", *tex.split("\n"), "$$"])
        formula.name, formula.attrs = "p", {}
    else:
        tex = f"${tex}$"
    formula.clear()
    formula.append(Tag(name="tex", attrs={"data-is": tex}))


def _plain_formula(math: Tag) -> None:
    for element in math.find_all(True):
        for name in [name for name in element.attrs if name.startswith("data-")]:
            del element[name]


def _block(opening: str, text: str, closing: str) -> str:
    """Return Markdown inside of HTML: the blank lines let it be read as Markdown."""
    return f"\n\n{opening}\n\n{text.strip()}\n\n{closing}\n\n"


def _place(element: Tag) -> str:
    """Return what links to an element can lead to."""
    return f'<div id="{escape(str(element["id"]))}"></div>'


def _escaped(match: re.Match[str]) -> str:
    space, mark = match.groups()
    return f"{space}{mark}\\" if mark.isdigit() else f"{space}\\{mark}"


def _as_references(match: re.Match[str]) -> str:
    """Return a text with what Markdown would read in it as character references."""
    return re.sub(r"[\\`*_\[\]~$|]", lambda m: f"&#{ord(m[0])};", match[0])


def _rule(style: str) -> str:
    """Return what stands under a column's head and tells its side."""
    side = style.partition("text-align:")[2].strip(" ;")
    return {"left": ":--", "right": "--:", "center": ":-:"}.get(side, "---")


def _reads(element: Tag) -> bool:
    """Tell whether stars round an element's text would be read as emphasis.

    Beside a letter, as all Chinese characters are, no star may touch a mark inside.
    """
    text = element.get_text().strip()
    before, after = element.previous_sibling, element.next_sibling
    outside = (
        str(before)[-1:] if isinstance(before, NavigableString) else " ",
        str(after)[:1] if isinstance(after, NavigableString) else " ",
    )
    return not (isinstance(before, Tag) or isinstance(after, Tag)) and all(
        _letter(inside) or not _letter(outer)
        for inside, outer in zip((text[:1], text[-1:]), outside, strict=True)
    )


def _letter(character: str) -> bool:
    """Tell what CommonMark means by neither a space nor punctuation."""
    return bool(character.strip()) and unicodedata.category(character)[0] not in "PS"


class _Converter(MarkdownConverter):  # type: ignore[misc]
    """The library's converter, with this site's elements."""

    class Options:
        """What differs from the library's usual Markdown."""

        autolinks = False
        bullets = "-"
        heading_style = ATX
        newline_style = BACKSLASH
        sub_symbol = "<sub>"

    def escape(self, text: str, parent_tags: set[str]) -> str:
        text = _SPECIAL.sub(lambda m: "&amp;" if m[0] == "&" else "\\" + m[0], text)
        return _LEADING.sub(_escaped, text)

    def convert_math(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        # Inside of a paragraph Markdown would read on in the formula's letters.
        return re.sub(r"(?<=>)[^<>]+(?=<)", _as_references, str(el))

    def convert_tex(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(el["data-is"])

    def convert_div(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        classes = el.get_attribute_list("class")
        if "admonition" in classes:
            lines = text.strip().split("\n")
            return "\n\n" + "\n".join(f"> {x}".rstrip() for x in lines) + "\n\n"
        if "formula-display" in classes:
            return f"\n\n<div>{text.strip()}</div>\n\n"
        if "exercise" in classes:
            return _block(f'<div id="{escape(str(el["id"]))}">', text, "</div>")
        return str(super().convert_div(el, text, parent_tags))

    def convert_p(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if any("title" in str(name) for name in el.get_attribute_list("class")):
            text = f"**{text.strip()}**"
        return str(super().convert_p(el, text, parent_tags))

    def convert_hN(  # noqa: N802
        self, n: int, el: Tag, text: str, parent_tags: set[str]
    ) -> str:
        heading = str(super().convert_hN(n, el, text, parent_tags))
        return f"\n\n{_place(el)}{heading}" if "id" in el.attrs else heading

    def convert_figure(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _block("<figure>", text, "</figure>")

    def convert_figcaption(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _block("<figcaption>", text, "</figcaption>")

    def convert_details(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return _block("<details>", text, "</details>")

    def convert_summary(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"<summary>{el.decode_contents().strip()}</summary>\n\n"

    def convert_sup(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(el)

    def convert_li(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        if "id" in el.attrs:  # a footnote, which links lead to
            text = f'<span id="{escape(str(el["id"]))}"></span>{text.strip()}'
        return str(super().convert_li(el, text, parent_tags))

    def convert_dt(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n- {text.strip()}\n"  # CommonMark has no lists of terms

    def convert_dd(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return f"\n\n{indent(text.strip(), '  ')}\n\n"

    def convert_img(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        alt = self.escape(" ".join(str(el.get("alt", "")).split()), parent_tags)
        return f"![{alt}]({el['src']})"

    def convert_pre(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        inside = el.code or el
        classes = [str(name) for name in inside.get_attribute_list("class")]
        given = [name for name in classes if name.startswith("language-")]
        language = given[0].removeprefix("language-") if given else ""
        longest = max(map(len, re.findall("`{3,}", text)), default=2)
        fence = "`" * (longest + 1)
        code = re.sub(r"(#\s*\(\d+\))!", r"\1", text.strip("\n"))
        place = f"\n\n{_place(inside)}" if "id" in inside.attrs else ""
        return f"{place}\n\n{fence}{language}\n{code}\n{fence}\n\n"

    def convert_td(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        return str(super().convert_td(el, text.replace("|", r"\|"), parent_tags))

    convert_th = convert_td

    def convert_tr(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        row = str(super().convert_tr(el, text, parent_tags))
        styles = iter(str(cell.get("style", "")) for cell in el.find_all(["td", "th"]))
        return re.sub(r"(?<=\| )---(?= \|)", lambda _: _rule(next(styles)), row)

    def convert_em(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        marked = str(super().convert_em(el, text, parent_tags))
        return marked if _reads(el) else f"<em>{text}</em>"

    def convert_strong(self, el: Tag, text: str, parent_tags: set[str]) -> str:
        marked = str(super().convert_strong(el, text, parent_tags))
        return marked if _reads(el) else f"<strong>{text}</strong>"
