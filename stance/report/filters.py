"""What of the study a page shows, and what a filter could not tell, in words."""

from collections.abc import Iterator, Sequence

from stance.analysis.filtering import Condition
from stance.report.language import Language
from stance.study.filtering import Selection

#: Names of sources, topics or values that are listed before they are only counted.
MOST = 6


def filter_words(selection: Selection, say: Language) -> str:
    """Return the filter in the words of a language; nothing where there is none."""
    return "; ".join(_parts(selection, say))


def _parts(selection: Selection, say: Language) -> Iterator[str]:
    wanted = selection.filter
    for condition in wanted.where:
        yield _condition(condition, say)
    if wanted.since and wanted.until:
        yield say("filter.span", since=say.since(wanted.since), until=say.date(wanted.until))
    elif wanted.since:
        yield say("filter.since", date=say.since(wanted.since))
    elif wanted.until:
        yield say("filter.until", date=say.date(wanted.until))
    if wanted.sources:
        yield say("filter.sources", names=_names(wanted.sources, say))
    if wanted.topics:
        book = selection.codebook
        labels = [book.topic(topic).label if book else topic for topic in wanted.topics]
        yield say("filter.topics", names=_names(labels, say))
    if wanted.min_claims:
        yield say("filter.min_claims", wanted.min_claims)
    if wanted.group:
        yield say("filter.group", column=wanted.group)


def _condition(one: Condition, say: Language) -> str:
    values = [value or say("filter.empty") for value in one.values]
    key = "filter.where" if one.holds else "filter.where.not"
    return say(key, column=one.column, values=_names(values, say))


def _names(names: Sequence[str], say: Language) -> str:
    if len(names) <= MOST:
        return ", ".join(names)
    return say("filter.more", names=", ".join(names[:MOST]), more=say.digits(len(names) - MOST))


def filter_notes(selection: Selection, n_claims: int, say: Language) -> tuple[str, ...]:
    """Return what the page says below its title: the filter, what it leaves, what is unknown.

    Args:
        selection: what was asked for.
        n_claims: claims that are left.
        say: the language.
    """
    if not selection.filter:
        return ()
    words = filter_words(selection, say)
    left, every = say.digits(n_claims), say.digits(selection.n_claims)
    counted = (
        ("undated", selection.n_undated),
        ("vague", selection.n_vague),
        ("ungrouped", selection.n_ungrouped),
        ("without", selection.n_without),
    )
    return (
        say("filter.part", filter=words, left=left, all=every),
        *(say(f"filter.{name}", n, column=selection.filter.group) for name, n in counted if n),
    )
