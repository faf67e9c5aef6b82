"""Claims found again in an article: by their words, or by their key phrase."""

import math
from collections.abc import Sequence
from typing import Any

from stance.articles.article import Article, Finding
from stance.articles.wording import places_of
from stance.core.errors import Problem
from stance.extract.finding import Found
from stance.workbook.form import NOT_A_CLAIM

_CHANGED = "the article has changed"


def anchor(claims: Sequence[dict[str, Any]], one: Found, changed: bool) -> list[Problem]:
    """Give claims their places in an article; return what somebody has to look at.

    Args:
        claims: the source's claims, whose ``start`` and ``end`` are set here.
        one: the article and what is found in it.
        changed: whether it is another text than their places were taken from. If not, only
            claims without a place are looked for, and those that are not found are nobody's
            fault.
    """
    problems = []
    for claim in claims:
        if not changed and not math.isnan(claim["start"]):
            continue
        message = _locate(claim, one)
        if changed and message:
            problems.append(_problem(message, claim, one))
    return problems


def _locate(claim: dict[str, Any], one: Found) -> str:
    """Set the claim's place, or take away one that means nothing now; say what is doubtful."""
    words = _spans(one.article, claim["claim"].removesuffix(" …"))
    if words:
        begins = {finding.start: finding for finding in reversed(one.findings)}
        found = [span for span in words if span[0] in begins] or words
        span = min(found, key=lambda span: abs(span[0] - _known(claim["start"])))
        finding = begins.get(span[0])
        comma = finding is not None and finding.end == span[1] + 1  # as in “…,” he said
        claim["start"], claim["end"] = span[0], span[1] + comma
        return ""
    phrases = _spans(one.article, claim["key_phrase"])
    length = claim["end"] - claim["start"]
    claim["start"] = claim["end"] = math.nan
    if len(phrases) != 1:
        return f"{_CHANGED}, and the claim's words are not found in it"
    finding = _around(one.findings, phrases[0])
    if finding is None:
        return f"{_CHANGED}, and where the claim's passage begins and ends in it does not show"
    claim["start"], claim["end"] = finding.start, finding.end
    if length == finding.end - finding.start:
        return ""
    return f"{_CHANGED}, and so has the claim's passage"


def _known(start: float) -> float:
    return 0 if math.isnan(start) else start


def _spans(article: Article, words: str) -> list[tuple[int, int]]:
    """Return every place of these words in the article as it is read, without markup."""
    return places_of(words, article.plain or article.text)


def _around(findings: Sequence[Finding], span: tuple[int, int]) -> Finding | None:
    """Return the shortest finding that holds a span."""
    holding = [f for f in findings if f.start <= span[0] and span[1] <= f.end]
    return min(holding, key=lambda f: f.end - f.start, default=None)


def _problem(message: str, claim: dict[str, Any], one: Found) -> Problem:
    found = not math.isnan(claim["start"])
    return Problem(
        code="article-changed",
        message=message,
        hint="look at its codes again"
        if found
        else f'write its locator anew, or "{NOT_A_CLAIM}" as its kind',
        file=one.path.name,
        claim_id=claim["claim_id"],
    )
