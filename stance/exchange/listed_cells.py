"""Cells of large tables that list several topics or experts, taken apart by the rules of others."""

from collections.abc import Mapping, Sequence

import pandas as pd

from stance.tables.lists import numbered, stances_of

#: A cell that lists several, and what it lists.
Lists = Mapping[str, Sequence[str]]


def named(spellings: pd.DataFrame, lists: Lists) -> pd.DataFrame:
    """Return a row for each name in a spelling.

    Args:
        spellings: columns "spelling" and what is known of it; blanks around it say nothing.
        lists: of the spellings without such blanks, those that are several names.

    Returns:
        The same with a column "name"; a spelling of several names has several rows.
    """
    names = spellings["spelling"].str.strip()
    if not lists:
        return spellings.assign(name=names)
    of_each = [list(lists.get(name, (name,))) for name in names]
    return spellings.assign(name=of_each).explode("name", ignore_index=True)


def taken_apart(rows: pd.DataFrame, topics: Lists, people: Lists) -> pd.DataFrame:
    """Return a row for each topic and each expert that a row lists.

    Of the first expert the statement keeps its id; the others' have their number behind it.

    Args:
        rows: texts without outer blanks; stances may be numbers.
        topics: cells that list several topics; as many stances go with them in order.
        people: cells that list several experts.
    """
    if not (rows["topic"].isin(list(topics)).any() or rows["expert"].isin(list(people)).any()):
        return rows
    taken = frozenset(rows["claim_id"]) if "claim_id" in rows else frozenset()
    found = []
    for row in rows.to_dict("records"):
        about = topics.get(row["topic"], (row["topic"],))
        said = row["stance"]
        stances = stances_of(about, said) if isinstance(said, str) else [said] * len(about)
        for number, expert in enumerate(people.get(row["expert"], (row["expert"],))):
            own = {"expert": expert}
            if row.get("claim_id"):
                own["claim_id"] = numbered(row["claim_id"], number, taken)
            pairs = zip(about, stances, strict=True)
            found += [{**row, **own, "topic": topic, "stance": each} for topic, each in pairs]
    return pd.DataFrame(found, columns=rows.columns)
