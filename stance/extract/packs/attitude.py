"""What a speaker does with words in marks: asserts, asks or demands."""

from collections.abc import Sequence

from stance.articles.article import Attitude
from stance.extract.packs.cue import Cue
from stance.extract.packs.pack import Pack
from stance.extract.quotes.tokens import Token

_ENDS = frozenset(".!…")


def attitude(words: Sequence[Token], k: int, cue: Cue | None, rules: Pack) -> Attitude:
    """Return what is done with words in marks: one question is asked, whatever the verb.

    Args:
        words: the tokens of the paragraph.
        k: index of the passage.
        cue: its cue; None where it goes on from words before.
        rules: the language's.
    """
    said = words[k].text.rstrip()
    question = said.endswith("?") and _ENDS.isdisjoint(said)
    # "diye talep etti": the verb that counts follows "saying"
    near = () if cue is None else words[cue.at : cue.at + 1 + (cue.kind == "beside")]
    verbs = [rules.bare(token.low) for token in near]
    asks = question or any(verb in rules.asks for verb in verbs)
    if any(verb in rules.demand for verb in verbs):
        asker = any(verb in rules.asks for verb in verbs)  # "demander" is to ask as well
        return "asks" if question and asker else "demands"
    return "asks" if asks else "asserts"
