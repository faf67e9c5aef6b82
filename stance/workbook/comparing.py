"""A returned sheet against what was issued and what the study has: rows, words, columns."""

from collections.abc import Iterable, Sequence, Set

from stance.core.codebook import Codebook
from stance.core.contracts import tuples_of
from stance.core.errors import Problem
from stance.core.text import clean, listed
from stance.workbook import form
from stance.workbook.blocks import Placed
from stance.workbook.claim_texts import issued_words
from stance.workbook.content import Content
from stance.workbook.headers import Table
from stance.workbook.meta import Meta, row_hashes, words_hash
from stance.workbook.sorting import FEWEST_MOVED, moved_alone, sorted_columns

_FEWEST_ROWS_MOVED = 2


def changed_since_issue(
    table: Table, ids: Placed, meta: Meta, study: Content | None, answered: Set[str]
) -> list[Problem]:
    """Report rows that are gone, new or reworded, and columns that were emptied or sorted alone.

    Args:
        table: the Claims sheet.
        ids: what each row is about.
        meta: what was issued, as far as the file says so.
        study: the analyst's workbook, if it is known.
        answered: the claims that have an answer.
    """
    claims = study.claims["claim_id"].tolist() if study else []
    problems = [*_older_codebook(table, meta, study), *_reworded(table, ids.words, meta, study)]
    if meta.ids and not list(meta.ids) == ids.words == ids.answers:
        problems += _gone(table, {*ids.words, *ids.answers}, meta)
        message = "was not issued in this workbook"
        hint = "correct the id, or ask the analyst to add the claim"
        problems += _unknown(table, ids.words, meta.ids, message, hint)
    if study:
        issued = set(meta.ids)  # of claims that the analyst took out, answers alone matter
        answers_issued = issued & answered
        taken_out = [i if i in answers_issued else "" for i in ids.answers]
        hint = f'bring its row back, with "{form.NOT_A_CLAIM}" as its kind if it shall not count'
        gone = f"is no longer in {form.STUDY_FILE}; its answer is kept"
        problems += _unknown(table, taken_out, claims, gone, hint)
        told = ids.words if meta.ids else [""] * len(ids.words)  # as not issued
        foreign = [
            "" if i in issued or i == word else i for i, word in zip(ids.answers, told, strict=True)
        ]
        hint = "correct the id, or add the claim to the analyst's workbook"
        problems += _unknown(table, foreign, claims, "is not in the study", hint)
    problems += _emptied(table, meta)
    return problems + sorted_columns(table, ids.answers, meta, meta.ids or claims)


def _emptied(table: Table, meta: Meta) -> list[Problem]:
    """Report the first answer columns that are empty, though they were issued with answers."""
    problems: list[Problem] = []
    for field in form.slot_fields(1):
        n_issued = sum(map(bool, meta.answers.get(field.name, ())))
        if (
            n_issued < FEWEST_MOVED
            or field.name not in table.columns
            or any(table.column(field.name))
        ):
            continue
        message = (
            f'the column "{field.name}" is empty, and was issued with {n_issued} answers: were '
            "they cut, or pasted elsewhere?"
        )
        hint = "undo that, or copy the column from an earlier copy"
        cell = table.header_cell(field.name)
        problems.append(table.problem_at("column-emptied", message, cell, hint=hint))
    return problems


def _older_codebook(table: Table, meta: Meta, study: Content | None) -> list[Problem]:
    issued = meta.keys.get("codebook", "")
    if study is None or study.codebook is None or issued in ("", study.codebook.hash):
        return []
    if meta.keys.get("kind") == form.ADJUDICATION:  # it is written anew with every decision
        return []
    message = "the workbook was issued with another codebook; the study's present one counts"
    hint = "hand out the present one with stance update"
    file = table.grid.file
    return [Problem(code="codebook-changed", message=message, hint=hint, file=file, sheet="Topics")]


def _gone(table: Table, here: set[str], meta: Meta) -> list[Problem]:
    if here.issuperset(meta.ids):
        return []
    return [
        table.problem_at(
            "missing-row",
            f'the row of "{claim_id}" was deleted; it counts as not coded',
            hint="copy it from the issued workbook if it should be coded",
            claim_id=claim_id,
        )
        for claim_id in meta.ids
        if claim_id not in here
    ]


def _unknown(
    table: Table, ids: Sequence[str], known: Sequence[str], message: str, hint: str
) -> list[Problem]:
    """Report rows whose claim is not among those known."""
    if (there := set(known)).issuperset(ids):
        return []
    return [
        table.problem(
            "unknown-claim",
            f'the claim "{claim_id}" {message}',
            "claim_id",
            index,
            claim_id=claim_id,
            hint=hint,
        )
        for index, claim_id in enumerate(ids)
        if claim_id and claim_id not in there
    ]


def _reworded(table: Table, ids: Sequence[str], meta: Meta, study: Content | None) -> list[Problem]:
    """Report rows whose words are not those that were issued, or not those of the study."""
    names = [f.name for f in form.WORDS[1:]]
    absent = [name for name in names if name not in table.columns]
    problems: list[Problem] = []
    if meta.ids and absent:
        message = f'the column "{absent[0]}" was deleted; the issued words count'
        problems.append(table.problem_at("missing-words", message, table.header_cell("claim_id")))
    words = [] if absent else [table.column(name) for name in names]
    changed = _not_issued(ids, words, meta)
    other = _not_in_study(table, ids, study) - changed
    rows: set[int] = set()
    moved: list[Problem] = []
    if study and len(changed | other) >= FEWEST_MOVED:
        rows, moved = _moved_words(table, ids, study)
    if len(moved) != 1:  # more than one column alone
        whole, once = _moved_rows(table, ids, words, changed, meta)
        rows, moved = (whole, once) if once else (rows, moved)
    problems += moved
    changed, other = changed - rows, other - rows
    known = set(meta.ids) if words else set()
    for index in sorted(changed | other):
        code = "form-changed"
        if index in changed:
            message = "the words of this row differ from those that were issued"
            hint = "the answer is kept, toward the issued words"
        elif ids[index] in known:
            code = "study-reworded"
            message = "the study has other words now than those that were issued"
            decided = meta.keys.get("kind") == form.ADJUDICATION
            anew = "stance adjudicate" if decided else "stance update"
            hint = f"an answer to it waits; hand out the new words with {anew}"
        else:
            message = "the words differ from those of the study"
            hint = "an answer to it waits; hand out the words of the study with stance update"
        problems.append(
            table.problem(code, message, "claim", index, claim_id=ids[index], hint=hint)
        )
    return problems


def _not_issued(ids: Sequence[str], words: Sequence[Sequence[str]], meta: Meta) -> set[int]:
    """Return the rows whose words do not have the hash of those that were issued."""
    if not meta.ids or not words or words_hash([ids, *words]) == meta.keys.get("words"):
        return set()
    issued = meta.hashes
    pairs = enumerate(zip(ids, row_hashes(words), strict=True))
    return {i for i, (claim_id, found) in pairs if issued.get(claim_id, found) != found}


def _not_in_study(table: Table, ids: Sequence[str], study: Content | None) -> set[int]:
    """Return the rows whose claim is worded differently in the study."""
    if study is None:
        return set()
    words = dict(tuples_of(study.claims, ("claim_id", "claim")))
    rows = enumerate(zip(table.column("claim"), (words.get(i, "") for i in ids), strict=True))
    return {i for i, (a, b) in rows if a and b and a != b and clean(a) != clean(b)}


def _moved_rows(
    table: Table,
    ids: Sequence[str],
    words: Sequence[Sequence[str]],
    changed: set[int],
    meta: Meta,
) -> tuple[set[int], list[Problem]]:
    """Return the rows that have the words of other claims, whole, and say so once.

    Nobody but the annotator knows whether the answers are about the words or about the ids.
    """
    if len(changed) < _FEWEST_ROWS_MOVED:
        return set(), []
    issued = set(meta.row_hashes)
    hashes = row_hashes(words)
    rows = sorted(i for i in changed if hashes[i] in issued)
    if len(rows) < _FEWEST_ROWS_MOVED:
        return set(), []
    message = f"in {len(rows)} rows the words are those of other claims: they were sorted apart"
    hint = "ask which came first; if the coding did, put the words back, else the ids"
    claim_id = ids[rows[0]]
    found = table.problem("words-moved", message, "claim", rows[0], claim_id=claim_id, hint=hint)
    return set(rows), [found]


def _moved_words(
    table: Table, ids: Sequence[str], study: Content
) -> tuple[set[int], list[Problem]]:
    """Return the rows whose words were moved by sorting their column alone, and say so once."""
    words = issued_words(study)
    moved: set[int] = set()
    problems: list[Problem] = []
    for at, f in enumerate(form.WORDS[1:]):
        if f.name not in table.columns:
            continue
        before = [words[i][at] if i in words else "" for i in ids]
        if rows := moved_alone(before, table.column(f.name)):
            message = (
                f'the column "{f.name}" holds its words in other rows, {len(rows)} of them: it '
                "was probably sorted alone"
            )
            if beside := _answers_beside(table, f.name):
                message += f"; were the answers beside it, in {beside}, sorted with it?"
            hint = "answers are kept with their ids; select the whole sheet before sorting"
            moved.update(rows)
            problems.append(table.problem("form-changed", message, f.name, rows[0], hint=hint))
    return moved, problems


def _answers_beside(table: Table, name: str) -> str:
    """Return the columns of answers that stand beside a column, with no hidden id between."""
    names = {at: column for column, at in table.columns.items()}
    found: list[str] = []
    for step in (-1, 1):
        at = table.columns[name] + step
        while names.get(at) in form.ANSWER_COLUMNS:
            found.append(f'"{names[at]}"')
            at += step
    return listed(found)


def without_repeats(
    compared: Iterable[Problem], changes: Sequence[Problem], codebook: Codebook | None
) -> list[Problem]:
    """Leave out that the codebook is another where something else says more of it."""
    more = changes or (codebook and codebook.scale.faulty)
    return [problem for problem in compared if not (more and problem.code == "codebook-changed")]
