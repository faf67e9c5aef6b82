"""Two people of one name are told apart by role and country, and asked about."""

from pathlib import Path

import pytest

from stance.core.contracts import EXPERTS
from stance.core.errors import DataError
from stance.extract.finding import Found, extract
from stance.names import doubtful_experts
from stance.study.extending import Extended, extend, open_study
from stance.study.namesakes import alike
from stance.study.reconciling import take_matches, write_experts
from stance.workbook.reading import read
from stance.workbook.writing import write

ECONOMIST = "Anna Example, an economist from Uzbekistan"
POET = "Kazakh poet Anna Example"


def extended(folder: Path, *introduced: str) -> Extended:
    """A study of an article for each way in which somebody is introduced."""
    paths = []
    for number, who in enumerate(introduced):
        paths.append(folder / f"a{number}.txt")
        words = f"The road of year {number}\n\n“The road is {number} miles too long,” said {who}.\n"
        paths[-1].write_text(words, encoding="utf-8")
    found = [one for one in extract(paths) if isinstance(one, Found)]
    return extend(open_study(folder / "none"), found)


@pytest.mark.parametrize(
    ("introduced", "ids"),
    [
        ([ECONOMIST, POET], ["anna-example", "anna-example-2"]),
        ([ECONOMIST, POET, "Anna Example, an economist"],
         ["anna-example", "anna-example-2", "anna-example"]),
        ([ECONOMIST, POET, POET], ["anna-example", "anna-example-2", "anna-example-2"]),
        ([ECONOMIST, POET, "Anna Example"], ["anna-example", "anna-example-2", "anna-example"]),
        ([ECONOMIST, "Kazakh economist Anna Example"], ["anna-example"] * 2),  # a word in common
        ([ECONOMIST, "Anna Example, a poet from Uzbekistan"], ["anna-example"] * 2),
        ([ECONOMIST, "Anna Example, a poet"], ["anna-example"] * 2),
        (["Anna Example (Uzbekistan)", POET], ["anna-example"] * 2),
    ],
)  # fmt: skip
def test_other_role_and_other_country_are_another_person(
    tmp_path: Path, introduced: list[str], ids: list[str]
) -> None:
    study = extended(tmp_path, *introduced)
    assert study.content.claims["expert_id"].tolist() == ids
    codes = [problem.code for problem in study.problems]
    assert codes.count("namesakes") == (len(set(ids)) - 1)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (["Dr. Anna Example", "Anna Example"], ['"Dr. Anna Example" and "Anna Example"']),
        (["Example, Anna", "Ben Sample", "Anna Example"], ['"Example, Anna" and "Anna Example"']),
        (["Anna Example", "Ben Example"], []),
        (["Anna Example", "Anna Example"], []),  # told apart on purpose
        (["A B", "Dr. A B", "C D", "Dr. C D", "E F", "Dr. E F"],
         ['"A B" and "Dr. A B"; "C D" and "Dr. C D"; "E F" and "Dr. E F"']),
        (["A B", "Dr. A B", "C D", "Dr. C D", "E F", "Dr. E F", "G H", "Dr. G H"],
         ['"A B" and "Dr. A B"; "C D" and "Dr. C D"; "E F" and "Dr. E F" and 1 more such']),
    ],
)  # fmt: skip
def test_experts_whose_names_differ_in_titles_or_order_only_are_told(
    names: list[str], told: list[str]
) -> None:
    problems = alike([{"name": name} for name in names])
    assert [p.message.removesuffix(" look alike and count as two people") for p in problems] == told
    assert {p.code for p in problems} <= {"names-alike"}


def test_who_was_told_apart_stays_apart_when_a_study_grows(tmp_path: Path) -> None:
    study = extended(tmp_path, ECONOMIST, POET).content
    path = tmp_path / "later.txt"
    path.write_text(f"A poem\n\n“The poem is long enough,” said {POET}.\n", encoding="utf-8")
    found = [one for one in extract([path]) if isinstance(one, Found)]
    grown = extend(study, found)
    assert grown.content.claims["expert_id"].tolist()[-1] == "anna-example-2"
    assert len(grown.content.experts) == 2


def test_namesakes_are_asked_about_with_role_and_country(tmp_path: Path) -> None:
    study = extended(tmp_path, ECONOMIST, POET).content
    pairs = doubtful_experts(study.experts, study.claims)
    (evidence,) = pairs["evidence"]
    assert evidence.endswith("economist, Uzbekistan / poet, Kazakhstan")


def study_of(folder: Path, *rows: dict[str, str]) -> Path:
    content = open_study(folder)
    folder.mkdir(exist_ok=True)
    experts = [dict.fromkeys(EXPERTS.names, "") | row for row in rows]
    path = folder / "study.xlsx"
    write(path, type(content)(**vars(content) | {"experts": EXPERTS.build(experts)}))
    return path


def test_experts_go_to_openrefine_and_items_come_back(tmp_path: Path) -> None:
    path = study_of(
        tmp_path / "s",
        {"expert_id": "anna", "name": "Anna Example", "role": "=1+1"},
        {"expert_id": "ben", "name": "Ben Sample", "qid": "Q7"},
        {"expert_id": "cara", "name": "Cara Tester"},
        {"expert_id": "some", "name": "analysts (a)", "kind": "unnamed"},
    )
    table = tmp_path / "out.csv"
    assert write_experts(path, table) == 3
    text = table.read_text(encoding="utf-8")
    assert text.splitlines()[:2] == [
        "expert_id,name,aliases,role,affiliation,country,qid",
        "anna,Anna Example,,'=1+1,,,",
    ]
    back = tmp_path / "back.csv"
    rows = [
        "expert_id,name,qid",
        "anna,Anna Example,https://www.wikidata.org/entity/Q42",
        "ben,Ben Sample,Q8",
        "cara,Cara Tester,Cara",
        "dora,Dora Norm,Q9",
    ]
    back.write_text("\n".join(rows), encoding="utf-8")
    matched = take_matches(path, back)
    assert matched.taken == {"anna": "Q42"}
    assert [(p.code, p.cell) for p in matched.problems] == [
        ("bad-item", "C4"),
        ("other-item", "C3"),
        ("unknown-expert", "C5"),
    ]
    assert read(path).experts["qid"].tolist() == ["Q42", "Q7", "", ""]
    assert take_matches(path.parent, back).taken == {}  # the study's folder is the study, too


def test_a_table_without_items_says_what_is_lacking(tmp_path: Path) -> None:
    path = study_of(tmp_path / "s", {"expert_id": "anna", "name": "Anna Example"})
    table = tmp_path / "t.csv"
    table.write_text("name\nAnna\n", encoding="utf-8")
    with pytest.raises(DataError) as caught:
        take_matches(path, table)
    assert [p.code for p in caught.value.problems] == ["missing-column"]
