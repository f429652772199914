"""A tiny site in both languages, which a test breaks in one way and builds."""

import contextlib
import hashlib
import logging
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from markdown import Markdown

from bindery import book as book_module
from bindery import build as building
from bindery import current, markdown, notebooks, quick, serve, snippet_pages
from bindery.snippets import Result, Results

ROOT = Path(__file__).resolve().parents[2]

# The same text serves both languages; only the front matter differs.
TEXT = """\
# A page { #page }

Half is {{ numbers.half:.2f }}, its news {{ numbers.news:.0f bit }}.
For certain: {{ numbers.certain:claim }}

$$
p = {{ numbers.half:.2f }}
$$

![A line that rises to {{ numbers.half:.1f }}.](figure:curve)

/// caption
From nothing to one half.
///

```python
--8<-- "page/numbers.py"
```

1. What one half stands for.

/// exercise | news
    answer: numbers.news

How much news is it?
///

/// solution
It is {{ numbers.news:.0f bit }}.
///
"""

HOME = "# Home { #home }\n\n[A page](page.md)\n"
PAGE = f"---\ndescription: What a page says.\n---\n\n{TEXT}"


def twin(english, text):
    """A page that says which English page it mirrors."""
    digits = hashlib.sha256(english.encode()).hexdigest()[:12]
    return f"---\nmirrors: {digits}\n---\n\n{text}"


FILES = {
    "docs/theme/main.html": """\
<!doctype html>
<html lang="{{ config.theme.language }}">
<title>{{ page.title }}</title>
<meta name="description" content="{{ page.meta.description }}">
{{ page.content }}
""",
    "pyproject.toml": """\
[project]
name = "crossentropy"
version = "1.2"
requires-python = ">=3.11"
[tool.hatch.build.targets.wheel]
packages = ["src/crossentropy"]
""",
    "docs/hooks.py": (ROOT / "docs/hooks.py").read_text("utf-8"),
    "docs/terms.yml": """\
units:
  bit: { en: [bit, bits], zh: 比特 }
labels:
  rising: 上升
symbols: [x]
""",
    "docs/en/index.md": HOME,
    "docs/en/page.md": PAGE,
    "docs/zh/index.md": twin(HOME, "# 首页 { #home }\n\n[一页](page.md)\n"),
    "docs/zh/page.md": twin(PAGE, TEXT),
    "snippets/page/numbers.py": '''\
"""One half is one bit of news."""

from crossentropy import news_of

half = 0.5  # (1)!
news = news_of(half)
certain = news == 1
''',
    "snippets/page/curve.py": '''\
"""A line rises."""

import matplotlib.pyplot as plt

fig, ax = plt.subplots()
ax.plot([0, 0.5], "C0")
ax.set(xlabel="x", title="rising")
''',
    "src/crossentropy/__init__.py": '''\
"""A library for one page."""

import math


def news_of(p):
    return -math.log2(p)
''',
}


class Loader(yaml.SafeLoader):
    """Reads a configuration as on a machine without the site's variables."""


Loader.add_constructor("!ENV", lambda *_: "")


def real_configuration(name):
    return yaml.load((ROOT / name).read_text("utf-8"), Loader)


def configuration(name):
    """The real configuration without what only the real site needs."""
    real = real_configuration(name)
    shared = ("INHERIT", "docs_dir", "site_dir", "strict", "validation", "hooks")
    kept = {key: real[key] for key in (*shared, "markdown_extensions") if key in real}
    language = {"language": real["theme"]["language"]}
    if "INHERIT" not in real:
        language |= {"name": None, "custom_dir": "docs/theme"}
        kept["plugins"] = {}
    return yaml.safe_dump({"site_name": "tiny", "theme": language, **kept})


@dataclass
class Site:
    """A project's folder; `errors` is what its failed builds say."""

    root: Path
    capsys: pytest.CaptureFixture[str]

    def write(self, path, text):
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def read(self, path):
        return (self.root / path).read_text("utf-8")

    def start(self, *arguments):
        """Start a command in a session of its own, which Ctrl-C reaches as a whole."""
        # Started in the background, the tests ignore the signal, and so would it.
        before = signal.signal(signal.SIGINT, signal.default_int_handler)
        started = subprocess.Popen(
            [sys.executable, "-m", "bindery", *arguments],
            cwd=self.root,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        signal.signal(signal.SIGINT, before)
        return started

    def replace(self, path, old, new):
        text = self.read(path)
        assert old in text
        self.write(path, text.replace(old, new))

    def append(self, path, text):
        self.write(path, f"{self.read(path)}\n{text}\n")

    def at(self, path, text):
        """Return "path:line" of the one line that holds this text."""
        lines = self.read(path).split("\n")
        [number] = [n for n, line in enumerate(lines, 1) if text in line]
        return f"{path}:{number}"

    def built(self, folder="site"):
        """Every file of the built site with its bytes."""
        return {
            file.relative_to(self.root).as_posix(): file.read_bytes()
            for file in sorted((self.root / folder).rglob("*"))
            if file.is_file()
        }

    def build(self):
        """Build it, though nothing may have changed."""
        (self.root / current.RECORD).unlink(missing_ok=True)
        return building.build(self.root, self.root / "site")

    def errors(self):
        """Build, see it fail and touch nothing, and return what it told, each once."""
        before = self.built()
        assert before
        self.capsys.readouterr()
        assert self.build() is False
        assert self.built() == before
        told = ("\n" + self.capsys.readouterr().err).split("\nerror: ")[1:]
        told = [error.rstrip("\n") for error in told]
        assert len(told) == len(set(told))
        return told

    def mkdocs(self, configuration="mkdocs.yml"):
        """Run plain MkDocs in a process of its own."""
        command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
        command += ["-f", configuration, "-d", str(self.root / "plain")]
        return subprocess.run(command, cwd=self.root, capture_output=True, text=True)


@pytest.fixture(autouse=True)
def own_book(monkeypatch):
    """Each test starts with a book that has run nothing."""
    book = book_module.Book()
    for module in (markdown, building, notebooks, quick, serve, snippet_pages):
        monkeypatch.setattr(module, "BOOK", book)
    return book


@pytest.fixture(scope="session")
def good_site(tmp_path_factory):
    """The tiny site's sources with its built site and its snippets' results."""
    root = tmp_path_factory.mktemp("good")
    site = Site(root, None)
    for path, text in FILES.items():
        site.write(path, text)
    for name in ("mkdocs.yml", "mkdocs.zh.yml"):
        site.write(name, configuration(name))
    before = Path.cwd()
    os.chdir(root)
    book_module.BOOK.__init__()
    assert site.build()
    os.chdir(before)
    return root


@pytest.fixture
def site(good_site, tmp_path, monkeypatch, capsys):
    """A copy of the good site, for a test to break."""
    shutil.copytree(good_site, tmp_path, dirs_exist_ok=True)
    monkeypatch.chdir(tmp_path)
    return Site(tmp_path, capsys)


FIGURE = '<svg viewBox="0 0 9 9"><text x="1">rising</text></svg>'
VALUES = {
    "half": 0.5,
    "bits": 6.643856189774724,
    "tiny": 5e-17,
    "loss": -1.5,
    "certain": True,
    "rows": [[1, 2], [3, 4]],
}


@pytest.fixture
def render(tmp_path, monkeypatch, own_book):
    """A function from one page's text to its HTML and what was told about it.

    The page is docs/en/index.md; its one snippet, `a`, left VALUES and FIGURE.
    """
    extensions = real_configuration("mkdocs.yml")["markdown_extensions"]
    ran = Results({"index/a": Result(VALUES, figure=FIGURE)}, 0)
    site = Site(tmp_path, None)
    made = "".join(f"{name} = {value!r}\n" for name, value in VALUES.items())
    site.write("snippets/index/a.py", f'"""Halves."""\n\n{made}')
    site.write("docs/terms.yml", FILES["docs/terms.yml"])
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(own_book, "renew", lambda root: ran)

    def render(text, lang="en"):
        site.write(f"docs/{lang}/index.md", text)
        extensions["bindery.markdown"] = {"lang": lang}
        md = Markdown(extensions=list(extensions), extension_configs=extensions)
        told = building.Collected("")
        logger = logging.getLogger("mkdocs.plugins.bindery")
        logger.addHandler(told)
        try:
            return md.convert(text), told.errors
        finally:
            logger.removeHandler(told)

    return render


def wait_to_leave_ctrl_c(key, number):
    """Wait until processes with this Pid or PPid ignore Ctrl-C; only Linux tells."""
    end = time.monotonic() + 20
    while sys.platform == "linux" and time.monotonic() < end:
        found = [told for told in _processes() if int(told[key]) == number]
        if found and all(map(_ignores_ctrl_c, found)):
            return
        time.sleep(0.05)


def _processes():
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError):  # it has ended meanwhile
            lines = status.read_text().splitlines()
            yield dict(line.split(":", 1) for line in lines if ":" in line)


def _ignores_ctrl_c(process):
    return int(process["SigIgn"], 16) & 1 << signal.SIGINT - 1
