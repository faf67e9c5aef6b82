"""Why a coefficient has no meaning for some codes: the reasons, in words.

The table in the methods names the answer for each case. A share of agreeing pairs means something
as soon as two annotators coded one item; a chance-corrected coefficient needs more.
"""

from stance.reliability.codes import Codes

NO_CODES = "there are no codes"
ONE_ANNOTATOR = "only one annotator coded anything"
NOTHING_TWICE = "no item was coded by two annotators"
ONE_ITEM_TWICE = "only one item was coded by two annotators; a coefficient needs two at least"
ONE_VALUE = "all annotators used one value"
ALL_ALIKE = "all items are alike, so these codes cannot show how sure the value is"
ALL_AGREE = "the annotators agree throughout, so these codes cannot show how sure the value is"
CHANCE_EXPLAINS_ALL = "all agreement that could be seen is expected by chance already"
MORE_THAN_TWO = "compares two annotators and there are {}; see each pair"
NOT_USED = "nobody used this value"
ALREADY = "the interval is that narrow already"
NO_ARTICLE = "no item names its article, so nothing shows how it would be with other articles"
ONE_ARTICLE = "all items come from one article, so nothing shows how it would be with others"
ARTICLE_CARRIES_ALL = "without one of the articles there is no value"
ARTICLES_ALIKE = "all articles are alike, so these codes cannot show how it would be with others"
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
    pairable = codes.pairable()
    if not len(pairable):
        return NOTHING_TWICE
    if not corrected:
        return ""
    if len(pairable.items) < 2:
        return ONE_ITEM_TWICE
    first = pairable.label[0]
    if (pairable.label == first).all():
        return f'{ONE_VALUE}, "{codes.labels[first]}", wherever two of them coded an item'
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
