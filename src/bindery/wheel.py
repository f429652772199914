"""The library's wheel, which the site serves beside the pages that document it."""

import tomllib
from pathlib import Path

FOLDER = "wheels"


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
