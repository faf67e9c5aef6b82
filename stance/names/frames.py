"""Column contracts of names: who mentions whom, who is who, what to ask, what was answered."""

from stance.core.contracts import Column, Contract

MENTIONS = Contract(
    "mentions",
    (),
    (
        Column("name", "text", "a person's name as a source writes it"),
        Column("source_id", "text", "the source"),
        Column("expert_id", "text", "the expert, where that is settled; empty: to be found out"),
    ),
)

NAME_GROUPS = Contract(
    "name_groups",
    ("name", "source_id", "group"),
    (
        Column("name", "text", "the name as the source writes it"),
        Column("source_id", "text", "the source"),
        Column("group", "integer", "number of the person, from 0"),
        Column("expert_id", "text", "the expert, if the person is a known one"),
        Column("person", "text", "the expert's name, or the person's fullest spelling"),
        Column("n_mentions", "integer", "how often the source mentions the name"),
        Column("weak", "flag", "a bare family name or initials: stands for the person here only"),
        Column("reason", "text", "why the name was put with this person"),
    ),
)

NAME_QUESTIONS = Contract(
    "name_questions",
    ("group_a", "group_b"),
    (
        Column("group_a", "integer", "one person's number"),
        Column("group_b", "integer", "the other's"),
        Column("name_a", "text", "the one person's name"),
        Column("name_b", "text", "the other's"),
        Column("expert_a", "text", "the one's expert id, if known"),
        Column("expert_b", "text", "the other's"),
        Column("sources_a", "text", "where the one is mentioned, separated by semicolons"),
        Column("sources_b", "text", "where the other is"),
        Column("similarity", "number", "of the two spellings that are most alike, 0 to 1"),
        Column("evidence", "text", "why they may be one person"),
    ),
)

NAME_ANSWERS = Contract(
    "name_answers",
    ("expert_a", "expert_b"),
    (
        Column("same", "text", "the analyst's answer: yes, no, or empty where there is none yet"),
        Column("name_a", "text", "one expert's name"),
        Column("name_b", "text", "the other's"),
        Column("evidence", "text", "why they may be one person"),
        Column("says_a", "text", "the beginning of one claim of the one's"),
        Column("says_b", "text", "the beginning of one claim of the other's"),
        Column("similarity", "number", "of the two spellings that are most alike, 0 to 1"),
        Column("sources_a", "text", "where the one is mentioned, separated by semicolons"),
        Column("sources_b", "text", "where the other is"),
        Column("expert_a", "text", "the one's expert id"),
        Column("expert_b", "text", "the other's"),
    ),
)
