"""Texts as numbers: words, groups of letters, what stands together; the same for any language."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np

#: A word: letters or digits of any script, even one alone.
_WORD = r"(?u)\b\w+\b"
#: Of so many texts, features that only one of them has are left out: they compare nothing.
_MANY = 1000
#: Dimensions into which texts are pressed, where there are as many texts.
DIMENSIONS = 100


class Embedder(Protocol):
    """Whatever turns texts into vectors that lie close where the texts mean the same."""

    def embed(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, dimensions); the same text always gives the same row."""
        ...


@dataclass(frozen=True, eq=False)
class Features:
    """Texts as numbers, a row each.

    Attributes:
        matrix: sparse array of shape (texts, features): weights of words, of groups of letters, and
            the embedding, if there is one.
        words: the word of each of the first columns.
    """

    matrix: Any
    words: tuple[str, ...]


def word_features(
    texts: Sequence[str],
    *,
    words: tuple[int, int],
    letters: tuple[int, int],
    share_of_words: float = 1.0,
) -> Features:
    """Weigh words and groups of letters by TF-IDF: log frequency, rare ones more.

    Each row of the words has length ``share_of_words`` and each row of the letters 1 before both
    are divided by their common length; so the product of two rows is a similarity of 0 to 1.

    Args:
        texts: what to weigh; words get their weights from all of them together.
        words: fewest and most words that count as one feature.
        letters: the same of letters, within words.
        share_of_words: how much words count beside letters.
    """
    from scipy import sparse
    from sklearn.feature_extraction.text import TfidfVectorizer

    least = 1 if len(texts) < _MANY else 2
    by_word, by_letter = (
        TfidfVectorizer(sublinear_tf=True, min_df=least, ngram_range=lengths, **kind)
        for lengths, kind in ((words, {"token_pattern": _WORD}), (letters, {"analyzer": "char_wb"}))
    )
    every = [*texts, "_", "_"]  # so that texts without any word are weighed too: at nothing
    parts = [f.fit_transform(every)[: len(texts)] for f in (by_word, by_letter)]
    parts[0] = share_of_words * parts[0]
    matrix = sparse.hstack(parts).tocsr() / np.hypot(share_of_words, 1.0)
    return Features(matrix, tuple(by_word.get_feature_names_out()))


def beside(matrix: Any, vectors: Any) -> Any:
    """Put embeddings beside words, so that both count alike and rows of length 1 stay so.

    Args:
        matrix: sparse array of shape (texts, features).
        vectors: array of shape (texts, dimensions).
    """
    from scipy import sparse

    return sparse.hstack([matrix, sparse.csr_matrix(vectors)]).tocsr() / np.sqrt(2)


def centred(vectors: Any) -> Any:
    """Return vectors less their mean, each of length 1: embeddings of sentences crowd in a cone.

    Args:
        vectors: array of shape (texts, dimensions).
    """
    vectors = np.asarray(vectors, dtype=float)
    moved = vectors - vectors.mean(axis=0, keepdims=True)
    lengths = np.linalg.norm(moved, axis=1, keepdims=True)
    return moved / np.where(lengths > 0, lengths, 1.0)


def latent(matrix: Any, seed: int) -> Any:
    """Press rows into few dimensions in which words that stand together lie together: LSA.

    Deerwester et al. (1990), by a truncated singular value decomposition; rows have length 1.

    Args:
        matrix: sparse array of shape (texts, features).
        seed: of the random start of the decomposition.
    """
    from sklearn.decomposition import TruncatedSVD
    from sklearn.preprocessing import normalize

    most = min(matrix.shape) - 1
    if most < 1:
        return normalize(matrix.toarray())
    found = TruncatedSVD(min(DIMENSIONS, most), n_iter=2, random_state=seed).fit_transform(matrix)
    return normalize(found)


def shared_and_own(matrix: Any, groups: Any, n_groups: int, share: float) -> Any:
    """Give each feature twice: once for all groups, once for the row's own.

    A linear model on these learns what holds everywhere and what holds in one group only: the easy
    domain adaptation of Daumé (2007).

    Args:
        matrix: sparse array of shape (rows, features).
        groups: the group of each row, counted from 0.
        n_groups: how many there are.
        share: weight of what holds everywhere beside what holds in the group.

    Returns:
        Sparse array of shape (rows, features * (1 + n_groups)): the shared features first.
    """
    from scipy import sparse

    cells = matrix.tocoo()
    n_rows, n_features = matrix.shape
    columns = (
        cells.col.astype(np.int64) + n_features * np.asarray(groups, dtype=np.int64)[cells.row]
    )
    shape = (n_rows, n_features * n_groups)
    own = sparse.coo_matrix((cells.data, (cells.row, columns)), shape=shape)
    return sparse.hstack([matrix * np.sqrt(share), own]).tocsr()
