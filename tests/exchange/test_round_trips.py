"""What goes out to another program comes back as it was, whatever the words are."""

import json
import math
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

import stance
from stance.core.codebook import DEFAULT_LEVELS, Level, Scale, Topic
from stance.core.errors import UsageError
from stance.core.text import clean
from stance.exchange.importing import import_files
from stance.exchange.incoming.building import articles_of, build_contents
from stance.exchange.incoming.passages import Choices, Document, Intake, Mark, Passage
from stance.exchange.incoming.resolving import resolve
from stance.exchange.outgoing.registry import FORMS, export_for
from stance.study.csv_folder import write_study
from tests import sample
from tests.foreign_files import TEXT
from tests.shared_folder import shared

ODD = st.sampled_from(
    [
        "\U0001f4a9",
        "e\u0301",
        "\u05e9\u05dc\u05d5\u05dd",
        "\u0627",
        "<b>&",
        '"',
        "\u200d",
        "\n",
        "]]>",
        "=1",
    ]
)
WORDS = (
    st.lists(ODD | st.text(st.characters(categories=["L", "N", "P"]), max_size=6), min_size=1)
    .map(" ".join)
    .map(clean)
    .filter(bool)
)
TOPICS = ("Trade", "For", "a: b", "Tax / VAT", "\U0001f4a9")
LEVELS = st.sampled_from(
    [DEFAULT_LEVELS, (Level("grumpy", 1), Level("a, b", 3, "x", "Says so."), Level("open", None))]
)


@st.composite
def studies(draw, levels=LEVELS) -> tuple[Intake, list[Passage]]:
    """Draw a study: passages of three documents by three experts, coded by three annotators."""
    scale = draw(levels)
    stances = st.sampled_from(["", *(level.label for level in scale)])
    intake = Intake(title="T", levels=list(scale))
    intake.topics = {name: Topic(name, name, f"{name} is good.") for name in TOPICS}
    intake.documents = {"d1": Document("One"), "d2": Document("Two", about={"publisher": "P"})}
    passages = []
    for number in range(draw(st.integers(1, 4))):
        marks = []
        for annotator in draw(st.sets(st.sampled_from(["ana", "ben"]))):
            note = draw(st.sampled_from(["", "why?", "\U0001f4a9 a\nb"]))
            for nth, topic in enumerate(draw(st.sets(st.sampled_from([*TOPICS, "none"])))):
                stance_ = "" if topic == "none" else draw(stances)
                sure = draw(st.sampled_from(["", "1", "3"]))
                marks.append(Mark(annotator, "topic", (topic,), f"{nth}", note, stance_, sure))
        passages.append(
            Passage(
                draw(WORDS),
                tuple(marks),
                f"c{number}",
                draw(st.sampled_from(["Anna", "Жанна Б.", "Anna & Co: Ltd"])),
                draw(st.sampled_from(["", "d1", "d2"])),
            )
        )
    return intake, passages


def written(folder: Path, intake: Intake, passages: list[Passage]) -> stance.Study:
    claims = [resolve(passage, Choices(), intake) for passage in passages]
    write_study(folder, build_contents(claims, Choices(), intake))
    return stance.Study.open(folder)


def held(study: stance.Study) -> list[tuple[str, ...]]:
    """Every claim and every answer, by the names that people read."""
    experts = dict(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    titles = dict(zip(study.sources["source_id"], study.sources["title"], strict=True))
    labels = {topic.id: topic.label for topic in study.codebook.topics}
    rows = {
        row["claim_id"]: (
            row["claim_id"],
            row["claim"],
            experts[row["expert_id"]],
            titles.get(row["source_id"], ""),
        )
        for row in study.claims.to_dict("records")
    }
    answers = [
        (
            *rows[row["claim_id"]],
            row["annotator"],
            labels.get(row["topic"], row["topic"]),
            row["stance"],
            "" if math.isnan(row["confidence"]) else f"{row['confidence']:.0f}",
            row["note"],
        )
        for row in study.annotations.to_dict("records")
    ]
    return sorted([*rows.values(), *answers])


def back(study: stance.Study, folder: Path, form: str, articles: Path | None = None):
    paths, _ = export_for(study, folder / "out", form, articles)
    files = [path for path in paths if path.suffix != ".xml"]
    import_files(files, folder / "back", articles=folder / "texts")
    return stance.Study.open(folder / "back")


@pytest.mark.parametrize("form", ["refi", "label-studio", "w3c"])
def test_claims_codes_topics_and_scale_come_back(tmp_path_factory, form) -> None:
    @settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(studies())
    def check(drawn) -> None:
        folder = tmp_path_factory.mktemp("round")
        study = written(folder / "study", *drawn)
        again = back(study, folder, form)
        assert held(again) == held(study)
        topics = [(t.label, t.proposition) for t in study.codebook.topics]
        assert [(t.label, t.proposition) for t in again.codebook.topics] == topics
        assert again.codebook.scale.levels == study.codebook.scale.levels

    check()


@pytest.mark.parametrize("form", ["refi", "w3c"])
def test_places_come_back_in_texts_of_every_script_and_line_end(tmp_path_factory, form) -> None:
    text = st.lists(ODD | st.sampled_from(["\r\n", "word", " "]), min_size=4, max_size=20)

    @settings(max_examples=8, deadline=None, phases=[Phase.reuse, Phase.generate])
    @given(text.map("".join).map(lambda drawn: f"{TEXT}{drawn}."), st.data())
    def check(article, data) -> None:
        folder = tmp_path_factory.mktemp("places")
        intake = Intake(title="T", levels=list(DEFAULT_LEVELS))
        intake.documents = {"d1": Document("One", article)}
        passages = []
        for number in range(3):
            start = data.draw(st.integers(0, len(article) - 1))
            end = data.draw(st.integers(start + 1, len(article)))
            if clean(article[start:end]):
                mark = Mark("ana", "topic", ("Trade",), "", "", "for")
                words = article[start:end]
                name = f"c{number}"
                passages.append(Passage(words, (mark,), name, "Anna", "d1", start, end))
        study = written(folder / "study", intake, passages)
        (folder / "in").mkdir()
        for name, words in articles_of(intake).items():
            (folder / "in" / name).write_bytes(words.encode("utf-8"))
        again = back(study, folder, form, folder / "in")
        assert held(again) == held(study)
        columns = ["claim_id", "start", "end"]
        assert again.claims[columns].values.tolist() == study.claims[columns].values.tolist()
        if form == "refi":
            assert (folder / "texts" / "d1.txt").read_bytes() == article.encode("utf-8")

    check()


def test_pol_is_votes_come_back_as_sides(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    again = back(study, tmp_path, "polis")
    placed = study.analyse().positions.dropna(subset=["position"])
    names = dict(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    side = study.codebook.scale.side
    sides = {
        (names[row["expert_id"]], study.codebook.topic(row["topic"]).proposition): side(
            row["position"]
        )
        for row in placed.to_dict("records")
    }
    found = again.analyse().positions
    names = dict(zip(again.experts["expert_id"], again.experts["name"], strict=True))
    assert {
        (names[row["expert_id"]], again.codebook.topic(row["topic"]).proposition): row["position"]
        for row in found.to_dict("records")
    } == sides


def test_claim_reviews_come_back_with_their_scores(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    again = back(study, tmp_path, "claimreview")
    scored = study.annotations["score"].notna()
    keys = ["claim_id", "annotator", "score"]
    assert sorted(again.annotations[keys].values.tolist()) == sorted(
        study.annotations.loc[scored, keys].values.tolist()
    )


def test_the_sample_goes_through_every_form_and_its_losses_are_counted(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    for form in FORMS:
        if form == "sav":
            continue
        paths, lost = export_for(study, tmp_path / form, form)
        assert all(path.is_file() for path in paths)
        assert lost
    with pytest.raises(UsageError, match="there are refi, label-studio"):
        export_for(study, tmp_path, "nvivo")


def test_what_no_form_holds_of_the_scale_is_counted(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    levels = study.codebook.scale.levels
    for scale, told in (
        (Scale(levels, neutral=1), "left out: 1 which score of the scale is neutral"),
        (Scale(levels, tolerance=0.5), "left out: 1 how far two votes on the scale may lie apart"),
        (Scale(levels, neutral=0, tolerance=1), ""),
    ):
        other = replace(study, codebook=replace(study.codebook, scale=scale))
        _, lost = export_for(other, tmp_path, "w3c")
        assert [line for line in lost if "scale" in line] == [told] * bool(told)


def test_the_same_study_gives_the_same_bytes(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    for form in ("refi", "label-studio", "w3c", "polis", "csl"):
        one, _ = export_for(study, tmp_path / "1", form)
        two, _ = export_for(study, tmp_path / "2", form)
        assert [path.read_bytes() for path in one] == [path.read_bytes() for path in two]


def project(tmp_path: Path):
    import zipfile

    (path,), _ = export_for(stance.Study.open(sample.SAMPLE), tmp_path, "refi")
    with zipfile.ZipFile(path) as archive:
        return etree.fromstring(archive.read("project.qde")), archive.namelist()


def test_a_project_is_valid_by_the_schema_of_the_standard(tmp_path) -> None:
    schema = etree.XMLSchema(etree.parse(shared("specs/refi/Project-mrt2019.xsd")))
    root, _ = project(tmp_path)
    schema.assertValid(root)


def test_every_reference_in_a_project_leads_somewhere(tmp_path) -> None:
    root, names = project(tmp_path)
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(set(guids)) == len(guids)
    for element in root.iter():
        for name in ("targetGUID", "creatingUser"):
            assert element.get(name) in (None, *guids)
        if path := element.get("plainTextPath"):
            assert f"sources/{path.removeprefix('internal://')}" in names


def test_a_wide_table_is_read_as_one(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    (path,), _ = export_for(study, tmp_path, "wide")
    again = stance.Study.open(path)
    given = study.annotations[study.annotations["stance"] != ""]
    keys = ["claim_id", "annotator", "stance"]
    found = again.annotations[again.annotations["stance"] != ""]
    assert sorted(found[keys].values.tolist()) == sorted(given[keys].values.tolist())


def test_spss_holds_scores_with_their_labels(tmp_path) -> None:
    pyreadstat = pytest.importorskip("pyreadstat")
    study = stance.Study.open(sample.SAMPLE)
    (path,), _ = export_for(study, tmp_path, "sav")
    frame, meta = pyreadstat.read_sav(path)
    coders = meta.column_names_to_labels
    assert [coders[f"coder_{n}"] for n in (1, 2, 3)] == ["coder-a", "coder-b", "coder-c"]
    scored = study.annotations["score"].notna().sum()
    assert frame[["coder_1", "coder_2", "coder_3"]].notna().sum().sum() == scored
    assert meta.variable_value_labels["coder_1"][-2.0] == "strongly against"


def test_label_studio_gets_its_interface(tmp_path) -> None:
    study = stance.Study.open(sample.SAMPLE)
    paths, _ = export_for(study, tmp_path, "label-studio")
    tasks = json.loads(paths[0].read_text("utf-8"))
    root = etree.fromstring(paths[1].read_bytes())
    controls = {element.get("name") for element in root}
    used = {
        result["from_name"]
        for task in tasks
        for annotation in task["annotations"]
        for result in annotation["result"]
    }
    assert used <= controls
