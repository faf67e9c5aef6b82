"""A study as an export of Pol.is: experts are participants, topics comments, sides votes."""

import csv
import io
from pathlib import Path
from typing import TYPE_CHECKING

from stance.exchange.outgoing.coded import Whole
from stance.sheets.inert import inert

if TYPE_CHECKING:
    from stance.study.study import Study

Table = list[list[str]]


def write_polis(whole: Whole, folder: Path, study: "Study") -> dict[Path, bytes]:
    """Return the tables of an export; a vote is the side of an expert's position on a topic.

    Times are the number of the vote, so that the same study gives the same bytes.
    """
    placed = study.analyse().positions.dropna(subset=["position"])
    people = {row: n for n, row in enumerate(study.experts["expert_id"], start=1)}
    comments = {topic.id: n for n, topic in enumerate(study.codebook.topics)}
    side = study.codebook.scale.side
    votes = {
        (people[expert], comments[topic]): side(position)
        for expert, topic, position in zip(
            placed["expert_id"], placed["topic"], placed["position"], strict=True
        )
    }
    _count_losses(whole, placed["position"].tolist())
    tables = {
        "comments.csv": _comments(study, comments, votes),
        "votes.csv": _votes(votes),
        "participants-votes.csv": _people(people, comments, votes),
        "summary.csv": _summary(study, people, comments),
        "participants.csv": _names(study, people),
    }
    return {folder / "polis" / name: _csv(table) for name, table in tables.items()}


def _count_losses(whole: Whole, positions: list[float]) -> None:
    whole.losses["answers, of which the votes are the experts' positions"] += sum(
        len(claim.answers) for claim in whole.claims
    )
    whole.losses["claims with their words, sources and dates"] += len(whole.claims)
    ends = {whole.scale.scores[0], whole.scale.scores[-1], whole.scale.middle}
    whole.losses["positions between the ends of the scale, of which the side stays"] += sum(
        position not in ends for position in positions
    )


Votes = dict[tuple[int, int], int]


def _comments(study: "Study", comments: dict[str, int], votes: Votes) -> Table:
    head = ["timestamp", "datetime", "comment-id", "author-id", "agrees", "disagrees"]
    rows = [[*head, "moderated", "comment-body"]]
    for topic, number in comments.items():
        cast = [vote for (_, comment), vote in votes.items() if comment == number]
        counts = [str(cast.count(1)), str(cast.count(-1))]
        proposition = study.codebook.topic(topic).proposition
        rows.append([str(number), "", str(number), "0", *counts, "1", inert(proposition)])
    return rows


def _votes(votes: Votes) -> Table:
    rows = [["timestamp", "datetime", "comment-id", "voter-id", "vote"]]
    for n, ((person, comment), vote) in enumerate(votes.items(), start=1):
        rows.append([str(n), "", str(comment), str(person), str(vote)])
    return rows


def _people(people: dict[str, int], comments: dict[str, int], votes: Votes) -> Table:
    head = ["participant", "xid", "group-id", "n-comments", "n-votes", "n-agree", "n-disagree"]
    rows = [[*head, *map(str, comments.values())]]
    for expert, person in people.items():
        cast = [votes.get((person, comment)) for comment in comments.values()]
        counts = [sum(v is not None for v in cast), cast.count(1), cast.count(-1)]
        said = ["" if vote is None else str(vote) for vote in cast]
        rows.append([str(person), inert(expert), "", "0", *map(str, counts), *said])
    return rows


def _summary(study: "Study", people: dict[str, int], comments: dict[str, int]) -> Table:
    return [
        ["topic", inert(study.title)],
        ["voters", str(len(people))],
        ["comments", str(len(comments))],
    ]


def _names(study: "Study", people: dict[str, int]) -> Table:
    """Return who the participants are, which Pol.is itself does not say."""
    names = dict(zip(study.experts["expert_id"], study.experts["name"], strict=True))
    return [["id", "name"], *([str(n), inert(names[row])] for row, n in people.items())]


def _csv(rows: Table) -> bytes:
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\r\n").writerows(rows)
    return stream.getvalue().encode("utf-8")
