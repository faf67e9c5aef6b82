"""stance tour: the whole round on a small study, in six steps."""

import shlex
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from stance.cli.messages import echo
from stance.cli.next_steps import Done, command

#: The page at the end.
_PAGE = "bridge.html"
_Pause = Annotated[
    bool | None,
    typer.Option("--pause/--no-pause", help="Wait for Enter after each step [on a terminal]."),
]


def tour(
    ctx: typer.Context,
    folder: Annotated[Path, typer.Argument(help="A new folder.")] = Path("tour"),
    pause: _Pause = None,
) -> Done:
    """Copy a small study into a folder and walk through the round in six steps.

    Three short articles, two annotators, one page at the end. Every command is shown and run;
    what people do in a spreadsheet is done for you, and said. All files stay for you to open.

    Example: stance tour tour
    """
    waits = sys.stdin.isatty() and sys.stdout.isatty() if pause is None else pause
    for number, (says, words) in enumerate(_steps(folder), start=1):
        if waits and number > 1:
            typer.prompt("(Enter goes on)", default="", show_default=False, prompt_suffix=" ")
        typed = [str(word) for word in words]
        echo("", f"{number} of 6. {says}", f"$ stance {shlex.join(typed)}")
        ctx.find_root().command.main(typed, prog_name="stance", standalone_mode=False)
    echo("", f"That was the round. Its workbooks are in {folder / 'study'}; open them.")
    return Done(
        f"open {folder / _PAGE} in a browser; your own articles: "
        + command("extract", "ARTICLES", "-o", "annotations/my-study")
    )


def _steps(folder: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """Yield of each step what it is for, and its command; do in between what people do."""
    from stance.study import touring

    articles, study, returned = touring.begin(folder), folder / "study", folder / "returned"
    yield (
        f"Collect. Three short articles lie in {articles}; the claims in them, and who says each, "
        "are found and written into a study.",
        ("extract", articles, "-o", study, "--title", touring.TITLE),
    )
    book = touring.write_topics(study)
    yield (
        f"Say what is asked. Two topics were written for you into {book}, sheet Topics, each with "
        "a proposition that one can be for or against.",
        ("check", study),
    )
    yield (
        "Hand out. Each annotator gets a workbook and sees nobody else's answers.",
        ("assign", study, "--annotators", ",".join(touring.ANNOTATORS)),
    )
    touring.send_back(study, returned)
    yield (
        "Take back. Both have chosen a topic and a stance for every claim (done for you, in "
        f"{returned}). They do not see every claim alike.",
        ("receive", study, returned),
    )
    yield "Settle. What the two dispute goes to a third person.", ("adjudicate", study)
    decided = touring.decide(study)
    yield (
        f"See. The disputes were decided for you in {decided}; who disagrees with whom, in which "
        "words, and how sure that is, stands on one page.",
        ("report", study, "-o", folder / _PAGE),
    )
