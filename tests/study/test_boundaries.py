"""Where a rule of the study's folder begins to hold: one row a boundary."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from stance.articles.article import Article, Finding
from stance.core.codebook import Codebook
from stance.core.contracts import CLAIMS, SOURCES
from stance.core.errors import UsageError
from stance.extract.finding import Found
from stance.study.adjudicating import _letters
from stance.study.anchoring import anchor
from stance.study.assigning import Plan, assign
from stance.study.corrections import correction_told, with_corrections
from stance.study.extending import Extended, extend, worth_coding
from stance.study.merging import merge
from stance.workbook.content import Content
from stance.workbook.form import UNSURE
from tests.workbook_material import CLAIMS as THREE
from tests.workbook_material import EXPERTS, answer, content

#: Two hundred words of four letters, the word n at 5n.
WORDS = [f"w{n:03}" for n in range(200)]
TEXT = " ".join(WORDS)
HASH = "ab" * 32


def said(start: int, end: int, expert: str = "Anna Example", **more: Any) -> Finding:
    given = {"kind": "direct", "cue": "said"} | more
    return Finding(start, end, given.pop("kind"), expert, expert, **given)


def found(*findings: Finding, text: str = TEXT, file: str = "a.txt") -> Found:
    return Found(Path(file), Article(file, text, HASH, ()), findings)


def study(*claims: dict[str, Any]) -> Content:
    """An analyst's workbook with claims of the article a.txt."""
    rows = [{"claim_id": f"c{n}", "source_id": "a"} | claim for n, claim in enumerate(claims, 1)]
    sources = [{"source_id": "a", "file": "a.txt", "sha256": HASH}]
    return Content(
        name="study.xlsx",
        codebook=Codebook(()),
        claims=CLAIMS.build(rows),
        sources=SOURCES.build(sources if claims else []),
    )


def places(extended: Extended) -> list[tuple[float, float]]:
    claims = extended.content.claims
    return list(zip(claims["start"], claims["end"], strict=True))


@pytest.mark.parametrize(
    ("start", "end", "new"),
    [
        (100, 200, False),
        (150, 250, False),  # half of either
        (151, 251, True),
        (50, 150, False),
        (49, 149, True),
        (200, 300, True),  # right behind it
        (0, 100, True),
        (190, 200, False),  # all of the shorter
        (195, 205, False),
        (196, 206, True),
        (0, 400, False),  # all of the claim that is there
    ],
)
def test_a_passage_is_covered_by_a_claim_that_stands_on_half_of_the_shorter(
    start: int, end: int, new: bool
) -> None:
    before = study({"start": 100.0, "end": 200.0, "key_phrase": WORDS[20]})
    extended = extend(before, [found(said(start, end))])
    assert extended.added == {Path("a.txt"): int(new)}
    assert places(extended) == [(100, 200), *([(start, end)] if new else [])]
    assert extended.changed == new


@pytest.mark.parametrize(
    ("inner", "expert", "coded"),
    [
        ((100, 200), "Anna Example", False),
        ((100, 150), "Anna Example", False),
        ((150, 200), "Anna Example", False),
        ((150, 201), "Anna Example", True),
        ((99, 150), "Anna Example", True),
        ((120, 150), "Ben Sample", True),
    ],
)
def test_words_wholly_inside_others_of_the_same_expert_are_not_coded(
    inner: tuple[int, int], expert: str, coded: bool
) -> None:
    outer, other = said(100, 200), said(*inner, expert=expert)
    assert len(list(worth_coding([outer, other]))) == 1 + coded


@pytest.mark.parametrize(
    ("first", "n_words", "more", "coded"),
    [
        (100, 4, {}, False),  # the first four of the words quoted
        (100, 3, {}, True),
        (146, 4, {}, False),  # the last four
        (147, 3, {}, True),
        (147, 4, {}, True),  # one word of them stands elsewhere
        (100, 50, {}, False),
        (120, 8, {}, False),
        (100, 4, {"cue": "said"}, True),
        (100, 4, {"kind": "indirect"}, True),
    ],
)
def test_a_pull_quote_has_four_words_of_somebody_s_and_no_cue(
    first: int, n_words: int, more: dict[str, str], coded: bool
) -> None:
    """Fifty words are quoted with a cue, from the word 100 on; the text begins with others."""
    pulled = WORDS[first : first + n_words]
    text = " ".join([*pulled, *WORDS[100:150]])
    width = 5 * n_words
    whole = said(width, width + 249)
    quote = said(0, width - 1, "", **({"cue": ""} | more))
    assert (len(places(extend(study(), [found(quote, whole, text=text)]))) == 2) is coded


@pytest.mark.parametrize(("n_words", "coded"), [(60, False), (61, True)])
def test_more_than_sixty_words_are_no_pull_quote(n_words: int, coded: bool) -> None:
    text = " ".join([*WORDS[:n_words], *WORDS[:100]])
    width = 5 * n_words
    findings = said(0, width - 1, "", cue=""), said(width, width + 499)
    assert (len(places(extend(study(), [found(*findings, text=text)]))) == 2) is coded


@pytest.mark.parametrize(
    ("length", "shown"), [(32_000, "x" * 32_000), (32_001, "x" * 32_000 + " …")]
)
def test_a_cell_holds_so_many_characters_of_a_passage(length: int, shown: str) -> None:
    text = "x" * length
    extended = extend(study(), [found(said(0, length), text=text)])
    assert extended.content.claims["claim"].tolist() == [shown]


def test_a_comma_before_the_cue_is_not_shown_and_a_locator_has_no_words() -> None:
    text = "The road is long, said Anna Example of it."
    shown, located = (
        extend(study(), [found(said(0, 17), text=text)], words).content.claims.iloc[0]
        for words in ("verbatim", "locators")
    )
    assert (shown["claim"], shown["key_phrase"]) == ("The road is long", "")
    assert (located["claim"], located["key_phrase"] != "") == ("", True)
    assert (located["start"], located["end"]) == (0, 17)


@pytest.mark.parametrize(
    ("ids", "new"),
    [
        (["c0001"], "c0002"),
        (["c0009", "c0003"], "c0010"),
        (["c12345"], "c12346"),
        (["c123456789"], "c123456790"),
        (["c1234567890"], "c0001"),  # ten digits are somebody else's way of counting
        (["road-7", "c-5"], "c0001"),
    ],
)
def test_new_claims_go_on_where_the_ids_of_others_end(ids: list[str], new: str) -> None:
    claims = [{"claim_id": i, "start": 10.0 * n, "end": 10.0 * n + 5} for n, i in enumerate(ids)]
    extended = extend(study(*claims), [found(said(500, 600))])
    assert extended.content.claims["claim_id"].tolist() == [*ids, new]


@pytest.mark.parametrize(("less", "unsure"), [(0.0, False), (0.01, True)])
def test_a_claim_is_a_guess_below_the_bound_and_not_at_it(less: float, unsure: bool) -> None:
    extended = extend(study(), [found(said(0, 99, confidence=UNSURE - less))])
    assert extended.unsure == (("c0001",) if unsure else ())
    assert len(extended.unsure_note()) == unsure


@pytest.mark.parametrize(
    ("findings", "genre"),
    [
        ([said(0, 99, kind="answer")], "interview"),
        ([said(0, 99, kind="answer"), said(100, 199, kind="answer")], "interview"),
        ([said(0, 99, kind="answer"), said(100, 199, "Ben Sample", kind="answer")], "roundtable"),
        ([said(0, 99, kind="authored")], "analysis"),
        ([said(0, 99), said(100, 199, "Ben Sample")], "news"),
        ([said(0, 99), said(100, 199, kind="authored")], "analysis"),
    ],
)
def test_what_kind_of_article_its_findings_make(findings: list[Finding], genre: str) -> None:
    extended = extend(study(), [found(*findings)])
    assert extended.content.sources["genre"].tolist() == [genre]


#: Words 10 to 13 stand at 50, and once more at 510 of this text.
AGAIN = " ".join([*WORDS[:100], "xxxx", *WORDS[9:14], *WORDS[105:110]])
TEN = " ".join(WORDS[10:14])
LOOK, ANEW = "look at its codes again", 'write its locator anew, or "not a claim" as its kind'


@pytest.mark.parametrize(
    ("claim", "findings", "place", "hint"),
    [
        ({"claim": TEN, "start": 0}, (), (50, 69), ""),  # the nearest of two places
        ({"claim": TEN, "start": 279}, (), (50, 69), ""),
        ({"claim": TEN, "start": 281}, (), (510, 529), ""),
        ({"claim": TEN, "start": 0}, (said(510, 529),), (510, 529), ""),  # where speech begins
        ({"claim": TEN, "start": 0}, (said(50, 70),), (50, 70), ""),  # with its comma
        ({"claim": TEN, "start": 0}, (said(50, 71),), (50, 69), ""),
        ({"claim": TEN + " …", "start": 0}, (), (50, 69), ""),
        ({"claim": "gone", "start": 0}, (), None, ANEW),
        ({"key_phrase": TEN, "start": 0}, (said(50, 99),), None, ANEW),  # it stands twice
        ({"key_phrase": "w020 w021", "start": 0}, (said(100, 140),), (100, 140), ""),
        ({"key_phrase": "w020 w021", "start": 1}, (said(100, 140),), (100, 140), LOOK),
        ({"key_phrase": "w020 w021", "start": 0}, (said(101, 140),), None, ANEW),
        (
            {"key_phrase": "w020 w021", "start": 0},
            (said(90, 300), said(100, 140), said(90, 150)),
            (100, 140),  # the shortest that holds it
            "",
        ),
    ],
)
def test_where_a_claim_stands_in_a_changed_article(
    claim: dict[str, Any], findings: tuple[Finding, ...], place: Any, hint: str
) -> None:
    given = {"claim_id": "c1", "claim": "", "key_phrase": "", **claim}
    given["end"] = 40.0
    problems = anchor([given], found(*findings, text=AGAIN), changed=True)
    assert [problem.hint for problem in problems] == ([hint] if hint else [])
    if place is None:
        assert np.isnan([given["start"], given["end"]]).all()
    else:
        assert (given["start"], given["end"]) == place


@pytest.mark.parametrize(("start", "place"), [(7.0, (7, 40)), (np.nan, (50, 69))])
def test_in_an_article_as_it_was_only_a_claim_without_a_place_is_looked_for(start, place) -> None:
    given = {"claim_id": "c1", "claim": TEN, "key_phrase": "", "start": start, "end": 40.0}
    lost = given | {"claim": "gone", "start": np.nan}
    assert anchor([given, lost], found(text=AGAIN), changed=False) == []
    assert (given["start"], given["end"]) == place


#: Three claims of one source: c1 on 0 to 5, c2 on 10 to 15, c3 on 20 to 25.
OWN, SECOND = "Taxes must go up.", "No new road."


@pytest.mark.parametrize(
    ("value", "told"),
    [
        ("0:5", False),
        ("10-15", False),  # the place of another claim of the source
        ("0:6", True),
        ("1:5", True),
        (OWN, False),
        (f"“{SECOND}”", False),
        (OWN.upper(), False),
        ("Something else.", True),
        (f"0:5\n{SECOND}", False),
        ("0:5\n10:14", True),
        ("0:4\n10:15", True),
    ],
)
def test_words_are_to_be_corrected_unless_each_passage_stands_already(
    value: str, told: bool
) -> None:
    asked = answer("c1", "", correct_words=value)
    corrected = with_corrections(content(asked, claims=THREE))
    assert [p.code for p in corrected.problems] == ["words-corrected"] * told


@pytest.mark.parametrize(
    ("length", "phrase", "told"),
    [
        (27, "Taxes must", False),
        (30, "Taxes must", False),  # three blanks, where the article may have had more
        (31, "Taxes must", True),
        (24, "Taxes must", False),
        (23, "Taxes must", True),
        (27, "Taxes may", True),
        (27, "", True),
    ],
)
def test_where_a_study_holds_no_words_the_first_ones_and_the_length_have_to_do(
    length: int, phrase: str, told: bool
) -> None:
    """Of 27 letters, in four words."""
    passage = "Taxes must goooo uuuuuuuuup"
    assert (len(passage), passage.count(" ")) == (27, 3)
    claims = CLAIMS.build(
        [
            {"claim_id": "c1", "source_id": "s1", "expert_id": "anna", "key_phrase": phrase}
            | {"start": 100.0, "end": 100.0 + length}
        ]
    )
    asked = answer("c1", "", correct_words=passage)
    corrected = with_corrections(content(asked, claims=claims))
    assert [p.code for p in corrected.problems] == ["words-corrected"] * told


@pytest.mark.parametrize(
    ("field", "value", "told"),
    [
        ("not_a_claim", "yes", "not a claim"),
        ("correct_speaker", "ben", "the speaker is Ben Sample"),
        ("correct_speaker", "Cem New", "the speaker is Cem New"),
        ("correct_words", "One.", 'the words are "One."'),
        ("correct_words", "One.\nTwo.", 'to be split: "One." / "Two."'),
    ],
)
def test_a_correction_is_told_in_words(field: str, value: str, told: str) -> None:
    assert correction_told({"field": field, "value": value}, EXPERTS) == told


def test_a_claim_that_only_one_copy_has_is_added_behind_the_others() -> None:
    one, other = content(claims=THREE.iloc[:2]), content(claims=THREE.iloc[[0, 2]])
    merged, conflicts = merge(one, other, ({}, {}))
    assert conflicts == {}
    assert merged.claims["claim_id"].to_dict() == {0: "c1", 1: "c2", 2: "c3"}


@pytest.mark.parametrize(
    ("plan", "people", "words"),
    [
        (Plan(1), 0, "name at least one"),
        (Plan(0), 2, "0 annotators a claim cannot be, for 2 annotators are named"),
        (Plan(2), 1, "2 annotators a claim cannot be, for one annotator is named"),
        (Plan(3), 2, "give --per-claim 2"),
        (Plan(2, overlap=1.01), 2, "between 0 and 1"),
        (Plan(2, overlap=-0.01), 2, "between 0 and 1"),
        (Plan(2, overlap=0.0), 2, ""),
        (Plan(1), 1, ""),
        (Plan(2), 2, ""),
    ],
)
def test_which_plans_can_be(plan: Plan, people: int, words: str) -> None:
    names = ["ana", "ben"][:people]
    if words:
        with pytest.raises(UsageError, match=words):
            assign(["c1"], names, plan)
    else:
        assert set(assign(["c1"], names, plan)) == set(names)


@pytest.mark.parametrize(
    ("per_claim", "overlap", "codings"),
    [(1, 1.0, 10), (2, 1.0, 20), (2, 0.0, 10), (2, 0.3, 13), (3, 0.3, 16), (2, 0.25, 12)],
)
def test_how_many_codings_a_plan_makes(per_claim: int, overlap: float, codings: int) -> None:
    claims = [f"c{n}" for n in range(10)]
    shares = assign(claims, ["ana", "ben", "cem"], Plan(per_claim, overlap))
    loads = [len(given) for given in shares.values()]
    assert sum(loads) == codings
    assert max(loads) - min(loads) <= 1
    assert all(given == [c for c in claims if c in given] for given in shares.values())


def test_claims_begun_are_shared_first_and_what_is_shared_counts() -> None:
    """Two of five are to be shared: c1 is already, and c2, which Ana has, comes before the rest."""
    claims = [f"c{n}" for n in range(1, 6)]
    shares = assign(
        claims, ["ben", "cem"], Plan(2, 0.4), {"ana": ["c1", "c2"], "ben": ["c1", "gone"]}
    )
    n_coders = {c: sum(c in given for given in shares.values()) for c in claims}
    assert n_coders == {"c1": 2, "c2": 2, "c3": 1, "c4": 1, "c5": 1}
    assert shares["ana"] == ["c1", "c2"]
    assert np.ptp([len(shares["ben"]), len(shares["cem"])]) <= 1


@pytest.mark.parametrize(("number", "letters"), [(0, "A"), (25, "Z"), (26, "A26")])
def test_annotators_without_names_are_letters_to_the_adjudicator(number: int, letters: str) -> None:
    assert _letters(number) == letters
