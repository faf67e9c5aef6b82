"""Faults tried one by one, each in a fork of a process that has collected the tests.

The fault is put into the functions as they stand in memory. One outside of functions, or in one
that runs only while its module is imported, is in force only where that is imported anew: its tests
run in a process of their own, on a copy of the checkout that has it.
"""

import gc
import importlib
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING

import pytest
from _pytest.runner import runtestprotocol

if TYPE_CHECKING:
    from tests.mutants import Fault

#: Seconds of the processor after which a fault has plainly been noticed: something runs without
#: end. Not of the clock, which runs on while a busy machine does other things.
PATIENCE = 150
#: What pytest says where a test failed, or could not be imported; else it ran none of them.
_NOTICED = (1, 2)
#: What it says where it knows no test of such a name.
_UNKNOWN = 4
#: What a fork says: no test failed; one did; the fault could not be put in, and nothing was run.
_MISSED, _FAILED, _NOT_PUT = 0, 1, 9
_FLAGS = ["-q", "-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:cov", "-o", "addopts="]
_FLAGS += ["--hypothesis-seed=0"]
#: The functions of a module by the line in which they begin.
Functions = dict[int, list[FunctionType]]


def try_all(folder: Path, faults: Sequence[tuple["Fault", list[str]]]) -> list["Fault"]:
    """Return the faults that no test noticed; each is told as soon as it is known.

    Args:
        folder: a copy of the checkout. The process works in it from here on.
        faults: what is tried, each with the ids of the tests to run, in their order.
    """
    wanted = {test.partition("::")[0] for _, tests in faults for test in tests}
    os.chdir(folder)
    os.environ["PYTHONPATH"] = sys.path[0] = str(folder)
    for name in [name for name in sys.modules if name.split(".")[0] in ("stance", "tests")]:
        del sys.modules[name]  # the copy's own are to be imported
    trying = _Trying(folder, faults)
    pytest.main([*_FLAGS, *(file for file in sorted(wanted) if Path(file).is_file())], [trying])
    if trying.stopped:
        sys.exit(trying.stopped)
    return trying.missed


class _Trying:
    """A plugin of pytest that tries faults in place of running all tests."""

    def __init__(self, folder: Path, faults: Sequence[tuple["Fault", list[str]]]) -> None:
        self.folder, self.faults = folder, faults
        self.missed: list[Fault] = []
        self.stopped = "the tests could not be collected"

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """Try them."""
        items = {item.nodeid: item for item in session.items}
        functions = _functions(self.folder)
        gc.freeze()
        for test in self.faults[0][1]:
            if test in items and _in_fork([items[test]]):
                self.stopped = f"{test} fails in a fork without any fault"
                return True
        for fault, listed in self.faults:
            tests = [items[test] for test in listed if test in items]
            status = _in_fork(tests, partial(_put, fault, self.folder, functions))
            if status == _NOT_PUT:
                status = self._anew(fault, [item.nodeid for item in tests])
            if status == _MISSED:
                self.missed.append(fault)
                print(f"\nnot noticed: {fault}", flush=True)
            else:
                print("." if status > 0 else "e", end="", flush=True)
        self.stopped = ""
        return True

    def _anew(self, fault: "Fault", tests: list[str]) -> int:
        """Run the tests in a process of their own; return what a fork would."""
        path, listed = self.folder / fault.module, self.folder / "tests.txt"
        right = path.read_text(encoding="utf-8")
        path.write_text(fault.source, encoding="utf-8")
        command = [sys.executable, "-m", "pytest", "-x", *_FLAGS, f"@{listed}"]
        for ids in (tests, [test.partition("[")[0] for test in tests]):
            listed.write_text("\n".join(dict.fromkeys(ids)), encoding="utf-8")
            done = subprocess.run(command, capture_output=True, preexec_fn=_be_patient, check=False)
            if done.returncode != _UNKNOWN:  # a constant may name the cases of a test
                break
        path.write_text(right, encoding="utf-8")
        if done.returncode in _NOTICED or done.returncode < 0:
            return _FAILED
        if done.returncode:
            raise RuntimeError(f"{fault}\npytest ran nothing: {done.stderr.decode()[-2000:]}")
        return _MISSED


def _be_patient() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (PATIENCE, PATIENCE))


def _in_fork(items: Sequence[pytest.Item], put: Callable[[], bool] | None = None) -> int:
    """Run tests in a fork until one fails; return how it ended, below 0 if it was stopped."""
    if process := os.fork():
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    status = _NOT_PUT
    try:
        _be_patient()
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        if put is None or put():
            pairs = zip(items, [*items[1:], None], strict=True)
            status = int(any(_fails(item, following) for item, following in pairs))
    finally:
        os._exit(status)


def _fails(item: pytest.Item, following: pytest.Item | None) -> bool:
    return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))


def _name(module: str) -> str:
    return module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def _functions(folder: Path) -> dict[str, Functions]:
    """Return all functions of the program, by module."""
    for path in sorted((folder / "stance").rglob("*.py")):
        if path.stem != "__main__":
            importlib.import_module(_name(str(path.relative_to(folder))))
    found: dict[str, Functions] = {}
    for held in gc.get_objects():
        if isinstance(held, FunctionType) and str(held.__module__).partition(".")[0] == "stance":
            lines = found.setdefault(held.__module__, {})
            lines.setdefault(held.__code__.co_firstlineno, []).append(held)
    return found


def _put(fault: "Fault", folder: Path, functions: dict[str, Functions]) -> bool:
    """Put a fault into the functions that have it; return whether all of it stands in functions."""
    if fault.defines:
        return False
    path = str(folder / fault.module)
    text = Path(path).read_text(encoding="utf-8")
    changed = _changed(compile(text, path, "exec"), compile(fault.source, path, "exec"))
    found = functions.get(_name(fault.module), {})
    for before, after in changed or ():
        places = [f for f in found.get(before.co_firstlineno, ()) if f.__name__ == before.co_name]
        if not places:
            return False
        for place in places:
            place.__code__ = after
    return bool(changed)


def _changed(before: CodeType, after: CodeType) -> list[tuple[CodeType, CodeType]] | None:
    """Return the functions that differ, as they are and as they become; None if more does."""
    if before.co_code != after.co_code or before.co_names != after.co_names:
        return None
    found: list[tuple[CodeType, CodeType]] = []
    for one, other in zip(before.co_consts, after.co_consts, strict=True):
        if not isinstance(one, CodeType):
            if repr(one) != repr(other):
                return None
        elif one != other:
            if one.co_flags & 0x2:  # a function; else the body of a class
                found.append((one, other))
            elif (inside := _changed(one, other)) is None:
                return None
            else:
                found += inside
    return found
