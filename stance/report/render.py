"""The view placed by the templates: one HTML file that needs nothing else."""

import base64
import hashlib
import re
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict, Unpack

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
from stance.report.page import PageView, page
from stance.report.sheets import sheets

if TYPE_CHECKING:
    import pandas as pd

    from stance.study.study import Findings
#: What Markdown or HTML may take for a sign.
_SIGNS = re.compile(r"[\\\\`*_{}\[\]<>#|~]|&(?=#?\w+;)")


class Wishes(TypedDict, total=False):
    """How a reader wants the report.

    Attributes:
        passages: verbatim words by claim id, to stand in place of the paraphrases.
        title: the subject in the line above the headline; the study's title unless given.
        lang: language of the report's own words: en or ru.
        template_dir: a folder whose files replace those of ``templates`` that bear their names.
    """

    passages: Mapping[str, str]
    title: str | None
    lang: str
    template_dir: Path | None


def render(findings: "Findings", **wishes: Unpack[Wishes]) -> str:
    """Return the report as one HTML page; the same findings give the same bytes.

    Args:
        findings: what the analysis found.
        wishes: see ``Wishes``.

    Raises:
        UsageError: the folder is missing, one of its templates cannot be used, or the language is
            not there.
    """
    say, view = _view(findings, wishes)
    environment = _environment(wishes.get("template_dir"))
    with _usable():
        style, script = _text(environment, "report.css"), _text(environment, "report.js")
        return environment.get_template("report.html.j2").render(
            page=view,
            t=say,
            style=Markup(style),  # noqa: S704 - our own file, or the user's own template folder
            script=Markup(script),  # noqa: S704 - likewise
            policy=_policy(style, script),
        )


def brief(findings: "Findings", **wishes: Unpack[Wishes]) -> str:
    """Return the answer and the contested topics as Markdown, for an email; as ``render``."""
    say, view = _view(findings, wishes)
    environment = _environment(wishes.get("template_dir"), markdown=True)
    with _usable():
        return environment.get_template("brief.md.j2").render(page=view, t=say)


def tables(findings: "Findings", **wishes: Unpack[Wishes]) -> "dict[str, pd.DataFrame]":
    """Return the report's tables by the name of their sheet; as ``render``."""
    say, view = _view(findings, wishes)
    return sheets(view, say)


def _view(findings: "Findings", wishes: Wishes) -> tuple[Language, PageView]:
    say = language(wishes.get("lang", "en"), wishes.get("template_dir"))
    return say, page(findings, say, wishes.get("passages", {}), wishes.get("title"))


@contextmanager
def _usable() -> Iterator[None]:
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
    catalogue = _text(_environment(template_dir), f"words.{lang}.toml")
    try:
        return Language.read(lang, catalogue)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"words.{lang}.toml cannot be read: {error}") from error


def _environment(template_dir: Path | None, *, markdown: bool = False) -> Environment:
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
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_markdown if markdown else _visible,
    )


def _visible(value: Any) -> Any:
    """Return text with characters that would hide or turn their surroundings made visible."""
    if isinstance(value, str) and not isinstance(value, Markup) and HIDDEN.search(value):
        return HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)
    return value


def _markdown(value: Any) -> Any:
    """Return text in one line, with all that Markdown or HTML would read as a sign escaped."""
    if not isinstance(value, str):
        return value
    return _SIGNS.sub(r"\\\g<0>", re.sub(r"\s+", " ", str(_visible(value))))


def _text(environment: Environment, name: str) -> str:
    """Return a file as it stands, without line ends that would change its hash."""
    assert environment.loader is not None  # noqa: S101 - given above
    return environment.loader.get_source(environment, name)[0].replace("\r\n", "\n").strip()


def _policy(style: str, script: str) -> str:
    """Return the content security policy: nothing from outside, only our style and script."""

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; "
        f"script-src 'sha256-{digest(script)}'; base-uri 'none'; form-action 'none'"
    )
