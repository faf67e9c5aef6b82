"""Problems of a returned workbook that show only beside what the study has: late, kept, sorted."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import NamedTuple

from stance.core.errors import Problem
from stance.core.text import listed
from stance.study.issuing import unsolved
from stance.study.merging import PARTS
from stance.workbook import form
from stance.workbook.answers import BOTH
from stance.workbook.content import Content
from stance.workbook.entries import FIELDS, Entry, Key, issued_entries, same_by
from stance.workbook.sorting import FEWEST_MOVED, looks_sorted, moved_columns
from stance.workbook.spelling import speller


def entries_on(content: Content, claims: set[str]) -> dict[Key, Entry]:
    """Return the answers of a workbook on these claims."""
    entries = content.entries.items()
    return {key: entry for key, entry in entries if key[0] in claims}


def looked_at(content: Content, held: Content) -> Content:
    """Return a returned workbook with the questions answered that it was sent out with.

    What is older than a change still waits. A file in which nothing says what was asked, such as a
    CSV, shows the words that were read, but no proposition: an answer that waits for that is left
    to wait, unless the file has another one.

    Args:
        content: the file.
        held: what the study had until now.
    """
    waits = {key: wait for key, wait in content.waits.items() if not wait.asked}
    if not content.meta.ids:
        same, on_words = same_by(speller(content.codebook)), {"longer", "words"}
        before, here = held.entries, content.entries
        left = {k: w for k, w in held.waits.items() if same(before.get(k), here.get(k))}
        waits = {key: wait for key, wait in left.items() if wait.code not in on_words} | waits
    return replace(content, waits=waits)


def confirmed(content: Content, held: Content, whole: Content) -> list[Problem]:
    """Say which answers were looked at again and left as they were.

    Args:
        content: the file.
        held: what the study had until now.
        whole: what it has with the file.
    """
    same = same_by(speller(content.codebook))
    before, now = held.entries, whole.entries
    settled = [key for key in held.waits if key in now and key not in whole.waits]
    claims = {key[0] for key in settled if same(before.get(key), now[key])}
    if not claims:
        return []
    message = f"looked at again and left as they were: {listed(sorted(claims))}"
    return [Problem(code="answers-confirmed", message=message, file=content.name)]


def late_answers(
    content: Content, late: set[str], again: bool, held: Content, whole: Content
) -> list[Problem]:
    """Say on which claims a file has answers that the study had replaced, and which count now.

    Args:
        content: the file.
        late: the claims on which it has answers that were replaced since.
        again: whether it was received before.
        held: what the study had until now.
        whole: what it has with the file.
    """
    if again:
        entries, instead = entries_on(content, late), entries_on(held, late)
    else:
        entries, instead = entries_on(held, late), entries_on(whole, late)
    same = same_by(speller(content.codebook))
    keys = {**entries, **instead}
    changed = {key[0] for key in keys if not same(entries.get(key), instead.get(key))}
    if not changed:
        return []
    claims = listed(c for c in content.claims["claim_id"] if c in changed)
    if again:
        code = "answers-kept"
        message = f"the file was received before, and the study keeps what came since: {claims}"
        hint = f"to go back to one, write it into {held.name} of the study"
    else:
        code = "earlier-answer"
        message = f"answers that the study had replaced are back, and were taken: {claims}"
        hint = f"if the file is an older copy, put the last backup of {held.name} back"
    return [Problem(code=code, message=message, hint=hint, file=content.name)]


def older_answers(content: Content, whole: Content, disputed: Collection[Key]) -> list[Problem]:
    """Say on which claims the study keeps newer answers than a file that came for the first time.

    Args:
        content: the file.
        whole: what the study has with it.
        disputed: the answers that are told as conflicts.
    """
    spell = speller(content.codebook)
    now = whole.entries
    claims = {
        key[0]
        for key, entry in content.entries.items()
        if key not in disputed
        and any(
            entry[field]
            and spell(field, entry[field]) != spell(field, now.get(key, {}).get(field, ""))
            for field in FIELDS
        )
    }
    if not claims:
        return []
    names = listed(c for c in content.claims["claim_id"] if c in claims)
    message = f"the file has older answers than the study, which keeps its own: {names}"
    hint = "to go back to one, type it into the workbook that the study has now"
    return [Problem(code="answers-kept", message=message, hint=hint, file=content.name)]


def kept_answers(contents: Sequence[Content], present: Content, whole: Content) -> list[Problem]:
    """Say what the study has and no returned file has, though none was issued with it.

    The files may be older copies, or it may have been withdrawn in them; it is kept. Of an answer
    of which a file has the rest, the columns are named.

    Args:
        contents: the files of one annotator.
        present: what the study had.
        whole: what it has with the files.
    """
    began, given = _given_in(contents)
    claims = {claim_id for c in contents if c.meta.ids for claim_id in c.claims["claim_id"]}
    kept: dict[str, list[str]] = {}
    now = whole.entries
    for key, entry in present.entries.items():
        fields = [f for f in FIELDS if entry[f] and now.get(key, {}).get(f, "") == entry[f]]
        absent = [f for f in fields if (key, f) not in given]
        if key[0] not in claims or not absent:
            continue
        columns = [form.answer_column(f, key[2]) for f in absent] if key in began else []
        known = kept.setdefault(key[0], [])
        known += [column for column in columns if column not in known]
    if not kept:
        return []
    names = (f"{c} ({', '.join(columns)})" if columns else c for c, columns in kept.items())
    message = f"the study has answers that the file has not, and keeps them: {listed(names)}"
    hint = f"to withdraw one, empty its cells in {present.name} of the study"
    return [Problem(code="answers-kept", message=message, hint=hint, file=contents[0].name)]


def astray(content: Content, whole: Content) -> list[Problem]:
    """Tell the answers beside another claim than their own, which the study has where they belong.

    Nobody needs to settle them; but what stood where they stand now is kept, whatever befell it.

    Args:
        content: the file.
        whole: what the study has with it.
    """
    unsettled = {item.key for item in whole.unplaced}
    return [
        Problem(
            code="answers-kept",
            message=f"{item.why}; what the study has of {listed(item.maybe)} is kept",
            hint="if cells were deleted there, type again what is not as it should be",
            file=content.name,
            sheet=item.sheet,
            cell=item.cell,
            value=" · ".join(item.texts.values()),
        )
        for item in content.unplaced
        if item.maybe and not item.found[0] and item.key not in unsettled
    ]


def emptied(content: Content, held: Content, whole: Content) -> list[Problem]:
    """Say what a file has taken back that does not say what it was issued with, such as a CSV.

    An older one has empty cells where the study has received answers since.

    Args:
        content: the file.
        held: what the study had until now.
        whole: what it has with the file.
    """
    if content.meta.ids:
        return []
    now = whole.entries
    claims = {
        key[0]
        for key, entry in held.entries.items()
        if any(entry[field] and not now.get(key, {}).get(field) for field in FIELDS)
    }
    if not claims:
        return []
    names = listed(c for c in held.claims["claim_id"] if c in claims)
    message = (
        f"cells that are empty in the file had an answer in the study, now taken back: {names}"
    )
    hint = f"if the file is an older copy, put the last backup of {held.name} back"
    return [Problem(code="answers-emptied", message=message, hint=hint, file=content.name)]


def replaced_answers(
    content: Content, late: Collection[str], held: Content, whole: Content
) -> list[Problem]:
    """Say which answers of the study a file replaced, or took back, that it was not issued with.

    It may be a copy in which somebody went on, or an older one that came late.

    Args:
        content: the file.
        late: the claims on which that is told already.
        held: what the study had until now.
        whole: what it has with the file.
    """
    spell = speller(content.codebook)
    issued, now = issued_entries(content.meta), whole.entries

    def replaced(key: Key, entry: Entry, part: Sequence[str]) -> bool:
        here, began = (side.get(key, {}) for side in (now, issued))
        was, given, first = (
            [spell(name, side.get(name, "")) for name in part] for side in (entry, here, began)
        )
        lost = any(
            a and a != b and (b or content.meta.ids) and BOTH not in b
            for a, b in zip(was, given, strict=True)
        )
        return lost and was != first

    claims = {
        key[0]
        for key, entry in held.entries.items()
        if key[0] not in late and any(replaced(key, entry, part) for part in PARTS)
    }
    if not claims:
        return []
    names = listed(c for c in held.claims["claim_id"] if c in claims)
    code = "answers-replaced" if content.meta.ids else "answers-overwritten"
    message = f"answers that the study had were replaced or taken back by the file: {names}"
    hint = f"if the file is an older copy, put the last backup of {held.name} back"
    return [Problem(code=code, message=message, hint=hint, file=content.name)]


def _given_in(contents: Sequence[Content]) -> tuple[set[Key], set[tuple[Key, str]]]:
    """Return the answers that any of these files has or was issued with, and their fields."""
    sides = [side for c in contents for side in (c.entries, issued_entries(c.meta))]
    filled = {
        (key, field) for side in sides for key, e in side.items() for field in FIELDS if e[field]
    }
    return {key for key, _ in filled}, filled


def missing_rows(content: Content, held: Content) -> list[Problem]:
    """Say which claims have no row in a file that does not say what was issued, such as a CSV.

    Args:
        content: the file.
        held: what the study had of its annotator until now.
    """
    if content.meta.ids or not len(content.claims):
        return []
    here = {*content.claims["claim_id"], *content.answers["claim_id"]}
    gone = [c for c in dict.fromkeys(held.claims["claim_id"]) if c not in here]
    if not gone:
        return []
    message = f"the file has no row of {listed(gone)}; what the study has of them is kept"
    hint = "was a row deleted, or another one pasted over it? Then type its answers again"
    return [Problem(code="missing-row", message=message, hint=hint, file=content.name)]


def missing_columns(content: Content, held: Content, present: Content) -> list[Problem]:
    """Say which columns of answers a file lacks that does not say what was issued, such as a CSV.

    They are those that the annotator was given, or in which the study has answers.

    Args:
        content: the file.
        held: what the study had of its annotator until now.
        present: the annotator's workbook in the study.
    """
    if content.meta.ids:
        return []
    given = {*form.ANSWER_COLUMNS} - present.absent if present.meta.ids else set()
    had = {
        form.answer_column(field, key[2])
        for key, entry in held.entries.items()
        for field in filter(entry.__getitem__, FIELDS)
    }
    gone = [n for n in form.answer_columns(had | given) if n in content.absent]
    if not gone:
        return []
    columns = listed(f'"{name}"' for name in gone)
    kept = "; what the study has in it is kept" if had.intersection(gone) else ""
    message = f"the file has no column {columns}{kept}"
    hint = "to withdraw answers, empty their cells and leave the column"
    if not kept:
        hint = "if answers stood in it, send the file with the column, or type them again"
    return [Problem(code="missing-answers", message=message, hint=hint, file=content.name)]


def told(content: Content, whole: Content) -> list[Problem]:
    """Return the problems of a file; a deleted row loses no answer that the study has."""
    kept = set(whole.answers["claim_id"]) - set(content.claims["claim_id"])
    return [
        replace(
            problem,
            message=f'the row of "{problem.claim_id}" was deleted; its answer is kept',
            hint=f"to withdraw it, empty its cells in {content.annotator}.xlsx of the study",
        )
        if problem.code == "missing-row" and problem.claim_id in kept
        else problem
        for problem in unsolved([content])
    ]


def sorted_since(content: Content, present: Content, study: Content) -> list[Problem]:
    """Report answer columns that were sorted alone since the study received them.

    A claim on which only one of the two has an answer says nothing: in several copies of a workbook
    people code several claims. But where a topic has no stance, or a stance no topic, one of the
    columns may have left the other.
    """
    if any(problem.code == "column-sorted" for problem in content.problems):
        return []
    order = {claim_id: at for at, claim_id in enumerate(study.claims["claim_id"])}
    here, before = _by_column(content), _by_column(present)
    before = {name: texts for name, texts in before.items() if name not in content.absent}
    coded, known = ({row for texts in c.values() for row in texts} for c in (here, before))
    torn = set(here.get("topic", ())) ^ set(here.get("stance", ()))
    rows = (coded & known) | torn
    claims = set(content.claims["claim_id"]) & set(order)
    ordered = sorted((row for row in rows if row[0] in claims), key=lambda r: (order[r[0]], r[1]))
    problems: list[Problem] = []
    was = {
        name: [texts.get(row, _NOTHING).meant for row in ordered] for name, texts in before.items()
    }
    now = {
        name: [here.get(name, {}).get(row, _NOTHING).meant for row in ordered] for name in before
    }
    moved = moved_columns(was, now)
    for name in before:
        given = here.get(name, {})
        typed = [given.get(row, _NOTHING).typed for row in ordered]
        pairs = zip(ordered, was[name], now[name], strict=True)
        replaced = [row for row, a, b in pairs if a and a != b]
        if len(replaced) >= FEWEST_MOVED and (name in moved or looks_sorted(typed)):
            message = (
                f'{len(replaced)} answers in the column "{name}" are not those that the study '
                "has: it was probably sorted or moved alone"
            )
            problems.append(
                Problem(
                    code="column-sorted",
                    message=message,
                    hint=f"undo that, or copy the column from {present.name} of the study",
                    file=content.name,
                    sheet=next(iter(content.answers["sheet"]), ""),
                    cell=next((given[row].cell for row in replaced if row in given), ""),
                    claim_id=replaced[0][0],
                )
            )
    return problems


class _Given(NamedTuple):
    """What a cell says."""

    typed: str = ""
    meant: str = ""
    cell: str = ""


_NOTHING = _Given()


def _by_column(content: Content) -> dict[str, dict[tuple[str, int], _Given]]:
    """Return the answers by column, then by claim and the number of its row."""
    spell = speller(content.codebook)
    columns: dict[str, dict[tuple[str, int], _Given]] = {}
    for (claim_id, number, slot), entry in content.entries.items():
        for field in filter(entry.__getitem__, FIELDS):
            name = form.answer_column(field, slot)
            typed = entry[field]
            given = _Given(typed, spell(field, typed), entry.get(f"{field}_cell", ""))
            columns.setdefault(name, {})[claim_id, number] = given
    return columns
