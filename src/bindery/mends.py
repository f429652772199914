"""What the theme lacks in validity, access and speed, mended in what it has made.

Its places stand outside the templates' blocks, and a copy of the templates would have
to be carried along with every release of the theme. Tests tell when a mend fails.
"""

import re

_LONG_NAME = re.compile(r'(<span class="md-ellipsis">)(\s*\w+_\w+\s*)(?=</span>)')
_ALIKE = re.compile(r'(<span class="([op])">)[^<]*</span>(?:\1[^<]*</span>)+')


def _after_underscores(name: re.Match[str]) -> str:
    return name[1] + name[2].replace("_", "_<wbr>")


def _joined(run: re.Match[str]) -> str:
    return run[1] + run[0].replace(run[1], "").replace("</span>", "") + "</span>"


# The theme's text, and what stands in its place.
_MENDS = (
    # Only what is typed into can be completed; a checkbox has nothing to complete.
    (re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"'), r"\1"),
    # An empty tabindex is no number.
    (re.compile(r'(<label\b[^>]*) tabindex=""'), r"\1"),
    # It would be a dialog without a name. It is none: the page stays in reach, and the
    # search landmark stands right inside.
    (re.compile(r'(data-md-component="search") role="dialog"'), r"\1"),
    # It stands last, and yet the browser would fetch it before it paints.
    (re.compile(r'(<script src="[^"]*/bundle\.\w+\.min\.js")>'), r"\1 defer>"),
    # A list of links is not what opens and closes; the button before it is.
    (re.compile(r'(<nav class="md-nav"[^>]*) aria-expanded="\w+"'), r"\1"),
    # A long name in the menu would break just anywhere.
    (_LONG_NAME, _after_underscores),
    # What stands in a listing as ordinary text does needs no element.
    (re.compile(r'<span class="[nw]">([^<]*)</span>'), r"\1"),
    # Two in a row that are coloured alike are one.
    (_ALIKE, _joined),
)
# A meta element of the color scheme has the browser style all elements anew, twice as
# each page begins; site.css says it instead.
_SCHEME = re.compile(
    r'(let (\w+)=\w+\("meta",\{name:"color-scheme"\}\);)'
    r"document\.head\.appendChild\(\2\);"
)
# Copy buttons and notes are made as a listing comes into sight, too late for the Tab
# key; here as soon as parts.js says that the reader is near, or uses a key.
_EVENTS = re.compile(r'(\w+)\(window,"scroll"')
_NEAR = re.compile(r'(\w+\("content\.lazy"\)\?)\w+\((\w+)\)(?=\.pipe\()')
# The theme begins in the task in which the browser is done with reading the page, which
# is long enough; a task of its own lets the reader in between.
_READY = re.compile(
    r'(\w+\(document,"DOMContentLoaded",\{once:!0\}\)\.subscribe\()'
    r"(\(\)=>\w+\.next\(document\))\)"
)
# The theme's search makes a worker as each page begins; here once all else is there.
_SEARCH = re.compile(
    r'(\.\.\.\w+\("search"\)\.map\((\w+)=>)(\w+\(\2,\{[^{}]*\}\))(?=\))'
)
# Where the menu doesn't list a page, the title of its headings is a label for nothing.
_TITLE = '<label class="md-nav__title" for="__toc">'


def mend(html: str) -> str:
    """Return a page of the theme's with its faults mended."""
    for fault, mended in _MENDS:
        html = fault.sub(mended, html)
    if 'id="__toc"' not in html:
        html = html.replace(_TITLE, '<label class="md-nav__title">')
    return html


def mend_script(script: str) -> str:
    """Return the theme's script with its faults mended."""
    script = _SCHEME.sub(r"\1", script)
    script = _READY.sub(r"\1()=>setTimeout(\2))", script)
    script = _SEARCH.sub(
        r'\1(addEventListener("load",()=>setTimeout(()=>\3.subscribe())),[])', script
    )
    if events := _EVENTS.search(script):
        script = _NEAR.sub(rf'\1{events[1]}(\2,"near")', script)
    return script
