"""What annotators, and machines like them, are told beside the codebook."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Guide:
    """What annotators are told beside the codebook.

    Attributes:
        title: the study's name.
        rules: the analyst's own coding rules.
    """

    title: str = ""
    rules: str = ""
