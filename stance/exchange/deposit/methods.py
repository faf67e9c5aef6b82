"""METHODS.md: the methods of a study with its numbers and references, ready for a paper."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from stance.analysis.consensus import DISAGREE, Status
from stance.exchange.deposit.about import About

_REFERENCES = (
    "Hennig, C. (2007). Cluster-wise assessment of cluster stability. *Computational Statistics & "
    "Data Analysis*, 52(1), 258–271.",
    "Krippendorff, K. (2011). *Computing Krippendorff's alpha-reliability*. University of "
    "Pennsylvania.",
    "Krippendorff, K. (2019). *Content analysis: An introduction to its methodology* (4th ed.). "
    "SAGE.",
    "Leifeld, P. (2017). Discourse network analysis: Policy debates as dynamic networks. In "
    "J. N. Victor, A. H. Montgomery & M. Lubell (Eds.), *The Oxford handbook of political "
    "networks*. Oxford University Press.",
)
_MEASURES = {
    "topic": "the topic of a claim (nominal)",
    "stance": "the stance toward a topic that both chose (ordinal)",
}


def methods_text(about: About) -> str:
    """Return paragraphs on material, coding, agreement, judgements, positions and repetition."""
    paragraphs = {
        "Material": _material(about),
        "Coding": _coding(about),
        "Agreement of the annotators": _agreement(about),
        "From annotations to judgements": _judgements(about),
        "Positions, disagreement and camps": _positions(about),
        "Repetition": _repetition(about),
    }
    lines = [
        f"# Methods of {about.title}",
        "",
        "Written by the program from the data; every number can be recomputed from them. What it "
        "cannot know stands in CHECKLIST.md.",
        "",
    ]
    for heading, sentences in paragraphs.items():
        lines += [f"## {heading}", "", " ".join(sentences), ""]
    lines += ["## References", "", *(f"- {one}" for one in _REFERENCES), ""]
    return "\n".join(lines)


def _material(about: About) -> Iterator[str]:
    study = about.findings.study
    first, last = about.span
    kinds = Counter(kind or "of no kind" for kind in study.sources["genre"])
    listed = ", ".join(f"{n:,} {kind}" for kind, n in kinds.most_common())
    yield (
        f"The study holds {len(study.claims):,} claims by {len(study.experts):,} experts in "
        f"{len(study.sources):,} sources{f' ({listed})' if listed else ''}."
    )
    if first:
        yield f"The claims were made from {first} to {last}."
    placed = int(study.claims["start"].notna().sum())
    if placed:
        yield (
            f"{placed:,} claims have a locator: the SHA-256 of the source's text and the "
            "characters from and to which the words stand in it."
        )


def _coding(about: About) -> Iterator[str]:
    book = about.findings.study.codebook
    levels = ", ".join(
        f"{lv.label} ({lv.score:g})" for lv in book.scale.levels if lv.score is not None
    )
    others = [lv.label for lv in book.scale.levels if lv.score is None]
    unscored = f", and {', '.join(others)}, without a score" if others else ""
    yield (
        f"{len(about.annotators):,} annotators coded independently in workbooks, by a codebook of "
        f"{len(book.topics):,} topics, each with one proposition that a claim can support or "
        f"reject (state {book.hash}). Stances were {levels}{unscored}."
    )
    yield about.per_item
    if about.machines:
        yield (
            f"Machines ({', '.join(about.machines)}) coded claims too; their codes stand apart and "
            "count in no figure of people."
        )


def _agreement(about: About) -> Iterator[str]:
    found = about.findings.reliability
    yield (
        f"Of {found.n_claims:,} coded claims, {found.n_double:,} were coded by two annotators or "
        "more; agreement is Krippendorff's alpha (2011)."
    )
    rows = found.alphas[found.alphas["by"] == "all"].set_index("measure").to_dict("index")
    for measure, said in _MEASURES.items():
        if measure in rows:
            yield f"For {said}, {_alpha(rows[measure])}."
    stance = found.alphas[(found.alphas["by"] == "topic") & found.alphas["alpha"].notna()]
    if len(stance) > 1:
        low, high = stance["alpha"].min(), stance["alpha"].max()
        yield f"By topic, alpha of the stance lies between {low:.2f} and {high:.2f}."
    yield "Alpha of .800 allows firm conclusions, .667 tentative ones (Krippendorff 2019, ch. 12)."


def _alpha(row: dict[Any, Any]) -> str:
    if row["alpha"] != row["alpha"]:
        return f"alpha is not defined: {row['reason']}"
    text = f"alpha = {row['alpha']:.2f}"
    kinds = (("article_low", "article_high", "articles"), ("low", "high", "items"))
    for low, high, over in kinds:
        if row[low] == row[low]:
            text += f", 95 % interval {row[low]:.2f} to {row[high]:.2f} over {over}"
            break
    share = f"; annotators gave the same label in {100 * row['agreement']:.0f} % of pairs"
    return f"{text} (n = {row['n_items']:,} items{share})"


def _judgements(about: About) -> Iterator[str]:
    findings = about.findings
    counts = Counter(findings.judgements["status"])
    disputed = sum(counts[status] for status in DISAGREE)
    scale = findings.study.codebook.scale
    yield (
        "The topic of a claim is the one that more than half of its annotators chose, its stance "
        f"the mean of those votes that lie within {scale.step:g} of each other on one side, if "
        "they are more than half; all other claims are disputed and count in no mean."
    )
    yield (
        f"{counts[Status.SETTLED]:,} judgements are settled, {disputed:,} disputed and "
        f"{counts[Status.UNCLEAR]:,} unclear."
    )
    decided = findings.study.decisions["claim_id"].nunique()
    if decided:
        yield f"An adjudicator decided on {decided:,} claims, and these decisions stand."
    waiting = len(findings.study.waiting)
    if waiting:
        yield f"{waiting:,} answers were given on earlier words or propositions and do not count."


def _positions(about: About) -> Iterator[str]:
    findings = about.findings
    labels = {topic.id: topic.label for topic in findings.study.codebook.topics}
    yield (
        f"A position is one expert's on one topic: the mean over sources of the mean of his or her "
        f"judgements in each; there are {len(findings.positions):,}."
    )
    yield (
        "Topics are ranked by the chance that two experts drawn at random stand on opposite sides; "
        "two experts by 1 less their mean distance over the topics that both spoke on, drawn "
        "toward the mean of all pairs."
    )
    if findings.lead.verdict in ("one", "only", "several"):
        named = ", ".join(labels[topic] for topic in findings.lead.topics)
        yield f"Most divided are the experts on: {named}."
    yield (
        "Camps are sought by average linkage and named only if they outdo shuffled positions and "
        "hold together when experts are drawn again (Hennig 2007). "
        f"Verdict: {findings.camps.verdict}."
    )


def _repetition(about: About) -> Iterator[str]:
    yield (
        f"All figures were computed with stance {about.versions['stance']} and the seed "
        f"{about.findings.seed}. The same data give the same page, byte for byte: "
        f"`{about.command}` makes a file with the SHA-256 {about.page_sha256}."
    )
