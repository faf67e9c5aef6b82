"""Who answers for a study, and how it is cited."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Imprint:
    """What a citation names, as the analyst wrote it; "" where nothing is said.

    Attributes:
        authors: the people, as a citation lists them.
        date: when this version was finished.
        licence: on what terms it may be used.
        version: of the study.
    """

    authors: str = ""
    date: str = ""
    licence: str = ""
    version: str = ""


#: Nothing is said.
NO_IMPRINT = Imprint()
