"""How a table of claims is laid out: a row a code, a column a coder, a column a topic."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from stance.core.errors import Answer, DataError, Problem, QuestionError
from stance.core.text import as_number, header_key
from stance.tables.columns import Column, Sheet, some
from stance.tables.groups import grouped, of_coders_and_topics
from stance.tables.headers import Roles, set_apart
from stance.tables.headings import is_agreed, is_coder, is_item, is_round
from stance.tables.lexicon import any_place, are_any_placed, is_not_given, word_key
from stance.tables.missing import is_missing
from stance.tables.yes_or_no import agree_by_chance

Across = Literal["", "annotator", "topic", "expert", "claim", "slot"]
_CROSSWISE: tuple[Literal["annotator", "topic", "expert"], ...] = ("annotator", "topic", "expert")

#: What of a column's cells are stances where it is taken for a column of stances.
_MOST = 0.8
#: The widest range of whole numbers that a column of stances may have.
_WIDEST = 10
#: Headers that are topics and no names of people: questions, and words in small letters.
_TOPICS = re.compile(r"[Qq]\d+.*|.*[?？]|.{25,}|[A-ZА-ЯЁÀ-Þ].*\s[a-zа-яёß-ÿ].*")
_EXPERTS = re.compile(
    r"(?:expert|experte|expertin|panell?ist|participant|respondent|speaker|interviewee|эксперт"
    r"|участник|спикер|uzman|experto|专家)\W*\w{1,3}",
    re.IGNORECASE,
)
_TOWARD = re.compile(r"(?:on|toward|towards|about|re|к|о|об|zu|zum|zur|sur|sobre|hacia)\s.+")
#: Words in headers of columns that name no people.
_NO_PEOPLE = frozenset(("id", "ids", "guid", "uuid", "hash", "url", "link", "title", "headline"))
#: Columns that a question proposes for a field.
_PROPOSED = 5


@dataclass(frozen=True, eq=False)
class Layout:
    """How one sheet is laid out.

    Attributes:
        sheet: the sheet.
        roles: what its columns are.
        across: what has a column each: annotators, topics, experts, slots for a topic and its
            stance, or nothing.
        parts: the name of each of these, and its columns by field; one without a name where
            nothing goes across.
        used: the columns that are read.
    """

    sheet: Sheet
    roles: Roles
    across: Across = ""
    parts: tuple[tuple[str, Mapping[str, Column]], ...] = ()
    used: frozenset[int] = field(default_factory=frozenset)


def layout_of(sheet: Sheet, roles: Roles) -> Layout:
    """Return how a table of claims is laid out.

    Raises:
        QuestionError: there are two readings, or it does not show which column is which.
        DataError: needed columns are not there.
    """
    across, parts = _parts(sheet, roles)
    lacking = ["expert"] if not roles.one("expert") and across != "expert" else []
    lacking += [] if parts else ["stance"]
    if lacking:
        raise lack(sheet, roles, lacking)
    of_parts = {c.number for _, columns in parts for c in columns.values()}
    shared = {
        c.number
        for name, columns in roles.fields.items()
        for c in columns[:1]
        if not (across and name in ("stance", across))
    }
    return Layout(sheet, roles, across, parts, frozenset(of_parts | shared))


Parts = tuple[tuple[str, Mapping[str, Column]], ...]


def _parts(sheet: Sheet, roles: Roles) -> tuple[Across, Parts]:
    """Return what goes across, and its columns."""
    many = {name: columns for name, columns in roles.fields.items() if len(columns) > 1}
    crosswise: tuple[Literal["annotator", "topic", "expert"], ...] = (
        "annotator",
        "topic",
        "expert",
    )
    for across in crosswise:
        said = roles.fields.get(across, ())
        alone = across != "expert" and len(said) == 1
        alone = alone and said[0] in roles.said
        alone = alone and not roles.one("stance") and _holds_stances(said[0])
        if alone or (across in many and (across != "expert" or all(map(_holds_stances, said)))):
            return across, tuple((c.header, {"stance": c}) for c in said)
    stance = roles.one("stance")
    of_rows: Parts = (("", {"stance": stance}),) if stance else ()
    if stance and stance.filled:
        return "", of_rows
    groups = grouped(roles.rest)
    if not groups:
        words = [c for c in roles.rest if not set_apart(c.header) and are_mostly_stances(c)]
        found = _with_like(words, roles.rest) or _alike_numbers(roles.rest)
        groups = _by_header([c for c in found if c.header])
    if not groups:
        return "", of_rows
    if len(groups) > 1 and all(name.isdigit() and "topic" in of for name, of in groups.items()):
        return "slot", tuple(groups.items())
    coders = {name: of for name, of in groups.items() if not is_agreed(name)}
    if len(coders) > 1 and all(map(is_coder, coders)):
        return "annotator", tuple(coders.items())
    if both := of_coders_and_topics(groups, is_coder):
        return "topic", both
    if all(is_item(name) for name in groups):
        return _of_claims(sheet, roles, groups)
    across = _kind(sheet, roles, groups)
    if across == "annotator" and len(groups) < 2 and not any("topic" in g for g in groups.values()):
        return "", of_rows
    return across, tuple(groups.items())


def _by_header(columns: Sequence[Column]) -> dict[str, dict[str, Column]]:
    """Return the columns by their headers; a second one of a header has its number behind it."""
    groups: dict[str, dict[str, Column]] = {}
    for column in columns:
        name, number = column.header, 2
        while name in groups:
            name, number = f"{column.header} ({number})", number + 1
        groups[name] = {"stance": column}
    return groups


def _of_claims(
    sheet: Sheet, roles: Roles, groups: Mapping[str, Mapping[str, Column]]
) -> tuple[Across, Parts]:
    """Return the claims of a form, each with columns of its own.

    Raises:
        QuestionError: whether those who filled it in are experts or coders was not said.
    """
    person = roles.one("expert")
    if person is None or person in roles.said:
        return "claim", tuple(groups.items())
    message = f'each claim has columns of its own; whether "{person.header}" names experts who '
    problem = Problem(
        code="which-columns",
        message=f"{message}answer for themselves, or coders, does not show",
        **place_of(sheet),
    )
    meanings = (("expert", "experts who answer for themselves"), ("annotator", "coders"))
    raise QuestionError(
        problem, [Answer("--map", mapped({person.header: f}), said) for f, said in meanings]
    )


def _holds_stances(column: Column) -> bool:
    return are_mostly_stances(column) or bool(_alike_numbers([column]))


def are_mostly_stances(column: Column) -> bool:
    """Say whether most cells of a column are words for stances."""
    given = [(text, n) for text, n in column.counts.items() if not is_not_given(text)]
    known = sum(n for text, n in given if word_key(text) in any_place())
    return are_any_placed(column.counts) and known >= _MOST * sum(n for _, n in given)


def _with_like(words: Sequence[Column], columns: Sequence[Column]) -> list[Column]:
    """Return columns of stances, and others of which half the cells hold such words as well."""
    known = {word_key(text) for column in words for text in column.counts} | set(any_place())

    def is_like(column: Column) -> bool:
        same = sum(n for text, n in column.counts.items() if word_key(text) in known)
        return 2 * same >= column.filled > 0 and not set_apart(column.header)

    return [c for c in columns if c in words or (words and is_like(c))]


def _alike_numbers(columns: Sequence[Column]) -> list[Column]:
    """Return the columns of whole numbers in a short range; those set apart left out."""
    found = []
    for column in columns:
        values = [as_number(text) for text in column.counts if not is_missing(text)]
        numbers = [value for value in values if value is not None]
        if not numbers or len(numbers) < len(values) or set_apart(column.header):
            continue
        whole = all(value == int(value) for value in numbers)
        if whole and max(numbers) - min(numbers) <= _WIDEST and max(map(abs, numbers)) <= _WIDEST:
            found.append(column)
    return found


def _kind(
    sheet: Sheet, roles: Roles, groups: Mapping[str, Mapping[str, Column]]
) -> Literal["annotator", "topic", "expert"]:
    """Return what the columns of stances are: an annotator's each, a topic's, or an expert's.

    Raises:
        QuestionError: it may be either.
    """
    if all(is_coder(name) for name in groups):
        return "annotator"
    if len(groups) > 1 and all(map(is_round, groups)):
        raise _which_round(sheet, [group["stance"].header for group in groups.values()])
    nobody = not roles.one("expert") and not roles.one("annotator")
    if nobody and (roles.one("topic") or roles.one("claim")):
        if not all(_EXPERTS.fullmatch(name) for name in groups):
            raise _whose_stances(sheet, groups)
        return "expert"
    if roles.one("topic") or any("topic" in group for group in groups.values()):
        _refuse_properties(sheet, [group["stance"] for group in groups.values()])
        return "annotator"
    if roles.one("annotator") or not roles.one("claim"):
        return "topic"
    if any(_TOPICS.fullmatch(name) or _TOWARD.fullmatch(name) for name in groups):
        return "topic"
    headers = [column["stance"].header for column in groups.values()]
    named = ", ".join(f'"{header}"' for header in headers[:_PROPOSED])
    message = f"the columns {named} hold stances; whether each is an annotator's or a topic's"
    meanings = (("topic", "each is a topic"), ("annotator", "each is an annotator's"))
    if len(headers) == 1:
        message = f"the column {named} holds stances; whether on several topics or on its own one"
        meanings = (("stance", "it holds the stances"), ("topic", "it is a topic of its own"))
    problem = Problem(code="which-columns", message=f"{message} does not show", **place_of(sheet))
    raise QuestionError(
        problem, [Answer("--map", mapped(dict.fromkeys(headers, f)), said) for f, said in meanings]
    )


def _which_round(sheet: Sheet, headers: Sequence[str]) -> QuestionError:
    message = f"the columns {some(headers)} seem to hold stances of the same people at different "
    problem = Problem(
        code="which-columns",
        message=f"{message}times; which of them counts does not show",
        **place_of(sheet),
    )
    chosen = reversed(headers[-_PROPOSED:])
    maps = [({h: "stance" if h == one else "ignore" for h in headers}, one) for one in chosen]
    found = [Answer("--map", mapped(columns), f'"{one}" counts') for columns, one in maps]
    each = Answer("--map", mapped(dict.fromkeys(headers, "annotator")), "each is an annotator's")
    return QuestionError(problem, [*found, each])


def _whose_stances(sheet: Sheet, groups: Mapping[str, Mapping[str, Column]]) -> QuestionError:
    headers = [column["stance"].header for column in groups.values()]
    message = f"no column names experts; whether the columns {some(headers)} are an expert's each "
    hint = f"if they are coders, compare them: stance reliability {sheet.grid.file}"
    message += "does not show"
    problem = Problem(code="which-columns", message=message, hint=hint, **place_of(sheet))
    each = mapped(dict.fromkeys(headers, "expert"))
    return QuestionError(problem, [Answer("--map", each, "each is an expert's")])


def _refuse_properties(sheet: Sheet, columns: Sequence[Column]) -> None:
    """Refuse columns that may be properties of the claims, and no annotator's stances.

    Raises:
        QuestionError: they may.
    """
    if len(columns) > 1 and agree_by_chance(columns):
        raise whose(
            sheet, columns, "if they are none, name the one of stances: --map HEADER=stance"
        )


def whose(sheet: Sheet, columns: Sequence[Column], hint: str) -> QuestionError:
    """Return the question whether columns that say yes or no are an annotator's each."""
    headers = [column.header for column in columns]
    message = f"the columns {some(headers)} say yes or no, and agree little more than by chance; "
    message += "whether each is an annotator's does not show"
    problem = Problem(
        code="which-columns", message=message, hint=hint, **place_of(sheet, columns[0])
    )
    each = mapped(dict.fromkeys(headers, "annotator"))
    return QuestionError(problem, [Answer("--map", each, "each is an annotator's")])


def mapped(columns: Mapping[str, str]) -> str:
    """Return a map as the option takes it."""
    entries = (f"{header}={name}" for header, name in columns.items())
    return ",".join(f'"{entry}"' if "," in entry else entry for entry in entries)


def place_of(sheet: Sheet, column: Column | None = None) -> dict[str, str]:
    """Return where a column's header stands; the first column's unless given."""
    return {"file": sheet.grid.file, "sheet": sheet.grid.sheet, "cell": sheet.header_cell(column)}


def lack(sheet: Sheet, roles: Roles, lacking: Sequence[str]) -> DataError:
    """Return what to say of a table that lacks fields: which columns could be they."""
    free = [c for c in roles.rest if c.filled and c.header and not set_apart(c.header)]
    candidates = {name: _candidates(name, free, roles) for name in lacking}
    headers = ", ".join(f'"{c.header}"' for c in sheet.columns if c.header)
    names = " and ".join(f'"{name}"' for name in lacking)
    verb = "columns {} are" if len(lacking) > 1 else "column {} is"
    message = f"the {verb.format(names)} missing; the table has {headers[:300] or 'no headers'}"
    problem = Problem(code="missing-column", message=message, **place_of(sheet))
    if len(lacking) == 1:
        (name,) = lacking
        answers = [
            Answer("--map", mapped({c.header: name}), f'"{c.header}" {_MEANT[name]}')
            for c in candidates[name][:_PROPOSED]
        ]
        hint = "" if answers else f"say which column it is: --map HEADER={name}"
        return QuestionError(replace(problem, hint=hint), answers)
    guess: dict[str, str] = {}
    for name, columns in candidates.items():
        column = next((c for c in columns if c.header not in guess), None)
        if column:
            guess[column.header] = name
    if len(guess) < len(lacking):
        example = ",".join(f"HEADER={name}" for name in lacking)
        hint = f"say which columns they are: --map {example}"
        return QuestionError(replace(problem, hint=hint), ())
    return QuestionError(
        problem, [Answer("--map", mapped(guess), "or with other headers of the table")]
    )


_MEANT = {"expert": "says who holds the opinion", "stance": "holds the stances"}


def _candidates(name: str, free: Sequence[Column], roles: Roles) -> list[Column]:
    """Return the columns that could be a field, the likeliest first; never ids as people."""
    if name == "stance":
        taken = [c for of in roles.fields.values() for c in of if c not in roles.said]
        free = [*filter(_holds_stances, taken), *free]
        words = [c for c in free if are_mostly_stances(c)]
        few = [c for c in free if c not in words and 2 <= len(c.counts) <= 12]
        few.sort(key=lambda c: len(c.counts) / c.filled)
        return [*words, *few]
    text = [c for c in free if not c.numeric and not are_mostly_stances(c)]
    text = [c for c in text if not _NO_PEOPLE & set(header_key(c.header).split())]
    text.sort(key=lambda c: (max(map(len, c.counts)) > 60, -c.filled / max(len(c.counts), 1)))
    return [*text, *roles.fields.get("annotator", ()), *roles.fields.get("source", ())]
