"""Small studies whose whole pages are committed; ``python -m tests.report.golden`` renews them.

Each study has something the sample lacks, so that a number, a coordinate or a sentence that goes
wrong shows. The look and the script of the page are left out.
"""

import re
from collections.abc import Callable
from pathlib import Path

from stance.core.codebook import Scale
from stance.report import render
from stance.report.render import brief
from stance.study.study import Findings
from tests.extremes import EXTREMES
from tests.full_studies import described, full
from tests.report_findings import crowd

FOLDER = Path(__file__).with_name("golden")
RENEW = "python -m tests.report.golden"


def _extreme(name: str) -> Callable[[], Findings]:
    return lambda: EXTREMES[name]().analyse()


STUDIES: dict[str, Callable[[], Findings]] = {
    "crowd": lambda: crowd(4, 3, claims=24),
    "many": lambda: crowd(22, 1, claims=23, seed=3),
    "camps": _extreme("camps that meet, by few voices"),
    "several": _extreme("claims on several topics"),
    "stronger": _extreme("for, with a stronger claim against"),
    "fro": _extreme("to and fro"),
    "strength": _extreme("a change of strength"),
    "disputed": _extreme("topics disputed"),
    "unclear": _extreme("unclear, coded once"),
    "ten": _extreme("from 0 to 10"),
    "waiting": _extreme("answers that wait"),
    "full": lambda: described(full(Scale(), seed=5, claims=36)).analyse(),
}
#: Verbatim words of some claims, where their articles are at hand.
PASSAGES = {"full": {f"c{n}": f"The very words of {n}," for n in range(0, 36, 3)}}


def text(name: str) -> str:
    """Return the page of a study, of one study in Russian too, one below the other."""
    found = STUDIES[name]()
    codes = ("en", "ru") if name == "several" else ("en",)
    passages = PASSAGES.get(name, {})
    pages = [_bare(render(found, lang=code, passages=passages)) for code in codes]
    if name == "full":
        pages.append(brief(found, passages=passages))
    return "\n".join(pages) + "\n"


def _bare(page: str) -> str:
    without = re.sub(r"(<(style|script)>).*?(</\2>)", r"\1\3", page, flags=re.DOTALL)
    without = re.sub(r'<meta http-equiv="Content-Security-Policy".*?>', "", without)
    return re.sub(r"\n\s*", "\n", without).strip()


def main() -> None:
    """Write what the pages are now; look at the difference before it is committed."""
    FOLDER.mkdir(exist_ok=True)
    for name in STUDIES:
        (FOLDER / f"{name}.txt").write_text(text(name), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
