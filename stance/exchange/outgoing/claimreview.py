"""A study as ClaimReview of schema.org: a review for each answer that has a score."""

import json
from pathlib import Path
from typing import Any

from stance.core.codebook import Scale
from stance.exchange.outgoing.coded import Coded, Given, Whole


def write_claimreview(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return the reviews, as one JSON-LD document."""
    reviews = []
    for claim in whole.claims:
        for given in claim.answers:
            if given.score is None:
                whole.losses["answers without a score, which a rating needs"] += 1
            else:
                reviews.append(_review(whole, claim, given))
    text = json.dumps(reviews, ensure_ascii=False, indent=1)
    return {folder / f"{whole.name}.claimreview.json": text.encode("utf-8")}


def _review(whole: Whole, claim: Coded, given: Given) -> dict[str, Any]:
    source = whole.sources.get(claim.source)
    url = source.about.get("note", "") if source else ""
    appearance = {"@type": "CreativeWork", "name": source.title if source else ""}
    if "://" in url and " " not in url:
        appearance["url"] = url
    return {
        "@context": "https://schema.org",
        "@type": "ClaimReview",
        "name": given.topic,
        "claimReviewed": given.proposition,
        "reviewBody": given.note,
        "itemReviewed": {
            "@type": "Claim",
            "identifier": claim.claim_id,
            "text": claim.words,
            "author": {"@type": "Person", "name": claim.expert},
            "datePublished": claim.said_on,
            "appearance": appearance,
        },
        "author": {"@type": "Organization", "name": given.annotator},
        "reviewRating": _rating(whole.scale, given),
    }


def _rating(scale: Scale, given: Given) -> dict[str, Any]:
    return {
        "@type": "Rating",
        "ratingValue": given.score,
        "worstRating": scale.scores[0],
        "bestRating": scale.scores[-1],
        "alternateName": given.stance,
    }
