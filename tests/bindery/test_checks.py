import pytest

from bindery import checks
from bindery.snippets import Result, Results

RAN = Results(
    {
        "page/numbers": Result({"half": 0.5, "news": 1.0, "certain": True}),
        "page/curve": Result({"ax": {"unbindable": "of type Axes"}}),
    },
    0,
)


def test_a_good_site_has_no_findings(site):
    assert list(checks.unused(site.root)) == []
    assert list(checks.unused_names(site.root, RAN)) == []
    assert list(checks.house_rules(site.root)) == []
    assert list(checks.typed_results(site.root)) == []
    assert list(checks.page_rules(site.root)) == []
    assert list(checks.left_over(site.root / "site", site.root)) == []
    assert list(checks.broken_links(site.root / "site")) == []


def test_a_snippet_that_no_page_uses(site):
    site.write("snippets/page/idle.py", '"""Idle."""\n')
    assert list(checks.unused(site.root)) == [
        "snippets/page/idle.py: no page uses this snippet"
    ]


def test_a_figure_that_no_page_shows(site):
    for lang in ("en", "zh"):
        site.replace(f"docs/{lang}/page.md", "(figure:curve)", "(x.png)")
        site.append(f"docs/{lang}/page.md", '```\n--8<-- "page/curve.py"\n```')
    assert list(checks.unused(site.root)) == [
        "snippets/page/curve.py: no page shows this snippet's figure"
    ]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("idle = 1", "the name idle is bound by no page"),
        ("idle = 1\nidle = idle + 1", "the name idle is bound by no page"),
        ("claim = True", "the claim claim is bound by no page"),
        ("claim = True\n_so = not claim", "the claim claim is bound by no page"),
        ("_idle = 1", None),
        ("read = 1\n_other = read", None),
        ("for n in range(3):\n    print(n)", None),
        ("_squares = [n * n for n in range(3)]", None),
        ("def helper():\n    inner = 1", None),
    ],
)
def test_a_public_name_that_nobody_reads(site, line, told):
    file = "snippets/page/numbers.py"
    site.append(file, line)
    values = RAN.by_name["page/numbers"].values | {"claim": True, "idle": 1, "read": 1}
    ran = Results(RAN.by_name | {"page/numbers": Result(values)}, 0)
    last = len(site.read(file).rstrip("\n").split("\n"))
    if "_so" in line:
        last -= 1
    expected = [f"{file}:{last}: {told}"] if told else []
    assert list(checks.unused_names(site.root, ran)) == expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('"""A."""\n' + "x = 1\n" * 40, ": longer than 40 lines"),
        ('"""A."""\n' + "x = 1\n" * 39, None),
        ("x = 1\n", ": needs one docstring line, the claim that it shows"),
        ('"""A.\n\nB.\n"""\n', ": needs one docstring line, the claim that it shows"),
        ('"""A."""\nimport pandas\n', ":2: imports pandas"),
        ('"""A."""\nimport math, requests.api\n', ":2: imports requests"),
        ('"""A."""\nfrom . import numbers\n', ":2: imports ."),
        ('"""A."""\nfrom bindery import style\n', ":2: imports bindery"),
        ('"""A."""\nimport math\nfrom numpy.random import default_rng\n', None),
    ],
)
def test_house_rules(tmp_path, text, told):
    file = tmp_path / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text(text)
    expected = [f"snippets/page/a.py{told}"] if told else []
    assert list(checks.house_rules(tmp_path)) == expected


@pytest.fixture
def page(tmp_path):
    """A function that writes one English page and returns the root."""

    def write(text, lang="en"):
        file = tmp_path / "docs" / lang / "page.md"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
        return tmp_path

    return write


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("It is 0.5 here.", "0.5"),
        ("It is 1,797.25.", "1,797.25"),
        ("It is −0.5.", "0.5"),
        ("It is 82% here.", "82%"),
        ("It is 82 % here.", "82 %"),
        ("It is 82\N{NO-BREAK SPACE}% here.", "82\N{NO-BREAK SPACE}%"),
        ("这是 82％。", "82％"),
        ("It is 16 bits.", "16 bits"),
        ("It is 1 bit.", "1 bit"),
        ("It is 6\N{NO-BREAK SPACE}nats.", "6\N{NO-BREAK SPACE}nats"),
        ("这是 6 比特。", "6 比特"),
        ("这是6纳特。", "6纳特"),
        ("这是百分之八。", "百分之"),
        ("$p = 0.5$", "0.5"),
        (r"$82\,\%$", "82"),
        (r"$82\%$", "82"),
        (r"$6\,\text{bits}$", "6"),
        (r"$6\ \mathrm{nat}$", "6"),
        ("$$\np = 0.5\n$$", "0.5"),
        ("# Of 0.5 { #x }", "0.5"),
        ("| a |\n|---|\n| 0.5 |", "0.5"),
        ("- 0.5", "0.5"),
        ("!!! note\n\n    It is 0.5.", "0.5"),
        ("/// caption\nIt is 0.5.\n///", "0.5"),
        ("![from 0.5](figure:a)", "0.5"),
        ("[0.5](a.md)", "0.5"),
        ("{{ a.x:.1f }} of 0.5", "0.5"),
    ],
)
def test_typed_numbers_are_found(page, text, number):
    [found] = checks.typed_results(page(f"\n{text}"))
    [line] = [n for n, line in enumerate(text.split("\n"), 2) if number in line]
    start = f"docs/en/page.md:{line}: typed number {number!r}"
    assert found.startswith(start[:-1])  # a unit in TeX goes on
    assert found.endswith("'; compute it in a snippet and bind it")


@pytest.mark.parametrize(
    "text",
    [
        "`0.5` and `82%`",
        "```\n0.5\n```",
        "> It is 0.5.",
        "[^a]: Journal 27.3 (1948), 82%.",
        "In 1948, with 32 teams and 1,797 wins.",
        "[here](https://doi.org/10.1002/j.1538)",
        "[here](a-0.5.md)",
        "{{ a.x:.1f }} and {{ a.x:.0% }} and {{ a.x:.2f bit }}",
        "$p = {{ a.x:.1f }}$ and $2^{10}$ and $x_{12}$",
        "![from {{ a.x:.1f }}](figure:a)",
        "/// exercise | x\n    answer: a.x\n    tolerance: 0.01\n\nHow much?\n///",
        "Python v3.11 or a 10 bitter pills",
        "32-bit words",
    ],
)
def test_what_is_no_result_may_be_typed(page, text):
    assert list(checks.typed_results(page(text))) == []


def test_every_typed_number_is_told(page):
    page("It is 0.5, or 82%.")
    root = page("这是 0.5。", "zh")
    found = [finding.split("; ")[0] for finding in checks.typed_results(root)]
    assert found == [
        "docs/en/page.md:1: typed number '0.5'",
        "docs/en/page.md:1: typed number '82%'",
        "docs/zh/page.md:1: typed number '0.5'",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("# A\n", "1: the heading has no { #id }"),
        ("a\n\n## B {.c}\n", "3: the heading has no { #id }"),
        ("# A { #a }\n", None),
        ("# A {#a .b}\n", None),
        (
            "```\nx  # (1)!\ny  # (2)!\n```\n\n1. one\n",
            "1: the listing has 2 markers, the list after it explains 1",
        ),
        (
            "```\nx  # (1)!\n```\n\ntext\n",
            "1: the listing has 1 markers, the list after it explains 0",
        ),
        ("```\nx  # (1)!\ny  # (2)\n```\n\n1. one\n2. two\n", None),
        ("```\nx\n```\n\n1. one\n", None),
        (
            '```\n--8<-- "page/a.py"\n```\n\n1. one\n',
            "1: the listing has 2 markers, the list after it explains 1",
        ),
        ('```\n--8<-- "page/a.py:part"\n```\n\n1. one\n', None),
    ],
)
def test_page_rules(page, text, told):
    root = page(text)
    file = root / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text(
        "a = 1  # (1)!\n# --8<-- [start:part]\nb = 2  # (2)!\n# --8<-- [end:part]\n"
    )
    expected = [f"docs/en/page.md:{told}"] if told else []
    assert list(checks.page_rules(root)) == expected


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>\nso {{ a.x }}</p>", "{{ a.x }}"),
        ("<p>\nso {{a.x}}</p>", "{{a.x}}"),
        ('\n<meta content="so {{ a.x }} x">', "{{ a.x }}"),
        ("\n<title>{{ a.x }}</title>", "{{ a.x }}"),
        ("\n<code>{{ a.x }}</code>", None),
        ("\n<pre><span>{{ a.x }}</span></pre>", None),
        ("\n<script>f({{}})</script><style>a{{}}</style>", None),
        (r'<span data-tex="\frac{{1}}{2}"></span>', None),
        ("<code>a</code>\n{{ a.x }}", "{{ a.x }}"),
        ("a</code></pre>\n{{ a.x }}", "{{ a.x }}"),
    ],
)
def test_left_over_placeholders(tmp_path, html, told):
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "index.html").write_text(html, "utf-8")
    expected = [f"zh/index.html:2: a placeholder was left: {told}"] if told else []
    assert list(checks.left_over(tmp_path, tmp_path)) == expected


def test_a_bar_in_a_tables_formula_is_told(tmp_path):
    page = tmp_path / "docs" / "en" / "page.md"
    page.parent.mkdir(parents=True)
    page.write_text("| a | $|x|$ |\n|---|---|\n| $P(B \\mid A)$ | b |\n", "utf-8")
    assert list(checks.page_rules(tmp_path)) == [
        "docs/en/page.md:1: the bar in $|x|$ ends the table's cell; "
        "write \\mid or \\vert"
    ]


def test_a_snippet_whose_numbers_another_takes_is_used(site):
    site.write("snippets/page/base.py", '"""Base."""\n\nwhole = 2\n')
    numbers = site.read("snippets/page/numbers.py")
    site.append("snippets/page/numbers.py", "from base import whole")
    assert list(checks.unused(site.root)) == []
    assert list(checks.unused_names(site.root, RAN)) == []
    site.write("snippets/page/numbers.py", numbers)
    assert list(checks.unused(site.root)) == [
        "snippets/page/base.py: no page uses this snippet"
    ]


NOWHERE = {
    "a page": ("../gone/", "there is no gone"),
    "a page in the other language": ("../zh/gone/#page", "there is no zh/gone"),
    "a file": ("../figur.svg", "there is no figur.svg"),
    "a place": ("#pag", "page/index.html has no id pag; did you mean page?"),
    "a place in the other language": (
        "../zh/page/?x=1#gone",
        "zh/page/index.html has no id gone",
    ),
    "a place on the home page": ("../#gone", "index.html has no id gone"),
    "above the site": ("../../page/", "there is no ../page"),
    "from its root": ("/gone/", "there is no gone"),
    "in full": ("https://example.org/book/gone/", "there is no gone"),
}
SOMEWHERE = (
    *("", "#", "#page", "?x=1#page", "../", "./", "../zh/page/#page", "/page/"),
    *("https://example.org/book/page/#page", "https://example.org/", "//a.org/gone"),
    *("mailto:someone@example.org", "data:,x", "../page/index.html", "../p%61ge/"),
)
ADDRESS = "https://example.org/book/"


@pytest.mark.parametrize("kind", NOWHERE)
@pytest.mark.parametrize("attribute", ["href", "src", "xlink:href"])
def test_a_link_that_leads_nowhere(site, kind, attribute):
    link, told = NOWHERE[kind]
    site.append("site/page/index.html", f'<a {attribute}="{link}">there</a>')
    address = ADDRESS if link.startswith(ADDRESS) else ""
    [found] = checks.broken_links(site.root / "site", address)
    assert found.startswith(f"page/index.html: the link {link} leads nowhere: {told}")


def test_links_that_lead_somewhere(site):
    links = "".join(f'<a href="{link}">there</a>' for link in SOMEWHERE)
    site.append("site/page/index.html", links.replace('"/page', '"/book/page'))
    assert list(checks.broken_links(site.root / "site", ADDRESS)) == []


@pytest.mark.parametrize("name", ["href", "src", "xlink:href", "id"])
def test_an_attribute_begins_behind_a_blank(site, name):
    """On its own line too; one with a longer name is another one."""
    there = f'<p data-{name}="gone.html#x" x{name}="gone.html#x"></p>'
    site.append("site/page/index.html", there)
    assert not list(checks.broken_links(site.root / "site"))
    site.append("site/page/index.html", f'<a\n{name}="gone.html" href="#gone.html">')
    found = [f.split()[3] for f in checks.broken_links(site.root / "site")]
    assert sorted(found) == ([] if name == "id" else ["#gone.html", "gone.html"])


def test_a_link_of_many_pages_is_told_once(site):
    for page in ("index.html", "page/index.html", "zh/page/index.html"):
        up = "../" * page.count("/")
        site.append(f"site/{page}", f'<a href="{up}nowhere.xyz">there</a>')
    [found] = checks.broken_links(site.root / "site")
    assert found == (
        "index.html: the link nowhere.xyz leads nowhere (as on 2 more pages): "
        "there is no nowhere.xyz"
    )
