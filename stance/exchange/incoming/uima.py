"""UIMA's XMI and JSON, as INCEpTION writes them: stretches with features (UTF-16 units)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePath
from typing import Any

from stance.exchange.incoming.layers import Stretch, is_structure, passages_of
from stance.exchange.incoming.passages import Intake, Passage
from stance.exchange.incoming.places import from_utf16
from stance.sheets.bounded import (
    bytes_of,
    json_in,
    listed,
    mapping,
    refused,
    said,
    whole_number,
    xml_of,
)

_XMI_ID = "{http://www.omg.org/XMI}id"
_NAMESPACE = re.compile(r"\{http:///(.*)\.ecore\}(.*)")
_SOFA = "uima.cas.Sofa"
_NO_FEATURES = ("sofa", "begin", "end", "id", "xmi:id")


def read_xmi(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each annotation of XMI; features are fields, the file the annotator.

    Raises:
        DataError: a file is no XMI, defines entities, or holds no text.
    """
    intake.origin = "INCEpTION"
    for path in files:
        yield from in_xmi(path, bytes_of(path), intake)


def in_xmi(path: PurePath, data: bytes, intake: Intake) -> Iterator[Passage]:
    """Give the passages in the bytes of one file; see ``read_xmi``."""
    text = ""
    stretches: list[Stretch] = []
    for element in xml_of(path.name, data):
        layer = _layer(element.tag)
        if layer == _SOFA:
            text = text or element.get("sofaString", "")
            continue
        features = {
            name: value
            for name, value in element.attrib.items()
            if name not in (*_NO_FEATURES, _XMI_ID)
        }
        _take(layer, element.get("begin"), element.get("end"), features, stretches, intake)
    yield from _passages(path, text, stretches, intake)


def read_uima_json(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each annotation of UIMA CAS JSON 0.4, or of UIMA's older JSON.

    Raises:
        DataError: a file is no JSON, or holds no text.
    """
    intake.origin = "INCEpTION"
    for path in files:
        yield from in_uima_json(path, bytes_of(path), intake)


def in_uima_json(path: PurePath, data: bytes, intake: Intake) -> Iterator[Passage]:
    """Give the passages in the bytes of one file; see ``read_uima_json``."""
    text = ""
    stretches: list[Stretch] = []
    held = mapping(json_in(path.name, data))
    for layer, one in _structures(held):
        if layer == _SOFA:
            text = text or said(one.get("sofaString"))
            continue
        features = {
            name: said(value)
            for name, value in one.items()
            if name[:1] not in "%@^_" and name not in _NO_FEATURES and value is not None
        }
        begin, end = whole_number(one.get("begin")), whole_number(one.get("end"))
        _take(layer, begin, end, features, stretches, intake)
    yield from _passages(path, text, stretches, intake)


def _structures(held: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield the type of every structure with its features, of either form of JSON.

    The older one lists them by the short names of their types, each view apart; what others refer
    to stands by number; a place of 0 is left out.
    """
    for one in map(mapping, listed(held.get("%FEATURE_STRUCTURES"))):
        yield said(one.get("%TYPE")), one
    types = mapping(mapping(held.get("_context")).get("_types"))
    names = {short: said(mapping(of).get("_id")) or short for short, of in types.items()}
    referred = mapping(held.get("_referenced_fss"))
    found = [(said(mapping(one).get("_type")), one) for one in referred.values()]
    for view in mapping(held.get("_views")).values():
        found += [(kind, one) for kind, ones in mapping(view).items() for one in listed(ones)]
    for short, one in found:
        if isinstance(one, dict):
            places = {"begin": 0} if "end" in one else {}
            yield _SOFA if short == "Sofa" else names.get(short, short), {**places, **one}


def _layer(tag: Any) -> str:
    """Return the name of a type: its package and its own name."""
    found = _NAMESPACE.fullmatch(str(tag))
    return f"{found[1].replace('/', '.')}.{found[2]}" if found else str(tag)


def _take(
    layer: str,
    begin: Any,
    end: Any,
    features: Mapping[str, str],
    stretches: list[Stretch],
    intake: Intake,
) -> None:
    """Keep an annotation that is a code; count what is another."""
    if is_structure(f"{layer}."):
        return
    try:
        start, stop = int(str(begin)[:13]), int(str(end)[:13])
    except (TypeError, ValueError):
        if not layer.startswith(("uima.", "http")):
            intake.losses.thing(f"structures of the type {layer}")
        return
    if {"Governor", "Dependent", "governor", "dependent"} & set(features):
        intake.losses.thing(f"relations of the layer {layer}")
        return
    stretches.append(Stretch(layer, start, stop, dict(features)))


def _passages(
    path: PurePath, text: str, stretches: Sequence[Stretch], intake: Intake
) -> Iterator[Passage]:
    if not text:
        raise refused(path.name, "it holds no text", "export the whole document, with its text")
    yield from passages_of(path, text, stretches, from_utf16, intake)
