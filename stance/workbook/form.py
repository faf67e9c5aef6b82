"""The form of a workbook: its sheets, their columns, and the other names people give them."""

from collections.abc import Collection
from dataclasses import dataclass

from stance.core.text import fold
from stance.tables.header_words import SUGGESTED
from stance.workbook.catalogues import header_key as header_key
from stance.workbook.catalogues import said_anywhere

#: Stamped into every workbook; a workbook with another number is not read.
FORM = "1"

#: The analyst's workbook of a study.
STUDY_FILE = "study.xlsx"
META_SHEET = "_meta"
#: The kind of workbook, on the hidden sheet, whose answers are decisions.
ADJUDICATION = "adjudication"
#: Whose answers they are.
ADJUDICATOR = "adjudicator"
#: Before an annotator's name, the header of a column that shows what he or she said.
VOTE = "vote of "
#: Columns of ours that are for reading only: beginnings of their headers.
SHOWN_ONLY = (SUGGESTED, VOTE.strip(), "why", "status", "proposition")

#: Beside a topic, the sentence that decides what is for and what against; looked up, never read.
PROPOSITION = "proposition"

#: What counts as yes and as no where a column asks for one of them, folded.
YES = frozenset(map(fold, ("y", "x", "true", "1", *said_anywhere("yes"))))
NO = frozenset(map(fold, ("n", "false", "0", *said_anywhere("no"))))


@dataclass(frozen=True, slots=True)
class Field:
    """One column of a sheet.

    Attributes:
        name: its header in the workbooks that we write.
        also: other headers under which it is known, compared without case, "_" and spaces.
        width: in characters.
        needed: the sheet cannot be read without it.
        hint: what to enter, shown when somebody clicks on the header.
        own: people added it themselves, and it bears the header that they gave it.
    """

    name: str
    also: tuple[str, ...] = ()
    width: int = 16
    needed: bool = False
    hint: str = ""
    own: bool = False

    @property
    def keys(self) -> frozenset[str]:
        """Everything this header may be called, folded."""
        return frozenset(header_key(name) for name in (self.name, *self.also))


CLAIM_ID = Field(
    "claim_id",
    ("id", "claim id", "claim no", "nr", "no", "statement id"),
    9,
    True,
    "The claim's own short name, such as c1; it never changes.",
)
#: Hidden inside the answers, so that whoever selects these takes the claim's id along.
ID_COPY = Field("claim_id_copy", ("id copy",), 9)
NOTE = Field(
    "note",
    ("notes", "comment", "comments", "remark", "remarks"),
    34,
    hint="Whatever helps somebody who has to decide between two annotators.",
)

_DATE = "The day, month or year: 2022-01-31, 2022-01 or 2022. It may stay empty."

#: What the annotator reads, left of the answers.
WORDS = (
    CLAIM_ID,
    Field(
        "expert",
        ("expert id", "expert name", "actor", "person", "who"),
        22,
        hint="Who says it: a name or id of the sheet Experts.",
    ),
    Field(
        "source",
        ("source id", "document", "article"),
        18,
        hint="Where: an id or title of the sheet Sources. It may stay empty.",
    ),
    Field("said_on", ("date", "said", "when", "day"), 11, hint=_DATE),
    Field("question", ("asked",), 24, hint="What the expert was asked, if it matters."),
    Field(
        "claim",
        ("claim text", "text", "words", "quote", "statement", "paraphrase", "claims"),
        60,
        hint="The words of the claim, or a paraphrase.",
    ),
    Field(
        "key_phrase",
        ("phrase", "key phrase", "key words"),
        24,
        hint="A few of the expert's own words, where the claim is a paraphrase.",
    ),
)

#: A speaker of less confidence than this is shown as a guess.
UNSURE = 0.7

#: What else is known of a claim, right of the answers.
DETAILS = (
    Field("sentences", (), 44, hint="The passage by sentences; tick them in correct_words."),
    Field("kind", ("claim kind",), 10),
    Field("speaker_attitude", (), 15, hint="Whether the words are asserted, denied, doubted …"),
    Field("cue", (), 14, hint="The verb or phrase that gives the words to the speaker."),
    Field("context_before", ("sentence before",), 34),
    Field("context_after", ("sentence after",), 33),
    Field("speaker", ("speaker as written",), 20),
    Field("speaker_confidence", ("confidence in speaker",), 18),
    Field("speaker_reason", ("reason for speaker",), 34),
    Field("locator", ("position in source",), 13),
)

#: How likely stance assign was to choose the claim for people, and whether it did; only in the
#: analyst's workbook, and only where people code a share of the claims.
CHANCE = Field(
    "chance_to_be_chosen",
    (),
    20,
    hint="How likely the claim was to be among those that people share; stance assign wrote it.",
)
CHOSEN = Field("was_chosen", (), 11, hint="Whether it is; stance assign wrote it.")

#: The kind of a claim that is left out of every analysis.
NOT_A_CLAIM = "not a claim"
CORRECT_SPEAKER = Field(
    "correct_speaker",
    ("right speaker",),
    22,
    hint="Only if somebody else says this: his or her name or id.",
)
CORRECT_WORDS = Field(
    "correct_words",
    ("right words",),
    34,
    hint="Only if the passage is cut wrongly: numbers of its sentences, such as 1-2, 4 (two "
    "claims) or 4a; x if nothing is claimed; or the right words, each claim on its own line.",
)
REJECT = Field(
    NOT_A_CLAIM.replace(" ", "_"),
    ("reject", "no claim"),
    12,
    hint="yes, if nothing is claimed: thanks, a title, a question. Leave the topic empty then.",
)
#: What the annotator says is wrong with the claim itself; usually all empty.
CORRECTIONS = (CORRECT_SPEAKER, CORRECT_WORDS, REJECT)
#: How many topics one claim may have at most.
MAX_SLOTS = 9
SLOTS = range(1, MAX_SLOTS + 1)
#: Names of the answers that each topic has, and of those that stand once in a row.
PER_SLOT = ("topic", "stance", "confidence")
PER_ROW = (NOTE.name, *(f.name for f in CORRECTIONS))

#: What there is to say of a row; for reading only.
STATUS = Field(
    "status",
    (),
    26,
    hint="Where an answer is to be looked at again. If it still holds, empty the cell, or send the "
    "workbook back as it is.",
)

_LIKELY = "How sure the machine is, 0 to 1."
_SPOKE = "Words of the claim that spoke for it, the strongest first."
#: What a machine suggests; for reading only, and only where stance suggest wrote it.
SUGGESTIONS = (
    Field("suggested_order", (), 10, hint="When to code the claim: 1 comes first."),
    Field("suggested_topic", (), 22, hint="A machine's suggestion. It counts as nobody's answer."),
    Field("suggested_topic_probability", (), 12, hint=_LIKELY),
    Field("suggested_topic_words", (), 24, hint=_SPOKE),
    Field("suggested_next_topics", (), 24, hint="The topics that come next, and how sure."),
    Field("suggested_stance", (), 16, hint="A machine's suggestion. It counts as nobody's answer."),
    Field("suggested_stance_probability", (), 12, hint=f"{_LIKELY} If the topic is right."),
    Field("suggested_stance_words", (), 24, hint=_SPOKE),
)

#: Why the adjudicator decided so; only in the workbook of decisions.
REASON = Field("reason", ("reason code",), 18)
REASONS = ("wording", "irony or quotation", "both sides", "no topic of ours", "slip")

_START_END = (Field("start"), Field("end"))


_TOPIC = "The topic that the words bear on; none, if they bear on no proposition. Empty: not coded."
_FURTHER = "A further topic, if the words clearly take a stand on it too."
_STANCE = "Where the speaker stands toward the proposition. Empty, if the topic is none."
_CONFIDENCE = "How sure you are: 1 doubtful, 2 fairly sure, 3 sure."


def answer_column(name: str, slot: int) -> str:
    """Return the column of an answer: stance_2 for the stance of the second slot."""
    return name if slot == 1 or name in PER_ROW else f"{name}_{slot}"


def name_and_slot(column: str) -> tuple[str, int]:
    """Return what a column of a slot holds, and the number of the slot; 1 for any other column."""
    name, _, number = column.rpartition("_")
    return (name, int(number)) if number.isdigit() and name else (column, 1)


def slots_in(columns: Collection[str]) -> list[int]:
    """Return the slots that have a column for the topic among these."""
    return [slot for slot in SLOTS if answer_column(PER_SLOT[0], slot) in columns]


def slot_fields(slot: int) -> tuple[Field, Field, Field]:
    """Return topic, stance and confidence of one slot; the first slot has no number."""
    first = slot == 1

    def named(name: str, width: int, hint: str, *also: str) -> Field:
        numbered = tuple(answer_column(n, slot) for n in also)
        names = (*numbered, f"{name} 1") if first else numbered
        return Field(answer_column(name, slot), names, width, hint=hint)

    return (
        named(
            "topic", 24, _TOPIC if first else _FURTHER, "topic id", "subject", "concept", "target"
        ),
        named("stance", 16, _STANCE, "position", "opinion", "attitude", "qualifier"),
        named("confidence", 13, _CONFIDENCE, "certainty", "sure"),
    )


@dataclass(frozen=True, slots=True)
class Block:
    """Columns of answers that stand together and bear one hidden copy of the claim's id.

    Attributes:
        fields: the columns from left to right, the copy among them.
        copy: the header of the copy.
    """

    fields: tuple[Field, ...]
    copy: str

    @property
    def columns(self) -> tuple[str, ...]:
        """The headers of the answers."""
        return tuple(f.name for f in self.fields if f.name != self.copy)


def answer_blocks(slots: int) -> tuple[Block, ...]:
    """Return the blocks of answers: every slot, the note, the corrections."""
    blocks: list[Block] = []
    for slot in range(1, slots + 1):
        topic, *rest = slot_fields(slot)
        copy = ID_COPY if slot == 1 else Field(answer_column(ID_COPY.name, slot), (), 9)
        blocks.append(Block((topic, copy, *rest), copy.name))
    copy = Field(f"{ID_COPY.name}_note", (), 9)
    blocks.append(Block((copy, NOTE), copy.name))
    copy = Field(f"{ID_COPY.name}_corrections", (), 9)
    return (*blocks, Block((CORRECT_SPEAKER, copy, CORRECT_WORDS, REJECT), copy.name))


def answer_fields(slots: int) -> tuple[Field, ...]:
    """Return the yellow columns and the hidden ones among them, from left to right."""
    return tuple(field for block in answer_blocks(slots) for field in block.fields)


#: The columns in which the propositions of all slots are looked up.
PROPOSITIONS = tuple(answer_column(PROPOSITION, slot) for slot in SLOTS)
#: The hidden copies of the id and the columns of answers, whatever the number of slots; and all
#: that people fill in.
ID_COPIES = tuple(block.copy for block in answer_blocks(MAX_SLOTS))
ANSWER_COLUMNS = tuple(n for block in answer_blocks(MAX_SLOTS) for n in block.columns)
FILLED_IN = frozenset((*ID_COPIES, *ANSWER_COLUMNS, REASON.name))


def answer_columns(columns: Collection[str]) -> list[str]:
    """Return which of these hold answers, slot by slot and then once a row; no copied ids."""
    return [name for name in ANSWER_COLUMNS if name in columns]


def claim_fields(slots: int) -> tuple[Field, ...]:
    """Return all columns of Claims, in order."""
    return (*WORDS, *answer_fields(slots), *DETAILS)


def readable_claim_fields(slots: int) -> tuple[Field, ...]:
    """Return all columns that Claims may have where others wrote it."""
    return (*claim_fields(slots), *_START_END, REASON, CHANCE, CHOSEN)


#: Only in annotators' workbooks: the topic's place in the list.
NUMBER = Field("number", ("no", "nr"), 9, hint="May be typed instead of the topic.")

TOPICS = (
    Field(
        "topic",
        ("topic id", "id", "name"),
        24,
        True,
        "A short name, which annotators choose from a list.",
    ),
    Field("label", ("title", "topic label"), 28, hint="What readers of the report see."),
    NUMBER,
    Field("proposition", ("statement",), 50, True, "One sentence that one can be for or against."),
    Field("includes", ("include",), 40, hint="What belongs here."),
    Field("excludes", ("exclude",), 40, hint="What belongs elsewhere, and where."),
    Field(
        "examples",
        ("example",),
        40,
        hint="Words and how to code them, one example a line; the Guide shows them.",
    ),
    Field("keywords", ("key words",), 34, hint="Words that point here, separated by semicolons."),
)

SCALE = (
    Field("stance", ("label", "level"), 18, True, "What annotators choose from the list."),
    Field(
        "score",
        ("value",),
        8,
        True,
        "Its place on the scale, a number. Empty for a stance without a place, such as unclear.",
    ),
    Field("code", ("short", "short code"), 8, hint="A short form that may be typed instead."),
    Field("meaning", ("description", "definition"), 70, hint="One sentence for the Guide."),
)

EXPERTS = (
    Field(
        "expert_id",
        ("id", "expert"),
        20,
        True,
        "A short name that never changes. Left empty, it is made of the name.",
    ),
    Field("name", ("expert name", "full name"), 28, True),
    Field(
        "aliases",
        ("alias", "also called", "other spellings"),
        34,
        hint="Other spellings and former names, separated by semicolons.",
    ),
    Field("role", ("profession", "office", "position"), 28),
    Field("affiliation", ("institution", "organisation", "organization"), 28),
    Field("country", ("state",), 16),
    Field("kind", ("type",), 14),
    Field("qid", ("wikidata", "wikidata id"), 12, hint="The person's item in Wikidata: Q42."),
    Field(
        "read_from",
        ("read from",),
        40,
        hint="In which file and between which characters stance extract read what it filled in.",
    ),
)

SOURCES = (
    Field(
        "source_id",
        ("id", "source"),
        22,
        True,
        "A short name that never changes. Left empty, it is made of the title or the file.",
    ),
    Field("file", ("file name", "filename"), 28),
    Field("title", ("headline",), 44),
    Field("publisher", ("outlet", "medium"), 28),
    Field("published", ("date", "published on"), 12, hint=_DATE),
    Field("genre", ("type",), 12),
    Field("language", ("lang",), 10),
    Field("sha256", ("hash",), 20, hint="The file's hash; filled in by stance extract."),
    Field("note", ("notes", "comment"), 50),
)

SETTINGS = (
    Field("setting", ("name", "key"), 16, True),
    Field("value", (), 40, True),
    Field("meaning", ("description",), 80),
)

#: Sheets in the order in which they stand, and the fields of those that hold a list.
LISTS: dict[str, tuple[Field, ...]] = {
    "Topics": TOPICS,
    "Scale": SCALE,
    "Experts": EXPERTS,
    "Sources": SOURCES,
    "Settings": SETTINGS,
}
SHEETS = ("Guide", "Claims", "Topics", "Scale", "Experts", "Sources", "Progress", "Settings")
