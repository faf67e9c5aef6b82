"""A machine's answers beside people's: agreement, precision and recall, repeats, calibration."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from stance.analysis.consensus import Status
from stance.core.codebook import NONE, Codebook, Scale, sides_of
from stance.core.contracts import ANNOTATIONS, Column, Contract
from stance.machines.calibration import (
    RELIABILITY_BINS,
    expected_calibration_error,
    reliability_bins,
)
from stance.machines.repeats import one_answer_each
from stance.machines.standing_in import StandingIn, stand_in
from stance.reliability import (
    Measured,
    agreement_weights,
    stance_given_topic,
    topic_and_stance,
    topic_choice,
)
from stance.reliability.groups import RELIABILITY, overall

#: How many standard errors the intervals of precision and recall reach to either side: 95 %.
_ERRORS = 1.959964
#: What a stance is to the proposition, where a consensus may lie between two stances.
SIDES = ("for", "in the middle", "against", "unclear")

MACHINE_ALPHAS = Contract(
    "machine_alphas",
    ("measure", "group"),
    tuple(
        Column(
            c.name, c.kind, {"group": "people, with the machine, or repeats"}.get(c.name, c.meaning)
        )
        for c in RELIABILITY.columns
        if c.name != "by"
    ),
)
MACHINE_LABELS = Contract(
    "machine_labels",
    ("measure", "label"),
    (
        Column("measure", "text", "topic, or stance where both chose the topic"),
        Column("label", "text", f"topic id or none; of a stance {', '.join(SIDES)}"),
        Column("n_people", "integer", "judgements of people with this label"),
        Column("n_machine", "integer", "answers of the machine with this label"),
        Column("n_both", "integer", "claims on which both have it"),
        Column("precision", "number", "of the machine's, the share that is people's; NaN: none"),
        Column("precision_low", "number", "lower end of its 95 % interval (Wilson)"),
        Column("precision_high", "number", "upper end"),
        Column("recall", "number", "of people's, the share that the machine found; NaN: none"),
        Column("recall_low", "number", "lower end of its 95 % interval (Wilson)"),
        Column("recall_high", "number", "upper end"),
    ),
)
MACHINE_CONFUSION = Contract(
    "machine_confusion",
    ("measure", "people", "machine"),
    (
        Column("measure", "text", "topic, or stance where both chose the topic"),
        Column("people", "text", "label of people's judgement; empty: they chose no further topic"),
        Column("machine", "text", "label of the machine; empty: it chose no further topic"),
        Column("n", "integer", "how often"),
    ),
)


@dataclass(frozen=True, eq=False)
class Comparison:
    """What there is to say of one machine beside people.

    Attributes:
        machine: its name.
        n_answered: claims on which it answered.
        n_judged: of them, those on which people came to a judgement.
        alphas: frame ``MACHINE_ALPHAS``: of people, and of them and the machine, on the claims on
            which it answered; of its own repeats.
        labels: frame ``MACHINE_LABELS``.
        confusion: frame ``MACHINE_CONFUSION``.
        standing_in: the alternative annotator test by measure, a result an epsilon.
        n_repeats: how often it answered on the claim on which it did most often.
        same: of the claims on which it answered more than once, the mean share of its answers that
            are the one given most often; None where there is no such claim.
        calibration: whose probabilities those of ``bins`` are: "given", "repeats" or empty.
        error: expected calibration error, 0 to 1; None where there are no probabilities.
        bins: frame ``RELIABILITY_BINS`` of topic and stance.
    """

    machine: str
    n_answered: int
    n_judged: int
    alphas: pd.DataFrame
    labels: pd.DataFrame
    confusion: pd.DataFrame
    standing_in: Mapping[str, tuple[StandingIn, ...]]
    n_repeats: int
    same: float | None
    calibration: str
    error: float | None
    bins: pd.DataFrame


def compare_machines(
    annotations: pd.DataFrame,
    judgements: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    articles: Mapping[str, str] | None = None,
) -> tuple[Comparison, ...]:
    """Return each machine beside people, in the order of the machines' names.

    Args:
        annotations: frame ``ANNOTATIONS``, of people.
        judgements: frame ``JUDGEMENTS``, of people alone.
        codings: frame ``MACHINE_CODINGS``.
        codebook: topics and scale.
        articles: the article of each claim, for intervals by article; empty or absent: not known.
    """
    return tuple(
        _compare(annotations, judgements, own, codebook, articles or {})
        for _, own in codings.groupby("machine", sort=True)
    )


def _compare(
    annotations: pd.DataFrame,
    judgements: pd.DataFrame,
    codings: pd.DataFrame,
    codebook: Codebook,
    articles: Mapping[str, str],
) -> Comparison:
    answers = one_answer_each(codings)
    pairs = _pairs(judgements, answers, codebook.scale)
    people = annotations[annotations["claim_id"].isin(answers["claim_id"])]
    name = _unlike(str(codings["machine"].iloc[0]), set(people["annotator"]))
    both = pd.concat([people, _as_annotations(answers, name)], ignore_index=True)
    again = _as_annotations(codings, "repeat " + codings["repeat"].astype("str"))
    once = answers.drop_duplicates("claim_id")
    several = once[once["n_repeats"] > 1]
    kind, probability = _probabilities(once)
    right = once["claim_id"].map(_right(judgements, answers, codebook.scale))
    told = right.notna() & probability.notna()
    return Comparison(
        machine=str(codings["machine"].iloc[0]),
        n_answered=len(once),
        n_judged=int(right.notna().sum()),
        alphas=MACHINE_ALPHAS.build(
            [
                {**row, "group": group}
                for group, coded in (
                    ("people", people),
                    ("with the machine", both),
                    ("repeats", again),
                )
                for row in _alphas(coded, codebook, articles)
            ]
        ),
        labels=MACHINE_LABELS.build(list(_label_rows(pairs, codebook))),
        confusion=_confusion(pairs),
        standing_in={
            one.name: stand_in(one.codes, name, _weights(one)) for one in _measured(both, codebook)
        },
        n_repeats=int(once["n_repeats"].max()),
        same=float((several["n_same"] / several["n_repeats"]).mean()) if len(several) else None,
        calibration=kind if told.any() else "",
        error=expected_calibration_error(
            probability[told].tolist(), right[told].astype(bool).tolist()
        ),
        bins=reliability_bins(probability[told].tolist(), right[told].astype(bool).tolist())
        if told.any()
        else RELIABILITY_BINS.empty(),
    )


def _unlike(name: str, taken: set[str]) -> str:
    """Return the machine's name, unlike that of any person."""
    while name in taken:
        name += " (machine)"
    return name


def _as_annotations(codings: pd.DataFrame, annotator: Any) -> pd.DataFrame:
    """Return a machine's answers as if an annotator had given them, for the arithmetic alone."""
    columns = ["claim_id", "slot", "topic", "stance", "score"]
    return ANNOTATIONS.check(ANNOTATIONS.complete(codings[columns].assign(annotator=annotator)))


def _measured(annotations: pd.DataFrame, codebook: Codebook) -> tuple[Measured, ...]:
    found = (topic_choice, stance_given_topic, topic_and_stance)
    return tuple(measure(annotations, codebook) for measure in found)


def _alphas(
    annotations: pd.DataFrame, codebook: Codebook, articles: Mapping[str, str]
) -> Iterator[dict[str, Any]]:
    for one in _measured(annotations, codebook):
        yield overall(one.of(one.codes.in_articles(articles)))


def _weights(measured: Measured) -> Any:
    """Return how much two labels agree for the test: stances by the square of their distance."""
    if measured.name != "stance":
        return measured.weights
    scale = measured.measurement
    return agreement_weights("quadratic", scale.values, scale.apart)


def _pairs(judgements: pd.DataFrame, answers: pd.DataFrame, scale: Scale) -> pd.DataFrame:
    """Return people's and the machine's label of every claim both have one of.

    Columns measure, people, machine; of a topic that one of them alone chose, the other's is the
    first that stands alone likewise, or empty: "none" is a label, which nobody gave here.
    """
    judged = judgements[~judgements["status"].isin(_NO_TOPIC)]
    said = answers[answers["claim_id"].isin(judged["claim_id"])]
    given = judged[judged["claim_id"].isin(said["claim_id"])]
    both = given.merge(said, on=["claim_id", "topic"], suffixes=("", "_machine"))
    alike = both[["topic"]].assign(measure="topic", people=both["topic"], machine=both["topic"])
    alone = [_left(frame, both) for frame in (given, said)]
    apart = alone[0].merge(alone[1], on=["claim_id", "n"], how="outer", suffixes=("_p", "_m"))
    apart = pd.DataFrame({"people": apart["topic_p"], "machine": apart["topic_m"]}).fillna("")
    apart = apart.assign(measure="topic")
    sided = both[both["status"].isin([Status.SETTLED, Status.UNCLEAR]) & (both["topic"] != NONE)]
    sided = sided[sided["stance"] != ""]
    stances = pd.DataFrame(
        {
            "people": _sides(sided["score"], scale),
            "machine": _sides(sided["score_machine"], scale),
        }
    ).assign(measure="stance")
    columns = ["measure", "people", "machine"]
    return pd.concat([frame[columns] for frame in (alike, apart, stances)], ignore_index=True)


_NO_TOPIC = (Status.TOPIC_DISPUTED, Status.UNCODED, Status.WAITING)


def _left(frame: pd.DataFrame, both: pd.DataFrame) -> pd.DataFrame:
    """Return the topics of one side that the other did not choose, numbered within each claim."""
    keys = pd.MultiIndex.from_frame(both[["claim_id", "topic"]])
    own = frame[~pd.MultiIndex.from_frame(frame[["claim_id", "topic"]]).isin(keys)]
    own = own[["claim_id", "topic"]]
    return own.assign(n=own.groupby("claim_id").cumcount())


def _sides(scores: pd.Series, scale: Scale) -> pd.Series:
    names = {1.0: SIDES[0], 0.0: SIDES[1], -1.0: SIDES[2]}
    return sides_of(scores, scale.middle).map(names).fillna(SIDES[3]).astype("str")


def _right(judgements: pd.DataFrame, answers: pd.DataFrame, scale: Scale) -> pd.Series:
    """Return for each claim whether the machine's topics and sides are people's; NaN: no judgement.

    A claim is judged where people settled every topic of it that holds.
    """
    judged = judgements.assign(
        label=judgements["topic"] + " " + _sides(judgements["score"], scale),
        settled=judgements["status"].isin([Status.SETTLED, Status.UNCLEAR, Status.NONE]),
    )
    by_claim = judged.groupby("claim_id")
    settled = by_claim["settled"].all()
    people = by_claim["label"].agg(lambda labels: "\n".join(sorted(labels)))[settled]
    said = answers.assign(label=answers["topic"] + " " + _sides(answers["score"], scale))
    machine = said.groupby("claim_id")["label"].agg(lambda labels: "\n".join(sorted(labels)))
    return (machine == people.reindex(machine.index)).where(machine.index.isin(people.index))


def _probabilities(once: pd.DataFrame) -> tuple[str, pd.Series]:
    """Return the probability of each answer: as given, else the share of repeats that gave it."""
    if once["probability"].notna().any():
        return "given", once["probability"]
    shares = (once["n_same"] / once["n_repeats"]).where(once["n_repeats"] > 1)
    return "repeats", shares


def _confusion(pairs: pd.DataFrame) -> pd.DataFrame:
    counted = pairs.groupby(["measure", "people", "machine"], as_index=False).size()
    return MACHINE_CONFUSION.check(counted.rename(columns={"size": "n"}))


def _label_rows(pairs: pd.DataFrame, codebook: Codebook) -> Iterator[dict[str, Any]]:
    """Yield a row for each label in use, as in the frame ``MACHINE_LABELS``."""
    labels: Sequence[tuple[str, Sequence[str]]] = (
        ("topic", (*codebook.topic_ids, NONE)),
        ("stance", SIDES),
    )
    for measure, listed in labels:
        own = pairs[pairs["measure"] == measure]
        for label in listed:
            people, machine = own["people"] == label, own["machine"] == label
            n_people, n_machine, n_both = (
                int(which.sum()) for which in (people, machine, people & machine)
            )
            if n_people or n_machine:
                precision, recall = wilson(n_both, n_machine), wilson(n_both, n_people)
                yield {
                    "measure": measure,
                    "label": label,
                    "n_people": n_people,
                    "n_machine": n_machine,
                    "n_both": n_both,
                    "precision": n_both / n_machine if n_machine else np.nan,
                    "precision_low": precision[0],
                    "precision_high": precision[1],
                    "recall": n_both / n_people if n_people else np.nan,
                    "recall_low": recall[0],
                    "recall_high": recall[1],
                }


def wilson(hits: int, n: int) -> tuple[float, float]:
    """Return the 95 % interval of a share; NaN where nothing was counted.

    Wilson, E. B. (1927), J. American Statistical Association 22:209: with z = 1.96 and p the share,
    (p + z²/2n ± z·√(p(1 - p)/n + z²/4n²)) / (1 + z²/n).
    """
    if not n:
        return float("nan"), float("nan")
    p, z = hits / n, _ERRORS
    middle, reach = p + z**2 / (2 * n), z * np.sqrt(p * (1 - p) / n + z**2 / (4 * n**2))
    whole = 1 + z**2 / n
    low, high = float((middle - reach) / whole), float((middle + reach) / whole)
    return (low if hits else 0.0), (high if hits < n else 1.0)  # rounding leaves a hair
