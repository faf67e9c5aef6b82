"""Where a rule of workbooks begins to hold: one row a boundary."""

from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from stance.core.codebook import Codebook, Topic
from stance.core.errors import UsageError
from stance.reliability import Level
from stance.workbook.codes import CodeList, read_code_lists
from stance.workbook.content import Content
from stance.workbook.entries import issued_rows
from stance.workbook.meta import Meta
from stance.workbook.own_reading import own_in
from stance.workbook.prompts import cell_prompts
from stance.workbook.reading import read
from stance.workbook.sorting import looks_sorted, moved_alone
from stance.workbook.writing import write
from tests.sorted_workbook import FOURTEEN
from tests.workbook_material import CLAIMS, answer, content


@pytest.mark.parametrize(("length", "listed"), [(246, True), (247, False)])
def test_a_prompt_lists_the_topics_where_they_fit_in_255_characters(
    length: int, listed: bool
) -> None:
    codebook = Codebook((Topic("tax", "x" * length, "Taxes should rise."),))
    told = cell_prompts(codebook, numbered=True)["topic"]
    assert told.startswith("0 none\n1 xxx") == listed
    assert len(told) <= 255


@pytest.mark.parametrize(("length", "numbered"), [(159, ""), (160, "1 The road is long.")])
def test_a_passage_of_160_characters_is_shown_by_its_sentences(
    tmp_path: Path, length: int, numbered: str
) -> None:
    words = ("The road is long. The bridge is " + "very " * 40)[: length - 1] + "."
    claims = CLAIMS.assign(claim=[words, *CLAIMS["claim"][1:]])
    path = write(tmp_path / "study.xlsx", content(name="study.xlsx", claims=claims))
    sheet = openpyxl.load_workbook(path)["Claims"]
    at = [cell.value for cell in sheet[1]].index("sentences")
    assert (sheet[2][at].value or "").partition("\n")[0] == numbered


LETTERS = "abcdefghijklmnopqrstuvwxyz"


def texts(line: str) -> list[str]:
    """One text a letter, nothing for a dot."""
    return ["" if letter == "." else letter for letter in line]


@pytest.mark.parametrize(
    ("before", "here", "moved"),
    [
        # Moved up or down: five texts of two kinds, by ten rows.
        (LETTERS, LETTERS[10:] + "." * 10, True),
        (LETTERS, LETTERS[11:] + "." * 11, False),
        (LETTERS, "." * 10 + LETTERS[:-10], True),
        (LETTERS, "." * 11 + LETTERS[:-11], False),
        ("abcdef", "bcdef.", True),
        ("abcde", "bcde.", False),
        (".a.a.a.a.b", "a.a.a.a.b.", True),
        (".a.a.a.a.a", "a.a.a.a.a.", False),
        ("xa.a.a.b", "a.a.a.b.", False),
        # The same texts in other rows: five of them, of two kinds.
        ("abcde", "bcaed", True),
        ("abcd", "badc", False),
        ("aaa..", "..aaa", False),
        ("aaab.a", "ba..aa", False),
        # Close together: half of the rows from the first to the last that differs.
        ("abcdefghij", "cbedgfjhia", True),
        ("zbcdefghyj", "jbcdzfghey", False),
        ("ab.cd.ef.gh.ij", "cb.ed.gf.jh.ia", True),  # where both were empty counts for nothing
    ],
)
def test_how_many_texts_make_a_column_that_was_moved_alone(
    before: str, here: str, moved: bool
) -> None:
    assert bool(moved_alone(texts(before), texts(here))) is moved


@pytest.mark.parametrize("in_order", [True, False])
def test_few_texts_far_apart_were_moved_if_all_stand_in_order_now(in_order: bool) -> None:
    """Five of twenty changed places; two more that are out of order stayed where they were."""
    here = list(LETTERS[:20])
    if not in_order:
        here[1:3] = here[2:0:-1]
    before = list(here)
    for at, other in ((0, 5), (5, 10), (10, 15), (15, 19), (19, 0)):
        before[at] = here[other]
    assert bool(moved_alone(before, here)) is in_order


@pytest.mark.parametrize(
    ("column", "suspected"),
    [
        ("aaabbbcccddd", True),
        ("aaabbbcccdd", False),  # eleven answers
        ("aaaabbbbcccc", False),  # three kinds
        ("dddcccbbbaaa", True),
        ("aaabbbcccddda", False),  # the last is out of order
        ("abaabbcccddd", False),
        ("aaaaaaaaaaaabcd", True),
        ("aaaaaaaaaaaabc", False),
    ],
)
def test_twelve_answers_of_four_kinds_in_order_look_sorted(column: str, suspected: bool) -> None:
    assert looks_sorted(texts(column)) is suspected


@pytest.mark.parametrize(
    ("numbers", "suspected"),
    [
        ("1 2 2 3 9 9 10 10 11 20 30 100", True),
        ("100 30 20 11 10 10 9 9 3 2 2 1", True),
        ("1 2 2 3 9 9 10 10 11 20 100 30", False),
    ],
)
def test_numbers_are_in_order_as_numbers(numbers: str, suspected: bool) -> None:
    assert looks_sorted(numbers.split()) is suspected


@pytest.mark.parametrize(("answers", "told"), [(4, False), (5, True)])
def test_a_column_issued_with_five_answers_that_is_empty_is_told(
    tmp_path: Path, answers: int, told: bool
) -> None:
    given = [answer(f"c{n:02}", "tax", "for", row=n + 2) for n in range(answers)]
    path = write(tmp_path / "ana.xlsx", content(*given, name="ana.xlsx", claims=FOURTEEN))
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    stance = next(cell.column for cell in sheet[1] if cell.value == "stance")
    for row in range(2, answers + 2):
        assert sheet.cell(row, stance).value == "for"
        sheet.cell(row, stance).value = None
    book.save(path)
    emptied = [p for p in read(path).problems if p.code == "column-emptied"]
    assert [p.message for p in emptied] == [
        'the column "stance" is empty, and was issued with 5 answers: were they cut, or pasted '
        "elsewhere?"
    ] * told


def table(folder: Path, header: str, *rows: str, name: str = "codes.csv") -> Path:
    path = folder / name
    path.write_text("\n".join([header, *rows]), encoding="utf-8")
    return path


def read_code_list(path: Path, level: Level, levels: Sequence[str] = ()) -> CodeList:
    return read_code_lists(path, level, levels)["label"]


@pytest.mark.parametrize("lowest", ["0", "-1"])
def test_a_ratio_scale_may_begin_at_zero(tmp_path: Path, lowest: str) -> None:
    path = table(tmp_path, "item,annotator,label", f"i,a,{lowest}", "i,b,2")
    if lowest == "0":
        assert read_code_list(path, "ratio").numbers == (0.0, 2.0)
        return
    with pytest.raises(UsageError, match="starts at 0"):
        read_code_list(path, "ratio")


@pytest.mark.parametrize(
    ("spellings", "shown"),
    [(["Yes", "yes"], "Yes"), (["Yes", "yes", "yes"], "yes"), (["yes", "Yes", "yes"], "yes")],
)
def test_of_two_spellings_the_more_frequent_is_shown_and_of_equals_the_first(
    tmp_path: Path, spellings: list[str], shown: str
) -> None:
    rows = [f"i{n},a,{label}" for n, label in enumerate(spellings)]
    found = read_code_list(table(tmp_path, "item,annotator,label", *rows), "nominal")
    assert found.labels == (shown,)
    assert set(found.frame["label"]) == {shown}


@pytest.mark.parametrize(
    ("pairs", "more"), [(1, ""), (3, ""), (4, " and 1 more such"), (5, " and 2 more such")]
)
def test_three_pairs_of_spellings_are_named_and_more_are_counted(
    tmp_path: Path, pairs: int, more: str
) -> None:
    rows = [f"{name}{n},a,x" for n in range(pairs) for name in ("pic", "Pic")]
    found = read_code_list(table(tmp_path, "item,annotator,label", *rows), "nominal")
    named = ", ".join(f'"pic{n}" and "Pic{n}"' for n in range(min(pairs, 3)))
    assert found.notes == (f"{named}{more} differ in spelling only, and count as two items",)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("pic", "PIC", True),
        ("07", "7", True),
        ("7.0", "7", True),
        ("a–b", "a-b", True),
        ("ｐｉｃ", "pic", True),
        ("Ёлка", "ёлка", True),
        ("pic", "pics", False),
        ("70", "7", False),
    ],
)
def test_names_that_differ_in_case_dashes_width_or_zeros_are_told(
    tmp_path: Path, one: str, other: str, alike: bool
) -> None:
    rows = [f"{one},a,x", f"{other},a,x"]
    notes = read_code_list(table(tmp_path, "item,annotator,label", *rows), "nominal").notes
    said = f'"{one}" and "{other}" differ in spelling only, and count as two items'
    assert notes == ((said,) if alike else ())


def test_words_are_numbered_from_one_and_numbers_are_their_own(tmp_path: Path) -> None:
    words = table(tmp_path, "item,annotator,label", "i,a,low", "i,b,high")
    assert read_code_list(words, "ordinal", ["low", "high"]).numbers == (1.0, 2.0)
    numbers = table(tmp_path, "item,annotator,label", "i,a,30", "i,b,4.0")
    found = read_code_list(numbers, "ordinal")
    assert (found.labels, found.numbers) == (("4", "30"), (4.0, 30.0))


def test_a_plain_table_is_called_by_its_file_without_the_last_ending(tmp_path: Path) -> None:
    path = table(
        tmp_path,
        "expert,claim,topic,stance",
        "Anna Example,Taxes must go up.,tax,for",
        name="my.own.codes.csv",
    )
    found = read(path)
    assert (found.settings.title, found.settings.slots) == ("my.own.codes", 1)
    assert found.answers["annotator"].tolist() == ["my.own.codes"]
    assert found.annotator == ""


@pytest.mark.parametrize(
    ("gone", "base", "ours"),
    [
        ((), None, True),
        (("_meta", "Settings"), None, True),
        (("Topics", "Settings"), None, True),
        (("_meta", "Topics", "Settings"), None, False),
        (("_meta", "Topics", "Settings"), content(name="study.xlsx", claims=CLAIMS[:0]), False),
        (("_meta", "Topics", "Settings"), content(name="study.xlsx"), True),
    ],
)
def test_a_workbook_is_of_our_form_by_one_sheet_of_ours_or_beside_the_claims_it_is_about(
    tmp_path: Path, gone: tuple[str, ...], base: Content | None, ours: bool
) -> None:
    path = write(tmp_path / "ana.xlsx", content(answer("c1", "tax", "for"), name="ana.xlsx"))
    book = openpyxl.load_workbook(path)
    for sheet in gone:
        del book[sheet]
    book.save(path)
    found = read(path, base)
    assert found.answers["stance"].tolist() == ["for"]
    assert found.annotator == ("ana" if ours else "")  # a plain table has answers of many


@pytest.mark.parametrize(
    ("headers", "texts", "own"),
    [
        (["mine"], [["x"]], {"mine": "x"}),
        ([""], [["x"]], {"(no header)": "x"}),
        (["mine", "mine"], [["x", "y"]], {"mine": "x\ny"}),
        (["mine", "mine"], [["x", "x"]], {"mine": "x"}),
        (["mine", "mine"], [["", "y"]], {"mine": "y"}),
        (["mine"], [[""]], {}),
        (["Suggested topic", "vote of ben", "why", "status"], [["x"] * 4], {}),
        (["suggesting", "votes"], [["x"] * 2], {"suggesting": "x", "votes": "x"}),
    ],
)
def test_columns_that_nobody_but_people_wrote_are_their_own(
    tmp_path: Path, headers: list[str], texts: list[list[str]], own: dict[str, str]
) -> None:
    path = write(tmp_path / "ana.xlsx", content(name="ana.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet, after = book["Claims"], book["Claims"].max_column + 1
    for at, header in enumerate(headers):
        sheet.cell(1, after + at).value = header or None
        sheet.cell(2, after + at).value = texts[0][at] or None
    book.save(path)
    found = own_in(path).columns["Claims"].get("c1", {})
    assert {header: text for header, text in found.items() if text} == own


@pytest.mark.parametrize(
    ("answers", "counts"),
    [
        # rows, coded, not a claim, open, percent, topic without stance, stance without topic
        ([], (3, 0, 0, 3, 0, 0, 0)),
        ([answer("c1", "", not_a_claim="yes")], (3, 0, 1, 2, 33, 0, 0)),
        ([answer("c1", "", not_a_claim="no")], (3, 0, 0, 3, 0, 0, 0)),
        ([answer("c1", "", not_a_claim="perhaps")], (3, 0, 1, 2, 33, 0, 0)),
        ([answer("c1", "tax"), answer("c2", "", "for")], (3, 0, 0, 3, 0, 1, 1)),
        ([answer("c1", "tax", not_a_claim="yes")], (3, 0, 1, 2, 33, 1, 0)),
        ([answer("c1", "tax", "for", not_a_claim="yes")], (3, 0, 1, 2, 33, 0, 0)),
        ([answer("c1", "tax", "for"), answer("c1", "road", slot=2)], (3, 0, 0, 3, 0, 1, 0)),
        ([answer("c1", "tax"), answer("c1", "road", slot=2)], (3, 0, 0, 3, 0, 2, 0)),
        ([answer("c1", "tax", "for"), answer("c1", "", "for", slot=2)], (3, 1, 0, 2, 33, 0, 1)),
        ([answer("c1", "tax", "for"), answer("c1", "none", slot=2)], (3, 1, 0, 2, 33, 0, 0)),
        ([answer("c1", "none"), answer("c2", "tax", "for")], (3, 2, 0, 1, 67, 0, 0)),
    ],
)
def test_the_sheet_progress_counts_as_its_formulas_do(
    tmp_path: Path, answers: list[dict[str, object]], counts: tuple[int, ...]
) -> None:
    path = write(tmp_path / "ana.xlsx", content(*answers, name="ana.xlsx"))
    sheet = openpyxl.load_workbook(path, data_only=True)["Progress"]
    assert tuple(row[0] for row in sheet.iter_rows(2, 8, 2, 2, values_only=True)) == counts


@pytest.mark.parametrize(
    ("said_on", "kept"), [("last spring", {"c1": "last spring"}), ("2024-03", {}), ("", {})]
)
def test_what_people_wrote_for_a_date_and_is_none_is_kept(
    tmp_path: Path, said_on: str, kept: dict[str, str]
) -> None:
    path = write(tmp_path / "study.xlsx", content(name="study.xlsx"))
    book = openpyxl.load_workbook(path)
    sheet = book["Claims"]
    column = [cell.value for cell in sheet[1]].index("said_on") + 1
    for row in range(2, sheet.max_row + 1):
        sheet.cell(row, column).value = said_on if row == 2 else "2024-03-01"
    book.save(path)
    assert own_in(path).dates == kept


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("More", ["claim_id,topic,stance", "c1,tax,for"], True),
        ("More", ["claim_id,topic,stance,note", "c1,tax,,"], True),
        ("More", ["claim_id,topic,stance", "c1,,for"], False),
        ("More", ["claim_id,topic", "c1,tax"], False),
        ("Progress", ["claim_id,topic,stance", "c1,tax,for"], False),  # one of our sheets
    ],
)
def test_another_sheet_with_answers_is_told(
    tmp_path: Path, name: str, rows: list[str], told: bool
) -> None:
    path = write(tmp_path / "ana.xlsx", content(name="ana.xlsx"))
    book = openpyxl.load_workbook(path)
    if name in book.sheetnames:
        del book[name]
    sheet = book.create_sheet(name)
    for row in rows:
        sheet.append(row.split(","))
    book.save(path)
    unread = [p.sheet for p in read(path).problems if p.code == "unread-sheet"]
    assert unread == ([name] if told else [])


def test_rows_of_one_claim_are_counted_from_nought() -> None:
    meta = Meta(ids=("c1", "c2", "c1", "c1"))
    rows = issued_rows(meta, {"note": ("a", "", "b", "")})
    assert rows == [
        ("c1", 0, {"note": "a"}),
        ("c2", 0, {}),
        ("c1", 1, {"note": "b"}),
        ("c1", 2, {}),
    ]
