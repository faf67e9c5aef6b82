"""Batches as the providers' own libraries read them; skipped where these are not installed.

They are the dependency group ``vendors``. None of them is asked to send anything.
"""

import json
from typing import Any

import pytest

from stance.core.codebook import Codebook, Topic
from stance.machines.forms import Asked, Form, lines
from stance.machines.replies import reply_of
from stance.machines.schema import answer_schema
from tests.machines.models import RESULT

ASKED = Asked("m-1", "Do it.", answer_schema(Codebook((Topic("a", "A", "A."),))), 0.5)


def request(form: Form) -> dict[str, Any]:
    (text,) = lines(form, ASKED, {"c1--h0123abc--1": "{}"})
    line: dict[str, Any] = json.loads(text)
    return line


def result(form: Form, **changed: Any) -> dict[str, Any]:
    return RESULT[form]("c1--h0123abc--1", '{"answers": []}', **changed)


def validated(kind: Any, value: Any) -> Any:
    adapter = pytest.importorskip("pydantic").TypeAdapter(kind)
    return adapter.validate_python(value)


def test_openai_reads_the_request_and_its_answer_is_read() -> None:
    pytest.importorskip("openai")
    from openai.types.chat import ChatCompletion
    from openai.types.chat.completion_create_params import CompletionCreateParamsNonStreaming

    line = request("openai")
    assert (line["method"], line["url"]) == ("POST", "/v1/chat/completions")
    validated(CompletionCreateParamsNonStreaming, line["body"])
    given = result("openai")
    body = given["response"]["body"]
    body["created"] = 1
    given["response"]["body"] = json.loads(ChatCompletion.model_validate(body).model_dump_json())
    assert reply_of(given).text == '{"answers": []}'


def test_anthropic_reads_the_request_and_its_answers_are_read() -> None:
    pytest.importorskip("anthropic")
    from anthropic.types.messages import MessageBatchIndividualResponse
    from anthropic.types.messages.batch_create_params import Request

    validated(Request, request("anthropic"))
    given = MessageBatchIndividualResponse.model_validate(result("anthropic"))
    reply = reply_of(json.loads(given.model_dump_json()))
    assert (reply.text, reply.fault, reply.tokens_in) == ('{"answers": []}', "", 900)


def test_gemini_reads_the_request_and_its_answer_is_read() -> None:
    pytest.importorskip("google.genai")
    from google.genai import types

    body = request("gemini")["request"]
    assert sorted(body) == ["contents", "generationConfig", "systemInstruction"]
    types.Content.model_validate(body["systemInstruction"])
    for content in body["contents"]:
        types.Content.model_validate(content)
    config = types.GenerationConfig.model_validate(body["generationConfig"])
    assert config.response_json_schema == ASKED.schema
    given = types.GenerateContentResponse.model_validate(result("gemini")["response"])
    written = json.loads(given.model_dump_json(by_alias=True, exclude_none=True))
    reply = reply_of({"key": "c1", "response": written})
    assert (reply.text, reply.fault, reply.tokens_out) == ('{"answers": []}', "", 20)


def test_mistral_reads_the_request_and_its_answer_is_read() -> None:
    models = pytest.importorskip("mistralai.client.models")
    line = models.BatchRequest.model_validate(request("mistral"))
    chat = models.ChatCompletionRequest.model_validate(line.body)
    assert chat.response_format.json_schema.schema_definition == ASKED.schema
    given = result("mistral")
    body = given["response"]["body"]
    body["created"] = 1
    written = models.ChatCompletionResponse.model_validate(body).model_dump_json(by_alias=True)
    given["response"]["body"] = json.loads(written)
    assert reply_of(given).text == '{"answers": []}'
