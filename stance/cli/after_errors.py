"""What to do after a command has refused: the last line, behind what is wrong."""

from collections.abc import Sequence
from typing import Any

from stance.cli.next_steps import command
from stance.core.errors import QuestionError

_NOTHING_THERE = {"missing-path", "no-workbook"}
#: Of a file of another form it is often said which command takes it.
_OTHER_FORM = {"unknown-form"}


def after_error(typed: Sequence[str], error: Exception) -> list[str]:
    """Return the line of what to do after an error of ours, or of the disk.

    Args:
        typed: the command line, without the program's name.
        error: what was raised.
    """
    exit_code = getattr(error, "exit_code", 1)
    problems = getattr(error, "problems", ())
    codes = {problem.code for problem in problems}
    if _is_silenced(typed) or exit_code not in (1, 2):
        return []
    if codes == _OTHER_FORM and any("stance " in problem.hint for problem in problems):
        return ["next: the command above, which takes the file"]
    if isinstance(error, QuestionError):
        return ["next: one of the ways above, which answer the question"]
    if exit_code == 2:
        mend = getattr(error, "mend", "") or command(*_command_in(typed), "--help")
        return [f"next: {mend}"]
    again = f"next: when that is mended: {command(*typed)}"
    if codes and codes <= _NOTHING_THERE:
        again += f"; {command('new', 'STUDY')} begins a study"
    return [again]


def after_usage(typed: Sequence[str], error: object) -> list[str]:
    """Return the line of what to type after the parser has refused: what was lacking, or the help.

    Args:
        typed: the command line, without the program's name.
        error: the parser's error; nothing is said where it is none.
    """
    if _is_silenced(typed) or not hasattr(error, "format_message"):
        return []
    context = getattr(error, "ctx", None)
    is_lacking = type(error).__name__ == "MissingParameter"  # a class that typer does not give
    lacking = is_lacking and _lacking(context)
    words = (*typed, *lacking) if lacking else (*_command_in(typed), "--help")
    if hasattr(getattr(context, "command", None), "commands"):  # no command of that name
        words = (*(typed[:1] if _in_group(typed) else ()), "--help")
    return [f"next: {command(*words)}"]


def _lacking(context: Any) -> list[str]:
    """Return what the command must be given and was not, as it is typed."""
    words: list[str] = []
    for parameter in context.command.params if context else ():
        if parameter.required and parameter.name not in context.params:
            option = parameter.param_type_name == "option"
            words += [max(parameter.opts, key=len)] if option else []
            words.append(str(parameter.metavar or parameter.name).upper())
    return words


def _command_in(typed: Sequence[str]) -> Sequence[str]:
    """Return the words that name the command."""
    named = _in_group(typed) and len(typed) > 1 and not typed[1].startswith("-")
    return typed[: 2 if named else 1]


def _in_group(typed: Sequence[str]) -> bool:
    return typed[:1] == ["machine"]


def _is_silenced(typed: Sequence[str]) -> bool:
    return bool({"--quiet", "--json"} & set(typed))
