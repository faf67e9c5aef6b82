"""Machines beside people, and what a machine's word is worth once it is corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from stance.machines.comparing import Comparison
from stance.machines.corrected import FIGURES, Corrected
from stance.machines.standing_in import StandingIn
from stance.report.language import Language
from stance.report.material import Material

#: What is told of agreement, and of the test.
_MEASURES = ("topic", "stance")
#: Figures with a row a topic or less; the others are folded.
_FEW_ROWS = ("claims for", "claims against", "opposed share", "rank")
#: Rows of a figure that the page holds, the widest gain first.
_MOST_ROWS = 200
#: The epsilon that is told: that beside experts and those beside others are in the command.
_EPSILON = 0.2


@dataclass(frozen=True, slots=True)
class MachineView:
    """One machine beside people.

    Attributes:
        name: its name.
        coverage: how many claims it answered.
        alphas: by measure: label, alpha of people, alpha with the machine.
        verdicts: what the alternative annotator test says, a sentence a measure.
        labels: label, precision, recall.
        steady: repeats and calibration, in sentences.
    """

    name: str
    coverage: str
    alphas: tuple[tuple[str, str, str], ...]
    verdicts: tuple[str, ...]
    labels: tuple[tuple[str, str, str], ...]
    steady: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FigureView:
    """One kind of figure corrected: rows of what, people, machine, corrected, how much narrower."""

    title: str
    worth: str
    folded: bool
    rows: tuple[tuple[str, str, str, str, str], ...]


@dataclass(frozen=True, slots=True)
class MachinesView:
    """The section.

    Attributes:
        machines: every machine.
        title: heading of the corrected estimates; empty where none were asked for.
        words: what was corrected, what it is worth, and what a reader may conclude; or why not.
        figures: the estimates.
    """

    machines: tuple[MachineView, ...]
    title: str
    words: tuple[str, ...]
    figures: tuple[FigureView, ...]


def machines(of: Material) -> MachinesView | None:
    """Return the section; None where no machine coded anything."""
    found = of.findings.machines
    if not found:
        return None
    asked = of.findings.corrected
    return MachinesView(
        machines=tuple(_machine(of, one) for one in found),
        title=of.say("machines.corrected", name=asked.machine) if asked else "",
        words=tuple(_words(of.say, asked)) if asked else (),
        figures=tuple(_figures(of, asked)) if asked else (),
    )


def _machine(of: Material, one: Comparison) -> MachineView:
    say = of.say
    rows = {(row["group"], row["measure"]): row for row in one.alphas.to_dict("records")}
    return MachineView(
        name=one.machine,
        coverage=say("machines.coverage", one.n_answered, judged=say.digits(one.n_judged)),
        alphas=tuple(
            (
                say(f"trust.{measure}"),
                _alpha(say, rows["people", measure]),
                _alpha(say, rows["with the machine", measure]),
            )
            for measure in _MEASURES
        ),
        verdicts=tuple(_verdict(say, measure, one.standing_in[measure]) for measure in _MEASURES),
        labels=tuple(
            (_label(of, row), _share(say, row, "precision"), _share(say, row, "recall"))
            for row in one.labels.to_dict("records")
        ),
        steady=tuple(_steady(say, one)),
    )


def _alpha(say: Language, row: dict[Any, Any]) -> str:
    if row["alpha"] != row["alpha"]:
        return say("trust.none")
    value = say.decimal(row["alpha"])
    if row["low"] == row["low"]:
        value = _with_ends(say, value, row["low"], row["high"])
    return say("machines.of_n", row["n_items"], value=value)


def _with_ends(say: Language, value: str, low: float, high: float) -> str:
    return say("machines.with_ends", value=value, low=say.decimal(low), high=say.decimal(high))


def _verdict(say: Language, measure: str, results: Sequence[StandingIn]) -> str:
    one = next(one for one in results if one.epsilon == _EPSILON)
    on = say(f"trust.{measure}")
    if one.winning_rate is None:
        return say("machines.test.none", on=on, why=say(f"machines.why.{one.why}"))
    told = say(
        "machines.test.yes" if one.passes else "machines.test.no",
        on=on,
        rate=say.percent(one.winning_rate),
        advantage=say.percent(one.advantage or 0.0),
    )
    return f"{told} {say('machines.why.few people')}" if one.why else told


def _label(of: Material, row: dict[Any, Any]) -> str:
    if row["measure"] == "stance":
        return of.say(f"machines.side.{row['label']}")
    topic = of.topics.get(row["label"])
    return topic.label or topic.id if topic else of.say("machines.no_topic")


def _share(say: Language, row: dict[Any, Any], name: str) -> str:
    if row[name] != row[name]:
        return say("trust.none")
    return _with_ends(say, say.decimal(row[name]), row[f"{name}_low"], row[f"{name}_high"])


def _steady(say: Language, one: Comparison) -> Iterator[str]:
    if one.same is not None:
        yield say("machines.repeats", share=say.percent(one.same))
    if one.error is not None:
        yield say(f"machines.calibration.{one.calibration}", error=say.decimal(one.error))


def _words(say: Language, one: Corrected) -> Iterator[str]:
    share = one.share
    if share.why:
        yield say("machines.refused")
        yield say(f"machines.share.{share.why}", share.n)
        return
    n = len(share.weight)
    yield say("machines.what", n, all=say.digits(share.n_claims), name=one.machine)
    means = [one.worth[figure] for figure in FIGURES[:2] if figure in one.worth]
    if means:
        times = sum(means) / len(means)
        key = "machines.worth" if times > 1 else "machines.worthless"
        yield say(key, n, times=say.decimal(times, 1), name=one.machine)
    yield say("machines.read")
    yield say("machines.still")


def _figures(of: Material, one: Corrected) -> Iterator[FigureView]:
    say = of.say
    for figure, rows in one.figures.groupby("figure", sort=False):
        worth = one.worth.get(str(figure))
        shown = rows.sort_values("gain", ascending=False, kind="stable").head(_MOST_ROWS)
        yield FigureView(
            title=say(f"machines.figure.{figure}"),
            worth=say("machines.figure.worth", times=say.decimal(worth, 1)) if worth else "",
            folded=str(figure) not in _FEW_ROWS,
            rows=tuple(
                (
                    _about(of, row),
                    _estimate(say, str(figure), row, "people", "people_low", "people_high"),
                    _number(say, str(figure), row["machine"]),
                    _estimate(say, str(figure), row, "corrected", "low", "high"),
                    say("trust.none") if row["gain"] != row["gain"] else _gain(say, row["gain"]),
                )
                for row in shown.to_dict("records")
            ),
        )


def _about(of: Material, row: dict[Any, Any]) -> str:
    topic = of.topics.get(row["topic"])
    names = [of.name(row[key]) for key in ("expert_a", "expert_b") if row[key]]
    parts = [of.say("machines.pair").join(names), (topic.label or topic.id) if topic else ""]
    return ": ".join(filter(None, parts)) or of.say("machines.all_claims")


def _gain(say: Language, gain: float) -> str:
    return say("machines.wider") if gain < 0 else say.percent(gain)


def _estimate(
    say: Language, figure: str, row: dict[Any, Any], value: str, low: str, high: str
) -> str:
    if row[value] != row[value]:
        return say("trust.none")
    if row[low] != row[low]:
        return _number(say, figure, row[value])
    told = [_number(say, figure, row[key]) for key in (value, low, high)]
    return say("machines.with_ends", value=told[0], low=told[1], high=told[2])


def _number(say: Language, figure: str, value: float) -> str:
    if value != value:
        return say("trust.none")
    if figure in ("position",):
        return say.signed(value, 1)
    return say.decimal(value, 1) if figure == "rank" else say.percent(value)
