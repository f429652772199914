"""The library's wheel, which the site serves beside the pages that document it."""

import tomllib
from pathlib import Path

FOLDER = "wheels"
CLONE = """\
import sys
from pathlib import Path

for folder in [Path.cwd(), *Path.cwd().parents]:
    if (folder / "src" / "crossentropy").is_dir():
        sys.path.insert(0, str(folder / "src"))
        break

import crossentropy"""
# What snippets may import beside the library, and how it is called to install it.
PACKAGES = {
    "matplotlib": "matplotlib",
    "numpy": "numpy",
    "skimage": "scikit-image",
    "sklearn": "scikit-learn",
}


def build_wheel(root: Path, site: Path) -> None:
    """Build the wheel into the site; the same sources and date give the same bytes."""
    from hatchling.builders.wheel import WheelBuilder

    builder = WheelBuilder(str(root))
    list(builder.build(directory=str(site / FOLDER), versions=["standard"]))


def wheel_path(root: Path) -> str:
    """Return where the wheel stands in the site; pyproject.toml has its version."""
    text = (root / "pyproject.toml").read_text(encoding="utf-8")
    project = tomllib.loads(text)["project"]
    return f"{FOLDER}/{project['name']}-{project['version']}-py3-none-any.whl"


def install_command(root: Path, site_url: str, repo_url: str, here: str) -> str:
    """Return what installs the library: from the site, its repository, or a clone."""
    if site_url:
        return f"pip install {site_url.rstrip('/')}/{wheel_path(root)}"
    return f"pip install git+{repo_url}" if repo_url else f"pip install .  # {here}"


def install_cell(root: Path, site_url: str, repo_url: str, modules: set[str]) -> str:
    """Return the cell of a notebook that finds the library, or installs what lacks.

    Where all modules are there, nothing is installed: it could replace a clone's own.
    """
    if not (site_url or repo_url):
        return CLONE
    others = [name for name in PACKAGES if name in modules]
    command = [install_command(root, site_url, repo_url, "")]
    command += [PACKAGES[name] for name in others]
    return (
        f"try:\n    import {', '.join(['crossentropy', *others])}\n"
        f"except ModuleNotFoundError:\n    %{' '.join(command)} --quiet"
    )
