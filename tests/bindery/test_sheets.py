"""Style sheets without what nothing matches, on a site of two small pages."""

import pytest

from bindery.sheets import slimmed, write

PAGE = """<html dir="ltr"><body class="page wide" data-md-color-primary="custom">
<script>menu.className = "open-menu"; style.color = "var(--md-told)"</script></body>"""


@pytest.fixture
def left_of(tmp_path):
    """Return a function that says what becomes of a sheet, the theme's or our own."""

    def written(css, folder="stylesheets"):
        (tmp_path / folder).mkdir(exist_ok=True)
        (tmp_path / "index.html").write_text(PAGE, "utf-8")
        (tmp_path / "more.js").write_text('tip.classList.add("tip")', "utf-8")
        (tmp_path / folder / "a.css").write_text(css, "utf-8")
        (tmp_path / "zh").mkdir(exist_ok=True)
        (tmp_path / "zh" / "a.css").write_text(css, "utf-8")
        write(slimmed(tmp_path))
        return (tmp_path / folder / "a.css").read_text("utf-8")

    return written


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".page{color:red}", ".page{color:red}"),
        (".page .gone{color:red}", ""),
        (".page,.gone,.wide>p{color:red}", ".page,.wide>p{color:red}"),
        (".tip.open-menu{top:0}", ".tip.open-menu{top:0}"),
        ("p:not(.gone){top:0}", "p:not(.gone){top:0}"),
        (":is(.gone,.page) a{top:0}", ":is(.gone,.page) a{top:0}"),
        ("[dir=ltr] p{top:0}[dir=rtl] p{top:1px}", "[dir=ltr] p{top:0}"),
        ('[data-md-color-primary="red"]{top:0}', ""),
        ('[data-md-color-primary="custom"]{top:0}',) * 2,
        ("[hidden],[dir],[lang^=zh]{top:0}",) * 2,
        ("[data-md-color-switching] *,p{top:0}", "p{top:0}"),
        ("@media print{.gone{top:0}}.page{top:0}", ".page{top:0}"),
        ("@media  print {.page {top:0}\n.gone{top:0}}", "@media print{.page{top:0}}"),
        ("@supports (top:0){@media print{.gone{top:0}}}", ""),
        ("@font-face{font-family:x}",) * 2,
        ("@keyframes gone{0%{top:0}}",) * 2,
        ("/* why */ p {\n  top: 0; /* so */ left: 0;\n}\n", "p{top: 0;left: 0}"),
        ("p{--md-a:1;--md-told:2;--own:3}", "p{--md-told:2;--own:3}"),
        ("p{--md-a:1;top:var(--md-a)}", "p{--md-a:1;top:var(--md-a)}"),
        ("p{--md-a:1;top:var(--md-a-b)}", "p{top:var(--md-a-b)}"),
        ("p{top:0;&:hover{top:1px}}", "p{top:0;&:hover{top:1px}}"),
        ('p{top:0;&:hover{top:1px}left:0;content:"};"}',
         'p{top:0;&:hover{top:1px}left:0;content:"};"}'),
        ("p{mask:url('data:image/svg+xml;utf8,<svg a=\"b\"/>')!important}",
         "p{mask:url(\"data:image/svg+xml;utf8,<svg a=\\\"b\\\"/>\")!important}"),
    ],
)  # fmt: skip
def test_what_a_site_uses_is_left(left_of, css, left):
    assert left_of(css) == left


def test_our_own_sheets_lose_nothing_but_comments_and_room(left_of):
    own = (
        ".bench-p { top: 0; } /* its name is put together */\n[dir=rtl] p { --md-a: 1 }"
    )
    assert left_of(own, "assets") == ".bench-p{top: 0}[dir=rtl] p{--md-a: 1}"


def test_all_pages_share_one_sheet_in_the_order_in_which_they_name_them(tmp_path):
    head = '<link rel="stylesheet" href="{}assets/{}">'
    names = ("stylesheets/main.0f.min.css", "own.css", "own/alone.css")
    pages = {"index.html": "", "zh/a/index.html": "../", "404.html": "/here/"}
    for language in ("", "zh"):
        for name in names:
            sheet = tmp_path / language / "assets" / name
            sheet.parent.mkdir(parents=True, exist_ok=True)
            sheet.write_text("p{top:0}" if "main" in name else "p{top:1px}", "utf-8")
    for name, prefix in pages.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        links = "\n".join(head.format(prefix, sheet) for sheet in names)
        (tmp_path / name).write_text(f"<title>t</title>{links}<p>", "utf-8")
    write(slimmed(tmp_path))
    for name, prefix in pages.items():
        left = [head.format(prefix, sheet) for sheet in ("style.css", "own/alone.css")]
        html = (tmp_path / name).read_text("utf-8")
        assert html.split() == f"<title>t</title> {' '.join(left)}<p>".split()
    for assets in (tmp_path / "assets", tmp_path / "zh/assets"):
        assert (assets / "style.css").read_text("utf-8") == "p{top:0}p{top:1px}"
        assert {f.name for f in assets.rglob("*")} == {"style.css", "own", "alone.css"}
