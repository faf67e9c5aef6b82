"""What an article is once read, and what is found in it."""

from dataclasses import dataclass
from typing import Literal

BlockKind = Literal["body", "heading", "byline", "caption", "footnote", "boilerplate"]
FindingKind = Literal["direct", "indirect", "answer", "authored"]
#: What the speaker does with the words: a claim under "denies" is the opposite of one asserted.
Attitude = Literal["asserts", "denies", "doubts", "asks", "demands", "reports another"]


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph of an article.

    Attributes:
        start: first character in the article's text, from 0.
        end: character after the last one.
        kind: body, heading, byline, caption, footnote or boilerplate.
    """

    start: int
    end: int
    kind: BlockKind


@dataclass(frozen=True, slots=True)
class Stretch:
    """Words whose speaker the form of the file itself names: a subtitle, a post, an e-mail.

    Attributes:
        start: first character of the words in the article's text.
        end: character after the last one.
        speaker: who says them; empty where the form does not tell.
        question: what was asked, where the form shows it.
        said_on: the day, ISO, where it is not the article's.
        time: the time code at which they begin.
        asks: the words are an interviewer's.
    """

    start: int
    end: int
    speaker: str
    question: str = ""
    said_on: str = ""
    time: str = ""
    asks: bool = False


@dataclass(frozen=True, slots=True)
class Article:
    """An article's text and what is known of it.

    Attributes:
        file: name of the file that holds exactly this text as UTF-8.
        text: the stored text; every offset counts its code points.
        sha256: hash of the text as UTF-8.
        blocks: its paragraphs, in order, without the blanks between them.
        title: its title; empty where it shows none.
        author: who signed it; empty where nobody did.
        publisher: who published it.
        published: date, ISO, may stop at year or month.
        language: language code; empty where too little text tells.
        note: how any of this was decided, for the reader.
        plain: the text with its markup blanked out, character by character, so that offsets are
            the same in both; the text itself where it has no markup.
        stretches: who says what, where the form of the file tells it.
    """

    file: str
    text: str
    sha256: str
    blocks: tuple[Block, ...]
    title: str = ""
    author: str = ""
    publisher: str = ""
    published: str = ""
    language: str = ""
    note: str = ""
    plain: str = ""
    stretches: tuple[Stretch, ...] = ()

    def words(self, start: int, end: int) -> str:
        """Return the words of a passage, with one blank wherever there are any."""
        return " ".join((self.plain or self.text)[start:end].split())


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that an article gives to somebody.

    Attributes:
        start: first character of the words in the article's text, quote marks left out.
        end: character after the last one.
        kind: direct, indirect, answer or authored.
        speaker: the speaker as written there; empty where the text names none.
        expert: the speaker's fullest name in this article, or a description.
        question: what was asked, where the article shows it.
        cue: the words that give the passage to the speaker.
        confidence: between 0 and 1, that the words are the speaker's.
        reason: why, in words.
        attitude: what the speaker does with what is said; unless it is asserted, the words begin
            at the cue ("denied that ...").
        said_on: the day of the words, ISO, where it is not the article's.
        time: the time code at which they begin.
    """

    start: int
    end: int
    kind: FindingKind
    speaker: str
    expert: str
    question: str = ""
    cue: str = ""
    confidence: float = 1.0
    reason: str = ""
    attitude: Attitude = "asserts"
    said_on: str = ""
    time: str = ""
