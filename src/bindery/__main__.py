"""The bindery's commands: `python -m bindery build`, and the others that help tells."""

import argparse
import logging
import os
import sys
from pathlib import Path


def main(arguments: list[str] | None = None) -> int:
    """Run one command in the current folder and return its exit code."""
    parser = argparse.ArgumentParser(prog="python -m bindery", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("build", help="build both languages into site/")
    serve = commands.add_parser("serve", help="preview both, renewed at every save")
    serve.add_argument("--port", type=int, default=8000)
    true = commands.add_parser(
        "still-true", help="say that a Chinese page still says what the English says"
    )
    true.add_argument("page")
    figure = commands.add_parser("figure", help="write a figure with real colours")
    figure.add_argument("name", help="page/snippet")
    figure.add_argument("out", type=Path)
    given = parser.parse_args(arguments)

    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if home := os.environ.get("SITE_URL"):
        os.environ["SITE_URL"] = home = home.rstrip("/") + "/"
        os.environ.setdefault("SITE_URL_ZH", home + "zh/")
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    # What MkDocs logs is collected and told once, with everything else.
    logging.getLogger("mkdocs").propagate = False
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())
    root = Path.cwd()
    if given.command == "build":
        from bindery.build import build, set_source_date

        set_source_date(root)
        return 0 if build(root, root / "site") else 1
    if given.command == "serve":
        from bindery.serve import serve as start

        return start(root, given.port)
    if given.command == "still-true":
        return still_true(root, given.page)
    return write_figure(root, given.name, given.out)


def still_true(root: Path, name: str) -> int:
    """Write the English page's hash into its Chinese twin."""
    from bindery.pages import mirror_hash, pages, split_front_matter

    english = pages(root, "en").get(f"{name}.md")
    twin = root / "docs" / "zh" / f"{name}.md"
    if english is None or not twin.exists():
        print(f"error: there is no page {name} in both languages", file=sys.stderr)
        return 1
    text = twin.read_text(encoding="utf-8")
    line = f"mirrors: {mirror_hash(english)}"
    front, body = split_front_matter(text)
    kept = [old for old in front.splitlines() if not old.startswith("mirrors:")]
    head = "\n".join(["---", *kept, line, "---", ""])
    twin.write_text(head + ("" if front else "\n") + body, encoding="utf-8")
    return 0


def write_figure(root: Path, name: str, out: Path) -> int:
    """Write one snippet's figure as a file of its own."""
    from bindery.faults import Fault
    from bindery.snippets import results
    from bindery.style import with_real_colours
    from bindery.values import find_result

    try:
        result = find_result(name, results(root))
        if result.failure is not None:
            raise Fault(f"snippets/{name}.py: {result.failure}")
        if result.figure is None:
            raise Fault(f"snippets/{name}.py leaves no figure")
    except Fault as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    out.write_text(with_real_colours(result.figure), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
