"""Commands that die at one of their file operations: ``python -m tests.killed [COMMAND…]``.

Each command that writes is run on a small study, killed at each of its operations in turn, or, with
``--how full`` and ``--how share``, refused it: a disk that is full from there on, a share on which
files cannot be renamed. Then what is there is looked at, and the command is run again. Printed is
what was lost, is neither old nor new, or differs from a run that nothing befell.
"""

import argparse
import os
import shutil
import sys
import tempfile
import traceback
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

import openpyxl

from stance.core.errors import DataError
from stance.study.history import HISTORY_FILE, past
from stance.workbook.reading import read
from tests import dna_database
from tests.machines.models import answer_batch, code
from tests.study.machine import new_study

How = Literal["kill", "full", "share"]
_KILLED = 9
_WRITING = {"os.rename", "os.remove", "os.mkdir", "os.chmod", "os.truncate"}
_REFUSED = {"kill": {"open", *_WRITING}, "full": {"open", "os.mkdir"}, "share": {"os.rename"}}


class Ended(NamedTuple):
    """How a run ended: its exit code, how many operations it made, what it said."""

    code: int
    operations: int
    said: str


@dataclass(frozen=True)
class Scene:
    """A command and the folder on which it runs.

    Attributes:
        before: the folder as it is before.
        arguments: what is given to the command; "{study}" stands for the folder.
    """

    before: Path
    arguments: Sequence[str]

    def run(self, folder: Path, nth: int = 0, how: How = "kill") -> Ended:
        """Run the command on a folder; its n-th operation, if any, does not come about."""
        arguments = [text.replace("{study}", str(folder)) for text in self.arguments]
        return attempt(lambda: _command(arguments), folder.parent, nth, how)


def attempt(run: Callable[[], int], within: Path, nth: int, how: How = "kill") -> Ended:
    """Run a function in a process of its own that fails at its n-th operation in a folder.

    Args:
        run: the function; it returns an exit code.
        within: where files are counted.
        nth: the operation, from 1; 0 for none.
        how: "kill": the process dies; "full": from there on nothing can be written; "share": no
            file can be renamed.
    """
    reading, writing = os.pipe()
    words = tempfile.TemporaryFile()  # noqa: SIM115 - both processes write into it
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # that other threads are running: they are not needed
        child = os.fork()
    if not child:
        try:
            os.dup2(words.fileno(), 1)
            os.dup2(words.fileno(), 2)
            sys.addaudithook(_hook(str(within), nth, how, writing))
            code = run()
        except BaseException:
            os.write(2, traceback.format_exc().encode())
            code = 70
        finally:
            os._exit(code)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        operations = len(pipe.read())
    _, status = os.waitpid(child, 0)
    words.seek(0)
    said = words.read().decode(errors="replace")
    words.close()
    return Ended(os.waitstatus_to_exitcode(status), operations, said)


def _hook(within: str, nth: int, how: How, pipe: int) -> Callable[[str, tuple[Any, ...]], None]:
    done = 0

    def hook(event: str, args: tuple[Any, ...]) -> None:
        nonlocal done
        if event == "open":
            flags = os.O_WRONLY | os.O_RDWR | os.O_CREAT
            counts = isinstance(args[2], int) and bool(args[2] & flags)
        else:
            counts = event in _WRITING
        if not counts or not args or not str(args[0]).startswith(within):
            return
        done += 1
        os.write(pipe, b".")
        if nth and done >= nth and event in _REFUSED[how]:
            if how == "kill":
                os._exit(_KILLED)
            error = (28, "No space left on device") if how == "full" else (13, "Not permitted")
            raise OSError(*error, str(args[0]))

    return hook


def _command(arguments: Sequence[str]) -> int:
    from stance.cli import app  # here, so that its imports are done when the process begins

    sys.argv = ["stance", *arguments]
    sys.stdout = open(1, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    sys.stderr = open(2, "w", encoding="utf-8", closefd=False)  # noqa: SIM115
    try:
        app.main()
    except SystemExit as end:
        sys.stdout.flush()
        sys.stderr.flush()
        return int(end.code or 0)


def state(folder: Path) -> dict[str, object]:
    """Return all that counts in a folder: claims and answers by workbook, the history."""
    found: dict[str, object] = {}
    study = None
    for path in sorted(folder.rglob("*.xlsx"), key=lambda p: (p.name != "study.xlsx", str(p))):
        name = str(path.relative_to(folder))
        if name.startswith("."):  # what a killed command had not finished
            continue
        if path.name == "tables.xlsx":  # of an export: nobody's answers
            found[name] = _cells(path)
            continue
        try:
            content = read(path, study if path.parent == folder else None)
        except DataError as error:
            found[name] = f"unreadable: {error}"
            continue
        study = content if path.name == "study.xlsx" and path.parent == folder else study
        places = [n for n in content.answers if str(n).endswith("_cell")]
        answers = content.answers.drop(columns=[*places, "file", "sheet", "row"]).to_csv()
        claims = content.claims[["claim_id", "expert_id", "claim", "kind"]].to_csv()
        found[name] = (answers, claims, content.experts.to_csv())
    for path in sorted(folder.glob("machines/*.csv")):
        found[f"machines/{path.name}"] = path.read_bytes()
    if (folder / HISTORY_FILE).is_file():
        try:
            answers_by_key = past(folder).answers.items()
        except DataError as error:
            found[HISTORY_FILE] = f"unreadable: {error}"
        else:
            found[HISTORY_FILE] = sorted((k, tuple(map(str, a))) for k, a in answers_by_key)
    return found


def _cells(path: Path) -> object:
    try:
        book = openpyxl.load_workbook(path, read_only=True)
    except (OSError, ValueError, KeyError, zipfile.BadZipFile) as error:
        return f"unreadable: {error}"
    return {sheet.title: list(sheet.values) for sheet in book}


def findings(scene: Scene, room: Path, how: How = "kill", every: int = 1) -> tuple[int, list[str]]:
    """Return how many operations the command makes, and what is wrong after failures.

    Args:
        scene: the command.
        room: a folder for what is tried.
        how: what befalls it at each of its operations; after that it is run again.
        every: only at each so-many-th operation.
    """
    folder = room / "study"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(scene.before, folder)
    before = state(folder)
    ended = scene.run(folder)
    return ended.operations, list(_tried(scene, folder, before, ended, how, every))


def _tried(
    scene: Scene, folder: Path, before: Mapping[str, object], clean: Ended, how: How, every: int
) -> Iterator[str]:
    after, files = state(folder), _files(folder)
    if clean.code not in (0, 1):
        yield f"it ends with {clean.code}: {clean.said[-400:]}"
    for nth in range(1, clean.operations + 1, every):
        shutil.rmtree(folder)
        shutil.copytree(scene.before, folder)
        failed = scene.run(folder, nth, how)
        yield from (f"at {nth}: {what}" for what in _between(before, state(folder), after))
        if how != "kill" and (failed.code not in (0, 1, 2) or "Traceback" in failed.said):
            yield f"at {nth}: it ends with {failed.code}: {failed.said[-400:]}"
        left = [name for name in _files(folder) if name.endswith(".part")]
        if left and (how != "kill" or not all(Path(name).name.startswith(".") for name in left)):
            yield f"at {nth}: left behind: {left}"
        if failed == clean:  # that operation is none that is refused: nothing befell it
            continue
        again = scene.run(folder)
        if again.code != clean.code:
            yield f"at {nth}: run again it ends with {again.code}: {again.said[-400:]}"
        now = state(folder)
        if other := sorted(n for n in {*now, *after} if now.get(n) != after.get(n)):
            yield f"at {nth}: run again, {', '.join(other)} are not as without a failure"
        gone = [n for n in files if n not in _files(folder) and not n.endswith(".bak")]
        if gone:
            yield f"at {nth}: run again, {', '.join(gone)} are not there"


def _between(
    before: Mapping[str, object], now: Mapping[str, object], after: Mapping[str, object]
) -> Iterator[str]:
    for name in before:
        if name not in now:
            yield f"{name} is gone"
    for name, found in now.items():
        if isinstance(found, str):
            yield f"{name}: {found[:200]}"
        elif found not in (before.get(name, found), after.get(name)):
            yield f"{name} is neither old nor new"


def _files(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file())


def edited(source: Path, target: Path, cells: Mapping[tuple[str, int, str], str]) -> Path:
    """Write into cells of a workbook, by sheet, row and header; save it elsewhere."""
    book = openpyxl.load_workbook(source)
    for (sheet, row, header), text in cells.items():
        heads = [cell.value for cell in book[sheet][1]]
        book[sheet].cell(row, heads.index(header) + 1).value = text
    target.parent.mkdir(parents=True, exist_ok=True)
    book.save(target)
    return target


def receiving(room: Path) -> Scene:
    """Make a study, and what two annotators sent back, which is received."""
    fresh = new_study(room / "fresh")
    inbox = [_returned(fresh, room / "inbox", name) for name in ("ana", "ben")]
    return Scene(fresh, ["receive", "{study}", *map(str, inbox)])


def scenes(room: Path) -> dict[str, Scene]:
    """Make a scene for every command that writes."""
    receive = receiving(room)
    fresh, inbox = receive.before, receive.arguments[2:]
    received = room / "received"
    shutil.copytree(fresh, received)
    receive.run(received)
    reworded = room / "reworded"
    shutil.copytree(received, reworded)
    words = {("Claims", 3, "claim"): "Other words.", ("Topics", 2, "proposition"): "All is good."}
    edited(received / "study.xlsx", reworded / "study.xlsx", words)
    twice = room / "twice"
    shutil.copytree(fresh, twice)
    spelled = {("Experts", 2, "name"): "Farkhod Tolipov", ("Experts", 3, "name"): "Farhad Tolipov"}
    edited(fresh / "study.xlsx", twice / "study.xlsx", spelled)
    names = room / "names.xlsx"
    Scene(twice, ["names", "{study}", "-o", str(names)]).run(twice)
    edited(names, names, {(openpyxl.load_workbook(names).sheetnames[0], 2, "same"): "yes"})
    articles = room / "articles"
    articles.mkdir()
    (articles / "a.txt").write_text(f"“{_QUOTE},” said Ivan Petrov, a lecturer.\n", "utf-8")
    extracted = room / "extracted"
    Scene(fresh, ["extract", str(articles), "-o", "{study}"]).run(extracted)
    (articles / "b.txt").write_text("“We are not ready,” said Anna Smith, a poet.\n", "utf-8")
    asked, requests, results = (room / n for n in ("asked", "requests.jsonl", "results.jsonl"))
    shutil.copytree(received, asked)
    prompt = ["machine", "prompt", "{study}", "--model", "m", "--form", "openai", "-o"]
    Scene(asked, [*prompt, str(requests)]).run(asked)
    answer_batch(requests, results, "openai", lambda _: code(("topic-a", "for")))
    tables = room / "tables"
    tables.mkdir()
    for name, text in _TABLES.items():
        (tables / name).write_text(text, "utf-8")
    dna = str(dna_database.write(room / "debate.dna"))
    one, other = str(fresh / "ana.xlsx"), inbox[0]
    assign = ["assign", "{study}", "--annotators", "ana,ben,cem,dan", "--per-claim", "4"]
    return {
        "receive": receive,
        "update": Scene(reworded, ["update", "{study}"]),
        "assign": Scene(fresh, assign),
        "correct": Scene(received, ["correct", "{study}"]),
        "norm": Scene(received, ["norm", "{study}", "-o", "{study}/../talk.xlsx"]),
        "history": Scene(reworded, ["history", "{study}"]),
        "adjudicate": Scene(received, ["adjudicate", "{study}"]),
        "names": Scene(twice, ["names", "{study}", "--apply", str(names)]),
        "extract": Scene(extracted, ["extract", str(articles), "-o", "{study}"]),
        "merge": Scene(fresh, ["merge", one, other, one, "-o", "{study}/merged/ana.xlsx"]),
        "report": Scene(received, ["report", "{study}", "-o", "{study}/page.html"]),
        "export": Scene(received, ["export", "{study}", "{study}/out"]),
        "deposit": Scene(received, ["deposit", "{study}", "-o", "{study}/deposit"]),
        "network": Scene(received, ["network", "{study}", "-o", "{study}/../network.csv"]),
        "marked": Scene(received, ["check", "{study}/ana.xlsx", "--marked", "{study}/../m.xlsx"]),
        "new": Scene(articles, ["new", "{study}/another"]),
        "suggest": Scene(received, ["suggest", "{study}", "--show"]),
        "prompt": Scene(received, [*prompt, "{study}/requests.jsonl"]),
        "read": Scene(asked, ["machine", "read", "{study}", str(results)]),
        "from-csv": Scene(articles, ["from-csv", str(tables), "-o", "{study}/made"]),
        "import": Scene(articles, ["import", dna, "-o", "{study}/made"]),
    }


_QUOTE = "The border should be opened at once"
_TABLES = {
    "topics.csv": "topic,proposition\ntrade,Trade helps.\n",
    "experts.csv": "expert_id,name\nanna,Anna Example\n",
    "claims.csv": "claim_id,expert,claim\nc1,anna,Trade helps all.\n",
    "ana.csv": "claim_id,topic,stance\nc1,trade,for\n",
}


def _returned(study: Path, inbox: Path, name: str) -> Path:
    first = 0 if name == "ana" else 1
    cells = {
        ("Claims", row, column): text
        for row in range(2, 8)
        for column, text in (
            ("topic", "topic-a"),
            ("stance", ("for", "against")[row % 2 and first]),
            ("confidence", "2"),
            ("note", f"note {row} of {name}"),
        )
    }
    cells |= {("Claims", 8, "not_a_claim"): "yes", ("Claims", 3, "correct_speaker"): "e2"}
    return edited(study / f"{name}.xlsx", inbox / f"{name}.xlsx", cells)


def main() -> int:
    """Print what is found; return how the process ends."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("commands", nargs="*")
    parser.add_argument("--how", choices=["kill", "full", "share"], default="kill")
    parser.add_argument("--every", type=int, default=1, help="only each so-many-th operation")
    given = parser.parse_args()
    n_found = 0
    with tempfile.TemporaryDirectory() as made:
        room = Path(made)
        made_scenes = scenes(room)
        for name in given.commands or made_scenes:
            n_operations, found = findings(
                made_scenes[name], room / "tried", given.how, given.every
            )
            n_found += len(found)
            print(f"{name}: {n_operations} operations, {len(found)} findings", flush=True)
            print("".join(f"  {what}\n" for what in found), end="", flush=True)
    return 1 if n_found else 0


if __name__ == "__main__":
    raise SystemExit(main())
