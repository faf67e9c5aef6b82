"""Files whose form says who says what: all that is read of them, held against what is committed."""

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from stance.articles.reading import read_article
from stance.articles.stamped import transcript
from stance.core.errors import DataError
from tests.written import hold

SAID = "The road to the town was long and hard in spring."

MAIL = """From: {sender}
Subject: The road
Date: {date}
Content-Type: {kind}; charset=utf-8

{body}
"""
LETTER = f"""Dear Ben,
{SAID}

On Monday Ben Sample <ben@x.org> wrote:
> Is the road long?
> And is it hard?
>
>> I asked this before.

It is long.
> Why?
Because of the rain.

-- 
Anna
Not the letter any more.
"""  # noqa: W291 - so a signature begins
RICH = rb"""{\rtf1\ansi\ansicpg1251\uc1{\fonttbl{\f0 Arial;}}{\info{\title Road}}
{\b \'c0\'ed\'ed\'e0} said:\par \ldblquote The road\rdblquote\emdash it\~is\_long.\par
{\*\unknown hidden}\u1046?\u-10179?\u-8704?\line after{\footnote gone} all\par
{\uc2\u1046ab\u1046ab}{\uc0\u1046 c}\u1046\'3f\tab x\cell y\row
\uc1 {\field{\*\fldinst HYPERLINK}{\fldrslt shown}}\{kept\}\par}"""
SHEET = {
    "content.xml": "<d xmlns:t='u'><t:h>The road</t:h><t:p>It is<t:s/>long<t:note><t:p>gone</t:p>"
    "</t:note>, she<t:tab/>said.</t:p><t:p> </t:p><t:list><t:li>One<t:p>Two</t:p></t:li></t:list>"
    "Rest</d>",
    "meta.xml": "<m xmlns:dc='http://purl.org/dc/elements/1.1/' xmlns:o='u'><o:title>No</o:title>"
    "<dc:title>Road and <b/>rain</dc:title>after<dc:creator>Anna Example</dc:creator></m>",
}
PACKAGE = (
    "<package xmlns:dc='http://purl.org/dc/elements/1.1/'><dc:title>Roads</dc:title>"
    "<item id='a' href='one%20a.xhtml'/><item href='../two.xhtml' id=\"b\"/><item id='c'/>"
    "<itemref idref='b'/><itemref idref='a'/><itemref idref='c'/><itemref idref='gone'/></package>"
)
CHAPTER = "<!DOCTYPE html><html><body><h1>{0}</h1><p>The {0} is<br/>long.</p></body></html>"
BOOK = {
    "META-INF/container.xml": "<c><rootfile full-path='in/book.opf'/></c>",
    "in/book.opf": PACKAGE,
    "in/one a.xhtml": CHAPTER.format("road"),
    "two.xhtml": CHAPTER.format("rain"),
}
POSTS = {
    "name": "Road talk",
    "messages": [
        {"type": "message", "date": "2024-03-01T10:00:00", "from": "Anna", "text": SAID},
        {
            "type": "message",
            "date": "2024-03-02T10:00:00",
            "from": "Ben",
            "text": ["It is ", {"type": "bold", "text": "very"}, " long."],
        },
        {"type": "message", "date": "2024-03-02T10:00:00", "from": "Ben", "text": ""},
        {"type": "service", "date": "2024-03-03T10:00:00", "actor": "Cid"},
    ],
}
COPIED = f"""Anna Example @anna · March 1, 2024
{SAID}

Ben Sample @ben · March 2, 2024
It is  long.

Cid Person @cid · March 3, 2024
"""
SUBTITLES = f"""WEBVTT

00:00:01.000 --> 00:00:04.000
<v Anna>{SAID}

00:00:05.000 --> 00:00:06.000
>> And why
is that?

00:00:07.000 --> 00:00:08.000
BEN: Because of rain.
"""
TIMED = f"""Anna Example 00:01
{SAID}

Ben Sample 00:09

Anna Example 01:10
It is   long.
And hard.
"""


def _packed(parts: Mapping[str, str]) -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, text in parts.items():
            book.writestr(name, text)
    return data.getvalue()


def _mail(body: str, sender: str = "Anna Example <anna@x.org>", **head: str) -> str:
    told = {"date": "Fri, 01 Mar 2024 10:00:00 +0300", "kind": "text/plain"} | head
    return MAIL.format(sender=sender, body=body, **told)


FILES: dict[str, str | bytes] = {
    "letter.eml": _mail(LETTER),
    "address.eml": _mail(f"> {SAID}\nNo.", "<anna@x.org>", date="one day"),
    "page.eml": _mail(f"<p>{SAID}</p><p>So it is.</p>", kind="text/html"),
    "empty.eml": _mail("  "),
    "rich.rtf": RICH,
    "page.rtf": rb"{\rtf1\ansicpg65001 \'d0\'90{\ansicpg99999 \'e9}} and } the road}",
    "plain.rtf": b"The road is long.",
    "deep.rtf": b"{\\rtf1" + b"{" * 499 + b"The road is long." + b"}" * 500,
    "deeper.rtf": b"{\\rtf1" + b"{" * 500 + b"The road is long." + b"}" * 501,
    "sheet.odt": _packed(SHEET),
    "bare.odt": _packed({"content.xml": SHEET["content.xml"]}),
    "other.odt": _packed({"meta.xml": SHEET["meta.xml"]}),
    "book.epub": _packed(BOOK),
    "no chapters.epub": _packed(BOOK | {"in/book.opf": "<package/>"}),
    "no package.epub": _packed({"META-INF/container.xml": "<c/>"}),
    "talk.json": json.dumps(POSTS),
    "copied.txt": COPIED,
    "posts.csv": f"user,date,text\nanna,2024-03-01,{SAID}\nben,,RT @anna: {SAID}\nben,,No\ntorn\n",
    "nobodys.csv": f"date,text\n2024-03-01,{SAID}\n",
    "subtitles.vtt": SUBTITLES,
    "timed.txt": TIMED,
}


def _read(path: Path) -> Iterator[str]:
    yield f"== {path.name}"
    try:
        article = read_article(path)
    except DataError as error:
        yield from (f"{problem.message}; {problem.hint}" for problem in error.problems)
        return
    yield f"{article.title} | {article.author} | {article.published} | {article.note}"
    yield from (f"  {line!r}" for line in article.text.split("\n"))
    for one in article.stretches:
        more = [one.question, one.said_on, one.time, "asks" if one.asks else ""]
        yield f"  {one.speaker}: {article.text[one.start : one.end]!r}  {more}"


def test_all_that_is_read_of_files_of_many_forms_is_as_is_committed(tmp_path: Path) -> None:
    lines: list[str] = []
    for name, data in FILES.items():
        path = tmp_path / name
        path.write_bytes(data if isinstance(data, bytes) else data.encode())
        lines += _read(path)
    hold("files of many forms read.txt", lines)


@pytest.mark.parametrize(
    ("line", "codes", "others", "found"),
    [
        ("[00:0{}:00] Words are said here.", 1, 0, False),  # one code is no transcript
        ("[00:0{}:00] Words are said here.", 2, 6, True),  # one line in four begins with one
        ("[00:0{}:00] Words are said here.", 2, 7, False),
        ("Anna Example 00:0{}\nWords are said here.", 1, 0, False),
        ("Anna Example 00:0{}\nWords are said here.", 2, 12, True),  # one in eight is a head
        ("Anna Example 00:0{}\nWords are said here.", 2, 13, False),
    ],
)
def test_a_text_with_time_codes_in_enough_of_its_lines_is_a_transcript(
    line: str, codes: int, others: int, found: bool
) -> None:
    stamped = [line.format(number) for number in range(codes)]
    assert bool(transcript("\n".join([*stamped, *["More words."] * others]))[1]) is found
