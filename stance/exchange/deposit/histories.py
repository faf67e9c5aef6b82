"""The histories of a study: read, with pseudonyms and without words of articles, written again."""

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from stance.exchange.deposit.pseudonyms import Pseudonyms
from stance.exchange.deposit.withholding import Withheld
from stance.sheets.inert import inert
from stance.study import codebook_history, history, talks
from stance.study.folder import CODEBOOK_HISTORY_FILE, HISTORY_FILE, NORMING_HISTORY_FILE
from stance.study.ledger import read_lines
from stance.workbook import form

_FORMS: dict[str, Sequence[str]] = {
    HISTORY_FILE: history.COLUMNS,
    CODEBOOK_HISTORY_FILE: codebook_history.COLUMNS,
    NORMING_HISTORY_FILE: talks.COLUMNS,
}
#: The correction that holds words of an article.
_WORDS = form.CORRECT_WORDS.name
Lines = list[dict[str, str]]


@dataclass(frozen=True)
class Histories:
    """The lines of a study's histories by the name of their file; none of a file that is not."""

    lines: Mapping[str, Lines]

    @classmethod
    def read(cls, study: Path) -> "Histories":
        """Read the histories of a study's folder; a study of one file has none.

        Raises:
            DataError: one is not as it was written.
        """
        found = {name: list(read_lines(study / name, form)) for name, form in _FORMS.items()}
        return cls({name: lines for name, lines in found.items() if lines})

    @property
    def annotators(self) -> set[str]:
        """Everybody who ever answered."""
        return {line["annotator"] for line in self.lines.get(HISTORY_FILE, ())}

    @property
    def authors(self) -> set[str]:
        """Who was at work when the codebook changed or a talk was held."""
        files = (CODEBOOK_HISTORY_FILE, NORMING_HISTORY_FILE)
        return {line["author"] for name in files for line in self.lines.get(name, ())}

    @property
    def last(self) -> str:
        """The day of the last line, ISO; "" where there is none."""
        stamps = (line["recorded_at"][:10] for lines in self.lines.values() for line in lines)
        return max(stamps, default="")

    def hidden(self, who: Pseudonyms, words: Withheld | None) -> "Histories":
        """Return the histories with pseudonyms and, if so wished, without words of articles."""
        free = words.scrub if words else str
        return Histories(
            {
                name: [_hidden(line, who, free, keep=words is None) for line in lines]
                for name, lines in self.lines.items()
            }
        )

    def write(self, folder: Path) -> None:
        """Write the files as ``ledger`` would have, so that the program reads them."""
        for name, lines in self.lines.items():
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, _FORMS[name], lineterminator="\n")
            writer.writeheader()
            writer.writerows({key: inert(value) for key, value in line.items()} for line in lines)
            (folder / name).write_bytes(("\ufeff" + text.getvalue()).encode())


def _hidden(
    line: Mapping[str, str], who: Pseudonyms, free: Callable[[str], str], *, keep: bool
) -> dict[str, str]:
    texts = {"note", "was", "now", "topic", "stance"}
    out = {key: free(who.hide(value)) if key in texts else value for key, value in line.items()}
    for key in {"annotator", "author"} & set(out):
        out[key] = who.name(out[key])
    if "file" in out:
        out["file"] = who.file(out["file"])
    if not keep and out.get("answer") == _WORDS:
        out |= {key: "[words withheld]" for key in ("note", "was") if out[key]}
    return out
