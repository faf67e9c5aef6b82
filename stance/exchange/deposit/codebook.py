"""The codebook and the guide as Markdown, and what the columns of the tables mean."""

from collections.abc import Iterator

from stance.core.codebook import CONFIDENCES, Topic
from stance.exchange.deposit.about import About
from stance.workbook.content import Settings
from stance.workbook.guide import guide_lines

_BESIDE = (
    ("includes", "Belongs here"),
    ("excludes", "Belongs elsewhere"),
    ("keywords", "Words that point here"),
)


def codebook_text(about: About) -> str:
    """Return topics with their propositions, the scale, and every table column by column."""
    book = about.findings.study.codebook
    scale = book.scale
    lines = [
        f"# Codebook of {about.title}",
        "",
        f"{about.summary}",
        "",
        f"State of the codebook: `{book.hash}`.",
        "",
        "## Topics",
        "",
    ]
    for topic in book.topics:
        lines += _topic(topic)
    lines += [
        "A claim that bears on no proposition has the topic `none`.",
        "",
        "## Stances",
        "",
        "| stance | score | code | meaning |",
        "| --- | --- | --- | --- |",
        *(
            f"| {cell(lv.label)} | {'' if lv.score is None else f'{lv.score:g}'} | {cell(lv.code)} "
            f"| {cell(lv.meaning)} |"
            for lv in scale.levels
        ),
        "",
        f"{scale.middle:g} is neither for nor against. Two votes on one side count as one within "
        f"{scale.step:g}.",
        "",
        "## Confidence",
        "",
        *(f"- {number}: {meaning}" for number, meaning in CONFIDENCES.items()),
        "",
        "## Tables",
        "",
        "An empty text says nothing; a missing number is absent, never zero. Dates may stop at the "
        "year or month. A text that a spreadsheet would take for a formula begins with an "
        "apostrophe.",
        "",
        *_tables(about),
    ]
    return "\n".join(lines)


def guide_text(about: About) -> str:
    """Return the guide that annotators had, as Markdown."""
    study = about.findings.study
    slots = max([2, *study.annotations["slot"].tolist()])
    settings = Settings(study.title, slots, study.rules)
    before = {"title": "# ", "heading": "## ", "text": ""}
    lines: list[str] = []
    for style, text, told in guide_lines(settings, study.codebook, ""):
        if style == "term":
            lines.append(f"- **{text}**: {told}")
        else:
            lines += ["", f"{before[style]}{text}"]
            lines += [""] if style == "heading" else []
    return "\n".join(lines).strip() + "\n"


def cell(text: str) -> str:
    """Return a text that stands in one cell of a Markdown table."""
    return " ".join(text.replace("|", "\\|").split())


def _topic(topic: Topic) -> list[str]:
    lines = [f"### {topic.label}", "", f"`{topic.id}`: {topic.proposition}", ""]
    for name, heading in _BESIDE:
        if text := getattr(topic, name).strip():
            lines += [f"- {heading}: {' '.join(text.split())}"]
    examples = [line.strip() for line in topic.examples.splitlines() if line.strip()]
    lines += ["- Examples:", *(f"  - {line}" for line in examples)] if examples else []
    return lines if not lines[-1] else [*lines, ""]


def _tables(about: About) -> Iterator[str]:
    for name in about.tables:
        contract = about.contracts[name]
        key = f" One row for each {', '.join(contract.key)}." if contract.key else ""
        yield from (f"### data/{name}.csv", "")
        yield from (f"{len(about.tables[name]):,} rows.{key}", "")
        yield from ("| column | holds | meaning |", "| --- | --- | --- |")
        yield from (f"| `{c.name}` | {c.kind} | {cell(c.meaning)} |" for c in contract.columns)
        yield ""
