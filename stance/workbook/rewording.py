"""Claims whose words are others by now than those on which they were answered."""

from collections.abc import Iterable, Mapping

import pandas as pd

from stance.core.text import clean, fold
from stance.workbook.claim_texts import issued_words
from stance.workbook.content import Content
from stance.workbook.meta import Meta, row_hash
from stance.workbook.waiting import Code, passages


def reworded(claims: pd.DataFrame, meta: Meta, study: Content | None) -> dict[str, Code]:
    """Return the claims whose words are others by now than a file was issued with, and how.

    The words in the file may be damaged, so what was issued decides. Of workbooks that older
    versions wrote, only a hash is known that covers speaker, source and date too; there the words
    in the file must differ as well. Where nothing was issued, such as in a CSV, the words in the
    file were read.

    Args:
        claims: those of the file, contract CLAIMS.
        meta: what was issued.
        study: the analyst's workbook, if it is known.
    """
    if study is None:
        return {}
    return _how(_changed(claims, meta, study), claims, study.claims)


def reworded_by(before: Content, after: Content) -> dict[str, Code]:
    """Return the claims whose words are others in one content than in another, and how."""
    now = after.passages
    changed = [c for c, one in before.passages.items() if not _same(one, now.get(c, one))]
    return _how(changed, before.claims, after.claims)


def _changed(claims: pd.DataFrame, meta: Meta, study: Content) -> set[str]:
    present = study.passages
    if not meta.ids:
        words = zip(claims["claim_id"], claims["claim"], strict=True)
        now = dict(zip(study.claims["claim_id"], map(clean, study.claims["claim"]), strict=True))
        return {c for c, text in words if text and now.get(c) and clean(text) != now[c]}
    issued = dict(zip(meta.ids, meta.passages, strict=True)) if meta.passages else passages(claims)
    changed = {c for c, one in issued.items() if not _same(one, present.get(c, one))}
    if meta.passages or not changed:
        return changed
    shown, hashes = issued_words(study), meta.hashes
    return {
        claim_id
        for claim_id in changed
        if _same_words(issued[claim_id], present[claim_id])
        or hashes.get(claim_id) not in (None, row_hash(shown[claim_id]))
    }


def _same(one: str, other: str) -> bool:
    """Say whether two of ``passages`` are one; a length that is not known may be any."""
    length, another = (text.partition(" ")[2] for text in (one, other))
    return _same_words(one, other) and (length == another or not length or not another)


def _same_words(one: str, other: str) -> bool:
    return one.partition(" ")[0] == other.partition(" ")[0]


def _how(changed: Iterable[str], before: pd.DataFrame, after: pd.DataFrame) -> dict[str, Code]:
    """Return how the words of these claims changed from one frame CLAIMS to another.

    What is left of a longer passage stands in it; or it is shorter, where only a paraphrase shows.
    """
    then, now = (
        frame[frame["claim_id"].isin(set(changed))].set_index("claim_id").to_dict("index")
        for frame in (before, after)
    )
    longer = {c for c in then if _is_part(now[c], then[c])}
    return {c: "longer" if c in longer else "words" for c in changed}


def _is_part(claim: Mapping[str, object], of: Mapping[str, object]) -> bool:
    words, whole = fold(str(claim["claim"])), fold(str(of["claim"]))
    if words == whole:
        return _length(claim) < _length(of)
    return bool(words) and words in whole


def _length(claim: Mapping[str, object]) -> float:
    return float(str(claim["end"])) - float(str(claim["start"]))
