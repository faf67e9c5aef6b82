"""Results of large models: answers taken, and every damaged line named with its reason."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stance.core.codebook import Codebook, Topic
from stance.machines.batch_results import Questions, read_results
from stance.machines.strict_json import LONGEST_LINE
from tests.machines.models import PROVIDERS, RESULT, code

BOOK = Codebook((Topic("tax", "Tax", "Taxes rise."), Topic("roads", "Roads", "Roads decay.")))
ASKED = "h0123abc"
CLAIMS = {f"c{n}": f"c{n}" for n in range(1, 400)}
QUESTIONS = Questions(CLAIMS, {(c, ASKED): "gpt" for c in CLAIMS.values()}, {"gpt": 2})
GOOD = json.dumps(code(("tax", "for")))


def one(claim: str = "c1", asked: str = ASKED, repeat: object = 1) -> str:
    return f"{claim}--{asked}--{repeat}"


def read(*lines: bytes) -> Any:
    return read_results(lines, QUESTIONS, BOOK)


def line_of(value: Any) -> bytes:
    return json.dumps(value).encode() + b"\n"


@pytest.mark.parametrize("provider", PROVIDERS)
def test_an_answer_is_taken_with_its_claim_repeat_model_and_tokens(provider: str) -> None:
    text = json.dumps(code(("tax", "strongly against"), ("roads", "unclear"), confidence=2))
    found = read(line_of(RESULT[provider](one("c7", repeat=2), text)))
    assert found.faults == []
    (taken,) = found.taken
    assert (taken.machine, taken.claim_id, taken.repeat, taken.line) == ("gpt", "c7", 2, 1)
    assert taken.answer.codes == (("tax", "strongly against"), ("roads", "unclear"))
    assert (taken.answer.confidence, taken.answer.reason) == (2, "it says so")
    assert taken.model == "stand-in-2026"
    assert (found.tokens_in, found.tokens_out) == (900, 20)


@pytest.mark.parametrize("fence", ["```json\n{}\n```", "```\n{}\n```\n", "```JSON\n{}\n  ```"])
def test_marks_of_a_block_of_code_around_an_answer_are_no_part_of_it(fence: str) -> None:
    text = json.dumps(code(("tax", "for")), indent=1)
    found = read(line_of(RESULT["openai"](one(), fence.replace("{}", text))))
    assert found.taken[0].answer.codes == (("tax", "for"),)


@pytest.mark.parametrize("stance", ["none", "", "NONE"])
def test_no_topic_has_no_stance(stance: str) -> None:
    found = read(line_of(RESULT["openai"](one(), json.dumps(code(("none", stance))))))
    assert found.taken[0].answer.codes == (("none", ""),)


#: What a model may say wrongly: by kind, its answer, and words of the reason that is given.
ANSWERS: dict[str, tuple[str, str]] = {
    "prose": ("I think it is for.", "cannot be read: it is no JSON"),
    "words around JSON": (f"Here it is:\n```json\n{GOOD}\n```", "cannot be read: it is no JSON"),
    "cut JSON": (GOOD[:-5], "cannot be read: it is no JSON"),
    "a list": ("[]", "is no JSON object"),
    "a number": ("7", "is no JSON object"),
    "null": ("null", "is no JSON object"),
    "no answers": ('{"confidence": 1, "reason": ""}', "lacks answers"),
    "no confidence and reason": ('{"answers": []}', "lacks confidence and reason"),
    "empty answers": (json.dumps(code()), "no list with at least one topic"),
    "answers an object": ('{"answers": {}, "confidence": 1, "reason": ""}', "no list with"),
    "an entry a text": ('{"answers": ["tax"], "confidence": 1, "reason": ""}', "is no object"),
    "topic null": (json.dumps(code((None, "for"))), "the topic null is"),  # type: ignore[arg-type]
    "stance a number": (json.dumps(code(("tax", 1))), "the stance"),  # type: ignore[arg-type]
    "unknown topic": (json.dumps(code(("taxes", "for"))), '"taxes" is no topic'),
    "unknown stance": (json.dumps(code(("tax", "support"))), '"support" is no stance'),
    "stance none": (json.dumps(code(("tax", "none"))), '"none" is no stance'),
    "stance empty": (json.dumps(code(("tax", ""))), "is no stance of the scale"),
    "stance on none": (json.dumps(code(("none", "for"))), "yet there is a stance"),
    "none beside another": (json.dumps(code(("tax", "for"), ("none", "none"))), "beside other"),
    "a topic twice": (json.dumps(code(("tax", "for"), ("tax", "against"))), "answered twice"),
    "confidence 4": (json.dumps(code(("tax", "for"), confidence=4)), "confidence 4 is not 1"),
    "confidence 0": (json.dumps(code(("tax", "for"), confidence=0)), "confidence 0 is not 1"),
    "confidence 2.5": (GOOD.replace("3", "2.5"), "confidence 2.5 is not"),
    "confidence true": (GOOD.replace("3", "true"), "confidence true is not"),
    "confidence a text": (GOOD.replace("3", '"3"'), 'confidence "3" is not'),
    "confidence a list": (GOOD.replace("3", "[3]"), "is not 1, 2 or 3"),
    "confidence NaN": (GOOD.replace("3", "NaN"), "NaN is no number"),
    "confidence endless": (GOOD.replace("3", "9" * 5000), "cannot be read"),
    "a letter that is none": (GOOD.replace("says", "\n"), "control character at character"),
    "reason a list": (GOOD.replace('"it says so"', "[]"), "is no text"),
    "a name twice": (GOOD.replace('"confidence"', '"reason"'), 'two things under "reason"'),
    "nested too deep": ("[" * 100_000, "nested too deep"),
    "blank": ("   ", "cannot be read"),
}
#: What may be wrong with a request's id.
IDS: dict[str, tuple[Any, str]] = {
    "unknown claim": (one("c9999"), '"c9999" is no claim of the study'),
    "another hash": (one(asked="h7654321"), "outdated"),
    "a repeat too many": (one(repeat=3), "it is answer 3, and 2 were asked for"),
    "repeat 0": (one(repeat=0), "none of this program"),
    "another's id": ("request-1", "none of this program"),
    "a claim alone": ("c1", "none of this program"),
    "an empty id": ("", "no custom_id or key"),
    "an id that is a number": (17, "no custom_id or key"),
}
#: How a provider ends an answer badly.
ENDS = {
    "openai": {"length": "cut off", "content_filter": "refused", "tool_calls": "did not end well"},
    "mistral": {"length": "cut off", "model_length": "cut off", "error": "did not end well"},
    "anthropic": {
        "max_tokens": "cut off",
        "model_context_window_exceeded": "cut off",
        "refusal": "refused",
        "pause_turn": "did not end well",
    },
    "gemini": {
        "MAX_TOKENS": "cut off",
        "SAFETY": "refused",
        "RECITATION": "refused",
        "MALFORMED_FUNCTION_CALL": "did not end well",
    },
}
FAILED = {"code": 500, "message": "The server failed."}


def failures(provider: str, request_id: str) -> dict[str, tuple[Any, str]]:
    """Return lines of one provider that hold no answer, and words of the reason that is given."""
    make = RESULT[provider]
    whole = make(request_id, GOOD)
    found: dict[str, tuple[Any, str]] = {
        end: (make(request_id, GOOD, finish=end), reason) for end, reason in ENDS[provider].items()
    }
    found["no text"] = make(request_id, None), "no text in the answer"
    if provider == "anthropic":
        for kind in ("expired", "canceled"):
            found[kind] = {**whole, "result": {"type": kind}}, f"not answered: {kind}"
        error = {"type": "error", "error": {"type": "overloaded_error", "message": "Too busy."}}
        result: Any = {"type": "errored", "error": error}
        found["error"] = {**whole, "result": result}, "overloaded_error: Too busy."
        found["new type"] = {**whole, "result": {"type": "paused"}}, "its type is paused"
        found["no message"] = {**whole, "result": {"type": "succeeded"}}, '"message" is missing'
        found["result a text"] = {**whole, "result": "fine"}, '"result" is missing or of another'
    elif provider == "gemini":
        found["error"] = {"key": request_id, "error": FAILED}, "500: The server failed."
        found["no candidates"] = {"key": request_id, "response": {}}, '"candidates" is missing'
        blocked = {"promptFeedback": {"blockReason": "SAFETY"}}
        found["blocked"] = {"key": request_id, "response": blocked}, "blocked the question: SAFETY"
        found["response a list"] = {"key": request_id, "response": []}, '"response" is missing'
    else:
        found["error"] = {**whole, "response": None, "error": FAILED}, "500: The server failed."
        found["nothing"] = {**whole, "response": None}, '"response" is missing'
        status = {"status_code": 429, "body": {"error": {"code": "rate", "message": "Slowly."}}}
        found["status"] = {**whole, "response": status}, "status 429"
        found["no body"] = {**whole, "response": {"status_code": 200}}, '"body" is missing'
        empty = {"status_code": 200, "body": {"choices": []}}
        found["no choices"] = {**whole, "response": empty}, '"choices" is missing, empty'
        found["refusal"] = make(request_id, None, refusal="I will not."), "refused: I will not."
    return found


#: Lines that are no results of anybody.
RAW: dict[str, tuple[bytes, str]] = {
    "prose": (b"hello\n", "cannot be read: it is no JSON"),
    "a list": (b"[]\n", "no JSON object"),
    "a text": (b'"c1"\n', "no JSON object"),
    "another encoding": (b'{"custom_id": "\xe9"}\n', "not in UTF-8"),
    "a name twice": (b'{"custom_id": "a", "custom_id": "b"}\n', 'two things under "custom_id"'),
    "no number": (b'{"custom_id": NaN}\n', "NaN is no number"),
    "too long": (b" " + b"x" * LONGEST_LINE, "longer than 1,000,000 bytes"),
    "nested too deep": (b"[" * 200_000 + b"\n", "nested too deep"),
    "no id": (b'{"response": {}}\n', "no custom_id or key"),
    "no result": (line_of({"custom_id": one(), "answer": 1}), "the form of no provider"),
    "a request": (line_of({"custom_id": one(), "body": {}}), "a request, not a result"),
    "no number, and no end": (b'{"custom_id": NaN}', "NaN is no number"),
    "cut off": (b'{"custom_id": ', "ends in the middle of this line"),
    "cut off in a letter": (b'{"custom_id": "\xd0', "ends in the middle of this line"),
    "two objects": (b"{}{}\n", "cannot be read: it is no JSON"),
}


def damaged() -> list[tuple[bytes, str, str]]:
    """Return lines that cannot be used, each with its claim and words of its reason."""
    found: list[tuple[bytes, str, str]] = [(data, "", reason) for data, reason in RAW.values()]
    claims = iter(CLAIMS)
    for provider in PROVIDERS:
        make = RESULT[provider]
        for text, reason in ANSWERS.values():
            claim = next(claims)
            found.append((line_of(make(one(claim), text)), claim, reason))
        found += [(line_of(make(i, GOOD)), "", reason) for i, reason in IDS.values()]
        for name in failures(provider, ""):
            claim = next(claims)
            value, reason = failures(provider, one(claim))[name]
            found.append((line_of(value), claim, reason))
    return found


def test_two_hundred_damaged_lines_are_each_named_and_the_rest_is_taken() -> None:
    lines = damaged()
    assert len(lines) >= 200
    good = [line_of(RESULT["openai"](one(f"c{n}", repeat=2), GOOD)) for n in range(300, 320)]
    found = read(*(data for data, _, _ in lines), *good)
    assert [fault.line for fault in found.faults] == list(range(1, len(lines) + 1))
    wrong = [
        (fault.reason, reason)
        for fault, (_, _, reason) in zip(found.faults, lines, strict=True)
        if reason not in fault.reason
    ]
    assert not wrong
    named = [
        (fault.claim_id, claim)
        for fault, (_, claim, _) in zip(found.faults, lines, strict=True)
        if claim and fault.claim_id != claim
    ]
    assert not named
    assert [taken.claim_id for taken in found.taken] == [f"c{n}" for n in range(300, 320)]


@pytest.mark.parametrize("at", [1, 20, 100, -2])
def test_a_file_that_was_not_saved_whole_is_told_by_its_last_line(at: int) -> None:
    whole = line_of(RESULT["openai"](one("c2"), GOOD))
    found = read(line_of(RESULT["openai"](one("c1"), GOOD)), whole[:at])
    assert [taken.claim_id for taken in found.taken] == ["c1"]
    assert [(fault.line, "not saved whole" in fault.reason) for fault in found.faults] == [
        (2, True)
    ]


def test_a_last_line_without_its_end_is_taken_if_it_is_whole() -> None:
    found = read(line_of(RESULT["gemini"](one("c2"), GOOD))[:-1])
    assert len(found.taken) == 1


@pytest.mark.parametrize("provider", PROVIDERS)
def test_the_second_answer_to_a_request_is_named_with_the_line_of_the_first(provider: str) -> None:
    line = line_of(RESULT[provider](one(), GOOD))
    found = read(line, b"\n", line)
    assert len(found.taken) == 1
    assert [(f.line, f.reason) for f in found.faults] == [(3, "line 1 answers the same request")]
    assert found.tokens_in == 900


@pytest.mark.parametrize("provider", ["mistral", "anthropic"])
def test_thinking_before_an_answer_is_passed_over(provider: str) -> None:
    thought = {"type": "thinking", "thinking": [], "text": "Let me see."}
    parts = [thought, {"type": "text", "text": GOOD[:9]}, {"type": "text", "text": GOOD[9:]}]
    line = RESULT[provider](one(), GOOD)
    if provider == "anthropic":
        line["result"]["message"]["content"] = parts
    else:
        line["response"]["body"]["choices"][0]["message"]["content"] = parts
    assert read(line_of(line)).taken[0].answer.codes == (("tax", "for"),)


def test_tokens_of_anthropic_are_those_that_were_cached_too() -> None:
    line = RESULT["anthropic"](one(), GOOD)
    cached = {"cache_creation_input_tokens": 70, "cache_read_input_tokens": 5}
    line["result"]["message"]["usage"] |= cached
    assert read(line_of(line)).tokens_in == 975


@pytest.mark.parametrize(
    ("count", "counted"),
    [(7, 7), (0, 0), (-1, 0), (10**12 - 1, 10**12 - 1), (10**12, 0), (True, 0), (1.5, 0), ("9", 0)],
)
def test_a_count_of_tokens_that_can_be_none_is_0(count: object, counted: int) -> None:
    line = RESULT["openai"](one(), GOOD)
    line["response"]["body"]["usage"]["prompt_tokens"] = count
    assert read(line_of(line)).tokens_in == counted


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("Out of order.", "the provider reports an error: Out of order."),
        ({"message": "Slowly."}, "the provider reports an error: Slowly."),
        ({"code": 9}, "the provider reports an error: 9"),
        ({"a": 1}, "the provider reports an error: it does not say which"),
        ({"error": {"error": {"type": "busy"}}}, "the provider reports an error: busy"),
    ],
)
def test_an_error_is_told_in_the_providers_words(error: object, said: str) -> None:
    line = RESULT["openai"](one(), GOOD) | {"response": None, "error": error}
    assert [fault.reason for fault in read(line_of(line)).faults] == [said]


def test_an_answer_that_follows_on_a_failure_is_taken() -> None:
    make: Callable[..., Any] = RESULT["openai"]
    found = read(line_of(make(one(), GOOD, finish="length")), line_of(make(one(), GOOD)))
    assert len(found.taken) == len(found.faults) == 1
    assert found.tokens_out == 40  # both are paid


def test_a_reason_is_one_line_that_can_be_written() -> None:
    text = json.dumps(code(("tax", "for"), reason="a\n\n b \ud800" + "x" * 5000))
    reason = read(line_of(RESULT["openai"](one(), text))).taken[0].answer.reason
    assert reason.startswith("a b x")
    assert len(reason) == 2000
    reason.encode("utf-8")


_SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
_VALUES = st.recursive(
    _SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["type", "text", "message", "error", "code"]), inner)
    ),
    max_leaves=8,
)


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the way to every value inside a line."""
    inside = value.items() if isinstance(value, dict) else ()
    inside = enumerate(value) if isinstance(value, list) else inside
    deeper = (place for name, inner in inside for place in places(inner, (*path, name)))
    return [*([path] if path else []), *deeper]


@given(st.data(), st.sampled_from(PROVIDERS), st.booleans())
def test_any_value_in_any_place_of_a_line_is_taken_or_named(
    data: st.DataObject, provider: str, inside: bool
) -> None:
    text: Any = json.loads(GOOD)
    line = RESULT[provider](one(), GOOD)
    whole = text if inside else line
    *way, last = data.draw(st.sampled_from(places(whole)))
    holder = whole
    for name in way:
        holder = holder[name]
    holder[last] = data.draw(_VALUES)
    if inside:
        line = RESULT[provider](one(), json.dumps(text))
    found = read(line_of(line))
    assert len(found.taken) + len(found.faults) == 1
    assert all(fault.reason for fault in found.faults)
    for taken in found.taken:
        assert {topic for topic, _ in taken.answer.codes} <= {"tax", "roads", "none"}


@given(st.lists(st.binary(max_size=60)))
def test_any_bytes_are_named_line_by_line(lines: list[bytes]) -> None:
    found = read(*(line + b"\n" for line in lines))
    assert found.taken == []
    assert len(found.faults) <= len(lines)
