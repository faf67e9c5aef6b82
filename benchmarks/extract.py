"""How long articles take to read, beside the bare tokenizer of spaCy on the same text.

Run: python benchmarks/extract.py. Each row runs in a process of its own, so that its peak memory
is its own; seconds are the processor's, so that a busy machine does not count. spaCy is installed
into a virtual environment under build/ and is no dependency.
"""

import random
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).parents[1]
WORK = ROOT / "build" / "extract"
PEERS = ROOT / "build" / "peers-spacy"
WORDS = 1_000
SIZES = (250, 500, 1_000)
OURS = """
import resource, sys, time
from pathlib import Path
from stance.extract.finding import Found, extract
folder, count = Path(sys.argv[1]), int(sys.argv[2])
paths = sorted(folder.glob("*.txt"))[:count]
found = 0
start = time.process_time()
for one in extract(paths):
    assert isinstance(one, Found)
    found += len(one.findings)
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, found)
"""
FLOOR = """
import resource, sys, time
from pathlib import Path
import spacy
folder, count = Path(sys.argv[1]), int(sys.argv[2])
paths = sorted(folder.glob("*.txt"))[:count]
nlp = spacy.blank("en")
tokens = 0
start = time.process_time()
for path in paths:
    tokens += len(nlp(path.read_text(encoding="utf-8")))
seconds = time.process_time() - start
print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, tokens)
"""
FIRST = ("Anna", "Ben", "Clara", "David", "Elena", "Farid", "Gulnara", "Henry")
LAST = ("Example", "Sample", "Tester", "Modelov", "Primer", "Specimen", "Pattern", "Proof")
PLACE = ("Testville", "Sampleton", "Exampleland", "the old capital", "the border region")
THING = ("the new road", "the water treaty", "the joint summit", "the trade pact", "the railway")
MEANS = ("will change nothing", "is long overdue", "helps both sides", "costs far too much")


def article(draw: random.Random) -> str:
    """Return about a thousand words of made-up news: four paragraphs in ten have speech."""
    people = [f"{draw.choice(FIRST)} {draw.choice(LAST)}" for _ in range(5)]
    paragraphs = []
    words = 0
    while words < WORDS:
        who, thing, means = draw.choice(people), draw.choice(THING), draw.choice(MEANS)
        place = draw.choice(PLACE)
        plain = (
            f"Talks on {thing} went on in {place} this week, and few of those who came expected "
            f"that the two sides would agree on {draw.choice(THING)} before the end of the year."
        )
        form = draw.choice(
            (
                f"“In my view {thing} {means},” said {who}, a lecturer in {place}. {plain}",
                f"{who.split()[1]} argued that {thing} {means}. {plain}",
                plain + " " + plain,
                f"{plain} Prices in {place} rose by {draw.randrange(2, 30)} per cent since May.",
                f"According to {who}, {thing} {means}. “Nobody should doubt it,” he added. {plain}",
            )
        )
        paragraphs.append(form)
        words += len(form.split())
    return "\n\n".join(paragraphs)


def write_articles() -> None:
    """Write the articles, the same every time."""
    draw = random.Random(1)  # noqa: S311 - made-up text, no secret
    WORK.mkdir(parents=True, exist_ok=True)
    for number in range(max(SIZES)):
        (WORK / f"{number:04}.txt").write_text(article(draw), encoding="utf-8")


def peer_python() -> Path:
    """Return an interpreter that has spaCy."""
    python = PEERS / ("Scripts" if sys.platform == "win32" else "bin") / "python"
    if not python.exists():
        venv.create(PEERS, with_pip=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", "spacy"], check=True)
    return python


def measured(python: Path | str, script: str, count: int) -> tuple[float, float]:
    """Return seconds and peak memory in MB of one run."""
    command = [python, "-c", script, WORK, str(count)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    seconds, memory, _ = map(float, done.stdout.split())
    return seconds, memory


def main() -> None:
    """Print the table."""
    write_articles()
    spacy = peer_python()
    print(f"| articles of {WORDS:,} words | stance, CPU s | MB | spaCy blank, CPU s | MB | ratio |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in SIZES:
        ours, memory = measured(sys.executable, OURS, count)
        floor, floor_memory = measured(spacy, FLOOR, count)
        print(
            f"| {count:,} | {ours:.1f} | {memory:.0f} | {floor:.1f} | {floor_memory:.0f} | "
            f"{ours / floor:.1f} |"
        )


if __name__ == "__main__":
    main()
