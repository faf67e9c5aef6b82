"""ClaimReview of schema.org: what was reviewed is the topic, the rating the stance toward it."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from stance.core.codebook import Topic
from stance.core.dates import is_iso_date
from stance.core.text import cut
from stance.exchange.incoming.passages import Document, Intake, Mark, Passage
from stance.sheets.bounded import json_of, listed, mapping, said

_LONGEST = 80


def read_claimreview(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each review: its author is the annotator, the claim's the expert.

    Raises:
        DataError: a file is no JSON.
    """
    intake.origin = "ClaimReview"
    for path in files:
        for one in _reviews(json_of(path)):
            yield _passage(path, one, intake)


def _reviews(found: Any) -> Iterator[Mapping[str, Any]]:
    for one in listed(found):
        held = mapping(one)
        if "@graph" in held or "itemListElement" in held:
            yield from _reviews(held.get("@graph") or held.get("itemListElement"))
        elif "ClaimReview" in map(said, listed(held.get("@type"))):
            yield held
        elif "item" in held:
            yield from _reviews(held["item"])


def _passage(path: Path, one: Mapping[str, Any], intake: Intake) -> Passage:
    claim = mapping(next(iter(listed(one.get("itemReviewed"))), None))
    rating = mapping(one.get("reviewRating"))
    proposition = said(one.get("claimReviewed"))
    topic = cut(said(one.get("name")) or proposition, _LONGEST)
    intake.topics.setdefault(topic, Topic(topic, topic, proposition or topic))
    who = _name(one.get("author")) or path.stem
    stance = said(rating.get("alternateName") or rating.get("ratingValue"))
    appearance = mapping(next(iter(listed(claim.get("appearance"))), None))
    url = said(appearance.get("url")) or said(mapping(claim.get("firstAppearance")).get("url"))
    key = url or said(appearance.get("name"))
    if key:
        about = {"note": url} if url else {}
        intake.documents.setdefault(key, Document(said(appearance.get("name")) or key, "", about))
    day = said(claim.get("datePublished"))
    day = day if is_iso_date(day) else day[:10]
    note = said(one.get("reviewBody"))
    return Passage(
        said(claim.get("text")) or proposition,
        (Mark(who, "review", (topic,), note=note, stance=stance),),
        said(claim.get("identifier")),
        _name(claim.get("author")),
        key,
        said_on=day if is_iso_date(day) else "",
        seen=(who,),
    )


def _name(person: Any) -> str:
    first = next(iter(listed(person)), None)
    return said(mapping(first).get("name")) or (first if isinstance(first, str) else "")
