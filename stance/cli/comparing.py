"""The command that sets two experts side by side."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from stance.cli.filter_options import Only, with_filter
from stance.cli.messages import shown
from stance.cli.next_steps import Done, command
from stance.cli.progress import DISPLAY

if TYPE_CHECKING:
    from stance.study.comparison import Comparison, OnTopic, Side


@with_filter
def compare(
    study: Annotated[Path, typer.Argument(help="Folder of workbooks, one workbook, or a table.")],
    expert_a: Annotated[str, typer.Argument(metavar="EXPERT", help="Name or id of one expert.")],
    expert_b: Annotated[str, typer.Argument(metavar="EXPERT", help="Of the other.")],
    *,
    only: Only,
) -> Done:
    """Print two experts side by side, topic by topic, the farthest apart first.

    Example: stance compare annotations/central-asia burnashev tyulegenov
    """
    from rich.console import Console

    from stance.study.comparison import compare as compare_in
    from stance.study.study import Study as Opened

    found = compare_in(only.of(Opened.open(study)).analyse(), expert_a, expert_b)
    DISPLAY.clear()
    console = Console(highlight=False)
    console.print(_summary(found))
    console.print(_table(found))
    return Done(f"{command('report', study, *only.words())}, for everybody on one page")


def _summary(found: "Comparison") -> Any:
    from rich.text import Text

    names = shown(f"{found.name_a} and {found.name_b}")
    if found.agreement is None:
        return Text(f"{names} have no topic in common: there is no evidence.")
    topics = "1 topic" if found.n_shared == 1 else f"{found.n_shared} topics"
    return Text(
        f"{names} share {topics}; agreement {found.agreement:.2f}, drawn toward that of all "
        f"pairs {found.shrunk:.2f} (90 % interval {found.low:.2f} to {found.high:.2f})."
    )


def _table(found: "Comparison") -> Any:
    from rich.table import Table

    table = Table(show_lines=True, expand=True)
    table.add_column("Topic", ratio=2)
    table.add_column(_plain(found.name_a), ratio=3)
    table.add_column(_plain(found.name_b), ratio=3)
    for topic in found.topics:
        table.add_row(_head(topic), _cell(topic.a), _cell(topic.b))
    return table


def _plain(text: str) -> Any:
    """Return the words of others as they are: no markup in them counts."""
    from rich.text import Text

    return Text(shown(text))


def _head(topic: "OnTopic") -> Any:
    text = _plain(topic.label)
    if topic.distance is not None:
        side = ", opposite sides" if topic.opposed else ""
        text.append(
            f"\n{round(topic.distance, 2):g} apart{side}", style="bold" if topic.opposed else "dim"
        )
    return text


def _cell(side: "Side") -> Any:
    text = _plain(side.stance)
    if side.position is not None:
        text.append(f" ({side.position:+.2g})" if side.position else " (0)")
    for claim in side.claims:
        text.append(f"\n• {shown(claim.words)}")
        place = ", ".join(part for part in (claim.stance, claim.source_id, claim.said_on) if part)
        text.append(f" [{shown(place)}]", style="dim")
    return text
