"""Files of other programs become studies in which no code is lost or moved."""

import io
import json
import re
import tracemalloc
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

import stance
from stance.core.errors import DataError, UsageError
from stance.exchange.importing import import_files
from stance.exchange.incoming import building
from stance.exchange.incoming.building import build_contents
from stance.exchange.incoming.passages import Choices, Document, Intake, Mark, Passage
from stance.exchange.incoming.registry import FORMATS, TAKEN, recognise
from stance.exchange.incoming.resolving import resolve
from stance.study.csv_folder import write_study
from stance.workbook.form import MAX_SLOTS
from tests.foreign_files import TEXT, USERS_AND_CODES, at, guid, lines, put, refi, selection, utf16
from tests.shared_folder import shared


def imported(folder: Path, paths: list[Path], **choice) -> tuple[stance.Study, object]:
    done = import_files(paths, folder / "study", Choices(**choice))
    return stance.Study.open(folder / "study"), done


def codes(study: stance.Study) -> list[str]:
    """Every code as "annotator: words: topic: stance", with the labels that people read."""
    words = dict(zip(study.claims["claim_id"], study.claims["claim"], strict=True))
    labels = {topic.id: topic.label for topic in study.codebook.topics} | {"none": "none"}
    rows = study.annotations.to_dict("records")
    return sorted(
        f"{row['annotator']}: {words[row['claim_id']]}: {labels[row['topic']]}: {row['stance']}"
        for row in rows
    )


def experts(study: stance.Study) -> dict[str, str]:
    names = dict(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    pairs = zip(study.claims["claim"], study.claims["expert_id"], strict=True)
    return {words: names[expert] for words, expert in pairs}


def placed(study: stance.Study, text: str = TEXT) -> bool:
    """Whether every claim's place in the text has its words."""
    rows = study.claims.to_dict("records")
    return all(text[int(row["start"]) : int(row["end"])].strip() == row["claim"] for row in rows)


TRADE, TAXES = "We should trade.", "Z\u00e9ro taxes!"
RAW_TAXES = "Ze\u0301ro taxes!"


def test_label_studio_choices_stretches_and_what_is_no_persons(tmp_path) -> None:
    def result(kind: str, name: str, number: str, value: dict) -> dict:
        return {"type": kind, "from_name": name, "to_name": "t", "id": number, "value": value}

    def stretch(words: str, units: bool) -> dict:
        start, end = at(words)
        both = (utf16(TEXT, start), utf16(TEXT, end)) if units else (start, end)
        return {"start": both[0], "end": both[1], "text": words}

    trade, taxes = stretch(TRADE, True), stretch(RAW_TAXES, False)
    first = [
        result("labels", "topic", "r1", {**trade, "labels": ["Trade"]}),
        result("choices", "stance", "r1", {**trade, "choices": ["for"]}),
        result("labels", "topic", "r2", {**taxes, "labels": ["Tax"]}),
        result("rectanglelabels", "box", "r3", {"x": 1, "y": 2, "rectanglelabels": ["Car"]}),
        {"type": "relation", "from_id": "r1", "to_id": "r2"},
    ]
    second = [result("labels", "topic", "r9", {**trade, "labels": ["Trade"]})]
    task = {
        "id": 7,
        "data": {"text": TEXT, "speaker": "Anna"},
        "annotations": [
            {"completed_by": {"email": "ana@x.org"}, "result": first},
            {"completed_by": 2, "result": second},
            {"completed_by": 3, "was_cancelled": True, "result": second},
        ],
        "predictions": [{"result": second}],
        "drafts": [{}],
    }
    study, done = imported(tmp_path, put(tmp_path, a__json=json.dumps([task])))
    assert codes(study) == [
        f"ana: {TRADE}: Trade: for",
        f"ana: {TAXES}: Tax: ",
        f"user-2: {TRADE}: Trade: ",
    ]
    assert set(experts(study).values()) == {"Anna"}
    assert [f"{p}" for p in done.problems] == []
    assert done.lost == (
        "codes left out: 1 labels in cancelled annotations",
        "codes left out: 1 labels on pictures, sound or video",
        "left out: 1 cancelled annotations",
        "left out: 1 drafts",
        "left out: 1 relations",
        "taken otherwise: 1 labels of models (predictions), in files of their own in the folder "
        "machines",
    )
    predicted = study.machine_codings
    assert predicted[["machine", "topic", "stance"]].to_numpy().tolist() == [["model", "trade", ""]]


def _timeless(file: Path) -> bytes:
    """A file's bytes; of a history without the second in which it was written."""
    return re.sub(rb"T\d\d:\d\d:\d\d", b"T", file.read_bytes())


def test_predictions_become_machines_and_change_nothing_of_people(tmp_path) -> None:
    def result(name: str, label: str) -> dict:
        value = {"choices": [label]}
        return {"type": "choices", "from_name": name, "to_name": "t", "value": value}

    def said(topic: str, how: str) -> list[dict]:
        return [result("topic", topic), result("stance", how)]

    def task(number: int, predictions: list[dict]) -> dict:
        people = [{"completed_by": {"email": "ana@x.org"}, "result": said("Trade", "for")}]
        people = people if number < 3 else []
        data = {"text": f"Words {number}.", "speaker": "Anna"}
        return {"id": number, "data": data, "annotations": people, "predictions": predictions}

    predictions = [
        [{"model_version": "m1", "result": said("Trade", "against")}],
        [
            {"model_version": "m1", "result": said("Trade", "for")},
            {"model_version": "m1", "result": said("Trade", "against")},
            {"model_version": "m2", "result": said("Trade", "unheard of")},
            {"model_version": "m2", "result": said("Weather", "for")},
        ],
        [{"model_version": "m2", "result": said("Trade", "for")}],
    ]
    folders = [tmp_path / name for name in ("with", "without")]
    done = []
    for folder, kept in zip(folders, (True, False), strict=True):
        folder.mkdir()
        tasks = [task(n, given if kept else []) for n, given in enumerate(predictions, start=1)]
        done.append(imported(folder, put(folder, a__json=json.dumps(tasks))))
    with_, without = (folder / "study" for folder in folders)
    for file in sorted(path for path in without.rglob("*") if path.is_file()):
        other = with_ / file.relative_to(without)
        assert _timeless(file) == _timeless(other), file.name
    codings = done[0][0].machine_codings
    assert codings[["machine", "claim_id", "topic", "stance"]].to_numpy().tolist() == [
        ["m1", "task-1", "trade", "against"],
        ["m1", "task-2", "trade", "for"],
        ["m2", "task-3", "trade", "for"],
    ]
    assert "codes left out: 6 labels of a model (predictions), which are no person's" in (
        done[0][1].lost
    )


def test_label_studio_min(tmp_path) -> None:
    task = {
        "id": 1, "text": "Yes.", "annotator": 4, "annotation_id": 9, "lead_time": 1.0,
        "topic": {"choices": ["Trade"]}, "stance": "for",
        "spans": [{"start": 0, "end": 3, "text": "Yes", "labels": ["Word"]}],
    }  # fmt: skip
    study, _ = imported(tmp_path, put(tmp_path, a__json=json.dumps([task])))
    assert codes(study) == ["user-4: Yes.: Trade: for", "user-4: Yes: Word: "]


def test_label_studio_min_as_its_converter_writes_it(tmp_path) -> None:
    task = {
        "id": 1, "text": "Yes.", "annotator": "ana@x.org", "annotation_id": 9, "lead_time": 1.0,
        "topic": "Trade", "stance": "for", "topic_2": "Tax", "stance_2": "against",
        "confidence_2": "2", "note": "why", "mood": "glum",
    }  # fmt: skip
    paths = put(tmp_path, a__json=json.dumps([task]))
    study, done = imported(tmp_path, paths)
    assert codes(study) == ["ana: Yes.: Tax: against", "ana: Yes.: Trade: for"]
    assert study.annotations["note"].tolist() == ["why", "why"]
    assert study.annotations["confidence"].fillna(0).tolist() == [0, 2]
    assert any("--stance-from): mood" in line for line in done.lost)
    other = import_files(paths, tmp_path / "o", Choices("topic", "mood", scale=("glum", "glad")))
    assert "2 codes, 1 of them with a stance" in other.taken[0]


def test_doccano_has_a_file_for_each_annotator(tmp_path) -> None:
    start, end = at(TRADE)
    ana = lines(
        {"id": 1, "text": "Good.", "label": ["positive"], "meta": {"speaker": "Bek"}},
        {"id": 2, "text": TEXT, "label": [[start, end, "Trade"]], "Comments": ["why"]},
        {"id": 3, "text": TEXT, "entities": [], "label": [{"start_offset": start,
         "end_offset": end, "label": "Trade"}]},
    )  # fmt: skip
    ben = lines({"id": 1, "text": "Good.", "label": ["negative"], "meta": {"speaker": "Bek"}})
    study, done = imported(tmp_path, put(tmp_path, ana__jsonl=ana, ben__jsonl=ben))
    assert codes(study) == [
        "ana: Good.: study: positive".replace("study", "ana"),
        f"ana: {TRADE}: Trade: ",
        f"ana: {TRADE}: Trade: ",
        "ben: Good.: ana: negative",
    ]
    assert len(study.claims) == 3
    assert experts(study)["Good."] == "Bek"
    assert "left out: 1 comments" in done.lost


def test_every_column_of_labels_is_read(tmp_path) -> None:
    line = {"text": "a b", "label": ["Trade"], "stance": ["for"], "entities": [[0, 1, "Word"]]}
    study, _ = imported(tmp_path, put(tmp_path, a__jsonl=lines(line)), topic="label")
    assert codes(study) == ["a: a b: Trade: for"]
    study, _ = imported(tmp_path / "other", put(tmp_path, a__jsonl=lines(line)))
    assert codes(study) == ["a: a b: Trade: ", "a: a b: a: for", "a: a: Word: "]


def test_prodigy_answers_choices_and_stretches(tmp_path) -> None:
    start, end = at(TRADE)
    text = lines(
        {"text": "a", "label": "Fair", "answer": "accept", "_session_id": "set-ana", "spans": []},
        {"text": "a", "label": "Fair", "answer": "reject", "_session_id": "set-ben"},
        {"text": "b", "label": "Fair", "answer": "ignore", "_session_id": "set-ben"},
        {"text": "c", "options": [{"id": 1, "text": "for"}], "accept": [1], "answer": "accept",
         "_input_hash": 1, "_annotator_id": "set-ana"},
        {"text": TEXT, "answer": "accept", "_session_id": None,
         "spans": [{"start": start, "end": end, "label": "Trade"}]},
        {"text": "d", "answer": "reject", "spans": [{"start": 0, "end": 1, "label": "Trade"}]},
    )  # fmt: skip
    study, done = imported(
        tmp_path, put(tmp_path, p__jsonl=text), scale=("reject", "accept", "for")
    )
    assert codes(study) == [
        "ana: a: Fair: accept",
        "ana: c: p: for",
        "ben: a: Fair: reject",
        f"p: {TRADE}: Trade: ",
    ]
    assert done.lost[:4] == (
        "codes left out: 1 labels in ignored lines",
        "codes left out: 1 labels in rejected lines, which say only what is not so",
        "left out: 1 ignored lines",
        "left out: 1 rejected lines",
    )


ARGILLA = [
    {"id": "r1", "fields": {"text": "a"}, "suggestions": {"stance": {"value": "for"}},
     "responses": {"stance": [{"value": "for", "user_id": "ana"}],
                   "topic": [{"value": "Trade", "user_id": "ana"}]}},
    {"id": "r1", "text": "a", "stance.responses": ["for"], "stance.responses.users": ["ana"],
     "topic.responses": ["Trade"], "topic.responses.users": ["ana"],
     "stance.responses.status": ["submitted"], "stance.suggestion": "for"},
    {"id": "r1", "fields": {"text": "a"}, "suggestions": [{"question_name": "q", "value": "for"}],
     "responses": [
         {"user_id": "ana", "status": "submitted",
          "values": {"stance": {"value": "for"}, "topic": {"value": "Trade"}}},
         {"user_id": "ben", "status": "discarded", "values": {"stance": {"value": "for"}}}]},
]  # fmt: skip


@pytest.mark.parametrize("record", ARGILLA)
def test_argilla_of_both_versions(tmp_path, record) -> None:
    study, done = imported(tmp_path, put(tmp_path, a__jsonl=lines(record)))
    assert codes(study) == ["ana: a: Trade: for"]
    assert "codes left out: 1 suggestions of a model, which are no person's" in done.lost


def test_argilla_text_classification(tmp_path) -> None:
    record = {"text": "a", "annotation": "positive", "annotation_agent": "ana", "id": "x",
              "prediction": [{"label": "negative", "score": 0.7}],
              "prediction_agent": "m"}  # fmt: skip
    study, done = imported(tmp_path, put(tmp_path, a__jsonl=lines(record)))
    assert codes(study) == ["ana: a: a: positive"]
    assert "codes left out: 1 suggestions of a model, which are no person's" in done.lost


def polis(**more: str) -> dict[str, str]:
    return {
        "comments__csv": "timestamp,datetime,comment-id,author-id,agrees,disagrees,moderated,"
        "comment-body\n1,x,0,1,1,1,1,Trade more\n2,x,1,1,1,0,0,Tax less\n3,x,2,1,1,0,-1,Spam\n",
        "votes__csv": "timestamp,datetime,comment-id,voter-id,vote\n"
        "1,x,0,5,-1\n9,x,0,5,1\n3,x,0,6,-1\n4,x,1,6,0\n5,x,2,6,1\n6,x,1,5,1\n",
        "summary__csv": "topic,What now?\nurl,https://pol.is/1\n",
        **more,
    }


def test_polis_votes_are_stances_of_participants(tmp_path) -> None:
    folder = tmp_path / "in"
    put(folder, **polis(**{"participants-votes__csv": "participant,group-id,n-votes,0,1,2\n"
                                                      "5,1,2,1,1,\n6,0,3,-1,0,1\n"}))  # fmt: skip
    study, done = imported(tmp_path, [folder])
    assert study.title == "What now?"
    assert codes(study) == [
        "participants: agree: Tax less: Tax less: agree",
        "participants: agree: Trade more: Trade more: agree",
        "participants: disagree: Trade more: Trade more: disagree",
        "participants: pass: Tax less: Tax less: pass",
    ]
    assert study.experts.set_index("name")["kind"].to_dict() == {
        "participant 5": "group 1",
        "participant 6": "group 0",
    }
    assert "codes left out: 1 votes on comments that were moderated out" in done.lost
    assert any("earlier votes" in line for line in done.lost)


def test_polis_votes_with_the_sign_turned_are_seen_by_the_comments(tmp_path) -> None:
    files = polis()
    turned = "timestamp,datetime,comment-id,voter-id,vote\n6,x,1,5,-1\n"
    paths = put(tmp_path, **{**files, "votes__csv": turned})
    study, done = imported(tmp_path, paths)
    assert codes(study) == ["participants: agree: Tax less: Tax less: agree"]
    assert any("−1 is agree" in line for line in done.lost)


def test_polis_without_votes_takes_the_matrix_or_asks(tmp_path) -> None:
    files = polis(**{"participants-votes__csv": "participant,group-id,n-votes,0,1\n5,1,1,1,\n"})
    del files["votes__csv"]
    study, _ = imported(tmp_path, put(tmp_path, **files))
    assert codes(study) == ["participants: agree: Trade more: Trade more: agree"]
    with pytest.raises(DataError, match=r"needs votes\.csv"):
        import_files([tmp_path / "comments.csv"], tmp_path / "other")


TSV = """#FORMAT=WebAnno TSV 3.3
#T_SP=webanno.custom.Claim|stance|topic
#T_SP=de.tudarmstadt.ukp.dkpro.core.api.lexmorph.type.pos.POS|PosValue

#Text=\U0001f4a9 We trade .
1-1\t0-2\t\U0001f4a9\t_\t_\tX
1-2\t3-5\tWe\tfor[1]|*[2]\tTrade[1]|Tax\\_x[2]\tX
1-3\t6-11\ttrade\tfor[1]|*[2]\tTrade[1]|Tax\\_x[2]\t_
1-4\t12-13\t.\tagainst\t*\t_

#Text=Go on .
2-1\t15-17\tGo\t_\t_\t_
2-2\t18-20\ton\t_\tTrade\t_
2-3\t21-22\t.\t_\t_\t_
"""


def test_an_older_form_of_webanno_is_named(tmp_path) -> None:
    paths = put(tmp_path, ana__tsv=TSV.replace("TSV 3.3", "TSV 2.0"))
    with pytest.raises(DataError, match=r"its form is WebAnno TSV 2\.0"):
        import_files(paths, tmp_path / "study")


def test_webanno_stretches_stacks_and_units(tmp_path) -> None:
    paths = put(tmp_path, ana__tsv=TSV, ben__tsv=TSV.replace("against", "for"))
    study, done = imported(tmp_path, paths)
    found = [code for code in codes(study) if code.startswith("ana")]
    assert found == [
        "ana: .: ana: against",
        "ana: We trade: Tax_x: ",
        "ana: We trade: Trade: for",
        "ana: on: Trade: ",
    ]
    assert placed(study, "\U0001f4a9 We trade .\n\nGo on .")
    assert len(study.sources) == 1
    assert len(codes(study)) == 8
    assert any("api.lexmorph.type.pos.POS" in line for line in done.lost)


XMI = """<?xml version="1.0"?><xmi:XMI xmlns:xmi="http://www.omg.org/XMI"
 xmlns:cas="http:///uima/cas.ecore" xmlns:custom="http:///webanno/custom.ecore"
 xmlns:seg="http:///de/tudarmstadt/ukp/dkpro/core/api/segmentation/type.ecore" xmi:version="2.0">
<seg:Token xmi:id="3" sofa="2" begin="0" end="2"/>
<custom:Claim xmi:id="9" sofa="2" begin="3" end="11" topic="Trade" stance="for" expert="Anna"/>
<custom:Rel xmi:id="8" sofa="2" begin="3" end="11" Governor="9" Dependent="9"/>
<cas:Sofa xmi:id="2" sofaNum="1" sofaID="_InitialView" sofaString="\U0001f4a9 We trade ."/>
</xmi:XMI>"""
CAS = {
    "%TYPES": {},
    "%FEATURE_STRUCTURES": [
        {"%ID": 1, "%TYPE": "uima.cas.Sofa", "sofaString": "\U0001f4a9 We trade ."},
        {"%ID": 2, "%TYPE": "webanno.custom.Claim", "@sofa": 1, "begin": 3, "end": 11,
         "topic": "Trade", "stance": "for", "expert": "Anna", "^ref": 9},
        {"%ID": 3, "%TYPE": "webanno.custom.Rel", "begin": 3, "end": 4, "Governor": 2},
    ],
}  # fmt: skip


def test_a_token_that_stands_nowhere_is_refused(tmp_path) -> None:
    far = TSV.replace("2-1\t15-17", "2-1\t915000000-915000002")
    with pytest.raises(DataError, match="signs behind the sentence before it"):
        import_files(put(tmp_path, a__tsv=far), tmp_path / "study")


@pytest.mark.parametrize("number", ["9" * 30, "-1", "1e999"])
def test_a_place_beyond_all_texts_is_told_and_harms_nothing(tmp_path, number) -> None:
    text = '{"text": "a b", "label": [[0, ' + number + ', "Trade"], [0, 1, "Tax"]]}'
    study, done = imported(tmp_path, put(tmp_path, a__jsonl=text))
    assert "a: a: Tax: " in codes(study)
    assert done.taken[1:] == ("no code tells a stance; name what does with --stance-from",)
    assert done.problems or any("labels in a form" in line for line in done.lost)


OLD_CAS = {
    "_context": {"_types": {"Claim": {"_id": "webanno.custom.Claim"},
                            "Rel": {"_id": "webanno.custom.Rel"}}},
    "_views": {"_InitialView": {
        "Claim": [{"sofa": 1, "begin": 3, "end": 11, "topic": "Trade", "stance": "for",
                   "expert": "Anna"}],
        "Rel": [7, {"sofa": 1, "begin": 3, "end": 4, "Governor": 2}],
    }},
    "_referenced_fss": {"1": {"_type": "Sofa", "sofaString": "\U0001f4a9 We trade ."}},
}  # fmt: skip


def zipped(parts: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


TYPES = "<typeSystemDescription/>"


def test_a_project_of_inception_has_a_file_for_each_annotator(tmp_path) -> None:
    project = {
        "exportedproject.json": "{}",
        "source/talk.txt": "\U0001f4a9 We trade .",
        "annotation/talk.txt/ana.zip": zipped({"webanno12.xmi": XMI, "TypeSystem.xml": TYPES}),
        "annotation/talk.txt/ben.json": json.dumps(OLD_CAS).replace('"for"', '"against"'),
        "annotation/talk.txt/INITIAL_CAS.zip": zipped({"a.xmi": XMI}),
        "annotation_ser/talk.txt/ana.ser": b"\xac\xed",
        "curation/talk.txt/CURATION_USER.zip": zipped({"b.xmi": XMI}),
    }
    path = tmp_path / "project.zip"
    path.write_bytes(zipped(project))
    study, done = imported(tmp_path, [path])
    assert codes(study) == [
        "ana: We trade: Trade: for",
        "ben: We trade: Trade: against",
        "curation-user: We trade: Trade: for",
    ]
    assert study.sources["title"].tolist() == ["talk.txt"]
    assert any("(.ser)" in line for line in done.lost)


def test_a_document_with_its_types_is_read_as_it_is_exported(tmp_path) -> None:
    path = tmp_path / "talk.zip"
    path.write_bytes(zipped({"ana.xmi": XMI, "TypeSystem.xml": TYPES}))
    study, _ = imported(tmp_path, [path])
    assert codes(study) == ["ana: We trade: Trade: for"]


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        (
            {"exportedproject.json": "{}", "annotation/a/b.ser": "x"},
            "no annotations as",
        ),
        ({"TypeSystem.xml": TYPES, "a/b.zip": zipped({"c.xmi": "<!DOCTYPE x>" + XMI})}, "entities"),
        ({"TypeSystem.xml": TYPES, "a/b.zip": zipped({"c.xmi": XMI})[:60]}, "damaged"),
    ],
)
def test_a_project_without_or_with_bad_annotations_is_refused(tmp_path, parts, said) -> None:
    path = tmp_path / "project.zip"
    path.write_bytes(zipped(parts))
    with pytest.raises(DataError, match=said):
        import_files([path], tmp_path / "study")


def test_archives_in_archives_count_toward_one_limit(tmp_path, monkeypatch) -> None:
    long = XMI + " " * 5000
    monkeypatch.setenv("STANCE_MAX_UNPACKED_BYTES", f"{2 * len(long) + 2000}")
    inner = {f"annotation/a/{n}.zip": zipped({"c.xmi": long}) for n in range(3)}
    path = tmp_path / "project.zip"
    path.write_bytes(zipped({"TypeSystem.xml": TYPES, **inner}))
    with pytest.raises(DataError, match="unpacks to") as caught:
        import_files([path], tmp_path / "study")
    assert caught.value.problems[0].code == "too-large"


@pytest.mark.parametrize(
    "file",
    [{"ana__xmi": XMI}, {"ana__json": json.dumps(CAS)}, {"ana__json": json.dumps(OLD_CAS)}],
)
def test_uima_annotations_have_their_features(tmp_path, file) -> None:
    study, done = imported(tmp_path, put(tmp_path, **file))
    assert codes(study) == ["ana: We trade: Trade: for"]
    assert experts(study) == {"We trade": "Anna"}
    assert placed(study, "\U0001f4a9 We trade .")
    assert "left out: 1 relations of the layer webanno.custom.Rel" in done.lost
    assert len(done.taken) == 1


def test_the_older_form_of_uima_leaves_out_a_place_of_nought(tmp_path) -> None:
    old = json.loads(json.dumps(OLD_CAS))
    del old["_views"]["_InitialView"]["Claim"][0]["begin"]
    study, _ = imported(tmp_path, put(tmp_path, ana__json=json.dumps(old)))
    assert codes(study) == ["ana: \U0001f4a9 We trade: Trade: for"]


def test_web_annotations_have_tags_comments_and_creators(tmp_path) -> None:
    selector = [{"type": "TextQuoteSelector", "exact": "We trade"},
                {"type": "TextPositionSelector", "start": 3, "end": 11}]  # fmt: skip
    tags = [{"type": "TextualBody", "purpose": "tagging", "value": tag}
            for tag in ("topic: Trade", "stance: for", "speaker: Anna")]  # fmt: skip
    w3c = {"@context": "http://www.w3.org/ns/anno.jsonld", "type": "Annotation",
           "creator": {"name": "ana"}, "body": [*tags, {"type": "TextualBody", "value": "why"}],
           "target": {"source": "https://x.org/a", "selector": selector}}  # fmt: skip
    study, _ = imported(tmp_path, put(tmp_path, a__json=json.dumps({"items": [w3c]})))
    assert codes(study) == ["ana: We trade: Trade: for"]
    assert experts(study) == {"We trade": "Anna"}
    assert study.annotations["note"].tolist() == ["why"]
    assert study.sources["note"].tolist() == ["https://x.org/a"]


def test_hypothesis_rows_have_tags(tmp_path) -> None:
    row = {"user": "acct:ana@hypothes.is", "uri": "https://x.org/a", "tags": ["Trade", "for"],
           "text": "why", "document": {"title": ["A page"]},
           "target": [{"selector": [{"type": "TextQuoteSelector", "exact": "We trade"}]}],
           }  # fmt: skip
    reply = {**row, "references": ["x"]}
    study, done = imported(tmp_path, put(tmp_path, a__json=json.dumps({"rows": [row, reply]})))
    assert codes(study) == ["ana: We trade: Trade: for"]
    assert study.sources["title"].tolist() == ["A page"]
    assert "codes left out: 2 tags on replies" in done.lost


def test_potato_states_and_their_data(tmp_path) -> None:
    state = {
        "user_id": "ana",
        "instance_id_ordering": ["r1", "r2"],
        "instance_id_to_label_to_value": {
            "r1": [
                [{"schema": "topic", "name": "Trade"}, "true"],
                [{"schema": "stance", "name": "for"}, "true"],
                [{"schema": "stance", "name": "against"}, "false"],
            ]
        },
        "instance_id_to_span_to_value": {
            "r2": [[{"schema": "hl", "name": "Tax", "start": 0, "end": 2, "title": "No"}, 1]]
        },
    }
    data = lines({"id": "r1", "text": "Yes.", "speaker": "Anna"}, {"id": "r2", "text": "No."})
    study, _ = imported(tmp_path, put(tmp_path, s__json=json.dumps(state), d__jsonl=data))
    assert codes(study) == ["ana: No: Tax: ", "ana: Yes.: Trade: for"]
    assert experts(study)["Yes."] == "Anna"


def test_potato_alone_says_where_the_texts_are(tmp_path) -> None:
    state = {"user_id": "ana", "instance_id_ordering": ["r1"], "instance_id_to_label_to_value": {}}
    study, done = imported(tmp_path, put(tmp_path, s__json=json.dumps(state)))
    assert study.claims["claim"].tolist() == ["r1"]
    assert any("name it as well" in line for line in done.lost)


def test_brat_labels_attributes_and_notes(tmp_path) -> None:
    start, end = at(TRADE)
    other = at(RAW_TAXES)
    ann = (
        f"T1\tTrade {start} {end}\t{TRADE}\nA1\tStance T1 for\n#1\tAnnotatorNotes T1\twhy\n"
        f"T2\tTax {other[0]} {other[1]}\t{RAW_TAXES}\nR1\tSame Arg1:T1 Arg2:T2\n"
        f"T3\tLong {start} {start + 2};{end - 6} {end}\tWe trade.\nE1\tAct:T3 By:T1\nA2\tOdd R1\n"
    )
    paths = put(tmp_path, in_IN_ana_IN_a__ann=ann, in_IN_ben_IN_a__ann=ann, in_IN_a__txt=TEXT)
    study, done = imported(tmp_path, [tmp_path / "in"])
    assert [code for code in codes(study) if code.startswith("ana")] == [
        f"ana: {TRADE}: Long: ",
        f"ana: {TRADE}: Trade: for",
        f"ana: {TAXES}: Tax: ",
    ]
    assert len(codes(study)) == 6
    assert paths
    assert "codes left out: 2 attributes of relations and of what is not there" in done.lost
    assert "left out: 2 relations" in done.lost


def project(tmp_path: Path, body: str, texts: dict[str, bytes] | None = None) -> list[Path]:
    (tmp_path / "p.qdpx").write_bytes(refi(USERS_AND_CODES + body, texts))
    return [tmp_path / "p.qdpx"]


def source(inside: str, name: str = "Int 1", more: str = "") -> str:
    path = 'plainTextPath="internal://a.txt"'
    return f'<TextSource guid="{guid(50)}" name="{name}" {path} {more}>{inside}</TextSource>'


def test_refi_selections_codes_users_and_cases(tmp_path) -> None:
    trade, taxes = at(TRADE), at(RAW_TAXES)
    inside = selection(60, *trade, (11, 1), (12, 2)) + selection(61, *taxes, (13, 1))
    cases = (
        f'<Cases><Case guid="{guid(70)}" name="Anna"><SourceRef targetGUID="{guid(50)}"/></Case>'
        f'<Case guid="{guid(71)}" name="Bek"><SelectionRef targetGUID="{guid(61)}"/></Case></Cases>'
    )
    body = f"{cases}<Sources>{source(inside)}</Sources>"
    study, done = imported(tmp_path, project(tmp_path, body, {"a.txt": TEXT.encode()}))
    assert codes(study) == [
        f"ana: {TRADE}: Trade: for",
        f"ana: {TAXES}: Tax: ",
        f"ben: {TRADE}: Trade: against",
    ]
    assert experts(study) == {TRADE: "Anna", TAXES: "Bek"}
    assert study.codebook.topics[0].proposition == "Trade is good."
    assert study.title == "P"
    assert done.problems == ()


def test_refi_of_nvivo_counts_line_ends_and_lists_cases_as_codes(tmp_path) -> None:
    text = TEXT.replace("\r\n", "\n").replace("\n", "\r\n")
    start, end = at(RAW_TAXES, text)
    codes_ = USERS_AND_CODES.replace(
        "</Codes>", f'<Code guid="{guid(70)}" name="Anna" isCodable="true"/></Codes>'
    )
    note = f'<Notes><Note guid="{guid(90)}" plainTextPath="internal://n.txt"/></Notes>'
    link = (
        f'<Links><Link guid="{guid(91)}" originGUID="{guid(60)}" targetGUID="{guid(90)}"/></Links>'
    )
    inside = selection(60, start, end, (13, 1), (70, 1))
    body = (
        f'{codes_}<Cases><Case guid="{guid(70)}" name="Anna"/></Cases>'
        f"<Sources>{source(inside)}</Sources>{note}{link}"
    )
    texts = {"a.txt": b"\xef\xbb\xbf" + text.encode(), "n.txt": b"why"}
    (tmp_path / "p.qdpx").write_bytes(refi(body, texts))
    study, done = imported(tmp_path, [tmp_path / "p.qdpx"])
    assert codes(study) == [f"ana: {TAXES}: Tax: "]
    assert experts(study) == {TAXES: "Anna"}
    assert study.annotations["note"].tolist() == ["why"]
    assert any("codes that are cases" in line for line in done.lost)


def test_refi_of_atlas_has_texts_of_pdf_and_counts_areas(tmp_path) -> None:
    start, end = at(TRADE)
    area = (
        f'<PDFSelection guid="{guid(80)}" page="1" firstX="1" firstY="1" secondX="2" secondY="2">'
        f'<Coding guid="{guid(81)}"><CodeRef targetGUID="{guid(13)}"/></Coding></PDFSelection>'
    )
    text = (
        f'<Representation guid="{guid(82)}" plainTextPath="internal://a.txt">'
        f"{selection(60, start, end, (11, 1))}</Representation>"
    )
    body = f'<Sources><PDFSource guid="{guid(50)}" name="x.pdf">{area}{text}</PDFSource></Sources>'
    study, done = imported(tmp_path, project(tmp_path, body, {"a.txt": TEXT.encode()}))
    assert codes(study) == [f"ana: {TRADE}: Trade: for"]
    assert "codes left out: 1 codes on areas of pages" in done.lost


def test_refi_texts_inside_the_xml_outside_the_project_and_whole(tmp_path) -> None:
    whole = (
        f'<TextSource guid="{guid(51)}" name="Int 2"><PlainTextContent>Short.</PlainTextContent>'
        f'<Coding guid="{guid(52)}" creatingUser="{guid(2)}">'
        f'<CodeRef targetGUID="{guid(13)}"/></Coding></TextSource>'
    )
    outside = source(selection(60, 0, 4, (13, 1), name="their words")).replace(
        "internal://", "absolute:///C:/"
    )
    body = f"<Sources>{whole}{outside}</Sources><Sets/><Graphs/>"
    study, done = imported(tmp_path, project(tmp_path, body))
    assert codes(study) == ["ana: their words: Tax: ", "ben: Short.: Tax: "]
    assert any("outside the project" in line for line in done.lost)


def test_a_refi_codebook_is_a_study_of_topics(tmp_path) -> None:
    book = USERS_AND_CODES.partition("<CodeBook>")[2].removesuffix("</CodeBook>")
    paths = put(tmp_path, a__qdc=f'<CodeBook xmlns="urn:QDA-XML:codebook:1.0">{book}</CodeBook>')
    study, _ = imported(tmp_path, paths)
    assert [topic.label for topic in study.codebook.topics] == ["Trade", "Tax"]


@pytest.mark.parametrize(
    ("body", "texts", "said"),
    [
        ("<!DOCTYPE a [<!ENTITY b 'c'>]>", {}, "entities"),
        ("<Users>", {}, "not whole"),
        ("", {"a.txt": b"x" * 3000}, "unpacks to"),
    ],
)
def test_a_hostile_project_is_refused(tmp_path, monkeypatch, body, texts, said) -> None:
    monkeypatch.setenv("STANCE_MAX_UNPACKED_BYTES", "2500")
    before = body if body.startswith("<!") else ""
    data = refi(USERS_AND_CODES + body.removeprefix(before), texts, before)
    (tmp_path / "p.qdpx").write_bytes(data)
    with pytest.raises(DataError, match=said):
        import_files([tmp_path / "p.qdpx"], tmp_path / "study")
    assert not (tmp_path / "study").exists()


TABLES = {
    "maxqda": "Color;Document group;Document name;Code;Beginning;End;Weight score;Segment;"
    "Modified by;Comment\n;G;Int 1;Trade\\For;1;1;50;We trade;ana;why\n"
    ";G;Int 1;Tax;2;2;0;No tax;ben;\n",
    "atlas": "ID;Quotation Name;Text Content;Document;Codes;Comment;Created by\n"
    '1:1;;We trade;Int 1;"Trade: for\nOther";why;ana\n1:2;;No tax;Int 1;Tax;;ben\n',
    "taguette": "id,document,tag,content\n1,Int 1,Trade,We trade\n1,Int 1,for,We trade\n"
    "2,Int 1,Tax,No tax\n",
    "hypothesis": "Creation Date,URL,Group,Annotation/Reply Type,Quote,User,Body,Tags,Page\n"
    'x,https://x.org/a,g,Annotation,We trade,ana,why,"Trade,for",Int 1\n'
    'x,https://x.org/a,g,Reply,,ana,hm,"Trade",Int 1\n'
    "x,https://x.org/a,g,Annotation,No tax,ben,,Tax,Int 1\n",
    "nvivo": "File Name,Hierarchical Name,Coded By Initials,Coverage,Coded Text\n"
    "Int 1,Trade\\For,ana,0.1,We trade\nInt 1,Tax,ben,0.1,No tax\n",
}


@pytest.mark.parametrize("program", TABLES)
def test_tables_of_programs_are_known_by_their_headers(tmp_path, program) -> None:
    study, done = imported(tmp_path, put(tmp_path, x__csv=TABLES[program]))
    pair = ("x", "x") if program == "taguette" else ("ana", "ben")
    found = [code for code in codes(study) if "Other" not in code]
    assert found == sorted([f"{pair[0]}: We trade: Trade: for", f"{pair[1]}: No tax: Tax: "])
    assert study.sources["title"].tolist() == ["Int 1"]
    assert done.what[0][1] in {kind.name for kind in TAKEN.values()}
    if program == "hypothesis":
        assert "codes left out: 1 tags on replies" in done.lost


def test_a_table_of_another_program_is_known_in_a_workbook_too(tmp_path) -> None:
    book = openpyxl.Workbook()
    for row in (["Export of MAXQDA"], ["Document name", "Code", "Segment", "Created by"],
                ["Int 1", "Trade > For", "We trade", "ana"]):  # fmt: skip
        book.active.append(row)
    book.save(tmp_path / "x.xlsx")
    study, _ = imported(tmp_path, [tmp_path / "x.xlsx"])
    assert codes(study) == ["ana: We trade: Trade: for"]


def test_lines_are_read_in_flat_memory(tmp_path) -> None:
    def peak(number: int) -> int:
        text = lines(*({"text": f"{n} " * 500, "label": ["for"]} for n in range(number)))
        paths = put(tmp_path, a__jsonl=text)
        del text
        tracemalloc.start()
        import_files(paths, tmp_path / "t.csv")
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(3_000) < 1.2 * peak(600)


def test_files_of_two_formats_and_of_none_are_named(tmp_path) -> None:
    paths = put(
        tmp_path, a__ann="T1\tX 0 1\ta\n", b__tsv=TSV, c__csv="expert,claim\n", d__pdf="%PDF"
    )
    with pytest.raises(UsageError, match="several kinds"):
        recognise(paths[:2])
    with pytest.raises(DataError, match=r"c\.csv: this is a table.*stance report c\.csv"):
        recognise(paths[2:3])
    with pytest.raises(DataError, match=r"d\.pdf: this is a PDF; to find claims in it"):
        recognise([paths[0], paths[3]])
    with pytest.raises(DataError, match="no such file"):
        recognise([tmp_path / "none"])
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match="no file to import"):
        recognise([tmp_path / "empty"])


def test_a_choice_that_fits_nothing_lists_what_there_is(tmp_path) -> None:
    paths = put(tmp_path, a__jsonl=lines({"text": "a", "label": ["x"], "who": "Bek"}))
    with pytest.raises(UsageError, match='nothing is called "speaker"; the fields are: label, who'):
        import_files(paths, tmp_path / "study", Choices(expert="speaker"))
    assert not (tmp_path / "study").exists()
    study, _ = imported(tmp_path, paths, expert="who")
    assert experts(study) == {"a": "Bek"}


def test_a_study_is_not_written_over_another(tmp_path) -> None:
    paths = put(tmp_path, a__jsonl=lines({"text": "a", "label": ["for"]}))
    imported(tmp_path, paths)
    with pytest.raises(UsageError, match="holds a study already"):
        imported(tmp_path, paths)


def test_more_claims_than_workbooks_hold_go_to_a_table(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(building, "MOST_CLAIMS", 2)
    paths = put(tmp_path, a__jsonl=lines(*({"text": f"t{n}", "label": ["for"]} for n in range(3))))
    with pytest.raises(UsageError, match=r"-o TABLE\.csv"):
        import_files(paths, tmp_path / "study")
    import_files(paths, tmp_path / "t.csv")
    opened = stance.Study.open(tmp_path / "t.csv")
    assert opened.annotations["stance"].tolist() == ["for"] * 3
    assert not [path for path in tmp_path.iterdir() if path.name.endswith(".part")]


def test_texts_longer_than_a_cell_are_shortened_and_told(tmp_path) -> None:
    paths = put(tmp_path, a__jsonl=lines({"text": "w " * 20_000, "label": ["for"]}))
    study, done = imported(tmp_path, paths)
    assert study.claims["claim"].str.len().tolist() == [32_767]
    assert any("longer than a cell" in line for line in done.lost)


MARKS = st.builds(
    Mark,
    st.sampled_from(["ana", "Ana", "con", "study", "Жанна"]),
    st.sampled_from(["code", "topic", "tag"]),
    st.lists(
        st.sampled_from(["for", "Against", "Trade", "trade", "a-b", "a b", "none", "\U0001f4a9"]),
        min_size=1,
        max_size=2,
    ).map(tuple),
)
PASSAGES = st.builds(
    Passage,
    st.sampled_from(["words", "Words", "=1+1", "other"]),
    st.lists(MARKS, max_size=14).map(tuple),
    st.sampled_from(["", "n1", "n2", "N1", "a b"]),
    st.sampled_from(["", "Anna", "anna", "none"]),
    st.sampled_from(["", "d1", "d 2"]),
    st.sampled_from([None, 3]),
    st.just(5),
)


def test_more_topics_than_a_row_has_room_for_go_on_in_another(tmp_path) -> None:
    labels = [f"T{number}" for number in range(MAX_SLOTS + 2)]
    study, _ = imported(tmp_path, put(tmp_path, a__jsonl=lines({"text": "w", "label": labels})))
    assert codes(study) == sorted(f"a: w: {label}: " for label in labels)
    assert study.claims["claim"].tolist() == ["w", "w"]


@settings(max_examples=15, deadline=None, phases=[Phase.reuse, Phase.generate])
@given(st.lists(PASSAGES, max_size=6))
def test_codes_in_are_codes_in_the_study_and_those_counted(tmp_path_factory, passages) -> None:
    intake = Intake(title="T", documents={"d1": Document("D", "text text"), "d 2": Document("D")})
    claims = [resolve(passage, Choices(), intake) for passage in passages]
    folder = tmp_path_factory.mktemp("study")
    write_study(folder, build_contents(claims, Choices(), intake))
    study = stance.Study.open(folder)
    lost = intake.losses.marks.total()
    made = sum(answer.marks for claim in claims for answer in claim.answers)
    assert made + lost == sum(len(passage.marks) for passage in passages)
    assert len(study.annotations) == sum(len(claim.answers) for claim in claims)
    stances = sum(bool(a.stance) for claim in claims for a in claim.answers)
    assert (study.annotations["stance"] != "").sum() == stances


def test_every_format_is_of_kinds_that_are_known() -> None:
    keys = [key for one in FORMATS for key in one.kinds]
    assert len(set(keys)) == len(keys)
    assert all("stance import" in TAKEN[key].hint for key in keys)


SAMPLES = [
    ("refi/qc-demo.qdpx", 205), ("refi/atlas-blank.qdpx", 0), ("refi/atlas-target.qdpx", 0),
    ("labelstudio/csv_test.json", 0), ("labelstudio/json_min_data.json", 0),
    ("doccano/export_sequence_labeling.jsonl", 4), ("doccano/export_text_classification.jsonl", 3),
    ("doccano/import_overlapping.jsonl", 2), ("doccano/import_sequence_labeling.jsonl", 3),
    ("doccano/import_text_classification.jsonl", 3),
    ("prodigy/annotated_news_ner_head.jsonl", 23),
    ("prodigy/annotated_reddit_textcat_head.jsonl", 14), ("potato", 22), ("brat", 15),
    ("inception/testTokenBoundedStackedSpanWithFeatureValue.tsv", 10),
    ("inception/testTokenBoundedStackedSpanWithFeatureValue.xmi", 10),
    ("polis/london.youth.policing", 638), ("w3c", 2),
]  # fmt: skip


@pytest.mark.parametrize(("sample", "number"), SAMPLES, ids=[name for name, _ in SAMPLES])
def test_every_sample_becomes_a_study_with_all_its_codes(tmp_path, sample, number) -> None:
    study, done = imported(tmp_path, [shared(f"samples/{sample}")])
    assert len(study.annotations) == number
    assert len(done.what) >= 1
