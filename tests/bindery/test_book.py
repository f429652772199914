import os
import signal
import subprocess
import sys
import time

import pytest

from bindery import book as book_module
from bindery import snippets

from .conftest import wait_to_leave_ctrl_c


def test_the_book_runs_snippets_only_after_a_change(tmp_path, monkeypatch):
    ran = []
    one = snippets.Results({"page/a": snippets.Result({"x": 1})}, 1)
    monkeypatch.setattr(
        book_module, "results", lambda root, *_: ran.append(root) or one
    )
    book = book_module.Book()
    file = tmp_path / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text("x = 1")
    assert book.renew(tmp_path).executed == 1
    assert book.renew(tmp_path).executed == 0
    assert len(ran) == 1
    file.write_text("x = 12")
    book.renew(tmp_path)
    (tmp_path / "src" / "crossentropy").mkdir(parents=True)
    (tmp_path / "src" / "crossentropy" / "a.py").write_text("")
    book.renew(tmp_path)
    assert len(ran) == 3


def test_the_book_tries_failures_again_when_asked(tmp_path, monkeypatch):
    ran = []
    bad = snippets.Results({"page/a": snippets.Result(failure="it broke")}, 1)
    monkeypatch.setattr(
        book_module, "results", lambda root, *_: ran.append(root) or bad
    )
    book = book_module.Book()
    book.renew(tmp_path)
    assert book.failures() == ["snippets/page/a.py: it broke"]
    book.renew(tmp_path)
    assert len(ran) == 1
    book.forget_failures()
    book.renew(tmp_path)
    assert len(ran) == 2


def test_the_signature_sees_edits_and_not_bytecode(tmp_path):
    file = tmp_path / "deep" / "a.py"
    file.parent.mkdir()
    file.write_text("x")
    before = book_module.file_signature(tmp_path)
    file.with_suffix(".pyc").write_text("x")
    assert book_module.file_signature(tmp_path) == before
    time.sleep(0.01)
    file.write_text("y")
    assert book_module.file_signature(tmp_path) != before


def test_one_build_looks_for_changes_once(tmp_path, monkeypatch):
    ran = []
    one = snippets.Results({"page/a": snippets.Result({"x": 1})}, 1)
    monkeypatch.setattr(
        book_module, "results", lambda root, *_: ran.append(root) or one
    )
    file = tmp_path / "snippets" / "page" / "a.py"
    file.parent.mkdir(parents=True)
    file.write_text("x = 1")
    book = book_module.Book()
    with book.still(tmp_path):
        with book.still(tmp_path):
            file.write_text("x = 12")
        book.renew(tmp_path)
        assert len(ran) == 1
    book.renew(tmp_path)
    assert len(ran) == 2


def test_what_stops_many_is_told_once_and_first_of_the_snippet_it_happened_in():
    def trace(*lines):
        places = "".join(f'  File "{place}", line {n}\n' for place, n in lines)
        return snippets.Result(failure=f"Traceback\n{places}ValueError: no")

    own = ("snippets/page/scores.py", 3)
    book = book_module.Book()
    book.results = snippets.Results(
        {
            "page/bowl": trace(("snippets/page/bowl.py", 1), own),
            "page/other": trace(("snippets/page/other.py", 3)),
            "page/scores": trace(own),
        },
        3,
    )
    shared, other = book.failures()
    assert shared.startswith("snippets/page/scores.py, snippets/page/bowl.py: ")
    assert "bowl.py" not in shared.partition(": ")[2]
    assert other.startswith("snippets/page/other.py: Traceback")


def test_what_can_be_done_meanwhile_is_done_while_snippets_run(
    site, own_book, monkeypatch
):
    monkeypatch.setattr(snippets, "TIMEOUT", 10.0)
    done = site.root / "done"
    waits = f"from pathlib import Path\nwhile not Path({str(done)!r}).exists(): pass\n"
    site.replace("snippets/page/numbers.py", "half = 0.5", f"{waits}half = 0.25")
    for _ in range(2):
        result = own_book.renew(site.root, done.touch).by_name["page/numbers"]
        assert (result.failure, result.values["news"]) == (None, 2)
        done.unlink()  # was made, also where nothing was to run


def test_a_worker_that_dies_before_its_work_is_told(site):
    def one_that_dies(root):
        dead = subprocess.Popen(
            [sys.executable, "-c", "raise SystemExit(3)"],
            stdin=subprocess.PIPE,
            text=True,
        )
        dead.wait()
        return dead

    site.replace("snippets/page/numbers.py", "half = 0.5", "half = 0.25")
    with pytest.raises(subprocess.CalledProcessError, match="exit status 3"):
        snippets.results(site.root, one_that_dies)


def test_a_worker_that_was_started_runs_what_is_edited_next(site, own_book):
    own_book.get_ready(site.root)
    ready = own_book._waiting
    own_book.get_ready(site.root)
    assert own_book._waiting is ready  # one is enough
    own_book.renew(site.root)
    assert ready.poll() is None  # nothing was to run
    site.replace("snippets/page/numbers.py", "half = 0.5", "half = 0.25")
    news = own_book.renew(site.root).by_name["page/numbers"].values["news"]
    assert news == 2
    assert ready.returncode == 0
    site.replace("snippets/page/numbers.py", "half = 0.25", "half = 0.125")
    news = own_book.renew(site.root).by_name["page/numbers"].values["news"]
    assert news == 3  # one that was not waiting


def test_a_worker_that_died_waiting_is_replaced(site, own_book):
    own_book.get_ready(site.root)
    own_book._waiting.kill()
    own_book._waiting.wait()
    site.replace("snippets/page/numbers.py", "half = 0.5", "half = 0.25")
    news = own_book.renew(site.root).by_name["page/numbers"].values["news"]
    assert news == 2


def test_a_worker_that_has_read_what_was_edited_since_is_replaced(
    site, own_book, monkeypatch
):
    style = site.root / "style.py"
    style.write_text("")
    monkeypatch.setattr(book_module, "OWN", [style])
    own_book.get_ready(site.root)
    ready = own_book._waiting
    style.write_text("# edited")
    site.replace("snippets/page/numbers.py", "half = 0.5", "half = 0.25")
    assert own_book.renew(site.root).by_name["page/numbers"].values["news"] == 2
    assert ready.returncode == 0  # and has run nothing, or it would be waited for
    assert own_book._waiting is None


@pytest.mark.skipif(os.name == "nt", reason="Windows sends no SIGINT")
def test_a_worker_that_waits_leaves_ctrl_c_to_the_preview(tmp_path, own_book, capfd):
    own_book.get_ready(tmp_path)
    ready = own_book._waiting
    wait_to_leave_ctrl_c("Pid", ready.pid)
    ready.send_signal(signal.SIGINT)
    time.sleep(0.2)
    assert ready.poll() is None
    own_book.dismiss()
    assert ready.returncode == 0
    assert capfd.readouterr().err == ""


def test_a_worker_with_nothing_to_run_leaves_in_silence(tmp_path, own_book, capfd):
    own_book.get_ready(tmp_path)
    ready = own_book._waiting
    own_book.dismiss()
    own_book.dismiss()
    assert ready.returncode == 0
    assert capfd.readouterr() == ("", "")
