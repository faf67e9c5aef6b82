"""Rows that cannot be used are left out and named; the rest counts."""

from pathlib import Path

import pytest

from stance.core.errors import QuestionError, errors_in
from stance.tables.wishes import wishes_of
from stance.workbook.reading import read
from tests.plain_tables import answered, asked, coded, codes, long_table, table


def rows(n: int = 40) -> list[str]:
    return ["for" if i % 2 else "against" for i in range(n)]


@pytest.mark.parametrize(
    ("bad", "cell"),
    [
        ("Zoe,words,Tax,blue", "D42"),
        (",words,Tax,for", "A42"),
        ("N/A,words,Tax,for", "A42"),
        ("Anonymous,words,Tax,for", "A42"),
        ("Zoe,words,,for", "D42"),
        ("Zoe,words,none,for", "D42"),
    ],
)
def test_a_row_that_cannot_be_used_is_left_out_and_named(
    tmp_path: Path, bad: str, cell: str
) -> None:
    path = table(tmp_path, long_table(*rows()) + bad + "\n")
    found = read(path)
    assert [(p.code, p.cell) for p in found.problems] == [("row-left-out", cell)]
    assert not errors_in(found.problems)
    assert len(found.annotations) == 40
    assert codes(read(path, wishes=wishes_of(strict=True))) == ["row-refused"]


def test_rows_that_contradict_each_other_are_both_left_out(tmp_path: Path) -> None:
    more = "Zoe,same,Tax,for\nZoe,same,Tax,against\nZoe,same,Law,for\n"
    path = table(tmp_path, long_table(*rows()) + more)
    found = read(path)
    assert [(p.code, p.cell) for p in found.problems] == [("row-left-out", "D42")]
    assert "row 42" in found.problems[0].message
    assert "row 43" in found.problems[0].message
    assert len(found.annotations) == 41
    refused = read(path, wishes=wishes_of(strict=True))
    assert codes(refused) == ["row-refused"]
    assert errors_in(refused.problems)


def test_one_cause_is_one_line_however_many_rows_it_has(tmp_path: Path) -> None:
    bad = "".join(f",words {i},Tax,for\n" for i in range(300))
    found = read(table(tmp_path, long_table(*rows()) + bad))
    (problem,) = found.problems
    assert "300 times (A42, A43, A44 and 297 more)" in problem.message


@pytest.mark.parametrize(("n", "code"), [(20, "row-left-out"), (19, "duplicate-id")])
def test_a_few_ids_that_stand_for_two_claims_cost_no_more_than_their_rows(
    tmp_path: Path, n: int, code: str
) -> None:
    lines = [f"c{i},Anna,words {i},Tax,for" for i in range(n - 1)]
    text = "\n".join(["id,expert,claim,topic,stance", *lines, "c0,Anna,other,Law,for"])
    assert codes(read(table(tmp_path, text))) == [code]


@pytest.mark.parametrize(
    ("values", "kept", "code"),
    [
        ("1 3", [1, 3], ()),
        ("1 4", [], ("confidence-left-out",)),
        ("0.7 1", [], ("confidence-left-out",)),
        ("sure doubtful", [3, 1], ()),
        ("N/A 3", [3], ()),
    ],
)
def test_confidences_of_another_kind_never_stop_the_work(
    tmp_path: Path, values: str, kept: list[float], code: tuple[str, ...]
) -> None:
    lines = [f"{stance},{v}" for stance, v in zip(("for", "against"), values.split(), strict=True)]
    found = read(table(tmp_path, long_table(*lines, header="expert,claim,topic,stance,confidence")))
    assert found.annotations["confidence"].dropna().tolist() == kept
    assert tuple(codes(found)) == code


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("2022-01-31", "2022-01-31"),
        ("31.01.2022", "2022-01-31"),
        ("1.2.2022", "2022-02-01"),
        ("2022/01/31", "2022-01-31"),
        ("01/31/2022", "2022-01-31"),
        ("31/01/2022", "2022-01-31"),
        ("2021-02-26 00:00:00", "2021-02-26"),
        ("2021-02-26T10:00:00Z", "2021-02-26"),
        ("2026/01/01 10:00:00 AM GMT+1", "2026-01-01"),
        ("Wed Jul 27 22:09:49 WIB 2022", "2022-07-27"),
        ("31 January 2022", "2022-01-31"),
        ("Jan 31, 2022", "2022-01-31"),
        ("31 января 2022", "2022-01-31"),
        ("31 de enero de 2022", "2022-01-31"),
        ("31. März 2022", "2022-03-31"),
        ("May 2022", "2022-05"),
        ("05/2022", "2022-05"),
        ("2022年1月31日", "2022-01-31"),
        ("20220131", "2022-01-31"),
        ("20220131235959", "2022-01-31"),
        ("1658933760", "2022-07-27"),
        ("1658933760180", "2022-07-27"),
        ("2022", "2022"),
        ("n.d.", ""),
    ],
)
def test_a_date_is_read_in_every_form_that_has_one_reading(
    tmp_path: Path, given: str, date: str
) -> None:
    header = "expert,claim,topic,stance,date"
    found = read(table(tmp_path, long_table(f'for,"{given}"', header=header)))
    assert found.claims["said_on"].tolist() == [date]
    assert found.problems == ()


@pytest.mark.parametrize(
    ("given", "date"),
    [
        ("31.12.22", "2022-12-31"),
        ("12/31/22", "2022-12-31"),
        ("31-12-99", "1999-12-31"),
        ("99-01-05", "1999-01-05"),
        ("00-01-05", "2000-01-05"),
        ("05-13-22", "2022-05-13"),
        ("31/12/29", "2029-12-31"),
        ("31/12/30", ""),
        ("31/12/68", ""),
        ("31/12/69", "1969-12-31"),
        ("22-01-05", ""),
        ("22-12-31", ""),
        ("22-12-32", ""),
        ("5-Mar-22", "2022-03-05"),
        ("5. März 22", "2022-03-05"),
        ("5 марта 22 10:00", "2022-03-05"),
        ("Mar-22", "2022-03"),
        ("Mar '22", "2022-03"),
        ("Mar 22", ""),
    ],
)
def test_a_year_of_two_digits_is_read_and_told_where_it_has_one_reading(
    tmp_path: Path, given: str, date: str
) -> None:
    header = "expert,claim,topic,stance,date"
    found = read(table(tmp_path, long_table(f'for,"{given}"', header=header)))
    assert found.claims["said_on"].tolist() == [date]
    assert codes(found) == (["shape-assumed"] if date else ["bad-date"])


def test_a_day_of_a_short_date_is_decided_by_another_short_date(tmp_path: Path) -> None:
    header = "expert,claim,topic,stance,date"
    found = read(table(tmp_path, long_table("for,03/04/22", "for,30/04/22", header=header)))
    assert found.claims["said_on"].tolist() == ["2022-04-03", "2022-04-30"]


def test_a_day_that_may_be_a_month_is_decided_by_another_date_or_told(tmp_path: Path) -> None:
    header = "expert,claim,topic,stance,date"
    alone = read(table(tmp_path, long_table("for,03/04/2022", header=header)))
    assert alone.claims["said_on"].tolist() == ["2022"]
    assert codes(alone) == ["bad-date"]
    both = read(
        table(
            tmp_path,
            long_table("for,03/04/2022", "for,31/04/2022", "for,30/04/2022", header=header),
        )
    )
    assert both.claims["said_on"].tolist() == ["2022-04-03", "", "2022-04-30"]


def test_names_that_differ_in_case_only_are_one_and_told(tmp_path: Path) -> None:
    text = "expert,claim,topic,stance\nAnna,a,Tax,for\nANNA,b,tax,against\n"
    found = read(table(tmp_path, text))
    assert found.experts["name"].tolist() == ["Anna"]
    assert codes(found) == ["spellings-joined", "spellings-joined"]


@pytest.mark.parametrize(
    "cell", ["Anna; Bek", "Anna | Bek", "Anna and Bek", '"Anna, Bek"', "Anna & Bek"]
)
def test_a_claim_of_two_people_who_stand_alone_elsewhere_is_of_each(
    tmp_path: Path, cell: str
) -> None:
    text = f"expert,claim,topic,stance\n{cell},a,Tax,for\nAnna,b,Tax,for\nBek,c,Tax,against\n"
    found = read(table(tmp_path, text))
    assert codes(found) == ["list-in-cell"]
    assert coded(found) == [
        ("anna", "t", "for", 1),
        ("bek", "t", "for", 1),
        ("anna", "t", "for", 1),
        ("bek", "t", "against", -1),
    ]
    one = read(table(tmp_path, text), wishes=wishes_of("expert=expert"))
    assert one.experts["name"].tolist() == [cell.strip('"'), "Anna", "Bek"]
    assert codes(one) == []


def test_the_claim_of_each_has_an_id_of_its_own(tmp_path: Path) -> None:
    rows = "c1,Anna; Bek; Chol,a,for\nc1-2,Anna,b,for\nc2,Bek,c,for\nc3,Chol,d,against\n"
    found = read(table(tmp_path, f"claim_id,expert,claim,stance\n{rows}"))
    assert found.claims["claim_id"].tolist() == ["c1", "c1-2-2", "c1-3", "c1-2", "c2", "c3"]
    assert found.claims["expert_id"].tolist() == ["anna", "bek", "chol", "anna", "bek", "chol"]


def test_whether_a_semicolon_parts_people_is_asked_where_they_are_not_known(
    tmp_path: Path,
) -> None:
    text = "speaker,claim,topic,stance\nAnna; Bek,a,Tax,for\nAnna,b,Tax,against\n"
    path = table(tmp_path, text)
    question = asked(path)
    assert [a.value for a in question.answers] == ["speaker=experts", "speaker=expert"]
    several, one = (answered(path, question, which) for which in (0, 1))
    assert several.experts["name"].tolist() == ["Anna", "Bek"]
    assert one.experts["name"].tolist() == ["Anna; Bek", "Anna"]


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Berg, Anna; Omarov, Bek", ["Berg, Anna", "Omarov, Bek"]),
        ("Anna Berg and Bek Omarov", ["Anna Berg", "Bek Omarov"]),
        ("Anna Berg", ["Anna Berg"]),
    ],
)
def test_people_that_were_said_to_be_listed_are_parted_by_the_surest_mark(
    tmp_path: Path, cell: str, names: list[str]
) -> None:
    path = table(tmp_path, f'expert,claim,topic,stance\n"{cell}",a,Tax,for\n')
    found = read(path, wishes=wishes_of("expert=experts"))
    assert found.experts["name"].tolist() == names


@pytest.mark.parametrize(
    ("ids", "names"),
    [
        (("1", "1.0"), ("A", "B")),
        (("7", "007"), ("A", "B")),
        (("1", "2"), ("Ann Bo", "Bo, Ann")),
        (("1", "2"), ("Ann Bo", "Dr. Ann Bo")),
    ],
)
def test_ids_and_people_that_look_like_one_are_told_and_stay_two(
    tmp_path: Path, ids: tuple[str, str], names: tuple[str, str]
) -> None:
    rows = "".join(f'{i},"{n}",words {i},Tax,for\n' for i, n in zip(ids, names, strict=True))
    found = read(table(tmp_path, f"id,expert,claim,topic,stance\n{rows}"))
    assert codes(found) == ["names-alike"]
    assert (len(found.claims), len(found.experts)) == (2, 2)


def test_two_words_with_the_same_number_are_no_person_under_two_titles(tmp_path: Path) -> None:
    rows = "Speaker 1,words,Tax,for\nAnalyst 1,others,Tax,for\n"
    assert codes(read(table(tmp_path, f"expert,claim,topic,stance\n{rows}"))) == []


@pytest.mark.parametrize(
    ("header", "is_people"),
    [("Sprecherin/Sprecher", True), ("Sprecher / Sprecherin", True), ("Sprecher/Thema", False)],
)
def test_a_header_of_two_words_is_what_both_mean(
    tmp_path: Path, header: str, is_people: bool
) -> None:
    text = f"{header},claim,topic,stance\nAnna Berg,words,Tax,for\nBo Ek,others,Tax,against\n"
    if is_people:
        assert read(table(tmp_path, text)).experts["name"].tolist() == ["Anna Berg", "Bo Ek"]
    else:
        with pytest.raises(QuestionError):
            read(table(tmp_path, text))


def test_ids_that_only_hold_zeros_or_like_digits_are_not_alike(tmp_path: Path) -> None:
    rows = "".join(f"{i},A,words {i},Tax,for\n" for i in ("0", "10", "1", "100", "1.5", "1.50"))
    assert codes(read(table(tmp_path, f"id,expert,claim,topic,stance\n{rows}"))) == []


@pytest.mark.parametrize("given", ["20220231", "202201311"])
def test_digits_without_marks_that_are_no_day_are_no_date(tmp_path: Path, given: str) -> None:
    header = "expert,claim,topic,stance,date"
    found = read(table(tmp_path, long_table(f'for,"{given}"', header=header)))
    assert found.claims["said_on"].tolist() == [""]
    assert codes(found) == ["bad-date"]
