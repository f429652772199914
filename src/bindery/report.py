"""Where a reader reports a mistake: the repository's form for issues, filled in."""

from urllib.parse import quote

WORDS = {
    "en": {
        "link": "Report a mistake on this page",
        "number": "Report a mistake",
        "title": "Mistake: {}",
        "body": "Where: {}\n\nWhat it says:\n\nWhat it should say, and why:\n",
    },
    "zh": {
        "link": "报告本页的错误",
        "number": "报告错误",
        "title": "错误：{}",
        "body": "位置：{}\n\n现在的内容：\n\n应当是什么，为什么：\n",
    },
}


def address(repository: str, lang: str, *where: str) -> str:
    """Return the form's address: its title names the place, its body asks for more."""
    words = WORDS[lang]
    title, body = (words[key].format(", ".join(where)) for key in ("title", "body"))
    form = f"{repository.rstrip('/')}/issues/new"
    return f"{form}?title={quote(title, safe='')}&body={quote(body, safe='')}"
