"""The form of an answer: a JSON schema whose choices are the study's topics and stances."""

from typing import Any

from stance.core.codebook import CONFIDENCES, NONE, Codebook


def answer_schema(codebook: Codebook) -> dict[str, Any]:
    """Return the JSON schema of an answer.

    It has what all providers take: objects without further properties, all of them required,
    choices by name, no bounds. A topic "none" has the stance "none", for some providers take no
    empty choice.
    """
    levels = [level.label for level in codebook.scale.levels]
    answer = _object(topic=_choice(*codebook.topic_ids, NONE), stance=_choice(*levels, NONE))
    return _object(
        answers={"type": "array", "items": answer},
        confidence={"type": "integer", "enum": list(CONFIDENCES)},
        reason={"type": "string"},
    )


def _object(**properties: Any) -> dict[str, Any]:
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _choice(*names: str) -> dict[str, Any]:
    return {"type": "string", "enum": list(dict.fromkeys(names))}
