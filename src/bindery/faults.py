"""What an author can mend: the one exception for it, and where YAML is none."""

import yaml


class Fault(Exception):
    """What is wrong with a page or a file beside it, in words for its author."""


def not_yaml(error: yaml.YAMLError, text: str) -> tuple[int, str]:
    """Return on which line of a text, from 1, it is no YAML, and why."""
    if isinstance(error, yaml.reader.ReaderError):  # a character that it may not have
        line = text.count("\n", 0, error.position) + 1
        return line, str(error).splitlines()[0]
    mark = getattr(error, "problem_mark", None)
    return (mark.line + 1 if mark else 1), str(getattr(error, "problem", error))
