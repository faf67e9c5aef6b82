"""A deposit: whole, repeatable, without words of articles and names of annotators."""

import csv
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from lxml import etree

from stance import __version__
from stance.core.errors import UsageError
from stance.core.imprint import NO_IMPRINT
from stance.exchange.deposit import statistics
from stance.exchange.deposit.about import licence_of
from stance.exchange.deposit.build import deposit
from stance.exchange.deposit.citation import person
from stance.exchange.deposit.pseudonyms import pseudonyms
from stance.exchange.deposit.withholding import runs, withheld, without_runs
from stance.study.study import Study
from tests.exchange import deposit_material as material
from tests.run_stance import stance
from tests.sample import SAMPLE
from tests.shared_folder import shared
from tests.written import hold


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return material.made(tmp_path_factory.mktemp("deposit") / "out", at_hand=True)


def _bytes(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


#: Stands between cells, so that no run of words goes from one into the next.
_BETWEEN = " ¦cell¦ "


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield all that stands in the files of a folder, also within packed ones."""
    for name, data in _bytes(folder).items():
        yield name, name
        if zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for part in archive.namelist():
                    text = archive.read(part).decode("utf-8", "replace")
                    yield f"{name}/{part}", re.sub(r"<[^>]+>", _BETWEEN, text)
        elif name.endswith(".csv"):
            rows = csv.reader(io.StringIO(data.decode("utf-8-sig")))
            yield name, _BETWEEN.join(cell for row in rows for cell in row)
        else:
            yield name, data.decode("utf-8", "replace").replace("\0", " ")


def _table(folder: Path, name: str) -> list[dict[str, str]]:
    text = (folder / "data" / f"{name}.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(io.StringIO(text)))


def test_the_same_study_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    assert _bytes(material.made(tmp_path / "out", at_hand=True)) == _bytes(folder)


def test_a_folder_that_holds_something_is_never_touched(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "mine.txt").write_text("mine")
    with pytest.raises(UsageError, match="is there already; name a new folder"):
        material.made(tmp_path / "out")
    assert list(tmp_path.rglob("*.*")) == [tmp_path / "out" / "mine.txt"]


def test_what_fails_on_the_way_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken(*_: object) -> str:
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        deposit(material.study(), tmp_path / "out", broken)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("most", "whom"), [(2, "the 2 who have at least 2 of the claims"), (1, "some of them")]
)
def test_of_too_many_experts_it_is_said_whom_to_deposit_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, whom: str
) -> None:
    monkeypatch.setattr("stance.study.filtering.MOST_EXPERTS", most)
    study = replace(material.study(), claims=material.study().claims.iloc[:5])
    with pytest.raises(UsageError, match=f"without a filter: make a study of its own of {whom}"):
        deposit(study, tmp_path / "out", lambda *_: "")
    assert not list(tmp_path.iterdir())


def test_no_name_of_an_annotator_stands_in_any_file(folder: Path) -> None:
    told = re.compile(r"Will Fox|\bWill\b|petrova|lead\.analyst|\bbo\.xlsx|>bo<", re.IGNORECASE)
    found = {
        (name, hit[0])
        for name, text in _texts(folder)
        for hit in told.finditer(text)
        if hit[0] != "will"  # the verb, which stays
    }
    assert not found
    assert {row["annotator"] for row in _table(folder, "annotations")} == {
        "annotator-1",
        "annotator-2",
        "annotator-3",
    }


def test_pseudonyms_are_the_same_in_workbooks_tables_and_history(folder: Path) -> None:
    noted = [row for row in _table(folder, "annotations") if row["note"]]
    who = noted[0]["annotator"]
    lines = (folder / "study" / "history.csv").read_text(encoding="utf-8-sig").splitlines()
    first, correction = csv.DictReader(lines)
    assert (correction["note"], correction["was"]) == ("[words withheld]", "[words withheld]")
    assert first["annotator"] == who
    assert first["file"] == f"{who}.xlsx"
    assert noted[0]["file"] == f"{who}.xlsx"
    assert noted[0]["note"].startswith(f"{who} thinks so, annotator-")
    assert "it will rain" in noted[0]["note"]


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Will Fox said", "FOX said"),
        ("Will said, it will", "FOX said, it will"),
        ("willing Wills", "willing Wills"),
        ("Anna-Petrova", "PET"),
        ("Petrova, petrova, petrovan", "PET, PET, petrovan"),
        ("Anna, anna", "PET, anna"),
        ("a bo is short", "a bo is short"),
        ("coder-x, coder y, Coder", "X, coder y, Coder"),
    ],
)
def test_names_are_found_in_texts_and_words_are_not_taken_for_names(text: str, hidden: str) -> None:
    known = {"Will Fox": "FOX", "anna-petrova": "PET", "coder-x": "X", "bo": "BO"}
    who = pseudonyms(known, (), "salt")
    found = who.hide(text)
    for name, short in known.items():
        found = found.replace(who.of[name], short)
    assert found == hidden
    assert who.too_short == ("bo",)


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("abc", "abc Abc", "abc X"),  # three letters are a name where the first is large
        ("ab", "ab Ab", "ab Ab"),
        ("a", "a A", "a A"),
        ("abcde", "abcde Abcde", "abcde X"),
        ("abcdef", "abcdef Abcdef", "X X"),  # six letters are one however they are written
        ("ab cde", "ab, Cde", "ab, X"),  # so are parts of a name
        ("abc de", "Abc, de", "X, de"),
        ("", "a", "a"),
    ],
)
def test_short_names_are_looked_for_where_they_can_be_nothing_else(
    name: str, text: str, left: str
) -> None:
    who = pseudonyms([name], (), "salt")
    assert who.hide(text).replace("annotator-1", "X") == left
    assert who.too_short == ((name,) if name in ("a", "ab") else ())


def test_a_part_that_two_names_share_is_nobodys() -> None:
    who = pseudonyms(["Anna Fox", "Bob Fox"], (), "salt")
    assert who.hide("Fox, Anna Fox") == f"Fox, {who.of['Anna Fox']}"


def test_whoever_coded_and_wrote_the_codebook_has_one_pseudonym() -> None:
    who = pseudonyms({"ann", "adjudicator"}, {"ann", "lead", ""}, "salt")
    assert who.of == {"ann": "annotator-1", "lead": "analyst-1"}
    assert who.name("adjudicator") == "adjudicator"


def test_no_six_words_of_an_article_stand_in_any_file(folder: Path) -> None:
    known = set(runs(material.ARTICLE))
    assert not [name for name, text in _texts(folder) if known.intersection(runs(text))]
    words = {row["claim_id"]: row["claim"] for row in _table(folder, "claims")}
    assert words["c1"] == "[words withheld: s1 58:118]"
    assert words["c2"] == "Trade will fall."


def test_texts_and_names_are_given_if_so_wished(tmp_path: Path) -> None:
    made = material.made(tmp_path / "out", at_hand=True, texts=True, names=True)
    words = {row["claim_id"]: row["claim"] for row in _table(made, "claims")}
    assert words["c1"] == material.WORDS
    assert (made / "articles" / "lake.txt").read_text(encoding="utf-8") == material.ARTICLE
    assert "--sources articles" in (made / "README.md").read_text(encoding="utf-8")
    assert {row["annotator"] for row in _table(made, "annotations")} == set(material.PEOPLE)


def _words(known: bool, **cells: object) -> str:
    study = material.study()
    claims = study.claims.head(1).assign(**cells)
    articles = {"s1": material.ARTICLE} if known else {}
    return withheld(replace(study, claims=claims), articles)[0].claims["claim"][0]


@pytest.mark.parametrize(
    ("at_hand", "claim", "key_phrase", "kept"),
    [
        (False, "Some words.", "", False),
        (False, "Some words.", "words", True),
        (True, "Some words.", "", True),
        (True, "open every border crossing before the", "open", False),
        (True, "open every border crossing before", "open", True),
        (True, "OPEN every “border” crossing, before the", "open", False),
        (True, material.WORDS, "open", False),
    ],
)
def test_a_claim_stays_only_where_it_is_known_to_be_a_paraphrase(
    at_hand: bool, claim: str, key_phrase: str, kept: bool
) -> None:
    found = _words(at_hand, claim=claim, key_phrase=key_phrase)
    assert found == (claim if kept else "[words withheld: s1 58:118]")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("a b c d e f", "[…]"),
        ("A, b; c d (e) f!", "[…]!"),
        ("x a b c d e f g y", "x […] y"),
        ("a b c d e x f", "a b c d e x f"),
        ("a b c d e f, z, b c d e f g", "[…], z, […]"),
    ],
)
def test_six_words_in_a_row_leave_a_gap_and_five_stay(text: str, left: str) -> None:
    assert without_runs(text, frozenset(runs("a b c d e f g"))) == left


@pytest.mark.parametrize(
    ("rules", "excludes", "texts"),
    [("six words stand in this rule", "", 1), ("", "six words stand in this rule", 1), ("", "", 0)],
)
def test_texts_beside_the_claims_are_counted_from_which_words_are_taken(
    rules: str, excludes: str, texts: int
) -> None:
    study = material.study()
    first, *others = study.codebook.topics
    topics = (replace(first, excludes=excludes), *others)
    given = replace(study, rules=rules, codebook=replace(study.codebook, topics=topics))
    bare = replace(study, rules="", claims=study.claims.assign(key_phrase="few"))
    articles = {"s2": "Six words stand in this rule, says he."}
    before = withheld(bare, articles)[1].texts
    given = replace(given, claims=bare.claims)
    assert withheld(given, articles)[1].texts - before == texts


def test_five_words_are_given_and_of_six_five() -> None:
    claims = material.study().claims.head(2).assign(cue=["a b c d e", "a b c d e f"])
    study, found = withheld(replace(material.study(), claims=claims), {})
    assert study.claims["cue"].tolist() == ["a b c d e", "a b c d e …"]
    assert {len(run) for run in found.known} == {6}


def test_key_phrases_and_speakers_are_cut_to_five_words(folder: Path) -> None:
    phrases = {row["claim_id"]: row["key_phrase"] for row in _table(folder, "claims")}
    assert phrases["c5"] == "more than six words these …"
    assert phrases["c4"] == "six"
    speakers = [row["speaker"] for row in _table(folder, "claims")]
    assert speakers[0] == "the minister for roads of …"


def test_the_deposited_study_gives_what_the_study_gave(folder: Path) -> None:
    before, after = material.study(), Study.open(folder / "study")
    one, other = before.analyse(), after.analyse()
    pd.testing.assert_frame_equal(one.positions, other.positions)
    columns = ["claim_id", "topic", "status", "score", "decided_by"]
    pd.testing.assert_frame_equal(one.judgements[columns], other.judgements[columns])
    assert after.waiting[["claim_id", "given"]].to_numpy().tolist() == [["c3", "words"]]
    assert after.machine_codings["machine"].tolist() == ["gpt-x", "gpt-x"]
    assert (after.imprint, after.title, after.rules) == (
        material.IMPRINT,
        "Lake: a study",
        f"Ask {_annotator(folder, 'c2', 'against')[-1]} where unsure.",
    )


def _annotator(folder: Path, claim: str, stance: str) -> list[str]:
    rows = _table(folder, "annotations")
    noted = {row["annotator"] for row in rows if row["note"]}
    of_claim = [r["annotator"] for r in rows if (r["claim_id"], r["stance"]) == (claim, stance)]
    return [name for name in of_claim if name not in noted]


def test_every_file_that_a_manifest_names_is_there_with_its_hash(folder: Path) -> None:
    here = {name: hashlib.sha256(data).hexdigest() for name, data in _bytes(folder).items()}
    listed = (folder / "sha256sums.txt").read_text(encoding="utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in listed}
    assert sums == {name: digest for name, digest in here.items() if name != "sha256sums.txt"}
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    assert {r["path"]: r["hash"] for r in package["resources"]} == {
        name: f"sha256:{digest}" for name, digest in here.items() if name.startswith("data/")
    }
    described = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    assert {f["contentUrl"]: f["sha256"] for f in described["distribution"]} == {
        name: digest for name, digest in here.items() if name.startswith("data/")
    }
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    files = {one["@id"] for one in crate if one["@type"] == "File"}
    assert files == set(here) - {"ro-crate-metadata.json", "sha256sums.txt"}
    ids = {one["@id"] for one in crate}
    parts = {part["@id"] for one in crate for part in _listed(one.get("hasPart", []))}
    assert parts <= ids
    assert (folder / "report.html").is_file()
    assert here["report.html"] in (folder / "README.md").read_text(encoding="utf-8")


def _listed(value: object) -> list:
    return value if isinstance(value, list) else [value]


_PARSED = {
    "string": str,
    "number": float,
    "integer": int,
    "boolean": {"true": True, "false": False}.__getitem__,
}


def test_every_table_is_as_its_schema_says(folder: Path) -> None:
    package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    described = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    columns = {
        f"{one['@id']}.csv": [field["source"]["extract"]["column"] for field in one["field"]]
        for one in described["recordSet"]
    }
    for resource in package["resources"]:
        name = Path(resource["path"]).name
        rows = _table(folder, name.removesuffix(".csv"))
        fields = resource["schema"]["fields"]
        text = (folder / resource["path"]).read_text(encoding="utf-8")
        header = next(csv.reader(io.StringIO(text)))
        assert header == [field["name"] for field in fields] == columns[name]
        for field in fields:
            for row in rows:
                if row[field["name"]] or field["type"] in ("integer", "boolean"):
                    _PARSED[field["type"]](row[field["name"]])
        key = resource["schema"].get("primaryKey", [])
        keys = [tuple(row[name] for name in key) for row in rows]
        assert not key or len(set(keys)) == len(keys)


def test_tables_for_stata_and_spss_have_their_labels(folder: Path) -> None:
    path = folder / "statistics" / "annotations.dta"
    with pd.io.stata.StataReader(path, convert_categoricals=False) as reader:
        frame = reader.read()
        assert reader.value_labels()["topic_code"] == {0: "none", 1: "Trade", 2: "Borders"}
        assert reader.variable_labels()["stance_code"] == "stance, as a number"
    csv_rows = _table(folder, "annotations")
    assert frame["stance"].tolist() == [row["stance"] for row in csv_rows]
    assert set(frame["stance_code"]) == {1.0, 2.0, 4.0, 5.0, 6.0}
    pyreadstat = pytest.importorskip("pyreadstat")
    again, about = pyreadstat.read_sav(folder / "statistics" / "annotations.sav")
    assert again["topic_code"].tolist() == frame["topic_code"].tolist()
    assert about.variable_value_labels["topic_code"] == {0.0: "none", 1.0: "Trade", 2.0: "Borders"}


def test_the_ddi_codebook_lists_every_variable_with_its_file_and_categories(folder: Path) -> None:
    root = etree.parse(folder / "codebook" / "codebook.xml").getroot()
    space = {"d": "ddi:codebook:2_5"}
    files = {one.get("ID"): one.get("URI") for one in root.findall("d:fileDscr", space)}
    for file, uri in files.items():
        header = next(csv.reader(io.StringIO((folder / uri).read_text(encoding="utf-8"))))
        variables = root.findall(f"d:dataDscr/d:var[@files='{file}']", space)
        assert [one.get("name") for one in variables] == header
    span = [(one.get("event"), one.text) for one in root.iterfind(".//d:timePrd", space)]
    assert span == [("start", "2021-05"), ("end", "2023")]
    (made,) = root.iterfind("d:stdyDscr/d:citation/d:prodStmt/d:prodDate", space)
    assert (made.text, made.get("date")) == ("2026-11-29", "2026-11-29")
    assert [one.text for one in root.iterfind(".//d:AuthEnty", space)] == ["Meyer, Ada", "Lee, Bo"]
    (version,) = root.iterfind(".//d:verStmt/d:version", space)
    assert version.text == "1.2.0"
    (terms,) = root.iterfind(".//d:useStmt/d:conditions", space)
    assert terms.text == "CC BY 4.0 https://creativecommons.org/licenses/by/4.0/"
    topic = next(one for one in root.iterfind(".//d:var[@name='topic']", space))
    assert [one.text for one in topic.iterfind("d:catgry/d:txt", space)] == [
        "Trade holds the region together.",
        "Closed borders hold it back.",
    ]


def test_whoever_is_cited_is_cited_by_name(folder: Path) -> None:
    text = (folder / "CITATION.cff").read_text(encoding="utf-8")
    assert '{"family-names": "Meyer", "given-names": "Ada"}' in text
    assert 'license: "CC-BY-4.0"' in text
    assert 'date-released: "2026-11-29"' in text
    cited = "Meyer, Ada; Lee, Bo (2026). Lake: a study. Version 1.2.0. Data set."
    assert cited in (folder / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Ada Meyer", {"name": "Ada Meyer"}),
        ("Meyer, Ada", {"family-names": "Meyer", "given-names": "Ada"}),
        ("Meyer, Ada, PhD", {"name": "Meyer, Ada, PhD"}),
        ("Meyer,", {"name": "Meyer,"}),
    ],
)
def test_a_single_comma_tells_family_from_given_name(name: str, parts: dict[str, str]) -> None:
    assert person(name) == parts


@pytest.mark.parametrize(
    ("text", "spdx"),
    [
        ("CC BY 4.0", "CC-BY-4.0"),
        ("cc-by-sa-4.0", "CC-BY-SA-4.0"),
        ("https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0"),
        ("CC0", "CC0-1.0"),
        ("MIT", "MIT"),
        ("CC BY 3.0", ""),
        ("ask me", ""),
        ("", ""),
    ],
)
def test_a_licence_is_known_by_name_identifier_or_address(text: str, spdx: str) -> None:
    assert licence_of(text).spdx == spdx


def test_the_checklist_asks_for_what_the_settings_lack_and_missing_packages_are_told(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = (folder / "CHECKLIST.md").read_text(encoding="utf-8")
    assert "Settings has no" not in full
    assert "1 annotators have names of one or two letters" in full
    monkeypatch.setattr(statistics, "find_spec", lambda _: None)
    plain = replace(material.study(), imprint=NO_IMPRINT)
    told = deposit(plain, tmp_path / "out", material.page)
    assert "no .sav was written; it needs: pip install 'stance[statistics]'" in told
    names = {path.name for path in (tmp_path / "out" / "statistics").iterdir()}
    assert names == {"annotations.dta", "judgements.dta", "positions.dta"}
    bare = (tmp_path / "out" / "CHECKLIST.md").read_text(encoding="utf-8")
    assert re.findall(r"Settings has no `(\w+)`", bare) == ["authors", "date", "licence", "version"]
    assert "Without it the files say 2023, the last date" in bare
    crate = json.loads((tmp_path / "out" / "ro-crate-metadata.json").read_text(encoding="utf-8"))
    root = next(one for one in crate["@graph"] if one["@id"] == "./")
    assert root["license"] == {"@id": "LICENCE.txt"}  # RO-Crate wants one, and a whole day
    assert root["datePublished"] == "2023-12-31"


def test_the_command_in_the_readme_makes_the_page_with_the_stated_hash(tmp_path: Path) -> None:
    done = stance("deposit", SAMPLE, "-o", "out", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "note: no words of articles had to be withheld" in done.stderr
    readme = (tmp_path / "out" / "README.md").read_text(encoding="utf-8")
    command = re.search(r"^stance (report study .+)$", readme, re.M)
    stated = re.search(r"^([0-9a-f]{64})  page\.html$", readme, re.M)
    assert command
    assert stated
    assert stance(*command[1].split(), cwd=tmp_path / "out").returncode == 0
    page = (tmp_path / "out" / "page.html").read_bytes()
    assert hashlib.sha256(page).hexdigest() == stated[1]
    (tmp_path / "out" / "page.html").unlink()
    known = {run for path in shared("seeds").iterdir() for run in runs(path.read_text("utf-8"))}
    sources = Study.open(SAMPLE).sources
    experts = Study.open(SAMPLE).experts
    cited = [*sources["title"], *sources["publisher"], *experts["role"], *experts["aliases"]]
    known -= {run for text in [*cited, *experts["affiliation"]] for run in runs(text)}
    for name, text in _texts(tmp_path / "out"):
        assert not known.intersection(runs(text)), name


def test_the_crates_root_has_what_is_required_and_every_link_leads_somewhere(folder: Path) -> None:
    crate = json.loads((folder / "ro-crate-metadata.json").read_text(encoding="utf-8"))["@graph"]
    by_id = {one["@id"]: one for one in crate}
    assert len(by_id) == len(crate)
    root = by_id["./"]
    assert root["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert root["datePublished"] == "2026-11-29"
    links = {
        value["@id"]
        for one in crate
        for key, listed in one.items()
        if key != "conformsTo"
        for value in _listed(listed)
        if isinstance(value, dict)
    }
    assert links <= set(by_id)


def _about(folder: Path) -> Iterator[str]:
    """Yield what a deposit says of itself; versions, sizes and hashes are masked."""
    study = etree.parse(folder / "codebook" / "codebook.xml").getroot().find("{*}stdyDscr")
    croissant = json.loads((folder / "croissant.json").read_text(encoding="utf-8"))
    of_itself = {k: v for k, v in croissant.items() if k not in ("recordSet", "distribution")}
    told = {
        name: (folder / name).read_text(encoding="utf-8")
        for name in ("CHECKLIST.md", "CITATION.cff", "LICENCE.txt", "METHODS.md", "README.md")
    }
    told["croissant.json"] = json.dumps(of_itself, indent=1, ensure_ascii=False)
    told["ro-crate-metadata.json"] = (folder / "ro-crate-metadata.json").read_text("utf-8")
    told["codebook.xml"] = etree.tostring(study, encoding="unicode", pretty_print=True)
    for name, text in told.items():
        yield f"== {name}"
        for line in text.splitlines():
            line = re.sub(r"\b[0-9a-f]{40,64}\b", "HASH", line)
            line = re.sub(r"Python \d+\.\d+", "Python", line.replace(__version__, "VERSION"))
            yield re.sub(r'("contentSize": )"?\d+', r"\1 SIZE", line)


def test_what_a_deposit_says_of_itself_is_as_is_committed(folder: Path, tmp_path: Path) -> None:
    whole = material.made(tmp_path / "out", at_hand=True, texts=True, names=True)
    given, named = list(_about(folder)), list(_about(whole))
    hold(
        "a deposit of itself.txt",
        [*given, "== with texts and names", *sorted(set(named) - set(given))],
    )
