"""What annotators read in the place of our ids and words, and what they may type for them."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from stance.core.codebook import DEFAULT_LEVELS, NONE, Codebook, Level
from stance.core.errors import Problem
from stance.core.text import clean, fold
from stance.sheets.grids import Book
from stance.tables.header_words import SUGGESTED
from stance.workbook import form
from stance.workbook.answers import BOTH
from stance.workbook.catalogues import Words, answer_meant
from stance.workbook.headers import Table
from stance.workbook.lists import list_table
from stance.workbook.meta import read_meta

#: The columns of each kind of answer that is shown otherwise than we write it.
_COLUMNS = {
    kind: frozenset((*(form.answer_column(kind, slot) for slot in form.SLOTS), *also))
    for kind, also in (("topic", ()), ("stance", (f"{SUGGESTED}_stance",)))
}
#: By the kind of answer, what is shown for each of our words.
Shown = Mapping[str, Mapping[str, str]]


def said_in(words: Words, codebook: Codebook) -> Codebook:
    """Return the codebook with those stances said otherwise that are ours, and no study's."""
    return _with_levels(codebook, zip(DEFAULT_LEVELS, _levels(words), strict=True))


def meant_in(words: Words, codebook: Codebook) -> Codebook:
    """Return the codebook that a workbook says in a language; see ``said_in``."""
    return _with_levels(codebook, zip(_levels(words), DEFAULT_LEVELS, strict=True))


def _levels(words: Words) -> list[Level]:
    return [
        Level(words.answer(lv.label), lv.score, words.answer(lv.code), words.say(lv.meaning))
        for lv in DEFAULT_LEVELS
    ]


def _with_levels(codebook: Codebook, pairs: Iterable[tuple[Level, Level]]) -> Codebook:
    """Return the codebook with one level's label, code and meaning for another's.

    Where two stances would then be alike, all stay as they are.
    """
    instead = {level.label: (level, other) for level, other in pairs}
    scale = codebook.scale
    levels = [_level(lv, *instead[lv.label]) if lv.label in instead else lv for lv in scale.levels]
    try:
        said = replace(scale, levels=tuple(levels))
    except ValueError:
        return codebook
    return Codebook(codebook.topics, said)


def _level(given: Level, level: Level, other: Level) -> Level:
    return Level(
        other.label,
        given.score,
        other.code if given.code == level.code else given.code,
        other.meaning if given.meaning == level.meaning else given.meaning,
    )


def told_in(words: Words, problem: Problem) -> Problem:
    """Return a problem as an annotator reads it in a language; as it is where that has no words."""
    said = words.problems.get(problem.code)
    if said is None:
        return problem
    near = _NEAR.fullmatch(problem.hint)
    hint = words.say(_MEANT, near=words.answer(near[1])) if near else ""
    return replace(problem, message=said.format(value=words.answer(problem.value)), hint=hint)


_MEANT = 'did you mean "{near}"?'
_NEAR = re.compile('did you mean "(.*)"\\?')


def shown_answers(codebook: Codebook, words: Words) -> Shown:
    """Return what stands in the cells of an annotator's workbook: topics by label, in its language.

    Args:
        codebook: topics and scale, as the study has them.
        words: of the workbook.
    """
    said = said_in(words, codebook).scale.levels
    stances = zip(codebook.scale.levels, said, strict=True)
    return {
        "topic": {topic.id: topic.label for topic in codebook.topics} | {NONE: words.answer(NONE)},
        "stance": {level.label: shown.label for level, shown in stances},
    }


def as_shown(
    fields: Sequence[form.Field], rows: Sequence[Sequence[str]], answers: Shown
) -> list[list[str]]:
    """Return the rows of a sheet with answers as annotators read them.

    Args:
        fields: the columns.
        rows: their texts.
        answers: what is read for each of our words, see ``shown_answers``.
    """
    shown = [list(row) for row in rows]
    for column, field in enumerate(fields):
        said = answers.get(_kind(field.name), {})
        for row in shown if said else ():
            row[column] = _each(row[column], partial(_otherwise, said))
    return shown


def _otherwise(said: Mapping[str, str], text: str) -> str:
    return said.get(text, text)


def _kind(column: str) -> str:
    return next((kind for kind, columns in _COLUMNS.items() if column in columns), "")


def as_meant(book: Book, table: Table, codebook: Codebook | None) -> Table:
    """Return a table of answers in our words: ids of topics for labels and numbers; stances.

    Topics mean what the workbook's own sheet Topics says, for the study may have other labels by
    now; where that is not what was issued, it means what was, and a problem says so. Words of
    another language mean ours where the codebook knows these alone. What is neither stays as it
    was typed, see ``by_place``; a number that is on no list is marked, so that it never is on a
    later one.

    Args:
        book: the workbook.
        table: one of its sheets.
        codebook: topics and scale.
    """
    known = codebook or Codebook(())
    listed, _ = list_table(book, "Topics")
    ids, changed = _ids(book, listed, known)
    unlisted = str if listed is None else _unlisted(known)

    def topic(text: str) -> str:
        return ids.get(fold(text)) or unlisted(_said(text, known.parse_topic))

    readings: dict[str, Callable[[str], str]] = {
        "topic": topic,
        "stance": lambda text: _said(text, known.scale.parse),
    }
    values = dict(table.values)
    for kind, meant in readings.items():
        names = [name for name in table.columns if name in _COLUMNS[kind]]
        texts = {text for name in names for text in table.column(name)}
        means = {text: _each(text, meant) if text else text for text in texts}
        values |= {name: [means[text] for text in table.column(name)] for name in names}
    told = _told_of_changed(table, changed, ids) if changed else ()
    return replace(table, values=values, problems=(*table.problems, *told))


def _told_of_changed(
    table: Table, changed: Mapping[str, str], ids: Mapping[str, str]
) -> Iterator[Problem]:
    """Tell the first cell that names a topic otherwise than the workbook's own sheet says."""
    for name in filter(_COLUMNS["topic"].__contains__, table.columns):
        for at, text in enumerate(table.column(name)):
            if (key := fold(text)) in changed:
                message = (
                    f'the sheet Topics is not as it was issued: in it "{clean(text)}" is '
                    f'"{changed[key]}"; it was read as "{ids[key]}", here and below'
                )
                hint = "if another topic was meant, type its name"
                yield table.problem_at("topics-changed", message, table.cell(name, at), hint=hint)
                return


def by_place(book: Book, table: Table, codebook: Codebook | None) -> Table:
    """Return a table of answers with ids for numbers of topics that came without their list.

    So they stand in a sheet that was saved alone, as CSV. Such a number means the topic at that
    place of the study's list; a problem says so, for when issued it may have stood elsewhere.

    Args:
        book: the workbook.
        table: one of its sheets, in our words; see ``as_meant``.
        codebook: topics and scale of the study.
    """
    listed, _ = list_table(book, "Topics")
    if codebook is None or listed is not None:
        return table
    topics = {key: i for key, i in places(codebook).items() if codebook.parse_topic(key) is None}
    values = dict(table.values)
    taken: dict[str, str] = {}
    cells: list[str] = []
    unlisted = _unlisted(codebook)

    def placed(text: str) -> str:
        if (number := fold(text)) not in topics:
            return text
        taken[number] = topics[number]
        return topics[number]

    for name in filter(_COLUMNS["topic"].__contains__, table.columns):
        was = table.column(name)
        now = [_each(text, placed) for text in was]
        cells += [table.cell(name, i) for i, text in enumerate(now) if text != was[i]]
        values[name] = [_each(text, unlisted) for text in now]
    told: list[Problem] = []
    if taken:
        said = ", ".join(f'{number} as "{taken[number]}"' for number in sorted(taken, key=int))
        message = (
            f"no list of topics came with their numbers, which were read by the study's: {said}"
        )
        hint = "if that list was in another order when the file was issued, type the topics instead"
        told = [table.problem_at("topic-by-number", message, cells[0], hint=hint)]
    return replace(table, values=values, problems=(*table.problems, *told))


def places(codebook: Codebook) -> dict[str, str]:
    """Return the id of the topic that each number stands for, 0 for none."""
    return {str(i): topic.id for i, topic in enumerate(codebook.topics, start=1)} | {"0": NONE}


def _unlisted(codebook: Codebook) -> Callable[[str], str]:
    """Return what marks a number that names no topic, so that no longer list gives it one."""

    def marked(text: str) -> str:
        number = fold(text)
        is_place = number.isdecimal() and codebook.parse_topic(number) is None
        return f"#{number}" if is_place else text

    return marked


def _said(text: str, known: Callable[[str], object | None]) -> str:
    """Return our word for what was typed in another language, where that alone is known."""
    ours = answer_meant(text)
    return ours if ours and known(text) is None and known(ours) is not None else text


def _each(text: str, to: Callable[[str], str]) -> str:
    """Return an answer said otherwise, or each of two that are in conflict."""
    said = to(text)
    return BOTH.join(map(to, text.split(BOTH))) if said == text and BOTH in text else said


def _ids(
    book: Book, table: Table | None, codebook: Codebook
) -> tuple[dict[str, str], dict[str, str]]:
    """Return the id of the topic that each label and number stands for, folded.

    They are those of the workbook's own sheet Topics. If it was issued with this codebook, what
    that says goes before; the second are the names that the sheet gives to other topics.
    """
    if table is None:
        return {}, {}
    columns = [table.column(name) for name in ("topic", form.NUMBER.name, "label")]
    own = _names(zip(*columns, strict=True))
    if read_meta(book).keys.get("codebook") != codebook.hash:
        return own, {}
    labels = {topic.id: topic.label for topic in codebook.topics}
    numbered = form.NUMBER.name in table.columns
    issued = _names(
        (topic_id, number if numbered else "", labels.get(topic_id, topic_id))
        for number, topic_id in places(codebook).items()
    )
    changed = {key: i for key, i in own.items() if issued.get(key, i) != i}
    return own | issued, changed


def _names(topics: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """Return by each number and label of topics, folded, the id of the topic.

    What is the id of one topic is the name of no other, and what names two topics names none.
    """
    topics = list(topics)
    known: dict[str, str] = {}
    for at in (1, 2):
        meant: dict[str, set[str]] = {}
        for topic in topics:
            meant.setdefault(fold(topic[at]), set()).add(clean(topic[0]))
        known |= {key: ids.pop() for key, ids in meant.items() if len(ids) == 1}
    taken = {"", *(fold(topic[0]) for topic in topics)}
    return {key: topic_id for key, topic_id in known.items() if topic_id and key not in taken}
