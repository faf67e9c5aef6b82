"""Where one reading of an article's lines ends and the other begins."""

from pathlib import Path

import pytest

from stance.articles.dates import printed_date
from stance.articles.language import language, language_by_letters
from stance.articles.layout import blocks
from stance.articles.listing import listed_sources
from stance.articles.reading import article_files, read_article
from stance.articles.unwrapping import unwrapped
from stance.core.errors import DataError

BODY = "The river was high in spring. Nobody crossed it for a week."


def kinds(*lines: str) -> list[str]:
    """What each of these lines is, in a text of just these."""
    return [block.kind for block in blocks("\n".join(lines))]


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("a" * 160, "heading"),
        ("a" * 161, "body"),
        (" ".join(["word"] * 20), "heading"),
        (" ".join(["word"] * 21), "body"),
        ("Read more " + "a" * 209, "boilerplate"),
        ("Read more " + "a" * 210, "body"),
        ("Author Anna " + "a" * 87, "byline"),
        ("Author Anna " + "a" * 88, "heading"),
        ("Photo: " + "a" * 392 + ".", "body"),
        ("Photo: " + "a" * 391 + ".", "caption"),
        ("Photo: the bridge.", "caption"),
        ("Photo: " + "the bridge " * 35 + "now.", "caption"),
        ("Photo: " + "the bridge " * 36 + "now.", "body"),
        ("Photo: “the bridge”.", "body"),
        ("Who pays for it?", "heading"),
        ("“Who pays for it?”", "body"),
        ("“Who pays for it?", "heading"),
        ("“Who pays for it”?", "body"),
        ("“Not some irregular channel”", "heading"),
        ("3. “Not some irregular channel”", "heading"),
        ("“one two three four five six seven”", "heading"),
        ("“one two three four five six seven eight”", "body"),
        ("It ends here.[1][2]", "body"),
        ("“We pay”, he said", "body"),
        ("[1] A. Sample, Rivers, 2020.", "footnote"),
        ("[1234] A. Sample, Rivers, 2020.", "body"),
        ("1234", "boilerplate"),
        ("* * *", "boilerplate"),
        ("Comments (12)", "boilerplate"),
        ("Source: Reuters", "boilerplate"),
        ("The bridge in May. (Photo by Anna Sample)", "caption"),
    ],
)
def test_a_line_is_known_by_its_words_and_length(line: str, kind: str) -> None:
    assert kinds(line, BODY)[0] == kind


@pytest.mark.parametrize(
    ("before", "after", "kind"),
    [(7, 9, "byline"), (8, 9, "heading"), (9, 2, "byline"), (9, 3, "heading")],
)
def test_a_byline_stands_near_an_edge(before: int, after: int, kind: str) -> None:
    found = kinds(*[BODY] * before, "By Anna Sample", *[BODY] * after)

    assert found == ["body"] * before + [kind] + ["body"] * after


def test_a_line_alone_is_no_heading() -> None:
    assert kinds("The river was high") == ["body"]


@pytest.mark.parametrize(
    ("before", "after", "kind"), [(3, 1, "boilerplate"), (2, 1, "body"), (3, 2, "body")]
)
def test_after_a_list_of_related_stories_past_the_middle_nothing_is_the_articles(
    before: int, after: int, kind: str
) -> None:
    found = kinds(*[BODY] * before, "Related stories", *[BODY] * after)

    assert found == ["body"] * before + ["boilerplate"] + [kind] * after


def test_below_a_footnote_nothing_but_footnotes_is_the_articles() -> None:
    found = kinds(BODY, "[1] Rivers, 2020.", BODY, "[2] Bridges, 2021.")

    assert found == ["body", "footnote", "boilerplate", "footnote"]


def wrapped(lines: int, width: int) -> str:
    return "\n".join(["a" * width] * lines)


@pytest.mark.parametrize(
    ("lines", "width", "paragraphs"),
    [(5, 38, 1), (4, 38, 4), (5, 37, 5), (5, 110, 1), (5, 111, 5)],
)
def test_lines_of_usual_width_without_an_end_are_one_paragraph(
    lines: int, width: int, paragraphs: int
) -> None:
    assert len(blocks(wrapped(lines, width))) == paragraphs


def test_lines_are_put_together_if_more_than_half_of_them_run_on() -> None:
    on, ended = "a" * 40, "a" * 40 + "."

    assert len(blocks("\n".join([on, on, ended, ended, on]))) == 5
    assert len(blocks("\n".join([on, on, on, ended, on]))) == 1


def test_a_blank_line_parts_wrapped_paragraphs() -> None:
    text = wrapped(5, 40)

    assert [b.end - b.start for b in blocks(f"{text}\n\n{text}")] == [204, 204]


@pytest.mark.parametrize(
    ("line", "text", "iso", "says"),
    [
        ("12/13/2024", "", "2024-12-13", ""),
        ("13/12/2024", "", "2024-12-13", ""),
        ("12/12/2024", "", "2024-12-12", ""),
        ("12/11/2024", "", "2024", "whether day or month"),
        ("11/12/2024", "", "2024", "whether day or month"),
        ("12.11.2024", "", "2024-11-12", "with dots"),
        ("12/11/2024", "and 12/13/2024", "2024-12-11", "month first"),
        ("12/11/2024", "and 13/12/2024", "2024-11-12", "day first"),
        ("12/11/2024", "and 12/12/2024", "2024", "whether"),
        ("12/11/2024", "13/12/2024 and 12/13/2024", "2024", "whether"),
        ("12/11/2024", "and 13.12.2024", "2024", "whether"),
        ("12.11.2024", "13.12.2024 and 12.13.2024", "2024-11-12", "with dots"),
        ("3rd of May 2024", "", "2024-05-03", ""),
        ("May 3rd, 2024", "", "2024-05-03", ""),
        ("3 juillet 2024", "", "2024-07-03", ""),
        ("3 juin 2024", "", "2024-06-03", ""),
        ("3 Mayıs 2024", "", "2024-05-03", ""),
        ("3 de mayo de 2024", "", "2024-05-03", ""),
        ("2024-03-05", "", "2024-03-05", ""),
        ("2024-13-05 or 4 May 2023", "", None, ""),
        ("31 June 2024", "", None, ""),
        ("3 Foo 2024", "", None, ""),
        ("32/01/2024", "", None, ""),
        ("12/11-2024", "", None, ""),
    ],
)
def test_a_printed_date_is_as_certain_as_its_evidence(
    line: str, text: str, iso: str | None, says: str
) -> None:
    found = printed_date(line, text)

    assert (found and found.iso) == iso
    assert says in (found.note if found else "")
    assert bool(says) == bool(found and found.note)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("the boat", ""),  # one word tells nothing
        ("the boat and oar", "en"),
        ("der boot", ""),
        ("der boot straße", "de"),
        ("the is elles", "en"),  # 1 and 1/4 to 1: enough, and just so many times as much
        ("the is elles très", "fr"),
        ("the go-in", ""),
        ("the and " + "boat " * 22, "en"),  # two signs for two dozen words
        ("the and " + "boat " * 23, ""),
        ("the and is nous vous", ""),  # the next language has too many
        ("Boot Straße der", ""),  # what begins with a capital may be a name
        ("ağaç ağır kağıt", "tr"),  # Azerbaijani has an ə in every line
        ("ağaç ağır kağıt Ə", ""),
        ("нет надо ҡуҡ", ""),  # a letter of none that is listed
        ("нет надо кук", "ru"),
        ("the and ağaç", ""),  # no English word
        ("the and Ağaç", "en"),
        ("the and with would which there nous vous elles rien jamais", ""),  # 6 and 5 signs
        ("немесе өх", "kk"),  # 1 and 1/4: a letter of four languages
        ("нет ыц ыч Ө", ""),  # and one of five, which tells nothing
        ("der u\u0308ber", "de"),  # an umlaut of two characters
        ("İle ve", "tr"),
        ("the" + " " * 19_993 + "with", "en"),  # 20,000 characters
        ("the" + " " * 19_994 + "with", ""),
        ("bo'ldi ko‘rdi", "uz"),
        ("the dog's and o'clock", "en"),
        ("", ""),
    ],
)
def test_a_language_shows_by_small_words_and_letters(text: str, code: str) -> None:
    assert language(text) == code


@pytest.mark.parametrize(
    ("line", "code"), [("Straße", ""), ("Straße, Größe", "de"), ("Ağır", "tr"), ("Ab", "")]
)
def test_two_letters_of_its_own_tell_the_language_of_a_name(line: str, code: str) -> None:
    assert language_by_letters(line) == code


LONG = "The committee met in the old hall of the town"
FULL = len(LONG)


@pytest.mark.parametrize(
    ("pages", "text"),
    [
        ([f"{LONG}\nand voted."], f"{LONG} and voted."),
        ([f"{LONG}.\n{LONG}.\nIt was.\nNo one spoke."], f"{LONG}. {LONG}. It was.\nNo one spoke."),
        ([f"{LONG}\nAnna\nBert"], f"{LONG} Anna\nBert"),
        (["a" * 40 + "\n" + "b" * 30 + "\nAnna"], f"{'a' * 40} {'b' * 30} Anna"),
        (["a" * 40 + "\n" + "b" * 29 + "\nAnna"], f"{'a' * 40} {'b' * 29}\nAnna"),
        ([f"{LONG}\nAnna\nbert"], f"{LONG} Anna bert"),
        ([f"{LONG}\n\nand voted."], f"{LONG}\nand voted."),
        ([f"{LONG} govern-\nment."], f"{LONG} government."),
        ([f"{LONG} half-\nway, a half-way house."], f"{LONG} half-way, a half-way house."),
        ([f"{LONG} govern-\nMent."], f"{LONG} govern- Ment."),
        ([f"{LONG} govern\xad\nment."], f"{LONG} government."),
        (["The of\ufb01ce"], "The office"),
        ([f"Head 1\n{LONG} a\nOne.", f"Head 2\n{LONG} b\nTwo."], f"{LONG} a One.\n{LONG} b Two."),
        ([f"Head 1\n{LONG}\nOne."], f"Head 1\n{LONG} One."),
        (["One.\n12"], "One."),
        (["One.\nPage 1 of 9"], "One."),
        (["12\n\nOne."], "One."),
        (["1\n2\n3\n4\nOne."], "4\nOne."),
        ([""], ""),
        ([], ""),
    ],
)
def test_printed_lines_are_put_together(pages: list[str], text: str) -> None:
    assert unwrapped(pages) == text


@pytest.mark.parametrize(("of", "stays"), [(5, False), (6, True)])
def test_what_stands_on_two_fifths_of_the_pages_is_a_running_head(of: int, stays: bool) -> None:
    pages = ["Head\nA.\nB.\nC.\nD."] * 2 + [f"{c}.\nX{c}." for c in "efgh"[: of - 2]]

    assert ("Head" in unwrapped(pages)) == stays


def test_heads_and_feet_are_at_most_two_lines_deep() -> None:
    pages = [f"Top\nSecond\nThird\n{c * 3}.\nXx{c}.\nFoot a\nFoot b\n" for c in "efg"]

    assert unwrapped(pages).count("Third") == 3
    assert not any(head in unwrapped(pages) for head in ("Top", "Second", "Foot"))


def test_a_list_gives_its_dates_as_they_are_understood_and_says_which_are_not(
    tmp_path: Path,
) -> None:
    rows = ["a.txt;2024-03;Bridges", "b.txt;12 March 2024;", "c.txt;soon;", ";2024;", "d.txt;;"]
    text = "\n".join(["File name;Date;Title", *rows, "e.txt;12/11/2024;", "f.txt;13/11/2024;"])
    (tmp_path / "sources.csv").write_text(text, encoding="utf-8")
    for name in "abcef":
        (tmp_path / f"{name}.txt").write_text(BODY, encoding="utf-8")

    found = listed_sources(tmp_path)

    assert {file: row["published"] for file, row in found.rows.items()} == {
        "a.txt": "2024-03",
        "b.txt": "2024-03-12",
        "c.txt": "",
        "d.txt": "",
        "e.txt": "2024-11-12",
        "f.txt": "2024-11-13",
    }
    assert found.rows["a.txt"]["title"] == "Bridges"
    assert [(p.message, p.value) for p in found.problems] == [
        ('"soon" is no date that is understood (c.txt)', "soon"),
        ("the list names d.txt, which is not beside it", "d.txt"),
    ]


def test_a_list_without_a_column_of_files_is_told_and_no_list_is_none(tmp_path: Path) -> None:
    assert listed_sources(tmp_path).problems == ()
    (tmp_path / "sources.csv").write_text("title;author\nA;B", encoding="utf-8")

    assert [p.message for p in listed_sources(tmp_path).problems] == ["the list has no column file"]


@pytest.mark.parametrize(("number", "says"), [(10, "9.doc"), (11, "8.doc …")])
def test_of_files_passed_over_ten_are_named(tmp_path: Path, number: int, says: str) -> None:
    for name in ["a.txt", *(f"{n}.doc" for n in range(number))]:
        (tmp_path / name).write_text(BODY, encoding="utf-8")

    (problem,) = article_files([tmp_path])[1]

    assert says in problem.message
    assert ("…" in problem.message) == (number > 10)


@pytest.mark.parametrize("password", ["", "secret"])
def test_a_pdf_that_opens_without_a_password_is_read(tmp_path: Path, password: str) -> None:
    writing = pytest.importorskip("pypdf").PdfWriter()
    writing.add_blank_page(width=200, height=200)
    writing.encrypt(password, algorithm="RC4-128")
    writing.write(tmp_path / "a.pdf")

    with pytest.raises(DataError, match="locked by a password" if password else "no text layer"):
        read_article(tmp_path / "a.pdf")
