"""From articles to claims: what was found, whose words it is, and the rows of a study."""

from stance.extract.extending import Extended, Words, extend, open_study, worth_coding
from stance.extract.finding import Found, as_records, extract, keep_copies

__all__ = [
    "Extended",
    "Found",
    "Words",
    "as_records",
    "extend",
    "extract",
    "keep_copies",
    "open_study",
    "worth_coding",
]
