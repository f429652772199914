"""The lab as it is built: executed, at home on the site, and to be taken away."""

import gzip
import json
import math
import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path

import numpy as np
import pytest
from scipy.special import log_softmax
from sklearn.datasets import load_digits

from bindery import labs

ROOT = Path(__file__).parents[2]
UNDER = "labs/digits_lab/"
LANGUAGES = {"en": "", "zh": "zh/"}


@pytest.fixture(params=LANGUAGES)
def lang(request):
    return request.param


@pytest.fixture
def html(site, lang):
    return (site / LANGUAGES[lang] / UNDER / "index.html").read_text("utf-8")


def outputs(html):
    """Return the text that each cell left, by the cell's number."""
    found = re.findall(
        r'<pre class="output"[^>]*aria-label="(.*?)".*?>(.*?)</pre>', html, re.DOTALL
    )
    return {int(re.search(r"\d+", name)[0]): unescape(text) for name, text in found}


@pytest.fixture(scope="module")
def losses():
    """The same training by another road: SciPy, one-hot labels, a bias as weight."""
    digits = load_digits()
    x = np.hstack([digits.data / 16, np.ones((1797, 1))])  # the bias is a weight too
    seen, away = [n for n in range(1797) if n % 3 != 2], list(range(2, 1797, 3))
    labels = (digits.target[:, None] == np.arange(10)).astype(float)
    weights = np.zeros((65, 10))
    found = []
    for _ in range(201):
        logs = log_softmax(x @ weights, axis=1)
        nll = -(labels * logs).sum(axis=1)
        found.append((nll[seen].mean(), nll[away].mean()))
        last = nll[away], (logs.argmax(axis=1) == digits.target)[away]
        push = labels[seen] - np.exp(logs[seen])
        weights = weights + 0.5 * np.einsum("nd,nk->dk", x[seen], push) / len(seen)
    return found, *last


def test_each_cell_left_what_another_road_finds(html, losses):
    bills, nll, right = losses
    left = outputs(html)
    assert left[1] == "((1797, 64), (1797,))"
    assert left[4] == f"({len(range(1797)) - 599}, 599)"
    assert left[5] == f"[{' '.join(['0.1'] * 10)}]"
    assert left[6] == f"{bills[0][0]:.4f}  {math.log(10):.4f}" == "2.3026  2.3026"
    assert left[7].split("\n") == [f"[-0.9{'  0.1' * 9}]", "True"]
    assert left[8] == f"{bills[1][0]:.4f}"
    rows = [f"{n:3}  {bills[n][0]:.4f}  {bills[n][1]:.4f}" for n in (0, 1, 20, 200)]
    assert left[9] == "\n".join(rows)
    assert left[11] == f"{right.sum()} / 599 = {right.mean():.1%}"
    bits = nll / math.log(2)
    assert left[12] == f"{bits.mean():.2f}  {bits.max():.2f}"


def test_each_cell_leaves_something(html, lang):
    code = labs.labs(ROOT, lang)["labs/digits_lab.py"].code
    figures = [cell for cell in code if "plt.show()" in cell.text]
    assert len(re.findall(r'<div id="cell-\d+"', html)) == len(code)
    assert len(re.findall(r'<svg role="img"', html)) == len(figures) == 4
    assert len(outputs(html)) + len(figures) == len(code) + 1  # one leaves both


def test_it_is_as_light_as_a_chapter(site, html, lang):
    def weight(page):
        return len(gzip.compress(page.encode(), mtime=0))

    chapters = [
        (site / LANGUAGES[lang] / name / "index.html").read_text("utf-8")
        for name in ("information", "entropy", "gibbs")
    ]
    assert weight(html) < min(map(weight, chapters))
    article = html[html.index("<article") : html.index("</article>")]
    assert not re.search("jupyter|jp-|mathjax|<style|<script", article)


def test_the_chinese_figures_speak_chinese(site):
    page = (site / "zh" / UNDER / "index.html").read_text("utf-8")
    texts = re.findall(r"<text\b[^>]*>([^<]*)</text>", page)
    assert {"训练用的图", "收起来的图", "标签：4"} <= set(texts)
    assert [text for text in texts if re.search("[a-z]{2}", text)] == []


def test_the_search_knows_its_prose(site, lang):
    index = json.loads(
        (site / LANGUAGES[lang] / "search/index.json").read_text("utf-8")
    )
    found = {doc["location"]: doc["text"] for doc in index["docs"]}
    word = {"en": "handwritten", "zh": "手写"}[lang]
    assert word in found[UNDER]
    assert f"{UNDER}#gradient" in found


@pytest.mark.parametrize("name", ["digits_lab.ipynb", "digits_lab.py"])
def test_what_one_takes_away_is_linked_and_runs(site, html, lang, name):
    assert f'href="{name}"' in html
    text = (site / LANGUAGES[lang] / UNDER / name).read_text("utf-8")
    if name.endswith(".ipynb"):
        cells = json.loads(text)["cells"]
        text = "\n".join(
            "".join(c["source"]) for c in cells if c["cell_type"] == "code"
        )
    assert str(ROOT) not in text
    own = os.environ | {"MPLBACKEND": "agg"}
    command = [sys.executable, "-W", "error", "-"]
    ran = subprocess.run(
        command, input=text, env=own, capture_output=True, encoding="utf-8"
    )
    assert (ran.returncode, ran.stderr) == (0, "")
    printed = [text for n, text in outputs(html).items() if n not in (1, 4)]  # values
    assert ran.stdout.rstrip("\n") == "\n".join(printed)


def test_it_fits_and_asks_nobody_else(open_page, width, scheme, lang):
    page = open_page(LANGUAGES[lang] + UNDER, width, scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert not page.faults
    output = page.locator(".output").first
    assert output.evaluate("e => getComputedStyle(e).color") == page.locator(
        ".cell code"
    ).first.evaluate("e => getComputedStyle(e).color")
    text = page.locator(".figure text").first
    ink = {"light": "rgb(32, 36, 44)", "dark": "rgb(228, 231, 238)"}[scheme]
    assert text.evaluate("e => getComputedStyle(e).fill") == ink


def test_a_reader_walks_it_by_keyboard(open_page, lang):
    page = open_page(LANGUAGES[lang] + UNDER)
    page.locator(".output").first.focus()
    assert page.evaluate("document.activeElement.className").startswith("output")
    page.locator(".md-sidebar--secondary a[href='#try']").click()
    assert page.url.endswith("#try")


def test_a_cell_has_its_number_and_stands_by_what_it_left(open_page, width, lang):
    page = open_page(LANGUAGES[lang] + UNDER, width)
    own = "all => all.map(cell => cell.dataset.number)"
    numbers = page.locator(".cell").evaluate_all(own)
    assert numbers == [str(n) for n in range(1, len(numbers) + 1)]
    gaps = page.locator(".cell + *").evaluate_all("""all => all.map(left => [
        left.localName,
        Math.round(left.getBoundingClientRect().top
            - left.previousElementSibling.getBoundingClientRect().bottom),
    ].join(' '))""")
    assert len(gaps) == len(numbers)
    assert len(set(gaps)) == 2  # one for text, one for figures
