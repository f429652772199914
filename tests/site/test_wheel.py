"""The wheel that the site serves, installed where nothing else is but NumPy."""

import re
import subprocess
import sys
import tomllib
import venv
import zipfile
from email.parser import Parser
from pathlib import Path

import numpy
import pytest

from bindery.build import build
from bindery.wheel import build_wheel, install_command

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


@pytest.fixture(scope="module")
def wheel(site):
    [file] = (site / "wheels").iterdir()
    return file


@pytest.fixture(scope="module")
def run(wheel, tmp_path_factory):
    """A function that runs a program where the wheel and NumPy are installed."""
    folder = tmp_path_factory.mktemp("clean")
    venv.create(folder, with_pip=False)
    scripts = "Scripts" if sys.platform == "win32" else "bin"
    python = str(next((folder / scripts).glob("python*")))
    pip = [sys.executable, "-m", "pip", "--python", python, "install", "--quiet"]
    subprocess.run([*pip, "--no-index", "--no-deps", str(wheel)], check=True)
    [packages] = folder.rglob("site-packages")
    beside = Path(numpy.__file__).parents[1]
    for part in beside.glob("numpy*"):  # its code, its libraries, its metadata
        (packages / part.name).symlink_to(part)

    def run(program):
        command = [python, "-I", "-W", "error", "-c", program]
        done = subprocess.run(command, capture_output=True, text=True, cwd=folder)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    return run


def test_the_wheel_holds_the_library_and_nothing_else(wheel):
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    library = ROOT / "src" / "crossentropy"
    sources = {f"crossentropy/{file.name}" for file in library.glob("*.py")}
    sources.add("crossentropy/py.typed")
    about = f"crossentropy-{PROJECT['version']}.dist-info"
    kept = {f"{about}/{name}" for name in ("METADATA", "WHEEL", "RECORD")}
    assert names == sources | kept | {f"{about}/licenses/LICENSE"}


def test_its_metadata_is_pyprojects(wheel):
    with zipfile.ZipFile(wheel) as archive:
        [name] = [n for n in archive.namelist() if n.endswith("/METADATA")]
        metadata = Parser().parsestr(archive.read(name).decode())
    assert metadata["Name"] == "crossentropy"
    assert metadata["Version"] == PROJECT["version"]
    required = metadata.get_all("Requires-Dist")
    assert [line for line in required if "extra ==" not in line] == ["numpy>=2.0"]


def test_it_runs_with_numpy_alone(run):
    others = "matplotlib", "bindery", "mkdocs", "pip"
    told = run(f"""if True:
        import sys, importlib.util, crossentropy
        print(crossentropy.entropy([1 / 2, 1 / 2]))
        print([n for n in {others!r} if importlib.util.find_spec(n)])
        print(crossentropy.__file__.startswith(sys.prefix))
    """)
    assert told.split("\n") == ["1.0", "[]", "True"]


def test_every_example_of_the_docstrings_runs_in_it(run):
    told = run("""if True:
        import doctest, pkgutil, importlib, crossentropy
        failed = 0
        for _, name, _ in pkgutil.iter_modules(crossentropy.__path__, "crossentropy."):
            if name != "crossentropy.drawing":  # the one that needs an extra
                failed += doctest.testmod(importlib.import_module(name)).failed
        print(failed)
    """)
    assert told == "0"


def test_pip_names_its_version(run):
    program = "import importlib.metadata as m; print(m.version('crossentropy'))"
    assert run(program) == PROJECT["version"]


def test_both_languages_lead_to_it(site, wheel):
    for folder in ("", "zh/"):
        page = site / folder / "reference"
        html = (page / "index.html").read_text("utf-8")
        [link] = re.findall(r'href="([^"]*\.whl)"', html)
        assert (page / link).resolve() == wheel.resolve()


def test_the_same_sources_and_date_give_the_same_bytes(tmp_path, monkeypatch):
    made = []
    for folder in ("one", "two"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
        build_wheel(ROOT, tmp_path / folder)
        [file] = (tmp_path / folder / "wheels").iterdir()
        made.append(file.read_bytes())
    assert made[0] == made[1]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1800000000")
    build_wheel(ROOT, tmp_path / "later")
    [file] = (tmp_path / "later" / "wheels").iterdir()
    assert file.read_bytes() != made[0]


WHEEL = f"crossentropy-{PROJECT['version']}-py3-none-any.whl"


@pytest.mark.parametrize(
    ("site_url", "repo_url", "command"),
    [
        ("https://a.org/b/", "x", f"pip install https://a.org/b/wheels/{WHEEL}"),
        ("https://a.org/b", "", f"pip install https://a.org/b/wheels/{WHEEL}"),
        ("", "https://a.org/c", "pip install git+https://a.org/c"),
        ("", "", "pip install .  # here"),
    ],
)
def test_the_command_that_installs_it(site_url, repo_url, command):
    assert install_command(ROOT, site_url, repo_url, "here") == command


def test_with_an_address_the_page_shows_it(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("SITE_URL", "https://example.org/book/")
    monkeypatch.setenv("SITE_URL_ZH", "https://example.org/book/zh/")
    assert build(ROOT, tmp_path / "site")
    for folder in ("", "zh/"):
        html = (tmp_path / "site" / folder / "reference/index.html").read_text("utf-8")
        assert f"pip install https://example.org/book/wheels/{WHEEL}\n" in html
