"""How far to trust the annotation: agreement with intervals, confusion, disputed claims."""

from dataclasses import dataclass
from typing import Any, Literal, get_args

from stance.analysis.headlines import OVERTURNED
from stance.core.results import Estimate
from stance.reliability import FEW_ARTICLES, FIRM, TENTATIVE, Verdict, verdict
from stance.reliability.differences import Agreed
from stance.report.material import Material
from stance.report.sentences import plain, sentence

#: Width of a drawn interval in pixels, from alpha 0 (or the lowest end) to 1.
_WIDTH = 160
#: Verdicts beside which it is said that an interval holds chance, so that little is known.
_WIDE = ("tentative", "firm but unsure")
#: Measures told for all annotations.
_MEASURES = ("topic", "stance", "clear stance")


@dataclass(frozen=True, slots=True)
class Whisker:
    """An estimate with its interval, in pixels."""

    width: int
    at: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class AlphaView:
    """One alpha: of what, its value, its intervals in words, the first drawn, on how many claims.

    Attributes:
        label: what was compared.
        href: where the page has more of it.
        value: alpha.
        by_article: its interval for other articles, or why there is none.
        by_item: its interval for other claims of these articles, or why there is none.
        whisker: the first interval that there is.
        n: how many items were coded twice: claims, or for stances claims with a topic.
    """

    label: str
    href: str
    value: str
    by_article: str
    by_item: str
    whisker: Whisker | None
    n: str


@dataclass(frozen=True, slots=True)
class AnnotatorView:
    """One annotator: how much, how like the others, which way leaning."""

    name: str
    n: str
    unclear: str
    topic: str
    stance: str
    leaning: str


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A headline, without whom it would change, and who alone would change it."""

    headline: str
    without: str
    alone: str


@dataclass(frozen=True, slots=True)
class TrustView:
    """The section."""

    sentence: str
    scale: str
    about: str
    overall: tuple[AlphaView, ...]
    by_topic: tuple[AlphaView, ...]
    without: tuple[AlphaView, ...]
    changes: tuple[ChangeView, ...]
    annotators: tuple[AnnotatorView, ...]
    labels: tuple[str, ...]
    confusion: tuple[tuple[str, tuple[str, ...]], ...]
    notes: tuple[str, ...]
    norming: tuple[str, ...]


def trust(of: Material) -> TrustView:
    """Return the section."""
    found = of.findings.reliability
    alphas = list(found.alphas.itertuples(index=False))
    everything = {row.measure: row for row in alphas if row.by == "all"}
    topics = [
        r for r in alphas if r.measure == "stance" and r.by == "topic" and r.group in of.topics
    ]
    place = {topic: number for number, topic in enumerate(of.topics)}
    topics.sort(key=lambda row: place[row.group])
    without = [r for r in alphas if r.by == "without" and r.measure == "stance"]
    labels = found.stances if len(found.confusion) else ()
    return TrustView(
        sentence=plain(sentence(reliability_words(of))),
        scale=of.say("trust.scale", firm=of.say.decimal(FIRM), tentative=of.say.decimal(TENTATIVE)),
        about=_about(of, max((row.n_articles for row in everything.values()), default=0)),
        overall=tuple(
            _alpha(of, everything[m], of.say(f"trust.{m}"), "")
            for m in _MEASURES
            if m in everything
        ),
        by_topic=tuple(
            _alpha(of, row, of.topics[row.group].label, f"#{of.topic_anchor[row.group]}")
            for row in topics
        ),
        without=tuple(
            _alpha(of, row, of.say("trust.without", name=row.group), "") for row in without
        ),
        changes=_changes(of),
        annotators=tuple(_annotator(of, row) for row in found.annotators.itertuples(index=False)),
        labels=tuple(of.stance_names.get(label, label) for label in labels),
        confusion=_confusion(of, labels),
        notes=_notes(of),
        norming=_norming(of),
    )


def reliability_words(of: Material) -> str:
    """Return one sentence on how far the annotators agree; what [leads on] stands in brackets."""
    found, say = of.findings.reliability, of.say
    if found.n_annotators < 2 or not found.n_double:
        return say("trust.single")
    rows, which = _told(of)
    if not rows:
        alphas = found.alphas[found.alphas["by"] == "all"].set_index("measure")
        why = alphas.loc[[m for m in ("topic", "stance") if m in alphas.index], "why"].iloc[-1]
        return say("trust.undefined", reason=say(f"reason.{why}"))
    parts = [
        say(
            "trust.part",
            what=say(f"trust.{measure}"),
            value=say.decimal(row.alpha),
            low=say.decimal(row[f"{which}low"]),
            high=say.decimal(row[f"{which}high"]),
        )
        for measure, row in rows.items()
    ]
    about = say("trust.of_articles" if which else "trust.of_claims")
    return say("trust.sentence", found.n_annotators, parts=say.items(parts), about=about)


def allows(of: Material) -> str:
    """Return what the agreement allows to be concluded; "" where none on the stance was measured.

    It is the lower of the verdicts on topic and stance, by the values and intervals that
    ``reliability_words`` names. It is "wide" besides where one of those intervals holds chance.
    """
    rows, which = _told(of)
    if "stance" not in rows:
        return ""
    lows = {measure: float(row[f"{which}low"]) for measure, row in rows.items()}
    allowed = [verdict(float(row.alpha), lows[measure]) for measure, row in rows.items()]
    worst = min(allowed, key=get_args(Verdict).index)
    wide = worst in _WIDE and min(lows.values()) <= 0
    return f"{worst}.wide" if wide else worst


def _told(of: Material) -> tuple[dict[str, Any], Literal["article_", ""]]:
    """Return the alphas of topic and stance that have an interval, and which of the two is told.

    It is that for other articles where both have one.
    """
    alphas = of.findings.reliability.alphas
    alphas = alphas[(alphas["by"] == "all") & alphas["low"].notna()].set_index("measure")
    rows = {m: alphas.loc[m] for m in ("topic", "stance") if m in alphas.index}
    over_articles = not any(_missing(row.article_low) for row in rows.values())
    return rows, "article_" if over_articles else ""


def _about(of: Material, n_articles: int) -> str:
    """Return of what the intervals speak, and a warning where the articles are few."""
    if not of.findings.reliability.n_double:
        return ""
    if not n_articles:
        return of.say("trust.no_article")
    if n_articles == 1:
        return of.say("trust.one_article")
    warning = of.say("trust.few_articles", n_articles, bar=FEW_ARTICLES)
    return of.say("trust.about") + (f" {warning}" if n_articles < FEW_ARTICLES else "")


def changed(of: Material) -> dict[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """Return, for each headline, the annotators without whom, and by whom alone, it changes."""
    found = of.findings.headlines
    if len(found.alone) < 2:
        return {}
    return {
        name: (found.changed_without(differs), found.changed_alone(differs))
        for name, differs in OVERTURNED.items()
    }


def _changes(of: Material) -> tuple[ChangeView, ...]:
    say = of.say
    return tuple(
        ChangeView(
            say(f"headlines.{name}"),
            say.items(without) or say("trust.nobody"),
            say.items(alone) or say("trust.nobody"),
        )
        for name, (without, alone) in changed(of).items()
    )


def _missing(value: float) -> bool:
    return bool(value != value)


def _alpha(of: Material, row: Any, label: str, href: str) -> AlphaView:
    say = of.say
    known = not _missing(row.alpha)
    wide, narrow = (row.article_low, row.article_high), (row.low, row.high)
    drawn = next((ends for ends in (wide, narrow) if not _missing(ends[0])), (row.alpha,) * 2)
    return AlphaView(
        label=label,
        href=href,
        value=say.decimal(row.alpha) if known else say("trust.none"),
        by_article=_ends(of, wide) or _why_no_article(of, row),
        by_item=_ends(of, narrow) or say(f"reason.{row.why}"),
        whisker=_whisker(row.alpha, *drawn) if known else None,
        n=say.digits(row.n_items),
    )


def _ends(of: Material, ends: tuple[float, float]) -> str:
    low, high = ends
    return (
        ""
        if _missing(low)
        else of.say("trust.interval", low=of.say.decimal(low), high=of.say.decimal(high))
    )


def _why_no_article(of: Material, row: Any) -> str:
    """Return why there is no interval by article; nothing where none by item says it already."""
    return of.say("trust.none" if row.why == row.article_why else f"reason.{row.article_why}")


def _notes(of: Material) -> tuple[str, ...]:
    found, say = of.findings.reliability, of.say
    constant = (
        say("trust.constant", name=name, what=say(f"trust.{measure}"))
        for name, measure in found.constant
    )
    unknown = found.without_article
    placed = [say("trust.without_article", unknown)] if unknown else []
    return (*placed, *constant, *found.notes)


def _norming(of: Material) -> tuple[str, ...]:
    """Return of each round of talk, agreement before and after in a paragraph."""
    say = of.say

    def alpha(estimate: Estimate) -> str:
        return say("trust.none") if estimate.value is None else say.decimal(estimate.value)

    def agreed(found: Agreed) -> str:
        if not found.n:
            return say("trust.normed.nothing")
        both = {"topic": alpha(found.topic), "stance": alpha(found.stance)}
        return say("trust.normed.alpha", found.n, **both)

    lines = [
        say(
            "trust.normed",
            one.n_talked,
            date=say.date(one.held_at[:10]),
            before=agreed(one.before),
            again=agreed(one.again),
            since=agreed(one.since),
        )
        for one in of.findings.norming
    ]
    return (*lines, say("trust.normed.about")) if lines else ()


def _whisker(*values: float) -> Whisker:
    return Whisker(_WIDTH, *(round(max(0.0, min(1.0, end)) * _WIDTH, 1) for end in values))


def _annotator(of: Material, row: Any) -> AnnotatorView:
    say = of.say

    def share(value: float) -> str:
        return say("trust.none") if _missing(value) else say.percent(value)

    leaning = say("trust.none")
    if _missing(row.leaning_low) and not _missing(row.leaning):
        leaning = say.signed(row.leaning)
    elif not _missing(row.leaning):
        leaning = say(
            "trust.leaning",
            value=say.signed(row.leaning),
            low=say.signed(row.leaning_low),
            high=say.signed(row.leaning_high),
        )
    return AnnotatorView(
        name=row.annotator,
        n=say.digits(row.n_claims),
        unclear=say.digits(row.n_unclear),
        topic=share(row.topic_agreement),
        stance=share(row.stance_agreement),
        leaning=leaning,
    )


def _confusion(of: Material, labels: tuple[str, ...]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return how often two annotators gave each pair of stances, whoever gave which."""
    frame = of.findings.reliability.confusion
    frame = frame[frame["measure"] == "stance"]
    counts: dict[tuple[str, str], int] = {}
    for row in frame.itertuples(index=False):
        for key in {(row.label_a, row.label_b), (row.label_b, row.label_a)}:
            counts[key] = counts.get(key, 0) + row.n
    return tuple(
        (
            of.stance_names.get(one, one),
            tuple(
                of.say.digits(counts[one, other]) if (one, other) in counts else ""
                for other in labels
            ),
        )
        for one in labels
    )
