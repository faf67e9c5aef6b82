"""How much of what a page shows before it says how much there is besides; a row a bound."""

from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest

from stance.analysis.camps.find import Camps
from stance.analysis.camps.verdict import DRAWS
from stance.core.codebook import Scale
from stance.core.errors import UsageError
from stance.core.results import Estimate
from stance.core.text import cut
from stance.report import camps as camps_part
from stance.report import likeness, material, render, unknown
from stance.report.page import page
from stance.report.people import LONGEST
from stance.report.templates import language
from tests.extremes import EXTREMES, Said, book, study
from tests.report_findings import six

ENGLISH = language("en")


@pytest.mark.parametrize(("count", "drawn"), [(2, False), (3, True), (60, True), (61, False)])
def test_a_tree_is_drawn_of_three_up_to_sixty_experts(count: int, drawn: bool) -> None:
    names = [f"e{n:02}" for n in range(count)]
    rows = [{"expert_id": name, "topic": "t", "position": 1.0} for name in names]
    of: Any = SimpleNamespace(
        scale=Scale(), topics={"t": None}, findings=SimpleNamespace(positions=pd.DataFrame(rows))
    )
    found = likeness.tree(of, names)
    assert (found is not None) == drawn
    if found:
        assert (found.width, found.height, len(found.paths)) == (110, 37 * count, count - 1)


def test_a_tree_s_brackets_stand_at_the_rows_that_they_join() -> None:
    # Two who are alike, in rows 0 and 1, and a third in row 2; the middles are 17, 54 and 91.
    places = {"ann": (2.0, 1.0), "bob": (2.0, 1.0), "cid": (-2.0, -1.0)}
    rows = [
        {"expert_id": name, "topic": topic, "position": place}
        for name, row in places.items()
        for topic, place in zip("tu", row, strict=True)
    ]
    of: Any = SimpleNamespace(
        scale=Scale(), topics={"t": None, "u": None},
        findings=SimpleNamespace(positions=pd.DataFrame(rows)),
    )  # fmt: skip
    found = likeness.tree(of, ["ann", "bob", "cid"])
    assert found is not None
    assert found.paths == ("M0.0 17.0H14.0V54.0H0.0", "M14.0 35.5H104.0V91.0H0.0")
    assert likeness.tree(of, ["ann", "cid", "bob"]) is None  # in this order branches would cross
    assert likeness.tree(of, ["dan", "ann", "bob", "cid"]) is None  # who said nothing comes last


@pytest.mark.parametrize(
    ("claims", "shown", "hidden"), [(3, 3, ""), (4, 3, "1 more"), (5, 3, "2 more")]
)
def test_so_many_claims_that_nobody_coded_are_listed(claims, shown, hidden, monkeypatch) -> None:
    assert unknown.MOST == 100
    monkeypatch.setattr(unknown, "MOST", 3)
    made = study([Said("ann", ()) for _ in range(claims)])
    (listed,) = page(made.analyse(), ENGLISH, {}, None).unknown.claims
    assert len(listed.claims) == shown
    assert listed.hidden.startswith(hidden)
    assert bool(listed.hidden) == bool(hidden)


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [("x" * 28, LONGEST, "x" * 28), ("x" * 29, LONGEST, "x" * 27 + "…"), ("abc", 3, "abc"),
     ("abcd", 3, "ab…")],
)  # fmt: skip
def test_a_text_is_cut_beyond_so_many_letters(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


@pytest.mark.parametrize(("length", "cut_off"), [(60, False), (61, True)])
def test_a_source_to_filter_by_shows_sixty_letters_of_its_title(length, cut_off) -> None:
    made = study([Said("ann", (("one f",),), "s1"), Said("bob", (("one a",),), "s2")])
    titled = made.sources.assign(title=["T" * length, "B"])
    filters = page(replace(made, sources=titled).analyse(), ENGLISH, {}, None).grid.filters
    labels = [label for one in filters if one.by == "source" for _, label in one.options]
    assert labels[-1] == ("T" * 59 + "…" if cut_off else "T" * length)


#: Verdict; chances of shuffles, of a line, of one camp more; the reason by its key.
REASONS = [
    ("no stable camps", None, None, None, "no groups"),
    ("no stable camps", 0.051, None, None, "chance"),
    ("no stable camps", 0.05, None, None, "no stable camps"),
    ("one line or two camps", 0.05, 0.101, None, "line"),
    ("one line or two camps", 0.05, 0.10, None, "one line or two camps"),
    ("no stable camps", 0.05, 0.10, 0.05, "more"),
    ("stable camps", 0.05, 0.10, 0.051, "stable camps"),
    ("tentative camps", 0.01, 0.01, 0.5, "tentative camps"),
    ("one camp", None, None, None, "one camp"),
]


@pytest.mark.parametrize(("verdict", "p", "line", "more", "key"), REASONS)
def test_the_reason_of_a_verdict_is_the_first_bar_that_was_missed(
    verdict, p, line, more, key
) -> None:
    said: list[str] = []

    class Words:
        def __call__(self, name: str, *_: object, **__: object) -> str:
            said.append(name)
            return name

        percent = staticmethod(lambda share: f"{share:.0%}")
        count = staticmethod(str)

    found = EXTREMES["split in half"]().analyse().camps
    chances = (
        Estimate(value, reason="" if value is not None else "so") for value in (p, line, more)
    )
    changed: Camps = replace(
        found, verdict=verdict, **dict(zip(("p_value", "p_line", "p_more"), chances, strict=True))
    )
    of: Any = SimpleNamespace(findings=SimpleNamespace(camps=changed), say=Words())
    camps_part.reason(of)
    assert said[-1] == f"camps.reason.{key}"


@pytest.mark.parametrize(
    ("chance", "most", "words"),
    [(0.05, 0.05, "5%"), (0.0501, 0.05, "more than 5%"), (0.06, 0.05, "6%"), (0.049, 0.05, "5%")],
)
def test_a_chance_that_only_rounds_to_the_most_is_said_to_be_more(chance, most, words) -> None:
    of: Any = SimpleNamespace(say=ENGLISH)
    assert camps_part._share(of, chance, most) == words


@pytest.mark.parametrize(("sought", "told"), [(0, False), (5, True), (6, False)])
def test_among_whom_camps_were_sought_is_told_where_not_among_all(sought, told) -> None:
    found = EXTREMES["split in half"]().analyse().camps  # six experts
    of: Any = SimpleNamespace(
        findings=SimpleNamespace(camps=replace(found, sought=sought)), say=ENGLISH
    )
    assert bool(camps_part._sought(of)) == told


def test_the_page_says_how_many_draws_judged_the_groups_and_nothing_where_none_did() -> None:
    assert EXTREMES["split in half"]().analyse().camps.draws == DRAWS == 199
    judged = EXTREMES["split in half"]().analyse(draws=99)
    of: Any = SimpleNamespace(findings=judged, say=ENGLISH)
    assert camps_part._drawn(of) == ("Shuffles and resamples: 99 of each kind at most.",)
    found = replace(judged.camps, p_value=Estimate(None, reason="too few"))
    of.findings = SimpleNamespace(camps=found)
    assert camps_part._drawn(of) == ()


@pytest.mark.parametrize(
    ("draws", "legal"), [(98, False), (99, True), (9_999, True), (10_000, False)]
)
def test_so_many_draws_may_be_asked_for(draws: int, legal: bool) -> None:
    study = EXTREMES["split in half"]()
    if legal:
        assert study.analyse(draws=draws).draws == draws
    else:
        with pytest.raises(UsageError, match="may be 99 to 9,999"):
            study.analyse(draws=draws)


def test_pages_have_no_topic_that_nobody_spoke_of() -> None:
    found = study([Said("ann", (("one f",),)), Said("bob", (("one a",),))], book(("one", "two")))
    groups = page(found.analyse(), ENGLISH, {}, None).topics
    assert [view.label for view in groups.unranked] == ["One"]
    assert "Two" in groups.beside[-1]


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        ({"one": "fa", "two": "ff"}, "contested.unranked"),  # one of two that are not ranked
        ({"one": "ff", "two": "ff"}, "contested.none"),
        ({"one": "fa"}, "contested.unranked"),
    ],
)
def test_where_nothing_ranked_is_contested_the_page_says_whether_anything_is(codes, said) -> None:
    claims = [
        Said(who, ((f"{topic} {code}",),))
        for topic, both in codes.items()
        for who, code in zip(("ann", "bob"), both, strict=True)
    ]
    groups = page(study(claims).analyse(), ENGLISH, {}, None).topics
    assert groups.none == ENGLISH(said, **({"few": "three"} if "unranked" in said else {}))


@pytest.mark.parametrize(("most", "large"), [(6, False), (5, True)])
def test_a_large_page_leaves_to_heads_what_they_say_and_no_lines_between_blocks(
    most: int, large: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(material, "LARGE", most)
    html = render(six())
    assert ('aria-label="Bek Example on Trade: strongly against (−2), 1 claim"' in html) != large
    assert ('aria-label="strongly against (−2), 1 claim"' in html) == large
    assert ('aria-label="agreement 12% on 1 shared topic;' in html) == large
    head, _, rest = html.partition("<main>")
    main, _, script = rest.partition("</main>")
    assert ("\n<li " in main) != large
    assert "\n<br>" in main  # a script looks for what stands before it
    assert "\n<button" in head
    assert "\n<script" in script
