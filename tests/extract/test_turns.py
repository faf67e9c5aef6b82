"""Interviews, round-tables and records of many layouts: who answers what, as it is committed."""

from pathlib import Path

from stance.articles.reading import read_article
from stance.extract.quotes.find import find
from tests.written import hold

Q1, Q2, Q3 = "Is the road long?", "Why is that so?", "And what comes next?"
A1 = "It is very long indeed for all of us here."
A2 = "Because the rain took the old bridge in spring."
A3 = "We wait for the summer and then build again."
LEAD = "Our paper spoke to Anna Example, a lecturer at the university, about the road."

#: Layouts: their paragraphs, a blank line between them.
LAYOUTS: dict[str, tuple[str, ...]] = {
    "dashes": (LEAD, f"— {Q1}", f"— {A1}", "More of it.", f"— {Q2}", f"— {A2}", "The end."),
    "dashes, one question": (LEAD, f"— {Q1}", f"— {A1}", f"— {A2}"),
    "dashes, two questions on end": (LEAD, f"— {Q1}", f"— {Q2}", f"— {A2}", f"— {Q3}", f"— {A3}"),
    "labels": (LEAD, f"Q: {Q1}", f"A: {A1}", "More of it.", f"Q: {Q2}", f"A: {A2}"),
    "labels, no answer": (LEAD, f"Q: {Q1}", A1, f"Q: {Q2}", A2),
    "names": ("Anna Example and Ben Sample met.", Q1, f"Anna Example: {A1}", f"Ben Sample: {A2}",
              Q2, f"Anna Example, lecturer: {A3}", "More of it."),
    "names, one question": ("They met.", Q1, f"Anna Example: {A1}", f"Ben Sample: {A2}"),
    "names, twice": ("They met.", f"Anna Example: {A1}", f"Ben Sample: {A2}", f"Ben Sample: {A3}"),
    "names as headings": ("They met.", "Anna Example:", A1, "Ben Sample:", A2),
    "an interviewer by name": (LEAD, f"Ben Sample: {Q1}", f"Anna Example: {A1}",
                               f"Ben Sample: {Q2}", f"Anna Example: {A2}"),
    "initials": ("Anna Example met Ben Sample.", f"A.E.: {Q1}", f"B.S.: {A1}", f"A.E.: {Q2}",
                 f"B.S.: {A2}", f"C.D.: {A3}"),
    "codes": ("They met.", f"P1: {A1}", f"P2: {A2}", f"P1: {A3}", f"Q7: {A3}"),
    "shouted": ("Anna Example met the minister.", f"EXAMPLE: {A1}", f"PRIME MINISTER: {A2}",
                f"EXAMPLE: {A3}"),
    "a session": (f"The Minister for Roads (Anna Example): {A1}",
                  f"Mr Ben Sample (Testville): {A2}", f"Madam Speaker: {A3}",
                  f"The Minister for Roads (Anna Example): {A3}"),
    "a record": (f"Ms. EXAMPLE. {A1}", f"Mr. SAMPLE of Testland. {A2}", f"The CLERK. {A3}",
                 f"Ms. EXAMPLE. {A3}"),
    "who is there": ("Participants: Anna Example, Ben Sample", Q1, f"Anna Example: {A1}", Q2,
                     f"Ben Sample: {A2}"),
    "headings that ask": (f"Interview with Anna Example. {LEAD}", Q1, A1, Q2, A2, Q3, A3, "More."),
    "two headings that ask": (LEAD, Q1, A1, Q2, A2),
    "a long question": (LEAD, "Is " + "very " * 78 + "a mile?", A1, Q2, A2, Q3, A3),
    "a longer question": (LEAD, "Is " + "very " * 78 + "so long?", A1, Q2, A2, Q3, A3),
}  # fmt: skip


def test_who_answers_what_in_every_layout_is_as_is_committed(tmp_path: Path) -> None:
    lines: list[str] = []
    for name, paragraphs in LAYOUTS.items():
        path = tmp_path / "a.txt"
        path.write_text("A talk about the road\n\n" + "\n\n".join(paragraphs) + "\n", "utf-8")
        article = read_article(path, {"language": "en"})
        lines.append(f"== {name}")
        for one in find(article):
            words = article.text[one.start : one.end]
            lines.append(f"  {one.kind} {one.confidence:g} {one.expert!r}: {words!r}")
            lines.append(f"    to {one.question[:40]!r}; {one.reason}")
    hold("turns of many layouts.txt", lines)
