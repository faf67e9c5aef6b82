"""The templates: where they are found, in what language they speak, what they may not let pass."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
)
from markupsafe import Markup

from stance.core.errors import UsageError
from stance.core.files import shipped_templates
from stance.core.text import HIDDEN
from stance.report.language import CODES, Language

if TYPE_CHECKING:
    from stance.study.against import Against

#: What Markdown or HTML may take for a sign.
_SIGNS = re.compile(r"[\\\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")


class Wishes(TypedDict, total=False):
    """How a reader wants the report.

    Attributes:
        passages: verbatim words by claim id, to stand in place of the paraphrases.
        title: the subject in the line above the headline; the study's title unless given.
        lang: language of the report's own words: en or ru.
        against: what stands beside the findings: another study, or an earlier span.
        template_dir: a folder whose files replace those of ``templates`` that bear their names.
    """

    passages: Mapping[str, str]
    title: str | None
    lang: str
    against: "Against | None"
    template_dir: Path | None


@contextmanager
def usable() -> Iterator[None]:
    """Say what is wrong with a template, and where."""
    try:
        yield
    except TemplateError as error:
        name, line = getattr(error, "name", None), getattr(error, "lineno", None)
        place = f"{name}, line {line}: " if name and line else ""
        raise UsageError(f"the template cannot be used: {place}{error}") from error


def language(lang: str, template_dir: Path | None = None) -> Language:
    """Return the catalogue of a language; ``template_dir`` as for ``render``."""
    if lang not in CODES:
        raise UsageError(f'there is no language "{lang}"; there are {", ".join(CODES)}')
    catalogue = text_of(environment_of(template_dir), f"words.{lang}.toml")
    try:
        return Language.read(lang, catalogue)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"words.{lang}.toml cannot be read: {error}") from error


def environment_of(template_dir: Path | None, *, markdown: bool = False) -> Environment:
    """Return where templates are found, a reader's own before ours; all that they place is safe."""
    if template_dir is None:
        return _shipped(markdown=markdown)
    if not template_dir.is_dir():
        raise UsageError(f"the template folder {template_dir} does not exist")
    own = FileSystemLoader(template_dir)
    shipped = FileSystemLoader(shipped_templates())
    return _made(ChoiceLoader([own, shipped]), markdown=markdown)


@cache
def _shipped(*, markdown: bool) -> Environment:
    """Return what finds our own templates; it keeps them compiled."""
    return _made(FileSystemLoader(shipped_templates()), markdown=markdown)


def _made(loader: BaseLoader, *, markdown: bool) -> Environment:
    return Environment(
        loader=loader,
        autoescape=not markdown,  # noqa: S701 - Markdown is escaped by finalize instead
        undefined=StrictUndefined,
        optimized=False,  # so they compile the quicker; each is used once in a page
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_markdown if markdown else visible,
    )


def visible(value: Any) -> Any:
    """Return text with characters that would hide or turn their surroundings made visible.

    Coordinates are written with two decimals at most.
    """
    if isinstance(value, float):
        return int(value) if value.is_integer() else round(value, 2)
    if isinstance(value, str) and not isinstance(value, Markup) and HIDDEN.search(value):
        return HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)
    return value


def _markdown(value: Any) -> Any:
    """Return text in one line, with all that Markdown or HTML would read as a sign escaped."""
    if not isinstance(value, str):
        return value
    return _SIGNS.sub(r"\\\g<0>", re.sub(r"\s+", " ", str(visible(value))))


def text_of(environment: Environment, name: str) -> str:
    """Return a file as it stands, without line ends that would change its hash."""
    assert environment.loader is not None  # noqa: S101 - given above
    return environment.loader.get_source(environment, name)[0].replace("\r\n", "\n").strip()


def colours(style: str) -> dict[str, str]:
    """Return the colours that a style sheet names first, by name: those of the light page."""
    return dict(re.findall(r"--([\w-]+): (#\w+);", style.split("}", 1)[0]))
