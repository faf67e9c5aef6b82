"""The view placed by the templates: one HTML file that needs nothing else."""

import base64
import hashlib
import re
from typing import TYPE_CHECKING, Unpack

from markupsafe import Markup

from stance.report.album import Album, card
from stance.report.claims import ClaimViews
from stance.report.figures import Figure, Kind
from stance.report.headline import headline
from stance.report.material import Material
from stance.report.opening import opening
from stance.report.page import page_of
from stance.report.sheets import sheets
from stance.report.templates import Wishes, colours, environment_of, language, text_of, usable
from stance.report.tongues import marked
from stance.report.topics import topic_groups

if TYPE_CHECKING:
    import pandas as pd

    from stance.study.study import Findings


#: The end of a line before a block, in HTML.
_BEFORE_BLOCK = re.compile(
    r"\n(?=</?(?:article|blockquote|details|div|footer|h\d|header|li|p|section|summary|table|tbody"
    r"|td|th|thead|tr|ul)\b)"
)


def render(findings: "Findings", **wishes: Unpack[Wishes]) -> str:
    """Return the report as one HTML page; the same findings give the same bytes.

    Args:
        findings: what the analysis found.
        wishes: see ``Wishes``.

    Raises:
        UsageError: the folder is missing, one of its templates cannot be used, or the language is
            not there.
    """
    of = _material(findings, wishes)
    view = page_of(of)
    environment = environment_of(wishes.get("template_dir"))
    with usable():
        style, script = text_of(environment, "report.css"), text_of(environment, "report.js")
        page = environment.get_template("report.html.j2").render(
            page=view,
            t=of.say,
            ink=colours(style),
            card=card(environment, view.opening),
            style=Markup(style),  # noqa: S704 - our own file, or the user's own template folder
            script=Markup(script),  # noqa: S704 - likewise
            policy=_policy(style, script),
        )
    return marked(_tight(page) if of.large else page, of)


def _tight(page: str) -> str:
    """Return the page without line ends between its blocks, where nobody sees them."""
    head, main, rest = page.partition("<main>")
    inside, end, script = rest.partition("</main>")
    return "".join((head, main, _BEFORE_BLOCK.sub("", inside), end, script))


def brief(findings: "Findings", **wishes: Unpack[Wishes]) -> str:
    """Return the answer and the contested topics as Markdown, for an email; as ``render``."""
    of = _material(findings, wishes)
    environment = environment_of(wishes.get("template_dir"), markdown=True)
    with usable():
        return environment.get_template("brief.md.j2").render(page=page_of(of), t=of.say)


def first_screen(findings: "Findings", **wishes: Unpack[Wishes]) -> str:
    """Return the headline, its figure and how firm it is, as HTML to stand in a notebook.

    The figure is a picture of the text's own bytes; nothing is styled, linked or run, so that it
    takes the looks of what it stands in. Raises as ``render``.
    """
    of = _material(findings, wishes)
    environment = environment_of(wishes.get("template_dir"))
    with usable():
        view = opening(of, topic_groups(of, ClaimViews(of)))
        screen = environment.get_template("first_screen.html.j2").render(
            t=of.say,
            lang=of.say.code,
            kicker=of.say("kicker", title=of.title),
            headline=headline(of),
            first=view,
            card=card(environment, view),
        )
    return marked(screen, of)


def figure(findings: "Findings", kind: Kind, of: str = "", **wishes: Unpack[Wishes]) -> Figure:
    """Return one figure of the page, which stands alone; as ``Album.figure`` and ``render``."""
    return Album(findings, **wishes).figure(kind, of)


def tables(findings: "Findings", **wishes: Unpack[Wishes]) -> "dict[str, pd.DataFrame]":
    """Return the report's tables by the name of their sheet; as ``render``."""
    of = _material(findings, wishes)
    return sheets(page_of(of), of.say)


def _material(findings: "Findings", wishes: Wishes) -> Material:
    say = language(wishes.get("lang", "en"), wishes.get("template_dir"))
    words, title = wishes.get("passages", {}), wishes.get("title")
    return Material(findings, say, words, title or "", wishes.get("against"))


def _policy(style: str, script: str) -> str:
    """Return the content security policy: nothing from outside, only our style and script.

    A picture may be made of the page's own bytes: so a figure becomes a PNG.
    """

    def digest(text: str) -> str:
        return base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()

    return (
        f"default-src 'none'; style-src 'sha256-{digest(style)}'; "
        f"script-src 'sha256-{digest(script)}'; img-src data:; base-uri 'none'; form-action 'none'"
    )
