"""Files of every form in which experts speak: who says what, when. Everything here is made up."""

import json
import zipfile
from pathlib import Path

import pytest

from stance.articles.reading import read_article
from stance.core.errors import DataError
from stance.extract.finding import Found, extract

Said = list[tuple[str, str, str]]
A, B, C = "The road cannot be built.", "It is already built.", "Nobody needs a road here."


def found(path: Path) -> Found:
    (one,) = (one for one in extract([path]) if isinstance(one, Found))
    return one


def said(folder: Path, name: str, content: str | bytes) -> Said:
    """Return expert, words, and the day or time code of every answer in a file."""
    path = folder / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode("utf-8"))
    one = found(path)
    return [
        (f.expert, one.article.words(f.start, f.end), f.said_on or f.time) for f in one.findings
    ]


SRT = f"""1
00:00:01,000 --> 00:00:04,000
HOST: Is the road possible?

2
00:00:04,500 --> 00:00:09,000
ANNA EXAMPLE: The road cannot
be built.

3
00:01:05,000 --> 00:01:08,000
<i>BEN SAMPLE: {B}</i>
"""
VTT = f"""WEBVTT

00:01.000 --> 00:04.000
<v Host>Is the road possible?

00:04.500 --> 00:09.000
<v.loud Anna Example>The road cannot be built.

01:05.000 --> 01:08.000
<v Ben Sample>{B}
"""
STAMPED = f"""[00:00:01] Host: Is the road possible?

[00:00:04] Anna Example: {A}

[00:01:05] Ben Sample: {B}
"""
HEADED = f"""Anna Example  0:04
{A}

Ben Sample  1:05
{B}
"""
TIMES = [("Anna Example", A), ("Ben Sample", B)]


@pytest.mark.parametrize(
    ("name", "content", "times"),
    [
        ("a.srt", SRT, ["00:00:04", "00:01:05"]),
        ("a.vtt", VTT, ["00:04", "01:05"]),
        ("a.srt.txt", SRT, ["00:00:04", "00:01:05"]),
        ("a.vtt.txt", VTT, ["00:04", "01:05"]),
        ("a.txt", STAMPED, ["00:00:04", "00:01:05"]),
        ("b.txt", HEADED, ["0:04", "1:05"]),
    ],
)
def test_transcripts_give_speaker_and_time_code(
    tmp_path: Path, name: str, content: str, times: list[str]
) -> None:
    expected = [(*turn, time) for turn, time in zip(TIMES, times, strict=True)]
    assert said(tmp_path, name, content) == expected


def test_a_transcript_without_speakers_names_nobody_and_is_unsure(tmp_path: Path) -> None:
    lines = ["0:00", "welcome to the show", "0:03", ">> the road cannot", "0:06", "be built today"]
    assert said(tmp_path, "a.txt", "\n".join(lines)) == [
        ("", "welcome to the show", "0:00"),
        ("", "the road cannot be built today", "0:03"),
    ]
    assert all(f.confidence < 0.7 for f in found(tmp_path / "a.txt").findings)


MAIL = f"""From: Anna Example <anna@example.org>
To: ben@example.org
Date: Mon, 12 Aug 2024 10:00:00 +0500
Subject: Re: your questions
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: quoted-printable

On 11 August 2024, Ben Sample wrote:
> Is the road possible?

The road cannot be =
built.

> Who needs it?

{C}

--
Anna
"""


def test_an_email_is_its_senders_and_quoted_lines_are_the_questions(tmp_path: Path) -> None:
    assert said(tmp_path, "a.eml", MAIL) == [("Anna Example", A, ""), ("Anna Example", C, "")]
    one = found(tmp_path / "a.eml")
    assert [f.question for f in one.findings] == ["Is the road possible?", "Who needs it?"]
    assert (one.article.author, one.article.published) == ("Anna Example", "2024-08-12")
    assert one.article.title == "Re: your questions"


HTML = "<p>The <b>ro</b>ad is long &amp; old.</p><p>2 < 3<br>and so on.</p>"


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        (
            "a.eml",
            "From: Anna Example <a@example.org>\nMIME-Version: 1.0\n"
            f"Content-Type: text/html; charset=utf-8\n\n{HTML}\n",
            ["The road is long & old.", "2 < 3 and so on."],
        ),
        (
            "b.json",
            json.dumps({"content": HTML, "account": {"name": "Anna Example"}}),
            ["The road is long & old. 2 < 3 and so on."],
        ),
    ],
)
def test_pieces_of_html_are_read_as_their_words(
    tmp_path: Path, name: str, content: str, words: list[str]
) -> None:
    assert [w for _, w, _ in said(tmp_path, name, content)] == words


def test_posts_that_are_not_read_are_counted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.articles.posts.MAX_POSTS", 2)
    path = tmp_path / "a.csv"
    path.write_text("user,text\nanna,One road.\nben,A road, torn\nben,Left out.\n", "utf-8")
    note = read_article(path).note
    assert "1 of its rows left out" in note
    assert "only the first 2 posts of 3 were read" in note
    path = tmp_path / "b.json"
    path.write_text(json.dumps([{"text": f"Road {n}.", "user": "anna"} for n in "abc"]), "utf-8")
    assert "only the first 2 posts of 3 were read" in read_article(path).note


TELEGRAM = {
    "name": "Anna Example",
    "messages": [
        {"type": "service", "date": "2024-08-09T12:00:00", "text": ""},
        {
            "type": "message",
            "date": "2024-08-10T12:00:00",
            "from": "Anna Example",
            "text": ["The road cannot ", {"type": "bold", "text": "be built"}, "."],
        },
    ],
}
MASTODON = {
    "orderedItems": [
        {"type": "Announce", "object": "https://example.org/1"},
        {
            "type": "Create",
            "object": {
                "content": f"<p>{A}</p>",
                "published": "2024-08-10T12:00:00Z",
                "attributedTo": "https://example.org/users/anna",
            },
        },
    ]
}
ARCHIVE = "window.YTD.tweets.part0 = " + json.dumps(
    [
        {"tweet": {"full_text": "RT @x: not mine", "created_at": "Sat Aug 10 12:00:00 +0000 2024"}},
        {"tweet": {"full_text": A, "created_at": "Sat Aug 10 12:00:00 +0000 2024"}},
    ]
)


@pytest.mark.parametrize(
    ("name", "content", "poster"),
    [
        ("a.json", json.dumps(TELEGRAM), "Anna Example"),
        ("b.json", json.dumps(MASTODON), "anna"),
        ("tweets.js", ARCHIVE, ""),
        ("a.csv", f'id,created_at,user,text\n1,2024-08-10,AnnaExample,"{A}"\n', "Anna Example"),
        ("a.txt", f"Anna Example @anna · Aug 10, 2024\n{A}\n", "Anna Example"),
    ],
)
def test_a_post_is_its_posters_on_its_day(
    tmp_path: Path, name: str, content: str, poster: str
) -> None:
    assert said(tmp_path, name, content) == [(poster, A, "2024-08-10")]


def test_a_post_that_quotes_the_first_line_of_an_archive_keeps_its_words(tmp_path: Path) -> None:
    words = f"The file begins with window.YTD.tweets.part0 = and then the posts. {A}"
    posts = [{"text": words, "date": "2024-08-10", "from": "Anna Example", "type": "message"}]
    content = json.dumps({**TELEGRAM, "messages": posts})
    assert [what for _, what, _ in said(tmp_path, "a.json", content)] == [words]


@pytest.mark.parametrize(
    ("title", "first", "second", "live"),
    [
        ("Summit live", "12:10", "12:45", True),
        ("As it happened", "12:10", "12:45", True),
        ("The summit", "12:45", "12:10", True),
        ("The summit", "12:10 GMT", "12:45 GMT", True),
        ("The summit", "12:10", "12:45", False),
        ("Live on the radio", "00:12:10", "00:12:45", False),
        ("Live on the radio", "24:10", "24:45", False),
    ],
)
def test_times_of_a_live_blog_are_no_time_codes(
    tmp_path: Path, title: str, first: str, second: str, live: bool
) -> None:
    text = f"{title}\n\n{first}\n“{A}” said Anna Example.\n\n{second}\n“{B}” said Ben Sample.\n"
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    assert [f.expert for f in found(path).findings if f.expert] == (
        ["Anna Example", "Ben Sample"] if live else []
    )


def test_a_rubric_before_a_colon_is_nobody(tmp_path: Path) -> None:
    text = f"Live: the summit of the five\n\n“{A}” said Anna Example.\n"
    assert [who for who, _, _ in said(tmp_path, "a.txt", text)] == ["Anna Example"]


@pytest.mark.parametrize(
    "content",
    [
        f"Anna Example: “A road”\n\n— Is it possible?\n\n— {A}\n\n— And needed?\n\n— {C}\n\n"
        f"— So who wants it?\n\n— {B}",
        f"The road\n\nWe spoke with Anna Example.\n\nB.S.: Is it possible?\n\nA.E.: {A}\n\n"
        f"B.S.: And needed?\n\nA.E.: {C}\n\nB.S.: Who wants it?\n\nA.E.: {B}",
    ],
)
def test_dashes_and_initials_are_turns_of_an_interview(tmp_path: Path, content: str) -> None:
    answers = [words for who, words, _ in said(tmp_path, "a.txt", content) if who == "Anna Example"]
    assert [words for words in answers if words in (A, B, C)] == [A, C, B]


def test_a_parliamentary_record_names_ministers_and_members(tmp_path: Path) -> None:
    record = (
        "House of Examples\n\nMr Speaker: Order.\n\n"
        f"The Minister for Roads (Anna Example): {A}\n\n"
        "Mr Ben Sample (Testville) (Lab): Does the Minister know of the sea road?\n\n"
        f"Anna Example: {B}\n\nClara Tester (Sampleton) (Con): {C}\n"
    )
    answers = [f for f in said(tmp_path, "a.txt", record) if f[1] in (A, B, C)]
    assert [(who, words) for who, words, _ in answers] == [
        ("Anna Example", A),
        ("Anna Example", B),
        ("Clara Tester", C),
    ]


@pytest.mark.parametrize(
    ("one", "other", "names"),
    [
        ("P1:", "P2:", ["P1", "P2"]),
        ("Participant 1:", "Participant 12:", ["Participant 1", "Participant 12"]),
        ("Ms. EXAMPLE.", "Mr. McSAMPLE of Testland.", ["Anna Example", "Mcsample"]),
    ],
)
def test_labels_of_sessions_and_of_people_without_names_are_turns(
    tmp_path: Path, one: str, other: str, names: list[str]
) -> None:
    text = (
        f"Anna Example opened the session.\n\n{one} {A}\n\n{other} {B}\n\n"
        f"The PRESIDING OFFICER. Order.\n\n{one} {C}"
    )
    answers = [(who, words) for who, words, _ in said(tmp_path, "a.txt", text) if who]
    assert answers == [(names[0], A), (names[1], B), (names[0], C)]


def test_a_short_page_keeps_heading_and_dates_out_of_what_is_said(tmp_path: Path) -> None:
    page = (
        "<!doctype html><html lang='en'><head><title>The road</title></head><body><article>"
        "<h1>The road</h1><time datetime='2020-06-07'>7 June 2020</time>"
        "<time datetime='2024-01-01'>Updated 1 January 2024</time>"
        f"<p>“{A}” said Anna Example.</p><p>“{B}” Ben Sample told us.</p></article></body></html>"
    )
    answers = said(tmp_path, "a.html", page)
    assert [(who, words) for who, words, _ in answers] == [("Anna Example", A), ("Ben Sample", B)]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("And from deputy mayor Ben Sample:", "Ben Sample"),
        ("From the office of Ben Sample, chief analyst.", "Ben Sample"),
        ("Here is Ben Sample.", "Ben Sample"),
        ("The town is old.", "Anna Example"),
    ],
)
def test_a_line_that_leads_to_words_says_whose_they_are(
    tmp_path: Path, line: str, who: str
) -> None:
    text = f"“{A}” said Anna Example, the mayor of the town.\n\n{line}\n\n“{B}”\n"
    assert [who for who, _, _ in said(tmp_path, "a.txt", text)] == ["Anna Example", who]


def packed(path: Path, parts: dict[str, str]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return path


ODT = (
    '<o:document-content xmlns:o="urn:o" xmlns:text="urn:t"><text:h>A road</text:h>'
    "<text:p>One<text:s/>word.<text:note>left out</text:note></text:p>"
    "<text:p>Two.</text:p></o:document-content>"
)
CONTAINER = '<container><rootfiles><rootfile full-path="o/p.opf"/></rootfiles></container>'
PACKAGE = (
    '<package xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>The Road</dc:title>'
    '<manifest><item id="b" href="b.xhtml"/><item id="a" href="a.xhtml"/></manifest>'
    '<spine><itemref idref="a"/><itemref idref="b"/></spine></package>'
)
PAGE = "<!DOCTYPE html><html><head><title>x</title></head><body><p>{}</p></body></html>"


def test_an_opendocument_text_is_read_without_its_notes(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.odt", {"content.xml": ODT})
    assert read_article(path).text == "A road\nOne word.\nTwo."


def test_an_ebook_is_read_in_the_order_of_its_chapters(tmp_path: Path) -> None:
    pages = {f"o/{n}.xhtml": PAGE.format(f"Chapter {n}.") for n in "ab"}
    parts = {"META-INF/container.xml": CONTAINER, "o/p.opf": PACKAGE, **pages}
    article = read_article(packed(tmp_path / "a.epub", parts))
    assert article.text == "Chapter a.\nChapter b."
    assert article.title == "The Road"


def test_rich_text_is_read_in_its_code_page_and_without_its_tables(tmp_path: Path) -> None:
    path = tmp_path / "a.rtf"
    path.write_bytes(
        rb"{\rtf1\ansi\ansicpg1251{\fonttbl{\f0 Arial;}}\f0 \ldblquote \'c4\'e0\rdblquote\par"
        rb"\u1044?\u1072? {\*\generator x;}{\b bold} text.\par}"
    )
    assert read_article(path).text == "“Да”\nДа bold text."


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.odt", b"PK\x03\x04torn"),
        ("a.epub", b"PK\x03\x04torn"),
        ("a.json", b"{"),
        ("b.json", b'{"a": 1}'),
        ("c.json", b"[" * 100_000),
        ("a.csv", b"a,b\n1,2\n"),
        ("d.csv", b"text,created_at\nIt is long.,2024-08-10\n"),
        ("e.csv", b"user,created_at\nAnna Example,2024-08-10\n"),
        ("b.csv", b"title,author,text\nA road,Anna Example,It is long.\n"),
        ("a.srt", b"no subtitles here"),
        ("a.rtf", rb"{\rtf1 " + b"{" * 1_000),
        ("a.eml", b"From: a@example.org\n\n"),
    ],
)
def test_what_is_damaged_is_named_and_no_traceback(
    tmp_path: Path, name: str, content: bytes
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DataError) as caught:
        read_article(path)
    assert [p.file for p in caught.value.problems] == [name]


def test_a_document_that_unpacks_to_too_much_is_refused_unopened(tmp_path: Path) -> None:
    path = packed(tmp_path / "a.odt", {"content.xml": "<a>" + " " * 100_000_001 + "</a>"})
    with pytest.raises(DataError, match="unpacks to too much"):
        read_article(path)


def test_an_entity_in_a_document_is_refused(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE html [<!ENTITY a "b">]><p>&a;</p>'
    with pytest.raises(DataError, match="damaged"):
        read_article(packed(tmp_path / "a.odt", {"content.xml": bomb}))
