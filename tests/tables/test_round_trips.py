"""A study written as a table of any shape is read as the same codes."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from stance.workbook.content import Content
from stance.workbook.reading import read
from tests.plain_tables import table

SETTINGS = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
STANCES = st.sampled_from(["oppose", "neutral", "support"])
#: The stances of claims (rows) by coders or toward topics (columns); None: not given.
GRIDS = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.one_of(st.none(), STANCES), min_size=width, max_size=width),
        min_size=1,
        max_size=6,
    )
)
CODERS = ("coder 1", "coder 2", "coder 3", "coder 4")
TOPICS = ("Open the borders", "Build the road", "Tax the sugar", "Plant the trees")
WORDS = st.lists(
    st.text(
        st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Zl", "Zp")),
        min_size=1,
        max_size=20,
    ),
    min_size=1,
    max_size=5,
)


def text_of(rows: list[list[str]], mark: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue()


def codes(found: Content) -> set[tuple[str, str, str, str]]:
    claims = dict(zip(found.claims["claim_id"], found.claims["claim"], strict=True))
    rows = found.annotations[found.annotations["stance"] != ""]
    columns = (rows[name] for name in ("claim_id", "annotator", "topic", "stance"))
    return {
        (claims[claim], who, topic, said) for claim, who, topic, said in zip(*columns, strict=True)
    }


@SETTINGS
@given(grid=GRIDS)
def test_a_column_a_coder_is_a_row_a_code(tmp_path: Path, grid: list[list[str | None]]) -> None:
    width = len(grid[0])
    if len({said for row in grid for said in row if said}) < 1:
        return
    if any(not any(row[c] for row in grid) for c in range(width)):
        return  # a column without a stance may be anything
    wide = [["expert", "claim", "topic", *CODERS[:width]]]
    long = [["expert", "claim", "topic", "annotator", "stance"]]
    for n, row in enumerate(grid):
        wide.append([f"E{n}", f"words {n}", "Tax", *(said or "" for said in row)])
        long += [
            [f"E{n}", f"words {n}", "Tax", CODERS[c], said] for c, said in enumerate(row) if said
        ]
    if not any(said in ("oppose", "support") for row in long[1:] for said in row[-1:]):
        return  # only the middle: no scale shows
    columns = list(zip(*grid, strict=True))
    if any(set(filter(None, column)) <= {"neutral"} for column in columns):
        return
    one = read(table(tmp_path, text_of(wide), "wide.csv"))
    other = read(table(tmp_path, text_of(long), "long.csv"))
    assert codes(one) == codes(other) != set()


@SETTINGS
@given(grid=GRIDS)
def test_a_column_a_topic_holds_each_stance_once(
    tmp_path: Path, grid: list[list[str | None]]
) -> None:
    width = len(grid[0])
    columns = list(zip(*grid, strict=True))
    if any(not {"oppose", "support"} & set(column) for column in columns):
        return
    rows = [["name", *TOPICS[:width]]]
    rows += [[f"E{n}", *(said or "" for said in row)] for n, row in enumerate(grid)]
    found = read(table(tmp_path, text_of(rows)))
    given_ = sorted(said for row in grid for said in row if said)
    assert sorted(found.annotations["stance"]) == given_
    assert found.codebook is not None
    assert {t.label for t in found.codebook.topics} == set(TOPICS[:width])


@SETTINGS
@given(words=WORDS, mark=st.sampled_from([",", ";", "\t"]))
def test_no_words_are_lost_or_moved(tmp_path: Path, words: list[str], mark: str) -> None:
    rows = [["claim_id", "expert", "claim", "topic", "stance"]]
    rows += [[f"c{n}", f"Person {n}", text, "Tax", "for"] for n, text in enumerate(words)]
    found = read(table(tmp_path, text_of(rows, mark)))
    assert found.claims["claim_id"].tolist() == [f"c{n}" for n in range(len(words))]
    assert found.claims["claim"].tolist() == words


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_line_ends_make_no_difference(tmp_path: Path, ends: str) -> None:
    path = tmp_path / "t.csv"
    text = f"expert,claim,topic,stance{ends}Anna,a,Tax,for{ends}Bek,b,Tax,against{ends}"
    path.write_bytes(text.encode())
    assert read(path).annotations["score"].tolist() == [1, -1]
