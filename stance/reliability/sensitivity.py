"""Would one annotator change it? Any finding, from each annotator alone and without each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

import pandas as pd

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Sensitivity(Generic[T]):
    """One finding under different annotators.

    Attributes:
        everyone: the finding from all annotations.
        alone: by annotator: the finding from this one's annotations.
        without: by annotator: the finding from everybody else's; empty for a single annotator.
    """

    everyone: T
    alone: Mapping[str, T]
    without: Mapping[str, T]

    def changed_without(self, differ: Callable[[T, T], bool]) -> tuple[str, ...]:
        """Return the annotators without whom the finding differs from everybody's.

        Args:
            differ: says whether two findings differ, everybody's being the first.
        """
        return tuple(name for name, found in self.without.items() if differ(self.everyone, found))

    def changed_alone(self, differ: Callable[[T, T], bool]) -> tuple[str, ...]:
        """Return the annotators by whom alone the finding differs; ``differ`` as above."""
        return tuple(name for name, found in self.alone.items() if differ(self.everyone, found))


def sensitivity(annotations: pd.DataFrame, finding: Callable[[pd.DataFrame], T]) -> Sensitivity[T]:
    """Recompute a finding from each annotator's annotations alone, and with each one's left out.

    Args:
        annotations: frame ``ANNOTATIONS``.
        finding: a pure function of such a frame.
    """
    who = annotations["annotator"]
    names = sorted(who.unique())
    return Sensitivity(
        everyone=finding(annotations),
        alone={name: finding(annotations[who == name]) for name in names},
        without={name: finding(annotations[who != name]) for name in names if len(names) > 1},
    )
