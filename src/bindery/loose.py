"""A page's content away from its site: block by block, with links that lead home."""

import re
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag

HEADINGS = ["h1", "h2", "h3", "h4", "h5", "h6"]


def loosened(html: str, address: str, explorable: str) -> BeautifulSoup:
    """Return a page's content without what only the site can show or lead to.

    Without an address nothing leads there; with one, the text for explorables does.
    """
    html = re.sub(r"<(math|svg|template)\b.*?</\1>", "", html, flags=re.DOTALL)
    html = re.sub(r"<code\b.*?</code>", _uncoloured, html, flags=re.DOTALL)
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(class_=["headerlink", "footnote-backref"]):
        element.decompose()
    for link in soup.find_all("a", href=True):
        link["href"] = urljoin(address, str(link["href"]))
        inside = {"term", "footnote-ref"} & set(link.get_attribute_list("class"))
        if inside or ":" not in str(link["href"]):
            link.unwrap()
    for element in soup.find_all(class_="explorable") if address else ():
        heading = element.find_previous(HEADINGS)
        place = f"{address}#{heading['id']}" if heading else address
        box = element.find_parent("figure") or element
        box.append(BeautifulSoup(f"<p>{explorable.format(place)}</p>", "html.parser"))
    boxes = soup.find_all(class_=["explorable", "exercise", "react"])
    for element in [*soup.find_all(["figure", "figcaption"]), *boxes]:
        element.unwrap()
    return soup


def _uncoloured(code: re.Match[str]) -> str:
    return re.sub(r"</?span\b[^>]*>", "", code[0])


def sections(blocks: list[Tag]) -> list[list[Tag]]:
    """Return the blocks from each heading to the next, the notes on their own."""
    sections: list[list[Tag]] = [[]]
    for block in blocks:
        if block.name in HEADINGS or "footnote" in block.get_attribute_list("class"):
            sections.append([])
        sections[-1].append(block)
    return [section for section in sections if section]
