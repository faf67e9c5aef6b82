"""What a batch will cost, before anybody sends it."""

from collections.abc import Mapping
from dataclasses import dataclass

#: Bytes of UTF-8 that are taken for one token; of English that is about right, of other languages
#: it is rather too many tokens.
BYTES_A_TOKEN = 4
#: Tokens that are taken for one answer: a topic, a stance and a sentence. Thinking comes on top.
TOKENS_AN_ANSWER = 80


@dataclass(frozen=True, slots=True)
class Price:
    """What a million tokens cost, in and out, in the reader's currency."""

    tokens_in: float
    tokens_out: float
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Size:
    """How large a batch is.

    Attributes:
        requests: how many.
        characters: of all questions, instructions and schemas.
        tokens_in: an estimate of their tokens.
        tokens_out: an estimate of the answers' tokens.
    """

    requests: int
    characters: int
    tokens_in: int
    tokens_out: int


def size_of(shared: str, requests: Mapping[str, str]) -> Size:
    """Return the size of a batch.

    Args:
        shared: what every request holds: instructions and schema.
        requests: the message of each, by the request's id.
    """
    n = len(requests)
    size = n * len(shared.encode("utf-8", "replace"))
    size += sum(len(text.encode("utf-8", "replace")) for text in requests.values())
    characters = n * len(shared) + sum(map(len, requests.values()))
    return Size(n, characters, -(-size // BYTES_A_TOKEN), n * TOKENS_AN_ANSWER)


def cost(tokens_in: int, tokens_out: int, price: Price) -> float:
    """Return what so many tokens cost."""
    return (tokens_in * price.tokens_in + tokens_out * price.tokens_out) / 1_000_000
