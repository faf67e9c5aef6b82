"""How many roles, affiliations and countries of the sample study's experts are read from articles.

Run: python benchmarks/people.py. Needs the sample study's articles and experts in a folder shared/
beside the project, which is no part of it; without it nothing is measured. What is read is right
where it has the words that people wrote down, or they have its words.
"""

import csv
from collections import Counter

from ticking import SHARED, names

from stance.core.codebook import Codebook
from stance.core.text import fold
from stance.extract.finding import Found, extract
from stance.study.describing import FACTS
from stance.study.extending import extend
from stance.workbook.content import Content, Settings


def agree(read: str, wanted: str) -> bool:
    """Whether one of two descriptions has the words of the other, part by part."""
    parts = [set(fold(part).split()) for part in wanted.split(";")]
    told = [set(fold(part).split()) for part in read.split(";")]
    return any(p <= t or t <= p for p in parts for t in told)


def main() -> None:
    """Print the counts, column by column, and what was read."""
    if not (SHARED / "study").is_dir():
        print("skipped: the sample study's articles are not beside the project")
        return
    found = [one for one in extract([SHARED / "seeds"]) if isinstance(one, Found)]
    empty = Content(name="study.xlsx", settings=Settings(), codebook=Codebook(()))
    rows = extend(empty, found).content.experts.to_dict("records")
    with (SHARED / "study" / "experts.csv").open(encoding="utf-8") as file:
        wanted = list(csv.DictReader(file))
    counts = {fact: Counter[str]() for fact in FACTS}
    for expert in wanted:
        same = [row for row in rows if names(expert) & names(row)]
        for fact in FACTS:
            read = next((row[fact] for row in same if row[fact]), "")
            if not read:
                kind = "empty" if expert[fact] else "none to read"
            elif not expert[fact]:
                kind = "not written down"
            else:
                kind = "right" if agree(read, expert[fact]) else "wrong"
            counts[fact][kind] += 1
            if kind in ("wrong", "empty", "not written down"):
                print(f"    {expert['name']}: {fact}: {expert[fact]!r}, read {read!r}")
    kinds = ("right", "wrong", "empty", "not written down")
    print("| | " + " | ".join(kinds) + " |\n| --- " + "| ---: " * len(kinds) + "|")
    for fact, by_kind in counts.items():
        print(f"| {fact} | " + " | ".join(str(by_kind[kind]) for kind in kinds) + " |")


if __name__ == "__main__":
    main()
