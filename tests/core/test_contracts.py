"""Column contracts."""

import pandas as pd
import pytest

from stance.analysis.consensus import JUDGEMENTS
from stance.core.contracts import CLAIMS, EXPERTS, Column, Contract
from stance.core.errors import ContractError


def test_check_orders_the_columns_and_drops_what_is_not_promised() -> None:
    given = EXPERTS.build([{"expert_id": "a", "name": "A"}])
    shuffled = given[given.columns[::-1]].assign(extra=1)
    assert list(EXPERTS.check(shuffled).columns) == EXPERTS.names


def test_check_names_every_fault_at_once() -> None:
    bad = JUDGEMENTS.empty().drop(columns=["score", "status"])
    with pytest.raises(ContractError, match=r"score is absent.*|status is absent"):
        JUDGEMENTS.check(bad)


def test_a_missing_text_is_refused_and_a_missing_number_is_not() -> None:
    frame = EXPERTS.build([{"expert_id": "a"}])
    with pytest.raises(ContractError, match="name has missing texts"):
        EXPERTS.check(frame.assign(name=pd.Series([None], dtype="str")))
    assert CLAIMS.build([{"claim_id": "c"}])["start"].isna().all()


def test_a_key_that_is_not_unique_is_refused() -> None:
    with pytest.raises(ContractError, match="not unique"):
        EXPERTS.build([{"expert_id": "a"}, {"expert_id": "a"}])


def test_text_where_a_number_belongs_is_refused() -> None:
    with pytest.raises(ContractError, match="start is not number"):
        CLAIMS.build([{"claim_id": "c", "start": "soon"}])


INF, NAN = float("inf"), float("nan")
_KINDS = Contract(
    "kinds",
    (),
    tuple(Column(kind, kind, "one of them") for kind in ("text", "number", "integer", "flag")),
)
LEGAL = {"text": "a", "number": 1.5, "integer": 1, "flag": True}


@pytest.mark.parametrize(
    ("kind", "value", "kept"),
    [
        ("text", "", ""),
        ("text", 1.5, None),
        ("text", 1, None),
        ("text", True, None),
        ("text", NAN, None),
        ("number", 1, 1.0),
        ("number", NAN, NAN),
        ("number", None, NAN),
        ("number", "1", None),
        ("number", True, None),
        ("integer", 1.0, 1),
        ("integer", -0.0, 0),
        ("integer", 1.7, None),
        ("integer", 0.9999999, None),
        ("integer", NAN, None),
        ("integer", INF, None),
        ("integer", "1", None),
        ("integer", True, None),
        ("integer", 2.0**62, 2**62),
        ("integer", 2.0**63, None),
        ("integer", 2**63, None),
        ("flag", False, False),
        ("flag", 1, None),
        ("flag", 0.0, None),
        ("flag", NAN, None),
        ("flag", None, None),
        ("flag", "yes", None),
    ],
)
def test_a_value_is_kept_as_it_is_or_refused(kind: str, value: object, kept: object) -> None:
    frame = pd.DataFrame([LEGAL | {kind: value}])
    if kept is None:
        with pytest.raises(ContractError, match=kind):
            _KINDS.check(frame)
    else:
        found = _KINDS.check(frame)[kind].tolist()
        assert found == [kept] or (kept != kept and found[0] != found[0])


def test_whole_numbers_beside_a_fraction_are_refused_with_the_fraction() -> None:
    frame = pd.DataFrame([LEGAL, LEGAL | {"integer": 1.7}])
    with pytest.raises(ContractError, match=r"integer is not integer: it holds 1\.7"):
        _KINDS.check(frame)


@pytest.mark.parametrize(("categories", "legal"), [(["a", "b"], True), ([1, 2], False)])
def test_categories_are_texts_if_they_are(categories: list[object], legal: bool) -> None:
    frame = pd.DataFrame([LEGAL] * 2).assign(text=pd.Categorical(categories))
    if legal:
        assert _KINDS.check(frame)["text"].tolist() == categories
    else:
        with pytest.raises(ContractError, match="text"):
            _KINDS.check(frame)
