"""A study of three topics whose claims anybody can place: material for suggestions."""

import pandas as pd

from stance.core.codebook import NONE, Codebook, Topic
from stance.core.contracts import CLAIMS
from stance.machines.labels import LABELS
from stance.machines.suggesting import Desk

CODEBOOK = Codebook(
    (
        Topic(
            "water",
            "Water",
            "Rivers and dams should be shared by treaty.",
            includes="irrigation, reservoirs, canals",
            excludes="Fishing (use trade)",
            examples="for: the reservoir belongs to all",
            keywords="river; dam; glacier",
        ),
        Topic(
            "trade",
            "Trade",
            "Customs duties should be abolished.",
            includes="tariffs, markets, exports",
            keywords="customs; goods; fishing",
        ),
        Topic("schools", "Schools", "Teachers should be paid more."),
    )
)
#: What can be said of each topic; the last words tell the stance.
_SAID = {
    "water": "The river and its dam near {place} need a treaty on irrigation",
    "trade": "Customs and tariffs on goods at {place} stop exports",
    "schools": "Teachers in the schools of {place} earn too little",
    NONE: "The weather in {place} was lovely and we ate melons",
}
_STANCE = {"for": "this would certainly be a blessing", "against": "this would only be ruin"}
_PLACES = ("Aksu", "Balkh", "Chuy", "Dushak", "Elok", "Farkhor", "Gazli", "Hisor", "Isfara")


def claims_and_labels(
    each: int, topics: tuple[str, ...] = ("water", "trade", "schools")
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return as many claims on each topic, in five sources by four experts, and their labels."""
    claims, labels = [], []
    for topic in topics:
        for number in range(each):
            stance = ("for", "against")[number % 2] if topic != NONE else ""
            place = _PLACES[number % len(_PLACES)]
            text = f"{_SAID[topic].format(place=place)}; {_STANCE.get(stance, '')} {number}"
            claim_id = f"{topic}{number}"
            claims.append(
                {
                    "claim_id": claim_id,
                    "claim": text,
                    "source_id": f"s{number % 5}",
                    "expert_id": f"e{number % 4}",
                }
            )
            labels.append({"claim_id": claim_id, "topic": topic, "stance": stance})
    return CLAIMS.build(claims), LABELS.build(labels)


def desk(each: int, *, labelled: bool = True, seed: int = 1) -> Desk:
    """Return the study laid out for learning."""
    claims, labels = claims_and_labels(each)
    return Desk(claims, CODEBOOK, labels if labelled else LABELS.empty(), seed)
