"""Articles as rows of the sheet Sources: those the study has, and new ones."""

from collections.abc import Sequence
from typing import Any

from stance.articles.article import Article, Finding
from stance.core.errors import Problem
from stance.core.ids import slug
from stance.core.text import listed
from stance.extract.finding import Found
from stance.study.joining import LONGEST_ID
from stance.workbook.form import STUDY_FILE


def source_row(
    one: Found, sources: list[dict[str, Any]], present: set[str]
) -> tuple[dict[str, Any], bool]:
    """Return the article's row, made where it is new, and whether the article has changed.

    Of two articles of one name, the one whose text the study knows is not taken for a changed
    form of the other: ``present`` has the hashes of all articles at hand.
    """
    article = one.article
    for row in sources:
        if row["sha256"] == article.sha256:
            _fill(row, article)
            return row, False
    for row in sources:
        if row["file"] == article.file and row["sha256"] not in present:
            changed = bool(row["sha256"])
            row["sha256"] = article.sha256
            _fill(row, article)
            return row, changed
    row = {
        "source_id": slug(one.path.stem, {r["source_id"] for r in sources}, LONGEST_ID),
        "file": article.file,
        "title": article.title,
        "publisher": article.publisher,
        "published": article.published,
        "genre": _genre(one.findings),
        "language": article.language,
        "sha256": article.sha256,
        "note": article.note,
    }
    sources.append(row)
    return row, False


def _fill(row: dict[str, Any], article: Article) -> None:
    """Fill in what the study does not say of a source and the article or its list now does."""
    for name in ("title", "publisher", "published", "language"):
        row[name] = row[name] or getattr(article, name)


def _genre(findings: Sequence[Finding]) -> str:
    answering = {f.expert for f in findings if f.kind == "answer"}
    if answering:
        return "roundtable" if len(answering) > 1 else "interview"
    return "analysis" if any(f.kind == "authored" for f in findings) else "news"


def undated_note(
    sources: Sequence[dict[str, Any]], new: Sequence[tuple[str, Finding]]
) -> list[Problem]:
    """Return one note that asks for the dates of sources whose new claims have none.

    Args:
        sources: the rows of the sheet.
        new: the findings that become claims, each with the id of its source.
    """
    known = {source["source_id"] for source in sources if source["published"]}
    lacking = dict.fromkeys(s for s, finding in new if s not in known and not finding.said_on)
    if not lacking:
        return []
    message = f"no date was found of {listed(lacking)}"
    hint = (
        "type each date as 2024-08-10, 2024-08 or 2024 into the column published of the sheet "
        "Sources; without it the claims have no place in time"
    )
    return [Problem(code="undated-source", message=message, hint=hint, file=STUDY_FILE)]
