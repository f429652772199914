"""The bindery's commands: `python -m bindery build`, and the others that help tells."""

import argparse
import gc
import logging
import os
import sys
from pathlib import Path

from bindery.faults import Fault


def main(arguments: list[str] | None = None) -> int:
    """Run one command in the current folder and return its exit code."""
    given = _parser().parse_args(arguments)
    _prepare()
    root = Path.cwd()
    try:
        if not (root / "docs" / "en").is_dir():
            raise Fault("run this in the project's folder: no docs/en is here")
        return _run(root, given)
    except Fault as fault:
        print(f"error: {fault}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped", file=sys.stderr)
        return 130  # as shells know it


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bindery", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, does: str) -> argparse.ArgumentParser:
        sentence = f"{does[0].upper()}{does[1:]}."
        return commands.add_parser(name, help=does, description=sentence)

    add("build", "build both languages into site/")
    serve = add("serve", "preview both languages, renewed at every save")
    serve.add_argument("--port", type=int, default=8000, help="8000 unless told")
    new = add("new", "make a page, its twin, snippets and test, to be written over")
    new.add_argument("page", help="its name, such as entropy")
    names = add("names", "list the values that a page can use, and how to write them")
    names.add_argument("page", help="a page's name, such as information")
    true = add("still-true", "say that a Chinese page still says what the English says")
    true.add_argument("page", help="a page's name, such as information")
    numbers = add("numbers", "say what readers see change since another commit")
    numbers.add_argument(
        "revision",
        nargs="?",
        help="a commit; unless told HEAD where something is not committed yet, "
        "else the one before it",
    )
    numbers.add_argument(
        "--all", action="store_true", help="list what changes behind the digits too"
    )
    stage = add("stage", "write both languages as plain Markdown, filled in")
    stage.add_argument("out", type=Path, help="the folder: a new one, or an empty one")
    figure = add("figure", "write a figure with real colours")
    figure.add_argument("name", metavar="PAGE/SNIPPET")
    figure.add_argument("out", type=Path, help="the file to write")
    return parser


def _prepare() -> None:
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    if home := os.environ.get("SITE_URL"):
        os.environ["SITE_URL"] = home = home.rstrip("/") + "/"
        os.environ.setdefault("SITE_URL_ZH", home + "zh/")
    logging.basicConfig(level=logging.INFO, format="%(message)s", stream=sys.stdout)
    # What MkDocs logs is collected and told once, with everything else.
    logging.getLogger("mkdocs").propagate = False
    logging.getLogger("mkdocs").addHandler(logging.NullHandler())


def _run(root: Path, given: argparse.Namespace) -> int:
    """Run the command; each imports only what it needs."""
    match given.command:
        case "build":
            from bindery.book import BOOK
            from bindery.snippets import KEPT

            if not (root / KEPT).exists():  # there will be snippets to run
                BOOK.get_ready(root)
            from bindery.build import build, set_source_date

            set_source_date(root)
            # A twentieth of a build's time; what it makes it needs nearly to its end.
            gc.disable()
            built = build(root, root / "site")
            gc.freeze()  # else Python looks through all of it once more as it ends
            return 0 if built else 1
        case "serve":
            from bindery.serve import serve

            return serve(root, given.port)
        case "new":
            from bindery.new import new

            for line in new(root, given.page):
                print(line)
        case "names":
            from bindery.names import list_names

            for line in list_names(root, given.page):
                print(line)
        case "still-true":
            from bindery.twins import still_true

            print(still_true(root, given.page))
        case "numbers":
            from bindery.numbers import numbers

            for line in numbers(root, given.revision, every=given.all):
                print(line)
        case "stage":
            from bindery.stage import stage

            return 0 if stage(root, given.out) else 1
        case "figure":
            from bindery.figures import write_figure

            write_figure(root, given.name, given.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
