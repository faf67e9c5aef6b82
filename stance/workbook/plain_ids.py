"""Which rows of a plain table are about one claim: by the ids that are given, or by their words."""

from collections import Counter
from collections.abc import Sequence

import pandas as pd

from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.tables.long import Long
from stance.tables.stances import FEW
from stance.tables.usable import times
from stance.workbook.content import Content
from stance.workbook.form import STUDY_FILE


def names_of(long: Long, field: str) -> list[str]:
    """Return the cleaned texts of a field, the first spelling standing for all alike."""
    first: dict[str, str] = {}
    spelled = {
        text: first.setdefault(fold(text), clean(text)) for text in dict.fromkeys(long.texts(field))
    }
    return [spelled[text] for text in long.texts(field)]


def claim_ids(long: Long, annotators: Sequence[str], study: Content | None) -> list[str]:
    """Return the ids given, or one id for each claim of an expert in a source on one day.

    A row without a date is of the first day of its words. Where the table has no words, what an
    annotator says of an expert and topic the second time is about a second claim. A claim that has
    the words of exactly one claim of the study has its id; any other is none of the study's.
    """
    given = long.cleaned("claim_id")
    if all(given) and len(given):
        return given
    known = _by_words(study.claims) if study else {}
    taken = {*given, *(study.claims["claim_id"] if study else ())}
    made: dict[tuple[tuple[str, ...], str], str] = {}
    ids: list[str] = []
    for number, (claim_id, key) in enumerate(zip(given, _keys(long, annotators), strict=True), 1):
        if not claim_id and key not in made:
            new = f"c{number:04d}" if f"c{number:04d}" not in taken else f"row-{number}"
            while new in taken:
                new = f"row-{new}"
            made[key] = (known.get(fold(key[0][2])) if key[0][2] else None) or new
        ids.append(claim_id or made[key])
    return ids


def _keys(long: Long, annotators: Sequence[str]) -> list[tuple[tuple[str, ...], str]]:
    """Return what tells a claim from others: who, where, the words; and the day."""
    words = list(zip(*(names_of(long, f) for f in ("expert", "source", "claim")), strict=True))
    days = names_of(long, "said_on")
    if not any(said for _, _, said in words):
        return _numbered(long, annotators, words, days)
    first_day = {w: day for w, day in reversed([*zip(words, days, strict=True)]) if day}
    return [(w, day or first_day.get(w, "")) for w, day in zip(words, days, strict=True)]


def _numbered(
    long: Long, annotators: Sequence[str], words: Sequence[tuple[str, ...]], days: Sequence[str]
) -> list[tuple[tuple[str, ...], str]]:
    """Return keys of claims without words: an annotator's second on one topic is a second claim."""
    seen: Counter[tuple[str, ...]] = Counter()
    keys: list[tuple[tuple[str, ...], str]] = []
    each = zip(words, days, names_of(long, "topic"), annotators, strict=True)
    for (expert, source, _), day, topic, annotator in each:
        seen[expert, source, day, topic, annotator] += 1
        number = seen[expert, source, day, topic, annotator]
        keys.append(((expert, source, "", topic, str(number)), day))
    return keys


def _by_words(claims: pd.DataFrame) -> dict[str, str]:
    """Return the claims by their words, where these are the words of one claim alone."""
    folded = claims["claim"].map(fold)
    alone = claims[~folded.duplicated(keep=False) & (folded != "")]
    return dict(zip(alone["claim"].map(fold), alone["claim_id"], strict=True))


def unknown_claims(long: Long, ids: Sequence[str], study: Content) -> list[Problem]:
    """Report answers on claims that the study does not have."""
    known = set(study.claims["claim_id"])
    field = "claim_id" if "claim_id" in long.fields else "claim"
    what = "of this id" if field == "claim_id" else "of these words"
    hint = f"write the claim's own id beside it, or add it to {STUDY_FILE}"
    return [
        long.problem(
            "unknown-claim", f"the study has no claim {what}", field, i, claim_id=ids[i], hint=hint
        )
        for i in range(len(long))
        if ids[i] not in known
    ]


def consistent(
    long: Long, ids: Sequence[str], annotators: Sequence[str], code: str
) -> tuple[list[int], list[Problem]]:
    """Return the entries that contradict no other, and which do.

    One id for two claims: the later is left out, or all is refused where they are more than a few.
    Two stances of one annotator on one claim and topic: both are left out.
    """
    problems: list[Problem] = []
    out = _doubled(long, ids)
    if len(out) > FEW * len(long):
        hint = "give one of them another id; if the column holds none: --map HEADER=ignore"
        problems += [
            long.problem("duplicate-id", message, "claim_id", i, hint=hint)
            for i, message in out.items()
        ]
        return list(range(len(long))), problems
    problems += [long.problem(code, message, "claim_id", i) for i, message in out.items()]
    topics, stances = names_of(long, "topic"), long.texts("stance")
    answers: dict[tuple[str, str, str], list[int]] = {}
    for i, key in enumerate(zip(ids, annotators, map(fold, topics), strict=True)):
        if stances[i] and i not in out:
            answers.setdefault(key, []).append(i)
    against = [found for found in answers.values() if len({stances[i] for i in found}) > 1]
    if against:
        rows = [i for found in against for i in found]
        first = against[0]
        message = (
            "one annotator gave two stances for one claim and topic, as "
            f'"{stances[first[0]]}" in row {long.rows[first[0]]} and '
            f'"{stances[first[1]]}" in row {long.rows[first[1]]}; neither counts'
        )
        hint = "keep one of the two; --strict refuses such rows"
        problems.append(long.of_many(code, f"{message}{times(rows)}", "stance", rows, hint))
        out |= dict.fromkeys(rows, message)
    return [i for i in range(len(long)) if i not in out], problems


def _doubled(long: Long, ids: Sequence[str]) -> dict[int, str]:
    """Return the entries whose given id stands for another claim before, and a message each."""
    found: dict[int, str] = {}
    if "claim_id" not in long.fields or len(set(ids)) == len(ids):
        return found
    given, texts = long.cleaned("claim_id"), list(map(fold, long.texts("claim")))
    first: dict[str, int] = {}
    for i, claim_id in enumerate(given):
        earlier = first.setdefault(claim_id, i)
        if claim_id and earlier != i and texts[earlier] != texts[i]:
            cell = long.cell("claim_id", earlier)
            found[i] = f'the id "{claim_id}" stands for another claim in {cell}'
    return found
