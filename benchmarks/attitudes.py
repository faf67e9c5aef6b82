"""How many made-up sentences come out with the right person, attitude and words, by kind.

Run: python benchmarks/attitudes.py. The sentences are those of tests/data/attitudes.jsonl.
"""

import json
from collections import Counter
from pathlib import Path

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.quotes.find import find

CASES = Path(__file__).parents[1] / "tests" / "data" / "attitudes.jsonl"


def told(text: str) -> list[list[str]]:
    """Return expert, attitude and words of every finding."""
    article = Article(file="a.txt", text=text, sha256="", blocks=blocks(text))
    return [[f.expert, f.attitude, text[f.start : f.end]] for f in find(article)]


def main() -> None:
    """Print the table."""
    rows = [json.loads(line) for line in CASES.read_text(encoding="utf-8").splitlines()]
    asked, right = Counter[str](), Counter[str]()
    for row in rows:
        asked[row["kind"]] += 1
        right[row["kind"]] += told(row["text"]) == row["found"]
    print("| kind of sentence | sentences | right |")
    print("| --- | ---: | ---: |")
    for kind, number in asked.items():
        print(f"| {kind} | {number} | {right[kind]} |")
    print(f"| all | {asked.total()} | {right.total()} |")


if __name__ == "__main__":
    main()
