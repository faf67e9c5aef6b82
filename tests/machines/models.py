"""Scripted stand-ins for models: they answer a batch of requests as the providers would."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

#: What a stand-in answers to the message of one request.
Says = Callable[[dict[str, str]], dict[str, Any]]
PROVIDERS = ("openai", "anthropic", "gemini", "mistral")
MODEL = "stand-in-2026"


def code(
    *codes: tuple[str, str], confidence: int = 3, reason: str = "it says so"
) -> dict[str, Any]:
    """Return an answer: topics with stances."""
    answers = [{"topic": topic, "stance": stance} for topic, stance in codes]
    return {"answers": answers, "confidence": confidence, "reason": reason}


def asked(line: dict[str, Any]) -> tuple[str, dict[str, str]]:
    """Return the id of a request of any provider, and what it tells of the claim."""
    if "key" in line:
        return line["key"], json.loads(line["request"]["contents"][0]["parts"][0]["text"])
    body = line.get("params") or line["body"]
    return line["custom_id"], json.loads(body["messages"][-1]["content"])


def chat(request_id: str, text: str | None, **changed: Any) -> dict[str, Any]:
    """Return a line of results of OpenAI, vLLM or Mistral."""
    message = {"role": "assistant", "content": text, "refusal": changed.pop("refusal", None)}
    finish = changed.pop("finish", "stop")
    body = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "model": MODEL,
        "choices": [{"index": 0, "message": message, "finish_reason": finish}],
        "usage": {"prompt_tokens": 900, "completion_tokens": 20, "total_tokens": 920},
    }
    response = {"status_code": 200, "request_id": "r1", "body": body}
    return {"id": "b1", "custom_id": request_id, "response": response, "error": None, **changed}


def anthropic(request_id: str, text: str | None, **changed: Any) -> dict[str, Any]:
    """Return a line of results of Anthropic."""
    content = [] if text is None else [{"type": "text", "text": text}]
    message = {
        "id": "msg_1",
        "type": "message",
        "role": "assistant",
        "model": MODEL,
        "content": content,
        "stop_reason": changed.pop("finish", "end_turn"),
        "usage": {"input_tokens": 900, "output_tokens": 20},
    }
    result = {"type": "succeeded", "message": message}
    return {"custom_id": request_id, "result": result, **changed}


def gemini(request_id: str, text: str | None, **changed: Any) -> dict[str, Any]:
    """Return a line of results of Gemini, with a thought before the answer."""
    parts = [{"text": "Let me see.", "thought": True}]
    parts += [] if text is None else [{"text": text}]
    candidate = {
        "content": {"role": "model", "parts": parts},
        "finishReason": changed.pop("finish", "STOP"),
    }
    usage = {"promptTokenCount": 900, "candidatesTokenCount": 15, "thoughtsTokenCount": 5}
    response = {"candidates": [candidate], "usageMetadata": usage, "modelVersion": MODEL}
    return {"key": request_id, "response": response, **changed}


RESULT: dict[str, Callable[..., dict[str, Any]]] = {
    "openai": chat,
    "mistral": chat,
    "anthropic": anthropic,
    "gemini": gemini,
}


def answer_batch(requests: Path, results: Path, provider: str, says: Says) -> None:
    """Answer every request of a file, in another order, as providers do."""
    lines = requests.read_text(encoding="utf-8").splitlines()
    answered = [
        RESULT[provider](request_id, json.dumps(says(message)))
        for request_id, message in map(asked, map(json.loads, reversed(lines)))
    ]
    text = "".join(json.dumps(line) + "\n" for line in answered)
    results.write_text(text, encoding="utf-8")
