"""Notes and corrections that stand beside another claim than the one that they were known for."""

from collections.abc import Iterable

from stance.core.errors import Problem
from stance.core.text import clean, listed
from stance.workbook import form
from stance.workbook.content import Content
from stance.workbook.entries import Entry, Key, issued_entries
from stance.workbook.sorting import FEWEST_MOVED

#: A shorter text may well be written beside two claims by chance.
_FEWEST_LETTERS = 8


def moved_remarks(content: Content, held: Content) -> list[Problem]:
    """Tell the notes and corrections that changed from one claim to another, word for word.

    One or a few may have been moved on purpose and are taken where they stand; many say that their
    column was sorted or moved alone.

    Args:
        content: a returned file.
        held: what the study had of its annotator until now.
    """
    here = content.entries
    known = [held.entries, issued_entries(content.meta)]
    before = [(key, entry) for entries in known for key, entry in entries.items()]
    problems: list[Problem] = []
    for name in form.PER_ROW:
        was, now = _claims_of(name, before), _claims_of(name, here.items())
        moved = {
            text: (min(was[text]), min(claims))
            for text, claims in now.items()
            if text in was and len(claims) == len(was[text]) == 1 and claims != was[text]
        }
        if moved:
            places = {key[0]: entry for key, entry in here.items() if clean(entry[name]) in moved}
            problems.append(_told(content, name, moved, places))
    return problems


def _claims_of(name: str, entries: Iterable[tuple[Key, Entry]]) -> dict[str, set[str]]:
    """Return the claims that have each text of a column, where it is long enough to be known."""
    claims: dict[str, set[str]] = {}
    for key, entry in entries:
        if len(text := clean(entry[name])) >= _FEWEST_LETTERS:
            claims.setdefault(text, set()).add(key[0])
    return claims


def _told(
    content: Content, name: str, moved: dict[str, tuple[str, str]], places: dict[str, Entry]
) -> Problem:
    many = len(moved) >= FEWEST_MOVED
    (text, (_, claim_id)), *_ = moved.items()
    pairs = listed(f"that of {was} beside {now}" for was, now in moved.values())
    texts = f'{len(moved)} texts of the column "{name}"' if len(moved) > 1 else f'a "{name}"'
    message = f"{texts} stood beside other claims before: {pairs}"
    message += "; it was probably sorted or moved alone" if many else ""
    return Problem(
        code="column-sorted" if many else "remark-moved",
        message=message,
        hint="undo that, or copy the column from an earlier copy"
        if many
        else "if nobody moved it on purpose, put it back beside its claim",
        file=content.name,
        sheet=places[claim_id]["sheet"],
        cell=places[claim_id][f"{name}_cell"],
        claim_id=claim_id,
        value=text,
    )
