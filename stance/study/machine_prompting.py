"""Files of requests for a large model, written for somebody to send."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from stance.articles.passages import passages, where_articles_are
from stance.core.errors import DataError, Problem, UsageError
from stance.core.files import shipped_templates, write_whole
from stance.core.text import fold
from stance.machines.costs import Price, Size, size_of
from stance.machines.forms import LIMITS, Limits, lines, split
from stance.machines.instructions import MOST_TEMPLATE
from stance.machines.messages import messages
from stance.machines.request_ids import RequestId, claim_part
from stance.sheets.grids import open_book, text_of
from stance.sheets.replacing import replace_file
from stance.study.annotator_names import reason_against
from stance.study.locking import one_at_a_time
from stance.study.machine_asking import Asking, asked_of, asking_file, hashes_of, read_asking
from stance.study.machine_files import MACHINES
from stance.study.study import Study

_NO_FILE = re.compile(r'[\\/:*?"<>|\s]+')
#: Answers to one question that may be asked for.
_MOST_REPEATS = 100


@dataclass(frozen=True, slots=True)
class Prompted:
    """What was written for a model.

    Attributes:
        paths: the files of requests.
        size: how large they are, with estimates of tokens.
        claims: how many claims are asked about.
        problems: passages that were not found; answers that are outdated now.
    """

    paths: tuple[Path, ...]
    size: Size
    claims: int
    problems: tuple[Problem, ...] = ()


def template_text(path: Path | None = None) -> str:
    """Return the template of the instructions: the reader's, or ours.

    Raises:
        UsageError: it is missing, too large, or not in UTF-8.
    """
    file = path or shipped_templates() / "machine.txt.j2"
    try:
        with file.open("rb") as stream:
            return stream.read(4 * MOST_TEMPLATE).decode("utf-8-sig").replace("\r\n", "\n")
    except FileNotFoundError:
        raise UsageError(f"the template {file} does not exist") from None
    except UnicodeDecodeError as error:
        raise UsageError(f"the template {file.name} is not in UTF-8") from error


def machine_name(model: str) -> str:
    """Return a name for the machine in the study, which is a file's: the model's, made fit."""
    return _NO_FILE.sub("-", model).strip("-. ")


@one_at_a_time("machine prompt")
def prompt(
    folder: Path,
    asking: Asking,
    output: Path,
    articles: Path | None = None,
    *,
    missing: bool = False,
    limits: Limits | None = None,
) -> Prompted:
    """Write the requests, and keep in the study what is asked.

    Args:
        folder: the study's folder.
        asking: how the machine is asked.
        output: the file of requests, .jsonl; a file of this name is replaced. Where a provider
            takes only smaller ones, they are numbered.
        articles: where the articles lie, if verbatim words are to be sent.
        missing: only ask what has no answer yet.
        limits: what one file may hold; the provider's unless given.

    Raises:
        DataError: the study has errors, or nothing to code.
        UsageError: a choice makes no sense, or the template cannot be used.
    """
    _check(folder, asking, output)
    study = Study.open(folder)
    if not study.codebook.topics or not len(study.claims):
        what = "claims" if study.codebook.topics else "topics"
        message, hint = f"the study has no {what} to ask about", "see stance check"
        raise DataError([Problem(code=f"no-{what}", message=message, hint=hint, file=study.name)])
    wanted = _sampled(study.claims["claim_id"].tolist(), asking)
    told, problems = _told(study, folder, articles if asking.verbatim else None)
    hashes = hashes_of(study, asking)
    kept = asking_file(folder / MACHINES, asking.machine)
    held, outdated = _answered(study, asking.machine, kept, hashes)
    done = held if missing else set()
    every = ((claim_id, repeat) for claim_id in wanted for repeat in range(1, asking.repeat + 1))
    open_ones = [question for question in every if question not in done]
    claims = {claim_id for claim_id, _ in open_ones}
    requests = {
        str(RequestId(claim_part(claim_id), hashes[claim_id], repeat)): told[claim_id]
        for claim_id, repeat in open_ones
    }
    asked = asked_of(study, asking)
    files = split(lines(asking.form, asked, requests), limits or LIMITS[asking.form])
    paths = _write(output, files)
    kept.parent.mkdir(exist_ok=True)
    replace_file(kept, asking.to_json())
    size = size_of(asked.instructions + json.dumps(asked.schema), requests)
    return Prompted(paths, size, len(claims), (*problems, *outdated))


def _check(folder: Path, asking: Asking, output: Path) -> None:
    if not folder.is_dir():
        raise UsageError(f"{folder} is no study's folder; the answers would have no place")
    if output.suffix.lower() != ".jsonl":
        raise UsageError(f'--output "{output.name}" should end in .jsonl, as providers want it')
    if not asking.model.strip():
        raise UsageError("--model needs the model's name, as its provider writes it")
    if reason := reason_against(asking.machine):
        raise UsageError(f'"{asking.machine}" cannot be a machine\'s name: {reason}; say --name')
    if not 0 < asking.sample <= 1:
        raise UsageError("--sample is a share above 0 and up to 1, such as 0.3")
    if not 1 <= asking.repeat <= _MOST_REPEATS:
        raise UsageError(f"--repeat is a whole number from 1 to {_MOST_REPEATS}")
    if asking.temperature is not None and not 0 <= asking.temperature <= 2:
        raise UsageError("--temperature is a number from 0 to 2")


def _sampled(claim_ids: Sequence[str], asking: Asking) -> list[str]:
    """Return a share of the claims, drawn at random, in the study's order; at least one."""
    n = max(1, round(asking.sample * len(claim_ids)))
    drawn = np.random.default_rng(asking.seed).permutation(len(claim_ids))[:n]
    return [claim_ids[i] for i in sorted(drawn.tolist())]


def _told(
    study: Study, folder: Path, articles: Path | None
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Return what is told of each claim, and the passages that were not found."""
    if articles is None:
        return messages(study.claims, study.experts, study.sources), ()
    found = passages(study.claims, study.sources, *where_articles_are(folder, articles))
    return messages(study.claims, study.experts, study.sources, found.texts), found.problems


def _answered(
    study: Study, machine: str, kept: Path, hashes: Mapping[str, str]
) -> tuple[set[tuple[str, int]], list[Problem]]:
    """Return which questions are answered, by claim and repeat; and say which are no more.

    Args:
        study: its answers so far, by what was asked until now.
        machine: whose.
        kept: the file that says what was asked until now.
        hashes: what is asked now, by claim.
    """
    codings = study.machine_codings
    own = codings[codings["machine"] == machine]
    answered = set(zip(own["claim_id"], own["repeat"].tolist(), strict=True))
    before = read_asking(kept) if answered else None  # a damaged one has no answers that count
    asked = hashes if before is None else hashes_of(study, before)
    still = {(claim, repeat) for claim, repeat in answered if asked[claim] == hashes[claim]}
    if still == answered:
        return still, []
    message = f"{len(answered - still)} answers of {machine} do not count from now on"
    hint = "it is asked something else than before; to keep both, give this one another --name"
    return still, [
        Problem(code="machine-outdated", message=message, hint=hint, file=f"{machine}.csv")
    ]


def _write(output: Path, files: Iterable[Iterable[bytes]]) -> tuple[Path, ...]:
    """Write each file whole; several are numbered."""
    paths: list[Path] = []
    for number, lines_of_file in enumerate(files, start=1):
        path = output.with_name(f"{output.stem}-{number}{output.suffix}") if paths else output
        write_whole(path, lines_of_file)
        paths.append(path)
    if len(paths) > 1:
        paths[0] = output.rename(output.with_name(f"{output.stem}-1{output.suffix}"))
    return tuple(paths)


def prices_in(path: Path) -> Mapping[str, Price]:
    """Read what models cost: a table with the columns model, input, output and maybe currency.

    Prices are for a million tokens.

    Raises:
        DataError: the file is missing or is no such table.
    """
    rows = open_book(path).grids[0].rows
    header = [fold(text_of(cell)) for cell in rows[0]] if rows else []
    missing = [name for name in ("model", "input", "output") if name not in header]
    if missing:
        raise DataError([_of(path, f"the columns {', '.join(missing)} are missing")])
    found: dict[str, Price] = {}
    problems: list[Problem] = []
    for number, row in enumerate(rows[1:], start=2):
        cells = dict(zip(header, map(text_of, row), strict=True))
        if not cells["model"].strip():
            continue
        try:
            amounts = float(cells["input"]), float(cells["output"])
            found[cells["model"].strip()] = Price(*amounts, cells.get("currency", ""))
        except ValueError:
            problems.append(_of(path, f"row {number}: input and output should be numbers"))
    if problems:
        raise DataError(problems)
    return found


def _of(path: Path, message: str) -> Problem:
    hint = "a table of prices has model, input, output (per million tokens) and currency"
    return Problem(code="bad-number", message=message, hint=hint, file=path.name)
