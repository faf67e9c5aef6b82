"""Findings in any text at all, and in the hand-made gold where it is at hand."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stance.articles.article import Article, Finding
from stance.articles.layout import blocks
from stance.extract.quotes import people
from stance.extract.quotes.find import find
from tests.shared_folder import shared

PIECES = st.sampled_from(
    [
        "“", "”", '"', "'", "‘", "’", "«", "»", "„", "said", "says that", "told", "Anna Example",
        "Ben", "Sample", "he", "she", "they", "the analyst", "according to", ",", ".", "?", "!",
        ":", "—", "\n", "\n\n", " ", "that", "whose", "author", "who", "and", "of", "was",
        "Q:", "A:", "the road is long", "Д-р", "山田", "قال", "É", "🐟", "(", ")", "[1]",
        "emphasis of",
    ]
)  # fmt: skip
WILD = st.one_of(st.text(max_size=300), st.lists(PIECES, max_size=60).map(" ".join))


def found(text: str) -> list[Finding]:
    return find(Article("a.txt", text, "", blocks(text), language="en"))


@given(WILD)
@settings(max_examples=300, deadline=None)
def test_any_text_is_survived_and_every_offset_lies_within_it(text: str) -> None:
    for finding in found(text):
        assert 0 <= finding.start < finding.end <= len(text)
        assert text[finding.start : finding.end].strip() == text[finding.start : finding.end]


@given(WILD)
@settings(max_examples=100, deadline=None)
def test_running_twice_finds_the_same(text: str) -> None:
    assert found(text) == found(text)


@given(
    st.text(alphabet=st.characters(categories=("Lu", "Ll", "Lo", "Nd")), min_size=3, max_size=40)
)
@settings(deadline=None)
def test_offsets_cut_out_exactly_the_words_between_the_marks(words: str) -> None:
    text = f"Anna Example said: “{words} {words}.” The end came late.\n\nNobody knew of it."
    spoken = [text[f.start : f.end] for f in found(text) if f.kind == "direct"]
    assert spoken == [f"{words} {words}."]


@given(WILD)
@settings(max_examples=100, deadline=None)
def test_paragraphs_do_not_overlap_and_hold_every_letter(text: str) -> None:
    parts = blocks(text)
    assert all(a.end <= b.start for a, b in pairwise(parts))
    outside = list(text)
    for part in parts:
        outside[part.start : part.end] = [" "] * (part.end - part.start)
    assert not "".join(outside).strip()


@pytest.mark.parametrize(
    "piece", ["“", '"', "'", "'a ", "“ ", "„ ", "said ", "Anna and ", "(", "Q: ", "A,"]
)
def test_thousands_of_one_piece_are_survived(piece: str) -> None:
    assert all(finding.end <= len(piece) * 3_000 for finding in found(piece * 3_000))


def overlap(finding: Finding, item: dict[str, object]) -> bool:
    start, end = int(str(item["start"])), int(str(item["end"]))
    common = min(finding.end, end) - max(finding.start, start)
    return common >= 0.8 * max(finding.end - finding.start, end - start)


def gold(kind: str) -> tuple[list[tuple[Finding, dict[str, object]]], int, int]:
    """Match findings with gold of a kind: pairs, number found, number there."""
    items = json.loads(shared("reference/quotes_dev.json").read_text(encoding="utf-8"))
    pairs, n_found, n_gold = [], 0, 0
    for doc in sorted({item["doc"] for item in items["items"]}):
        text = shared(f"seeds/{doc}").read_bytes().decode("utf-8")
        findings = [f for f in found(text) if f.kind == kind]
        wanted = [i for i in items["items"] if i["doc"] == doc and i["kind"] == kind]
        n_found, n_gold = n_found + len(findings), n_gold + len(wanted)
        pairs += [
            (match, item)
            for item in wanted
            if (match := next((f for f in findings if overlap(f, item)), None)) is not None
        ]
    return pairs, n_found, n_gold


def test_so_many_words_of_a_name_that_are_particles_too_are_looked_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Ben is a first name, and the ben of an Arabic name."""
    looked = 0

    class Counted(frozenset[str]):
        def __contains__(self, low: object) -> bool:
            nonlocal looked
            looked += 1
            return super().__contains__(low)

    monkeypatch.setattr(people, "PARTICLES", Counted(people.PARTICLES))
    found("Ben " * 1_000 + "said that the road was long.")
    assert looked < 50_000


def test_direct_speech_of_the_gold_is_found_with_its_speakers() -> None:
    items = json.loads(shared("reference/quotes_dev.json").read_text(encoding="utf-8"))
    pairs, n_found, n_gold = gold("direct")
    assert 2 * len(pairs) / (n_found + n_gold) >= 0.97
    right = sum(
        f.expert in (item["speaker"], *items["aliases"].get(item["speaker"], ()))
        for f, item in pairs
    )
    assert right / len(pairs) >= 0.95


def test_every_answer_of_the_round_table_has_its_speaker_and_question() -> None:
    pairs, n_found, n_gold = gold("answer")
    assert len(pairs) == n_found == n_gold == 16
    assert all((f.expert, f.question) == (i["speaker"], i["question"]) for f, i in pairs)


def test_reported_claims_of_the_gold_are_found() -> None:
    pairs, n_found, n_gold = gold("indirect")
    assert len(pairs) / n_found >= 0.85
    assert len(pairs) / n_gold >= 0.65
