"""README, Makefile and the files that git holds."""

import re
import subprocess
import tomllib
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.version import Version

from bindery.__main__ import main

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def test_readmes_figure_is_the_one_its_snippet_draws(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    assert main(["figure", "information/curve", str(tmp_path / "figure.svg")]) == 0
    drawn = (tmp_path / "figure.svg").read_text("utf-8")
    assert (ROOT / "docs/figure.svg").read_text("utf-8") == drawn, "run: make figure"


def test_readmes_numbers_are_the_snippets():
    from bindery.snippets import results

    match = results(ROOT).by_name["information/match"].values
    assert f"{match['china_bits']:.2f} bits for China" in README
    assert f"{match['france_bits']:.4f} bits for France" in README


def test_readmes_program_prints_what_its_comments_say():
    (program,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names = {}
    exec(program, names)
    told = re.findall(r"^(\w+\(.*\)) +# (\S+) (?:bits|nats)", program, re.MULTILINE)
    assert len(told) == 4
    for call, number in told:
        digits = len(re.sub(r"e.*|^0\.0*|\.", "", number))
        assert float(f"{eval(call, names):.{digits}g}") == float(number), call


def test_every_make_command_exists():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = set(re.findall(r"^([a-z-]+):", makefile, re.MULTILINE))
    named = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    assert set(re.findall(r"(?:`|^)make ([a-z-]+)", named, re.MULTILINE)) <= targets
    helped = subprocess.run(
        ["make", "--no-print-directory", "help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {line.split()[1] for line in helped.splitlines()} == targets


def test_every_bindery_command_exists(capsys):
    with pytest.raises(SystemExit):
        main(["--help"])
    helped = set(re.findall(r"^    ([a-z-]+)", capsys.readouterr().out, re.MULTILINE))
    told = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    told += (ROOT / "Makefile").read_text("utf-8")
    named = set(re.findall(r"-m bindery ([a-z][a-z-]*)", told))
    assert {"build", "names", "new", "stage"} <= named <= helped


def test_links_in_the_readme_lead_somewhere():
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target


@pytest.mark.parametrize("name", ["requirements-build.txt", "requirements.txt"])
def test_requirements_are_pinned_and_hashed_without_addresses(name):
    text = (ROOT / name).read_text("utf-8")
    assert not re.search(r"https?://|--(extra-)?index|--find-links|file:", text)
    entries = re.split(r"\n(?=\S)", text.strip())
    for entry in entries:
        if not entry.startswith("#"):
            assert re.match(r"[\w.-]+==[\w.]+", entry), entry
            assert "--hash=sha256:" in entry, entry


def test_requirements_hold_what_pyproject_asks_for():
    content = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    wanted = [
        *content["project"]["dependencies"],
        *content["dependency-groups"]["build"],
    ]
    for extra in content["project"]["optional-dependencies"].values():
        wanted += extra
    names = ("requirements-build.txt", "requirements.txt")
    text = "".join((ROOT / name).read_text("utf-8") for name in names)
    pins = dict(re.findall(r"^([\w.-]+)==([\w.]+)", text, re.MULTILINE))
    for line in wanted:
        asked = Requirement(line)
        assert asked.specifier.contains(pins[asked.name.lower()]), line


def test_the_version_is_told_alike():
    content = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    version = Version(content["project"]["version"])
    changelog = (ROOT / "CHANGELOG.md").read_text("utf-8")
    released = re.findall(r"^## (\d\S+) - (\d{4}-\d\d-\d\d)$", changelog, re.MULTILINE)
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    newest = released[0] if released else ("None", "None")
    assert (str(cited.get("version")), str(cited.get("date-released"))) == newest
    if version.is_devrelease:
        assert "\n## Unreleased\n" in changelog
        assert not released or version > Version(newest[0])
    else:
        assert str(version) == newest[0]


def test_git_holds_no_built_file():
    listed = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split()
    built = [
        f for f in listed if re.search(r"\.(svg|png|webp|woff2?|ttf|ipynb|html)$", f)
    ]
    assert sorted(f for f in built if not f.startswith("docs/theme/")) == [
        "docs/figure.svg",
        "src/bindery/fonts/noto-sans-sc.ttf",
        "src/bindery/fonts/noto-sans.ttf",
    ]
    assert sorted(f for f in built if f.endswith((".woff2", ".svg"))) == [
        "docs/figure.svg",
        "docs/theme/assets/fonts/stix-two-math-rare.woff2",
        "docs/theme/assets/fonts/stix-two-math.woff2",
        "docs/theme/assets/mark.svg",
    ]
