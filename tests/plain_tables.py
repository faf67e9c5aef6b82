"""Material: plain tables written to a folder and read."""

from pathlib import Path

from stance.core.errors import QuestionError
from stance.tables.wishes import Wishes, wishes_of
from stance.workbook.content import Content
from stance.workbook.reading import read


def table(folder: Path, text: str, name: str = "t.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def long_table(*rows: str, header: str = "expert,claim,topic,stance") -> str:
    """A table of claims; each row is what stands behind "Expert N,words N,Tax,"."""
    names = [
        "Anna Berg",
        "Bek Omarov",
        "Chol Kim",
        "Dana Levi",
        "Ed Moss",
        "Fay Noor",
        "Gus Orr",
        "Hal Poe",
    ]
    lines = (f"{names[n % len(names)]},words {n},Tax,{row}" for n, row in enumerate(rows))
    return "\n".join([header, *lines]) + "\n"


def coded(content: Content) -> list[tuple[str, str, str, float]]:
    """Expert, annotator, stance and score of each annotation."""
    claims = dict(zip(content.claims["claim_id"], content.claims["expert_id"], strict=True))
    columns = ("claim_id", "annotator", "stance", "score")
    rows = zip(*(content.annotations[name] for name in columns), strict=True)
    return [(claims[claim], *rest) for claim, *rest in rows]


def scores(content: Content) -> list[float]:
    return content.annotations["score"].tolist()


def codes(content: Content) -> list[str]:
    return [problem.code for problem in content.problems]


def asked(path: Path, wishes: Wishes | None = None) -> QuestionError:
    """The question that a table asks."""
    try:
        read(path, wishes=wishes)
    except QuestionError as question:
        return question
    raise AssertionError("nothing was asked")


def answered(path: Path, question: QuestionError, which: int = 0) -> Content:
    """The table, read with one of the answers that were proposed, as the command line takes it."""
    answer = question.answers[which]
    names = {"--map": "columns", "--scale": "scale", "--sheet": "sheet"}
    return read(path, wishes=wishes_of(**{names[answer.option]: answer.value}))
