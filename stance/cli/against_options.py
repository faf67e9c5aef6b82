"""The options that set another study, span or coding beside findings, the same in commands."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from stance.cli.filter_options import Only

if TYPE_CHECKING:
    from stance.study.against import Against
    from stance.study.study import Findings, Study

AgainstWhat = Annotated[
    str,
    typer.Option(
        metavar="WHAT",
        help="what stands beside: another study's folder, machine:NAME, or talk:1 (before it)",
    ),
]
AgainstUntil = Annotated[
    str, typer.Option(metavar="DATE", help="what was said up to then stands beside what came after")
]


def beside(
    findings: "Findings",
    other: tuple[str, str],
    only: Only,
    anonymise: Literal["annotators", "experts"] | None = None,
) -> "Against | None":
    """Return what stands beside the findings: another study, a coding, or the earlier of two spans.

    Args:
        findings: the findings.
        other: what was typed for the two options.
        only: the filter, which holds for another study too.
        anonymise: who bears pseudonyms.

    Raises:
        UsageError: both were given; what is named is not there, or cannot stand beside.
    """
    from stance.core.errors import UsageError
    from stance.study.against import against_coding, against_study, against_until
    from stance.study.study import Study

    what, until = other
    if what and until:
        raise UsageError("give --against or --against-until, not both")
    if until:
        return against_until(findings.study, until, findings.seed)
    if not what:
        return None
    kind, _, named = what.partition(":")
    if kind in ("machine", "talk") and named and not Path(what).exists():
        return against_coding(findings, "machine" if kind == "machine" else "talk", named)
    if anonymise == "experts":
        raise UsageError("experts with pseudonyms cannot be told apart in another study")
    opened = only.of(Study.open(Path(what), skip_bad_cells=True))
    return against_study(findings, with_pseudonyms(opened, {}, anonymise)[0])


def with_pseudonyms(
    opened: "Study", words: dict[str, str], who: Literal["annotators", "experts"] | None
) -> "tuple[Study, dict[str, str]]":
    """Return a study and the words of its articles with pseudonyms, if so wished."""
    from stance.report import anonymised

    return anonymised(opened, words, who) if who else (opened, words)
