"""The docs as a site that needs no network, its search included: make site."""

import re
from typing import Any

project = "stance"
extensions = ["myst_parser"]
exclude_patterns: list[str] = []
html_theme = "furo"
html_title = "stance"
html_copy_source = False
html_show_sourcelink = False
html_show_copyright = False
myst_heading_anchors = 3
suppress_warnings = ["myst.header", "misc.highlighting_failure"]

#: A link to a file outside the folder of the docs.
_OUTSIDE = re.compile(r"\[((?:[^\[\]]|!\[[^\]]*\]\([^)]*\))*)\]\(\.\./([^)\s]+)\)")
#: The pages in the order in which they are listed.
PAGES = {
    "Begin": ("tutorial", "annotators", "faq"),
    "Use": ("usage", "machines", "formats", "comparison"),
    "Understand": ("methods-in-plain-words", "methods", "performance"),
    "Look up": ("reference", "architecture"),
}


def prepare(_: Any, page: str, source: list[str]) -> None:
    """List the pages on the first one; make links that lead out of the docs their words."""
    if page == "index":
        for part, names in PAGES.items():
            head = f"```{{toctree}}\n:hidden:\n:caption: {part}\n"
            source[0] += "\n".join(["\n", head, *names, "```"])
    source[0] = _OUTSIDE.sub(
        lambda link: f"[{link[1]}](index.md)" if link[2] == "README.md" else link[1], source[0]
    )


def setup(app: Any) -> None:
    """Have every page read so."""
    app.connect("source-read", prepare)
