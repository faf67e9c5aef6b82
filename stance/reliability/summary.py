"""One measure in full: its sizes, every coefficient, and what it takes to know alpha better."""

from collections.abc import Hashable
from dataclasses import dataclass

from stance.reliability.coefficients import Coefficient, coefficients
from stance.reliability.intervals import Sampling
from stance.reliability.journals import journal_figures
from stance.reliability.measured import Measured
from stance.reliability.planning import Plan, plan, plan_by_article
from stance.reliability.undefined import constant_annotators
from stance.reliability.verdict import Verdict, verdict


@dataclass(frozen=True, eq=False)
class Summary:
    """What one set of codes says of its annotators.

    Attributes:
        measure: what was compared.
        labels: the legal labels, in order.
        n_items: items that anybody coded.
        n_articles: articles of the items coded by two or more; 0 where no item names one.
        n_double: of them, those that two or more annotators coded.
        n_annotators: who coded.
        n_codes: codes given.
        n_pairable_codes: of them, those of items coded by two or more.
        coefficients: each with its error, intervals, p-value or reason.
        plan: how many more items alpha's interval by item needs to have the wanted width.
        plan_by_article: how many more articles its interval by article needs.
        notes: what a reader should know, in words.
    """

    measure: str
    labels: tuple[Hashable, ...]
    n_items: int
    n_articles: int
    n_double: int
    n_annotators: int
    n_codes: int
    n_pairable_codes: int
    coefficients: tuple[Coefficient, ...]
    plan: Plan
    plan_by_article: Plan
    notes: tuple[str, ...]

    @property
    def alpha(self) -> Coefficient:
        """Krippendorff's alpha of the measure's own level."""
        return next(c for c in self.coefficients if c.name == "krippendorff_alpha")

    @property
    def verdict(self) -> Verdict:
        """What alpha and the interval that is shown first allow to be concluded."""
        first = self.alpha.first
        return verdict(self.alpha.estimate.value, first.low if first else None)


def summarise(measured: Measured, sampling: Sampling, width: float = 0.2) -> Summary:
    """Return the sizes, coefficients and plan of one measure.

    Args:
        measured: the codes, and how far apart their labels are.
        sampling: how intervals are made.
        width: of the interval of alpha that is wanted.
    """
    codes = measured.codes
    pairable = codes.pairable
    constant = [f"{name} used one value only" for name in constant_annotators(codes)]
    unknown = f"{codes.without_article} items name no article; they count as one"
    return Summary(
        measure=measured.name,
        labels=codes.labels,
        n_items=len(codes.items),
        n_articles=pairable.n_articles,
        n_double=len(pairable.items),
        n_annotators=len(codes.annotators),
        n_codes=len(codes),
        n_pairable_codes=len(pairable),
        coefficients=(
            *coefficients(codes, measured.measurement, sampling, measured.weights),
            *(journal_figures(codes, sampling.level) if measured.weights is None else ()),
        ),
        plan=plan(measured, sampling, width),
        plan_by_article=plan_by_article(measured, sampling, width),
        notes=(*codes.notes, *([unknown] if codes.without_article else []), *constant),
    )
