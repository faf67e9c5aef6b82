"""Pseudonyms for annotators or experts: the same in every report of a study."""

import hashlib
import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Literal

import pandas as pd

from stance.core.codebook import Codebook, Topic
from stance.core.errors import Problem
from stance.report.hiding import hider, leaks, renamed
from stance.study.filtering import Selection

if TYPE_CHECKING:
    from stance.study.study import Study

_LOG = logging.getLogger(__name__)

Who = Literal["annotators", "experts"]


def pseudonyms(names: Iterable[str], word: str, salt: str) -> dict[str, str]:
    """Return "word 3f2a" for each name, from a hash of the name and the study's salt.

    Who joins or leaves a study changes nobody else's pseudonym; two that fall together are told
    apart by more digits. Whoever knows the salt and guesses a name can check the guess.
    """
    digests = {n: hashlib.sha256(f"{salt}\n{n}".encode()).hexdigest() for n in sorted(set(names))}
    length = 4
    while len({digest[:length] for digest in digests.values()}) < len(digests):
        length += 1
    return {name: f"{word} {digest[:length]}" for name, digest in digests.items()}


def anonymised(
    study: "Study", passages: Mapping[str, str], who: Who
) -> tuple["Study", dict[str, str]]:
    """Return the study and its verbatim passages with pseudonyms.

    Annotators lose their names, also in the list of files that were read. Experts lose name, role,
    affiliation and spellings, and keep country and kind; where texts, topics, titles, ids or file
    names name them by name, last name or a known spelling, something else stands instead, and the
    log says how often. What else a text gives away stays.
    """
    if who == "annotators":
        return _without_annotators(study), dict(passages)
    return _without_experts(study, passages)


def _without_annotators(study: "Study") -> "Study":
    every = (study.annotations["annotator"], study.waiting["annotator"])
    listed = (name for column in every for name in column)
    names = pseudonyms(listed, "annotator", study.whole_codebook.hash)
    coded, held = (
        frame.assign(annotator=frame["annotator"].map(names).astype("str"))
        for frame in (study.annotations, study.waiting)
    )
    return replace(
        study,
        pseudonyms="annotators",
        annotations=coded,
        waiting=held,
        inputs=tuple((f"file {n}", sha256) for n, (_, sha256) in enumerate(study.inputs, 1)),
        problems=_told(study.problems, lambda text: _replaced(text, names), hide_files=True),
    )


def _replaced(text: str, names: Mapping[str, str]) -> str:
    """Return a message in which each name between quotation marks is its pseudonym."""
    for name, pseudonym in names.items():
        text = text.replace(f'"{name}"', f'"{pseudonym}"')
    return text


def _told(
    problems: Iterable[Problem], hide: Callable[[str], str], *, hide_files: bool
) -> tuple[Problem, ...]:
    """Return what was said of the files, without names."""
    return tuple(
        replace(
            problem,
            message=hide(problem.message),
            hint=hide(problem.hint),
            value="",
            claim_id="",
            file="" if hide_files else hide(problem.file),
            sheet="" if hide_files else hide(problem.sheet),
        )
        for problem in problems
    )


def _without_experts(study: "Study", passages: Mapping[str, str]) -> tuple["Study", dict[str, str]]:
    everybody = _everybody(study)
    names = pseudonyms(everybody["expert_id"], "expert", study.whole_codebook.hash)
    own = {expert: name.replace(" ", "-") for expert, name in names.items()}
    hide, leaking = hider(everybody, names), leaks(everybody)
    claim_ids = renamed(study.claims["claim_id"], leaking, "claim")
    source_ids = renamed(study.sources["source_id"], leaking, "source")
    coders = renamed(study.annotations["annotator"], leaking, "annotator")
    topic_ids = renamed(study.whole_codebook.topic_ids, leaking, "topic")
    experts = study.experts.assign(
        expert_id=study.experts["expert_id"].map(own),
        name=study.experts["expert_id"].map(names).str.capitalize(),
        **dict.fromkeys(_LOST, ""),
    )
    claims = _hidden(study.claims, hide, "claim", "question", "key_phrase")
    claims = _mapped(claims, claim_id=claim_ids, source_id=source_ids, expert_id=own)
    sources = _hidden(study.sources, hide, "title", "publisher", "note")
    files = {file: "" if leaking(file) else file for file in sources["file"]}
    coded = [
        _mapped(_hidden(frame, hide, "note"), claim_id=claim_ids, topic=topic_ids, annotator=coders)
        for frame in (study.annotations, study.decisions, study.waiting)
    ]
    machine = _hidden(study.machine_codings, hide, "reason", "file")
    _say(claim_ids, source_ids, topic_ids)
    anonymous = replace(
        study,
        pseudonyms="experts",
        name="study" if leaking(study.name) else study.name,
        title=hide(study.title),
        codebook=_codebook(study.codebook, topic_ids, hide),
        selection=_selection(study.selection, (topic_ids, source_ids), hide),
        experts=experts.sort_values("expert_id", ignore_index=True),
        claims=claims.assign(speaker=""),
        sources=_mapped(sources, source_id=source_ids, file=files),
        annotations=coded[0],
        decisions=coded[1],
        waiting=coded[2],
        machine_codings=_mapped(machine, claim_id=claim_ids, topic=topic_ids),
        chances={claim_ids.get(c, c): one for c, one in study.chances.items()},
        machine_inputs=tuple((hide(name), sha256) for name, sha256 in study.machine_inputs),
        inputs=tuple(
            (f"file {n}" if leaking(name) else name, sha256)
            for n, (name, sha256) in enumerate(study.inputs, start=1)
        ),
        problems=_told(study.problems, hide, hide_files=False),
    )
    return anonymous, {claim_ids.get(c, c): hide(text) for c, text in passages.items()}


def _everybody(study: "Study") -> pd.DataFrame:
    """Return all experts of whom texts may speak, those whom a filter leaves out among them."""
    every = pd.concat([study.experts, study.selection.experts], ignore_index=True)
    return every.drop_duplicates("expert_id")


def _selection(
    selection: Selection,
    ids: tuple[Mapping[str, str], Mapping[str, str]],
    hide: Callable[[str], str],
) -> Selection:
    """Return what is looked at, without names; of experts only values that they keep are told."""
    wanted, (topics, sources) = selection.filter, ids
    where = tuple(
        one if one.column in _KEPT else replace(one, values=("…",)) for one in wanted.where
    )
    return replace(
        selection,
        codebook=selection.codebook and _codebook(selection.codebook, topics, hide),
        experts=selection.experts.iloc[:0],
        filter=replace(
            wanted,
            where=where,
            topics=tuple(topics[topic] for topic in wanted.topics),
            sources=tuple(sources.get(source, source) for source in wanted.sources),
        ),
    )


#: What experts keep.
_KEPT = ("country", "kind")
#: What they lose besides ids and names.
_LOST = ("aliases", "role", "affiliation", "qid", "read_from")


def _codebook(
    codebook: Codebook, topic_ids: Mapping[str, str], hide: Callable[[str], str]
) -> Codebook:
    """Return the codebook without names; two topics that became one in words keep apart."""
    topics: list[Topic] = []
    labels: set[str] = set()
    for topic in codebook.topics:
        texts = {f.name: hide(getattr(topic, f.name)) for f in fields(Topic) if f.name != "id"}
        while texts["label"].casefold() in labels:
            texts["label"] += " *"
        labels.add(texts["label"].casefold())
        topics.append(Topic(topic_ids[topic.id], **texts))
    return replace(codebook, topics=tuple(topics))


def _say(*ids: Mapping[str, str]) -> None:
    kinds = zip(("claims", "sources", "topics"), ids, strict=True)
    counts = [(kind, sum(a != b for a, b in found.items())) for kind, found in kinds]
    told = ", ".join(f"of {n} {kind}" for kind, n in counts if n)
    if told:
        _LOG.info(f"ids that held the name of an expert were replaced: {told}")


def _mapped(frame: pd.DataFrame, **columns: Mapping[str, str]) -> pd.DataFrame:
    """Return the frame with other ids; one that is not listed stays."""
    return frame.assign(
        **{
            name: frame[name].map(lambda text, ids=ids: ids.get(text, text)).astype("str")
            for name, ids in columns.items()
        }
    )


def _hidden(frame: pd.DataFrame, hide: Callable[[str], str], *columns: str) -> pd.DataFrame:
    return frame.assign(**{column: frame[column].map(hide).astype("str") for column in columns})
