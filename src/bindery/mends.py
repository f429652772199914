"""What the theme's pages lack in validity and access, mended in the finished HTML.

These places stand outside the templates' blocks, and a copy of the templates would have
to be carried along with every release of the theme. Tests tell when a mend fails.
"""

import re

# The theme's text, and what stands in its place.
_MENDS = (
    # Only what is typed into can be completed; a checkbox has nothing to complete.
    (re.compile(r'(<input class="md-toggle"[^>]*) autocomplete="off"'), r"\1"),
    # An empty tabindex is no number.
    (re.compile(r'(<label\b[^>]*) tabindex=""'), r"\1"),
    # It would be a dialog without a name. It is none: the page stays in reach, and the
    # search landmark stands right inside.
    (re.compile(r'(data-md-component="search") role="dialog"'), r"\1"),
    # A list of links is not what opens and closes; the button before it is.
    (re.compile(r'(<nav class="md-nav"[^>]*) aria-expanded="\w+"'), r"\1"),
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
