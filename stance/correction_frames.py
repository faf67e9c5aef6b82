"""Column contract of corrections: what people say is wrong with the claims themselves."""

from stance.frames import Column, Contract

CORRECTIONS = Contract(
    "corrections",
    (),
    (
        Column("claim_id", "text", "the claim"),
        Column("field", "text", "correct_speaker, correct_words or not_a_claim"),
        Column(
            "value",
            "text",
            "expert id, or the name of somebody new; the right passage, or several, a line each; "
            "yes, the claim is none",
        ),
        Column("n_for", "integer", "annotators who say so"),
        Column("n_annotators", "integer", "annotators who answered anything on the claim"),
        Column("holds", "flag", "more than half of them say so, or the one who decides does"),
        Column("decided_by", "text", "annotators, adjudicator or analyst"),
    ),
)
