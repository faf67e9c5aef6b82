"""The codes to be compared: which annotator gave which item which label, as whole numbers."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from stance.core.counting import number_values
from stance.core.errors import UsageError

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Codes:
    """One entry for each code given; an item that somebody did not code has no entry for it.

    Attributes:
        item: place of the item in ``items``, one entry a code.
        annotator: place of the annotator in ``annotators``.
        label: place of the label in ``labels``.
        items: names of the items that anybody coded.
        annotators: names of those who coded.
        labels: the legal labels in their order, used or not.
        notes: what was left out while the codes were read, in words.
        article: number of the article that each item comes from; None where no item names one.
        without_article: how many claims name none, where others do.
    """

    item: Ints
    annotator: Ints
    label: Ints
    items: pd.Index
    annotators: tuple[str, ...]
    labels: tuple[Hashable, ...]
    notes: tuple[str, ...] = ()
    article: Ints | None = None
    without_article: int = 0

    @classmethod
    def from_frame(
        cls,
        frame: pd.DataFrame,
        labels: Sequence[Hashable] | None = None,
        *,
        item: str | list[str] = "item",
        annotator: str = "annotator",
        label: str = "label",
    ) -> "Codes":
        """Read a long frame, one row a code; a missing or empty label is "not coded".

        One annotator's code counts once for an item. Where it stands there twice, the same label
        is counted once, and two different labels are both left out, because nothing tells which
        was meant; ``notes`` names the cases.

        Args:
            frame: the table.
            labels: the legal labels in order; the sorted labels of the table unless given.
            item: column of what was coded, or columns that name it together.
            annotator: column of who coded it.
            label: column of the code.

        Raises:
            UsageError: a label of the table is not among ``labels``, ``labels`` has one twice, or
                a code has no item or annotator.
        """
        if not pd.api.types.is_integer_dtype(frame[label].dtype):
            frame = frame[frame[label].notna() & (frame[label] != "")]
        given = frame[label]
        place, legal = _places(given, labels)
        items, item_names = _items(frame, item)
        who, annotator_names = _numbered(frame[annotator])
        if (items < 0).any() or (who < 0).any():
            raise UsageError(f"some rows have a {label} but no {item} or {annotator}")
        codes = cls(
            items,
            who,
            place,
            item_names,
            tuple(str(name) for name in annotator_names),
            legal,
        )
        return codes._without_repeats()

    def __len__(self) -> int:
        return len(self.item)

    @property
    def n_labels(self) -> int:
        """How many labels are legal."""
        return len(self.labels)

    @property
    def per_item(self) -> Ints:
        """How many annotators coded each item."""
        return np.bincount(self.item, minlength=len(self.items))

    @property
    def n_articles(self) -> int:
        """How many articles the items come from; 0 where no item names one."""
        return 0 if self.article is None else len(np.unique(self.article))

    def in_articles(self, articles: Mapping[str, str]) -> "Codes":
        """Return the codes with the article of each item.

        Claims that name no article count as one article together.

        Args:
            articles: the article of each item; of each claim, where an item is a claim on a topic.
                Empty or absent: not known.
        """
        if not articles:
            return replace(self, article=None)
        claims = [str(name) for name in self.items.get_level_values(0)]
        named = [articles.get(claim, "") for claim in claims]
        if not any(named):
            return replace(self, article=None)
        unknown = {claim for claim, article in zip(claims, named, strict=True) if not article}
        article = pd.factorize(pd.Series(named))[0].astype(np.int64)
        return replace(self, article=article, without_article=len(unknown))

    @cached_property
    def pairable(self) -> "Codes":
        """The codes of items that two or more annotators coded."""
        return self.keep((self.per_item >= 2)[self.item])

    def keep(self, wanted: Flags) -> "Codes":
        """Return the codes where ``wanted`` holds; items and annotators without a code go."""
        if wanted.all():
            return self
        items, item = number_values(self.item[wanted])
        people, annotator = number_values(self.annotator[wanted])
        return replace(
            self,
            item=item,
            annotator=annotator,
            label=self.label[wanted],
            items=self.items[items],
            annotators=tuple(self.annotators[i] for i in people),
            article=None if self.article is None else self.article[items],
        )

    def of(self, *names: str) -> "Codes":
        """Return what these annotators coded."""
        wanted = [self.annotators.index(name) for name in names if name in self.annotators]
        return self.keep(np.isin(self.annotator, wanted))

    def without(self, name: str) -> "Codes":
        """Return what everybody but one annotator coded."""
        return self.of(*(other for other in self.annotators if other != name))

    def relabel(self, labels: Sequence[Hashable], place: Ints) -> "Codes":
        """Return the codes with each label replaced; ``place`` says by which of ``labels``."""
        return replace(self, label=place[self.label], labels=tuple(labels))

    def to_frame(self) -> pd.DataFrame:
        """Return item, annotator, label, one row a code; an item of several names joined by /."""
        items = self.items
        if isinstance(items, pd.MultiIndex):
            items = pd.Index([" / ".join(map(str, names)) for names in items])
        return pd.DataFrame(
            {
                "item": items[self.item],
                "annotator": np.array(self.annotators, dtype=object)[self.annotator],
                "label": np.array([*self.labels, ""], dtype=object)[self.label],
            }
        )

    def _without_repeats(self) -> "Codes":
        cell = self.item * len(self.annotators) + self.annotator
        return self if pd.Index(cell).is_unique else self._settle_repeats(cell)

    def _settle_repeats(self, cell: Ints) -> "Codes":
        table = pd.DataFrame({"cell": cell, "label": self.label})
        again = table.duplicated().to_numpy()
        different = table.groupby("cell")["label"].transform("nunique").to_numpy() > 1
        notes = [
            self._note(again & ~different, lambda n: f"{n} repeated codes counted once"),
            self._note(
                different & ~table.duplicated("cell").to_numpy(),
                lambda n: f"{n} items left out for an annotator who gave them two labels",
            ),
        ]
        kept = self.keep(~again & ~different)
        return replace(kept, notes=self.notes + tuple(note for note in notes if note))

    def _note(self, which: Flags, words: Callable[[int], str]) -> str:
        n = int(which.sum())
        if not n:
            return ""
        cases = zip(self.annotator[which][:5], self.item[which][:5], strict=True)
        named = ", ".join(f"{self.annotators[a]} on {self.items[i]}" for a, i in cases)
        return f"{words(n)}: {named}{' …' if n > 5 else ''}"


def _items(frame: pd.DataFrame, item: str | list[str]) -> tuple[Ints, pd.Index]:
    """Return the number of each row's item, and the items' names (tuples for several columns)."""
    if isinstance(item, str):
        return _numbered(frame[item])
    number = frame.groupby(item, sort=False).ngroup().to_numpy()
    return number, pd.MultiIndex.from_frame(frame[item].drop_duplicates())


def _numbered(names: pd.Series) -> tuple[Ints, pd.Index]:
    """Return the number of each name, and the names; whole numbers need no hash."""
    if pd.api.types.is_integer_dtype(names.dtype) and len(names):
        values = names.to_numpy(dtype=np.int64)
        lowest = int(values.min())
        used, number = number_values(values - lowest if lowest else values)
        return number, pd.Index(used + lowest)
    number, distinct = pd.factorize(names)
    return number.astype(np.int64, copy=False), pd.Index(distinct)


def _places(given: pd.Series, labels: Sequence[Hashable] | None) -> tuple[Ints, Any]:
    """Return the place of each label among the legal ones, and these."""
    if labels is None:
        place, names = pd.factorize(given, sort=True)
        return place.astype(np.int64, copy=False), tuple(pd.Index(names).tolist())
    legal = pd.Index(list(labels))
    if not legal.is_unique:
        raise UsageError(f"a level stands twice in the list: {', '.join(map(str, labels))}")
    found, names = _numbered(given)
    at = legal.get_indexer(names)
    if (at < 0).any():
        strange = ", ".join(f'"{name}"' for name in names[at < 0][:5])
        raise UsageError(
            f"{strange} is not among the levels {', '.join(map(str, labels))}; name all levels"
        )
    in_order = np.array_equal(at, np.arange(len(at)))
    return found if in_order else at.astype(np.int64)[found], tuple(labels)
