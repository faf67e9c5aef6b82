"""What programs and schemas of others say of a deposit.

The programs are in ``.ci/validators.txt``. None of them is let ask a network.
"""

import csv
import importlib
import json
import os
import types
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest
from lxml import etree

from tests.exchange import deposit_material as material
from tests.shared_folder import shared

#: A missing program fails there where it must not be missing.
REQUIRED = os.environ.get("STANCE_REQUIRE_VALIDATORS") == "1"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return material.made(tmp_path_factory.mktemp("deposit") / "out", at_hand=True)


def _program(module: str) -> types.ModuleType:
    return importlib.import_module(module) if REQUIRED else pytest.importorskip(module)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_croissants_own_library_finds_no_fault_and_reads_every_record(folder: Path) -> None:
    croissant = _program("mlcroissant")
    dataset = croissant.Dataset(jsonld=str(folder / "croissant.json"))
    assert not dataset.metadata.ctx.issues.report()
    counted = {
        one.uuid: sum(1 for _ in dataset.records(one.uuid)) for one in dataset.metadata.record_sets
    }
    tables = {path.stem: path for path in (folder / "data").glob("*.csv")}
    assert counted == {name: _rows(path) for name, path in tables.items()}


def _rows(path: Path) -> int:
    with path.open(encoding="utf-8", newline="") as file:
        return sum(1 for _ in csv.DictReader(file))


def test_frictionless_finds_every_table_valid(folder: Path) -> None:
    report = _program("frictionless").validate(str(folder / "datapackage.json"))
    assert report.valid
    assert len(report.tasks) == len(list((folder / "data").glob("*.csv")))


def test_the_citation_is_valid_by_its_schema(folder: Path) -> None:
    cff = _program("cffconvert.cli.create_citation")
    cff.create_citation(str(folder / "CITATION.cff"), None).validate()


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_crate_meets_all_that_ro_crate_requires(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    crates = _program("rocrate_validator.services")
    http = _program("rocrate_validator.utils.http")
    asked = []

    def context(_: object, url: str, **__: object) -> types.SimpleNamespace:
        """Answer as the address of the crate's context does, with what RO-Crate's library has."""
        asked.append(url)
        text = _context().read_text(encoding="utf-8")
        headers = {"Content-Type": "application/ld+json"}
        return types.SimpleNamespace(
            status_code=200, headers=headers, text=text, json=lambda: json.loads(text)
        )

    monkeypatch.setattr(http.HttpRequester, "get", context, raising=False)
    settings = {
        "rocrate_uri": str(folder),
        "requirement_severity": "REQUIRED",
        "profile_identifier": "ro-crate-1.1",
    }
    found = crates.validate(crates.ValidationSettings.parse(settings))
    assert [one.message for one in found.get_issues()] == []
    assert set(asked) == {"https://w3id.org/ro/crate/1.1/context"}


def _context() -> Path:
    """Return the terms of RO-Crate 1.3, which has those of 1.1 among its own."""
    found = find_spec("rocrate")
    assert found
    assert found.submodule_search_locations
    return Path(found.submodule_search_locations[0]) / "data" / "ro-crate.jsonld"


def test_the_project_is_valid_by_the_schema_of_refi_qda(folder: Path) -> None:
    schema = etree.XMLSchema(etree.parse(shared("specs/refi/Project-mrt2019.xsd")))
    with zipfile.ZipFile(folder / "exchange" / "study.qdpx") as archive:
        schema.assertValid(etree.fromstring(archive.read("project.qde")))


def test_the_codebook_is_valid_by_the_schema_of_ddi(folder: Path) -> None:
    schema = os.environ.get("STANCE_DDI_XSD")
    if not schema:
        pytest.skip("STANCE_DDI_XSD names no codebook.xsd of DDI-Codebook 2.5")
    parsed = etree.XMLSchema(etree.parse(schema))
    parsed.assertValid(etree.parse(folder / "codebook" / "codebook.xml"))
