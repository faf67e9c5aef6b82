"""Databases of Discourse Network Analyzer become studies, and hostile ones become problems."""

import hashlib
import math
import random
from pathlib import Path

import pytest

from stance.core.errors import DataError
from stance.exchange.dna import code_points, read_dna
from stance.exchange.sqlite_tables import Limits
from tests import dna_database


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return dna_database.write(tmp_path / "taxes.dna")


def codes(study) -> list[str]:
    return sorted(problem.code for problem in study.problems)


def test_statements_become_claims_with_words_place_and_date(database) -> None:
    claims = read_dna(database).claims.set_index("claim_id")
    first = claims.loc["c1"]
    assert (first["expert_id"], first["source_id"], first["speaker"]) == (
        "union",
        "d1",
        "Anna Example",
    )
    assert (first["claim"], first["said_on"]) == ("Raise it.", "2005-01-26")
    assert dna_database.ARTICLE[int(first["start"]) : int(first["end"])] == "Raise it."


def test_two_coders_of_one_passage_annotate_one_claim(database) -> None:
    rows = read_dna(database).annotations
    found = rows.loc[rows["claim_id"] == "c1", ["annotator", "stance", "score"]]
    assert found.values.tolist() == [["Coder One", "for", 1.0], ["Coder Two", "against", -1.0]]


def test_a_coder_who_coded_a_passage_twice_keeps_both(database) -> None:
    rows = read_dna(database).annotations.set_index("claim_id")
    assert rows.loc[["c3", "c4"], "score"].tolist() == [-1.0, 1.0]


def test_a_statement_about_nothing_is_an_uncoded_claim(database) -> None:
    study = read_dna(database)
    assert "c5" in study.claims["claim_id"].tolist()
    assert "c5" not in study.annotations["claim_id"].tolist()


def test_what_cannot_be_used_is_told(database) -> None:
    study = read_dna(database)
    assert codes(study) == ["attribute-skipped", "bad-locator", "row-skipped", "spellings-joined"]
    assert any('"union" and "Union" are taken for one' in str(p) for p in study.problems)
    assert "c6" not in study.claims["claim_id"].tolist()
    lost = study.claims.set_index("claim_id").loc["c7"]
    assert lost["claim"] == ""
    assert math.isnan(lost["start"])


def test_actors_concepts_and_documents_keep_what_is_known_of_them(database) -> None:
    study = read_dna(database)
    assert study.experts[["expert_id", "name", "kind"]].values.tolist() == [
        ["guild", "Guild", ""],
        ["union", "Union", "NGO"],
    ]
    (topic,) = study.codebook.topics
    assert (topic.id, topic.proposition) == ("a-tax-should-be-raised", "A tax should be raised.")
    source = study.sources.iloc[0]
    assert (source["title"], source["publisher"], source["genre"], source["published"]) == (
        "On taxes",
        "Daily",
        "news",
        "2005-01-26",
    )
    assert source["note"] == "by C. Example"
    assert source["sha256"] == hashlib.sha256(study.articles[source["file"]].encode()).hexdigest()


def test_a_boolean_qualifier_is_a_scale_of_two(database) -> None:
    assert read_dna(database).codebook.scale.scores == (-1, 1)


def test_an_integer_qualifier_reaches_equally_far_on_both_sides(database) -> None:
    study = read_dna(database, stance_variable="weight")
    assert study.codebook.scale.scores == (-2, -1, 0, 1, 2)
    assert "scale-assumed" in codes(study)
    rows = study.annotations.set_index(["claim_id", "annotator"])
    assert rows.loc[("c1", "Coder One"), "stance"] == "strongly for"


@pytest.mark.parametrize(
    ("script", "ends"),
    [
        ("UPDATE DATAINTEGER SET Value = 3", (0, 3)),
        ("UPDATE DATAINTEGER SET Value = 0", (0, 1)),
        ("UPDATE DATAINTEGER SET Value = -3", (-3, 3)),
        ("DELETE FROM DATAINTEGER", (-2, 2)),
    ],
)
def test_an_integer_qualifier_of_one_value_still_has_a_range(tmp_path, script, ends) -> None:
    path = dna_database.write(tmp_path / "x.dna", script)
    scale = read_dna(path, stance_variable="weight").codebook.scale
    assert (scale.scores[0], scale.scores[-1]) == ends
    assert all(level.label[0] not in "+-=@" for level in scale.levels)


def test_another_variable_can_be_the_expert(database) -> None:
    assert read_dna(database, expert_variable="person").experts["name"].tolist() == ["Anna Example"]


def test_offsets_count_signs_beyond_the_first_plane_twice() -> None:
    assert code_points("a\U0001f4b0b", 3, 4) == (2, 3)
    assert code_points("aéb", 2, 3) == (2, 3)


@pytest.mark.parametrize("place", [(-1, 2), (2, 2), (3, 2), (0, 4)])
def test_offsets_outside_the_text_lead_nowhere(place) -> None:
    assert code_points("abc", *place) is None


def test_reading_leaves_the_file_and_its_folder_alone(database) -> None:
    before = database.read_bytes()
    read_dna(database)
    assert database.read_bytes() == before
    assert [path.name for path in database.parent.iterdir()] == ["taxes.dna"]


@pytest.mark.parametrize(
    ("script", "code", "said"),
    [
        ("UPDATE SETTINGS SET Value = '2.0 beta 25'", "unknown-form", "2.0 beta 25"),
        ("DELETE FROM SETTINGS", "unknown-form", "none"),
        ("DROP TABLE ENTITIES", "unknown-form", "ENTITIES"),
        (
            "ALTER TABLE ENTITIES RENAME TO X; CREATE VIEW ENTITIES AS SELECT * FROM X",
            "unknown-form",
            "ENTITIES",
        ),
        ("ALTER TABLE CODERS DROP COLUMN Name", "unreadable-file", "no such column"),
        ("UPDATE VARIABLES SET Variable = 'x' WHERE ID = 3", "unknown-variable", "concept"),
        ("UPDATE VARIABLES SET DataType = 'long text' WHERE ID = 4", "unknown-variable", "boolean"),
        (  # a computed column would run a function for every row that is read
            "DROP TABLE CODERS; CREATE TABLE CODERS(ID INTEGER PRIMARY KEY, Name TEXT AS "
            "(hex(zeroblob(100000000)))); INSERT INTO CODERS VALUES (1)",
            "unknown-form",
            "computed columns",
        ),
    ],
)
def test_a_database_that_is_not_what_it_claims_is_refused(tmp_path, script, code, said) -> None:
    path = dna_database.write(tmp_path / "x.dna", script)
    with pytest.raises(DataError) as caught:
        read_dna(path)
    (problem,) = caught.value.problems
    assert problem.code == code
    assert said in str(problem)


def test_a_value_of_the_wrong_type_costs_its_row_only(tmp_path) -> None:
    path = dna_database.write(
        tmp_path / "x.dna",
        "UPDATE DATABOOLEAN SET Value = 'maybe' WHERE StatementId = 1;"
        "UPDATE DOCUMENTS SET Title = x'ff00', Date = 9223372036854775807;"
        "INSERT INTO DOCUMENTS(ID, Title, Text, Date) VALUES (2, NULL, 'b', 9223372036854775807)",
    )
    study = read_dna(path)
    assert study.sources["source_id"].tolist() == ["d2"]  # its title was missing, its date absurd
    assert study.sources["published"].tolist() == [""]
    assert study.claims.empty  # the statements stand in the document that was left out


def test_coders_of_one_name_are_told_apart(tmp_path) -> None:
    path = dna_database.write(tmp_path / "x.dna", "UPDATE CODERS SET Name = 'Coder'")
    assert set(read_dna(path).annotations["annotator"]) == {"Coder 1", "Coder 2"}


def test_no_file_and_no_database_are_told_apart(tmp_path) -> None:
    with pytest.raises(DataError, match="does not exist"):
        read_dna(tmp_path / "nothing.dna")
    (tmp_path / "text.dna").write_text("no database")
    with pytest.raises(DataError, match="no SQLite"):
        read_dna(tmp_path / "text.dna")


def test_a_torn_database_is_refused(database) -> None:
    database.write_bytes(database.read_bytes()[:6000])
    with pytest.raises(DataError, match=r"SQLite says|there is no table"):
        read_dna(database)


@pytest.mark.parametrize(
    "limits", [Limits(file_bytes=100), Limits(rows=3), Limits(value_bytes=20)], ids=repr
)
def test_a_database_beyond_the_limits_is_refused(database, limits) -> None:
    with pytest.raises(DataError):
        read_dna(database, limits=limits)


@pytest.mark.parametrize(
    ("whole", "damaged"),
    [
        (b"CREATE TABLE CODERS(ID", b"CREATE TABLE CODERS(\xf6D"),  # the name of a column
        (b"CREATE TABLE CODERS(", b"CREATE TABLX \xb4ODERS("),  # no statement of SQLite's
        (b"CODERSCODERS", b"CODERS\xffODERS"),  # the name of a table
        (b"DOCUMENTSDOCUMENTS", b"DOCUMENTSCODERS\0\0\0"),
    ],
)
def test_a_damaged_name_is_told_and_not_a_fault(
    database: Path, whole: bytes, damaged: bytes
) -> None:
    data = database.read_bytes()
    assert whole in data
    database.write_bytes(data.replace(whole, damaged))
    with pytest.raises(DataError, match=r"taxes\.dna"):
        read_dna(database)


@pytest.mark.parametrize("n_bytes", [1, 5, 30])
def test_bytes_turned_at_random_give_a_study_or_a_problem(database: Path, n_bytes: int) -> None:
    data = database.read_bytes()
    filled = [place for place, byte in enumerate(data) if byte]
    refused = 0
    for seed in range(100):
        draw = random.Random(seed)  # noqa: S311 - no secret
        turned = bytearray(data)
        for place in draw.sample(filled, n_bytes):
            turned[place] = draw.randrange(256)
        database.write_bytes(turned)
        try:
            read_dna(database)
        except DataError:
            refused += 1
    assert refused
