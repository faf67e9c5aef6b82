"""Articles read from files of every kind, friendly and hostile; all of them made up."""

import io
import zipfile
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.articles.article import Article
from stance.articles.dates import printed_date
from stance.articles.layout import blocks
from stance.articles.markdown import front_matter, unmarked
from stance.articles.reading import article_files, needs_copy, read_article
from stance.articles.unwrapping import unwrapped
from stance.core.errors import DataError

SPEECH = "Anna Example said: “The café is open – naïve or not.”"
W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_article(path)
    (problem,) = caught.value.problems
    assert problem.code == "unreadable-article"
    assert problem.file == path.name
    return problem.message


def text_or_refusal(path: Path) -> str:
    try:
        return read_article(path).text
    except DataError as error:
        return str(error)


def docx(document: str, **others: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("word/document.xml", document)
        for name, content in others.items():
            book.writestr(name, content)
    return stream.getvalue()


def kinds(text: str) -> list[tuple[str, str]]:
    return [(text[b.start : b.end], b.kind) for b in blocks(text)]


def test_a_utf8_file_is_its_own_stored_text(tmp_path: Path) -> None:
    data = ("\ufeffTitle of the piece\r\n\r\n" + SPEECH + "\r\n").encode()
    path = saved(tmp_path, "a.txt", data)
    article = read_article(path)
    assert article.text == data.decode()
    assert article.sha256 == sha256(data).hexdigest()
    assert not needs_copy(article, path)


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-32", "utf-16-le-sig"])
def test_other_encodings_are_read_and_a_copy_is_asked_for(tmp_path: Path, encoding: str) -> None:
    text = f"{SPEECH} It lies on the road from the one town to the other."
    sig = encoding.endswith("-sig")
    data = b"\xff\xfe" + text.encode("utf-16-le") if sig else text.encode(encoding)
    path = saved(tmp_path, "a.txt", data)
    article = read_article(path)
    assert article.text == text
    assert needs_copy(article, path)
    assert "read as" in article.note


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_cyrillic_encodings_are_told_apart(tmp_path: Path, encoding: str) -> None:
    text = "Анна Пример сказала, что дорога слишком длинная и никому не нужна в этом городе. " * 5
    assert read_article(saved(tmp_path, "a.txt", text.encode(encoding))).text == text


def test_a_page_gives_its_text_and_what_it_says_of_itself(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>In paragraph {n} of this piece Anna Example said that the road number {n} is long, "
        "and that nobody in the whole town wants to walk it any more.</p>"
        for n in range(6)
    )
    page = (
        "<html><head><title>The road | Test Times</title><meta name='author' content='Ben Sample'>"
        "<meta property='article:published_time' content='2024-03-02T10:00:00Z'>"
        "<script>alert('script words')</script></head><body><nav><a href='/'>Menu words</a></nav>"
        f"<article><h1>The road</h1>{paragraphs}</article>"
        "<footer>Footer words, all rights reserved</footer></body></html>"
    )
    path = saved(tmp_path, "a.html", page)
    article = read_article(path)
    assert "road number 5 is long" in article.text
    assert not any(w in article.text for w in ("script words", "Menu words", "Footer words"))
    assert (article.author, article.published) == ("Ben Sample", "2024-03-02")
    assert article.file == "a.html.txt"
    assert needs_copy(article, path)


def test_a_word_document_gives_its_paragraphs_without_what_was_deleted(tmp_path: Path) -> None:
    body = (
        f"<w:document {W}><w:body><w:p><w:r><w:t>The first</w:t></w:r><w:r><w:t> part.</w:t></w:r>"
        "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del></w:p>"
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "</w:body></w:document>"
    )
    assert read_article(saved(tmp_path, "a.docx", docx(body))).text == "The first part.\nIn a cell."


def test_a_pdf_gives_its_text_layer(tmp_path: Path) -> None:
    pytest.importorskip("pypdf")
    stream = b"BT /F1 12 Tf 72 700 Td (Anna Example said that the road is long.) Tj ET"
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length " + str(len(stream)).encode() + b" >>\nstream\n" + stream + b"\nendstream",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    data, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(data))
        data += str(number).encode() + b" 0 obj\n" + content + b"\nendobj\n"
    table = b"".join(f"{place:010} 00000 n \n".encode() for place in places)
    end = len(data)
    data += b"xref\n0 6\n0000000000 65535 f \n" + table
    data += b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n" + str(end).encode() + b"\n%%EOF"
    article = read_article(saved(tmp_path, "a.pdf", data))
    assert article.text.strip() == "Anna Example said that the road is long."


def test_what_cannot_be_read_is_refused_with_one_clear_message(tmp_path: Path) -> None:
    assert "empty" in refused(saved(tmp_path, "empty.txt", b""))
    assert "no text" in refused(saved(tmp_path, "blank.txt", b" \n\n "))
    assert "not text" in refused(saved(tmp_path, "binary.txt", bytes(range(256)) * 40))
    assert "damaged" in refused(saved(tmp_path, "a.docx", b"PK\x03\x04 and no more"))
    assert "no Word document" in refused(saved(tmp_path, "b.docx", _zip("x.xml")))
    assert "text" in refused(saved(tmp_path, "a.html", "<html><body></body></html>"))


def _zip(name: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr(name, "<x/>")
    return stream.getvalue()


def test_an_enormous_file_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(60_000_000)
    assert "larger than" in refused(path)


@pytest.mark.parametrize("data", [b"%PDF-1.4\nnothing", b"", b"%PDF-1.4\n" + b"[" * 50_000])
def test_a_damaged_pdf_is_refused(tmp_path: Path, data: bytes) -> None:
    pytest.importorskip("pypdf")
    assert refused(saved(tmp_path, "a.pdf", data))


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "aaaaaaaaaa">'
    + "".join(
        f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + f"]><w:document {W}><w:body><w:p><w:r><w:t>&i;</w:t></w:r></w:p></w:body></w:document>"
)


def test_an_entity_bomb_in_a_word_document_is_refused(tmp_path: Path) -> None:
    assert "damaged" in refused(saved(tmp_path, "a.docx", docx(BOMB)))


def test_an_external_entity_is_not_fetched(tmp_path: Path) -> None:
    secret = saved(tmp_path, "secret.txt", "the secret words")
    padding = f"<!--{'x' * 5000}-->"  # the document type stands late
    document = (
        f'<?xml version="1.0"?>{padding}<!DOCTYPE d [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
        f"<w:document {W}><w:body><w:p><w:r><w:t>shown &x; too</w:t></w:r></w:p></w:body>"
        "</w:document>"
    )
    assert "secret" not in text_or_refusal(saved(tmp_path, "a.docx", docx(document)))


def test_a_word_document_that_unpacks_to_too_much_is_refused(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("word/document.xml", b" " * 120_000_000)
    assert "unpacks" in refused(saved(tmp_path, "a.docx", stream.getvalue()))


@pytest.mark.parametrize(
    "page",
    [
        "<div>" * 20_000 + "The words at the bottom of it all." + "</div>" * 20_000,
        "<table>" + "<tr>" + "<td>cell words</td>" * 50_000 + "</tr></table>",
        BOMB,
        "<p>The words &#xD800; of a lone surrogate that nobody can save to a file at all.</p>" * 9,
        "<iframe src='http://192.0.2.1/x'></iframe><img src='http://192.0.2.1/y'>" * 100,
    ],
    ids=["deep", "huge table", "entity bomb", "surrogate", "references"],
)
def test_hostile_pages_are_harmless(tmp_path: Path, page: str) -> None:
    path = saved(tmp_path, "a.html", f"<html><body>{page}</body></html>")
    assert len(text_or_refusal(path).encode()) < 2_000_000


def test_what_stands_around_an_article_is_set_apart() -> None:
    text = (
        "Share this\n\nThe new road\n\nBy Anna Example\n\n12 May 2021\n\n"
        "The road was opened on Monday, and many came to see it.\n\n"
        "Minister Ben Sample (left) walks on the road in May.\n\n"
        "It is 30 kilometres long.[1]\n\n[1] The Road Office, 2021.\n\n"
        "You may also like\n\nTen other roads that you should know of."
    )
    assert [kind for _, kind in kinds(text)] == [
        "boilerplate", "heading", "byline", "byline", "body", "caption", "body", "footnote",
        "boilerplate", "boilerplate",
    ]  # fmt: skip


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    line = "the road leads from the one town to the other and then on to the sea"
    text = f"First {line}\n{line}\n{line}.\n\nSecond {line}\n{line}\n{line}\nas well."
    assert [words.split()[0] for words, _ in kinds(text)] == ["First", "Second"]


def own(tmp_path: Path, text: str) -> Article:
    return read_article(saved(tmp_path, "a.txt", text))


def test_title_author_and_date_are_taken_from_the_lines_above_the_text(tmp_path: Path) -> None:
    text = f"The new road\n\nBy Anna Example\n\n01.11.2022\n\n{SPEECH} The rest of it is long."
    article = own(tmp_path, text)
    assert (article.title, article.author) == ("The new road", "Anna Example")
    assert article.published == "2022-11-01"
    assert "day first" in article.note


@pytest.mark.parametrize(
    "line",
    [
        "Testville Courier, 12 March 2024",
        "Testville Courier, March 12, 2024",
        "Testville Courier, 12.03.2024. Interview by Anna Example.",
    ],
)
def test_a_line_with_paper_and_date_gives_both(tmp_path: Path, line: str) -> None:
    article = own(tmp_path, f"The new road\n\n{line}\n\n{SPEECH} The rest of it is long. 13.3.2024")
    assert (article.publisher, article.published) == ("Testville Courier", "2024-03-12")


@pytest.mark.parametrize(
    ("line", "iso", "publisher"),
    [
        ("Testville, 20th October 2023", "2023-10-20", "Testville"),
        ("Held on 5.06.2023", "2023-06-05", ""),
        ("Feb. 20, 2024 | Testville Courier", "2024-02-20", ""),
        ("Interviewed by Anna Example, 2023-09-14", "2023-09-14", ""),
    ],
)
def test_a_line_of_place_occasion_or_author_gives_its_date(
    tmp_path: Path, line: str, iso: str, publisher: str
) -> None:
    article = own(tmp_path, f"The new road\n\n{line}\n\n{SPEECH} The rest of it is long.")
    assert (article.published, article.publisher) == (iso, publisher)


@pytest.mark.parametrize(
    ("above", "below", "author", "publisher"),
    [
        ("4 March 2025, by Anna Example", "", "Anna Example", ""),
        ("Published: 4 March 2025 by Anna Example", "", "Anna Example", ""),
        ("By Anna Example for Testville Courier", "", "Anna Example", "Testville Courier"),
        ("By Facebook Com", "", "", ""),
        ("By admin", "", "", ""),
        ("", "Via Testville Courier", "", "Testville Courier"),
        ("", "Source: Testville Courier", "", "Testville Courier"),
        ("© 2024 Testville Courier. All rights reserved.", "", "", "Testville Courier"),
        ("© Sample Copies", "Via Testville Courier", "", "Testville Courier"),
        ("© AFP", "", "", ""),
    ],
)
def test_printed_lines_say_who_wrote_and_published(
    tmp_path: Path, above: str, below: str, author: str, publisher: str
) -> None:
    article = own(tmp_path, f"The new long road\n\n{above}\n\n{SPEECH}\n\n{SPEECH}\n\n{below}\n")
    assert (article.author, article.publisher) == (author, publisher)


@pytest.mark.parametrize(
    ("head", "author", "section"),
    [
        ('<meta name="author" content="Anna Example">', "Anna Example", ""),
        ('<meta name="author" content="Facebook Com">', "", ""),
        ('<meta property="article:author" content="https://www.facebook.com/times">', "", ""),
        ('<meta name="author" content="Test Times">', "", ""),
        ('<meta property="article:section" content="Opinion">', "", "Opinion"),
        (
            '<meta name="author" content="admin"><script type="application/ld+json">'
            '{"@type": "NewsArticle", "author": [{"@type": "Person", '
            '"name": "Anna Ex\\u00e4mple"}],'
            ' "articleSection": "World"}</script>',
            "Anna Exämple",
            "World",
        ),
    ],
)
def test_a_page_declares_its_author_and_section_and_no_site_is_an_author(
    tmp_path: Path, head: str, author: str, section: str
) -> None:
    page = (
        '<html><head><title>The road</title><meta property="og:site_name" content="Test Times">'
        f"{head}</head><body><article><h1>The road</h1>{PAGE}</article></body></html>"
    )
    article = read_article(saved(tmp_path, "a.html", page))
    assert article.author == author
    assert (f"section {section}" in article.note) == bool(section)


def test_a_name_below_the_text_signs_it(tmp_path: Path) -> None:
    text = (
        f"The new road\n\n{SPEECH} The rest of it is long.\n\n[1] The Road Office.\n\n"
        "Dr. Anna EXAMPLE\nDr. Anna EXAMPLE\nDr. Anna Example teaches in Testville."
    )
    assert own(tmp_path, text).author == "Anna Example"


def test_a_list_of_sources_goes_before_the_text(tmp_path: Path) -> None:
    path = saved(tmp_path, "a.txt", f"The new road\n\nBy Anna Example\n\n{SPEECH} And more.")
    article = read_article(path, {"title": "Given", "published": "2020-02", "publisher": "Times"})
    assert (article.title, article.published, article.publisher) == ("Given", "2020-02", "Times")
    assert article.author == "Anna Example"


@pytest.mark.parametrize(
    ("line", "text", "iso"),
    [
        ("24 November 2024", "", "2024-11-24"),
        ("November 24, 2024", "", "2024-11-24"),
        ("Sept. 3, 2021", "", "2021-09-03"),
        ("2024-11-24", "", "2024-11-24"),
        ("24/11/2024", "", "2024-11-24"),
        ("11/24/2024", "", "2024-11-24"),
        ("01.11.2022", "", "2022-11-01"),
        ("01/11/2022", "read on 25/12/2022", "2022-11-01"),
        ("01/11/2022", "read on 12/25/2022", "2022-01-11"),
        ("05/05/2022", "", "2022-05-05"),
    ],
)
def test_dates_are_read_by_the_evidence(line: str, text: str, iso: str) -> None:
    found = printed_date(line, f"{line} {text}")
    assert found is not None
    assert found.iso == iso


def test_a_date_that_may_be_either_stops_at_the_year_and_says_so() -> None:
    found = printed_date("01/11/2022", "01/11/2022")
    assert found is not None
    assert found.iso == "2022"
    assert "does not show" in found.note


@pytest.mark.parametrize("line", ["99.99.2022", "32 May 2021", "no date", "1.2.3"])
def test_what_is_no_date_is_none(line: str) -> None:
    assert printed_date(line, line) is None


def test_folders_are_searched_to_the_bottom_for_what_can_be_read(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / ".hidden").mkdir()
    for name in ("a.txt", "b.xlsx", "below/c.md", ".hidden/d.txt"):
        saved(tmp_path, name, SPEECH)
    files, problems = article_files([tmp_path, tmp_path / "none.txt"])
    assert [f.name for f in files] == ["a.txt", "c.md"]
    assert [p.code for p in problems] == ["skipped-file", "missing-path"]
    assert "b.xlsx" in problems[0].message


def test_a_folder_says_which_texts_it_passed_over_and_which_links_lead_nowhere(
    tmp_path: Path,
) -> None:
    for name in (
        "a.txt",
        "b.doc",
        "c.pages",
        "picture.jpg",
        "sources.csv",
        "~$d.docx",
        ".~lock.e.docx#",
    ):
        saved(tmp_path, name, SPEECH)
    (tmp_path / "f.txt").symlink_to(tmp_path / "none.txt")
    (tmp_path / "g.txt").symlink_to("g.txt")
    files, problems = article_files([tmp_path])
    assert [f.name for f in files] == ["a.txt"]
    assert [(p.code, p.file) for p in problems[:2]] == [
        ("unreadable-article", "f.txt"),
        ("unreadable-article", "g.txt"),
    ]
    assert "b.doc, c.pages, picture.jpg;" in str(problems[2])
    assert len(problems) == 3


TURKISH = "Türkiye'nin yeni yolu çok uzun. Şehirde yaşayan insanlar için gerekli değil, dedi. "
POLISH = "Nowa droga jest za długa, powiedział Jan Przykładowy. Żółta łódź już nie płynie. "
ENGLISH = "The meeting took place in the old town, and nothing at all came of it in the end. "
RUSSIAN = "«Дорога слишком длинная», сказал Борис Образцов. "


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (TURKISH, "cp1254"),
        (ENGLISH * 9 + TURKISH, "cp1254"),
        (POLISH, "cp1250"),
        (ENGLISH * 40 + RUSSIAN, "cp1251"),
        (RUSSIAN.replace("«", "").replace("»", ""), "koi8-r"),
        (ENGLISH + RUSSIAN, "utf-16-le"),
        (ENGLISH + RUSSIAN, "utf-16-be"),
    ],
)
def test_encodings_without_a_mark_are_told_by_their_letters(
    tmp_path: Path, text: str, encoding: str
) -> None:
    article = read_article(saved(tmp_path, "a.txt", text.encode(encoding)))
    assert article.text == text
    assert f"read as {encoding}" in article.note


def test_one_damaged_byte_does_not_spoil_the_rest_of_the_text(tmp_path: Path) -> None:
    article = read_article(saved(tmp_path, "a.txt", RUSSIAN.encode() + b"\xff"))
    assert article.text == RUSSIAN + "\ufffd"
    assert "1 damaged characters replaced" in article.note


def test_a_page_is_read_in_the_encoding_that_it_names(tmp_path: Path) -> None:
    page = (
        "<html><head><meta charset='windows-1251'><title>Дорога</title>"
        f"{'<!-- words of no meaning -->' * 400}</head><body><p>{RUSSIAN * 3}</p></body></html>"
    )
    article = read_article(saved(tmp_path, "a.html", page.encode("cp1251")))
    assert RUSSIAN.strip() in article.text
    assert "read as windows-1251" in article.note


PAGE = "<p>The new road is long, and nobody in the whole town wants to walk it any more.</p>" * 5


@pytest.mark.parametrize(
    ("head", "above", "iso", "reason"),
    [
        ("<meta property='article:published_time' content='2024-03-02T10:00'>", "", "2024-03-02",
         "head of the page"),
        ('<script type="application/ld+json">{"datePublished": "2024-04-07T01:00"}</script>', "",
         "2024-04-07", "head of the page"),
        ("", "<time datetime='2023-11-05'>in autumn</time>", "2023-11-05", "marks it"),
        ("", "<p class='date'>12 мая 2021 г.</p>", "2021-05-12", "prints it"),
        ("", "<p class='date'>03/04/2023</p><p>The vote of 12/25/2022 was clear to all.</p>",
         "2023-03-04", "month first"),
        ("", "<p class='date'>03/04/2023</p>", "2023", "does not show"),
        ("", "<p class='date'>Updated 5 May 2023</p><p class='date'>3 May 2023</p>",
         "2023-05-03", "prints it"),
        ("", "<p>In a treaty of 4 July 1999 the towns agreed on the new road.</p>", "", "no date"),
    ],
)  # fmt: skip
def test_a_pages_date_is_the_declared_or_printed_one_and_never_a_guess(
    tmp_path: Path, head: str, above: str, iso: str, reason: str
) -> None:
    page = (
        f"<html><head><title>The road</title>{head}</head><body><article><h1>The road</h1>{above}"
        f"{PAGE}</article><footer>© 2019 Times. Updated 1 January 2020</footer></body></html>"
    )
    article = read_article(saved(tmp_path, "a.html", page))
    assert article.published == iso
    assert reason in article.note


@pytest.mark.parametrize("name", ["a.txt", "a.pdf", "a.docx", "a.html"])
def test_a_page_is_known_by_how_it_begins_whatever_its_name(tmp_path: Path, name: str) -> None:
    page = f"<!DOCTYPE html><html><body><article>{PAGE}</article></body></html>"
    assert "<p>" not in read_article(saved(tmp_path, name, page)).text


def test_plain_text_in_a_file_named_as_a_page_is_read(tmp_path: Path) -> None:
    assert read_article(saved(tmp_path, "a.html", SPEECH)).text == SPEECH


def test_documents_of_other_kinds_are_named_for_what_they_are(tmp_path: Path) -> None:
    assert read_article(saved(tmp_path, "a.txt", "{\\rtf1 some words}")).text == "some words"
    assert "old or locked" in refused(saved(tmp_path, "a.docx", b"\xd0\xcf\x11\xe0" + b"x" * 99))


def paragraph(*runs: str) -> str:
    return f"<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr>{''.join(runs)}</w:p>"


def run_of(text: str, properties: str = "") -> str:
    return f"<w:r>{properties}<w:t>{text}</w:t></w:r>"


def test_a_text_box_follows_its_paragraph_once(tmp_path: Path) -> None:
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    box = f"<w:txbxContent>{paragraph(run_of('In the box.'))}</w:txbxContent>"
    both = (
        f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
        f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    body = paragraph(run_of("Before "), both, run_of("and after."))
    document = f"<w:document {W} {mc}><w:body>{body}</w:body></w:document>"
    path = saved(tmp_path, "a.docx", docx(document))
    assert read_article(path).text == "Before and after.\nIn the box."


def test_moved_and_hidden_words_are_read_where_a_reader_sees_them(tmp_path: Path) -> None:
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    body = (
        paragraph(f"<w:moveFrom>{run_of('Moved.')}</w:moveFrom>", run_of("First."))
        + paragraph(f"<w:moveTo>{run_of('Moved.')}</w:moveTo>", run_of(" Unseen.", hidden))
        + paragraph(run_of("co"), "<w:r><w:noBreakHyphen/></w:r>", run_of("operate"))
    )
    strict = (
        W.replace("schemas.openxmlformats.org", "purl.oclc.org")
        .replace("wordprocessingml/2006", "wordprocessingml")
        .replace("purl.oclc.org/wordprocessingml", "purl.oclc.org/ooxml/wordprocessingml")
    )
    for number, namespace in enumerate((W, strict)):
        document = f"<w:document {namespace}><w:body>{body}</w:body></w:document>"
        path = saved(tmp_path, f"{number}.docx", docx(document))
        assert read_article(path).text == "First.\nMoved.\nco-operate"


def test_a_word_documents_properties_come_after_its_own_lines(tmp_path: Path) -> None:
    core = (
        '<c xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:t="http://purl.org/dc/terms/">'
        "<dc:title>Template</dc:title><dc:creator>Office User</dc:creator>"
        "<t:created>2013-12-23T00:00:00Z</t:created></c>"
    )
    lines = ("The new road of the town", "By Anna Example", f"{SPEECH} And there is more.")
    for number, shown in enumerate((lines, lines[2:])):
        body = "".join(paragraph(run_of(line)) for line in shown)
        document = f"<w:document {W}><w:body>{body}</w:body></w:document>"
        data = docx(document, **{"docProps/core.xml": core})
        article = read_article(saved(tmp_path, f"{number}.docx", data))
        assert article.published == ""
        if number == 0:
            assert (article.title, article.author) == (lines[0], "Anna Example")
        else:
            assert (article.title, article.author) == ("Template", "Office User")
            assert "properties" in article.note


def test_a_document_type_is_refused_in_any_encoding(tmp_path: Path) -> None:
    data = BOMB.replace('version="1.0"', 'version="1.0" encoding="utf-16"').encode("utf-16")
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as book:
        book.writestr("word/document.xml", data)
    assert "damaged" in refused(saved(tmp_path, "a.docx", stream.getvalue()))


def test_printed_lines_become_paragraphs_without_heads_and_page_numbers() -> None:
    first = (
        "Testville Review 12 · The road\nThe new road\n"
        "“The road is too long for all of us,” said Ben Sam-\n"
        "ple, who is a lecturer in the ﬁrst-class univer-\nsity of the town.\n"
        "“It costs too much for a first-\nclass town of ours, and nobody wants to\n17"
    )
    second = (
        "Testville Review 13 · The road\npay for it,” he added that day.\nAnna Example left.\n18"
    )
    assert unwrapped([first, second]).split("\n") == [
        "The new road",
        "“The road is too long for all of us,” said Ben Sample, who is a lecturer in the "
        "first-class university of the town.",
        "“It costs too much for a first-class town of ours, and nobody wants to pay for it,” "
        "he added that day.",
        "Anna Example left.",
    ]


def test_markup_is_blanked_out_and_every_offset_stays() -> None:
    text = (
        "---\ntitle: The road\n---\n# The *new* road\n\n> “It is **too** long,” said "
        "[Ben Sample](https://example.org/ben).[^1]\n\n```\n“code”\n```\n![“alt”](x.png)\n"
        "a * b and snake_case_name\n"
    )
    plain = unmarked(text)
    assert len(plain) == len(text)
    words = "The new road “It is too long,” said Ben Sample . a * b and snake_case_name"
    assert " ".join(plain.split()) == words
    assert plain.index("Ben Sample") == text.index("Ben Sample")
    assert front_matter(text) == {"title": "The road"}


def test_what_markdown_says_above_its_text_is_taken_and_a_list_goes_before_it(
    tmp_path: Path,
) -> None:
    front = "---\ntitle: Its title\nauthor: 'Anna Example'\ndate: 2023-04-05\n---\n"
    path = saved(tmp_path, "a.md", f"{front}\n# The road\n\n{SPEECH} And more.\n")
    article = read_article(path, {"title": "Given", "author": ""})
    assert (article.title, article.author, article.published) == (
        "Given", "Anna Example", "2023-04-05",
    )  # fmt: skip
    assert article.text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("line", "iso"),
    [
        ("12 мая 2021", "2021-05-12"),
        ("3 сентября 2020 г.", "2020-09-03"),
        ("5 Ağustos 2022", "2022-08-05"),
        ("12 de marzo de 2024", "2024-03-12"),
        ("1. Dezember 2019", "2019-12-01"),
        ("7 juillet 2021", "2021-07-07"),
        ("9 iyun 2023", "2023-06-09"),
        ("9 липня 2023", "2023-07-09"),
    ],
)
def test_dates_are_read_in_the_languages_that_are_known(line: str, iso: str) -> None:
    found = printed_date(line, line)
    assert found is not None
    assert found.iso == iso


def test_the_date_of_a_change_counts_only_if_no_other_is_printed(tmp_path: Path) -> None:
    body = f"{SPEECH} The rest of it is long."
    both = f"The new road\n\nUpdated 5 May 2023\n\nPublished 3 May 2023\n\n{body}"
    assert own(tmp_path, both).published == "2023-05-03"
    only = own(tmp_path, f"The new road\n\nUpdated 5 May 2023\n\n{body}")
    assert only.published == "2023-05-05"
    assert "last change" in only.note


def test_lines_may_end_as_on_any_system() -> None:
    for end in ("\n", "\r\n", "\r", "\u2029"):
        text = f"\ufeffThe road{end}{end}It is long.{end}It is old.{end}"
        assert [words for words, _ in kinds(text)] == ["The road", "It is long.", "It is old."]


def test_a_word_document_damaged_at_any_byte_is_read_or_refused(tmp_path: Path) -> None:
    body = paragraph(run_of(SPEECH)) * 20
    whole = docx(f"<w:document {W}><w:body>{body}</w:body></w:document>")
    for at in range(0, len(whole), 3):
        damaged = whole[:at] + bytes([whole[at] ^ 0x55]) + whole[at + 1 :]
        assert text_or_refusal(saved(tmp_path, "a.docx", damaged))


@given(st.text(alphabet="ab \r\n#*_[]()!<>`~-^:.1“”", max_size=120))
@settings(max_examples=300, deadline=None)
def test_blanking_markup_out_moves_no_character(text: str) -> None:
    plain = unmarked(text)
    assert len(plain) == len(text)
    assert all(b in (a, " ") for a, b in zip(text, plain, strict=True))
    assert [c for c in plain if c in "\r\n"] == [c for c in text if c in "\r\n"]


@given(st.lists(st.text(alphabet="ab-. \nS1“”", max_size=60), max_size=5))
@settings(max_examples=200, deadline=None)
def test_unwrapping_adds_no_letter(pages: list[str]) -> None:
    printed = Counter("".join(pages))
    assert not Counter(c for c in unwrapped(pages) if not c.isspace()) - printed
