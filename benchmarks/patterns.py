"""Every regular expression of stance on long runs of every mark and cue: growth, and the slowest.

A pattern that goes back over what it has read takes time with the square of a run's length. Each is
searched for in runs of one text, repeated, of 1,000 to 16,000 characters, until it has taken a
second; the exponent is that of a power law between the last two lengths. Listed is what grows
faster than linear.

Run: python benchmarks/patterns.py [--most 1.25]
"""

import argparse
import importlib
import math
import pkgutil
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

import stance

MARKS = "\"'“”„«»‹›‘’`.,;:!?…-–—_()[]{}<>/\\|@#&*+=%$~^ \t\n\r\u00a0\u200b0aAяЯéß字"
CUES = ("said ", "Ben ", "B. ", "a. ", "Mr. ", "he said, ", "сказал ", "1. ", "1-", "a, ", "A, ")
MORE = ("“a” ", "(a) ", "<a>", "</a>", "a=b ", "- a\n", "# a\n", "\n\n", "a\n", "=1+", "Ab", "a's ")
LENGTHS = (1_000, 4_000, 16_000)
_LONG = 1.0
_SHORTEST = 0.004
#: So many runs say enough of a pattern.
_ENOUGH = 3


def patterns() -> dict[str, re.Pattern[str] | re.Pattern[bytes]]:
    """Return every compiled pattern that stands in a module of stance, by module and name."""
    found: dict[str, re.Pattern[str] | re.Pattern[bytes]] = {}
    for info in pkgutil.walk_packages(stance.__path__, "stance."):
        if info.name.endswith("__main__"):
            continue
        module = importlib.import_module(info.name)
        for name, value in vars(module).items():
            for number, pattern in enumerate(_patterns_in(value)):
                found.setdefault(f"{info.name}.{name}[{number}]", pattern)
    seen: set[tuple[object, int]] = set()
    alone = {}
    for name, pattern in found.items():
        if (pattern.pattern, pattern.flags) not in seen:
            seen.add((pattern.pattern, pattern.flags))
            alone[name] = pattern
    return alone


def _patterns_in(value: object) -> Iterator[re.Pattern[str] | re.Pattern[bytes]]:
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, dict):
        yield from (p for item in (*value, *value.values()) for p in _patterns_in(item))
    elif isinstance(value, list | tuple | set | frozenset):
        yield from (p for item in value for p in _patterns_in(item))


def runs() -> Iterable[str]:
    """Return the texts that are repeated."""
    return (*MARKS, *CUES, *MORE)


def only_from_the_start(name: str) -> bool:
    """Say whether the code uses a pattern of this name only where a text begins."""
    module, _, variable = name.partition("[")[0].rpartition(".")
    files = [f"{module.replace('.', '/')}.py"] if variable.startswith("_") else list(_USES)
    uses = {use for file in files for bare, use in _USES.get(file, ()) if bare == variable}
    return bool(uses) and uses <= {"match", "fullmatch", "pattern"}


_ROOT = Path(stance.__file__).parent
_USED = re.compile(r"\b([A-Za-z_]\w*)\.(\w+)\b")
#: By file, what stands before and behind each dot.
_USES = {
    path.relative_to(_ROOT.parent).as_posix(): set(_USED.findall(path.read_text("utf-8")))
    for path in _ROOT.rglob("*.py")
}


def seconds(pattern: re.Pattern[str] | re.Pattern[bytes], text: str, *, once: bool) -> float:
    """Return how long it takes to find the pattern in a text, the less of two tries.

    Args:
        pattern: what is sought, everywhere.
        text: where.
        once: seek it where the text begins alone.
    """
    tries = []
    for _ in range(2):
        start = time.process_time()
        searched = text.encode() if isinstance(pattern.pattern, bytes) else text
        if once:
            pattern.match(searched)  # type: ignore[arg-type]
        else:
            for _found in pattern.finditer(searched):  # type: ignore[arg-type]
                pass
        tries.append(time.process_time() - start)
        if tries[-1] > _LONG:
            break
    return min(tries)


def growth(
    pattern: re.Pattern[str] | re.Pattern[bytes], run: str, *, once: bool
) -> tuple[float, float, int]:
    """Return the exponent of growth, the seconds of the longest run, and its length."""
    taken: list[tuple[int, float]] = []
    for length in LENGTHS:
        text = (run * (length // len(run) + 1))[:length] + "\0"
        taken.append((length, seconds(pattern, text, once=once)))
        if taken[-1][1] > _LONG:
            break
    longest = taken[-1]
    if len(taken) < 2 or longest[1] < _SHORTEST:
        return 0.0, longest[1], longest[0]
    before = taken[-2]
    return (
        math.log(max(longest[1], 1e-7) / max(before[1], 1e-7)) / math.log(longest[0] / before[0]),
        longest[1],
        longest[0],
    )


def main() -> None:
    """Print what grows faster than linear, and how many patterns and runs were tried."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--most", type=float, default=1.25, help="exponent that is linear still")
    most = parser.parse_args().most
    every = patterns()
    print("| pattern | run | characters | seconds | exponent |")
    print("| --- | --- | ---: | ---: | ---: |")
    n_faster = 0
    for name, pattern in every.items():
        once, n_before = only_from_the_start(name), n_faster
        for run in runs():
            if n_faster >= n_before + _ENOUGH:
                break
            exponent, taken, length = growth(pattern, run, once=once)
            if exponent > most:
                n_faster += 1
                shown = f"| {name} | {run!r} | {length:,} | {taken:.2f} | {exponent:.2f} |"
                print(shown, flush=True)
    n_runs = len(list(runs()))
    print(f"\n{len(every)} patterns on {n_runs} runs each: {n_faster} grow faster than linear")


if __name__ == "__main__":
    main()
