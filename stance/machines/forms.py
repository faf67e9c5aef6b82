"""Batches of requests in the forms of the providers, split by their limits."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal, get_args

#: Whose form a batch has. That of OpenAI is read by vLLM's ``run-batch`` too.
Form = Literal["openai", "anthropic", "gemini", "mistral"]
FORMS: tuple[Form, ...] = get_args(Form)
_MB = 1_000_000
#: Anthropic wants a bound: an answer and its reason are far shorter, thinking before it is not.
_MOST_TOKENS = 4096
_SCHEMA_NAME = "codes"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file of a provider may hold: requests and bytes."""

    requests: int
    size: int


#: As the providers document them; Google names no number of requests.
LIMITS: dict[Form, Limits] = {
    "openai": Limits(50_000, 200 * _MB),
    "anthropic": Limits(100_000, 256 * _MB),
    "gemini": Limits(1_000_000, 2_000 * _MB),
    "mistral": Limits(100_000, 512 * _MB),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What is the same in every request.

    Attributes:
        model: its name, as the provider writes it.
        instructions: what it is told once.
        schema: the form of an answer.
        temperature: how far answers vary; the provider's own where None.
    """

    model: str
    instructions: str
    schema: dict[str, Any]
    temperature: float | None = None


def lines(form: Form, asked: Asked, requests: Mapping[str, str]) -> Iterator[str]:
    """Return a line of JSON for each request.

    Args:
        form: whose form.
        asked: what is the same in all.
        requests: the message of each, by the request's id.
    """
    make = _MAKERS[form]
    return (
        json.dumps(make(asked, request_id, message), ensure_ascii=False, separators=(",", ":"))
        for request_id, message in requests.items()
    )


def split(texts: Iterable[str], limits: Limits) -> Iterator[Iterator[bytes]]:
    """Return the lines with their ends file by file, each file within the limits.

    A file is to be gone through before the next is asked for; none is held in memory.
    """
    files = groupby(_numbered(texts, limits), key=lambda numbered: numbered[0])
    return ((line for _, line in file) for _, file in files)


def _numbered(texts: Iterable[str], limits: Limits) -> Iterator[tuple[int, bytes]]:
    """Return each line with the number of its file."""
    number = requests = size = 0
    for text in texts:
        line = text.encode("utf-8", "replace") + b"\n"
        if requests == limits.requests or (requests and size + len(line) > limits.size):
            number, requests, size = number + 1, 0, 0
        requests, size = requests + 1, size + len(line)
        yield number, line


def _varied(asked: Asked) -> dict[str, float]:
    return {} if asked.temperature is None else {"temperature": asked.temperature}


def _chat(asked: Asked, message: str) -> dict[str, Any]:
    """Return a request for a chat, as OpenAI and others after it want it."""
    schema = {"name": _SCHEMA_NAME, "strict": True, "schema": asked.schema}
    return {
        **_varied(asked),
        "messages": [
            {"role": "system", "content": asked.instructions},
            {"role": "user", "content": message},
        ],
        "response_format": {"type": "json_schema", "json_schema": schema},
    }


def _openai(asked: Asked, request_id: str, message: str) -> dict[str, Any]:
    return {
        "custom_id": request_id,
        "method": "POST",
        "url": "/v1/chat/completions",
        "body": {"model": asked.model, **_chat(asked, message)},
    }


def _mistral(asked: Asked, request_id: str, message: str) -> dict[str, Any]:
    return {"custom_id": request_id, "body": {"model": asked.model, **_chat(asked, message)}}


def _anthropic(asked: Asked, request_id: str, message: str) -> dict[str, Any]:
    return {
        "custom_id": request_id,
        "params": {
            "model": asked.model,
            "max_tokens": _MOST_TOKENS,
            **_varied(asked),
            "system": asked.instructions,
            "messages": [{"role": "user", "content": message}],
            "output_config": {"format": {"type": "json_schema", "schema": asked.schema}},
        },
    }


def _gemini(asked: Asked, request_id: str, message: str) -> dict[str, Any]:
    return {
        "key": request_id,
        "request": {
            "systemInstruction": {"parts": [{"text": asked.instructions}]},
            "contents": [{"role": "user", "parts": [{"text": message}]}],
            "generationConfig": {
                **_varied(asked),
                "responseMimeType": "application/json",
                "responseJsonSchema": asked.schema,
            },
        },
    }


_MAKERS: dict[Form, Callable[[Asked, str, str], dict[str, Any]]] = {
    "openai": _openai,
    "anthropic": _anthropic,
    "gemini": _gemini,
    "mistral": _mistral,
}
