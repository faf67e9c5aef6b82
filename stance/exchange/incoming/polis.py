"""An export of Pol.is: participants are experts, comments propositions, votes stances."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from stance.core.codebook import Level, Topic
from stance.core.errors import DataError, Problem
from stance.core.text import as_number, cut
from stance.exchange.incoming.passages import Intake, Mark, Passage
from stance.sheets.bounded import rows_of, text_of

_LEVELS = (Level("disagree", -1, "d"), Level("pass", 0, "p"), Level("agree", 1, "a"))
_LABELS = {level.score: level.label for level in _LEVELS}
_MODERATED = "votes on comments that were moderated out"
_EARLIER = "earlier votes of a participant who voted again (the last counts)"
_ODD = "votes that are neither agree, pass nor disagree"
_LONGEST = 80
#: Who coded: nobody did, people voted.
VOTERS = "participants"
Votes = dict[tuple[str, str], float]


def read_polis(files: Sequence[Path], intake: Intake) -> Iterator[Passage]:
    """Give a passage for each vote: a participant on a comment.

    Comments that were moderated out (−1) are left out with their votes, and the last of several
    votes counts. Without votes.csv the votes are those of participants-votes.csv.

    Raises:
        DataError: there are no votes, or no comments for them.
    """
    intake.origin, intake.levels = "Pol.is", list(_LEVELS)
    comments: dict[str, dict[str, str]] = {}
    votes: list[dict[str, str]] = []
    people: list[dict[str, str]] = []
    names: dict[str, str] = {}
    for path in files:
        rows = _rows(path, intake)
        head = set(rows[0]) if rows else set()
        if "voter-id" in head:
            votes += rows
        elif "comment-body" in head:
            comments |= {row["comment-id"]: row for row in rows}
        elif "participant" in head:
            people += rows
        elif head == {"id", "name"}:  # ours, beside the tables of Pol.is
            names |= {row["id"].strip(): row["name"] for row in rows}
        else:
            intake.losses.thing(f"rows of {path.name}", len(rows))
    if not votes and not people:
        raise _lacking("votes.csv or participants-votes.csv")
    _check_sign(comments, votes, intake)
    cast = _last(votes, intake) if votes else _of_matrix(people, intake)
    _describe(people, names, intake)
    out = {key for key, row in comments.items() if row.get("moderated", "").strip() == "-1"}
    intake.losses.thing("comments that were moderated out", len(out))
    texts = {key: row["comment-body"] for key, row in comments.items()}
    labels = _topics(texts, {comment for _, comment in cast} | set(texts), out, intake)
    yield from _passages(cast, texts, labels, names, intake)


def _passages(
    cast: Votes,
    texts: dict[str, str],
    labels: dict[str, str],
    names: dict[str, str],
    intake: Intake,
) -> Iterator[Passage]:
    """Give the votes as passages; those on what was moderated out are counted."""
    for (voter, comment), vote in cast.items():
        label = _LABELS.get(vote)
        if comment not in labels:
            intake.losses.mark(_MODERATED)
        elif label is None:
            intake.losses.mark(_ODD)
        else:
            words = f"{label}: {texts.get(comment, labels[comment])}"
            mark = Mark(VOTERS, "vote", (labels[comment],), stance=label)
            yield Passage(words, (mark,), f"v{voter}-{comment}", _person(voter, names))


def _rows(path: Path, intake: Intake) -> list[dict[str, str]]:
    """Return the rows of a table; of a summary, which has a name a line, nothing but its topic."""
    head = text_of(path.name, path.read_bytes()[:4096])
    if head.startswith("topic,"):
        title = head.partition("\n")[0].partition(",")[2].strip().strip('"')
        intake.title = title or intake.title
        return []
    return rows_of(path)


def _lacking(what: str) -> DataError:
    message = f"an export of Pol.is needs {what}"
    hint = "name all files of the export, or their folder"
    return DataError([Problem(code="missing-sheet", message=message, hint=hint)])


def _check_sign(
    comments: dict[str, dict[str, str]], votes: list[dict[str, str]], intake: Intake
) -> None:
    """Tell whether 1 is agree: the comments count who agrees, and some exports turn the sign."""
    agree: dict[str, int] = {}
    disagree: dict[str, int] = {}
    for row in votes:
        side = {"1": agree, "-1": disagree}.get(row["vote"].strip())
        if side is not None:
            side[row["comment-id"]] = side.get(row["comment-id"], 0) + 1
    right = wrong = 0
    for key, row in comments.items():
        told = as_number(row.get("agrees", "")), as_number(row.get("disagrees", ""))
        ones, others = agree.get(key, 0), disagree.get(key, 0)
        if ones != others:
            right += told == (ones, others)
            wrong += told == (others, ones)
    if wrong > right:
        for row in votes:
            row["vote"] = {"1": "-1", "-1": "1"}.get(row["vote"].strip(), row["vote"])
        intake.assume("in votes.csv −1 is agree, as the numbers in comments.csv show")


def _last(votes: list[dict[str, str]], intake: Intake) -> Votes:
    """Return the last vote of every participant on every comment."""
    cast: Votes = {}
    for row in sorted(votes, key=lambda row: as_number(row.get("timestamp", "")) or 0):
        key = (row["voter-id"].strip(), row["comment-id"].strip())
        if key in cast:
            intake.losses.mark(_EARLIER)
            del cast[key]
        number = as_number(row["vote"])
        cast[key] = 9.0 if number is None else number
    return dict(sorted(cast.items(), key=lambda one: [_order(part) for part in one[0]]))


def _of_matrix(people: list[dict[str, str]], intake: Intake) -> Votes:
    """Return the votes of the matrix; its columns of comments bear their numbers."""
    cast: Votes = {}
    for row in people:
        for comment, vote in row.items():
            if comment.isdigit() and vote.strip():
                number = as_number(vote)
                cast[row["participant"].strip(), comment] = 9.0 if number is None else number
    return cast


def _order(part: str) -> tuple[int, str]:
    return (int(part), "") if part.isascii() and part.isdigit() else (0, part)


def _person(number: str, names: dict[str, str]) -> str:
    return names.get(number) or f"participant {number}"


def _describe(people: list[dict[str, str]], names: dict[str, str], intake: Intake) -> None:
    """Keep what the export knows of participants: the group that Pol.is found for them."""
    for row in people:
        name = _person(row.get("participant", "").strip(), names)
        group = row.get("group-id", "").strip()
        intake.experts[name] = {"kind": f"group {group}"} if group else {}
        if row.get("xid", "").strip():
            intake.experts[name]["aliases"] = row["xid"].strip()


def _topics(
    texts: dict[str, str], numbers: set[str], out: set[str], intake: Intake
) -> dict[str, str]:
    """Return a label for every comment that stays; its words are the proposition."""
    labels: dict[str, str] = {}
    taken: set[str] = set()
    for key in sorted(numbers - out, key=_order):
        words = " ".join(texts.get(key, "").split()) or f"comment {key}"
        short = cut(words, _LONGEST)
        label = short if short.casefold() not in taken else f"{short} ({key})"
        taken.add(label.casefold())
        labels[key] = label
        intake.topics[label] = Topic(key, label, words)
    return labels
