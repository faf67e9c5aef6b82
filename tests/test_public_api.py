"""What people write in their own scripts: the names of ``stance``, and how they are checked."""

import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import stance
from tests.sample import ROOT


def test_the_public_names_are_listed_and_nothing_else() -> None:
    assert dir(stance) == sorted(stance.__all__)


@pytest.mark.parametrize("name", stance.__all__)
def test_every_public_name_is_there(name: str) -> None:
    assert getattr(stance, name) is not None


def test_another_name_is_refused_as_by_any_module() -> None:
    with pytest.raises(AttributeError, match="module 'stance' has no attribute 'studdy'"):
        stance.studdy  # noqa: B018 - the look-up is what is tested


def test_the_whole_list_can_be_imported_at_once() -> None:
    got: dict[str, object] = {}
    exec("from stance import *", got)  # noqa: S102 - our own words
    assert set(stance.__all__) <= set(got)


def test_problems_are_caught_by_the_name_that_people_are_given(tmp_path: Path) -> None:
    with pytest.raises(stance.DataError) as caught:
        stance.Study.open(tmp_path / "nothing")
    assert [problem.code for problem in caught.value.problems] == ["missing-path"]
    assert isinstance(caught.value, stance.StanceError)


def fresh(code: str) -> str:
    """Return what a new Python prints that has imported stance and nothing else of it."""
    done = subprocess.run(
        [sys.executable, "-c", f"import sys, stance\n{code}"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_to_import_stance_loads_no_library_and_no_room() -> None:
    loaded = fresh("print(*sorted(m for m in sys.modules if m.startswith(('stance', 'pandas'))))")
    assert loaded == "stance"


@pytest.mark.parametrize(
    ("command", "heavy"),
    [
        ("check", {"scipy.special", "scipy.sparse", "narwhals", "jinja2", "http.server", "rich"}),
        ("check", {"stance.workbook.writing", "stance.workbook.plain", "stance.extract"}),
        ("compare", {"scipy.special", "scipy.sparse", "scipy.spatial", "jinja2", "http.server"}),
        ("compare", {"stance.reliability", "stance.workbook.writing", "stance.extract"}),
    ],
)
def test_a_small_command_loads_nothing_that_it_does_not_need(command: str, heavy: set[str]) -> None:
    experts = ["burnashev", "tyulegenov"] if command == "compare" else []
    loaded = fresh(
        f"sys.argv = ['stance', '{command}', 'annotations/central-asia', *{experts}]\n"
        "from stance.cli import main\n"
        "try: main()\n"
        "except SystemExit: print('loaded', *sys.modules)"
    )
    assert heavy.isdisjoint(loaded.splitlines()[-1].split())


def written(after: str) -> list[str]:
    """The dotted names of stance that stand in the pages with one of these signs after them."""
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    text = "\n".join(page.read_text(encoding="utf-8") for page in pages)
    # stance.toml is a file's name
    return sorted(
        set(re.findall(rf"(?<![\w./-])(stance(?!\.toml)(?:\.[A-Za-z_]+)+)(?=[{after}])", text))
    )


@pytest.mark.parametrize("name", written(after="("))
def test_what_the_pages_call_can_be_called_after_one_import(name: str) -> None:
    assert fresh(f"print(callable({name}))") == "True"


@pytest.mark.parametrize("name", written(after="`"))
def test_what_the_pages_name_is_there(name: str) -> None:
    assert pkgutil.resolve_name(name)


CALLS = {
    "a right method": ('stance.Study.open("s").analyse(method="dawid-skene")', True),
    "a wrong method": ('stance.Study.open("s").analyse(method="majorty")', False),
    "a wrong seed": ('stance.Study.open("s").analyse(seed="one")', False),
    "a room's function": ("stance.reliability.assess(study.annotations, study.codebook)", True),
    "no such function": ("stance.reliability.asess(study.annotations, study.codebook)", False),
    "what problems say": ("[p.hint for p in study.problems]", True),
    "what they do not": ("[p.hnt for p in study.problems]", False),
}


def test_mypy_accepts_a_users_script_and_refuses_what_is_wrong_in_it(tmp_path: Path) -> None:
    pytest.importorskip("mypy")
    head = 'import stance\n\nstudy = stance.Study.open("annotations/central-asia")\n'
    script = tmp_path / "script.py"
    script.write_text(head + "".join(f"{call}\n" for call, _ in CALLS.values()), "utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", str(script)],
        cwd=ROOT,  # its settings, and what it knows of the package from the last time
        capture_output=True,
        text=True,
    )
    refused = {int(line) for line in re.findall(r"script\.py:(\d+): error", done.stdout)}
    first = head.count("\n") + 1
    found = {name: number not in refused for number, name in enumerate(CALLS, start=first)}
    assert found == {name: right for name, (_, right) in CALLS.items()}, done.stdout
