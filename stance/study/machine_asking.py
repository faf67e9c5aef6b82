"""What a machine of a study was asked: kept beside its answers, so that outdated ones are known."""

import json
import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from stance.core.codebook import CONFIDENCES
from stance.core.errors import DataError, Problem
from stance.machines.guide import Guide

if TYPE_CHECKING:
    from stance.machines.forms import Asked, Form
    from stance.study.study import Study

#: Bytes that the file may have: the template is by far the longest part.
_MOST_BYTES = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """How a machine is asked.

    Attributes:
        machine: its name in the study.
        model: the model, as its provider writes it.
        form: whose form the requests have.
        template: the template of the instructions.
        temperature: how far answers vary; the provider's own where None.
        verbatim: whether verbatim words were sent in place of the paraphrases.
        repeat: how often each claim is asked about.
        sample: the share of the claims that is asked about, drawn at random.
        seed: the start of that draw.
    """

    machine: str
    model: str
    form: "Form"
    template: str
    temperature: float | None = None
    verbatim: bool = False
    repeat: int = 1
    sample: float = 1.0
    seed: int = 1

    def to_json(self) -> bytes:
        """Return the bytes of the file that is kept."""
        return (json.dumps(asdict(self), ensure_ascii=False, indent=1) + "\n").encode()


def asking_file(folder: Path, machine: str) -> Path:
    """Return where it is kept what a machine was asked."""
    return folder / f"{machine}.json"


def read_asking(path: Path) -> Asking | None:
    """Return what a machine was asked; None where nothing is kept of it.

    Raises:
        DataError: the file is not as it was written.
    """
    if not path.is_file():
        return None
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise ValueError("it is too large")
        return _asking(json.loads(path.read_bytes()), path.stem)
    except (ValueError, TypeError, RecursionError) as error:
        message = f"it is not as stance machine prompt wrote it: {error}"
        hint = "put an earlier copy back, or run stance machine prompt again"
        problem = Problem(code="machine-file", message=message, hint=hint, file=path.name)
        raise DataError([problem]) from error


def _asking(given: Mapping[str, Any], machine: str) -> Asking:
    asking = Asking(**{**given, "machine": machine})
    temperature = asking.temperature
    numbers = temperature is None or math.isfinite(temperature)
    texts = all(isinstance(text, str) for text in (asking.model, asking.template))
    if not numbers or not texts or not isinstance(asking.repeat, int) or asking.repeat < 1:
        raise ValueError("a value is of another kind")
    return asking


def asked_of(study: "Study", asking: Asking) -> "Asked":
    """Return what is the same in every request.

    Raises:
        UsageError: the template cannot be used.
    """
    from stance.machines.forms import Asked
    from stance.machines.instructions import instructions
    from stance.machines.schema import answer_schema

    told = instructions(asking.template, study.codebook, _guide(study))
    return Asked(asking.model, told, answer_schema(study.codebook), asking.temperature)


def hashes_of(study: "Study", asking: Asking) -> dict[str, str]:
    """Return by claim the hash of what the machine would be asked of it now.

    The instructions go in as what they are made of, so that opening a study runs no template:
    a study may come from anybody.
    """
    from stance.machines.messages import messages
    from stance.machines.request_ids import hashes, places_of
    from stance.machines.schema import answer_schema

    whole = {
        "codebook": study.codebook.hash,
        "confidences": [f"{number}: {meaning}" for number, meaning in CONFIDENCES.items()],
        "guide": asdict(_guide(study)),
        "template": asking.template,
        "schema": answer_schema(study.codebook),
        "model": asking.model,
        "temperature": asking.temperature,
    }
    told = messages(study.claims, study.experts, study.sources)
    places = places_of(study.claims, study.sources) if asking.verbatim else {}
    return hashes(whole, told, places)


def _guide(study: "Study") -> Guide:
    title = "" if study.title == study.name else study.title  # a folder's name may change
    return Guide(title, study.rules)
