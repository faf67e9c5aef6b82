"""Rich text (RTF) turned into text; pictures, fields and objects are left where they are."""

import codecs
import re

from stance.articles.metadata import Metadata
from stance.articles.refusal import refused

_PIECE = re.compile(
    rb"\\'([0-9A-Fa-f]{2})|\\([a-zA-Z]{1,32})(-?\d{1,10})? ?|\\([^a-zA-Z])|([{}])"
    rb"|([^\\{}\r\n]+)|[\r\n]+"
)
_SKIPPED = frozenset(
    b"fonttbl colortbl stylesheet info pict object themedata colorschememapping datastore "
    b"latentstyles header footer headerl headerr footerl footerr footnote listtable "
    b"listoverridetable rsidtbl generator xmlnstbl fldinst annotation pntext revtbl "
    b"nonshppict shpinst filetbl bkmkstart bkmkend".split()
)
_SHOWN = {
    b"par": "\n", b"line": " ", b"tab": " ", b"cell": " ", b"row": "\n", b"sect": "\n",
    b"emdash": "—", b"endash": "–", b"lquote": "‘", b"rquote": "’", b"ldblquote": "“",
    b"rdblquote": "”", b"bullet": "•", b"emspace": " ", b"enspace": " ",
}  # fmt: skip
_SIGNS = {b"~": " ", b"_": "-", b"\\": "\\", b"{": "{", b"}": "}", b"\n": "\n", b"\r": "\n"}
_CODEPAGES = {437: "cp437", 65001: "utf-8", 10000: "mac-roman"}
#: Groups within groups; more is no text that anybody wrote.
_MOST_NESTED = 500


def rtf(data: bytes, file: str) -> tuple[str, Metadata]:
    """Return the text of a rich text document, a paragraph a line.

    Raises:
        DataError: it is no rich text, or is nested in a way that nobody writes.
    """
    if not data.lstrip().startswith(b"{\\rtf"):
        raise refused(file, "this is no rich text (RTF)")
    reader = _Reader(file)
    for match in _PIECE.finditer(data):
        reader.take(match)
    reader.flush()
    lines = (" ".join(line.split()) for line in "".join(reader.parts).split("\n"))
    text = "\n".join(line for line in lines if line)
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text, Metadata(notes=("text taken from rich text (RTF)",))


class _Reader:
    """The state of reading: what is shown, in which code page, within which groups."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.parts: list[str] = []
        self.bytes = bytearray()
        self.page = "cp1252"
        self.shown = True
        self.skip, self.left = 1, 0  # characters that stand for one in Unicode
        self.groups: list[tuple[bool, int]] = []

    def take(self, match: re.Match[bytes]) -> None:
        """Take in one piece: a letter, a word of the language, a sign, a brace or text."""
        code, word, number, sign, brace, plain = match.groups()
        if code or plain:
            self._letters(bytes([int(code, 16)]) if code else plain)
            return
        if brace:
            self.flush()
            self._group(brace)
        elif sign:
            self._sign(sign)
        elif word:
            self._word(word, int(number) if number else None)

    def flush(self) -> None:
        """Turn the letters so far into text."""
        if self.bytes:
            self.parts.append(bytes(self.bytes).decode(self.page, "replace"))
            self.bytes.clear()

    def _letters(self, letters: bytes) -> None:
        if self.left:
            gone = min(self.left, len(letters))
            self.left -= gone
            letters = letters[gone:]
        if self.shown:
            self.bytes += letters

    def _group(self, brace: bytes) -> None:
        self.left = 0
        if brace == b"{":
            if len(self.groups) >= _MOST_NESTED:
                raise refused(self.file, "the document is nested too deep")
            self.groups.append((self.shown, self.skip))
        elif self.groups:
            self.shown, self.skip = self.groups.pop()

    def _sign(self, sign: bytes) -> None:
        if sign == b"*":
            self.shown = False
        elif self.shown and sign in _SIGNS:
            self.flush()
            self.parts.append(_SIGNS[sign])

    def _word(self, word: bytes, number: int | None) -> None:
        if word in _SKIPPED:
            self.shown = False
        elif word == b"ansicpg" and number:
            self.page = _CODEPAGES.get(number, f"cp{number}")
            self._known()
        elif word == b"uc":
            self.skip = max(0, number or 0)
        elif word == b"u" and number is not None:
            self.flush()
            if self.shown:
                self.parts.append(chr(number % 65536))
            self.left = self.skip
        elif word in _SHOWN and self.shown:
            self.flush()
            self.parts.append(_SHOWN[word])

    def _known(self) -> None:
        try:
            codecs.lookup(self.page)
        except LookupError:
            self.page = "cp1252"
