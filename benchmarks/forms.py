"""Which forms articles are read in, and whether each gives the right words to the right people.

Run: python benchmarks/forms.py. A file of each form is made up with two people who speak, A and B;
the table says how many of their words come out as theirs, and what else does. Cases that lie in a
folder shared/ beside the project are counted below, file by file.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path

from stance.extract.finding import Found, extract

ANNA, BEN = "Anna Example", "Ben Sample"
A, B = "The road cannot be built before winter.", "The road is already built in the valley."
SHARED = Path(__file__).parents[2] / "shared" / "cases" / "extract"
NEWS = f"The new road\n\n“{A}” said {ANNA}, a lecturer.\n\n“{B}” said {BEN}.\n"


def _message(who: str, words: str) -> dict[str, str]:
    return {"type": "message", "date": "2024-08-10T12:00:00", "from": who, "text": words}


def _eml() -> str:
    head = f"From: {ANNA} <a@example.org>\nSubject: Re: questions\nContent-Type: text/plain\n\n"
    return head + f"> Can the road be built?\n\n{A}\n"


#: File names and contents by the form that they stand for.
FORMS: Mapping[str, tuple[str, str]] = {
    "news": ("news.txt", NEWS),
    "news, Markdown": ("news.md", NEWS.replace("The new", "# The new")),
    "web page": (
        "page.html",
        "<html><body><article><h1>The new road</h1>"
        + "".join(f"<p>{line}</p>" for line in NEWS.split("\n\n")[1:])
        + "<p>The talks on the road went on in the old town for the whole of the week.</p>"
        "</article></body></html>",
    ),
    "round-table": (
        "table.txt",
        f"The road\n\n{ANNA}, lecturer:\n\nCan it be built?\n\n{A}\n\n{BEN}, lecturer:\n\n"
        f"Can it be built?\n\n{B}\n",
    ),
    "interview, names": (
        "names.txt",
        f"{ANNA} on the road\n\nQuestion: Can it be built?\n\n{ANNA}: {A}\n\n"
        f"Question: And now?\n\n{ANNA}: {B}\n",
    ),
    "interview, dashes": (
        "dashes.txt",
        f"{ANNA}: “The road is long”\n\n— Ms Example, can it be built?\n\n— {A}\n\n"
        f"— And in the valley?\n\n— {B}\n",
    ),
    "interview, initials": (
        "initials.txt",
        f"Interview\n\nOur correspondent spoke with {ANNA}.\n\nX.Y.: Can it be built?\n\n"
        f"A.E.: {A}\n\nX.Y.: And in the valley?\n\nA.E.: {B}\n",
    ),
    "subtitles, .srt": (
        "sub.srt",
        f"1\n00:00:01,000 --> 00:00:04,000\nANNA EXAMPLE: {A}\n\n"
        f"2\n00:00:04,500 --> 00:00:09,000\nBEN SAMPLE: {B}\n",
    ),
    "subtitles, .vtt": (
        "sub.vtt",
        f"WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v {ANNA}>{A}\n\n"
        f"00:00:04.500 --> 00:00:09.000\n<v {BEN}>{B}\n",
    ),
    "transcript, time codes": (
        "stamped.txt",
        f"[00:00:04] {ANNA}: {A}\n\n[00:01:05] {BEN}: {B}\n",
    ),
    "parliament": (
        "hansard.txt",
        f"House, 14 March 2023\n\nThe Minister for Roads ({ANNA}): {A}\n\n"
        f"Mr {BEN} (Testville): {B}\n\n{ANNA}: The road is long.\n",
    ),
    "live blog": (
        "live.txt",
        f"Summit live\n\n12:45 GMT\n\n“{A}” said {ANNA}.\n\n12:10 GMT\n\n“{B}” said {BEN}.\n",
    ),
    "posts, Telegram": (
        "tg.json",
        json.dumps({"name": "C", "messages": [_message(ANNA, A), _message(BEN, B)]}),
    ),
    "posts, table": (
        "posts.csv",
        f'created_at,user,text\n2024-08-10,{ANNA},"{A}"\n2024-08-11,{BEN},"{B}"\n',
    ),
    "posts, copied": (
        "copied.txt",
        f"{ANNA} @anna · Aug 10, 2024\n{A}\n\n{BEN} @ben · Aug 11, 2024\n{B}\n",
    ),
    "e-mail": ("mail.eml", _eml()),
    "list of articles, CSV": (
        "nexis.csv",
        "Headline,Publication,Date,Body\nRoad,Courier,2024-08-10,"
        f'"“{A}” said {ANNA}."\nRoads,Courier,2024-08-11,"“{B}” said {BEN}."\n',
    ),
    "list of articles, JSON": (
        "zotero.json",
        json.dumps(
            [
                {"title": "Road", "abstract": f"“{A}” said {ANNA}."},
                {"title": "Roads", "abstract": f"“{B}” said {BEN}."},
            ]
        ),
    ),
}


def given(path: Path) -> Iterator[tuple[str, str]]:
    """Yield who says what in a file."""
    for one in extract([path]):
        if isinstance(one, Found):
            for finding in one.findings:
                yield finding.expert, one.article.words(finding.start, finding.end).rstrip(",")


def main() -> None:
    """Print a row for each form, and the cases file by file."""
    print("| form | right | others' or more |\n| --- | ---: | ---: |")
    with tempfile.TemporaryDirectory() as folder:
        for form, (name, content) in FORMS.items():
            path = Path(folder) / name
            path.write_text(content, encoding="utf-8")
            wanted = sum(content.count(words) > 0 for words in (A, B))
            found = list(given(path))
            one = {ANNA: {A, B}, BEN: {B}} if "interview" in form else {ANNA: {A}, BEN: {B}}
            right = sum(words in one.get(who, ()) for who, words in found)
            print(f"| {form} | {right} of {wanted} | {len(found) - right} |")
    if SHARED.is_dir():
        print("\n| case | findings by speaker |\n| --- | --- |")
        for path in sorted(SHARED.iterdir()):
            counts = Counter(who for who, _ in given(path))
            told = ", ".join(f"{who or 'nobody'}: {n}" for who, n in counts.items())
            print(f"| {path.name} | {told or 'none'} |")


if __name__ == "__main__":
    main()
