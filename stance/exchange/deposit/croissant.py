"""``croissant.json``: the tables for machine learning, Croissant 1.0 with its words on RAI 1.0."""

from pathlib import Path
from typing import Any

from stance.core.contracts import Contract, Kind
from stance.core.ids import slug
from stance.exchange.deposit.about import About
from stance.exchange.deposit.citation import cited
from stance.exchange.deposit.files import digest, json_bytes
from stance.exchange.deposit.withholding import RUN

FILE = "croissant.json"
_TYPES: dict[Kind, str] = {
    "text": "sc:Text",
    "number": "sc:Float",
    "integer": "sc:Integer",
    "flag": "sc:Boolean",
}
_TERMS = (
    *(
        "citeAs",
        "column",
        "equivalentProperty",
        "extract",
        "field",
        "fileProperty",
        "fileObject",
        "fileSet",
        "format",
    ),
    *("includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
    *(
        "references",
        "regex",
        "repeated",
        "replace",
        "samplingRate",
        "separator",
        "source",
        "subField",
        "transform",
    ),
)
_CONTEXT: dict[str, Any] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "sc": "https://schema.org/",
    "conformsTo": "dct:conformsTo",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    **{term: f"cr:{term}" for term in _TERMS},
}


def croissant(about: About, folder: Path) -> bytes:
    """Return the description of the tables that lie in ``data/`` of the folder."""
    described: dict[str, Any] = {
        "@context": _CONTEXT,
        "@type": "sc:Dataset",
        "@id": "deposit",
        "conformsTo": [
            "http://mlcommons.org/croissant/1.0",
            "http://mlcommons.org/croissant/RAI/1.0",
        ],
        "name": slug(about.title) or "study",
        "alternateName": about.title,
        "description": about.summary,
        "citeAs": cited(about),
        "license": about.licence.url or about.licence.name,
        "creator": [{"@type": "sc:Person", "name": name} for name in about.authors],
        "datePublished": about.published,
        "version": about.version,
        "keywords": [topic.label for topic in about.findings.study.codebook.topics],
        **_responsible(about),
        "distribution": [_file(name, folder) for name in about.tables],
        "recordSet": [_records(name, about.contracts[name]) for name in about.tables],
    }
    return json_bytes({key: value for key, value in described.items() if value})


def _file(name: str, folder: Path) -> dict[str, Any]:
    data = (folder / "data" / f"{name}.csv").read_bytes()
    return {
        "@type": "cr:FileObject",
        "@id": f"{name}.csv",
        "name": f"{name}.csv",
        "contentUrl": f"data/{name}.csv",
        "contentSize": f"{len(data)} B",
        "encodingFormat": "text/csv",
        "sha256": digest(data),
    }


def _records(name: str, contract: Contract) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "cr:RecordSet",
        "@id": name,
        "name": name,
        "key": [{"@id": f"{name}/{column}"} for column in contract.key],
        "field": [
            {
                "@type": "cr:Field",
                "@id": f"{name}/{column.name}",
                "name": column.name,
                "description": column.meaning,
                "dataType": _TYPES[column.kind],
                "source": {
                    "fileObject": {"@id": f"{name}.csv"},
                    "extract": {"column": column.name},
                },
            }
            for column in contract.columns
        ],
    }
    return {key: value for key, value in found.items() if value}


def _responsible(about: About) -> dict[str, Any]:
    """Return what Croissant RAI asks, as far as a program can answer it."""
    study = about.findings.study
    machines = [
        f"{machine} (its codes stand in data/machine_codings.csv and count in no figure of people)"
        for machine in about.machines
    ]
    words = (
        f"Words of articles are withheld: no {RUN} words in a row of an article at hand are given."
    )
    return {
        "rai:dataCollection": (
            f"Claims of named experts were taken from {len(study.sources):,} documents; each has a "
            "locator (hash of the document, first and last character) where it is known."
        ),
        "rai:dataCollectionType": ["Secondary Data Analysis", "Manual Human Curator"],
        "rai:dataCollectionTimeframe": [date for date in about.span if date],
        "rai:dataAnnotationProtocol": (
            "One annotator reads a claim and gives it up to several topics of the codebook, a "
            "stance toward each topic's proposition and a confidence from 1 to 3, in a workbook, "
            "without seeing the others' answers. The guide is codebook/GUIDE.md, the codebook "
            "codebook/codebook.md."
        ),
        "rai:dataAnnotationPlatform": [
            f"spreadsheet workbooks of stance {about.versions['stance']}"
        ],
        "rai:dataAnnotationAnalysis": [
            "Krippendorff's alpha with intervals, by topic and without each annotator: METHODS.md. "
            "Disagreement is kept: data/annotations.csv has every answer, data/judgements.csv "
            "which of them count."
        ],
        "rai:annotationsPerItem": about.per_item,
        "rai:machineAnnotationTools": machines or ["none"],
        "rai:dataManipulationProtocol": "" if about.withheld is None else words,
        "rai:personalSensitiveInformation": [
            "Public statements of named experts. "
            + ("Annotators bear their names." if about.named else "Annotators bear pseudonyms.")
        ],
        "rai:dataLimitations": [
            "Experts and documents were chosen, not drawn; who is silent on a topic is absent, not "
            "neutral.",
        ],
    }
