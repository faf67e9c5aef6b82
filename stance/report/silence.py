"""Silence: who has said nothing on what divides the others; an editor's call list."""

from dataclasses import dataclass

from stance.report.material import Material

#: Names that a row holds before the rest is counted.
NAMES = 30
#: So many of the divided topics come first on the page.
FIRST = 3


@dataclass(frozen=True, slots=True)
class SilenceView:
    """One divided topic, and who has no position on it, by the reason why."""

    label: str
    href: str
    n: str
    nothing: str
    unclear: str
    disputed: str


def silence(of: Material) -> tuple[SilenceView, ...]:
    """Return the divided topics in the order of their dispute."""
    found = of.findings.silence
    rows = []
    for topic in dict.fromkeys(found["topic"]):
        here = found[found["topic"] == topic]
        names = {
            why: _names(of, here.loc[here["why"] == why, "expert_id"].tolist())
            for why in ("said nothing", "unclear", "disputed")
        }
        rows.append(
            SilenceView(
                label=of.topics[topic].label,
                href=f"#{of.topic_anchor[topic]}",
                n=of.say("silence.n", len(here), all=of.say.digits(len(of.experts))),
                nothing=names["said nothing"],
                unclear=names["unclear"],
                disputed=names["disputed"],
            )
        )
    return tuple(rows)


def silent_throughout(of: Material) -> str:
    """Return in words who has no position on any of the first divided topics; empty if nobody."""
    found = of.findings.silence
    first = list(dict.fromkeys(found["topic"]))[:FIRST]
    here = found[found["topic"].isin(first)]
    times = here.groupby("expert_id", sort=False).size()
    everywhere = times[times == len(first)].index.tolist()
    if len(first) < FIRST or not everywhere:
        return ""
    said = of.say("silence.throughout", FIRST, all=of.say.digits(len(everywhere)))
    return f"{said} {_names(of, everywhere)}."


def _names(of: Material, experts: list[str]) -> str:
    names = [of.short.get(expert, expert) for expert in experts[:NAMES]]
    if len(experts) > NAMES:
        names.append(of.say("silence.more", len(experts) - NAMES))
    return of.say("list.comma").join(names)
