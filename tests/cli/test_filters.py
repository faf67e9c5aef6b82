"""The same filter in every command, and the views that a study keeps."""

import inspect
import json
from pathlib import Path

import openpyxl
import pytest

from stance.cli.comparing import compare
from stance.cli.exchange import export, network
from stance.cli.figures import figure
from stance.cli.filter_options import Only
from stance.cli.reliability import reliability
from stance.cli.report import report
from stance.cli.watching import page_of
from stance.core.errors import UsageError
from stance.study.study import Study
from stance.workbook.writing import write
from tests import sample
from tests.run_stance import stance
from tests.workbook_material import CLAIMS, EXPERTS, answer, content

_IN = ("--where", "country=Kazakhstan")


@pytest.fixture(scope="module")
def study(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Anna of party Green, for and against in 2024; Ben, against; and two views."""
    folder = tmp_path_factory.mktemp("filters") / "study"
    experts = EXPERTS.assign(country=["Kazakhstan", "Uzbekistan"])
    claims = CLAIMS.assign(said_on=["2024-01", "2023", ""])
    sources = content().sources.assign(published="")
    given = {"claims": claims, "experts": experts, "sources": sources}
    write(folder / "study.xlsx", content(name="study.xlsx", **given))
    book = openpyxl.load_workbook(folder / "study.xlsx")
    sheet, people = book["Settings"], book["Experts"]
    for name, value in (
        ("view greens", "where party=Green; since 2024"),
        ("view broken", "party Green; since"),
    ):
        sheet.append([name, value])
    last = people.max_column + 1
    people.cell(1, last).value, people.cell(2, last).value = "party", "Green"
    book.save(folder / "study.xlsx")
    answers = [answer("c1", "tax", "for"), answer("c2", "road", "against")]
    write(folder / "ana.xlsx", content(*answers, name="ana.xlsx", **given))
    return folder


@pytest.mark.parametrize(
    ("words", "made", "holds"),
    [
        (("report", "STUDY", "-o", "page.html", *_IN), "page.html", "country: Kazakhstan. That is"),
        (
            ("report", "STUDY", "-o", "page.html", "--lang", "ru", *_IN),
            "page.html",
            "Только часть исследования: country: Kazakhstan.",
        ),
        (("report", "STUDY", "-o", "brief.md", *_IN), "brief.md", "country: Kazakhstan. That is"),
        (
            ("figure", "STUDY", "expert", "anna", "-o", "anna.svg", *_IN),
            "anna.svg",
            "(country: Kazakhstan)",
        ),
        (
            ("report", "STUDY", "-o", "since.html", "--since", "2024"),
            "since.html",
            "<b>1</b> of 2 pairings of expert and topic",
        ),
        (("export", "STUDY", "out", *_IN), "out/findings.json", '"column": "country"'),
        (("export", "STUDY", "w3c", "--for", "w3c", *_IN), "w3c", ""),
        (("network", "STUDY", "-o", "net.csv", "--mode", "two", *_IN), "net.csv", "Anna Example"),
    ],
)
def test_every_command_that_writes_takes_the_filter(study, tmp_path, words, made, holds) -> None:
    done = stance(*(study if word == "STUDY" else word for word in words), cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    files = [p for p in (tmp_path / made, *(tmp_path / made).rglob("*")) if p.is_file()]
    told = "".join(path.read_text("utf-8") for path in files)
    assert holds in told
    assert "Ben Sample" not in told


#: Each option by itself, and the claims of the study that it leaves.
_EACH = {
    "--where": ("country=Kazakhstan", ["c1"]),
    "--since": ("2024", ["c1"]),
    "--until": ("2023", ["c2"]),
    "--source": ("s1", ["c1", "c2", "c3"]),
    "--topic": ("tax", ["c1"]),
    "--min-claims": ("2", ["c2", "c3"]),
    "--group": ("party", ["c1"]),
    "--view": ("greens", ["c1"]),
}


@pytest.mark.parametrize("command", [report, compare, export, network, reliability, figure])
def test_each_of_these_commands_takes_every_option_of_a_filter(command) -> None:
    taken = inspect.signature(command).parameters
    assert {option.removeprefix("--").replace("-", "_") for option in _EACH} <= set(taken)
    assert "only" not in taken


@pytest.mark.parametrize("option", _EACH)
def test_each_option_leaves_what_it_says(study: Path, tmp_path: Path, option: str) -> None:
    value, left = _EACH[option]
    name = option.removeprefix("--").replace("-", "_")
    given = [value] if name in ("where", "source", "topic") else value
    typed = {name: int(value) if name == "min_claims" else given}
    only = Only(typed.pop("view", ""), typed)
    assert only.of(Study.open(study)).claims["claim_id"].tolist() == left


def test_reliability_counts_the_claims_that_are_left(study: Path, tmp_path: Path) -> None:
    for words, n in (((), 2), (_IN, 1), (("--topic", "road"), 1)):
        done = stance("reliability", study, "--json", *words, cwd=tmp_path)
        assert json.loads(done.stdout)["n_items"] == n


def test_two_experts_are_compared_within_the_filter(study: Path, tmp_path: Path) -> None:
    done = stance("compare", study, "anna", "ben", "--since", "2023", cwd=tmp_path)
    assert "Taxes must go up" in done.stdout
    assert "left out: claims without a date, which are in no span (1)" in done.stderr
    done = stance("compare", study, "anna", "ben", *_IN, cwd=tmp_path)
    assert done.returncode == 2
    assert 'no expert of those whom the filter leaves is called "ben"' in done.stderr


def test_a_view_of_the_study_is_a_filter_by_name(study: Path, tmp_path: Path) -> None:
    by_name = stance("report", study, "-o", "a.html", "--view", "Greens", cwd=tmp_path)
    typed = ("--where", "party=green", "--since", "2024")
    stance("report", study, "-o", "b.html", *typed, cwd=tmp_path)
    assert by_name.returncode == 0
    assert (tmp_path / "a.html").read_bytes() == (tmp_path / "b.html").read_bytes()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--view", "grens"), 'no view "grens"; did you mean "greens"? there are: greens, broken'),
        (("--view", "broken"), '"party Green" should begin with where, source, topic, since'),
        (("--view", "greens", "--since", "2022"), "a view stands alone"),
        (("--where", "party=Blue"), 'no value of party "Blue"; there are: Green'),
        (
            ("--since", "2025"),
            'the filter "since 2025" leaves no claim of 3; without its dates it leaves 3, of which '
            "2 with a date (2023 to 2024-01) and 1 without",
        ),
        (("--where", "party"), '"party" is no condition'),
    ],
)
def test_what_cannot_be_filtered_is_wrong_usage(study, tmp_path, words, said) -> None:
    done = stance("report", study, "-o", "page.html", *words, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert not (tmp_path / "page.html").exists()


def test_each_thing_that_is_wrong_with_a_filter_has_its_line(study: Path, tmp_path: Path) -> None:
    words = ("--where", "contry=x", "--source", "s9", "--topic", "toll")
    done = stance("export", study, "out", *words, cwd=tmp_path)
    lines = [line for line in done.stderr.splitlines() if line.startswith("error: ")]
    assert [line.split('"')[1] for line in lines] == ["contry", "s9", "toll"]


def test_a_study_without_views_says_how_to_keep_one(tmp_path: Path) -> None:
    done = stance("report", sample.SAMPLE, "--view", "x", "-o", "page.html", cwd=tmp_path)
    assert 'setting "view economists"' in done.stderr


def test_codes_without_experts_cannot_be_filtered(tmp_path: Path) -> None:
    tmp_path.joinpath("codes.csv").write_text("item,annotator,label\n1,a,x\n1,b,x\n", "utf-8")
    done = stance("reliability", "codes.csv", *_IN, cwd=tmp_path)
    assert done.returncode == 2
    assert "no experts, dates or topics to filter by" in done.stderr


def test_views_are_carried_when_the_workbook_is_rewritten(study: Path, tmp_path: Path) -> None:
    from stance.workbook.reading import read

    copy = write(tmp_path / "study.xlsx", read(study / "study.xlsx"))
    assert dict(Study.open(copy).views)["greens"] == "where party=Green; since 2024"


def test_pseudonyms_also_hide_whom_a_filter_leaves_out(study: Path, tmp_path: Path) -> None:
    words = ("--where", "name=Anna Example", "--anonymise", "experts")
    stance("report", study, "-o", "page.html", *words, cwd=tmp_path)
    page = (tmp_path / "page.html").read_text("utf-8")
    assert "name: …" in page
    assert "Anna" not in page


def test_a_command_without_filters_names_none_where_there_are_too_many_experts(
    study: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("stance.study.filtering.MOST_EXPERTS", 1)
    with pytest.raises(UsageError, match=r"whole, without a filter: ") as refused:
        page_of(study, "en", 1)
    compared = stance("machine", "compare", study, cwd=study.parent)
    assert "whole, without a filter: " in compared.stderr
    assert "--min-claims" not in f"{refused.value} {compared.stderr}"
