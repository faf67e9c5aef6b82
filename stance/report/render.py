"""The view placed by the templates: one HTML file that needs nothing else."""

import base64
import hashlib
import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    BaseLoader,
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    StrictUndefined,
    TemplateError,
)
from markupsafe import Markup

import stance
from stance.errors import UsageError
from stance.report.language import CODES, Language
from stance.report.page import page

#: Characters that would change or hide their surroundings: controls, direction overrides,
#: surrogates. They are shown by their number.
_HIDDEN = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)

if TYPE_CHECKING:
    from stance.study import Findings


def render(
    findings: "Findings",
    *,
    passages: Mapping[str, str] | None = None,
    title: str | None = None,
    lang: str = "en",
    template_dir: Path | None = None,
) -> str:
    """Return the report as one HTML page; the same findings give the same bytes.

    Args:
        findings: what the analysis found.
        passages: verbatim words by claim id, to stand in place of the paraphrases.
        title: the subject in the line above the headline; the study's title unless given.
        lang: language of the page's own words: en or ru.
        template_dir: a folder whose files replace those of ``templates`` that bear their names.

    Raises:
        UsageError: the folder is missing, one of its templates cannot be used, or the language is
            not there.
    """
    environment = _environment(template_dir)
    say = language(lang, template_dir)
    view = page(findings, say, passages or {}, title)
    try:
        style, script = _text(environment, "report.css"), _text(environment, "report.js")
        return environment.get_template("report.html.j2").render(
            page=view,
            t=say,
            style=Markup(style),  # noqa: S704 - our own file, or the user's own template folder
            script=Markup(script),  # noqa: S704 - likewise
            policy=_policy(style, script),
        )
    except TemplateError as error:
        raise UsageError(f"the template cannot be used: {_place(error)}{error}") from error


def language(lang: str, template_dir: Path | None = None) -> Language:
    """Return the catalogue of a language; ``template_dir`` as for ``render``."""
    if lang not in CODES:
        raise UsageError(f'there is no language "{lang}"; there are {", ".join(CODES)}')
    catalogue = _text(_environment(template_dir), f"words.{lang}.toml")
    try:
        return Language.read(lang, catalogue)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"words.{lang}.toml cannot be read: {error}") from error


def _place(error: TemplateError) -> str:
    """Return the template's name and line where the error knows them."""
    name, line = getattr(error, "name", None), getattr(error, "lineno", None)
    return f"{name}, line {line}: " if name and line else ""


def shipped_templates() -> Path:
    """Return the folder of templates: inside the package when installed, else beside it."""
    package = Path(stance.__file__).parent
    inside = package / "templates"
    return inside if inside.is_dir() else package.parent / "templates"


def _environment(template_dir: Path | None) -> Environment:
    loaders: list[BaseLoader] = [FileSystemLoader(shipped_templates())]
    if template_dir is not None:
        if not template_dir.is_dir():
            raise UsageError(f"the template folder {template_dir} does not exist")
        loaders.insert(0, FileSystemLoader(template_dir))
    return Environment(
        loader=ChoiceLoader(loaders),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_visible,
    )


def _visible(value: Any) -> Any:
    """Return text with characters that would hide or turn their surroundings made visible."""
    if isinstance(value, str) and not isinstance(value, Markup) and _HIDDEN.search(value):
        return _HIDDEN.sub(lambda found: f"⟨U+{ord(found[0]):04X}⟩", value)
    return value


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
