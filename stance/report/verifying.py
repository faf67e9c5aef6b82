"""Whether a page, or exported findings, still are what a study gives; and what differs."""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

from stance import __version__
from stance.analysis.camps.verdict import FEWEST_DRAWS, MOST_DRAWS
from stance.core.errors import UsageError
from stance.core.text import listed
from stance.exchange.exporting import CONTRACTS, about, tables_of
from stance.exchange.json_tables import rows_of
from stance.report.anonymise import Who, anonymised
from stance.report.curves import curves
from stance.report.material import Material
from stance.report.printed import printed_otherwise
from stance.report.render import render
from stance.report.tables import tables
from stance.report.templates import Wishes, language
from stance.study.against import AGAINST_CONTRACTS, Against, against_coding, against_until
from stance.study.provenance import filter_from_json, inputs_of, provenance

if TYPE_CHECKING:
    from stance.study.study import Findings, Study

#: Bytes of a page or a file of findings that are read.
MOST_BYTES = 500_000_000
#: Differences of a table that are told before the rest is counted.
TOLD = 10
_MADE = re.compile(r'<script type="application/json" id="(made|data)">(.*?)</script>', re.DOTALL)
_HASH = re.compile(r"\b[0-9a-f]{64}\b")
_KEYS = {contract.name: contract.key for contract in (*CONTRACTS, *AGAINST_CONTRACTS)}
_KEYS |= {"contested": ("topic",), "curves": ("middle",), "lives": ("claim_id", "topic")}
#: Rows of a table, each by its column.
Rows = list[dict[str, Any]]
#: The verbatim words of a study's claims, where a page has them.
Words = Callable[["Study"], Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Made:
    """A page, or findings, as they were written.

    Attributes:
        text: the whole file.
        said: how it came to be, and of findings what belongs to no table.
        tables: its numbers, by name.
        is_page: whether it is a page.
    """

    text: str
    said: Mapping[str, Any]
    tables: Mapping[str, Rows]
    is_page: bool


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is other than a study gives.

    Attributes:
        differs: a sentence for each; nothing where it still holds.
        notes: what was not compared, and why.
    """

    differs: tuple[str, ...]
    notes: tuple[str, ...]


def read_made(path: Path) -> Made:
    """Read a page or ``findings.json``.

    Raises:
        UsageError: it is neither, or does not say how it came to be.
        OSError: it cannot be read.
    """
    if path.stat().st_size > MOST_BYTES:
        raise UsageError(f"{path.name} is larger than any page or findings of stance")
    text = path.read_text("utf-8", errors="replace")
    try:
        if path.suffix.lower() == ".json":
            said = json.loads(text)
            found = said.pop("tables")
            numbers = {name: [dict(row) for row in rows] for name, rows in found.items()}
            made = Made(text, said, numbers, False)
        else:
            parts = {name: json.loads(body) for name, body in _MADE.findall(text)}
            found = {name: _rows(one) for name, one in parts["data"].items()}
            made = Made(text, parts["made"], found, True)
        filter_from_json(made.said["filter"])
        _known(made.said)
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        told = "is no page or findings of stance that say how they came to be"
        raise UsageError(f"{path.name} {told}; make it anew: stance report, or export") from None
    return made


def _known(said: Mapping[str, Any]) -> None:
    """Raise a ValueError, KeyError or TypeError where anything is not as we write it."""
    texts = [said[name] for name in ("version", "method", "machine")]
    texts += [said.get(name, "") for name in ("lang", "title")]
    texts += [said.get("against", {}).get(name, "") for name in ("kind", "named")]
    for one in (*said["inputs"], *said.get("machine_inputs", ())):
        texts += [one["file"], one["sha256"], one.get("content", "")]
    if not all(isinstance(text, str) for text in texts):
        raise TypeError
    if said["pseudonyms"] not in ("", *get_args(Who)):
        raise ValueError
    if not isinstance(said["seed"], int) or said["seed"] < 0:
        raise ValueError
    draws = said.get("draws", FEWEST_DRAWS)
    if type(draws) is not int or not FEWEST_DRAWS <= draws <= MOST_DRAWS:
        raise ValueError


def _rows(table: Mapping[str, Any]) -> Rows:
    return [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]


def verify(
    made: Made, study: "Study", words: Words | None = None, template: Path | None = None
) -> Verdict:
    """Say whether a page, or findings, still are what a study gives.

    Args:
        made: as ``read_made`` returns it.
        study: the whole study, as it is now.
        words: gives the words of the articles, for a page that has them.
        template: the folder of templates by which the page was made.
    """
    said = made.said
    differs, notes = list(_inputs(said, study)), list(_saved_anew(said, study))
    if said["version"] != __version__:
        told = f"made by stance {said['version']}, this is {__version__}"
        differs.insert(0, f"version: {told}")
    try:
        texts, findings = _again(said, study, words)
        beside = _beside(findings, said.get("against", {}))
    except UsageError as error:
        wrong = str(error).replace("\n", "; ")
        return Verdict((*differs, f"filter or options: {wrong}"), tuple(notes))
    now, other = _now(made, findings, beside)
    foreign = said.get("against", {}).get("kind") == "study"
    wordless = bool(said.get("texts")) and words is None
    if foreign:
        notes.append("what is said of another study beside this one was not compared")
    left = {contract.name for contract in AGAINST_CONTRACTS} if foreign else set()
    differs += _tables({n: rows for n, rows in made.tables.items() if n not in left}, now)
    differs += [
        f"{name}: other than the study gives" for name in other if other[name] != said.get(name)
    ]
    if made.is_page and not differs and wordless:
        notes.append("words of articles on the page were not compared; give --sources")
    elif made.is_page and not differs and not foreign:
        differs += _looks(made.text, _rendered(made, findings, texts, beside, template))
    return Verdict(tuple(differs), tuple(notes))


def _again(
    said: Mapping[str, Any], study: "Study", words: Words | None
) -> tuple[Mapping[str, str], "Findings"]:
    """Return the words of the articles, and the findings, made as it was said."""
    cut = study.filtered(filter_from_json(said["filter"]))
    texts = words(cut) if words and said.get("texts") else {}
    if said["pseudonyms"]:
        cut, texts = anonymised(cut, texts, said["pseudonyms"])
    asked = said["seed"], said["method"], said["machine"], said.get("draws")
    return texts, cut.analyse(*asked)


def _inputs(said: Mapping[str, Any], study: "Study") -> Iterator[str]:
    """Yield which files say something else than they did."""
    for kind, then, now in _files(said, study):
        for file in then:
            if file not in now:
                yield f"{kind}: {file} is no longer there"
            elif _what(then[file], now[file]) != _what(now[file], then[file]):
                yield f"{kind}: {file} has changed"
        yield from (f"{kind}: {file} is new" for file in now if file not in then)


def _saved_anew(said: Mapping[str, Any], study: "Study") -> Iterator[str]:
    for _, then, now in _files(said, study):
        same = (f for f in then if f in now and then[f]["sha256"] != now[f]["sha256"])
        files = [f for f in same if _what(then[f], now[f]) == _what(now[f], then[f])]
        if files:
            yield f"saved anew, and says the same: {listed(files)}"


def _files(
    said: Mapping[str, Any], study: "Study"
) -> Iterator[tuple[str, dict[str, Any], dict[str, Any]]]:
    hidden = anonymised(study, {}, said["pseudonyms"])[0] if said["pseudonyms"] else study
    now = inputs_of(hidden)
    for kind, name in (("input", "inputs"), ("machine's input", "machine_inputs")):
        if name not in said:
            continue
        then, present = ({one["file"]: one for one in part[name]} for part in (said, now))
        yield kind, then, present


def _what(one: Mapping[str, Any], other: Mapping[str, Any]) -> Any:
    """Return what a file said, where that is known of both; else its bytes' hash."""
    return one["content"] if one.get("content") and other.get("content") else one["sha256"]


def _now(
    made: Made, findings: "Findings", beside: Against | None
) -> tuple[Mapping[str, Rows], Mapping[str, Any]]:
    """Return the tables as they are now, and what findings say beside them."""
    if made.is_page:
        material = Material(findings, language("en"), {})
        return {
            name: _rows(_plain(one)) for name, one in tables(material, curves(material))[1].items()
        }, {}
    mine = _plain(about(findings))
    for name in (*provenance(findings), "study", "against"):
        mine.pop(name, None)
    every = tables_of(findings) | (beside.tables if beside else {})
    return {name: _plain(rows_of(one)) for name, one in every.items()}, mine


def _plain(value: Any) -> Any:
    return json.loads(json.dumps(value))


def _tables(then: Mapping[str, Rows], now: Mapping[str, Rows]) -> Iterator[str]:
    """Yield in which rows and cells two sets of tables differ."""
    for name in dict.fromkeys((*then, *now)):
        if name not in then or name not in now:
            yield f"table {name}: {'is new' if name in now else 'is no longer there'}"
            continue
        found = list(_cells(_by_key(name, then[name]), _by_key(name, now[name])))
        yield from (f"table {name}, {cell}" for cell in found[:TOLD])
        if len(found) > TOLD:
            yield f"table {name}: {len(found) - TOLD} more differences"


def _by_key(name: str, rows: Rows) -> dict[str, dict[str, Any]]:
    """Return the rows by their name; rows of a table without a key by their number."""
    key = _KEYS.get(name, ())
    names = (
        ", ".join(str(row.get(column)) for column in key) if key else f"row {number}"
        for number, row in enumerate(rows, start=1)
    )
    return dict(zip(names, rows, strict=True))


def _cells(then: Mapping[str, dict[str, Any]], now: Mapping[str, dict[str, Any]]) -> Iterator[str]:
    for name, row in then.items():
        if name not in now:
            yield f"{name}: the row is no longer there"
            continue
        for column in _either(row, now[name]):
            was, is_now = row.get(column), now[name].get(column)
            if was != is_now or type(was) is not type(is_now):
                yield f"{name}: {column} was {_shown(was)}, is {_shown(is_now)}"
    yield from (f"{name}: the row is new" for name in now if name not in then)


def _either(one: Iterable[str], other: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys((*one, *other))


def _shown(value: Any) -> str:
    return "empty" if value in (None, "") else str(value)


def _beside(findings: "Findings", said: Mapping[str, Any]) -> Against | None:
    kind, named = said.get("kind"), str(said.get("named"))
    if kind == "until":
        return against_until(findings.study, named, findings.seed)
    return against_coding(findings, kind, named) if kind in ("machine", "talk") else None


def _looks(then: str, now: str) -> Iterator[str]:
    """Yield what a page prints otherwise: numbers before words.

    Hashes do not count: which files changed has been told, and which were only saved anew.
    """
    then, now = (_HASH.sub("", page) for page in (then, now))
    if then == now:
        return
    numbers, words = printed_otherwise(then, now)
    for kind, told in (("number", numbers), ("words", words)):
        yield from (f"{kind} {one}" for one in told[:TOLD])
        if len(told) > TOLD:
            yield f"{kind} printed: {len(told) - TOLD} more differences"
    if not numbers:
        other = "words" if words else "looks"
        yield f"page: its numbers hold, its {other} are other than now made"


def _rendered(
    made: Made,
    findings: "Findings",
    texts: Mapping[str, str],
    beside: Against | None,
    template: Path | None,
) -> str:
    title, lang = made.said.get("title") or None, made.said.get("lang", "en")
    looks: Wishes = {"lang": lang, "template_dir": template, "against": beside}
    looks |= {"passages": texts, "title": title}
    return render(findings, **looks)
