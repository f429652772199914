"""The theme's script, mended, and left as it is where it has no such places."""

import re
from pathlib import Path

import material

from bindery.mends import mend, mend_script

THEME = Path(material.__file__).parent / "templates/assets/javascripts"


def test_each_fault_of_this_release_is_mended_once():
    (bundle,) = THEME.glob("bundle.*.js")
    script = bundle.read_text("utf-8")
    mended = mend_script(script)
    calls = r"document\.head\.appendChild\(\w+\)"
    assert len(re.findall(calls, mended)) == len(re.findall(calls, script)) - 1
    assert mended.count('"near"') == 1
    assert '"content.lazy")?' in mended
    later = r'"DOMContentLoaded",\{once:!0\}\)\.subscribe\(\(\)=>setTimeout\(\(\)=>'
    assert len(re.findall(later, mended)) == 1
    waits = r'\("search"\)\.map\(\w+=>\(addEventListener\("load",\(\)=>setTimeout\('
    assert len(re.findall(waits, mended)) == 1


def test_what_has_no_fault_is_left():
    script = 'h(window,"scroll");let o=x("meta",{name:"theme-color"});a.append(o)'
    assert mend_script(script) == script
    assert mend_script('V("content.lazy")?m(e).pipe(f):o') == (
        'V("content.lazy")?m(e).pipe(f):o'  # where nothing says how events are heard
    )


def test_a_long_name_in_the_menu_breaks_after_its_underscores():
    item = '<span class="md-ellipsis">\n  {}\n</span>'
    for name, broken in (
        ("log_softmax", "log_<wbr>softmax"),
        ("binary_cross_entropy", "binary_<wbr>cross_<wbr>entropy"),
        ("entropy", "entropy"),
        ("Two words_here", "Two words_here"),  # prose
    ):
        assert mend(item.format(name)) == item.format(broken)
    listing = "<code>log_softmax</code>"
    assert mend(listing) == listing


def test_a_listing_has_no_elements_that_style_says_nothing_of():
    listing = (
        '<span class="n">p</span><span class="w"> </span><span class="o">=</span>'
        '<span class="w"> </span><span class="n">f</span><span class="p">(</span>'
        '<span class="p">[</span><span class="mi">1</span><span class="p">]</span>'
        '<span class="p">)</span><span class="p">,</span><span class="o">-</span>'
        '<span class="o">&gt;</span>'
    )
    assert mend(listing) == (
        'p <span class="o">=</span> f<span class="p">([</span>'
        '<span class="mi">1</span><span class="p">]),</span>'
        '<span class="o">-&gt;</span>'
    )
