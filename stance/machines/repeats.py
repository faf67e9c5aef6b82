"""One answer of each machine for each claim, where it was asked several times."""

import pandas as pd

from stance.core.contracts import MACHINE_CODINGS, Column, Contract

MACHINE_ANSWERS = Contract(
    "machine_answers",
    ("machine", "claim_id", "topic"),
    (
        *(c for c in MACHINE_CODINGS.columns if c.name not in ("file", "sheet", "row")),
        Column("n_repeats", "integer", "how often the machine answered on the claim"),
        Column("n_same", "integer", "how many of these answers were this one"),
    ),
)


def one_answer_each(codings: pd.DataFrame) -> pd.DataFrame:
    """Return each machine's answer on each claim: the one that it gave most often.

    An answer is all topics of a claim with their stances. Of two given equally often, that of the
    earlier repeat counts.

    Args:
        codings: frame ``MACHINE_CODINGS``.

    Returns:
        Frame ``MACHINE_ANSWERS``; ``repeat`` is the first one that gave the answer.
    """
    if codings.empty:
        return MACHINE_ANSWERS.empty()
    whole = ["machine", "claim_id"]
    coded = codings.sort_values([*whole, "repeat", "topic"], kind="stable")
    said = (coded["topic"] + "\t" + coded["stance"]).groupby(
        [coded[name] for name in (*whole, "repeat")], sort=True
    )
    answers = said.agg("\n".join).rename("answer").reset_index()
    answers["n_repeats"] = answers.groupby(whole)["repeat"].transform("size")
    answers["n_same"] = answers.groupby([*whole, "answer"])["repeat"].transform("size")
    best = answers.sort_values(
        [*whole, "n_same", "repeat"], ascending=[True, True, False, True], kind="stable"
    ).drop_duplicates(whole)
    kept = codings.merge(best.drop(columns="answer"), on=[*whole, "repeat"])
    return MACHINE_ANSWERS.check(kept.sort_values([*whole, "slot"], kind="stable"))
