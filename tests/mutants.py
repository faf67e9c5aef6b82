"""Small faults put into the code on purpose: does a test notice? (make mutants)

Every place where a fault can be put is listed from the syntax trees of ``stance/``: a comparison
or a sign turned round, a bound moved by one, a condition turned, a first taken for a last. Of
these a sample is drawn by seed. Each fault is tried alone, see ``faults_tried``: the tests that ran
its line are run, the quickest first, until one fails. A fault that changes nothing a
user could see is named in ``mutants_equivalent.toml`` with the reason and is not counted.

The tests that need a browser or a spreadsheet program are left out, for they take minutes.
"""

import argparse
import ast
import copy
import json
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from tests.faults_tried import try_all
from tests.house import imports

ROOT = Path(__file__).parents[1]
EQUIVALENT = Path(__file__).with_name("mutants_equivalent.toml")
#: The share of faults that tests have to notice.
BAR = 0.9
#: The part of all tests' time that is tried at most for one fault: half a minute where all of them
#: take twenty. A share, for on a busy machine every test seems to take longer than it does.
_PART = 40
#: What the names of tests say that hold whole pages, tables and texts against committed ones. They
#: notice most, whatever room they are of, and so go before all that take longer than a moment.
_HELD, _MOMENT = "committed", 0.1
_SLOW = "not browser and not libreoffice"

_TURNED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Div,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}
_CALLS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True)
class Fault:
    """One fault: where it is put, and what the line becomes.

    Attributes:
        module: the file, from the root.
        line: the line that changes, counted from 1.
        lines: the lines of the whole statement; of one that defines, those that read it, too.
        defines: it stands outside of functions, or no test runs it in its own process: it ran for
            whichever test imported it first.
        before: the line as it is.
        after: the line with the fault.
        source: the whole module with the fault.
    """

    module: str
    line: int
    lines: Sequence[int]
    defines: bool
    before: str
    after: str
    source: str

    @property
    def room(self) -> str:
        """The room of the module."""
        return Path(self.module).parts[1]

    def __str__(self) -> str:
        return f"{self.module}:{self.line}\n    - {self.before}\n    + {self.after}"


def _changes(node: ast.AST) -> Iterator[ast.AST]:
    """Yield what the node may become; fields that are nodes themselves are shared."""
    if isinstance(node, ast.Compare) and len(node.ops) == 1 and type(node.ops[0]) in _TURNED:
        yield ast.Compare(node.left, [_TURNED[type(node.ops[0])]()], node.comparators)
    elif isinstance(node, ast.BinOp | ast.AugAssign | ast.BoolOp) and type(node.op) in _TURNED:
        changed = copy.copy(node)
        changed.op = _TURNED[type(node.op)]()
        yield changed
    elif isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not | ast.USub):
        yield node.operand
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        changed = copy.copy(node)
        changed.test = ast.UnaryOp(ast.Not(), node.test)
        yield changed
    elif isinstance(node, ast.Constant) and type(node.value) is bool:
        yield ast.Constant(not node.value)
    elif isinstance(node, ast.Constant) and type(node.value) in (int, float):
        more = node.value + 1 if type(node.value) is int or not node.value else node.value * 1.5
        yield ast.Constant(more)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in _CALLS:
        yield ast.Call(ast.Name(_CALLS[node.func.id], ast.Load()), node.args, node.keywords)
    elif isinstance(node, ast.Return) and not isinstance(node.value, ast.Constant | None):
        yield ast.Return(ast.Constant(None))


#: Arguments that say what holds anyway: that lists are of one length, a matrix is symmetric, an
#: array need not be copied. Turned round, they would show in a wrong program only, or never.
_SAID_ANYWAY = ("strict=True", "checks=False", "copy=False")
#: Numbers below this, and roundings to so many digits, stand for what arithmetic leaves over: what
#: is alike differs by far less, all else by far more, and where between them the bound lies shows
#: nowhere.
_HAIR, _DIGITS = 1e-8, 9


def _hidden(tree: ast.Module) -> set[ast.AST]:
    """Return what no test could notice: types, help texts, how records and results are kept.

    So are arguments that say what holds anyway, and where exactly a hair of rounding ends; see
    ``_SAID_ANYWAY`` and ``_HAIR``.
    """
    hidden: set[ast.AST] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            hidden |= set(ast.walk(node))
        for part in ("annotation", "returns"):
            if note := getattr(node, part, None):
                hidden |= set(ast.walk(note))
        called = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        if called.endswith("Option") or called in ("dataclass", "lru_cache"):
            hidden |= set(ast.walk(node))
        if isinstance(node, ast.keyword) and isinstance(node.value, ast.Constant):
            hidden |= {node.value} if ast.unparse(node) in _SAID_ANYWAY else set()
        if called.endswith(".reshape"):  # any negative number stands for what is left
            hidden |= {one.operand for one in node.args if isinstance(one, ast.UnaryOp)}
        if _is_hair(node):
            hidden.add(node)
        if isinstance(node, ast.Compare) and any(map(_is_hair, ast.walk(node))):
            hidden.add(node)
        if called.rpartition(".")[2] == "round":
            hidden |= {one for one in node.args if getattr(one, "value", 0) in range(_DIGITS, 20)}
    return hidden


def _is_hair(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is float and 0 < node.value < _HAIR


def faults_of(path: Path) -> Iterator[Fault]:
    """Yield every fault that can be put into a module, one at a time."""
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text)
    hidden = _hidden(tree)
    parents = {child: node for node in ast.walk(tree) for child in ast.iter_child_nodes(node)}
    strings = [node for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    in_strings = {part for string in strings for part in ast.walk(string)}
    for node in list(ast.walk(tree)):
        if node in hidden or not hasattr(node, "lineno") or node not in parents:
            continue
        for changed in _changes(node):
            if isinstance(node, ast.If | ast.While):  # only its condition stands in the text
                spot, put = node.test, changed.test
            else:
                spot, put = node, changed
            after = _with(text, spot, ast.unparse(ast.fix_missing_locations(put)))
            if after != text and (node not in in_strings or _is_python(after)):
                line = spot.lineno
                lines = after.splitlines()
                yield Fault(
                    str(path.relative_to(ROOT)),
                    line,
                    _statement(node, parents, text),
                    not _in_function(node, parents),
                    text.splitlines()[line - 1].strip(),
                    lines[line - 1].strip(),
                    after,
                )


def _in_function(node: ast.AST, parents: dict[ast.AST, ast.AST]) -> bool:
    """Say whether it stands in the body of a function; defaults and decorators do not."""
    while node in parents:
        below, node = node, parents[node]
        if isinstance(node, ast.Lambda) or (
            isinstance(node, ast.FunctionDef) and below in node.body
        ):
            return True
    return False


def _statement(node: ast.AST, parents: dict[ast.AST, ast.AST], text: str) -> Sequence[int]:
    """Return the lines of the statement that the node is part of, without what it encloses.

    Of the head of a function they are all of its lines, of a constant or a field all that name it.
    """
    inside = _in_function(node, parents)
    while not isinstance(node, ast.stmt):
        node = parents[node]
    if isinstance(node, ast.FunctionDef):
        return range(node.lineno, (node.end_lineno or 0) + 1)
    body = getattr(node, "body", None)
    last = body[0].lineno - 1 if isinstance(body, list) and body else node.end_lineno or 0
    lines = range(node.lineno, max(last, node.lineno) + 1)
    if inside or not isinstance(node, ast.Assign | ast.AnnAssign):
        return lines
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    names = {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
    words = (set(re.findall(r"\w+", line)) for line in text.splitlines())
    return [*lines, *(n for n, named in enumerate(words, 1) if not names.isdisjoint(named))]


def _with(text: str, node: ast.AST, words: str) -> str:
    """Return the text with the node's own words replaced."""
    lines = text.encode("utf-8").split(b"\n")
    first, last = lines[node.lineno - 1], lines[node.end_lineno - 1]
    inside = f"({words})" if isinstance(node, ast.expr) else words
    whole = first[: node.col_offset] + inside.encode() + last[node.end_col_offset :]
    lines[node.lineno - 1 : node.end_lineno] = [whole]
    return b"\n".join(lines).decode("utf-8")


def _is_python(text: str) -> bool:
    """Say whether it is: before Python 3.12, nobody knows where in an f-string a part stands."""
    try:
        ast.parse(text)
    except SyntaxError:
        return False
    return True


def _copy_checkout(folder: Path) -> None:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE).stdout
    for name in filter(None, listed.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


@cache
def _imports(folder: str) -> dict[str, set[str]]:
    """Return what each file of a folder imports, by its path from the root."""
    paths = (ROOT / folder).rglob("*.py")
    return {path.relative_to(ROOT).as_posix(): imports(path) for path in paths}


def _importing(module: str, folder: str) -> Iterator[str]:
    """Yield the files of a folder that import a module."""
    name = module.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    for path, names in _imports(folder).items():
        if any(f"{other}.".startswith(f"{name}.") for other in names):
            yield path


@dataclass(frozen=True)
class Trace:
    """Which tests run which line, and how long each test takes.

    Attributes:
        of_line: tests by ``module:line``.
        of_module: tests by module, for what runs before any test, when it is imported.
        seconds: by test.
    """

    of_line: dict[str, list[str]]
    of_module: dict[str, list[str]]
    seconds: dict[str, float]

    def placed(self, fault: Fault) -> Fault:
        """Return the fault, and that it defines what others read where no test runs its lines."""
        ran = any(f"{fault.module}:{line}" in self.of_line for line in fault.lines)
        return fault if ran else replace(fault, defines=True)

    def tests_for(self, fault: Fault) -> list[str]:
        """Return the tests to try, up to a bound of time: of the module, of the room, all others.

        Tests of a module stand in a file of its name, in the folder of its room. Of other tests the
        quickest case of each goes first, for further cases of one are much alike.
        """
        ran = {t for n in fault.lines for t in self.of_line.get(f"{fault.module}:{n}", ())}
        found = set(ran)
        if fault.defines or not found:
            readers = set(_importing(fault.module, "tests"))
            found |= {test for test in self.seconds if test.partition("::")[0] in readers}
            found |= set(self.of_module.get(fault.module, ()))
        if not found:  # it only defines what other modules read
            names = _importing(fault.module, "stance")
            found = {test for name in names for test in self.of_module.get(name, ())}

        beside = f"tests/{fault.room}/test_{Path(fault.module).stem}.py"
        cases: Counter[str] = Counter()
        turn: dict[str, int] = {}
        for test in sorted(found, key=lambda test: (self.seconds.get(test, 0.0), test)):
            turn[test] = cases[test.partition("[")[0]]
            cases[test.partition("[")[0]] += 1

        def order(test: str) -> tuple[bool, bool, bool, bool, float, bool, float, str]:
            held = _HELD in test.partition("::")[2].partition("[")[0]
            own, seconds = test.startswith(f"tests/{fault.room}/"), self.seconds.get(test, 0.0)
            first = not test.startswith(beside)
            known = _MOMENT if held else seconds
            further, far = first and turn[test] > 0, not (own or held)
            return test not in ran, further, far, first, known, not own, seconds, test

        chosen, spent, most = [], 0.0, sum(self.seconds.values()) / _PART
        for test in sorted(found, key=order):
            seconds = self.seconds.get(test, 0.0)
            if spent + seconds <= most or not chosen:
                spent += seconds
                chosen.append(test)
        return chosen


def trace(folder: Path) -> Trace:
    """Run all tests of a copy once, and note which of them run which line."""
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-m", _SLOW]
    command += ["--cov=stance", "--cov-context=test", "--cov-report=", "--junitxml=times.xml"]
    environment = os.environ | {"PYTHONPATH": str(folder)}
    done = subprocess.run(
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, text=True, check=False
    )
    if done.returncode:
        sys.exit(done.stdout[-3000:] + "\nthe tests fail without any fault; mend them first")
    from coverage import CoverageData

    data = CoverageData(str(folder / ".coverage"))
    data.read()
    of_line: dict[str, list[str]] = {}
    of_module: dict[str, set[str]] = {}
    for file in data.measured_files():
        name = str(Path(file).resolve().relative_to(folder.resolve()))
        for line, contexts in data.contexts_by_lineno(file).items():
            found = {context.rpartition("|")[0] for context in contexts if context}
            if found:
                of_line[f"{name}:{line}"] = sorted(found)
            of_module.setdefault(name, set()).update(found)
    seconds = {}
    for case in ET.parse(folder / "times.xml").iter("testcase"):  # noqa: S314  written just now
        file = case.get("classname", "").replace(".", "/") + ".py"
        seconds[f"{file}::{case.get('name')}"] = float(case.get("time", "0"))
    return Trace(of_line, {name: sorted(found) for name, found in of_module.items()}, seconds)


def known_equivalent() -> set[tuple[str, str, str]]:
    """Return the faults that change nothing, as module, line before and line after."""
    listed = tomllib.loads(EQUIVALENT.read_text(encoding="utf-8")).get("fault", [])
    return {(one["module"], one["before"], one["after"]) for one in listed}


def main() -> int:
    """Draw the sample, try it, print the table of rooms; 1 where too few were noticed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, default=300, help="faults to try")
    parser.add_argument("--seed", type=int, default=1, help="seed of the sample")
    parser.add_argument("--only", default="", help="a room or module, such as analysis/camps")
    parser.add_argument("--trace", type=Path, help="which tests run which line: kept there")
    parser.add_argument("--also", nargs="*", default=[], help="ids of tests to run besides")
    wanted = parser.parse_args()
    paths = sorted((ROOT / "stance").rglob("*.py"))
    paths = [p for p in paths if str(p.relative_to(ROOT)).startswith(f"stance/{wanted.only}")]
    places = [fault for path in paths for fault in faults_of(path)]
    known = known_equivalent()
    places = [f for f in places if (f.module, f.before, f.after) not in known]
    chosen = random.Random(wanted.seed).sample(places, min(wanted.sample, len(places)))  # noqa: S311
    with tempfile.TemporaryDirectory() as base:
        folder = Path(base).resolve() / "copy"
        _copy_checkout(folder)
        if wanted.trace and wanted.trace.exists():
            seen = Trace(**json.loads(wanted.trace.read_text(encoding="utf-8")))
        else:
            print("running all tests once, to see which of them run which line …", flush=True)
            seen = trace(folder)
        if wanted.trace:
            wanted.trace.write_text(json.dumps(asdict(seen)), encoding="utf-8")
        chosen = [seen.placed(fault) for fault in chosen]
        also = dict.fromkeys(wanted.also)
        tests = [list(also | dict.fromkeys(seen.tests_for(fault))) for fault in chosen]
        missed = try_all(folder, list(zip(chosen, tests, strict=True)))
    tried, missing = (Counter(f.room for f in faults) for faults in (chosen, missed))
    print(f"\n\n{'room':<12} {'tried':>6} {'noticed':>8}")
    for room in sorted(tried):
        print(f"{room:<12} {tried[room]:>6} {tried[room] - missing[room]:>8}")
    share = 1 - len(missed) / max(len(chosen), 1)
    noticed = len(chosen) - len(missed)
    print(f"{'all':<12} {len(chosen):>6} {noticed:>8}  {share:.1%}, of {len(places)} places")
    return int(share < BAR)


if __name__ == "__main__":
    sys.exit(main())
