"""Words of articles kept back: what is a paraphrase stays, what may be verbatim does not."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import pandas as pd

from stance.core.codebook import Codebook
from stance.core.locators import locator

if TYPE_CHECKING:
    from stance.study.study import Study

#: So many words in a row that stand in an article too are its words, fewer may be anybody's.
RUN = 6
#: What stands where a run was.
GAP = "[…]"
_WORD = re.compile(r"[^\W_]+")
Run = tuple[str, ...]
#: What is cut to fewer words than make a run.
_CUT = ("key_phrase", "cue", "speaker")


@dataclass(frozen=True, slots=True)
class Withheld:
    """What was kept back.

    Attributes:
        claims: claims whose words were.
        unchecked: of them, those whose article was not at hand and that no key phrase stands
            beside, so that nothing says whether the words are a paraphrase.
        texts: other texts from which a run of words was taken.
        known: the runs of words that may stand nowhere.
    """

    claims: int = 0
    unchecked: int = 0
    texts: int = 0
    known: frozenset[Run] = frozenset()

    def scrub(self, text: str) -> str:
        """Return the text without its runs of words that may not be given."""
        return without_runs(text, self.known)


def runs(text: str) -> Iterator[Run]:
    """Yield every run of ``RUN`` words of a text, in small letters."""
    words = [word.casefold() for word in _WORD.findall(text)]
    return (tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1))


def without_runs(text: str, known: frozenset[Run]) -> str:
    """Return the text with a gap for each stretch of words that is made of known runs."""
    if not known:
        return text
    places = [(found.start(), found.end()) for found in _WORD.finditer(text)]
    taken = {
        place for at, run in enumerate(runs(text)) if run in known for place in range(at, at + RUN)
    }
    if not taken:
        return text
    parts: list[str] = []
    since = 0
    for at in sorted(taken):
        if at - 1 not in taken:
            parts += [text[since : places[at][0]], GAP]
        since = places[at][1]
    return "".join([*parts, text[since:]])


def withheld(study: "Study", articles: Mapping[str, str]) -> tuple["Study", Withheld]:
    """Return the study without the words of its articles, and what was kept back.

    A claim is verbatim if its words, or six of them in a row, stand in an article that is at hand.
    Where its article is not at hand, only a key phrase beside it says that it is a paraphrase; all
    others are kept back. Context is never given, a question as the claim is; of a key phrase, the
    cue and the speaker as the source writes the name, five words. Of all other texts those runs of
    six words go that stand in an article at hand, or in words kept back. Titles, publishers, names
    and offices are how a source is cited, and stay.

    Args:
        study: the study.
        articles: the articles at hand, by source id.
    """
    known = {run for text in articles.values() for run in runs(text)}
    rows = study.claims.to_dict("records")
    verbatim = [_verbatim(row, articles, known) for row in rows]
    for row, word_for_word in zip(rows, verbatim, strict=True):
        known |= set(_unspoken(row, word_for_word))
    names = ("claim", "question", *_CUT, "context_before", "context_after")
    kept = [_kept(row, own) for row, own in zip(rows, verbatim, strict=True)]
    cells = {name: pd.Series([row[name] for row in kept], dtype="str") for name in names}
    unchecked = sum(
        own and row["source_id"] not in articles for row, own in zip(rows, verbatim, strict=True)
    )
    found = Withheld(sum(verbatim), unchecked, 0, frozenset(known))
    return _scrubbed(replace(study, claims=study.claims.assign(**cells)), found)


def _verbatim(row: Mapping[str, Any], articles: Mapping[str, str], known: set[Run]) -> bool:
    if not row["claim"]:
        return False
    article = articles.get(row["source_id"])
    if article is None:
        return not row["key_phrase"] or any(run in known for run in runs(row["claim"]))
    place = article[int(row["start"]) : int(row["end"])] if row["start"] == row["start"] else ""
    same = _WORD.findall(place.casefold()) == _WORD.findall(row["claim"].casefold())
    return same or any(run in known for run in runs(row["claim"]))


def _unspoken(row: Mapping[str, Any], verbatim: bool) -> Iterator[Run]:
    """Yield the runs of what a claim's row has from its article."""
    names = ("context_before", "context_after", "key_phrase", "cue")
    for name in (*names, "claim", "question") if verbatim else names:
        yield from runs(row[name])


def _kept(row: Mapping[str, Any], verbatim: bool) -> dict[str, str]:
    place = locator(row["start"], row["end"])
    marked = " ".join(filter(None, ("words withheld:", row["source_id"], place)))
    return {
        "claim": f"[{marked.removesuffix(':')}]" if verbatim else row["claim"],
        "question": "" if verbatim else row["question"],
        **{name: _short(row[name]) for name in _CUT},
        "context_before": "",
        "context_after": "",
    }


def _short(text: str) -> str:
    """Return at most one word fewer than make a run."""
    words = list(_WORD.finditer(text))
    return text if len(words) < RUN else f"{text[: words[RUN - 2].end()]} …"


def _scrubbed(study: "Study", found: Withheld) -> tuple["Study", Withheld]:
    """Take the runs out of whatever people and machines wrote beside the claims."""
    changed = 0

    def clean(frame: pd.DataFrame, *columns: str) -> pd.DataFrame:
        nonlocal changed
        after = {name: frame[name].map(found.scrub).astype("str") for name in columns}
        changed += sum(int((after[name] != frame[name]).sum()) for name in columns)
        return frame.assign(**after)

    without = replace(
        study,
        rules=found.scrub(study.rules),
        codebook=_codebook(study.codebook, found),
        claims=clean(study.claims, "claim", "question", "speaker_reason"),
        annotations=clean(study.annotations, "note"),
        decisions=clean(study.decisions, "note"),
        waiting=clean(study.waiting, "note"),
        sources=clean(study.sources, "note"),
        machine_codings=clean(study.machine_codings, "reason"),
    )
    changed += without.rules != study.rules
    changed += _differing(study.codebook.topics, without.codebook.topics)
    return without, replace(found, texts=changed)


def _differing(before: Iterable[object], after: Iterable[object]) -> int:
    return sum(one != other for one, other in zip(before, after, strict=True))


def _codebook(codebook: Codebook, found: Withheld) -> Codebook:
    names = ("includes", "excludes", "examples", "keywords")
    topics = (
        replace(topic, **{name: found.scrub(getattr(topic, name)) for name in names})
        for topic in codebook.topics
    )
    return replace(codebook, topics=tuple(topics))
