"""Completion of commands in four shells: what each is given, and in bash what Tab then offers."""

import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

#: How each shell asks what may follow "stance re".
ASKED = {
    "bash": {"COMP_WORDS": "stance re", "COMP_CWORD": "1"},
    "zsh": {"_TYPER_COMPLETE_ARGS": "stance re"},
    "fish": {"_TYPER_COMPLETE_ARGS": "stance re", "_TYPER_COMPLETE_FISH_ACTION": "get-args"},
    "powershell": {
        "_TYPER_COMPLETE_ARGS": "stance re",
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": "re",
    },
}
#: What makes each shell ask it.
HOOKED = {
    "bash": "complete -o default -F _stance_completion stance",
    "zsh": "compdef _stance_completion stance",
    "fish": "complete --command stance",
    "powershell": "Register-ArgumentCompleter -Native -CommandName stance",
}
OFFERED = {"receive", "reliability", "report"}


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The program under its own name, as it is installed."""
    path = tmp_path / "stance"
    start = "import sys; sys.argv[0] = 'stance'; from stance.cli import main; main()"
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -c {shlex.quote(start)} "$@"\n')
    path.chmod(0o755)
    return path


def said(program: Path, **asked: str) -> str:
    done = subprocess.run(
        ["/bin/sh", program], env=os.environ | asked, capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.stdout


@pytest.mark.skipif(os.name == "nt", reason="the program is started by a shell here")
@pytest.mark.parametrize("shell", ASKED)
def test_each_shell_is_given_what_asks_and_is_told_the_commands(program: Path, shell: str) -> None:
    script = said(program, _STANCE_COMPLETE=f"source_{shell}")
    assert HOOKED[shell] in script
    for name in ASKED[shell]:
        assert name in script
    offered = said(program, _STANCE_COMPLETE=f"complete_{shell}", **ASKED[shell])
    for name in OFFERED:
        assert name in offered
    assert "adjudicate" not in offered


@pytest.mark.skipif(not shutil.which("bash") or os.name == "nt", reason="needs bash")
def test_in_bash_tab_offers_commands_options_and_values(program: Path) -> None:
    script = said(program, _STANCE_COMPLETE="source_bash")
    asked = [
        f"COMP_WORDS=({line}); COMP_CWORD={line.count(' ')}; _stance_completion stance; "
        'echo "${COMPREPLY[*]}"'
        for line in ("stance re", "stance machine ", "stance report x --anony")
    ]
    done = subprocess.run(
        ["bash", "-c", "\n".join([script, *asked])],
        env=os.environ | {"PATH": f"{program.parent}:{os.environ['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    )
    words = done.stdout.split()
    assert OFFERED | {"prompt", "read", "compare", "--anonymise"} == set(words)
