"""What a large model is asked: the codebook and what annotators see, in each provider's form."""

import json
from contextlib import nullcontext
from typing import Any

import pytest

from stance.core.codebook import Codebook, Level, Scale, Topic
from stance.core.contracts import CLAIMS, EXPERTS, SOURCES
from stance.core.errors import UsageError
from stance.machines.costs import Price, cost, size_of
from stance.machines.forms import FORMS, Asked, Form, Limits, lines, split
from stance.machines.guide import Guide
from stance.machines.instructions import MOST_TEMPLATE, instructions
from stance.machines.messages import messages
from stance.machines.request_ids import LONGEST, RequestId, claim_part, hashes, places_of
from stance.machines.schema import answer_schema
from stance.study.machine_prompting import template_text

BOOK = Codebook(
    (
        Topic("tax", "Taxes", "Taxes should rise.", "levies", "tariffs (use trade)", "for: up!"),
        Topic("roads", "roads", "Roads decay.", keywords="asphalt; potholes"),
    ),
    Scale((Level("no", 0.0, meaning="Says no."), Level("yes", 1.0), Level("unclear", None))),
)
ASKED = Asked("m-1", "Do it.", answer_schema(BOOK), 0.5)


def told(template: str = "", **guide: str) -> str:
    return instructions(template or template_text(), BOOK, Guide(**guide))


def test_the_instructions_hold_the_whole_codebook_and_the_guide() -> None:
    text = told(title="Roads and taxes", rules="Code the speaker's own position.")
    for part in (
        *("Roads and taxes", "Code the speaker's own position."),
        *("- tax (Taxes)", "Taxes should rise.", "levies", "tariffs (use trade)", "for: up!"),
        *("- roads\n", "Roads decay.", "asphalt; potholes"),
        *("- no: Says no.", "- yes\n", "- unclear\n", "- 1: doubtful", "- 3: sure"),
        'the topic "none" and the stance "none"',
    ):
        assert part in text
    assert "None" not in text
    assert "\n\n\n" not in text


def test_what_the_codebook_does_not_say_is_left_out() -> None:
    text = told()
    assert "Rules of this study" not in text
    assert "The study:" not in text
    assert text.count("Belongs here") == text.count("Examples") == text.count("Keywords") == 1


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{% if %}",
        "{{ 1 / 0 }}",
        "{{ topics[9].id }}",
        "{{ topics[0].__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% include 'report.html.j2' %}",
        "{{ 'x' * 10 ** 18 }}",
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{{ topics.__init__.__globals__ }}",
        "{% for n in range(1000000000) %}x{% endfor %}",
        "{% for n in range(90000) %}{{ 'x' * 1000 }}{% endfor %}",
        "x" * (MOST_TEMPLATE + 1),
    ],
)
def test_a_template_that_cannot_be_used_is_refused(template: str) -> None:
    with pytest.raises(UsageError, match="the template"):
        told(template)


@pytest.mark.parametrize(("room", "refused"), [(10, False), (9, True)])
def test_a_template_writes_no_more_than_there_is_room_for(
    monkeypatch: pytest.MonkeyPatch, room: int, refused: bool
) -> None:
    monkeypatch.setattr("stance.machines.instructions.MOST_WRITTEN", room)
    with pytest.raises(UsageError, match="writes more") if refused else nullcontext():
        told("{{ title }}-wards", title="road")


def test_a_template_of_ones_own_takes_the_place_of_ours() -> None:
    text = told(
        "{{ title }}: {% for t in topics %}{{ t.id }} {% endfor %}{{ no_topic }}", title="T"
    )
    assert text == "T: tax roads none\n"


def test_the_schema_has_the_studys_topics_and_stances_and_no_empty_choice() -> None:
    schema = answer_schema(BOOK)
    answer = schema["properties"]["answers"]["items"]
    assert answer["properties"]["topic"]["enum"] == ["tax", "roads", "none"]
    assert answer["properties"]["stance"]["enum"] == ["no", "yes", "unclear", "none"]
    assert schema["properties"]["confidence"]["enum"] == [1, 2, 3]
    for level in (schema, answer):
        assert level["required"] == list(level["properties"])
        assert level["additionalProperties"] is False


def frames() -> tuple[Any, Any, Any]:
    claims = CLAIMS.build(
        [
            {
                "claim_id": "c1",
                "expert_id": "e1",
                "source_id": "s1",
                "said_on": "2022-01",
                "question": "And roads?",
                "claim": "They say roads decay.",
                "key_phrase": "roads decay",
                "speaker_reason": "SECRET",
                "speaker": "SECRET",
                "kind": "SECRET",
                "start": 3,
                "end": 9,
            }
        ]
    )
    experts = EXPERTS.build([{"expert_id": "e1", "name": "Ann", "role": "SECRET"}])
    sources = SOURCES.build([{"source_id": "s1", "title": "News", "note": "SECRET", "sha256": "f"}])
    return claims, experts, sources


def test_a_message_holds_what_annotators_see_and_nothing_else() -> None:
    assert json.loads(messages(*frames())["c1"]) == {
        "speaker": "Ann",
        "said_on": "2022-01",
        "source": "News",
        "question": "And roads?",
        "claim": "They say roads decay.",
        "key_phrase": "roads decay",
    }


def test_verbatim_words_stand_in_place_of_paraphrase_and_key_phrase() -> None:
    told = json.loads(messages(*frames(), {"c1": "Our roads, he said, decay."})["c1"])
    assert told["claim"] == "Our roads, he said, decay."
    assert told["key_phrase"] == ""


@pytest.mark.parametrize(
    "claim_id",
    ["c1", "a--b--1", "ж" * 80, "c 1", "", "x" * 40, "x" * 41, "a/b", "c\n1", "é"],
)
def test_an_id_is_short_plain_and_leads_back_to_its_claim(claim_id: str) -> None:
    written = str(RequestId(claim_part(claim_id), "h0123abc", 100))
    assert len(written) <= LONGEST == 64
    assert all(c.isascii() and (c.isalnum() or c in "_-") for c in written)
    read = RequestId.read(written)
    assert read == RequestId(claim_part(claim_id), "h0123abc", 100)


def test_two_claims_have_two_parts() -> None:
    names = ["c1", "x" * 41, "x" * 42, "ж", "ж ", "c 1"]
    assert len({claim_part(name) for name in names}) == len(names)


def test_a_hash_changes_with_all_that_is_asked_and_with_nothing_else() -> None:
    whole = {"instructions": "a", "schema": {"x": 1}, "model": "m", "temperature": None}
    now = hashes(whole, {"c1": "one", "c2": "two"}, {})
    assert now == hashes(dict(reversed(whole.items())), {"c2": "two", "c1": "one"}, {})
    assert now["c1"] != now["c2"]
    others = [
        hashes({**whole, name: value}, {"c1": "one"}, {})["c1"]
        for name, value in (
            ("instructions", "b"),
            ("schema", {"x": 2}),
            ("model", "n"),
            ("temperature", 0.0),
        )
    ]
    others.append(hashes(whole, {"c1": "One"}, {})["c1"])
    others.append(hashes(whole, {"c1": "one"}, {"c1": ["f", "3", "9"]})["c1"])
    assert len({now["c1"], *others}) == 7
    assert all(h[0] == "h" and len(h) == 8 for h in others)


def test_a_place_is_the_articles_hash_and_the_locator() -> None:
    claims, _, sources = frames()
    assert places_of(claims, sources) == {"c1": ["f", "3", "9"]}


#: Where each provider has the model, instructions, message, schema and temperature.
PARTS: dict[Form, tuple[tuple[str | int, ...], ...]] = {
    "openai": (
        ("custom_id",),
        ("body", "model"),
        ("body", "messages", 0, "content"),
        ("body", "messages", 1, "content"),
        ("body", "response_format", "json_schema", "schema"),
        ("body", "temperature"),
    ),
    "anthropic": (
        ("custom_id",),
        ("params", "model"),
        ("params", "system"),
        ("params", "messages", 0, "content"),
        ("params", "output_config", "format", "schema"),
        ("params", "temperature"),
    ),
    "gemini": (
        ("key",),
        (),
        ("request", "systemInstruction", "parts", 0, "text"),
        ("request", "contents", 0, "parts", 0, "text"),
        ("request", "generationConfig", "responseJsonSchema"),
        ("request", "generationConfig", "temperature"),
    ),
}
PARTS["mistral"] = PARTS["openai"]


def at(value: Any, path: tuple[str | int, ...]) -> Any:
    for name in path:
        value = value[name]
    return value


@pytest.mark.parametrize("form", FORMS)
def test_a_request_has_the_form_of_its_provider(form: Form) -> None:
    (text,) = lines(form, ASKED, {"c1--h0123abc--1": "{}"})
    found = [at(json.loads(text), path) for path in PARTS[form] if path]
    wanted = ["c1--h0123abc--1", "m-1", "Do it.", "{}", ASKED.schema, 0.5]
    assert found == ([w for w in wanted if w != "m-1"] if form == "gemini" else wanted)
    assert "\n" not in text


@pytest.mark.parametrize("form", FORMS)
def test_no_temperature_is_sent_unless_it_is_said(form: Form) -> None:
    (text,) = lines(form, Asked("m", "Do.", {}), {"c": "{}"})
    assert "temperature" not in text


@pytest.mark.parametrize(
    ("requests", "size", "files"),
    [
        (3, 100, [["aaaa", "bbbb", "cccc"]]),
        (2, 100, [["aaaa", "bbbb"], ["cccc"]]),
        (1, 100, [["aaaa"], ["bbbb"], ["cccc"]]),
        (9, 15, [["aaaa", "bbbb", "cccc"]]),
        (9, 14, [["aaaa", "bbbb"], ["cccc"]]),
        (9, 9, [["aaaa"], ["bbbb"], ["cccc"]]),
    ],
)
def test_files_are_split_at_the_limits_line_ends_counted(
    requests: int, size: int, files: list[list[str]]
) -> None:
    found = [list(file) for file in split(["aaaa", "bbbb", "cccc"], Limits(requests, size))]
    assert found == [[f"{text}\n".encode() for text in file] for file in files]


def test_size_and_cost_by_hand() -> None:
    size = size_of("x" * 100, {"a": "y" * 20, "b": "ж" * 20})
    assert (size.requests, size.characters) == (2, 240)
    assert (size.tokens_in, size.tokens_out) == (65, 160)  # 260 bytes of UTF-8, 4 a token
    assert cost(2_000_000, 500_000, Price(0.5, 2.0)) == 2.0


def test_a_hash_is_the_same_in_every_release_whatever_the_script() -> None:
    whole = {"model": "m", "guide": "Что сказано?"}
    found = hashes(whole, {"c1": "Дорога", "c2": "Дорога"}, {"c2": ["a1", "0", "7"]})
    assert found == {"c1": "he71b568", "c2": "hd14264a"}
