"""The tables of a page against what is true: topics, grid, pairs, camps, time, silence, unknown."""

import pytest

from stance.report.claims import ClaimView
from stance.report.language import Language
from stance.report.page import PageView
from stance.report.sentences import Sentence, plain
from stance.report.topics import TopicView
from tests.page_checks import check, short, within
from tests.page_sentences import number, told
from tests.page_truth import FEWEST, Truth

SIDE_OF = {"n2": -1, "n1": -1, "z": 0, "p1": 1, "p2": 1}
SIGN_OF = {"disputed": "≠", "unclear": "?", "waiting": "↻", "not coded": "…"}


def all_topics(page: PageView) -> tuple[TopicView, ...]:
    return page.topics.contested + page.topics.agreed + page.topics.unranked


def topics(page: PageView, true: Truth, say: Language) -> None:
    spoken = {topic for _, topic in true.spoke}
    assert {view.label for view in all_topics(page)} == spoken
    for view in all_topics(page):
        counts = (view.n_against, view.n_neutral, view.n_for)
        assert counts == true.counts(view.label), view.label
        ranked, divided = sum(counts) >= FEWEST, view.label in true.divided
        assert (view in page.topics.unranked) == (not ranked)
        assert (view in page.topics.contested) == (ranked and divided)
        if sum(counts) > 1:
            assert view.share == say(
                "topic.share", share=say.percent(true.opposed_share(view.label))
            )
        assert (view.against is None, view.in_favour is None) == (not counts[0], not counts[2])
        for claim, side in ((view.against, -1), (view.in_favour, 1)):
            if claim is not None:
                stands_there(claim, side, true, view.label)
        off = {who for who, topic in true.open if topic == view.label}
        assert bool(view.aside) == bool(off)
        assert all(name in view.aside for name in short(true, off))
        claims(view, true, say)
    no_rank_twice(page, true)
    for text in (*page.topics.beside, *([] if page.topics.contested else [page.topics.none])):
        check(told(say, text, "unranked.intro", "silent", "contested.*"), true)


def no_rank_twice(page: PageView, true: Truth) -> None:
    """Ranks rise down the page, and no unanimous topic stands above a divided one."""
    ranks = [true.rank[v.label] for v in page.topics.contested + page.topics.agreed]
    assert ranks == sorted(ranks)


def claims(view: TopicView, true: Truth, say: Language) -> None:
    counted = sum(len(rows) for (_, topic), rows in true.spoke.items() if topic == view.label)
    assert told(say, view.summary, "topic.claims").n() == counted if counted > 1 else True
    for cell in view.cells:
        rows = true.spoke[cell.name, view.label]
        assert {claim.id for claim in cell.claims} <= set(rows["claim_id"])
        hidden = told(say, cell.hidden, "claims.hidden").n() if cell.hidden else 0
        assert len(cell.claims) + hidden == len(rows)
        for claim in cell.claims:
            judged(claim, view.label, true, say)


def judged(claim: ClaimView, topic: str, true: Truth, say: Language) -> None:
    """What is said of a claim together is what its annotators said of it one by one."""
    rows = true.judged[(true.judged["claim_id"] == claim.id) & (true.judged["topic"] == topic)]
    row, votes = rows.iloc[0], true.votes(claim.id, topic)
    keys = ("settled", "near", "between", "once", "adjudicated", "unclear", "waiting")
    said = told(say, claim.judged, *(f"claim.{key}" for key in (*keys, "*disputed", "uncoded")))
    if row["status"] != "settled" or row["decided_by"] == "adjudicator":
        assert said.key.removeprefix("claim.") == {
            "settled": "adjudicated",
            "topic disputed": "topic_disputed",
        }.get(row["status"], row["status"])
        return
    level = row["score"] - true.scale.middle
    assert said["score"] == say.score(level)
    coders, same = int(true.coders[claim.id]), votes.count(row["score"])
    if said.key == "claim.once":
        assert (coders, same) == (1, 1)
        return
    assert said.n() == coders
    near = [vote for vote in votes if 0 < abs(vote - row["score"]) <= true.scale.step]
    near = [v for v in near if (v - true.scale.middle) * level >= 0]
    if said.key == "claim.between":
        assert not same
        assert said.n("same") == len(near)
    else:
        assert said.n("same") == same > 0
        assert (said.n("near") if said.key == "claim.near" else 0) == len(near)


def stands_there(claim: ClaimView, side: int, true: Truth, topic: str) -> None:
    """A claim shown for a side is on it, and so is the expert whose it is."""
    assert SIDE_OF[claim.css] == side
    assert true.side(claim.who, topic) == side


def grid(page: PageView, true: Truth) -> None:
    view = page.grid
    key = {(mark.css, mark.sign) for mark in view.legend}
    states = {"placed": 0, "open": 0, "empty": 0}
    for row in view.rows:
        for head, cell in zip(view.columns, row.cells, strict=True):
            wide = not view.shares
            expert, topic = (row.head, head) if wide else (head, row.head)
            where = (expert.title, topic.label)
            if where in true.place:
                states["placed"] += 1
                assert SIDE_OF[cell.mark.css] == true.side(*where)
                assert cell.mark.sign == "±" or (cell.mark.css, cell.mark.sign) in key
            elif where in true.open:
                states["open"] += 1
                assert (cell.mark.css, cell.mark.sign) == ("open", SIGN_OF[true.open[where]])
                assert (cell.mark.css, cell.mark.sign) in key
            else:
                states["empty"] += 1
                assert (cell.mark.css, cell.n, cell.href) == ("none", "", "")
                assert where not in true.spoke
            if cell.n:
                assert int(cell.n) == len(true.spoke[where])
    assert sum(states.values()) == len(true.experts) * len(true.topics)
    assert states["placed"] == len(true.place)
    assert states["open"] == len(true.open)


def pairs(page: PageView, true: Truth, say: Language) -> None:
    for view in page.pairs.facing + page.pairs.listed:
        title = told(say, view.title, "pair.title")
        a, b = title["a"], title["b"]
        fig = told(say, view.fig, "pair.fig")
        assert fig.n() == len(true.shared(a, b)) == len(view.topics)
        assert fig.n("opposed") == len(true.opposed(a, b)) == sum(t.opposed for t in view.topics)
        assert fig["value"] == say.percent(true.agreement(a, b))
        for topic in view.topics:
            assert topic.opposed == (topic.label in true.opposed(a, b))
            for who, mark, shown in ((a, topic.a, topic.a_claims), (b, topic.b, topic.b_claims)):
                side = true.side(who, topic.label)
                assert SIDE_OF[mark.css] == side
                sides = [SIDE_OF[claim.css] for claim in shown]
                assert sides in ([], [side]) or (side == 0 and sides == [-1, 1])
        for text in view.alone:
            alone = told(say, text, "pair.alone")
            other = b if alone["name"] == a else a
            mine = {t for t in true.topics if (alone["name"], t) in true.place}
            assert set(alone.items("topics")) == mine - {
                t for _, t in [cell for cell in true.place if cell[0] == other]
            }
    with_topic = sum(bool(true.shared(a, b)) for a in true.experts for b in true.experts if a < b)
    shown = len(page.pairs.facing) + len(page.pairs.listed)
    hidden = told(say, page.pairs.hidden, "pairs.hidden").n() if page.pairs.hidden else 0
    assert shown + hidden == with_topic


def camps(page: PageView, true: Truth, say: Language) -> None:
    members = []
    for view in page.camps.camps:
        people = told(say, view.members, "camp.members").items("names")
        between = told(say, view.between, "camp.between").items("names") if view.between else []
        members.append(set(people) | set(between))
    assert sum(map(len, members)) == len(set().union(*members))
    for view, inside in zip(page.camps.camps, members, strict=True):
        others = set().union(*members) - inside
        for topic in view.topics:
            words = told(say, topic.words, "camp.topic")
            side = 1 if words["side"].lower() == say("words.for") else -1
            for group, held, spoke in (
                (inside, "inside", "of_inside"),
                (others, "outside", "of_outside"),
            ):
                there = group & true.on(topic.label, side)
                assert words.n(held) == len(there)
                assert words.n(spoke) == len(
                    [who for who in group if true.side(who, topic.label) is not None]
                )
            if topic.claim is not None:
                stands_there(topic.claim, side, true, topic.label)
                assert topic.claim.who in inside
    assert common(page, say) == met(members, true)
    placed = int((true.found.camps.experts["status"] != "too little said").sum())
    verdict = say(f"camps.{true.found.camps.verdict if placed >= 6 else 'few'}")
    assert page.camps.verdict.startswith(verdict)
    looked = true.found.camps.p_value.value is not None
    drawn = say("camps.draws", draws="199") if looked else ""
    assert page.camps.verdict.endswith(drawn)
    why = page.camps.verdict.removeprefix(verdict).removesuffix(drawn).strip()
    why = told(say, why, "camps.reason.*")
    if why.key == "camps.reason.few":
        several = {w for w in true.experts if sum((w, t) in true.place for t in true.topics) > 1}
        assert why.n() <= len(several)
        assert why.n() < number(say, why["fewest"]) == 6
    if why.key == "camps.reason.one camp":
        assert not any(true.opposed(a, b) for a in true.experts for b in true.experts)


def common(page: PageView, say: Language) -> dict[str, int]:
    """What the page calls common ground, with the side."""
    found = {}
    for text in page.camps.common:
        said = told(say, text, "camps.common*")
        for item in said.items("topics") if "topics" in said.values else []:
            topic = told(say, item, "camp.common")
            found[topic["topic"]] = 1 if topic["side"] == say("words.for") else -1
    return found


def met(members: list[set[str]], true: Truth) -> dict[str, int]:
    """Topics on which more than half of those of every camp with a position share a side."""
    found = {}
    for topic in true.topics if members else []:
        for side in (-1, 1):
            spoke = [[w for w in camp if true.side(w, topic) is not None] for camp in members]
            if all(2 * len(true.on(topic, side) & set(w)) > len(w) for w in spoke):
                found[topic] = side
    return found


def time(page: PageView, true: Truth, say: Language) -> None:
    changes = true.found.changes
    shown = len(page.time.changes) + len(page.time.checks)
    hidden = told(say, page.time.hidden, "time.changes_hidden").n() if page.time.hidden else 0
    assert shown + hidden == len(changes)
    if not page.time.changes:
        check(told(say, page.time.none, "time.none", "time.once", "time.all"), true)
    for view in page.time.changes + page.time.checks:
        key = told(say, view.words, "change.*").key
        sides = {SIDE_OF[view.earlier.css], SIDE_OF[view.later.css]}
        assert key.startswith("change.flip") == (sides == {-1, 1}) or "move" not in key
        for claim, side in ((view.earlier, view.earlier_side), (view.later, view.later_side)):
            assert ("against", "neither", "for").index(side) - 1 == SIDE_OF[claim.css]
    dated = true.judged[(true.judged["status"] == "settled") & (true.judged["said_on"] != "")]
    assert bool(page.time.lives) == bool(len(dated))


def silence(page: PageView, true: Truth, say: Language) -> None:
    view = page.silence
    check(told(say, view.words, "silence.intro", "silence.none", "silence.nobody"), true)
    assert {row.label for row in view.rows} == {
        topic for topic in true.divided if sum(true.counts(topic)) < len(true.experts)
    }
    reasons = {say(f"silence.{why}"): why for why in (*SIGN_OF, "said nothing")}
    for row in view.rows:
        silent = {w for w in true.experts if true.side(w, row.label) is None}
        assert told(say, row.n, "silence.n").n() == len(silent)
        assert told(say, row.n, "silence.n").n("all") == len(true.experts)
        drawn = {part.mark.words: part.n for part in row.picture.parts}
        assert drawn.pop(say("silence.held"), 0) == len(true.experts) - len(silent)
        for head, names in zip(view.heads, row.names, strict=True):
            why = reasons[head]
            assert drawn.get(head, 0) == sum(
                true.open.get((w, row.label), "said nothing") == why for w in silent
            )
            here = {w for w in silent if true.open.get((w, row.label), "said nothing") == why}
            if len(here) <= 30:
                assert set(filter(None, names.split(", "))) == short(true, here)
    if view.throughout:
        said = told(say, view.throughout.split(":")[0] + ":", "silence.throughout")
        first = [t for t in true.ranked if t in true.divided]
        first = [t for t in first if true.rank[t] <= true.rank[first[2]]]
        silent = [w for w in true.experts if all(true.side(w, t) is None for t in first)]
        assert said.n() == len(first)
        assert said.n("all") == len(silent) > 0


def unknown(page: PageView, true: Truth, say: Language) -> None:
    lists = {view.key: len(view.links) for view in page.unknown.pointers}
    for key, statuses in (
        ("disputed", ("disputed", "topic disputed")),
        ("unclear", ("unclear",)),
        ("waiting", ("waiting",)),
        ("not coded", ("uncoded",)),
    ):
        rows = true.judged[true.judged["status"].isin(statuses)]
        assert lists.get(key, 0) == min(len(rows[["expert", "topic"]].drop_duplicates()), 100)
    bare = {view.key: len(view.claims) for view in page.unknown.claims}
    placed = set(true.judged["claim_id"])
    coded = set(true.coders.index)
    every = set(true.claims["claim_id"])
    off = true.all_judged[~true.all_judged["claim_id"].isin(placed)]
    waits = set(off.loc[off["status"] == "waiting", "claim_id"])
    assert bare.get("uncoded", 0) == min(len(every - coded - placed - waits), 100)
    assert bare.get("off", 0) == min(len((every & coded) - placed), 100)
    assert bare.get("waiting.off", 0) == min(len(waits), 100)
    partly = set(true.found.study.waiting["claim_id"]) & coded
    assert lists.get("partly", 0) == min(len(partly), 100)
    known = {part.mark.words: part.n for part in page.unknown.picture.parts} if every else {}
    settled = true.judged.loc[true.judged["status"] == "settled", "claim_id"]
    assert known.get(say("unknown.settled"), 0) == settled.nunique()
    assert sum(known.values()) == len(every)
    if not (page.unknown.pointers or page.unknown.claims):
        check(told(say, page.unknown.none, "unknown.none*", "size.none"), true)


def matrix(page: PageView, true: Truth) -> None:
    for row in page.pairs.matrix.rows:
        for (_, other), cell in zip(page.pairs.matrix.columns, row.cells, strict=True):
            if row.title != other and true.shared(row.title, other):
                agreement = 100 * true.agreement(row.title, other)
                assert float(cell.value) == pytest.approx(agreement, abs=1)
                assert (cell.value == "100") == (agreement > 100 - 1e-7)
                assert (cell.value == "0") == (agreement < 1e-7)
            else:
                assert cell.value == ""


def opening(view: PageView, true: Truth, say: Language) -> None:
    """The picture under the headline is of a divided topic, with a claim from each side taken."""
    first, drawn = view.opening, view.opening.figure
    sided = [
        t for t in true.ranked for side in (-1, 1) if len(true.on(t, side)) == sum(true.counts(t))
    ]
    assert (drawn is None) == (not (true.divided or sided))
    if drawn is not None:
        assert drawn.label in (true.divided or sided)
        for claim, side in ((drawn.against, -1), (drawn.in_favour, 1)):
            assert (claim is None) == (not true.on(drawn.label, side))
            if claim is not None:
                stands_there(claim, side, true, drawn.label)
    if first.near:
        assert drawn is not None
        near = check(told(say, plain(first.near), "opening.near*"), true)
        assert drawn.label not in near.items("topics")
    overturns = ("opening.falls.*", "opening.stands*", "opening.sure.*")
    overturns += ("trust.single", "trust.undefined", "trust.sentence")
    said_first = [check(told(say, plain(s), *overturns), true).key for s in first.firm]
    falls = [key.startswith("opening.falls") for key in said_first]
    assert not any(falls[1:])  # what speaks against the headline comes first
    assert sum(key.startswith(("opening.sure", "trust.")) for key in said_first) == 1
    silent(first.silent, drawn.label if drawn else "", true, say)
    assert bool(first.who) == bool(drawn and drawn.bars)
    if first.who and drawn:
        said = told(say, plain(first.who), "opening.who", "opening.who.middle")
        for name, side in (("against", -1), ("middle", 0), ("in_favour", 1)):
            if name == "middle" and said.key == "opening.who":
                assert not true.counts(drawn.label)[1]
                continue
            there = short(true, {w for w in true.experts if true.side(w, drawn.label) == side})
            named = [who for who in said.items(name) if who in there]
            assert len(named) == min(5, len(there))


def silent(said: tuple[Sentence, ...], topic: str, true: Truth, say: Language) -> None:
    """Who said nothing on the topic is counted apart from who said nothing that is settled."""
    quiet = {one.key: one for text in said for one in [told(say, plain(text), "opening.*")]}
    assert len(quiet) == len(said)
    spoke = {who for who, what in true.spoke if what == topic}
    for key, who in (
        ("opening.silent", set(true.experts) - spoke if topic else set()),
        ("opening.open", {who for who, what in true.open if what == topic}),
    ):
        assert (key in quiet) == bool(who)
        if who:
            assert (quiet[key].n(), number(say, quiet[key]["all"])) == (len(who), len(true.experts))
            assert quiet[key]["topic"] == topic
            assert len(quiet[key].items("names")) == min(len(who), 3 + 1)


def people(view: PageView, true: Truth, say: Language) -> None:
    """Each expert's part tells all positions, who is as near and as far, and every silence."""
    told_of = (*view.people.first, *view.people.rest)
    spoke = {true.name[expert] for expert in true.claims["expert_id"] if expert in true.name}
    assert {person.name for person in told_of} == spoke
    for person in told_of:
        others = sum(person.name in pair for pair in true.pairs)
        held = [topic for topic in true.topics if (person.name, topic) in true.place]
        counted = told(say, person.counted, "person.topics")
        assert counted.n() == len(held)
        assert number(say, counted["of"]) == len(true.topics)
        assert {standing.label for standing in person.standings} == set(held)
        for standing in person.standings:
            side = true.side(person.name, standing.label)
            assert SIDE_OF[standing.mark.css] == side
        quiet = {topic for topic in true.topics if (person.name, topic) not in true.spoke}
        said = told(say, person.silent, "person.silent").items("topics") if person.silent else []
        assert set(said) == quiet
        for sentence in person.others:
            other = check(told(say, plain(sentence), "person.*"), true)
            assert (other.key == "person.alone") == (others == 0)
            assert other.key.endswith(("further", "nearer")) == (others == 2)
            if others:
                shared = told(say, other["topics"], "person.shared")
                assert shared.n() == len(true.shared(person.name, other["name"]))
                within(other, "share", true.agreement(person.name, other["name"]))
