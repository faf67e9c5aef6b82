"""A study as tasks of Label Studio, with the labelling interface that they need."""

import json
from pathlib import Path
from typing import Any
from xml.sax.saxutils import quoteattr

from stance.core.codebook import NONE
from stance.exchange.outgoing.coded import Coded, Given, Whole

#: Where the first task says what tasks have no place for.
SCALE, TOPICS = "stance_scale", "stance_topics"


def write_labelstudio(whole: Whole, folder: Path) -> dict[Path, bytes]:
    """Return the tasks with their annotations, and the labelling interface."""
    people = {name: number for number, name in enumerate(whole.annotators, start=1)}
    tasks = [_task(whole, n, claim, people) for n, claim in enumerate(whole.claims, start=1)]
    if tasks:
        tasks[0]["meta"] = {
            SCALE: [[lv.label, lv.score, lv.code, lv.meaning] for lv in whole.scale.levels],
            TOPICS: [[topic.label, topic.proposition] for topic in whole.topics],
        }
    whole.losses["places in articles"] += sum(claim.place is not None for claim in whole.claims)
    whole.losses["what is known of experts beside their names"] += sum(
        bool(about) for about in whole.experts.values()
    )
    text = json.dumps(tasks, ensure_ascii=False, indent=1)
    return {
        folder / "tasks.json": text.encode("utf-8"),
        folder / "label_config.xml": _interface(whole).encode("utf-8"),
    }


def _task(whole: Whole, number: int, claim: Coded, people: dict[str, int]) -> dict[str, Any]:
    source = whole.sources.get(claim.source)
    data = {
        "text": claim.words,
        "claim_id": claim.claim_id,
        "expert": claim.expert,
        "source_id": claim.source,
        "source_title": source.title if source else "",
        "said_on": claim.said_on,
        "question": claim.question,
        "key_phrase": claim.key_phrase,
    }
    by_person: dict[str, list[Given]] = {}
    for given in claim.answers:
        by_person.setdefault(given.annotator, []).append(given)
    return {
        "id": number,
        "data": data,
        "annotations": [
            {
                "id": number * 1000 + nth,
                "completed_by": {"id": people[who], "first_name": who, "last_name": "",
                                 "email": f"annotator-{people[who]}@example.org"},
                "was_cancelled": False,
                "ground_truth": False,
                "result": [one for given in answers for one in _results(claim, given)],
            }
            for nth, (who, answers) in enumerate(by_person.items(), start=1)
        ],
        "predictions": [],
    }  # fmt: skip


def _results(claim: Coded, given: Given) -> list[dict[str, Any]]:
    """Return what one answer ticks: its topic, stance and confidence, and the note once."""
    unit = "" if given.slot == 1 else f"_{given.slot}"
    ticked = {"topic": given.topic, "stance": given.stance, "confidence": given.confidence}
    results = [
        _result(claim, given, f"{name}{unit}", "choices", {"choices": [value]})
        for name, value in ticked.items()
        if value
    ]
    first = min(g.slot for g in claim.answers if g.annotator == given.annotator)
    if given.note and given.slot == first:
        results.append(_result(claim, given, "note", "textarea", {"text": [given.note]}))
    return results


def _result(
    claim: Coded, given: Given, control: str, kind: str, value: dict[str, list[str]]
) -> dict[str, Any]:
    return {
        "id": f"{claim.claim_id}-{given.annotator}-{control}",
        "from_name": control,
        "to_name": "text",
        "type": kind,
        "value": value,
    }


def _interface(whole: Whole) -> str:
    """Return the labelling interface: a choice of topic, stance and confidence for each slot."""
    slots = max((given.slot for claim in whole.claims for given in claim.answers), default=1)
    choices = {
        "topic": [*(topic.label for topic in whole.topics), NONE],
        "stance": [level.label for level in whole.scale.levels],
        "confidence": ["1", "2", "3"],
    }
    lines = ["<View>", '  <Text name="text" value="$text"/>']
    for slot in range(1, slots + 1):
        for name, values in choices.items():
            control = name if slot == 1 else f"{name}_{slot}"
            lines.append(f'  <Choices name="{control}" toName="text" choice="single">')
            lines += [f"    <Choice value={quoteattr(value)}/>" for value in values]
            lines.append("  </Choices>")
    lines += ['  <TextArea name="note" toName="text"/>', "</View>", ""]
    return "\n".join(lines)
