"""Each annotator against the others: how much they agree, lean, and change over the sheet."""

from typing import Any

import numpy as np
import pandas as pd
import scipy
from numpy.typing import NDArray

from stance.core.codebook import NONE
from stance.core.contracts import Column, Contract
from stance.reliability.codes import Floats
from stance.reliability.measured import Measured

ANNOTATORS = Contract(
    "annotators",
    ("annotator",),
    (
        Column("annotator", "text", "who coded"),
        Column("n_claims", "integer", "claims coded"),
        Column("n_none", "integer", "of them, claims with no topic"),
        Column("n_unclear", "integer", "stances given as unclear"),
        Column("n_second", "integer", "claims with more than one topic"),
        Column("topic_agreement", "number", "share of comparisons with others on the same topic"),
        Column("stance_agreement", "number", "share of comparisons with others on the same stance"),
        Column("leaning", "number", "mean of own score less the others' mean; above 0 toward for"),
        Column("leaning_low", "number", "lower end of its 95 % interval; NaN: all are one"),
        Column("leaning_high", "number", "upper end"),
        Column("drift", "number", "topic agreement in the sheet's second half less the first"),
        Column("drift_low", "number", "lower end of its 95 % interval"),
        Column("drift_high", "number", "upper end"),
    ),
)


def annotator_rows(
    annotations: pd.DataFrame, topic: Measured, stance: Measured
) -> list[dict[str, Any]]:
    """Return a row for each annotator, as in the frame ``ANNOTATORS``.

    Args:
        annotations: frame ``ANNOTATIONS``; its rows stand in the order of each sheet.
        topic: the first topics.
        stance: the stances, labels with a score having it in ``measurement.values``.
    """
    coded = annotations[annotations["topic"] != ""]
    on_topic, on_stance = _compared(topic), _compared(stance)
    leanings = _leanings(stance)
    order = _places_in_sheet(coded)
    rows = []
    for name, given in coded.groupby("annotator", sort=True):
        shared = on_topic[on_topic["annotator"] == name]
        places = order[order["annotator"] == name].set_index("claim_id")["place"]
        when = shared["item"].map(places).astype("float64")  # of no item, a map keeps its type
        late = (when > when.median()).to_numpy()
        agreed = shared["agreement"].to_numpy(dtype=np.float64)
        leaning = leanings.loc[leanings["annotator"] == name, "leaning"].to_numpy()
        rows.append(
            {
                "annotator": name,
                "n_claims": given["claim_id"].nunique(),
                "n_none": int((given["topic"] == NONE).sum()),
                "n_unclear": int(((given["stance"] != "") & given["score"].isna()).sum()),
                "n_second": given.loc[given.duplicated("claim_id"), "claim_id"].nunique(),
                "topic_agreement": _mean(agreed),
                "stance_agreement": _mean(
                    on_stance.loc[on_stance["annotator"] == name, "agreement"].to_numpy()
                ),
                **_with_interval("leaning", _mean(leaning), _spread(leaning), len(leaning) - 1),
                **_drift(agreed[~late], agreed[late]),
            }
        )
    return rows


def _compared(measured: Measured) -> pd.DataFrame:
    """Return, for each annotator and item, the share of the others with the same label."""
    codes = measured.codes
    given = pd.DataFrame({"annotator": codes.annotator, "place": codes.item, "label": codes.label})
    others = given.groupby("place")["label"].transform("size") - 1
    alike = given.groupby(["place", "label"])["label"].transform("size") - 1
    shares = given.assign(agreement=alike / others)[others > 0].sort_values(["annotator", "place"])
    return shares.assign(
        annotator=_names(measured, shares["annotator"]),
        item=codes.items[shares["place"].to_numpy(dtype=np.int64)],
    )


def _leanings(stance: Measured) -> pd.DataFrame:
    """Return, for each annotator and item, the own score less the mean of the others' scores."""
    codes = stance.codes
    scores = np.array(stance.measurement.numbers(codes.n_labels), dtype=np.float64)
    scores[list(stance.measurement.apart)] = np.nan
    given = pd.DataFrame({"annotator": codes.annotator, "place": codes.item})
    given = given.assign(own=scores[codes.label]).dropna(subset="own")
    by_item = given.groupby("place")["own"]
    others, total = by_item.transform("size") - 1, by_item.transform("sum") - given["own"]
    leaning = (given["own"] * others - total) / others  # so that whole scores leave no rounding
    leanings = given.assign(leaning=leaning)[others > 0].sort_values(["annotator", "place"])
    return leanings.assign(annotator=_names(stance, leanings["annotator"]))


def _names(measured: Measured, places: pd.Series) -> NDArray[np.str_]:
    """Return the annotators who have these places in the codes."""
    names = np.array([*measured.codes.annotators, ""])
    found: NDArray[np.str_] = names[places.to_numpy(dtype=np.int64)]
    return found


def _places_in_sheet(coded: pd.DataFrame) -> pd.DataFrame:
    """Return where each claim stands in each annotator's sheet: by row, else by order."""
    first = coded.drop_duplicates(["annotator", "claim_id"])[["annotator", "claim_id", "row"]]
    place = first["row"].where(first["row"] > 0, pd.Series(range(len(first)), index=first.index))
    return first.assign(place=place)


def _drift(early: Floats, late: Floats) -> dict[str, float]:
    """Return the change of agreement between two parts of a sheet, by Welch's t interval."""
    a, b = _spread(early) ** 2, _spread(late) ** 2
    if not (a + b > 0):
        return _with_interval("drift", _mean(late) - _mean(early), float("nan"), 0)
    freedom = (a + b) ** 2 / (a**2 / (len(early) - 1) + b**2 / (len(late) - 1))
    return _with_interval("drift", _mean(late) - _mean(early), float(np.sqrt(a + b)), freedom)


def _with_interval(name: str, value: float, se: float, freedom: float) -> dict[str, float]:
    reach = (
        float(scipy.special.stdtrit(freedom, 0.975)) * se
        if freedom > 0 and se > 0
        else float("nan")
    )
    return {name: value, f"{name}_low": value - reach, f"{name}_high": value + reach}


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")


def _spread(values: Floats) -> float:
    """Return the standard error of the mean; NaN under two values, 0 where all are one."""
    return float(values.std(ddof=1) / np.sqrt(len(values))) if len(values) > 1 else float("nan")
