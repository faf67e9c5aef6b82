"""Lists of sources come in from reference managers and go out to them again."""

import json
from pathlib import Path

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import stance
from stance.cli.app import app
from stance.core.contracts import SOURCES
from stance.core.errors import DataError
from stance.core.text import clean
from stance.exchange.references import read_references, tables_of
from tests.shared_folder import shared

RIS = """TY  - NEWS
TI  - Round-table
AU  - Doe, Jane
AU  - Roe, R.
PB  - The Daily
DA  - 2022/01/20
UR  - https://x.org/a
LA  - en
ID  - daily-2022
ER  -
TY  - JOUR
T1  - Another
PY  - 2021///
JO  - A Journal
ER  -
"""
BIB = r"""@comment{x, title={no}}
@article{daily-2022, title={Round-{T}able \& more}, author={Doe, Jane and Roe, R.},
  journal="The Daily", year=2022, month = jan, url={https://x.org/a}, langid={en}}
@misc{b, title = {Another}, date={2021}}
"""
CSL = [
    {"id": "daily-2022", "type": "article-newspaper", "title": "Round-table", "URL": "https://x.org/a",
     "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Staff"}],
     "container-title": "The Daily", "issued": {"date-parts": [[2022, 1, 20]]}, "language": "en"},
    {"id": 7, "type": "book", "title": "Another", "issued": {"raw": "about 1900"}},
]  # fmt: skip


def read(folder: Path, name: str, text: str) -> list[dict[str, str]]:
    (folder / name).write_text(text, encoding="utf-8")
    return read_references(folder / name).to_dict("records")


def test_ris(tmp_path) -> None:
    first, second = read(tmp_path, "a.ris", RIS)
    assert (first["source_id"], first["title"], first["publisher"]) == (
        "daily-2022",
        "Round-table",
        "The Daily",
    )
    assert (first["published"], first["genre"], first["language"]) == ("2022-01-20", "news", "en")
    assert first["note"] == "by Doe, Jane; Roe, R.; https://x.org/a"
    assert (second["source_id"], second["published"]) == ("another", "2021")


def test_bibtex(tmp_path) -> None:
    first, second = read(tmp_path, "a.bib", BIB)
    assert (first["title"], first["publisher"], first["published"]) == (
        "Round-Table & more",
        "The Daily",
        "2022-01",
    )
    assert first["note"] == "by Doe, Jane; Roe, R.; https://x.org/a"
    assert (second["source_id"], second["published"]) == ("b", "2021")


def test_csl_json(tmp_path) -> None:
    first, second = read(tmp_path, "a.json", json.dumps(CSL))
    assert (first["genre"], first["published"]) == ("news", "2022-01-20")
    assert first["note"] == "by Doe, Jane; The Staff; https://x.org/a"
    assert (second["source_id"], second["genre"], second["published"]) == ("7", "book", "")


def test_what_is_no_list_of_references_is_named(tmp_path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1")
    with pytest.raises(DataError, match="this is a PDF; a list of sources is CSL-JSON"):
        read_references(tmp_path / "a.pdf")
    with pytest.raises(DataError, match="no such file"):
        read_references(tmp_path / "none.ris")


def test_a_new_study_has_the_sources_of_a_list(tmp_path) -> None:
    (tmp_path / "a.ris").write_text(RIS)
    done = CliRunner().invoke(
        app, ["new", str(tmp_path / "s"), "--sources", str(tmp_path / "a.ris")]
    )
    assert done.exit_code == 0
    study = stance.Study.open(tmp_path / "s")
    assert study.sources["source_id"].tolist() == ["daily-2022", "another"]


LINE = (
    st.text(st.characters(categories=["L", "N", "P", "S"]) | st.just(" "), max_size=12)
    .map(lambda text: clean(" ".join(text.split())))
)  # fmt: skip
SOURCE = st.fixed_dictionaries(
    {
        "title": LINE.filter(bool),
        "publisher": LINE,
        "published": st.sampled_from(["", "2022", "2022-01", "2022-01-31"]),
        "genre": st.sampled_from(["", "news", "interview", "roundtable"]),
        "language": st.sampled_from(["", "ru"]),
        "note": st.sampled_from(
            ["", "a note", "by Doe, Jane; Roe; https://x.org/a?b=1&c=2", "https://x.org/~a_b#c",
             "by Doe, Jane; https://x.org; note: see also"]
        ),
    }
)  # fmt: skip


@settings(deadline=None, max_examples=60, phases=[Phase.reuse, Phase.generate])
@given(st.lists(SOURCE, max_size=3))
def test_sources_come_back_in_each_form(tmp_path_factory, rows) -> None:
    listed = [{**row, "source_id": f"s{n}"} for n, row in enumerate(rows)]
    frame = SOURCES.build([{**dict.fromkeys(SOURCES.names, ""), **row} for row in listed])
    folder = tmp_path_factory.mktemp("lists")
    for name, data in tables_of(frame):
        if not rows:
            continue
        (folder / name).write_bytes(data)
        back = read_references(folder / name)
        assert back[list(listed[0])].to_dict("records") == listed, name


@pytest.mark.parametrize("name", ["sources.ris", "sources.bib", "sources.csl.json"])
def test_the_samples_of_reference_managers_are_read(name) -> None:
    (row,) = read_references(shared(f"samples/made-by-hand/{name}")).to_dict("records")
    assert (row["published"], row["publisher"]) == ("2022-01-20", "CABAR.asia")


def test_csl_is_valid_by_its_schema() -> None:
    pytest.importorskip("jsonschema")
    import jsonschema

    schema = json.loads(shared("specs/csl/csl-data.json").read_text("utf-8"))
    frame = SOURCES.build(
        [{**dict.fromkeys(SOURCES.names, ""), "source_id": "a", "title": "b", "genre": "x",
          "published": "2022-01", "note": "by Doe, J.; https://x.org"}]
    )  # fmt: skip
    jsonschema.validate(json.loads(dict(tables_of(frame))["sources.csl.json"]), schema)
