"""What may be asked of a reader of articles, and what files say of themselves, one row a bound."""

import io
import re
import zipfile
from pathlib import Path

import pytest

from stance.articles import dumps, pdf, reading, webpages, word
from stance.articles.article import Article
from stance.articles.dates import printed_date
from stance.articles.layout import blocks
from stance.articles.metadata import metadata
from stance.articles.passages import MAX_BYTES
from stance.articles.reading import read_article
from stance.articles.wording import places_of
from stance.core.errors import DataError

ROOT = Path(__file__).parents[2]
WORDS = "Anna Example said that the road to the town was long and hard in spring."
SPACE = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def saved(folder: Path, name: str, data: bytes | str) -> Path:
    path = folder / name
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    return path


def refused(path: Path) -> str:
    with pytest.raises(DataError) as caught:
        read_article(path)
    (problem,) = caught.value.problems
    return problem.message


def test_the_limits_are_those_that_the_guide_tells() -> None:
    told = (ROOT / "docs" / "usage.md").read_text("utf-8")
    for words, limit in (
        (r"larger than ([\d,]+) MB", MAX_BYTES // 10**6),
        (r"texts of over ([\d,]+) characters", reading.MAX_CHARACTERS),
        (r"pages of over ([\d,]+) tags", webpages.MAX_TAGS),
        (r"unpack to over ([\d,]+) MB", word.MAX_UNPACKED // 10**6),
        (r"have over ([\d,]+) tags", word.MAX_TAGS),
        (r"take over ([\d,]+) steps", pdf.MAX_STEPS),
        (r"Of a PDF ([\d,]+) pages", pdf.MAX_PAGES),
        (r"beyond ([\d,]+) articles", dumps.MAX_ARTICLES),
    ):
        found = re.search(words, told)
        assert found, words
        assert int(found[1].replace(",", "")) == limit, words
    assert (MAX_BYTES % 10**6, word.MAX_UNPACKED % 10**6, pdf.MAX_DRAWN_BYTES) == (0, 0, 20_000_000)


def test_a_file_larger_than_the_limit_is_told_with_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "huge.txt"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES + 1)  # a hole, which takes no room
    assert refused(path) == "the file is larger than 50 MB"
    with path.open("wb") as file:
        file.truncate(MAX_BYTES)
    assert "larger" not in refused(path)


@pytest.mark.parametrize(("limit", "legal"), [(len(WORDS), True), (len(WORDS) - 1, False)])
def test_a_text_may_have_as_many_characters_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: int, legal: bool
) -> None:
    monkeypatch.setattr(reading, "MAX_CHARACTERS", limit)
    path = saved(tmp_path, "a.txt", WORDS)
    if legal:
        assert read_article(path).text == WORDS
    else:
        assert refused(path) == f"the article has over {limit} characters"


# --- PDF


def printed(*pages: str, title: str = "") -> bytes:
    """A PDF of these pages; an empty one has no content at all."""
    writing = pytest.importorskip("pypdf")
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type1"),
            NameObject("/BaseFont"): NameObject("/Helvetica"),
        }
    )
    writer = writing.PdfWriter()
    for words in pages:
        page = writer.add_blank_page(width=600, height=800)
        if words:
            fonts = DictionaryObject({NameObject("/F1"): writer._add_object(font)})
            page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
            content = DecodedStreamObject()
            content.set_data(f"BT /F1 12 Tf 50 700 Td ({words}) Tj ET".encode())
            page[NameObject("/Contents")] = writer._add_object(content)
    if title:
        writer.add_metadata({"/Title": title})
    data = io.BytesIO()
    writer.write(data)
    return data.getvalue()


def test_a_pdf_gives_its_own_title_after_that_of_the_text(tmp_path: Path) -> None:
    found = read_article(saved(tmp_path, "a.pdf", printed(WORDS, title="On the road to town")))
    assert (found.text, found.title) == (WORDS, "On the road to town")
    assert found.note == "text taken from a PDF; no date printed"
    assert read_article(saved(tmp_path, "b.pdf", printed(WORDS))).title == ""


def test_pages_of_a_pdf_are_read_up_to_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, "a.pdf", printed("One.", "", "Two."))
    assert read_article(path).text == "One. Two."
    monkeypatch.setattr(pdf, "MAX_PAGES", 2)
    assert read_article(path).text == "One."


def test_a_pdf_may_take_as_much_to_draw_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path, "a.pdf", printed("One.", "", "Two."))
    drawn = 2 * len("BT /F1 12 Tf 50 700 Td (One.) Tj ET")
    monkeypatch.setattr(pdf, "MAX_DRAWN_BYTES", drawn)
    assert read_article(path).text == "One. Two."
    monkeypatch.setattr(pdf, "MAX_DRAWN_BYTES", drawn - 1)
    assert "too many steps" in refused(path)
    monkeypatch.setattr(pdf, "MAX_DRAWN_BYTES", drawn)
    steps = 2 * 5  # BT, Tf, Td, Tj and ET
    monkeypatch.setattr(pdf, "MAX_STEPS", steps)
    assert read_article(path).text == "One. Two."
    monkeypatch.setattr(pdf, "MAX_STEPS", steps - 1)
    assert "too many steps" in refused(path)


# --- Word documents


def document(
    body: str, more: dict[str, str] | None = None, main: str = "word/document.xml"
) -> bytes:
    held = f'<w:document xmlns:w="{SPACE}"><w:body>{body}</w:body></w:document>'
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as book:
        for name, text in {main: held, **(more or {})}.items():
            book.writestr(name, text)
    return data.getvalue()


PARAGRAPH = f"<w:p><w:r><w:t>{WORDS}</w:t></w:r></w:p>"


def relations(target: str, kind: str = "x/officeDocument") -> dict[str, str]:
    other = '<Relationship Type="x/other" Target="docProps/app.xml"/>'
    return {"_rels/.rels": f'<R>{other}<Relationship Type="{kind}" Target="{target}"/></R>'}


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (document(PARAGRAPH), WORDS),
        (document(PARAGRAPH, relations("word/main.xml"), "word/main.xml"), WORDS),
        (document(PARAGRAPH, relations("/word/main.xml"), "word/main.xml"), WORDS),
        (document(PARAGRAPH, relations("xl/main.xml"), "xl/main.xml"), ""),
        (document(PARAGRAPH, relations("word/gone.xml")), ""),
        (document(PARAGRAPH, relations("word/gone.xml", "x/other")), WORDS),
        (document(PARAGRAPH, {}, "word/other.xml"), ""),
    ],
)
def test_which_part_of_a_word_document_holds_its_text(
    tmp_path: Path, data: bytes, text: str
) -> None:
    path = saved(tmp_path, "a.docx", data)
    if text:
        assert read_article(path).text == text
    else:
        assert refused(path) == "this is no Word document"


@pytest.mark.parametrize("at", [0, -1])
def test_a_word_document_is_locked_if_one_of_its_parts_is(tmp_path: Path, at: int) -> None:
    data = bytearray(document(PARAGRAPH, {"word/styles.xml": "<x/>"}))
    places = [found.start() for found in re.finditer(b"PK\x01\x02", bytes(data))]
    data[places[at] + 8] |= 1
    assert refused(saved(tmp_path, "a.docx", bytes(data))) == "the document is locked"


def test_a_word_document_may_be_as_large_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = document(PARAGRAPH)
    held = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
    path = saved(tmp_path, "a.docx", data)
    monkeypatch.setattr(word, "MAX_UNPACKED", len(held))
    monkeypatch.setattr(word, "MAX_TAGS", held.count(b"<"))
    assert read_article(path).text == WORDS
    monkeypatch.setattr(word, "MAX_TAGS", held.count(b"<") - 1)
    assert "marks" in refused(path)
    monkeypatch.setattr(word, "MAX_UNPACKED", len(held) - 1)
    assert refused(path) == "the document unpacks to too much"


SHOWN, HIDDEN = '<w:vanish w:val="0"/>', '<w:vanish w:val="1"/>'


def run(words: str, hidden: str = "") -> str:
    """A run of a Word document; what it holds but words is XML."""
    held = words if words.startswith("<") else f"<w:t>{words}</w:t>"
    return f"<w:r>{hidden and f'<w:rPr>{hidden}</w:rPr>'}{held}</w:r>"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (f"<w:p>{run('a')}{run('<w:tab/>')}{run('b')}{run('<w:br/>')}{run('c')}</w:p>", "a b c"),
        (f"<w:p>{run('a')}{run('<w:noBreakHyphen/>')}{run('b')}</w:p>", "a-b"),
        (f"<w:p>{run('x', '<w:vanish/>')}{run('<w:tab/>', '<w:vanish/>')}{run('a')}</w:p>", "a"),
        (f"<w:p>{run('a', SHOWN)}</w:p>", "a"),
        (f"<w:p>{run('x', HIDDEN)}{run('a')}</w:p>", "a"),
        (f"<w:p><w:pPr><w:t>x</w:t></w:pPr>{run('a')}</w:p>", "a"),
        (f"<w:p><w:del><w:p>{run('x')}</w:p></w:del>{run('a')}</w:p>", "a"),
        (
            f"<w:p>{run('a')}<w:p>{run('box')}</w:p>{run('b')}</w:p><w:p>{run('c')}</w:p>",
            "ab\nbox\nc",
        ),
        ("<w:t>x</w:t><w:p><w:r>x<w:t>a</w:t>x</w:r></w:p><w:tab/>", "a"),
    ],
)
def test_what_a_reader_of_a_word_document_sees(tmp_path: Path, body: str, text: str) -> None:
    assert read_article(saved(tmp_path, "a.docx", document(body))).text == text


def test_the_properties_of_a_word_document_come_last(tmp_path: Path) -> None:
    core = (
        '<c:core xmlns:c="c" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>A <c:b>x</c:b>'
        "title</dc:title><dc:creator>Anna Example</dc:creator><dc:subject>x</dc:subject></c:core>"
    )
    found = read_article(
        saved(tmp_path, "a.docx", document(PARAGRAPH, {"docProps/core.xml": core}))
    )
    assert (found.title, found.author) == ("A ", "Anna Example")
    torn = document(PARAGRAPH, {"docProps/core.xml": core[:60]})
    assert read_article(saved(tmp_path, "b.docx", torn)).text == WORDS


# --- pages


def page(above: str = "", head: str = "") -> str:
    words = "".join(f"<p>{WORDS} It was number {n} of the roads.</p>" for n in range(9))
    return (
        f"<html><head><title>The road</title>{head}</head><body><article><h1>The road</h1>{above}"
        f"{words}</article></body></html>"
    )


@pytest.mark.parametrize(("length", "found"), [(100, "2024-03-12"), (101, "")])
def test_a_line_that_shows_a_date_is_short(tmp_path: Path, length: int, found: str) -> None:
    line = "12 March 2024".ljust(length, ".")
    above = f'<div class="meta">{line}</div>'
    assert read_article(saved(tmp_path, "a.html", page(above))).published == found


@pytest.mark.parametrize(("before", "found"), [(49, "2024-03-12"), (50, "")])
def test_of_lines_that_may_show_a_date_fifty_are_looked_at(
    tmp_path: Path, before: int, found: str
) -> None:
    lines = '<span class="meta">x</span>' * before + '<span class="meta">12 March 2024</span>'
    assert read_article(saved(tmp_path, "a.html", page(lines))).published == found


def test_tables_of_a_page_are_read_and_comments_are_not(tmp_path: Path) -> None:
    table = "<table><tr><td>In a cell.</td><td>Beside it.</td></tr></table>"
    comment = f'<div id="comments"><p class="comment">A reader says: {WORDS}</p></div>'
    text = read_article(saved(tmp_path, "a.html", page(table) + comment)).text
    assert "In a cell." in text
    assert "A reader says" not in text


@pytest.mark.parametrize(("more", "legal"), [(0, True), (1, False)])
def test_a_page_may_have_as_many_tags_as_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: int, legal: bool
) -> None:
    monkeypatch.setattr(webpages, "MAX_TAGS", page().count("<") - more)
    path = saved(tmp_path, "a.html", page())
    if legal:
        assert WORDS in read_article(path).text
    else:
        assert "tags" in refused(path)


# --- what is known of an article


def read(text: str, given: dict[str, str] | None = None) -> Article:
    from stance.articles.metadata import Metadata

    return metadata(text, blocks(text), Metadata(), given or {}).article()


BODY = f"{WORDS} It is said that the town was closed by the council in the end."


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (["The old bridge", BODY], "The old bridge"),
        (["Old bridge", BODY], ""),  # too short for a title
        (["Oldest bridge ofs", BODY], "Oldest bridge ofs"),
        (["Oldestbridgeoftow", BODY], "Oldestbridgeoftow"),
        (["Oldestbridgeofto", BODY], ""),
        ([BODY, "The old bridge", BODY], ""),  # below the text
        (["# The old  bridge", BODY], "The old bridge"),
        (["Read more"] * 11 + ["The old bridge", BODY], "The old bridge"),
        (["Read more"] * 12 + ["The old bridge", BODY], ""),
    ],
)
def test_a_title_is_a_heading_of_some_length_above_the_text(lines: list[str], title: str) -> None:
    assert read("\n".join(lines)).title == title


@pytest.mark.parametrize(
    ("lines", "author"),
    [
        (["By Anna Example", BODY], "Anna Example"),
        (["By Dr. Anna EXAMPLE", BODY], "Anna Example"),
        ([BODY, "Anna Example", "Anna Example is a scholar of the town"], "Anna Example"),
        ([BODY, "Anna Example", "Anna Example"], "Anna Example"),
        ([BODY, "Anna Example"], ""),  # nothing speaks of her again
        ([BODY, "Anna Example", "Anna Example is it"], ""),
        ([BODY, "Anna Example", "Anna Example is so it"], "Anna Example"),
    ],
)
def test_who_signed_is_named_above_or_twice_below(lines: list[str], author: str) -> None:
    assert read("\n".join(lines)).author == author


def test_a_date_below_the_title_goes_before_one_above_it_and_before_that_of_a_change() -> None:
    lines = ["1 March 2024", "The old bridge", "Updated 3 March 2024", "2 March 2024", BODY]
    assert read("\n".join(lines)).published == "2024-03-02"
    assert read("\n".join([*lines[:3], BODY])).published == "2024-03-01"
    found = read("\n".join([*lines[1:3], BODY]))
    assert (found.published, found.note) == (
        "2024-03-03",
        "date of the last change; no other is printed",
    )


def test_what_a_list_says_goes_before_what_the_text_says() -> None:
    lines = "\n".join(
        ["Testville Courier, 12 March 2024", "The old bridge", "By Anna Example", BODY]
    )
    own = read(lines)
    assert (own.title, own.author, own.publisher, own.published, own.language) == (
        "The old bridge",
        "Anna Example",
        "Testville Courier",
        "2024-03-12",
        "en",
    )
    given = {
        "title": "T",
        "author": "A",
        "publisher": "P",
        "published": "2020",
        "language": "ru",
        "note": "so it is",
    }
    listed = read(lines, given)
    for name, value in given.items():
        assert getattr(listed, name) == value


def test_a_date_that_is_read_in_one_of_two_ways_is_told_as_it_is_printed() -> None:
    found = printed_date("on 12/11/2024", "")
    assert found is not None
    assert found.note == (
        "date printed as 12/11/2024; whether day or month comes first does not show"
    )


@pytest.mark.parametrize(
    ("marks", "mark"), [("'’‘‛`´", "'"), ('"“”„‟«»', '"')], ids=["apostrophes", "quotes"]
)
def test_every_mark_stands_for_every_other_of_its_kind(marks: str, mark: str) -> None:
    for one in marks:
        for other in marks:
            assert places_of(f"a{one}b", f"x a{other}b") == [(2, 5)]
    assert places_of(f"a{mark}b", "axb a[b a]b") == []
    assert places_of("a[b", "a'b") == []
