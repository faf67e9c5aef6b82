"""A provider's file of results, line by line: answers taken, every other line named."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from stance.core.codebook import Codebook
from stance.machines.answers import Answer, answer_of
from stance.machines.replies import A_REQUEST, UnusableError, id_of, reply_of
from stance.machines.request_ids import RequestId
from stance.machines.strict_json import LONGEST_LINE, read_json


@dataclass(frozen=True, slots=True)
class Taken:
    """An answer that can be used.

    Attributes:
        line: its line in the file, from 1.
        machine: whose it is.
        claim_id: the claim.
        asked: the hash of what was asked.
        repeat: for which time it was asked.
        model: the model as the provider calls it.
        answer: the answer.
    """

    line: int
    machine: str
    claim_id: str
    asked: str
    repeat: int
    model: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Fault:
    """A line that cannot be used: its number from 1, why, and the claim if one can tell."""

    line: int
    reason: str
    claim_id: str = ""


@dataclass(slots=True)
class BatchResults:
    """What a file of results holds.

    Attributes:
        taken: the answers that can be used, in the order of the lines.
        faults: all other lines that are not blank.
        machines: whose requests its lines answer, of use or not.
        objects: how many lines are JSON objects, of use or not.
        tokens_in: tokens of all questions, those of unusable answers too.
        tokens_out: tokens of all answers.
    """

    taken: list[Taken] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)
    machines: set[str] = field(default_factory=set)
    objects: int = 0
    tokens_in: int = 0
    tokens_out: int = 0

    def other_kind(self, head: bytes) -> str:
        """Return what the file is where it holds no results at all, else nothing.

        Args:
            head: how the file begins, some bytes.
        """
        if self.faults and not self.taken and all(f.reason == A_REQUEST for f in self.faults):
            return "these are the requests that were sent, not their results"
        if self.objects or not self.faults:
            return ""
        return next((told for begins, told in _OTHER_KINDS if head.startswith(begins)), "") or (
            self._of_text(head.lstrip(b"\xef\xbb\xbf \t\r\n"))
        )

    def _of_text(self, head: bytes) -> str:
        if len(self.faults) == 1:
            return ""  # a line of results may be damaged
        if head[:1] in (b"{", b"["):
            return "it is one JSON text laid out over many lines, not a result on each line"
        return "none of its lines is JSON"


#: What other files begin with.
_OTHER_KINDS = (
    (b"PK\x03\x04", "it is a workbook or another packed file, not lines of JSON"),
    (b"\xd0\xcf\x11\xe0", "it is an old workbook, not lines of JSON"),
    (b"\x1f\x8b", "it is packed; unpack it first"),
    (b"%PDF", "it is a PDF, not lines of JSON"),
    ((b"\xff\xfe", b"\xfe\xff"), "it is in UTF-16, not in UTF-8; save it in UTF-8"),
)


@dataclass(frozen=True, slots=True)
class Questions:
    """What a study asks now.

    Attributes:
        claims: the claim by what stands for it in an id.
        machines: the machine by claim and hash.
        repeats: how often each machine is asked.
    """

    claims: Mapping[str, str]
    machines: Mapping[tuple[str, str], str]
    repeats: Mapping[str, int]


def read_results(lines: Iterable[bytes], questions: Questions, codebook: Codebook) -> BatchResults:
    """Read a file of results.

    Args:
        lines: its lines with their ends; of a line longer than ``LONGEST_LINE`` a part is enough.
        questions: what the study asks now.
        codebook: the legal topics and stances.
    """
    found = BatchResults()
    seen: dict[RequestId, int] = {}
    for number, data in enumerate(lines, start=1):
        if not data.strip(b"\xef\xbb\xbf \t\r\n"):
            continue
        claim = _Claim()
        try:
            _take(number, data, questions, codebook, found, seen, claim)
        except UnusableError as error:
            found.faults.append(Fault(number, str(error), claim.id))
        except RecursionError:
            found.faults.append(Fault(number, "it is nested too deep", claim.id))
    return found


@dataclass(slots=True)
class _Claim:
    """The claim of a line, as soon as one can tell."""

    id: str = ""


def _take(
    number: int,
    data: bytes,
    questions: Questions,
    codebook: Codebook,
    found: BatchResults,
    seen: dict[RequestId, int],
    claim: _Claim,
) -> None:
    """Take one line in.

    Raises:
        UnusableError: it cannot be used.
    """
    line = _object(data)
    found.objects += 1
    request_id = RequestId.read(written := id_of(line))
    if request_id is None:
        raise UnusableError(f'the id "{written[:80]}" is none of this program\'s')
    claim.id = questions.claims.get(request_id.claim, "")
    if not claim.id:
        raise UnusableError(f'"{request_id.claim}" is no claim of the study')
    if request_id in seen:
        raise UnusableError(f"line {seen[request_id]} answers the same request")
    machine = questions.machines.get((claim.id, request_id.asked), "")
    if machine:
        found.machines.add(machine)
    reply = reply_of(line)
    found.tokens_in += reply.tokens_in
    found.tokens_out += reply.tokens_out
    if not machine:
        raise UnusableError(
            f"the answer is outdated: under {request_id.asked} another codebook, guide, prompt, "
            "model, temperature or other words were asked about than are now"
        )
    if request_id.repeat > questions.repeats[machine]:
        asked = questions.repeats[machine]
        raise UnusableError(f"it is answer {request_id.repeat}, and {asked} were asked for")
    if reply.fault:
        raise UnusableError(reply.fault)
    answer = answer_of(reply.text, codebook)
    seen[request_id] = number
    where = (number, machine, claim.id, request_id.asked, request_id.repeat)
    found.taken.append(Taken(*where, reply.model, answer))


def _object(data: bytes) -> Mapping[str, object]:
    """Return the JSON object of a line."""
    if len(data) > LONGEST_LINE:
        raise UnusableError(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        line = read_json(data.decode("utf-8-sig"))
    except ValueError as error:
        is_text = not isinstance(error, UnicodeDecodeError)
        broken = not is_text or isinstance(error.__cause__, json.JSONDecodeError)
        if broken and not data.endswith(b"\n"):
            message = "the file ends in the middle of this line: it was not saved whole"
            raise UnusableError(message) from error
        reason = str(error) if is_text else "it is not in UTF-8"
        raise UnusableError(f"the line cannot be read: {reason}") from error
    if not isinstance(line, Mapping):
        raise UnusableError("the line is no JSON object")
    return line
