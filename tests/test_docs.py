"""The documentation keeps up with the program."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.pins import needs_pinned
from tests.sample import ROOT


def test_the_reference_is_what_the_program_says_of_itself() -> None:
    needs_pinned("typer")
    sys.path.insert(0, str(ROOT / "docs"))
    import make_reference

    written = make_reference.PAGE.read_text(encoding="utf-8")
    assert written == make_reference.reference(), "docs/reference.md is stale; renew: make docs"


def test_the_reference_has_every_frame_of_the_program() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import make_reference

    texts = [path.read_text(encoding="utf-8") for path in (ROOT / "stance").rglob("*.py")]
    frames = sum(len(re.findall(r"^\w+ = Contract\(", text, flags=re.MULTILINE)) for text in texts)
    assert len(make_reference.contracts()) == frames > 30


def test_the_picture_of_the_rooms_is_what_the_modules_import() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import make_architecture

    drawn = make_architecture.PICTURE.read_text(encoding="utf-8")
    assert drawn == make_architecture.picture(), "docs/images/rooms.svg is stale; renew: make docs"


def named_files() -> list[str]:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"`((?:stance|templates|tests|docs)/[\w./]+)`", text)))


@pytest.mark.parametrize("name", named_files())
def test_a_file_that_the_architecture_names_is_there(name: str) -> None:
    assert (ROOT / name).exists()


def test_ten_changes_have_hidden_answers_that_name_a_room_and_its_file() -> None:
    text = (ROOT / "docs/architecture.md").read_text(encoding="utf-8")
    answers = re.findall(r"<summary>Answer</summary>\s+`(\w+)/`:(.*?)</details>", text, re.DOTALL)
    assert len(answers) == 10
    assert len({room for room, _ in answers}) >= 8
    for room, answer in answers:
        assert f"`stance/{room}/" in answer


def test_every_column_of_every_contract_is_explained_once() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import make_reference

    for contract in make_reference.contracts():
        assert len(set(contract.names)) == len(contract.names)
        assert set(contract.key) <= set(contract.names)
        for column in contract.columns:
            assert column.meaning, f"{contract.name}.{column.name}"


def test_every_command_has_an_example_in_its_help() -> None:
    from stance.cli.app import app

    groups = [group.typer_instance for group in app.registered_groups]
    for info in (info for one in (app, *groups) for info in one.registered_commands):
        assert info.callback is not None
        assert re.search(r"Example: +stance ", info.callback.__doc__ or ""), info.callback.__name__


def test_the_links_between_the_pages_lead_somewhere() -> None:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    for page in pages:
        text = page.read_text(encoding="utf-8")
        for target in re.findall(r"\]\((?!https?:|#)([^)#\s]+)", text):
            assert (page.parent / target).exists(), f"{page.name} leads to {target}"


def test_the_site_lists_every_page_once_and_leads_out_of_the_docs_nowhere() -> None:
    sys.path.insert(0, str(ROOT / "docs"))
    import conf

    listed = [name for names in conf.PAGES.values() for name in names]
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")}
    assert sorted(listed) == sorted(pages - {"index"})
    for name in pages:
        source = [(ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")]
        conf.prepare(None, name, source)
        assert "](../" not in source[0], name
        assert ("{toctree}" in source[0]) == (name == "index")


def test_every_extra_that_people_are_told_to_install_exists() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "stance").rglob("*.py")]
    told = {
        extra
        for page in pages
        for extra in re.findall(r"'stance\[(\w+)\]'", page.read_text(encoding="utf-8"))
    }
    assert {"parquet", "pdf"} <= told <= set(project["optional-dependencies"])


def python_examples() -> list[str]:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    return re.findall(r"```python\n(.*?)```", text, flags=re.DOTALL)


@pytest.mark.parametrize("example", python_examples())
def test_the_python_examples_of_the_readme_run(example: str) -> None:
    assert len(example.strip().splitlines()) < 10
    done = subprocess.run(
        [sys.executable, "-c", example], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip()
