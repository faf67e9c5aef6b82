"""Reading and writing 100,000 coded claims, beside the libraries themselves.

Reading: the bar is 2.0 times a bare python_calamine ``to_python()`` of the same file, and a
quarter of ``pandas.read_excel(engine="openpyxl")``. Writing: the bar is openpyxl in write-only
mode, with the same values, formats and dropdowns. Run: python benchmarks/workbooks.py [CLAIMS]
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd
from python_calamine import CalamineWorkbook

from stance.core import contracts as frames
from stance.core.codebook import Codebook, Topic
from stance.workbook import kept
from stance.workbook.content import Content, Settings
from stance.workbook.reading import read
from stance.workbook.writing import write

RUNS = 5


def study(n: int) -> Content:
    """Return a made-up annotator's workbook of n claims."""
    rng = np.random.default_rng(1)
    book = Codebook(tuple(Topic(f"topic-{i}", f"Topic {i}", f"Sentence {i}.") for i in range(20)))
    numbers = np.arange(n)
    words = np.array(["tax", "road", "school", "water", "Größe", "город", "which", "must", "not"])
    sentences = words[rng.integers(0, len(words), (n, 14))]
    experts = [{"expert_id": f"e{i}", "name": f"Expert Number {i}"} for i in range(200)]
    sources = [{"source_id": f"s{i}", "title": f"Paper {i}"} for i in range(500)]
    claims = pd.DataFrame(
        {
            "claim_id": [f"c{i:06d}" for i in numbers],
            "expert_id": [f"e{i % 200}" for i in numbers],
            "source_id": [f"s{i % 500}" for i in numbers],
            "said_on": "2024-01-05",
            "claim": [f"{' '.join(row)} {i}" for i, row in enumerate(sentences)],
            "key_phrase": "a few words",
            "start": numbers * 100.0,
            "end": numbers * 100.0 + 80,
        }
    )
    answers = pd.DataFrame(
        {
            "claim_id": claims["claim_id"],
            "annotator": "big",
            "slot": 1,
            "topic": np.array(book.topic_ids)[rng.integers(0, 20, n)],
            "stance": rng.choice([level.label for level in book.scale.levels], n),
            "confidence": rng.choice(["1", "2", "3"], n),
            "row": numbers + 2,
        }
    )
    return Content(
        name="big.xlsx",
        annotator="big",
        settings=Settings("Big"),
        codebook=book,
        claims=frames.CLAIMS.check(frames.CLAIMS.complete(claims)),
        answers=frames.ANSWERS.check(frames.ANSWERS.complete(answers)),
        experts=frames.EXPERTS.build(experts),
        sources=frames.SOURCES.build(sources),
    )


def bare(path: Path) -> int:
    """Read every sheet with nothing but the library."""
    book = CalamineWorkbook.from_path(str(path))
    return sum(len(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names)


def with_openpyxl(path: Path, rows: list[list[object]]) -> None:
    """Write these rows of a Claims sheet in write-only mode, with formats and dropdowns."""
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Alignment, Border, PatternFill, Side
    from openpyxl.worksheet.datavalidation import DataValidation

    book = Workbook(write_only=True)
    sheet = book.create_sheet("Claims")
    wrap = Alignment(wrap_text=True, vertical="top")
    fill = PatternFill("solid", fgColor="FFF8E1")
    line = Border(bottom=Side("thin"))
    for column in "IJKLMN":
        choice = DataValidation(type="list", formula1="=Topics!$A$2:$A$22")
        choice.add(f"{column}2:{column}{len(rows)}")
        sheet.data_validations.append(choice)
    for row in rows:
        cells = []
        for column, value in enumerate(row):
            cell = WriteOnlyCell(sheet, value=value if value != "" else None)
            cell.alignment = wrap
            if 7 <= column <= 14:
                cell.fill, cell.border = fill, line
            cells.append(cell)
        sheet.append(cells)
    book.save(path)


def seconds(work: Callable[[], object]) -> float:
    """Return the wall time of one run."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def anew(path: Path) -> Content:
    """Read a file that was read before, which is known by its bytes otherwise."""
    kept._KEPT.clear()
    return read(path)


def peak_megabytes(path: Path) -> float:
    """Return the most memory that a fresh process takes to read the file.

    The process tells its own high-water mark: what ``getrusage`` tells of a child begins with
    the memory of the parent that started it, and this one has just written two workbooks.
    """
    code = (
        "import sys; from stance.workbook.reading import read; content = read(sys.argv[1]); "
        "print(open('/proc/self/status').read().split('VmHWM:')[1].split()[0])"
    )
    command = [sys.executable, "-c", code, str(path)]
    return int(subprocess.run(command, check=True, capture_output=True).stdout) / 1024


def main(n: int) -> None:
    """Print the best of interleaved runs, as Markdown."""
    content = study(n)
    with tempfile.TemporaryDirectory() as folder:
        path, peer = Path(folder) / "big.xlsx", Path(folder) / "peer.xlsx"
        writing = seconds(lambda: write(path, content))
        rows = CalamineWorkbook.from_path(str(path)).get_sheet_by_name("Claims").to_python()
        writing_peer = seconds(lambda: with_openpyxl(peer, rows))
        assert len(read(path).annotations) == n
        pairs = [(seconds(lambda: bare(path)), seconds(lambda: anew(path))) for _ in range(RUNS)]
        floor, ours = (min(times) for times in zip(*pairs, strict=True))
        median = statistics.median(mine / peer for peer, mine in pairs)
        slow = seconds(lambda: pd.read_excel(path, sheet_name=None, engine="openpyxl"))
        memory = peak_megabytes(path)
    print(f"| {n:,} claims × {len(rows[0])} columns | seconds | ratio | bar |")
    print("|---|---:|---:|---:|")
    print(f"| bare python_calamine, all sheets | {floor:.2f} | 1.00 | |")
    ratio = f"{ours / floor:.2f} (median {median:.2f})"
    print(f"| stance.workbook.reading.read, all checks | {ours:.2f} | {ratio} | ≤ 2.0 |")
    print(f"| pandas.read_excel, openpyxl | {slow:.2f} | {slow / ours:.1f} × ours | ≥ 4 |")
    print(f"| stance.workbook.writing.write | {writing:.2f} | {writing / writing_peer:.2f} | ≤ 1 |")
    print(f"| openpyxl write-only | {writing_peer:.2f} | 1.00 | |")
    print(f"| peak memory of reading, MB | {memory:.0f} | | < 1,000 |")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
