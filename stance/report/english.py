"""The English catalogue; a tuple holds the forms for one and for many."""

_NUMBERS = """
    no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty
"""
_MONTHS = """
    January February March April May June July August September October November December
"""
ENGLISH_NUMBERS = tuple(_NUMBERS.split())

ENGLISH: dict[str, str | tuple[str, ...]] = {
    "months": tuple(_MONTHS.split()),
    "months.of": tuple(_MONTHS.split()),
    "percent": "{value}%",
    "list.comma": ", ",
    "list.last": "{head} and {last}",
    "count.expert": ("{count} expert", "{count} experts"),
    "count.claim": ("{count} claim", "{count} claims"),
    "count.topic": ("{count} topic", "{count} topics"),
    "count.source": ("{count} source", "{count} sources"),
    "count.more_topics": ("{count} more", "{count} more"),
    "n.claim": ("{n} claim", "{n} claims"),
    "kicker": "Expert comparison · {title}",
    "skip": "Skip to the contested topics",
    # headline
    "headline.one": "The experts split most on {topic}",
    "headline.two": "The experts split most on {topic} and {other}",
    "headline.many": (
        "{count} topic splits the experts most",
        "{count} topics split the experts most",
    ),
    "headline.none": "On no topic do the experts stand on opposite sides",
    "headline.unranked": "Too few experts spoke on any topic to rank the disputes",
    "headline.empty": "Nothing can be compared yet",
    # the answer
    "size": ("{experts} makes {claims}", "{experts} make {claims}"),
    "size.topics": " on {topics}",
    "size.sources": " in {sources}",
    "size.end": "{size}.",
    "size.end.span": "{size} ({span}).",
    "split.one": "They split most on {topics}: {sides}",
    "split.tied": "They split most, and equally, on {topics}: {sides} on each",
    "split.tied.unlike": "They split most, and equally by rank, on {topics}",
    "split.odds": ", so two experts picked at random stand on opposite sides {share} of the time.",
    "split.end": ".",
    "split.none": "On none of the [topics] with at least {few} experts do any two stand opposed.",
    "split.unranked": (
        "No topic was addressed by as many as {few} experts, so [disputes] go unranked."
    ),
    "split.only_unranked": (
        "The only opposition, on {topics}, is between too few experts to rank."
    ),
    "split.empty": "No claim has a settled stance yet, so there is nothing to compare.",
    "sides": "{for_} for and {against} against",
    "sides.neutral": "{for_} for, {against} against and {neutral} in between",
    "agreed.all_for": (
        "Everyone who spoke on it supports {topics}.",
        "All who spoke on them support {topics}.",
    ),
    "agreed.all_against": (
        "Everyone who spoke on it rejects {topics}.",
        "All who spoke on them reject {topics}.",
    ),
    "agreed.none": "No topic with at least {few} experts finds them [all on one side].",
    "pair": (
        "Furthest apart are [{a} and {b}], opposed on the one topic they share.",
        "Furthest apart are [{a} and {b}], opposed on {opposed} of the {count} topics they share.",
    ),
    "pair.all": (
        "Furthest apart are [{a} and {b}], opposed on the one topic they share.",
        "Furthest apart are [{a} and {b}], opposed on all {count} topics they share.",
    ),
    "pair.both": "Furthest apart are [{a} and {b}], opposed on both topics they share.",
    "pair.unopposed": (
        "Furthest apart are [{a} and {b}], though not on opposite sides of the one topic "
        "they share.",
        "Furthest apart are [{a} and {b}], though never on opposite sides of the {count} topics "
        "they share.",
    ),
    "pair.tied": ("one other pair is as far apart.", "{count} other pairs are as far apart."),
    "pair.none": "No two experts spoke on the same topic, so [no pair] can be compared.",
    "pair.on": "The two furthest apart, on {topic}",
    "unknown.empty": (
        "[{n} of {all}] pairings of expert and topic is empty: not asked or not said, which is not "
        "the same as neutral.",
        "[{n} of {all}] pairings of expert and topic are empty: not asked or not said, which is "
        "not the same as neutral.",
    ),
    "unknown.none_empty": "Every expert spoke on [every topic].",
    # facts
    "facts": "Figures",
    "fact.cells": " of {all} cells filled",
    "fact.annotators": (" coder", " coders"),
    "fact.settled": " of judgements settled",
    "fact.unclear": (" claim too unclear to score", " claims too unclear to score"),
    "fact.disputed": (" claim its coders dispute", " claims their coders dispute"),
    "fact.uncoded": (" claim not coded yet", " claims not coded yet"),
    "fact.unranked": (
        " topic with too few experts to rank",
        " topics with too few experts to rank",
    ),
    # sections
    "nav": "Sections",
    "nav.contested": "Contested topics",
    "nav.grid": "Stance grid",
    "nav.pairs": "Who with whom",
    "nav.unknown": "Unknown",
    "nav.method": "Method",
    "contested": "Contested topics",
    "contested.intro": (
        "Topics are ranked by the chance that two experts picked at random stand on opposite "
        "sides, drawn toward the average of all topics where few spoke. The bar shows that chance "
        "as counted; the notch is the most that so many experts could reach."
    ),
    "contested.none": "No topic has experts on opposite sides.",
    "agreed": "Topics on which nobody is opposed",
    "unranked": "Topics with too few experts to rank",
    "unranked.intro": "Fewer than {few} experts hold a position on these.",
    "silent": "Nobody spoke on: {topics}.",
    "rank.tied": "{rank}=",
    "rank.none": "–",
    "rank.title": "Rank {rank}",
    "topic.against": " against",
    "topic.for": " for",
    "topic.neutral": " in between",
    "topic.share": "{share} of pairs opposed",
    "topic.one": "one expert only",
    "topic.proposition": "“{text}”",
    "topic.aside": "Off the axis: {names}.",
    "aside.unclear": "{name} (unclear)",
    "aside.disputed": "{name} (disputed)",
    "topic.claims": ("The {n} claim on this topic", "All {n} claims on this topic"),
    "strip": "{topic}: where each expert stands, from {low} to {high}",
    "strip.chip": "{name}: {words}",
    "bars": "{topic}: {parts}",
    "bars.part": "{label} {n}",
    # cells
    "words.score": "{label} ({score})",
    "words.mixed": "{label} ({score}), with claims on both sides",
    "words.unclear": "unclear",
    "words.disputed": "coders disagree",
    "words.empty": "nothing said",
    "words.middle": "neither for nor against",
    "words.for": "for",
    "words.against": "against",
    "words.strongly_for": "strongly for",
    "words.strongly_against": "strongly against",
    "grid": "Stance grid",
    "grid.caption": (
        "Every expert on every topic. The small figure counts the claims; each cell leads to them. "
        "An empty outline means not asked or not said. It is not neutral."
    ),
    "grid.topic": "Topic",
    "grid.expert": "Expert",
    "grid.share": "opposed",
    "grid.cell": (
        "{name} on {topic}: {words}, {n} claim",
        "{name} on {topic}: {words}, {n} claims",
    ),
    "legend": "Key",
    "legend.mixed": "claims on both sides",
    "legend.unclear": "only unclear claims",
    "legend.disputed": "coders disagree",
    "legend.empty": "not asked, not said",
    # pairs
    "pairs": "Who disagrees with whom",
    "pairs.caption": (
        "Agreement of every two experts over the topics on which both hold a position, in percent; "
        "the small figure counts those topics. The stronger the shade, the further apart. An "
        "empty outline means no shared topic: no evidence, neither agreement nor disagreement."
    ),
    "pairs.cell": (
        "{a} and {b}: agreement {value} on {n} shared topic",
        "{a} and {b}: agreement {value} on {n} shared topics",
    ),
    "pairs.none": "No two experts hold positions on the same topic.",
    "pairs.list": "The pairs, the furthest apart first",
    "pairs.intro": (
        "Ordered by agreement drawn toward the average of all pairs: one shared topic says less "
        "than three."
    ),
    "pairs.hidden": ("{n} more pair hidden.", "{n} more pairs hidden."),
    "pair.title": "{a} and {b}",
    "pair.fig": (
        "agreement {value} on {n} shared topic, opposed on {opposed}",
        "agreement {value} on {n} shared topics, opposed on {opposed}",
    ),
    "pair.topic": "Topic",
    "pair.table": "Where {a} and {b} stand on the topics they share",
    # unknown
    "unknown": "What is unknown",
    "unknown.none": "Every claim is coded, clear and undisputed.",
    "unknown.uncoded": "Not coded yet",
    "unknown.disputed": "Coders disagree",
    "unknown.unclear": "Too unclear to score",
    "unknown.off": "Bears on none of the topics",
    "unknown.on": "{name} on {topic}",
    # claims
    "claim.link": "Permanent link to claim {id}",
    "claim.paraphrase": "In short: {text}",
    "claim.key": "key words “{text}”",
    "claim.quote": "“{text}”",
    "claim.question": "Asked: {text}",
    "claim.locator": "characters {start}–{end}",
    "claim.source": "{title}, {date}",
    "claim.as": "named as “{text}”",
    "claim.unsourced": "source not given",
    "claim.undated": "undated",
    "claim.settled": (
        "{label} ({score}) by {majority} of {n} coder",
        "{label} ({score}) by {majority} of {n} coders",
    ),
    "claim.adjudicated": "{label} ({score}) as adjudicated",
    "claim.unclear": "unclear",
    "claim.disputed": "disputed: the coders disagree on the stance",
    "claim.topic_disputed": "disputed: the coders disagree on the topic",
    "claim.none": "bears on no topic",
    "claim.uncoded": "not coded",
    "claim.codes": "Codes",
    "claim.votes": "{label}: {names}",
    "code": "{annotator}: {stance}",
    "code.confidence": "{annotator}: {stance}, {confidence}",
    "code.none": "no topic",
    "code.no_stance": "no stance given",
    "code.topic": "{stance} on {topic}",
    "code.note": "“{text}”",
    "confidence.1": "doubtful",
    "confidence.2": "fairly sure",
    "confidence.3": "sure",
    # method
    "method": "Method",
    "method.consensus": (
        "Each claim was coded by its coders alone. Its stance is that of the majority group: votes "
        "within one step of each other and not on opposite sides, if they are more than half of "
        "the votes. Without such a group the claim is disputed and left out of the averages."
    ),
    "method.position": (
        "An expert’s position on a topic is the mean of the judgements, one vote for each source, "
        "on a scale from {low} ({low_score}) to {high} ({high_score})."
    ),
    "method.agreement": (
        "Agreement of two experts is the mean over their shared topics of one minus the distance "
        "between the positions divided by the length of the scale."
    ),
    "method.contested": (
        "Topics are ranked by the posterior mean of the share of expert pairs on opposite sides; "
        "topics with fewer than {few} experts are not ranked."
    ),
    "method.inputs": "Read from:",
    "method.input": "{name}, SHA-256 {hash}",
    "method.seed": "Seed {seed}; codebook {hash}; stance {version}.",
}
