"""Figures as PNG and PDF, drawn by typst, which needs no network and no program beside it."""

from typing import Literal

from stance.core.errors import UsageError
from stance.report.figures import Figure

#: Dots per inch at which a picture has two for each pixel of the page, of which 96 are an inch.
_TWICE = 192.0
_PAGE = """
#set page(width: auto, height: auto, margin: 0pt)
#set document(title: sys.inputs.title, date: none)
#image(bytes(sys.inputs.svg), format: "svg", alt: sys.inputs.title)
"""


def picture(figure: Figure, kind: Literal["png", "pdf"]) -> bytes:
    """Return a figure as PNG (two dots for each of its pixels) or as PDF (lines and letters).

    Raises:
        UsageError: the extra ``figures`` is not installed.
    """
    try:
        import typst
    except ImportError:
        message = f"{kind.upper()} needs an extra: pip install 'stance[figures]'"
        raise UsageError(message) from None
    inputs = {"svg": figure.svg, "title": figure.title}
    drawn = typst.compile(_PAGE.encode(), format=kind, ppi=_TWICE, sys_inputs=inputs)
    assert isinstance(drawn, bytes)  # noqa: S101 - a single page
    return drawn
