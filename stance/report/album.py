"""All figures of a study, each drawn by the templates as the page has it, standing alone."""

import base64
import re
from functools import cached_property
from typing import TYPE_CHECKING, Any, Unpack

from jinja2 import Environment

from stance.core.errors import UsageError
from stance.report.figures import KINDS, Figure, Kind, placed
from stance.report.frames import Frame
from stance.report.material import Material
from stance.report.opening import OpeningView
from stance.report.page import PageView, page_of
from stance.report.templates import Wishes, colours, environment_of, language, text_of, usable

if TYPE_CHECKING:
    from stance.study.study import Findings


class Album:
    """The figures of some findings; the page is worked out once.

    Attributes:
        say: the language of the figures.
        of: the findings as the page takes them.
    """

    def __init__(self, findings: "Findings", **wishes: Unpack[Wishes]) -> None:
        self._templates = wishes.get("template_dir")
        self.say = language(wishes.get("lang", "en"), self._templates)
        words, title = wishes.get("passages", {}), wishes.get("title")
        self.of = Material(findings, self.say, words, title or "", wishes.get("against"))

    @cached_property
    def page(self) -> PageView:
        """The page to which the figures belong."""
        return page_of(self.of)

    @cached_property
    def _environment(self) -> Environment:
        return environment_of(self._templates)

    def figure(self, kind: Kind, of: str = "") -> Figure:
        """Return one figure, which stands alone.

        Args:
            kind: one of ``KINDS``.
            of: the topic of a strip or the expert of that figure, by id or name; a strip without
                one is that of the first screen. Of curves a measure, "congruence", "conflict" (one
                figure) or "polarisation", of ties the number of a stretch; without one the first.

        Raises:
            UsageError: no such figure, topic, expert or measure, or nothing to draw; or as
                ``render``.
        """
        if kind not in KINDS:
            raise UsageError(f'there is no figure "{kind}"; there are {", ".join(KINDS)}')
        view = self.page
        parts = (view.figures, view.topics, view.people, view.curves)
        macro, picture, frame, table = placed(self.of, parts, kind, of)
        with usable():
            svg = _alone(self._environment, macro, picture, frame)
        return Figure(frame.name, frame.title, svg, table)

    def curves(self) -> tuple[Figure, ...]:
        """Return the curves over time, each standing alone; none where the page has none."""
        view = self.page.curves
        charts = view.charts if view else ()
        return tuple(self.figure("curves", chart.measures[0]) for chart in charts)


def card(environment: Environment, view: OpeningView) -> str:
    """Return the picture of the first screen as an address that holds it, for link previews."""
    first = view.figure
    if first is None or first.frame is None:
        return ""
    macro, picture = ("strip", first.strips[0]) if first.strips else ("bars", first.bars[0])
    svg = _alone(environment, macro, picture, first.frame)
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _alone(environment: Environment, macro: str, picture: Any, frame: Frame) -> str:
    """Return a picture as a file of its own."""
    ink = colours(text_of(environment, "report.css"))
    macros = environment.get_template("partials/figures.html.j2").make_module({"ink": ink})
    drawn = str(getattr(macros, macro)(picture, frame, alone=True))
    return re.sub(r"\n\s*", "\n", drawn).strip() + "\n"
