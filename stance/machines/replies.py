"""A line of a provider's results: what the model said, and the tokens, or why there is nothing."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from stance.core.text import clean

#: What is wrong with a line of the file that was sent.
A_REQUEST = "it is a request, not a result"


class UnusableError(ValueError):
    """A line of results, or an answer in it, cannot be used; the message says why."""


@dataclass(frozen=True, slots=True)
class Reply:
    """What a model said.

    Attributes:
        text: its answer, unread; empty where there is none.
        model: the model as the provider calls it.
        tokens_in: tokens of the question that were counted.
        tokens_out: tokens of the answer, thinking included.
        fault: why the answer cannot be used; empty where it can. Its tokens are paid all the same.
    """

    text: str
    model: str = ""
    tokens_in: int = 0
    tokens_out: int = 0
    fault: str = ""


def one_line(value: Any, most: int) -> str:
    """Return a value in one line of so many characters, all of which can be written as UTF-8."""
    text = " ".join(clean(str(value)).split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def id_of(line: Mapping[str, Any]) -> str:
    """Return the id of the request that a line answers.

    Raises:
        UnusableError: it has none.
    """
    found = line.get("custom_id", line.get("key"))
    if not isinstance(found, str) or not found:
        raise UnusableError("it has no custom_id or key, so nobody can tell what it answers")
    return found


def reply_of(line: Mapping[str, Any]) -> Reply:
    """Return what a line of OpenAI, vLLM, Mistral, Anthropic or Gemini holds.

    Raises:
        UnusableError: it is of no known form, or says that there is no answer.
    """
    if {"body", "params", "request"} & line.keys():
        raise UnusableError(A_REQUEST)
    for sign, read in _READERS.items():
        if sign in line:
            return read(line)
    raise UnusableError("it has the form of no provider's result")


def _anthropic(line: Mapping[str, Any]) -> Reply:
    result = _mapping(line["result"], "result")
    kind = result.get("type")
    if kind == "errored":
        raise UnusableError(_error(result.get("error")))
    if kind in ("expired", "canceled"):
        raise UnusableError(f"the request was not answered: {kind}")
    if kind != "succeeded":
        raise UnusableError(f"its type is {_shown(kind)}, which is none of the provider's")
    message = _mapping(result.get("message"), "message")
    usage = _counts(message.get("usage"))
    cached = usage("cache_creation_input_tokens") + usage("cache_read_input_tokens")
    text, fault = _joined(message.get("content"), lambda part: part.get("type") == "text")
    return Reply(
        text,
        one_line(_text(message.get("model")), 120),
        usage("input_tokens") + cached,
        usage("output_tokens"),
        _ended(message.get("stop_reason"), ("end_turn", "stop_sequence"), _CUT, _REFUSED) or fault,
    )


def _chat(line: Mapping[str, Any]) -> Reply:
    if error := line.get("error"):
        raise UnusableError(_error(error))
    response = _mapping(line.get("response"), "response")
    body = response.get("body")
    status = response.get("status_code")
    if status != 200:
        told = body.get("error") if isinstance(body, Mapping) else body
        raise UnusableError(f"status {_shown(status)}: {_error(told)}")
    body = _mapping(body, "body")
    usage = _counts(body.get("usage"))
    choice = _first(body.get("choices"), "choices")
    message = _mapping(choice.get("message"), "message")
    content = message.get("content")
    text, fault = (content, "") if isinstance(content, str) else _joined(content, _is_text)
    refusal = message.get("refusal")
    ended = f"the model refused: {_shown(refusal)}" if refusal else ""
    ended = ended or _ended(choice.get("finish_reason"), ("stop",), _CUT, _REFUSED)
    return Reply(
        text,
        one_line(_text(body.get("model")), 120),
        usage("prompt_tokens"),
        usage("completion_tokens"),
        ended or fault,
    )


def _gemini(line: Mapping[str, Any]) -> Reply:
    if error := line.get("error") or line.get("status"):
        raise UnusableError(_error(error))
    response = _mapping(line.get("response"), "response")
    usage = _counts(response.get("usageMetadata"))
    counted = usage("promptTokenCount"), usage("candidatesTokenCount") + usage("thoughtsTokenCount")
    model = one_line(_text(response.get("modelVersion")), 120)
    feedback = response.get("promptFeedback")
    if isinstance(feedback, Mapping) and (reason := feedback.get("blockReason")):
        return Reply("", model, *counted, f"the provider blocked the question: {_shown(reason)}")
    candidate = _first(response.get("candidates"), "candidates")
    ended = _ended(candidate.get("finishReason"), ("STOP",), _CUT, _REFUSED)
    content = candidate.get("content")
    parts = content.get("parts") if isinstance(content, Mapping) else None
    text, fault = _joined(parts, lambda part: not part.get("thought"))
    return Reply(text, model, *counted, ended or fault)


#: By what tells the form of a line.
_READERS: dict[str, Callable[[Mapping[str, Any]], Reply]] = {
    "result": _anthropic,
    "key": _gemini,
    "response": _chat,
    "error": _chat,
}
_CUT = frozenset({"length", "max_tokens", "MAX_TOKENS", "model_length"})
_CUT |= {"model_context_window_exceeded"}
_REFUSED = frozenset({"content_filter", "refusal", "SAFETY", "RECITATION", "BLOCKLIST"})
_REFUSED |= {"PROHIBITED_CONTENT", "SPII", "LANGUAGE"}


def _ended(reason: Any, well: tuple[str, ...], cut: frozenset[str], refused: frozenset[str]) -> str:
    """Return what is wrong with how an answer ended; nothing if it ended well."""
    if reason in well:
        return ""
    if isinstance(reason, str) and reason in cut:
        return f"the answer was cut off ({reason})"
    if isinstance(reason, str) and reason in refused:
        return f"the model refused ({reason})"
    return f"the answer did not end well: {_shown(reason)}"


def _is_text(part: Mapping[str, Any]) -> bool:
    return part.get("type") == "text"


def _joined(parts: Any, wanted: Callable[[Mapping[str, Any]], bool]) -> tuple[str, str]:
    """Return the texts of the parts that are wanted, and what is wrong where there are none."""
    listed = parts if isinstance(parts, list) else []
    mappings = [part for part in listed if isinstance(part, Mapping) and wanted(part)]
    text = "".join(_text(part.get("text")) for part in mappings)
    return text, "" if text else "there is no text in the answer"


def _mapping(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise UnusableError(f'its "{name}" is missing or of another shape')
    return value


def _first(value: Any, name: str) -> Mapping[str, Any]:
    if not isinstance(value, list) or not value:
        raise UnusableError(f'its "{name}" is missing, empty or of another shape')
    return _mapping(value[0], name)


def _counts(usage: Any) -> Callable[[str], int]:
    """Return what gives a count of tokens by its name: 0 where there is none."""

    def count(name: str) -> int:
        value = usage.get(name) if isinstance(usage, Mapping) else None
        return value if type(value) is int and 0 <= value < 10**12 else 0

    return count


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _error(error: Any) -> str:
    """Return what a provider says of an error: the innermost message, and its code."""
    while isinstance(error, Mapping) and isinstance(error.get("error"), Mapping):
        error = error["error"]
    if not isinstance(error, Mapping):
        return f"the provider reports an error: {_shown(error)}"
    code = error.get("code") or error.get("type") or error.get("status")
    said = ": ".join(_shown(part) for part in (code, error.get("message")) if part)
    return f"the provider reports an error: {said or 'it does not say which'}"


def _shown(value: Any) -> str:
    return one_line(value, 120)
