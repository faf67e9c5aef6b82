"""The codebook as XML of DDI-Codebook 2.5, which archives of the social sciences take."""

from typing import Any

from lxml import etree

from stance.core.codebook import CONFIDENCES
from stance.core.contracts import Column
from stance.core.text import legal_xml
from stance.exchange.deposit.about import About
from stance.exchange.deposit.citation import cited
from stance.exchange.deposit.statistics import codes_of

SPACE = "ddi:codebook:2_5"
_SCHEMA = "http://www.ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"


def ddi(about: About) -> bytes:
    """Return study, files and variables; a topic's proposition stands with its category."""
    root = etree.Element(f"{{{SPACE}}}codeBook", nsmap={None: SPACE, "xsi": _XSI})
    root.set(f"{{{_XSI}}}schemaLocation", f"{SPACE} {_SCHEMA}")
    root.set("version", "2.5")
    _study(_sub(root, "stdyDscr"), about)
    for at, name in enumerate(about.tables, start=1):
        _file(root, about, at, name)
    variables = _sub(root, "dataDscr")
    for at, name in enumerate(about.tables, start=1):
        for number, column in enumerate(about.contracts[name].columns, start=1):
            _variable(variables, about, f"F{at}", f"F{at}V{number}", column)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
    return data


def _sub(above: Any, tag: str, text: str = "", /, **attributes: str) -> Any:
    element = etree.SubElement(above, f"{{{SPACE}}}{tag}")
    for key, value in attributes.items():
        element.set(key, legal_xml(value))
    if text:
        element.text = legal_xml(text)
    return element


def _study(study: Any, about: About) -> None:
    _citation(_sub(study, "citation"), about)
    info = _sub(study, "stdyInfo")
    subject = _sub(info, "subject")
    for topic in about.findings.study.codebook.topics:
        _sub(subject, "keyword", topic.label)
    _sub(info, "abstract", about.summary)
    _sum(_sub(info, "sumDscr"), about)
    method = _sub(study, "method")
    collected = _sub(method, "dataColl")
    _sub(collected, "collMode", "Content analysis: annotators read and coded every claim by hand.")
    _sub(collected, "resInstru", "codebook/GUIDE.md, codebook/codebook.md")
    sources = _sub(collected, "sources")
    for row in about.findings.study.sources.to_dict("records"):
        _sub(sources, "dataSrc", row["title"] or row["source_id"])
    _sub(_sub(method, "anlyInfo"), "dataAppr", about.per_item)
    terms = _sub(_sub(study, "dataAccs"), "useStmt")
    _sub(terms, "citReq", cited(about))
    licence = about.licence
    said = " ".join(filter(None, (licence.name, licence.url))) or "No licence has been stated."
    _sub(terms, "conditions", said)


def _citation(citation: Any, about: About) -> None:
    _sub(_sub(citation, "titlStmt"), "titl", about.title)
    people = _sub(citation, "rspStmt")
    for name in about.authors:
        _sub(people, "AuthEnty", name)
    production = _sub(citation, "prodStmt")
    if about.date:
        _sub(production, "prodDate", about.date, date=about.date)
    _sub(production, "software", "stance", version=about.versions["stance"])
    if about.version:
        _sub(_sub(citation, "verStmt"), "version", about.version)
    _sub(citation, "biblCit", cited(about))


def _sum(summary: Any, about: About) -> None:
    first, last = about.span
    if first:
        _sub(summary, "timePrd", first, date=first, event="start")
        _sub(summary, "timePrd", last, date=last, event="end")
    countries = sorted(set(about.findings.study.experts["country"]) - {""})
    for country in countries:
        _sub(summary, "nation", country)
    _sub(summary, "anlyUnit", "claim: one assertion by one expert in one source")
    _sub(summary, "universe", "claims of the experts in the sources that the study lists")
    _sub(summary, "dataKind", "text coded by annotators")


def _file(root: Any, about: About, at: int, name: str) -> None:
    text = _sub(_sub(root, "fileDscr", ID=f"F{at}", URI=f"data/{name}.csv"), "fileTxt")
    _sub(text, "fileName", f"{name}.csv")
    size = _sub(text, "dimensns")
    _sub(size, "caseQnty", str(len(about.tables[name])))
    _sub(size, "varQnty", str(len(about.contracts[name].columns)))
    _sub(text, "fileType", "text/csv", charset="UTF-8")


def _variable(above: Any, about: About, file: str, number: str, column: Column) -> None:
    discrete = "discrete" if column.kind in ("text", "flag") else "contin"
    one = _sub(above, "var", ID=number, name=column.name, files=file, intrvl=discrete)
    _sub(one, "labl", column.meaning)
    _categories(one, about, column)
    kind = "character" if column.kind in ("text", "flag") else "numeric"
    _sub(one, "varFormat", type=kind, schema="other")


def _categories(variable: Any, about: About, column: Column) -> None:
    """Write what each value of a topic, stance or confidence stands for."""
    book = about.findings.study.codebook
    meanings = {topic.id: topic.proposition for topic in book.topics}
    meanings |= {level.label: level.meaning for level in book.scale.levels}
    found: dict[str, str] = {}
    if column.kind == "text" and column.name in ("topic", "stance"):
        found = dict(codes_of(book)[column.name].values())
    elif column.name == "confidence":
        found = {str(number): meaning for number, meaning in CONFIDENCES.items()}
    for value, label in found.items():
        category = _sub(variable, "catgry")
        _sub(category, "catValu", value)
        _sub(category, "labl", label)
        if meanings.get(value):
            _sub(category, "txt", meanings[value])
