"""The page's tables as frames, for a workbook that people read."""

from collections.abc import Iterator

import pandas as pd

from stance.report.language import Language
from stance.report.page import PageView
from stance.report.sentences import plain
from stance.report.topics import TopicView


def sheets(page: PageView, say: Language) -> dict[str, pd.DataFrame]:
    """Return a frame for each sheet: answer, contested topics, grid, agreement, claims."""
    answer = [plain(said) for paragraph in page.answer.paragraphs for said in paragraph]
    found = {
        "answer": pd.DataFrame({page.answer.headline: answer}, dtype="str"),
        "contested": pd.DataFrame([_topic(v, say) for v in _topics(page)]),
        "grid": _grid(page),
        "pairs": _matrix(page, say),
        "claims": pd.DataFrame(list(_claims(page, say))),
    }
    return {say(f"sheet.{name}"): frame for name, frame in found.items() if len(frame)}


def _topics(page: PageView) -> tuple[TopicView, ...]:
    return page.topics.contested + page.topics.agreed + page.topics.unranked


def _topic(v: TopicView, say: Language) -> dict[str, str | int]:
    return {
        say("sheet.rank"): v.rank,
        say("grid.topic"): v.label,
        say("sheet.proposition"): v.proposition,
        say("words.against"): v.n_against,
        v.neutral.strip(): v.n_neutral,
        say("words.for"): v.n_for,
        say("grid.share"): v.share,
        say("sheet.doubt"): v.doubt,
        say("sheet.aside"): v.aside,
    }


def _grid(page: PageView) -> pd.DataFrame:
    heads = [head.title if page.grid.shares else head.label for head in page.grid.columns]
    rows = [[row.head.label, *(cell.mark.sign for cell in row.cells)] for row in page.grid.rows]
    return _frame([page.grid.corner, *heads], rows)


def _matrix(page: PageView, say: Language) -> pd.DataFrame:
    matrix = page.pairs.matrix
    rows: list[list[str | float | None]] = [
        [row.title, *(float(cell.value) if cell.value else None for cell in row.cells)]
        for row in matrix.rows
    ]
    return _frame([say("grid.expert"), *(title for _, title in matrix.columns)], rows)


def _frame(
    heads: list[str], rows: list[list[str | float | None]] | list[list[str]]
) -> pd.DataFrame:
    """Return a frame whose heads are told apart where two are alike, as a workbook wants."""
    seen: dict[str, int] = {}
    names = []
    for head in heads:
        seen[head] = seen.get(head, 0) + 1
        names.append(head if seen[head] == 1 else f"{head} ({seen[head]})")
    return pd.DataFrame(rows, columns=names)


def _claims(page: PageView, say: Language) -> Iterator[dict[str, str]]:
    for topic in _topics(page):
        for cell in topic.cells:
            for c in cell.claims:
                yield {
                    say("sheet.claim"): c.id,
                    say("grid.expert"): c.who,
                    say("grid.topic"): topic.label,
                    say("sheet.words"): c.text,
                    say("sheet.judged"): c.judged,
                    say("sheet.codes"): c.codes.removeprefix(" · "),
                    say("sheet.where"): c.where,
                    say("sheet.extras"): c.extras,
                }
