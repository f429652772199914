import hashlib
from pathlib import Path

import pytest

from bindery import checks
from bindery.pages import Page
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
    assert list(checks.twins(site.root)) == []
    assert list(checks.left_over(site.root / "site")) == []


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


def difference(english, chinese):
    return checks.twin_difference(
        Page(Path("docs/en/p.md"), english), Page(Path("docs/zh/p.md"), chinese)
    )


@pytest.mark.parametrize(
    ("english", "chinese", "told"),
    [
        (
            "# A { #a }",
            "# 甲 { #b }",
            "docs/zh/p.md:1: block heading # #b, but docs/en/p.md:1 has heading # #a",
        ),
        (
            "# A { #a }",
            "## 甲 { #a }",
            "docs/zh/p.md:1: block heading ## #a, but docs/en/p.md:1 has heading # #a",
        ),
        (
            "one\n\ntwo",
            "一\n\n- 二",
            "docs/zh/p.md:3: block list, but docs/en/p.md:3 has paragraph",
        ),
        (
            "/// exercise | a\n",
            "/// exercise | b\n",
            "docs/zh/p.md:1: block /// exercise | b, "
            "but docs/en/p.md:1 has /// exercise | a",
        ),
        (
            "/// caption\n",
            "/// details\n",
            "docs/zh/p.md:1: block /// details, but docs/en/p.md:1 has /// caption",
        ),
        (
            "{{ a.x:.2f }} and {{ a.y }}",
            "{{ a.x:.1f }} 和 {{ a.y }}",
            "docs/zh/p.md:1: placeholders {{ a.x:.1f }}, "
            "but docs/en/p.md:1 has {{ a.x:.2f }}",
        ),
        (
            "{{ a.x }} and {{ a.x }}",
            "{{ a.x }}",
            "docs/zh/p.md:1: placeholders nothing more, "
            "but docs/en/p.md:1 has {{ a.x }}",
        ),
        (
            "so $p$ and $q$",
            "$p$ 和 $r$",
            "docs/zh/p.md:1: formulas r, but docs/en/p.md:1 has q",
        ),
        (
            "$$\nx\n$$",
            "$$\ny\n$$",
            "docs/zh/p.md:1: formulas y, but docs/en/p.md:1 has x",
        ),
        (
            "![a](figure:a)",
            "![甲](figure:b)",
            "docs/zh/p.md:1: figures ['b'], but docs/en/p.md:1 has ['a']",
        ),
        (
            "[a](a.md#x)",
            "[甲](a.md)",
            "docs/zh/p.md:1: links a.md, but docs/en/p.md:1 has a.md#x",
        ),
        (
            '```\n--8<-- "p/a.py"\n```',
            '```\n--8<-- "p/b.py"\n```',
            "docs/zh/p.md:1: listing ['--8<-- \"p/b.py\"'], "
            "but docs/en/p.md:1 has ['--8<-- \"p/a.py\"']",
        ),
        (
            "1. one\n2. two",
            "1. 一",
            "docs/zh/p.md:1: items 1, but docs/en/p.md:1 has 2",
        ),
        (
            "| a |\n|---|\n| b |\n| c |",
            "| 甲 |\n|---|\n| 乙 |",
            "docs/zh/p.md:1: items 3, but docs/en/p.md:1 has 4",
        ),
        (
            "one\n\ntwo",
            "一",
            "docs/en/p.md:3: a paragraph more than docs/zh/p.md has",
        ),
        (
            "one",
            "一\n\n# 二 { #b }",
            "docs/zh/p.md:3: a heading more than docs/en/p.md has",
        ),
    ],
)
def test_twins_differ(english, chinese, told):
    assert difference(english, chinese) == told


@pytest.mark.parametrize(
    ("english", "chinese"),
    [
        ("{{ a.x }} then {{ a.y }}", "先 {{ a.y }}，再 {{ a.x }}"),
        ("$p$ then $q$", "先 $q$，再 $p$"),
        (r"$x_{\text{model}}$", r"$x_{\text{模型}}$"),
        ("[a](https://en.org)", "[甲](https://zh.org)"),
        ("one\ntwo", "一"),
        ("/// exercise | a\n    wrong: {a.x: No.}\n", "/// exercise | a\n"
         "    wrong: {a.x: 不对。}\n"),
        ("---\na: 1\nb: 2\n---\n\none", "---\nmirrors: 1\n---\n\n一"),
        ("> said", "> 说"),
    ],
)  # fmt: skip
def test_twins_agree_in_all_but_words(english, chinese):
    assert difference(english, chinese) is None


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("answer: a.x", "answer: a.y"),
        ("tolerance: 0.1", "tolerance: 0.2"),
        ("{a.z: no}", "{a.w: no}"),
        ("{a.z: no}", "{}"),
    ],
)
def test_options_are_the_same_but_for_hints(old, new):
    text = (
        "/// exercise | a\n    answer: a.x\n    tolerance: 0.1\n    wrong: {a.z: no}\n"
    )
    assert old in text
    told = difference(text, text.replace(old, new))
    assert told.startswith("docs/zh/p.md:2: block options ")


def test_a_page_needs_a_twin(site):
    site.write("docs/en/more.md", "# More { #more }\n")
    site.write("docs/zh/other.md", "# 另 { #other }\n")
    assert list(checks.twins(site.root)) == [
        "docs/en/more.md: has no twin docs/zh/more.md",
        "docs/zh/other.md: has no twin docs/en/other.md",
    ]


def test_english_that_moved_on_is_told(site):
    site.replace("docs/en/page.md", "From nothing", "Up from nothing")
    assert list(checks.twins(site.root)) == [
        "docs/zh/page.md:1: mirrors an older docs/en/page.md; read both, then run: "
        "python -m bindery still-true page"
    ]


def test_a_hash_of_digits_is_still_a_hash(site):
    texts = (f"# Home {n} {{ #home }}\n" for n in range(10**5))
    digests = ((t, hashlib.sha256(t.encode()).hexdigest()[:12]) for t in texts)
    text, digest = next((t, d) for t, d in digests if d.isdecimal())
    site.write("docs/en/index.md", text)
    site.write(
        "docs/zh/index.md", f"---\nmirrors: {digest}\n---\n\n# 首页 {{ #home }}\n"
    )
    assert list(checks.twins(site.root)) == []


@pytest.mark.parametrize(
    ("html", "told"),
    [
        ("<p>\nso {{ a.x }}</p>", "{{ a.x }}"),
        ("<p>\nso {{a.x}}</p>", "{{a.x}}"),
        ('\n<meta content="so {{ a.x }} x">', "{{ a.x }} x"),
        ("\n<title>{{ a.x }}</title>", "{{ a.x }}"),
        ("\n<code>{{ a.x }}</code>", None),
        ("\n<pre><span>{{ a.x }}</span></pre>", None),
        ("\n<script>f({{}})</script><style>a{{}}</style>", None),
        (r'<span data-tex="\frac{{1}}{2}"></span>', None),
        ("<code>a</code>\n{{ a.x }}", "{{ a.x }}"),
    ],
)
def test_left_over_placeholders(tmp_path, html, told):
    (tmp_path / "zh").mkdir()
    (tmp_path / "zh" / "index.html").write_text(html, "utf-8")
    expected = [f"zh/index.html:2: a placeholder was left: {told}"] if told else []
    assert list(checks.left_over(tmp_path)) == expected
