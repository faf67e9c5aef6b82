"""Small cases that came from reports, where the shared folder has them, as their READMEs say."""

import shutil
from pathlib import Path

import pytest
from typer.testing import CliRunner

from stance.cli import app
from stance.study.study import Study
from tests.shared_folder import shared

CASES = "cases/from-bug-reports"


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch):  # type: ignore[no-untyped-def]  # a local helper
    def command(*arguments: str) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["stance", *arguments])
        done = CliRunner().invoke(app.app, arguments)
        said = done.output + "".join(map(str, [done.exception or ""]))
        return done.exit_code, said

    return command


def case(tmp_path: Path, name: str) -> Path:
    to = tmp_path / name
    shutil.copytree(shared(f"{CASES}/{name}"), to)
    for path in [to, *to.rglob("*")]:
        path.chmod(0o755 if path.is_dir() else 0o644)
    return to


@pytest.mark.parametrize(
    ("name", "file"),
    [("01-zero-one-scale", "t.csv"), ("02-one-two-scale", "t.csv")],
)
def test_scales_that_do_not_show_are_asked_for(
    run,  # type: ignore[no-untyped-def]  # the fixture above
    tmp_path: Path,
    name: str,
    file: str,
) -> None:
    code, said = run("check", str(case(tmp_path, name) / file))
    assert code == 1
    assert "--scale" in said


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("05-hidden-sheet-read", "t.xlsx"),
        ("06-second-sheet-lost", "t.xlsx"),
        ("15-made-up-ids-collide", "t.csv"),
        ("17-impossible-dates", "t.csv"),
        ("29-several-topics-in-a-cell", "t.csv"),
        ("30-several-speakers-in-a-cell", "t.csv"),
        ("33-one-column-a-topic", "t.csv"),
        ("33-one-column-a-topic", "u.csv"),
        ("34-other-stance-words", "t.csv"),
        ("35-error-flood", "t.csv"),
        ("36-confidence-one-to-ten", "t.csv"),
        ("37-headers-of-others", "ru.csv"),
        ("37-headers-of-others", "sp.csv"),
        ("37-headers-of-others", "dna.csv"),
        ("37-headers-of-others", "unit.csv"),
        ("39-code-pages-of-tables", "cn.csv"),
        ("43-cell-comments-dropped", "t.xlsx"),
        ("44-joiners-stripped", "t.csv"),
        ("53-long-topics-in-sentences", "t.csv"),
        ("55-nul-and-quoted-lines", "quoted.csv"),
        ("55-nul-and-quoted-lines", "space.csv"),
        ("55-nul-and-quoted-lines", "t.txt"),
    ],
)
def test_tables_are_read_in_a_few_lines(
    run,  # type: ignore[no-untyped-def]  # the fixture above
    tmp_path: Path,
    name: str,
    file: str,
) -> None:
    code, said = run("check", str(case(tmp_path, name) / file))
    assert code == 0, said
    assert "damaged" not in said
    assert len(said.splitlines()) < 8


@pytest.mark.parametrize(
    ("name", "file"),
    [
        ("07-reliability-first-sheet-only", "numbers.xlsx"),
        ("19-expert-taken-for-coder", "t.csv"),
        ("20-reliability-one-column-a-coder", "t.csv"),
        ("20-reliability-one-column-a-coder", "k.csv"),
        ("21-reliability-many-variables", "t.csv"),
        ("21-reliability-many-variables", "three.csv"),
        ("22-label-case", "t.csv"),
        ("28-sixteen-digit-ids", "t.xlsx"),
    ],
)
def test_tables_of_codes_are_compared(
    run,  # type: ignore[no-untyped-def]  # the fixture above
    tmp_path: Path,
    name: str,
    file: str,
) -> None:
    path = case(tmp_path, name) / file
    code, said = run("reliability", str(path), "--level", "nominal")
    assert code == 0, said
    assert "pairable codes" in said


def test_spellings_of_one_person_are_joined_beside_the_table(
    run,  # type: ignore[no-untyped-def]  # the fixture above
    tmp_path: Path,
) -> None:
    import openpyxl

    folder = tmp_path
    path = folder / "t.csv"
    path.write_text(
        'expert,claim,topic,stance\nAnna Berg,a,Tax,for\n"Berg, Anna",b,Tax,for\n'
        "Bek,c,Tax,against\n"
    )
    sheet = folder / "q.xlsx"
    assert run("names", str(path), "-o", str(sheet))[0] == 0
    book = openpyxl.load_workbook(sheet)
    header = [cell.value for cell in book.active[1]]
    book.active.cell(2, header.index("same") + 1).value = "yes"
    book.save(sheet)
    code, said = run("names", str(path), "--apply", str(sheet))
    assert code == 0, said
    assert "stance.toml" in said
    assert len(Study.open(path).experts) == 2
