"""What the commands do at their edges: ends of the program, watching, defaults, progress."""

import http.client
import io
import logging
import sys
import threading
import time
from pathlib import Path

import pytest
from rich.console import Console
from typer.testing import CliRunner

from stance.cli import app as commands
from stance.cli import watching
from stance.cli.app import COMMANDS, app, main
from stance.cli.messages import Notes, echo, say_all
from stance.cli.next_steps import STOPPED
from stance.cli.progress import progress, showing, working
from stance.cli.serving import server
from stance.cli.table_options import ask
from stance.cli.watching import Watched
from stance.core.errors import (
    Answer,
    ContractError,
    DataError,
    Problem,
    QuestionError,
    StanceError,
    UsageError,
)
from stance.core.steps import step, steps
from tests import sample

# --- how the program ends

WRONG = Problem(code="bad-date", message="no date")


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (None, 0, ""),
        (
            DataError([WRONG]),
            1,
            "warning: no date\nnext: when that is mended: stance check 'a b'\n",
        ),
        (
            StanceError("so it is"),
            1,
            "error: so it is\nnext: when that is mended: stance check 'a b'\n",
        ),
        (UsageError("not so"), 2, "error: not so\nnext: stance check --help\n"),
        (UsageError("not so", "stance so"), 2, "error: not so\nnext: stance so\n"),
        (ContractError("ours"), 3, "error: ours\n"),
        (
            OSError(28, "No space left", "a.xlsx"),
            1,
            "error: a.xlsx: No space left; no file was left half written\n"
            "next: when that is mended: stance check 'a b'\n",
        ),
        (
            OSError("odd"),
            1,
            "error: odd; no file was left half written\n"
            "next: when that is mended: stance check 'a b'\n",
        ),
    ],
)
def test_how_the_program_ends(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    error: Exception | None,
    code: int,
    said: str,
) -> None:
    def run() -> None:
        if error is not None:
            raise error

    monkeypatch.setattr(commands, "app", run)
    monkeypatch.setattr(sys, "argv", ["stance", "check", "a b"])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == code
    assert capsys.readouterr().err == said
    monkeypatch.setattr(sys, "argv", ["stance", "check", "a b", "--quiet"])
    with pytest.raises(SystemExit):
        main()
    assert "next:" not in capsys.readouterr().err


def test_the_version_alone_is_printed() -> None:
    done = CliRunner().invoke(app, ["--version"])
    assert (done.exit_code, len(done.output.splitlines())) == (0, 1)
    assert CliRunner().invoke(app, []).exit_code == 2  # help, for nothing was asked


def test_the_gravest_problems_come_first(capsys: pytest.CaptureFixture[str]) -> None:
    codes = ("spellings-joined", "bad-date", "unknown-stance", "bad-locator")
    say_all(Problem(code=code, message=code) for code in codes)
    assert capsys.readouterr().err.split() == [
        *("error:", "unknown-stance"),
        *("warning:", "bad-date"),
        *("warning:", "bad-locator"),
        *("note:", "spellings-joined"),
    ]


@pytest.mark.parametrize(("name", "told"), [("stance.x", "note: a\n"), ("stance", ""), ("x", "")])
def test_notes_are_those_of_stance(
    capsys: pytest.CaptureFixture[str], name: str, told: str
) -> None:
    Notes().emit(logging.LogRecord(name, logging.INFO, "", 1, "a", None, None))
    assert capsys.readouterr().err == told


# --- what is seen while work goes on


@pytest.mark.parametrize("terminal", [True, False])
def test_work_is_shown_on_a_terminal_alone(monkeypatch: pytest.MonkeyPatch, terminal: bool) -> None:
    screen = io.StringIO()
    made = []

    def console(*, stderr: bool) -> Console:
        made.append(stderr)
        return Console(file=screen, force_terminal=terminal, width=80)

    monkeypatch.setattr("rich.console.Console", console)
    with progress("reading articles", 2) as advance:
        advance("one\n.txt")
    assert made == [True]  # on standard error, so that results can be piped
    assert ("reading articles: one\\n.txt" in screen.getvalue()) is terminal
    assert ("1/2" in screen.getvalue()) is terminal
    assert screen.getvalue().endswith("\x1b[1A\x1b[2K") is terminal  # and is wiped away


# --- defaults


def test_a_page_is_the_committed_one_unless_something_else_is_asked(tmp_path: Path) -> None:
    target = tmp_path / "page.html"
    done = CliRunner().invoke(app, ["report", str(sample.SAMPLE), "-o", str(target)])
    assert done.exit_code == 0
    committed = sample.ROOT / "reports" / "central-asia.html"
    assert target.read_text("utf-8") == committed.read_text("utf-8")


def test_a_page_bears_the_title_that_is_asked_for(tmp_path: Path) -> None:
    target = tmp_path / "brief.md"
    wanted = [str(sample.SAMPLE), "-o", str(target), "--title", "Other words"]
    assert CliRunner().invoke(app, ["report", *wanted]).exit_code == 0
    assert "Other words" in target.read_text("utf-8")


def test_a_report_ends_as_one_of_four(tmp_path: Path) -> None:
    study = str(tmp_path / "none")
    for name, told in (("a.pdf", "should end in .html"), ("a.HTM", "none")):
        done = CliRunner().invoke(app, ["report", study, "-o", str(tmp_path / name)])
        assert told in str(done.exception)


@pytest.mark.parametrize(
    ("wishes", "n_shared", "n_books"),
    [
        ([], 6, 2),  # two annotators each, all claims shared
        (["--per-claim", "1"], 0, 3),
        (["--overlap", "0.5"], 3, 3),
        (["--per-claim", "3"], 6, 3),
    ],
)
def test_who_gets_which_claims(
    tmp_path: Path, wishes: list[str], n_shared: int, n_books: int
) -> None:
    from tests.cli.test_a_whole_study import TABLES

    (tmp_path / "tables").mkdir()
    for name, text in TABLES.items():
        (tmp_path / "tables" / name).write_text(text, encoding="utf-8")
    study = str(tmp_path / "study")
    CliRunner().invoke(app, ["from-csv", str(tmp_path / "tables"), "-o", study])
    done = CliRunner().invoke(app, ["assign", study, "--annotators", "ana, ben,,cem", *wishes])
    assert done.exit_code == 0
    from stance.workbook.reading import read

    given = [set(read(file).claims["claim_id"]) for file in Path(study).glob("[abc]*.xlsx")]
    claims = [f"c{n}" for n in range(1, 7)]
    times = [sum(claim in book for book in given) for claim in claims]
    assert min(times) >= 1
    assert sum(n > 1 for n in times) == n_shared
    assert len([book for book in given if book]) >= n_books


# --- watching


def test_files_that_programs_lay_beside_a_study_are_not_watched(tmp_path: Path) -> None:
    made: list[int] = []
    watched = Watched(tmp_path, lambda: made.append(1) or "page")  # type: ignore[func-returns-value]
    (tmp_path / "a.xlsx").write_bytes(b"1")
    watched.look()
    for name in (".~lock.a.xlsx#", "~$a.xlsx"):
        (tmp_path / name).touch()
        watched.look()
        watched.look()
    assert len(made) == 1
    (tmp_path / "b.xlsx").touch()
    watched.look()
    assert len(made) == 1  # it may still be written
    watched.look()
    assert len(made) == 2


def test_a_single_file_is_watched_too(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"1")
    watched = Watched(path, lambda: path.read_text())
    watched.look()
    path.write_bytes(b"12")
    watched.look()
    watched.look()
    assert (watched.page, watched.version) == ("12", 2)


@pytest.mark.parametrize("error", [UsageError("no such thing"), OSError("no such thing")])
def test_what_goes_wrong_is_told_and_the_page_stays(tmp_path: Path, error: Exception) -> None:
    def make() -> str:
        raise error

    watched = Watched(tmp_path, make)
    watched.look()
    assert (watched.page, watched.problems, watched.version) == ("", ("no such thing",), 1)


@pytest.mark.parametrize(("looks", "told"), [(5, ()), (6, ("a.xlsx: torn",))])
def test_a_file_that_cannot_be_read_is_told_after_six_looks(
    tmp_path: Path, looks: int, told: tuple[str, ...]
) -> None:
    def make() -> str:
        raise DataError([Problem(code="unreadable-file", message="torn", file="a.xlsx")])

    watched = Watched(tmp_path, make)
    for _ in range(looks):
        watched.look()
    assert watched.problems == told


@pytest.mark.parametrize(
    ("path", "host", "code"),
    [
        ("/", "127.0.0.1:1", 200),
        ("/page", "localhost:1", 200),
        ("/state", "localhost:1", 200),
        ("/x", "localhost:1", 404),
        ("/", "localhost", 403),
        ("/", "example.org:80", 403),
    ],
)
def test_what_is_served_and_to_whom(tmp_path: Path, path: str, host: str, code: int) -> None:
    watched = Watched(tmp_path, lambda: "pagé")
    watched.look()
    serving = server(watched)
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    connection = http.client.HTTPConnection("127.0.0.1", serving.server_port)
    try:
        connection.request("GET", path, headers={"Host": host})
        answer = connection.getresponse()
        body = answer.read()
    finally:
        connection.close()
        serving.shutdown()
        serving.server_close()
    assert answer.status == code
    if code == 200:
        assert answer.headers["Content-Length"] == str(len(body))
        assert answer.headers["Content-Type"].endswith("; charset=utf-8")
        assert answer.headers["Cache-Control"] == "no-store"


def test_watching_goes_on_until_it_is_ended_and_tells_each_problem_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    study = sample.copy(tmp_path)
    book = study / "coder-b.xlsx"
    cell = sample.find(book, "c022", "stance")
    naps: list[float] = []
    others = set(threading.enumerate())

    def nap(seconds: float) -> None:
        naps.append(seconds)
        assert all(thread.daemon for thread in set(threading.enumerate()) - others)
        if len(naps) == 2:
            sample.put(book, cell, "suport")
        if len(naps) == 6:
            raise KeyboardInterrupt

    monkeypatch.setattr(watching.time, "sleep", nap)
    monkeypatch.setattr("stance.report.render", lambda findings, lang: f"page in {lang}")
    done = CliRunner().invoke(app, ["watch", str(study)])
    assert done.exit_code == 0
    assert naps == [0.5] * 6
    said = done.output.splitlines()
    assert said[0].startswith(f"watching {study}: http://127.0.0.1:")
    assert [line for line in said if "suport" in line] == [
        line for line in said if "coder-b.xlsx" in line
    ]
    assert sum("suport" in line for line in said) == 1
    gone = CliRunner().invoke(app, ["watch", str(tmp_path / "gone")])
    assert "gone" in str(gone.exception)


def terminal(monkeypatch: pytest.MonkeyPatch) -> io.StringIO:
    """Make standard error a terminal, on which work is told at once."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("stance.cli.progress.PATIENCE", 0.0)
    return screen


def waited_for(words: str, seen: io.StringIO) -> bool:
    """Wait until something is shown."""
    for _ in range(1000):
        if words in seen.getvalue():
            return True
        time.sleep(0.01)
    return False


def test_long_work_says_what_it_does_and_how_far_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = terminal(monkeypatch)
    with showing():
        files = steps("reading", ["ana.xlsx", "ben\x1b.xlsx"], str)
        next(files)
        assert waited_for("reading ana.xlsx (1 of 2)", seen)
        next(files)
        assert waited_for("reading ben\\x1b.xlsx (2 of 2)", seen)


def test_the_line_goes_before_anything_else_is_printed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    seen = terminal(monkeypatch)
    with showing():
        step("seeking camps")
        assert waited_for("seeking camps", seen)
        echo("wrote a page")
        length = len(seen.getvalue())
        assert seen.getvalue().endswith("\x1b[1A\x1b[2K")
        time.sleep(0.3)  # a line that is still shown would turn
        assert len(seen.getvalue()) == length
    assert capsys.readouterr().out == "wrote a page\n"


def test_where_nobody_looks_on_nothing_is_shown_or_heard(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.cli.progress.PATIENCE", 0.0)
    with showing(), working("seeking camps"):
        time.sleep(0.05)
    assert capsys.readouterr() == ("", "")


def test_who_stops_a_command_is_told_that_no_file_is_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    study = sample.copy(tmp_path)
    before = {path.name: path.read_bytes() for path in study.glob("*.xlsx")}

    def stopped(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stopped)
    names = "coder-a,coder-b,coder-c,dora"
    words = ["assign", str(study), "--annotators", names, "--per-claim", "4"]
    monkeypatch.setattr("sys.argv", ["stance", *words])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 130
    assert capsys.readouterr().err.rstrip().endswith(STOPPED)
    assert {path.name: path.read_bytes() for path in study.glob("*.xlsx")} == before
    assert not list(study.glob(".*.part"))


# --- what is asked about a table


def asked(capsys: pytest.CaptureFixture[str], file: str, *typed: str) -> list[str]:
    """Return what is said where two answers settle how a table is read."""
    answers = [Answer("--scale", "1..5", "one to five"), Answer("--strict", "a b", "by words")]
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["stance", *typed])
        problem = Problem(code="which-scale", message="which scale", file=file)
        ask(QuestionError(problem, answers), COMMANDS.get(typed[0]))
    return capsys.readouterr().err.splitlines()


def test_a_question_names_the_command_as_typed_with_each_answer_in_place_of_an_earlier_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    typed = ("report", "x.csv", "--scale", "a,b", "--lang=ru", "--strict=x", "-o", "p q.html")
    said = asked(capsys, "x.csv", *typed)
    assert said[1:] == [
        "  one to five:",
        "    stance report x.csv --lang=ru -o 'p q.html' --scale=1..5",
        "  by words:",
        "    stance report x.csv --lang=ru -o 'p q.html' --strict='a b'",
        "  or keep the answer in stance.toml beside the table, as scale = '…'",
    ]


def test_a_command_without_the_option_of_an_answer_says_where_to_write_it_instead(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert asked(capsys, "x.csv", "names", "x.csv")[1:] == [
        "  one to five:",
        '    in stance.toml beside the table: scale = "1..5"',
        "  by words:",
        '    in stance.toml beside the table: strict = "a b"',
    ]


def test_a_question_about_another_programs_table_names_the_program(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_text("Document name,Code,Segment,Created by\nInt,Trade > For,We,ana\n")
    said = asked(capsys, "x.csv", "report", str(path))
    assert [line for line in said if "stance import" in line] == [
        "  this is a table of coded segments of MAXQDA, which is read whole by stance import"
    ]
