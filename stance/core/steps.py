"""What long work is at: told by whoever does it, shown by whoever listens, heard by nobody else."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from typing import TypeVar

T = TypeVar("T")
#: Takes a phrase such as "reading ana.xlsx (2 of 4)"; an empty one says that nothing goes on.
Listener = Callable[[str], None]
_LISTENER: ContextVar[Listener | None] = ContextVar("listener", default=None)


def step(doing: str) -> None:
    """Say what is done now; nothing, where it has ended."""
    if listener := _LISTENER.get():
        listener(doing)


def steps(doing: str, things: Sequence[T], name: Callable[[T], str]) -> Iterator[T]:
    """Yield the things, and say of each that it is done now, and how many there are.

    Args:
        doing: what is done with them, such as "reading".
        things: what it is done with.
        name: gives the name of one.
    """
    for number, thing in enumerate(things, start=1):
        step(f"{doing} {name(thing)} ({number:,} of {len(things):,})")
        yield thing


@contextmanager
def heard_by(listener: Listener) -> Iterator[None]:
    """Let somebody hear what is done inside."""
    token = _LISTENER.set(listener)
    try:
        yield
    finally:
        _LISTENER.reset(token)
