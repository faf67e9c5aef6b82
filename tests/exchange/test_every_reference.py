"""Lists of sources with all that their formats have, read and written again, held whole."""

import json

import pytest

from stance.core.contracts import SOURCES
from stance.core.errors import DataError
from stance.exchange.references import read_references, tables_of
from tests.written import hold

RIS = r"""
TY  - NEWS
ID  - daily-2022
TI  - Round
T1  - Round-table
T1  - Round-chair
AU  - Doe, Jane
A1  - Roe, R.
AU  -
PB  - The Daily
JO  - Dailies!!
DA  - 2022/01/20
PY  - 2022///
Y1  - 2023/01/20
UR  - https://x.org/a;
LA  - en
N1  - Page 3
M3  - letter
XX  - not known
no field
ER  -
TY  - MAP
ID - daily-2022
PY  - someday
M3  - x
ER  -
TY  - JOUR
T2  - A Journal
ER  -
"""
BIB = r"""
% a remark
@comment{x, title={no}}
@String{y, title={no}}
@Preamble{z, title={no}}
@article{daily-2022, title={Round-{T}able \& 5\% \{more\} \textbackslash{}x}, year=2022,
  author={Doe, Jane and Roe, R.}, journal="The {D}aily \"x\"", month = jan, url={https://x.org/a},
  langid={en}, note = {Page
  3}}
@misc{b, title = {Another}, date={2021}, year=1999, publisher = {P}, institution = {I}}
@book{ , title = "No key", year = 2020, month = 5, language = ru}
@techreport{c, type = {memo}, organization={O}, year=2020, month={Dezember}}
@online{d, title = {unfinished, year = 2020
"""
CSL = [
    {
        "id": "daily-2022", "type": "article-newspaper", "title": "Round-table",
        "URL": "https://x.org/a", "container-title": "The Daily", "publisher": "P",
        "author": [{"family": "Doe", "given": "Jane"}, {"literal": "The Staff"}, {"given": "Jo"},
                   {}, "none"],
        "issued": {"date-parts": [[2022, "1", 20]]}, "language": "en", "note": "Page 3",
    },
    {"id": 7, "type": "book", "title": "Another", "issued": {"raw": "2019"}, "publisher": "P"},
    {"type": "document", "issued": {"date-parts": [["May", 2020]]}, "genre": "leaflet"},
    {"type": "map", "issued": {"raw": "about 1900"}},
]  # fmt: skip

FORMS = {"a.ris": RIS, "b.bib": BIB, "c.json": json.dumps(CSL)}


def test_lists_of_references_are_read_as_is_committed(tmp_path) -> None:
    told = []
    for name, text in FORMS.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
        told += [f"== {name}"]
        rows = read_references(tmp_path / name).to_dict("records")
        told += [str({k: v for k, v in row.items() if v != ""}) for row in rows]
    hold("lists of references read.txt", told)


def test_lists_of_references_are_written_as_is_committed() -> None:
    rows = [
        ("s1", "Round {table} & 5% \\ more", "The Daily", "2022-01-20", "news", "en",
         "by Doe, Jane; The Staff; https://x.org/a; note: Page 3"),
        ("s2", "", "", "2022", "leaflet", "", "only a note: this"),
        ("s3", "Third", "", "2022-03", "book", "", "https://x.org/b,"),
        ("s4", "Fourth", "", "", "", "", "by Roe,"),
    ]  # fmt: skip
    names = ("source_id", "title", "publisher", "published", "genre", "language", "note")
    blank = dict.fromkeys(SOURCES.names, "")
    sources = SOURCES.build([{**blank, **dict(zip(names, row, strict=True))} for row in rows])
    told = []
    for name, data in tables_of(sources):
        told += [f"== {name}", *(repr(line) for line in data.decode().splitlines(keepends=True))]
    hold("lists of references written.txt", told)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.json", "[]", "this is JSON of no kind"),
        ("a.txt", "words", "this is no list of references"),
        ("", "", "there is no such file"),
    ],
)
def test_what_is_no_list_of_references_is_named(name, text, said, tmp_path) -> None:
    if name:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DataError, match=said):
        read_references(tmp_path / (name or "none.ris"))
