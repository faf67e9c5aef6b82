"""Column contracts."""

import pandas as pd
import pytest

from stance.analysis.consensus import JUDGEMENTS
from stance.core.contracts import CLAIMS, EXPERTS
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
