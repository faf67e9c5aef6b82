"""The list of faults that change nothing: it can be read, and each of them can still be put in."""

import pytest

from tests.mutants import ROOT, faults_of, known_equivalent


@pytest.mark.skipif(not (ROOT / "stance").is_dir(), reason="needs the checkout")
def test_every_fault_said_to_change_nothing_can_still_be_put_into_the_code() -> None:
    known = known_equivalent()
    modules = {module for module, _, _ in known}
    places = {(f.module, f.before, f.after) for m in modules for f in faults_of(ROOT / m)}
    assert known
    assert known <= places
