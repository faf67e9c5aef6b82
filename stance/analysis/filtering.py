"""Which claims, experts, sources and topics are looked at: the one place that says what that means.

A filter cuts frames, and says what it could not tell: a claim without a date is neither inside nor
outside a span, nor is one whose date stops short of it ("2022" against "since 2022-06").
"""

import re
from calendar import monthrange
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from stance.analysis.consensus import Status
from stance.core.codebook import NONE, Codebook
from stance.core.contracts import EXPERTS
from stance.core.dates import is_iso_date
from stance.core.errors import UsageError
from stance.core.text import closest, fold, header_key, listed
from stance.tables.wishes import listed_in

_CONDITION = re.compile(r"([^=!]+)(!?=)(.*)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a column of the list of experts must hold, or must not.

    Attributes:
        column: its header.
        values: any one of these; "" is an empty cell.
        holds: whether it must hold one of them, or none.
    """

    column: str
    values: tuple[str, ...]
    holds: bool = True

    def __str__(self) -> str:
        values = ",".join(f'"{v}"' if "," in v else v for v in self.values)
        return f"{self.column}{'=' if self.holds else '!='}{values}"


@dataclass(frozen=True, slots=True)
class Filter:
    """What of a study is looked at; all that is said must hold.

    Attributes:
        where: conditions on the experts.
        since: first day of the claims; may stop at year or month, and begins with it.
        until: last day of them; may stop at year or month, and ends with it.
        sources: ids of the sources.
        topics: ids of the topics.
        min_claims: the fewest claims of an expert, of those that all else leaves.
        group: the column of the list of experts by which these are taken together.
    """

    where: tuple[Condition, ...] = ()
    since: str = ""
    until: str = ""
    sources: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    min_claims: int = 0
    group: str = ""

    def __bool__(self) -> bool:
        return self != EVERYTHING

    @property
    def fewest(self) -> int:
        """The fewest claims of an expert who stays: one at least where claims are chosen."""
        chooses = self.since or self.until or self.sources or self.topics
        return max(self.min_claims, 1 if chooses else 0)

    @property
    def words(self) -> tuple[str, ...]:
        """What it says, as it is typed: "where country=Kazakhstan", "since 2022"."""
        said = (
            *(("where", str(condition)) for condition in self.where),
            *(("since", self.since), ("until", self.until)),
            *(("source", ",".join(self.sources)), ("topic", ",".join(self.topics))),
            *(("min-claims", self.min_claims or ""), ("group", self.group)),
        )
        return tuple(f"{option} {value}" for option, value in said if value)

    def __str__(self) -> str:
        return "; ".join(self.words)


#: Nothing is left out.
EVERYTHING = Filter()


def filter_of(
    where: Sequence[str] = (),
    since: str = "",
    until: str = "",
    source: Sequence[str] = (),
    topic: Sequence[str] = (),
    min_claims: int = 0,
    group: str = "",
) -> Filter:
    """Return the filter that is typed so; ``resolve`` finds what it means in a study.

    Args:
        where: conditions such as "country=Kazakhstan,Uzbekistan" or "kind!=official".
        since: an ISO date.
        until: an ISO date.
        source: ids, titles or file names; commas between.
        topic: ids or labels; commas between.
        min_claims: the fewest claims of an expert.
        group: a column of the list of experts.

    Raises:
        UsageError: a condition or a date cannot be read; all that is wrong at once.
    """
    wrong: list[str] = []
    conditions: list[Condition] = []
    for text in where:
        found = _CONDITION.fullmatch(text)
        if found is None or not found[1].strip():
            wrong.append(f'"{text}" is no condition; write one as country=Kazakhstan or kind!=x')
        else:
            conditions.append(Condition(found[1].strip(), (found[3].strip(),), found[2] == "="))
    for name, date in (("since", since), ("until", until)):
        if date and not is_iso_date(date):
            wrong.append(f'{name}: "{date}" is no date of the form 2022, 2022-01 or 2022-01-31')
    if not wrong and since and until and first_day(since) > last_day(until):
        wrong.append(f"since {since} is later than until {until}: no day is between them")
    if min_claims < 0:
        wrong.append("min-claims: there are no fewer than 0 claims")
    _refuse(wrong)
    return Filter(
        tuple(conditions), since, until, tuple(source), tuple(topic), min_claims, group.strip()
    )


def resolve(
    wanted: Filter, experts: pd.DataFrame, sources: pd.DataFrame, codebook: Codebook
) -> Filter:
    """Return the filter in the study's own words: its headers, values, ids.

    Args:
        wanted: the filter, as it was typed.
        experts: columns of ``EXPERTS``, and people's own.
        sources: frame ``SOURCES``.
        codebook: the topics.

    Raises:
        UsageError: a column, value, source or topic that there is not, with what there is; all at
            once.
    """
    wrong: list[str] = []
    where = tuple(
        replace(one, column=column, values=_values(one, column, experts[column], wrong))
        for one in wanted.where
        if (column := _column(one.column, experts, wrong))
    )
    named = dict(zip(sources["source_id"], sources["source_id"], strict=True))
    for name in ("title", "file"):
        for source_id, text in zip(sources["source_id"], sources[name], strict=True):
            named.setdefault(text, source_id)
    found = replace(
        wanted,
        where=where,
        sources=_ids("source", wanted.sources, _finder(named), list(sources["source_id"]), wrong),
        topics=_ids(
            "topic", wanted.topics, _topic_finder(codebook), list(codebook.topic_ids), wrong
        ),
        group=_column(wanted.group, experts, wrong) if wanted.group else "",
    )
    _refuse(wrong)
    return found


def _refuse(wrong: Sequence[str]) -> None:
    if wrong:
        raise UsageError("\n".join(wrong))


def _column(name: str, experts: pd.DataFrame, wrong: list[str]) -> str:
    """Return the column that is called so; what is wrong is added to the list."""
    columns = [str(column) for column in experts.columns]
    found = next((c for c in columns if header_key(c) == header_key(name)), "")
    if not found:
        wrong.append(_unknown("the list of experts has no column", name, columns))
    elif not (experts[found] != "").any():
        wrong.append(f'the column "{found}" of the list of experts is empty')
        return ""
    return found


def _values(one: Condition, column: str, cells: pd.Series, wrong: list[str]) -> tuple[str, ...]:
    """Return the values of the column that are meant: a whole text before a list with commas."""
    there = list(dict.fromkeys(cells.tolist()))
    find = _finder(dict(zip(there, there, strict=True)))
    whole = [find(text) for text in one.values]
    if None not in whole:
        return tuple(value for value in whole if value is not None)
    return _ids(f"value of {column}", one.values, find, [v for v in there if v], wrong)


def _finder(named: dict[str, str]) -> Callable[[str], str | None]:
    folded = {fold(name): meant for name, meant in reversed(named.items())}
    return lambda text: folded.get(fold(text))


def _topic_finder(codebook: Codebook) -> Callable[[str], str | None]:
    def find(text: str) -> str | None:
        found = codebook.parse_topic(text)
        return None if found == NONE else found

    return find


def _ids(
    what: str,
    typed: Sequence[str],
    find: Callable[[str], str | None],
    there: Sequence[str],
    wrong: list[str],
) -> tuple[str, ...]:
    """Return what the texts mean, each one thing or several with commas between."""
    found: list[str] = []
    for text in typed:
        whole = find(text)
        parts = (text,) if whole is not None else listed_in(text) or (text,)
        for part in parts:
            meant = find(part)
            if meant is None:
                wrong.append(_unknown(f"there is no {what}", part, there))
            else:
                found.append(meant)
    return tuple(dict.fromkeys(found))


def _unknown(what: str, name: str, there: Sequence[str]) -> str:
    near = closest(name, there, at_least=60.0)
    meant = f'; did you mean "{near}"? There' if near else "; there"
    return f'{what} "{name}"{meant} are: {listed(there)}'


@dataclass(frozen=True, eq=False)
class Selected:
    """What a filter leaves, and what it could not tell.

    Attributes:
        claims: frame ``CLAIMS``; under a group, its name stands for the expert.
        experts: frame ``EXPERTS``; of the groups, if any.
        n_undated: claims without a date, left out of a span.
        n_vague: claims whose date stops too early to be inside or outside, likewise.
        n_ungrouped: experts left out because they have no group.
        n_without: experts left out because no claim of theirs is left.
    """

    claims: pd.DataFrame
    experts: pd.DataFrame
    n_undated: int = 0
    n_vague: int = 0
    n_ungrouped: int = 0
    n_without: int = 0


def select(
    wanted: Filter, claims: pd.DataFrame, experts: pd.DataFrame, coded: pd.DataFrame
) -> Selected:
    """Return the claims and experts that a filter leaves.

    Where claims are chosen, by their date, source or topic, only experts stay of whom one is left:
    who speaks elsewhere is not silent here. A claim is on a topic if anybody coded it so, whatever
    the others say.

    Args:
        wanted: the filter, as ``resolve`` returns it.
        claims: frame ``CLAIMS``.
        experts: columns of ``EXPERTS``, and people's own.
        coded: claim_id and topic of all that people coded or decided.
    """
    experts, n_ungrouped = _people(wanted, experts)
    if wanted.where or wanted.group:
        claims = claims[claims["expert_id"].isin(experts["expert_id"])]
    if wanted.sources:
        claims = claims[claims["source_id"].isin(wanted.sources)]
    if wanted.topics:
        on = coded.loc[coded["topic"].isin(wanted.topics), "claim_id"]
        claims = claims[claims["claim_id"].isin(on)]
    claims, n_undated, n_vague = _in_span(wanted, claims)
    if wanted.group:
        claims, experts = _grouped(wanted.group, claims, experts)
    n_without = 0
    if wanted.fewest:
        n = claims_of_each(experts, claims)
        n_without = int((n == 0).sum())
        experts = experts[n >= wanted.fewest]
        claims = claims[claims["expert_id"].isin(experts["expert_id"])]
    kept = claims.reset_index(drop=True)
    return Selected(kept, EXPERTS.check(experts), n_undated, n_vague, n_ungrouped, n_without)


def claims_of_each(experts: pd.DataFrame, claims: pd.DataFrame) -> pd.Series:
    """Return how many of the claims are each expert's, in the order of the experts."""
    return experts["expert_id"].map(claims["expert_id"].value_counts()).fillna(0).astype(int)


def _people(wanted: Filter, experts: pd.DataFrame) -> tuple[pd.DataFrame, int]:
    for one in wanted.where:
        folded = {fold(value) for value in one.values}
        experts = experts[experts[one.column].map(fold).isin(folded) == one.holds]
    if not wanted.group:
        return experts, 0
    has_group = experts[wanted.group] != ""
    return experts[has_group], int((~has_group).sum())


def first_day(date: str) -> str:
    """Return the first day that an ISO date may mean; it may stop at year or month."""
    return date + "0000-01-01"[len(date) :]


def last_day(date: str) -> str:
    """Return the last day that an ISO date may mean."""
    if len(date) == len("2022-02"):
        return f"{date}-{monthrange(int(date[:4]), int(date[5:]))[1]}"
    return date + "0000-12-31"[len(date) :]


def _in_span(wanted: Filter, claims: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """Return the claims wholly inside the span, and how many are undated or straddle an end."""
    if not (wanted.since or wanted.until):
        return claims, 0, 0
    dated = claims["said_on"].map(is_iso_date).astype(bool)
    said_on = claims["said_on"].where(dated, "")
    first, last = said_on.map(first_day), said_on.map(last_day)
    inside, outside = dated.copy(), ~dated
    if wanted.since:
        begin = first_day(wanted.since)
        inside, outside = inside & (first >= begin), outside | (last < begin)
    if wanted.until:
        end = last_day(wanted.until)
        inside, outside = inside & (last <= end), outside | (first > end)
    return claims[inside], int((~dated).sum()), int((~inside & ~outside).sum())


def _grouped(
    column: str, claims: pd.DataFrame, experts: pd.DataFrame
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return the claims under the names of groups, and the groups as if they were experts."""
    names = experts[column].map(fold)
    first = experts.groupby(names, sort=False)[column].transform("first").astype("str")
    of_expert = dict(zip(experts["expert_id"], first, strict=True))
    groups = [
        {
            "expert_id": name,
            "name": name,
            "aliases": "; ".join(_spellings(members)),
            "role": "; ".join(name or id_ for id_, name in _names(members)),
            "kind": "group",
        }
        for name, members in experts.groupby(first, sort=False)
    ]
    owner = claims["expert_id"].map(of_expert).astype("str")
    return claims.assign(expert_id=owner), EXPERTS.build(groups)


def _names(members: pd.DataFrame) -> Iterable[tuple[str, str]]:
    return zip(members["expert_id"], members["name"], strict=True)


def _spellings(members: pd.DataFrame) -> list[str]:
    """Return every name of the members: whoever asks for one is led to the group."""
    texts = (text for name in ("name", "aliases") for text in members[name])
    return list(dict.fromkeys(filter(None, texts)))


def on_topics(judgements: pd.DataFrame, topics: Iterable[str]) -> pd.DataFrame:
    """Return the judgements on these topics; a claim that came out on others bears on none.

    Judged is before topics are left out: whether a topic holds depends on all that was chosen.

    Args:
        judgements: frame ``JUDGEMENTS``.
        topics: ids.
    """
    kept = judgements["topic"].isin([*topics, NONE])
    lost = ~judgements["claim_id"].isin(judgements.loc[kept, "claim_id"])
    first = lost & ~judgements["claim_id"].where(lost).duplicated()
    cut = judgements[kept | first]
    elsewhere = first[cut.index]
    return cut.assign(
        topic=cut["topic"].mask(elsewhere, NONE),
        status=cut["status"].mask(elsewhere, Status.NONE),
        score=cut["score"].mask(elsewhere),
        **{
            name: cut[name].mask(elsewhere, 0)
            for name in ("n_votes", "n_majority", "n_unclear", "n_dissent")
        },
    ).reset_index(drop=True)
