"""Why a coefficient has no meaning for some codes: the reasons, in words.

The table in the methods names the answer for each case. A share of agreeing pairs means something
as soon as two annotators coded one item; a chance-corrected coefficient needs more.
"""

from typing import Literal, get_args

from stance.reliability.codes import Codes

#: Why alpha, or one of its intervals, is absent from a frame; a page words these itself.
Why = Literal[
    "no codes",
    "one annotator",
    "nothing twice",
    "one item twice",
    "one value",
    "all by chance",
    "all agree",
    "all alike",
    "one item carries all",
    "no article",
    "one article",
    "one article carries all",
    "articles alike",
]
WHYS: tuple[Why, ...] = get_args(Why)


class Reason(str):
    """A reason in English that knows its code.

    Attributes:
        why: the code.
    """

    why: Why

    def __new__(cls, why: Why, words: str) -> "Reason":
        """Return the words with their code."""
        reason = super().__new__(cls, words)
        reason.why = why
        return reason


def why_of(reason: str) -> Why | Literal[""]:
    """Return the code of a reason; empty where it has none."""
    return reason.why if isinstance(reason, Reason) else ""


_UNSURE = "so these codes cannot show how sure the value is"
NO_CODES = Reason("no codes", "there are no codes")
ONE_ANNOTATOR = Reason("one annotator", "only one annotator coded anything")
NOTHING_TWICE = Reason("nothing twice", "no item was coded by two annotators")
ONE_ITEM_TWICE = Reason(
    "one item twice",
    "only one item was coded by two annotators; a coefficient needs two at least",
)
CHANCE_EXPLAINS_ALL = Reason(
    "all by chance", "all agreement that could be seen is expected by chance already"
)
ALL_AGREE = Reason("all agree", f"the annotators agree throughout, {_UNSURE}")
ALL_ALIKE = Reason("all alike", f"all items are alike, {_UNSURE}")
ITEM_CARRIES_ALL = Reason("one item carries all", "without one of the items there is no value")
NO_ARTICLE = Reason(
    "no article",
    "no item names its article, so nothing shows how it would be with other articles",
)
ONE_ARTICLE = Reason(
    "one article",
    "all items come from one article, so nothing shows how it would be with others",
)
ARTICLE_CARRIES_ALL = Reason(
    "one article carries all", "without one of the articles there is no value"
)
ARTICLES_ALIKE = Reason(
    "articles alike",
    "all articles are alike, so these codes cannot show how it would be with others",
)
MORE_THAN_TWO = "compares two annotators and there are {}; see each pair"
NOT_USED = "nobody used this value"
ALREADY = "the interval is that narrow already"
FEW_ITEMS = "only one item was coded, so nothing shows how sure the value is"


def why_undefined(codes: Codes, *, corrected: bool = True) -> str:
    """Return why these codes have no coefficient; empty where they have one.

    Args:
        codes: all codes, those of items coded once included.
        corrected: whether agreement by chance is taken off. Percent agreement needs only one item
            that two annotators coded.
    """
    if not len(codes):
        return NO_CODES
    if len(codes.annotators) < 2:
        return ONE_ANNOTATOR
    pairable = codes.pairable
    if not len(pairable):
        return NOTHING_TWICE
    if not corrected:
        return ""
    if len(pairable.items) < 2:
        return ONE_ITEM_TWICE
    first = pairable.label[0]
    if (pairable.label == first).all():
        words = f'all annotators used one value, "{codes.labels[first]}", wherever two of them'
        return Reason("one value", f"{words} coded an item")
    return ""


def constant_annotators(codes: Codes) -> tuple[str, ...]:
    """Return those who gave every item one label, where two or more labels were in use."""
    if len(set(codes.label.tolist())) < 2:
        return ()
    found = []
    for name in codes.annotators:
        labels = codes.of(name).label
        if len(labels) > 1 and (labels == labels[0]).all():
            found.append(name)
    return tuple(found)


def why_no_cohen(pair: Codes, people: int) -> str:
    """Return why two annotators' codes have no Cohen's kappa; empty where they have one.

    Args:
        pair: the codes of the items that both coded.
        people: how many annotators there are; the coefficient compares two.
    """
    if people > 2:
        return MORE_THAN_TWO.format(people)
    reason = why_undefined(pair)
    if reason:
        return reason
    constant = constant_annotators(pair)
    if constant:
        one = " and ".join(constant)
        return f"{one} used one value only on the items that both coded, so that kappa is 0 anyway"
    return ""


def why_no_conger(codes: Codes) -> str:
    """Return why codes that have other coefficients have no Conger's kappa; empty where they have.

    Its chance follows from all codes, those of items coded once included.
    """
    constant = constant_annotators(codes) if len(codes.annotators) == 2 else ()
    if constant:
        one = " and ".join(constant)
        return f"{one} used one value only, so that the other's choices alone decide kappa"
    return ""
