"""What a header says of a column of codes: a coder's, an item's, of which time, agreed on."""

import re

from stance.core.text import header_key

_CODERS = re.compile(
    r"(?:coder|rater|annotator|labell?er|judge|reviewer|observer|worker|kodierer|codierer|codeur"
    r"|codificador|кодировщик|аннотатор|kodlayıcı|编码员?|标注者)\s*\w{0,12}|\w{0,12}\s*(?:coder|rater|annotator)"
    r"|[rac]\d{1,2}"
)
_CLAIMS = re.compile(
    r"(?:claim|statement|quote|item|text|q|i|question|aussage|цитата|claim id)\s*\d+"
)
#: Headers of what coders agreed on in the end, beside columns of coders.
_AGREED = re.compile(
    r"(?:consensus|final|gold|adjudicated|agreed|resolved|reconciled|majority|modal|итог|консенсус"
    r"|konsens|consenso|uzlaşma|共识|一致)\b.*"
)
#: Headers of the same people's stances at different times.
_ROUNDS = re.compile(
    r"(?:round|wave|time|phase|runde|welle|раунд|волна|vague|tour|ronda|ola|tur|t)\s*\d+"
    r"|(?:19|20)\d\d|pre|post|before|after|initial|final|first|second|vorher|nachher|до|после|avant|après"
    r"|antes|después|önce|sonra|第[一二三123]轮"
)


def is_coder(header: str) -> bool:
    """Say whether a header is what coders are called: "coder 1", "R2", "rater ana"."""
    return _CODERS.fullmatch(header_key(header)) is not None


def is_agreed(header: str) -> bool:
    """Say whether a header is that of what coders agreed on in the end: "Consensus", "Gold"."""
    return _AGREED.fullmatch(header_key(header)) is not None


def is_item(header: str) -> bool:
    """Say whether a header is what items are called that have a column each: "claim 3", "Q2"."""
    return _CLAIMS.fullmatch(header_key(header)) is not None


def is_round(header: str) -> bool:
    """Say whether a header is a time at which the same people were asked: "Round 2", "2020"."""
    return _ROUNDS.fullmatch(header_key(header)) is not None
