"""All that articles say of who their speakers are, in many ways to say it, as it is committed."""

from collections.abc import Iterator
from pathlib import Path

from stance.articles.article import Article
from stance.articles.layout import blocks
from stance.extract.descriptions.find import described
from stance.extract.quotes.find import find
from tests.written import hold

#: Made-up texts, a line each, with their language; " / " parts paragraphs. What is said "in
#: frames" may stand around a name in each of these.
MATERIAL = Path(__file__).parents[1] / "data" / "speakers.txt"
FRAMES = (
    "“The road is too long for all of us,” said {}.",
    "{}, said on Monday that the road is too long for all of us.",
    "“It is late.” {} told us that the road is too long. Example left.",
)


def _told(code: str, text: str) -> Iterator[str]:
    article = Article("a.txt", text, "", blocks(text), language=code)
    for one in described(article, find(article)):
        sure = " for sure" if one.firm else ""
        what = f"{one.role!r} at {one.affiliation!r} in {one.country!r}{sure}"
        yield f"  {one.expert}: {what}; {text[one.start : one.end]!r}"


def _every() -> Iterator[str]:
    for line in MATERIAL.read_text(encoding="utf-8").splitlines():
        yield line
        how, _, text = line.partition(": ")
        if how == "in frames":
            for n, frame in enumerate(FRAMES, 1):
                yield from (f"  {n}{told}" for told in _told("en", frame.format(text)))
        else:
            yield from _told(how, text.replace(" / ", "\n\n"))


def test_all_that_is_said_of_who_speaks_is_as_is_committed() -> None:
    hold("who speakers are.txt", _every())
