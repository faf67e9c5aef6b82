"""JSON from outside: nothing twice, nothing that is no number, nothing too deep or too long."""

import json
from typing import Any

#: Bytes of a line: an answer is a few hundred, with a long reason some thousand.
LONGEST_LINE = 1_000_000


def read_json(text: str) -> Any:
    """Return the value of a JSON text.

    Raises:
        ValueError: it is none, says two things under one name, or is nested too deep; the message
            says which.
    """
    try:
        return json.loads(text, object_pairs_hook=_object, parse_constant=_no_number)
    except json.JSONDecodeError as error:
        told = error.msg.rstrip(": ").removesuffix(" at")
        raise ValueError(f"it is no JSON ({told} at character {error.pos + 1})") from error
    except RecursionError as error:
        raise ValueError("it is nested too deep") from error


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        double = next(name for name in names if names.count(name) > 1)
        raise ValueError(f'it says two things under "{double}"')
    return found


def _no_number(text: str) -> Any:
    raise ValueError(f"{text} is no number of JSON")
