"""How many of the sample study's claims one cell each gives, and how many cells that takes.

Run: python benchmarks/ticking.py. Needs the sample study's articles and locators in a folder
shared/ beside the project, which is no part of it; without it nothing is measured.
"""

import csv
import string
from collections.abc import Sequence
from pathlib import Path

from stance.articles.article import Finding
from stance.extract.cutting import Part, parts
from stance.extract.finding import Found, by_passage, extract
from stance.extract.unlikely import unlikely
from stance.study.extending import worth_coding

SHARED = Path(__file__).parents[2] / "shared"
_ENDS = string.punctuation + string.whitespace + "“”„«»‘’—–…"


def bare(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the place without marks and blanks at its ends."""
    while start < end and text[start] in _ENDS:
        start += 1
    while end > start and text[end - 1] in _ENDS:
        end -= 1
    return start, end


def ticked_as(text: str, cut: Sequence[Part], start: int, end: int) -> bool:
    """Whether ticks can name exactly these words."""
    wanted = bare(text, start, end)
    begins = {bare(text, p.start, p.end)[0] for p in cut}
    ends = {bare(text, p.start, p.end)[1] for p in cut}
    return wanted[0] in begins and wanted[1] in ends


def names(row: dict[str, str]) -> set[str]:
    """Return what an expert may be called, folded."""
    return {n.strip().casefold() for n in (row["name"], *row["aliases"].split(";")) if n.strip()}


def main() -> None:
    """Print the counts, article by article."""
    if not (SHARED / "study").is_dir():
        print("skipped: the sample study's articles are not beside the project")
        return
    study = {
        n: list(csv.DictReader((SHARED / "study" / f"{n}.csv").open(encoding="utf-8")))
        for n in ("claims", "sources", "experts")
    }
    who = {row["expert_id"]: names(row) for row in study["experts"]}
    print(
        "| article | claims | as they are | by ticks | to paste | missed | wrong speaker | rows |"
        " of no use | of these apart | cells |"
    )
    print("| --- " + "| ---: " * 10 + "|")
    totals = [0] * 10
    for source in study["sources"]:
        wanted = [c for c in study["claims"] if c["source_id"] == source["source_id"]]
        (found,) = [f for f in extract([SHARED / "seeds" / source["file"]]) if isinstance(f, Found)]
        counts = counted(found, wanted, who)
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
        print(f"| {source['source_id']} | " + " | ".join(map(str, counts)) + " |")
    print("| all | " + " | ".join(map(str, totals)) + " |")


def counted(found: Found, wanted: Sequence[dict[str, str]], who: dict[str, set[str]]) -> list[int]:
    """Return the counts of one article, in the order of the table."""
    text = found.article.plain or found.article.text
    rows = list(worth_coding(by_passage(found).findings))
    cut = {row: parts(text, row.start, row.end) for row in rows}
    as_is = ticks = paste = missed = wrong = 0
    touched: set[Finding] = set()
    used: set[Finding] = set()
    for claim in wanted:
        start, end = int(claim["start"]), int(claim["end"])
        over = [r for r in rows if r.start < end and start < r.end]
        row = max(
            over,
            key=lambda r: (min(r.end, end) - max(r.start, start), r.start - r.end),
            default=None,
        )
        if row is None:
            missed += 1
            continue
        used.add(row)
        wrong += not right(row, claim, who)
        if bare(text, row.start, row.end) == bare(text, start, end):
            as_is += 1
        else:
            touched.add(row)
            fits = ticked_as(text, cut[row], start, end)
            ticks, paste = ticks + fits, paste + (not fits)
            if not fits:
                print("   ", claim["claim_id"])
    idle = [r for r in rows if r not in used]
    set_apart = {
        row for row in rows if unlikely(found.article.words(row.start, row.end), row.expert)
    }
    apart = sum(row in set_apart for row in idle)
    touched |= used & set_apart  # the cell that says so is emptied
    cells = len(touched) + len(idle) - apart
    return [len(wanted), as_is, ticks, paste, missed, wrong, len(rows), len(idle), apart, cells]


def right(row: Finding, claim: dict[str, str], who: dict[str, set[str]]) -> bool:
    """Whether the row's speaker is the claim's expert."""
    known = who.get(claim["expert_id"], set())
    authored = row.kind == "authored" and claim["kind"] == "authored"
    return authored or any(row.expert.casefold() in n or n in row.expert.casefold() for n in known)


if __name__ == "__main__":
    main()
