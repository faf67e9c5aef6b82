"""Articles read from files of every kind, friendly and hostile; all of them made up."""

import io
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from stance.articles import Article
from stance.errors import DataError
from stance.sources import article_files, needs_copy, read_article
from stance.sources.dates import printed_date
from stance.sources.layout import blocks

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
    assert [p.code for p in problems] == ["missing-path"]
