"""Krippendorff's alpha for unitizing: do annotators agree where a passage begins and ends?

Krippendorff, K. (1995), On the reliability of unitizing continuous data, Sociological Methodology
25:47-76; (2004), Content Analysis, 2nd ed., pp. 251-256. A text of length L is cut by each of m
annotators into units of a category (v = 1) and the gaps between them (v = 0). Two sections, from b
of length l and from b' of length l', differ by
    (b - b')^2 + (b + l - b' - l')^2   both units, and they overlap;
    l^2                                a unit of length l that lies wholly within a gap;
    0                                  otherwise.
D_o = sum over ordered pairs of annotators and their sections, over m (m - 1) L^2;
D_e = 2/L * sum over units [(N - 1)/3 (2 l^3 - 3 l^2 + l) + l^2 sum over gaps l' >= l (l' - l + 1)]
      / (m L (m L - 1) - sum over units l (l - 1)), N units of the category;
alpha_U = 1 - sum D_o / sum D_e over the categories. Several texts are laid end to end; a gap ends
with its text.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
import scipy

from stance.core.contracts import Column, Contract
from stance.core.results import Estimate, Interval
from stance.reliability.codes import Floats, Ints
from stance.reliability.intervals import LEVEL, fisher_interval

UNITS = Contract(
    "units",
    (),
    (
        Column("annotator", "text", "who marked the passage"),
        Column("source_id", "text", "the text"),
        Column("start", "integer", "its first character, from 0"),
        Column("end", "integer", "the character after its last"),
        Column("category", "text", 'what it was marked as; one and the same for "a passage"'),
    ),
)
ONE_MARKED = "only one annotator marked passages"
NOTHING_MARKED = "nobody marked a passage with a place in its text"
CUT_BEFORE = "all annotators coded the same passages, which were cut beforehand"
NOTHING_DIFFERS = "every text is one passage throughout"
FEW_TEXTS = "fewer than {} texts: nothing shows how it would be with others"
#: Texts from which there is an interval.
FEWEST_TEXTS = 5


@dataclass(frozen=True, eq=False)
class _Text:
    """One text as sections: rows (annotator, begin, length, is a unit), and how these differ."""

    length: int
    sections: Ints
    observed: float


def alpha_u(
    units: pd.DataFrame, lengths: Mapping[str, int] | None = None, level: float = LEVEL
) -> Estimate:
    """Return alpha_U over all categories.

    Its error and interval come from leaving out one text at a time (t with texts - 1 degrees of
    freedom, on Fisher's scale), from five texts on. Passages of one annotator and category that
    overlap or touch count as one.

    Args:
        units: frame ``UNITS``.
        lengths: how long each text is, in characters; up to the last passage unless given.
        level: probability of the interval.
    """
    marked = UNITS.check(units)
    people = sorted(set(marked["annotator"]))
    if len(people) < 2:
        return Estimate(None, reason=ONE_MARKED if people else NOTHING_MARKED)
    kinds = sorted(set(marked["category"]))
    parts = [
        _by_category(
            here, max(int(here["end"].max()), (lengths or {}).get(source, 0)), people, kinds
        )
        for source, here in marked.groupby("source_id")
    ]
    value = _alpha(parts, len(people))
    if np.isnan(value):
        return Estimate(None, reason=NOTHING_DIFFERS)
    n = len(parts)
    if n < FEWEST_TEXTS:
        return Estimate(value, reason=FEW_TEXTS.format(FEWEST_TEXTS))
    without = np.array([_alpha(parts[:at] + parts[at + 1 :], len(people)) for at in range(n)])
    se = float(np.sqrt((n - 1) / n * ((without - without.mean()) ** 2).sum()))
    if not np.isfinite(se) or se <= 1e-12 or value >= 1:
        return Estimate(value, reason="all texts are alike, or one carries all: no interval")
    reach = float(scipy.special.stdtrit(n - 1, (1 + level) / 2)) * se
    low, high = fisher_interval(value, reach)
    return Estimate(value, se, Interval(low, high, level, "jackknife over texts"))


def units_of(claims: pd.DataFrame, annotations: pd.DataFrame) -> pd.DataFrame:
    """Return as frame ``UNITS`` what each annotator coded, all of one category.

    Args:
        claims: frame ``CLAIMS``; those without a place in a source are passed over.
        annotations: frame ``ANNOTATIONS``.
    """
    placed = claims[claims["start"].notna() & claims["end"].notna() & (claims["source_id"] != "")]
    coded = annotations[annotations["topic"] != ""][["claim_id", "annotator"]].drop_duplicates()
    both = coded.merge(placed[["claim_id", "source_id", "start", "end"]], on="claim_id")
    both = both[both["end"] > both["start"]]
    return UNITS.check(both.assign(category="passage"))


def why_not_marked(units: pd.DataFrame) -> str:
    """Return why units say nothing of where passages begin and end; nothing where they do.

    They do where passages of two annotators overlap without being one: annotators cut themselves.
    """
    if units.empty:
        return NOTHING_MARKED
    cuts = units[["annotator", "source_id", "start", "end"]].drop_duplicates()
    if cuts["annotator"].nunique() < 2:
        return ONE_MARKED
    for _, own in cuts.groupby("source_id"):
        begin, end = own["start"].to_numpy(), own["end"].to_numpy()
        who = pd.factorize(own["annotator"])[0]
        meet = (begin[:, None] < end) & (begin < end[:, None]) & (who[:, None] != who)
        unlike = (begin[:, None] != begin) | (end[:, None] != end)
        if bool((meet & unlike).any()):
            return ""
    return CUT_BEFORE


Parts = dict[str, _Text]


def _by_category(here: pd.DataFrame, length: int, people: list[str], kinds: list[str]) -> Parts:
    """Return a text by each category of the study, cut by everybody."""
    found = {}
    for category in kinds:
        own = here[here["category"] == category]
        rows = [
            (number, *section)
            for number, name in enumerate(people)
            for section in _sections(own[own["annotator"] == name], length)
        ]
        sections = np.array(rows, dtype=np.int64)
        found[category] = _Text(length, sections, _observed(sections))
    return found


def _sections(units: pd.DataFrame, length: int) -> Iterator[tuple[int, int, int]]:
    """Yield begin, length and kind of each section of a text, gaps between units included."""
    at = 0
    for begin, end in _united(units):
        if begin > at:
            yield at, begin - at, 0
        yield begin, end - begin, 1
        at = end
    if at < length:
        yield at, length - at, 0


def _united(units: pd.DataFrame) -> list[tuple[int, int]]:
    """Return the stretches that the units cover, those that overlap or touch as one."""
    found: list[tuple[int, int]] = []
    for begin, end in sorted(zip(units["start"].tolist(), units["end"].tolist(), strict=True)):
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((begin, end))
    return found


def _alpha(parts: list[Parts], m: int) -> float:
    """Return 1 - D_o / D_e over texts and categories; NaN where nothing could differ."""
    categories = sorted({category for part in parts for category in part})
    observed = expected = 0.0
    for category in categories:
        texts = [part[category] for part in parts if category in part]
        whole = sum(text.length for text in texts)
        observed += sum(text.observed for text in texts) / (m * (m - 1) * whole**2)
        expected += _expected(texts, m, whole)
    return 1 - observed / expected if expected > 0 else float("nan")


def _observed(sections: Ints) -> float:
    """Return the sum of differences over ordered pairs of annotators and their sections."""
    who, begin, length, unit = sections.astype(float).T
    apart = begin[:, None] - begin
    ends = (begin + length)[:, None] - (begin + length)
    overlap = (begin[:, None] < begin + length) & (begin < (begin + length)[:, None])
    units = (unit[:, None] * unit) > 0
    both = np.where(units & overlap, apart**2 + ends**2, 0.0)
    within = (apart >= 0) & (ends <= 0)  # the first lies wholly in the second
    inside = (unit[:, None] > 0) & (unit == 0) & within
    alone = np.where(inside, (length**2)[:, None], 0.0)
    return float((both + alone + alone.T)[who[:, None] != who].sum())


def _expected(texts: list[_Text], m: int, whole: int) -> float:
    every = np.vstack([text.sections for text in texts]).astype(float)
    lengths, unit = every[:, 2], every[:, 3] > 0
    units, gaps = lengths[unit], lengths[~unit]
    if not len(units):
        return 0.0
    meeting = (len(units) - 1) / 3 * (2 * units**3 - 3 * units**2 + units)
    total = (meeting + units**2 * _room(units, gaps)).sum()
    size = m * whole
    return float(2 / whole * total / (size * (size - 1) - (units * (units - 1)).sum()))


def _room(units: Floats, gaps: Floats) -> Floats:
    """Return in how many places of all gaps each unit could lie: the sum of l' - l + 1, l' >= l."""
    ordered = np.sort(gaps)[::-1]
    reaching = np.searchsorted(-ordered, -units, side="right")
    total = np.concatenate([[0.0], np.cumsum(ordered)])
    return np.asarray(total[reaching] - reaching * (units - 1))
