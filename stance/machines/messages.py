"""What a large model is told of one claim: what annotators see of it, and nothing else."""

import json
from collections.abc import Mapping

import pandas as pd


def messages(
    claims: pd.DataFrame,
    experts: pd.DataFrame,
    sources: pd.DataFrame,
    words: Mapping[str, str] | None = None,
) -> dict[str, str]:
    """Return for each claim who said what, when, where and in answer to what, as JSON.

    Args:
        claims: frame ``CLAIMS``.
        experts: frame ``EXPERTS``, for the speakers' names.
        sources: frame ``SOURCES``, for the titles.
        words: verbatim words by claim, to stand in place of paraphrase and key phrase.
    """
    names = dict(zip(experts["expert_id"], experts["name"], strict=True))
    titles = dict(zip(sources["source_id"], sources["title"], strict=True))
    said = words or {}
    found: dict[str, str] = {}
    for claim in claims.to_dict("records"):
        verbatim = said.get(claim["claim_id"])
        told = {
            "speaker": names.get(claim["expert_id"]) or claim["expert_id"],
            "said_on": claim["said_on"],
            "source": titles.get(claim["source_id"]) or claim["source_id"],
            "question": claim["question"],
            "claim": verbatim or claim["claim"],
            "key_phrase": "" if verbatim else claim["key_phrase"],
        }
        found[claim["claim_id"]] = json.dumps(told, ensure_ascii=False)
    return found
