"""A study as web annotations of the W3C's model: one annotation for each answer."""

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

from stance.exchange.outgoing.coded import Coded, Given, Whole

CONTEXT = "http://www.w3.org/ns/anno.jsonld"
#: Before the name of each annotation: claim, annotator and slot follow.
NAME = "urn:stance:"


def write_web(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return one page of annotations; readers of the model leave out what it does not have."""
    items = [
        _annotation(whole, claim, given)
        for claim in whole.claims
        for given in (claim.answers or (None,))
    ]
    page = {
        "@context": CONTEXT,
        "id": f"{NAME}page",
        "type": "AnnotationPage",
        "label": whole.title,
        "scale": [[lv.label, lv.score, lv.code, lv.meaning] for lv in whole.scale.levels],
        "topics": [[topic.label, topic.proposition] for topic in whole.topics],
        "items": items,
    }
    whole.losses["what is known of experts beside their names"] += sum(
        bool(about) for about in whole.experts.values()
    )
    text = json.dumps(page, ensure_ascii=False, indent=1)
    return {folder / f"{whole.name}.w3c.json": text.encode("utf-8")}


def _annotation(whole: Whole, claim: Coded, given: Given | None) -> dict[str, Any]:
    source = whole.sources.get(claim.source)
    parts = [claim.claim_id, *([given.annotator, str(given.slot)] if given else [])]
    bodies = [_body("tagging", f"expert: {claim.expert}")]
    if given:
        bodies.append(_body("tagging", f"topic: {given.topic}"))
        bodies += [_body("tagging", f"stance: {given.stance}")] if given.stance else []
        bodies += [_body("commenting", given.note)] if given.note else []
    selectors: list[dict[str, Any]] = [{"type": "TextQuoteSelector", "exact": claim.words}]
    if claim.place:
        start, end = claim.place
        selectors.append({"type": "TextPositionSelector", "start": start, "end": end})
    annotation: dict[str, Any] = {
        "@context": CONTEXT,
        "id": NAME + "/".join(quote(part, safe="") for part in parts),
        "type": "Annotation",
        "motivation": "classifying",
        "body": bodies,
        "target": {"source": claim.source or f"{NAME}none", "selector": selectors},
        "document": {"title": [source.title]} if source else {},
        "said_on": claim.said_on,
        "question": claim.question,
    }
    if given:
        annotation["creator"] = {"type": "Person", "name": given.annotator}
        annotation["confidence"] = given.confidence
    return annotation


def _body(purpose: str, text: str) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": purpose, "value": text, "format": "text/plain"}
