"""Where one rule of taking foreign files ends and the next begins, a row a boundary."""

import zipfile
from pathlib import Path

import pytest

from stance.core.errors import DataError
from stance.exchange.importing import import_files
from stance.exchange.incoming.building import build_contents
from stance.exchange.incoming.long_table import write_long_table
from stance.exchange.incoming.ours import take_scale, take_topics
from stance.exchange.incoming.passages import Choices, Document, Intake, Mark, Passage
from stance.exchange.incoming.places import from_utf16, place_of
from stance.exchange.incoming.resolving import resolve
from tests.foreign_files import refi

PILE = "\U0001f4a9"


@pytest.mark.parametrize(
    ("start", "end", "place"),
    [(0, 0, (0, 0)), (0, 2, (0, 1)), (2, 4, (1, 3)), (0, 4, (0, 3)), (0, 5, None), (-1, 2, None),
     (3, 2, None)],
)  # fmt: skip
def test_units_of_utf_16_reach_as_far_as_the_text(start, end, place) -> None:
    assert from_utf16(f"{PILE}ab", start, end) == place


@pytest.mark.parametrize(
    ("text", "start", "end", "quoted", "place"),
    [
        # a, then a line end of two, then b and c; counted with line ends as one
        ("a\r\nbc", 2, 4, "bc", (3, 5)),
        ("a\r\nbc", 0, 4, "a bc", (0, 5)),
        ("ab\r\nab", 0, 1, "a", (0, 1)),
        ("x\r\n\r\ny", 3, 4, "y", (5, 6)),
        ("x\r\ny", 1, 3, "y", (2, 4)),
        # counted with line ends as two
        ("a\nbc", 3, 5, "bc", (2, 4)),
        ("a\nb\nc", 6, 7, "c", (4, 5)),
        ("a\nb\nc", 0, 7, "a b c", (0, 5)),
        ("a\nb\nc", 6, 8, "c", (6, 8)),  # beyond: as it is counted, and that is nowhere
        # counted from a mark that is gone
        ("abc", 1, 3, "ab", (0, 2)),
        ("abc", 2, 4, "bc", (1, 3)),
        ("abc", 1, 4, "abc", (0, 3)),
        ("abc", 1, 5, "abc", None),
    ],
)
def test_quoted_words_are_found_by_every_way_to_count(text, start, end, quoted, place) -> None:
    expected = None if place and place[1] > len(text) else place
    assert place_of(text, start, end, quoted) == expected


@pytest.mark.parametrize(
    ("given", "levels"),
    [
        ([["con", -1, "c", "no"], ["pro", 1]], [("con", -1, "c", "no"), ("pro", 1, "", "")]),
        ([["con", -1], ["pro", 1], ["?", None]], [("con", -1, "", ""), ("pro", 1, "", ""),
                                                 ("?", None, "", "")]),
        ([["con", -1], ["?"]], []),  # one score is no scale
        ([["con", -1], []], []),
        ([["con", -1], ["pro", "1"]], []),
        ([["con", -1], ["pro", True]], []),
        ([["con", -1], ["pro", [1]]], []),
        ([["con", -1], ["pro", {}]], []),
        (None, []),
        ([["a", 0], ["b", 1.5, "x", "y", "z"]], [("a", 0, "", ""), ("b", 1.5, "x", "y")]),
    ],
)  # fmt: skip
def test_a_scale_of_ours_is_a_list_of_labels_with_scores(given, levels) -> None:
    intake = Intake()
    take_scale(intake, given)
    assert [(one.label, one.score, one.code, one.meaning) for one in intake.levels] == levels


def test_topics_of_ours_are_labels_with_propositions() -> None:
    intake = Intake()
    take_topics(intake, [["Trade", "More trade."], ["Tax"], [""], [], "Rail"])
    assert [(t.label, t.proposition) for t in intake.topics.values()] == [
        ("Trade", "More trade."), ("Tax", "Tax"), ("Rail", "Rail"),
    ]  # fmt: skip


def test_of_two_speakers_the_first_counts_and_that_is_told() -> None:
    intake = Intake()
    marks = [Mark("a", "who", ("Ann",)), Mark("a", "who", ("Bob",)), Mark("b", "who", ("Ann",))]
    marks.append(Mark("a", "topic", ("Tax",)))
    claim = resolve(Passage("w", tuple(marks), expert="Cid"), Choices(expert="who"), intake)
    assert (claim.expert, [answer.topic for answer in claim.answers]) == ("Ann", ["Tax"])
    assert dict(intake.losses.used) == {"marks that name the speaker": 3}
    assert intake.assumed == ["where a passage has two speakers, the first counts"]
    one = resolve(Passage("w", tuple(marks[2:]), expert="Cid"), Choices(expert="who"), Intake())
    assert one.expert == "Ann"
    none = resolve(Passage("w", expert="Cid", also={"Who": "Dee"}), Choices(expert="who"), Intake())
    assert none.expert == "Dee"
    assert resolve(Passage("w", expert="Cid"), Choices(expert="who"), Intake()).expert == "Cid"


@pytest.mark.parametrize(("breaks", "kept"), [(250, 250), (251, 0)])
def test_more_line_breaks_than_a_cell_holds_become_blanks(breaks: int, kept: int) -> None:
    words = "\n".join(["w"] * (breaks + 1))
    intake = Intake()
    claim = resolve(Passage(words), Choices(), intake)
    (study,) = build_contents([claim], Choices(), intake)
    assert study.claims["claim"][0].count("\n") == kept
    assert study.claims["claim"][0].split() == ["w"] * (breaks + 1)


@pytest.mark.parametrize(
    ("length", "shown"), [(32_767, "w" * 32_767), (32_768, "w" * 32_766 + "…")]
)
def test_more_signs_than_a_cell_holds_are_cut_off(length: int, shown: str) -> None:
    intake = Intake()
    claim = resolve(Passage("w" * length), Choices(), intake)
    (study,) = build_contents([claim], Choices(), intake)
    assert study.claims["claim"].tolist() == [shown]
    assert bool(intake.losses.things) == (length > len(shown))


def test_a_long_table_has_a_row_for_every_code_and_no_live_formula(tmp_path: Path) -> None:
    intake = Intake(documents={"d": Document("=Talk")})
    passages = [
        Passage("=1+1", (Mark("@ana", "topic", ("Trade",), "1", "+note", "against", "2"),),
                expert="Anna", document="d", said_on="2020"),
        Passage("b", (Mark("ana", "code", ("Tax",)), Mark("ben", "code", ("?",), stance="-x"))),
        Passage("c"),
    ]  # fmt: skip
    claims = [resolve(passage, Choices(), intake) for passage in passages]
    file = tmp_path / "new" / "deeper" / "t.csv"
    write_long_table(file, claims, Choices(), intake)
    assert file.read_bytes().decode().split("\r\n") == [
        "expert,source,said_on,claim,topic,stance,score,annotator,confidence,note",
        "Anna,'=Talk,2020,'=1+1,Trade,against,-1,'@ana,2,'+note",
        "speaker not named,,,b,Tax,,,ana,,",
        "speaker not named,,,b,?,'-x,,ben,,",
        "",
    ]
    assert intake.documents == {}
    assert [path.name for path in file.parent.iterdir()] == ["t.csv"]
    write_long_table(file, [], Choices(scale=("no", "yes")), intake)
    assert file.read_bytes().count(b"\r\n") == 1


@pytest.mark.parametrize(("parts", "legal"), [("2", True), ("1", False)])
def test_a_project_may_pack_as_many_files_as_the_limit(
    parts: str, legal: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("STANCE_MAX_PARTS", parts)
    (tmp_path / "p.qdpx").write_bytes(refi("<Users/>", {"a.txt": b"x"}))
    if legal:
        import_files([tmp_path / "p.qdpx"], tmp_path / "t.csv")
    else:
        with pytest.raises(DataError, match="it packs 2 parts, more than 1"):
            import_files([tmp_path / "p.qdpx"], tmp_path / "t.csv")


@pytest.mark.parametrize(
    ("variable", "number", "said"),
    [
        ("STANCE_MAX_UNPACKED_BYTES", 0, ""),
        ("STANCE_MAX_UNPACKED_BYTES", -1, "it unpacks to"),
        ("STANCE_MAX_FILE_BYTES", -1, "bytes, more than"),
    ],
)
def test_a_project_may_unpack_to_as_much_as_the_limit(
    variable: str, number: int, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "p.qdpx"
    path.write_bytes(refi("<Users/>", {"a.txt": b"x" * 3000}))
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(part.file_size for part in archive.infolist())
    size = unpacked if "UNPACKED" in variable else path.stat().st_size
    monkeypatch.setenv(variable, str(size + number))
    if not said:
        import_files([path], tmp_path / "t.csv")
        return
    with pytest.raises(DataError, match=said):
        import_files([path], tmp_path / "t.csv")


def test_an_export_of_polis_without_votes_names_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "comments.csv").write_text("comment-id,author-id,comment-body\n0,1,Trade\n")
    with pytest.raises(DataError) as caught:
        import_files([tmp_path / "comments.csv"], tmp_path / "t.csv")
    (problem,) = caught.value.problems
    assert (problem.code, problem.message, problem.hint) == (
        "missing-sheet",
        "an export of Pol.is needs votes.csv or participants-votes.csv",
        "name all files of the export, or their folder",
    )
