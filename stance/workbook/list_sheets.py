"""The sheets that list what is legal, as they are written; where dropdowns find their choices."""

from collections.abc import Sequence
from dataclasses import asdict

import pandas as pd

from stance.core.codebook import NONE, Codebook
from stance.sheets.a1 import column_letters
from stance.workbook import form
from stance.workbook.catalogues import Words
from stance.workbook.content import Content, Settings
from stance.workbook.meta import CHOICES, choices_range
from stance.workbook.wording import places

#: Fields of a sheet, and its rows.
Listed = tuple[Sequence[form.Field], list[list[str]]]

_CITED = "for citations of this study; may stay empty"
_VIEW = "a filter of the study, for the option --view"
#: What the sheet Topics says of the topic of claims that bear on no proposition.
NO_TOPIC = "The claim bears on no proposition of this codebook."


def list_rows(
    content: Content, codebook: Codebook, slots: int, coding: bool, words: Words
) -> dict[str, Listed]:
    """Return what each sheet lists.

    Args:
        content: experts, sources and settings.
        codebook: topics and scale.
        slots: how many topics one claim may have.
        coding: whether topics have a number that annotators may type.
        words: of the workbook.
    """
    scale = codebook.scale
    listed = {
        "Topics": _topics(codebook, words),
        "Scale": [[lv.label, written(lv.score), lv.code, lv.meaning] for lv in scale.levels],
        "Experts": _rows(content.experts, form.EXPERTS),
        "Sources": _rows(content.sources, form.SOURCES),
        "Settings": [
            ["title", content.title, "the study's name, as people read it"],
            ["topic_slots", str(slots), "how many topics one claim may have, 1 to 9"],
            ["neutral", written(scale.neutral), "neutral score; empty: the middle of the scale"],
            ["tolerance", written(scale.tolerance), "distance of votes that count as one"],
            ["rules", content.settings.rules, "coding rules of this study, shown in the Guide"],
        ],
    }
    if not content.annotator:
        listed["Settings"] += _of_the_analyst(content.settings)
    sheets: dict[str, Listed] = {t: (form.LISTS[t], rows) for t, rows in listed.items()}
    if not coding:
        sheets["Topics"] = _without(form.NUMBER, *sheets["Topics"])
    return sheets


def _of_the_analyst(settings: Settings) -> list[list[str]]:
    """Return what annotators need not know: who is cited for the study, where its articles lie."""
    cited = [[name, value, _CITED] for name, value in asdict(settings.imprint).items()]
    if settings.articles:
        cited.append(["articles", settings.articles, "folder of the articles, inside this one"])
    return [*cited, *([f"view {name}", value, _VIEW] for name, value in settings.views)]


def _topics(codebook: Codebook, words: Words) -> list[list[str]]:
    """Return the topics, numbered from 1, and behind them the choice of none."""
    numbers = {topic_id: number for number, topic_id in places(codebook).items()}
    topics = [
        {f.name: getattr(topic, _ATTRIBUTES.get(f.name, f.name), "") for f in form.TOPICS}
        | {form.NUMBER.name: numbers[topic.id]}
        for topic in codebook.topics
    ]
    none = {"topic": NONE, form.NUMBER.name: numbers[NONE]}
    none |= {"label": words.answer(NONE), "proposition": words.say(NO_TOPIC)}
    return [[topic.get(f.name, "") for f in form.TOPICS] for topic in (*topics, none)]


#: Headers that a topic's attribute does not share.
_ATTRIBUTES = {"topic": "id"}


def _without(field: form.Field, fields: Sequence[form.Field], rows: list[list[str]]) -> Listed:
    at = fields.index(field)
    return (*fields[:at], *fields[at + 1 :]), [[*row[:at], *row[at + 1 :]] for row in rows]


def choice_ranges(
    content: Content, codebook: Codebook, coding: bool, words: Words
) -> dict[str, str]:
    """Return where the dropdowns find their choices; the topic "none" is the last row."""
    last = len(codebook.topics) + 2
    topic = topic_letters("label" if coding else "topic")
    places = {
        form.CORRECT_SPEAKER.name: ("Experts", "B", max(len(content.experts), 1) + 1),
        "topic": ("Topics", topic, last),
        "stance": ("Scale", "A", len(codebook.scale.levels) + 1),
    }
    lists = {
        name: f"={words.place(sheet, f'${letters}$2:${letters}${end}')}"
        for name, (sheet, letters, end) in places.items()
    }
    return lists | {name: choices_range(name) for name in CHOICES}


def topic_letters(name: str) -> str:
    """Return the letters of a column of the sheet Topics, as annotators have it."""
    return column_letters([f.name for f in form.TOPICS].index(name) + 1)


def _rows(frame: pd.DataFrame, fields: Sequence[form.Field]) -> list[list[str]]:
    rows: list[list[str]] = frame[[f.name for f in fields]].to_numpy().tolist()
    return rows


def written(value: float | None) -> str:
    """Return a number as a cell shows it; nothing for none."""
    return "" if value is None or value != value else f"{value:g}"
