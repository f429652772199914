import os
import re
import signal
import socket
import time
import urllib.request

import pytest

from bindery import serve
from bindery.serve import Preview

from .conftest import wait_to_leave_ctrl_c

EN, ZH = "docs/en/page.md", "docs/zh/page.md"
NUMBERS = "snippets/page/numbers.py"


@pytest.fixture
def preview(site, tmp_path_factory, monkeypatch):
    monkeypatch.setattr(serve, "QUIET", 0)
    preview = Preview(site.root, tmp_path_factory.mktemp("scratch"))
    yield preview
    preview.stop()


def shown(preview, page="page"):
    return (preview.served / page / "index.html").read_text("utf-8")


@pytest.fixture
def built(monkeypatch):
    """The languages that were built whole, in order."""
    languages = []
    real = serve.build_language

    def build_language(root, lang, *rest):
        languages.append(lang)
        return real(root, lang, *rest)

    monkeypatch.setattr(serve, "build_language", build_language)
    return languages


def test_only_what_changed_is_built(site, preview, built):
    preview.renew()
    preview.renew()
    assert built == ["en", "zh"]
    built.clear()
    site.replace(EN, "From nothing", "Up from zero")
    preview.renew()
    preview.wait()
    assert built == ["en"]
    assert "Up from zero" in shown(preview)
    built.clear()
    site.replace(ZH, "From nothing", "从零")
    preview.renew()
    preview.wait()
    assert built == ["zh"]
    assert "从零" in shown(preview, "zh/page")
    assert "Up from zero" in shown(preview)
    built.clear()
    site.replace(NUMBERS, "half = 0.5", "half = 0.3")
    site.replace(NUMBERS, "news == 1", "news > 1")
    preview.renew()
    preview.wait()
    assert built == ["en", "zh"]
    preview.renew()
    preview.wait()
    assert built == ["en", "zh"]


@pytest.fixture
def slow(monkeypatch):
    """Leave what is built in the background for later than any test lasts."""
    monkeypatch.setattr(serve, "QUIET", 1000)


def make_half_a_third(site):
    site.replace(NUMBERS, "half = 0.5", "half = 0.3")
    site.replace(NUMBERS, "news == 1", "news > 1")


def test_an_edited_snippet_shows_at_once_on_each_page_that_takes_from_it(
    site, preview, built, slow
):
    for lang in ("en", "zh"):
        site.write(f"docs/{lang}/other.md", "# O { #o }\n\n{{ page/numbers.half:.2f }}")
    preview.renew()
    built.clear()
    make_half_a_third(site)
    preview.renew()
    for page in ("page", "zh/page", "other", "zh/other"):
        assert ">0.30</data>" in shown(preview, page)
        assert ">0.50</data>" not in shown(preview, page)
    for page in ("snippets/page/numbers", "zh/snippets/page/numbers"):
        assert "<code>0.3</code>" in shown(preview, page)
    assert built == []


def test_what_imports_an_edited_snippet_shows_at_once(site, preview, slow):
    site.write("snippets/page/one.py", '"""One."""\n\na = 1\n')
    site.write("snippets/page/two.py", '"""Two."""\n\nfrom one import a\n\nb = 2 * a\n')
    for page in (EN, ZH):
        site.append(page, "Twice is {{ two.b }}.")
    preview.renew()
    site.replace("snippets/page/one.py", "a = 1", "a = 21")
    preview.renew()
    assert ">42</data>" in shown(preview)
    assert ">42</data>" in shown(preview, "zh/page")
    site.replace("snippets/page/one.py", "a = 21", "a = 1")
    preview.renew()
    assert ">2</data>" in shown(preview)
    assert ">42</data>" not in shown(preview)


def test_what_lists_the_whole_site_follows(site, preview):
    preview.renew()
    site.replace(NUMBERS, "One half is one bit", "A half is a bit")
    preview.renew()
    preview.wait()
    assert "A half is a bit of news." in shown(preview, "snippets")
    assert "A half is a bit of news." in shown(preview, "zh/snippets")


def test_the_next_edit_does_not_wait_for_the_rest(site, preview, built, slow):
    preview.renew()
    make_half_a_third(site)
    preview.renew()
    site.replace(NUMBERS, "half = 0.3", "half = 0.2")
    preview.renew()
    assert ">0.20</data>" in shown(preview)
    assert ">0.20</data>" in shown(preview, "zh/page")
    assert built == ["en", "zh"]


def test_a_build_in_the_background_stops_between_two_pages(
    site, preview, capsys, monkeypatch
):
    preview.renew()
    real = serve.build_language

    def build_language(*given):
        preview._stopped.set()
        return real(*given)

    monkeypatch.setattr(serve, "build_language", build_language)
    site.replace(EN, "From nothing", "Up from zero")
    preview.renew()
    preview.wait()
    monkeypatch.setattr(serve, "build_language", real)
    assert not capsys.readouterr().err
    assert "Up from zero" in shown(preview)
    site.replace(NUMBERS, "One half is one bit", "A half is a bit")
    preview.renew()
    preview.wait()
    assert "A half is a bit of news." in shown(preview, "snippets")


def test_a_new_page_is_built_with_all_others(site, preview, built):
    preview.renew()
    built.clear()
    site.write("docs/en/other.md", "# Other { #o }\n")
    preview.renew()
    assert built == ["en"]
    assert "Other" in shown(preview, "other")


def test_what_only_the_whole_build_finds_is_told(site, preview, capsys):
    preview.renew()
    site.replace("docs/zh/index.md", "(page.md)", "(page.md#page)")
    preview.renew()
    preview.wait()
    site.replace(ZH, "{ #page }", "{ #pages }")
    preview.renew()
    preview.wait()
    assert "index.md" in capsys.readouterr().err


def test_after_an_error_the_last_good_site_stays(site, preview, capsys):
    preview.renew()
    before = {f: f.read_bytes() for f in preview.served.rglob("*") if f.is_file()}
    site.replace(EN, "numbers.half:.2f", "numbers.hal:.2f")
    preview.renew()
    assert "has no name hal; did you mean half?" in capsys.readouterr().err
    assert before == {
        f: f.read_bytes() for f in preview.served.rglob("*") if f.is_file()
    }
    site.replace(EN, "numbers.hal:.2f", "numbers.half:.2f")
    site.replace(EN, "From nothing", "Up from zero")
    preview.renew()
    assert not capsys.readouterr().err
    assert "Up from zero" in shown(preview)


def test_an_error_in_one_language_does_not_hold_up_the_other(site, preview):
    preview.renew()
    chinese = shown(preview, "zh/page")
    site.replace(ZH, "numbers.half:.2f", "numbers.hal:.2f")
    preview.renew()
    site.replace(EN, "From nothing", "Up from zero")
    preview.renew()
    assert "Up from zero" in shown(preview)
    assert shown(preview, "zh/page") == chinese


def test_a_snippet_that_failed_is_tried_again(site, preview, capsys):
    preview.renew()
    site.append(
        NUMBERS, "from pathlib import Path\nassert Path('ready').exists(), 'no'"
    )
    preview.renew()
    assert "AssertionError: no" in capsys.readouterr().err
    (site.root / "ready").touch()
    preview.renew()
    assert not capsys.readouterr().err


def test_where_nothing_was_ever_good_the_errors_are_shown(site, preview):
    site.append(EN, "{{ numbers.hal:.1f }} & $5%$")
    preview.renew()
    page = (preview.served / "index.html").read_text("utf-8")
    assert "numbers.py has no name hal; did you mean half?" in page
    assert "a bare % in the formula $5%$" in page
    site.replace(EN, "{{ numbers.hal:.1f }} & $5%$", "")
    preview.renew()
    assert "has no name" not in (preview.served / "index.html").read_text("utf-8")


def test_the_errors_shown_are_the_latest(site, preview):
    site.append(EN, "{{ numbers.hal:.1f }}")
    preview.renew()
    site.replace(EN, "numbers.hal:", "numbers.nws:")
    preview.renew()
    assert "has no name nws" in (preview.served / "index.html").read_text("utf-8")


def fetch(address):
    with urllib.request.urlopen(address, timeout=5) as answer:
        return answer.read().decode()


def wait_for(address, text):
    end = time.monotonic() + 20
    while time.monotonic() < end:
        try:
            page = fetch(address)
        except OSError:
            page = ""
        if text in page:
            return page
        time.sleep(0.05)
    raise AssertionError(f"{address} never showed {text!r}")


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT")
def test_the_server_shows_an_edit_and_stops(site):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    home = f"http://127.0.0.1:{port}/"
    server = site.start("serve", "--port", str(port))
    try:
        wait_for(home, 'lang="en"')
        assert re.search('<html[^>]*lang="zh"', fetch(f"{home}zh/"))
        site.replace(EN, "From nothing", "Up from zero")
        wait_for(f"{home}page/", "Up from zero")
        assert "From nothing" in fetch(f"{home}zh/page/")
    finally:
        wait_to_leave_ctrl_c("PPid", server.pid)
        os.killpg(server.pid, signal.SIGINT)  # as Ctrl-C does, its workers too
        told, _ = server.communicate(timeout=20)
    assert server.returncode == 0
    assert "Traceback" not in told
    assert f"Serving {home} and /zh/" in told


def test_a_port_in_use_is_told(site, caplog):
    with socket.socket() as taken:
        taken.bind((serve.HOST, 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert serve.serve(site.root, port) == 1
    assert f"port {port} is in use" in caplog.text
